import Kernels
import Support
import Testing

/// Instance norm and batch norm against the definition and against finite differences.
@Suite(.ownThread) struct NormTests {
  static let shapes = [
    Shape(2, 9, 8, 6), Shape(1, 31, 33, 16), Shape(3, 5, 7, 1), Shape(1, 1, 2, 40), Shape(1, 70, 61, 35),
  ]

  @Test(arguments: shapes) func forwardEqualsTheDefinition(_ shape: Shape) {
    var random = RandomValues(seed: 6)
    let x = random.tensor(shape)
    // A mean far from zero loses digits in a careless variance.
    for i in 0..<x.count { x.data[i] = 3 * x.data[i] + 50 }
    let (scale, shift) = (random.tensor(.vector(shape.c)), random.tensor(.vector(shape.c)))
    for (activation, slope) in [(Activation.none, Float(1)), (.relu, 0), (.leaky(0.2), 0.2)] {
      let instance = PlainNorm.forward(
        x, wholeBatch: false, scale: scale.array, shift: shift.array, negativeSlope: slope)
      let batch = PlainNorm.forward(x, wholeBatch: true, scale: nil, shift: nil, negativeSlope: slope)
      for set in InstructionSet.available {
        InstructionSet.with(set) {
          let y = Tensor(shape)
          InstanceNorm.forward(
            x, scale: scale, shift: shift, activation: activation, into: y,
            statistics: Tensor(InstanceNorm.statisticsShape(for: shape)))
          #expect(relativeError(y.array, instance) < 2e-5, "\(set.name) \(activation)")
          y.copy(from: x)
          BatchNorm.forward(
            y, scale: nil, shift: nil, activation: activation, into: y,
            statistics: Tensor(BatchNorm.statisticsShape(for: shape)))
          #expect(relativeError(y.array, batch) < 2e-5, "\(set.name) \(activation), in place")
        }
      }
    }
  }

  @Test(arguments: [Activation.clip(0.8), .clippedRelu(0.8)]) func clipsWhatItNormalised(_ activation: Activation) {
    var random = RandomValues(seed: 8)
    let x = random.tensor(Shape(2, 6, 5, 19))
    for set in InstructionSet.available {
      InstructionSet.with(set) {
        let (y, expected) = (Tensor(x.shape), Tensor(x.shape))
        let statistics = Tensor(InstanceNorm.statisticsShape(for: x.shape))
        InstanceNorm.forward(x, scale: nil, shift: nil, activation: .none, into: expected, statistics: statistics)
        Activations.forward(expected, activation, into: expected)
        InstanceNorm.forward(x, scale: nil, shift: nil, activation: activation, into: y, statistics: statistics)
        #expect(y.array == expected.array, "\(set.name)")
        #expect(y.values.contains(0.8))
      }
    }
  }

  @Test func statisticsAreMeanAndInverseDeviation() {
    let x = Tensor(Shape(1, 2, 2, 1), [1, 3, 5, 7])
    let statistics = Tensor(Shape(1, 1, 2, 1))
    InstanceNorm.forward(x, scale: nil, shift: nil, activation: .none, into: Tensor(x.shape), statistics: statistics)
    #expect(relativeError(statistics.array, [4, 1 / Float(5.00001).squareRoot()]) < 1e-6)
  }

  @Test func inferenceUsesTheRunningStatistics() {
    let x = Tensor(Shape(1, 1, 2, 2), [1, 2, -3, 4])
    let y = Tensor(x.shape)
    BatchNorm.inference(
      x, mean: Tensor(.vector(2), [1, 2]), variance: Tensor(.vector(2), [4, 1]), scale: Tensor(.vector(2), [2, 1]),
      shift: Tensor(.vector(2), [0.5, -1]), activation: .relu, into: y)
    #expect(relativeError(y.array, [0.5, 0, 0, 1]) < 1e-4)
  }

  @Test(arguments: [Activation.none, .leaky(0.2), .relu, .clip(10), .clippedRelu(10)], [false, true])
  func gradients(_ activation: Activation, _ wholeBatch: Bool) {
    var random = RandomValues(seed: 7)
    let shape = Shape(2, 9, 7, 18)
    let (x, scale, shift) = (random.tensor(shape), random.tensor(.vector(18)), random.tensor(.vector(18)))
    for i in 0..<18 {
      // With scales around one and shifts beyond the values, every pixel is clearly on one side of the kink.
      scale.data[i] = 1 + 0.3 * scale.data[i]
      shift.data[i] = i % 2 == 0 ? 6 : -6
    }
    for set in InstructionSet.available {
      InstructionSet.with(set) {
        checkGradient(of: [x, scale, shift]) { inputs in
          let y = Tensor(shape)
          _ = forward(inputs, activation, wholeBatch, into: y)
          return y
        } backward: { inputs, dy in
          let statistics = forward(inputs, activation, wholeBatch, into: Tensor(shape))
          let (dx, dScale, dShift) = (Tensor(shape), Tensor(.vector(18)), Tensor(.vector(18)))
          let backward = wholeBatch ? BatchNorm.backward : InstanceNorm.backward
          backward(inputs[0], dy, inputs[1], inputs[2], activation, statistics, dx, dScale, dShift)
          return [dx, dScale, dShift]
        }
      }
    }
  }

  private func forward(_ inputs: [Tensor], _ activation: Activation, _ wholeBatch: Bool, into y: Tensor) -> Tensor {
    let shape = y.shape
    let statistics = Tensor(
      wholeBatch ? BatchNorm.statisticsShape(for: shape) : InstanceNorm.statisticsShape(for: shape))
    let forward = wholeBatch ? BatchNorm.forward : InstanceNorm.forward
    forward(inputs[0], inputs[1], inputs[2], activation, y, statistics)
    return statistics
  }
}
