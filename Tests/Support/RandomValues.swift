import Kernels

/// Reproducible test values: SplitMix64 (Steele, Lea and Flood 2014).
package struct RandomValues {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Uniform in -1…1.
  package mutating func value() -> Float { Float(next() >> 40) / Float(1 << 23) - 1 }

  package mutating func tensor(_ shape: Shape) -> Tensor {
    let result = Tensor(shape, zeroed: false)
    for i in 0..<shape.count { result.data[i] = value() }
    return result
  }
}
