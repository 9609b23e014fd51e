import Pictures

/// How far apart two sets of pictures are in their features: the squared maximum mean discrepancy under the kernel
/// (x·y / features + 1)³ (Bińkowski et al. 2018, section 4), estimated without bias, so that it may fall below 0.
package struct KernelDistance: Equatable, Sendable {
  package let value: Double
  /// Where 95 % of the values lie when the pictures of both sets are drawn anew from themselves.
  package let low: Double
  package let high: Double

  /// - Parameters:
  ///   - a: two pictures or more.
  ///   - b: likewise, with the same features.
  ///   - draws: how often the sets are drawn anew.
  ///   - seed: decides the draws.
  package init(_ a: FeatureSet, _ b: FeatureSet, draws: Int = 400, seed: UInt64 = 1) {
    precondition(a.rows > 1 && b.rows > 1 && draws > 0, "a distance needs two pictures on each side")
    let kernels = Kernels(a, b)
    let once = (
      [Double](repeating: 1, count: a.rows), [Double](repeating: 1, count: b.rows)
    )
    value = kernels.discrepancy(once.0, once.1) ?? 0
    var random = SeededGenerator(seed: seed)
    let values = (0..<draws).compactMap { _ in
      kernels.discrepancy(Self.draw(a.rows, using: &random), Self.draw(b.rows, using: &random))
    }.sorted()
    low = values.isEmpty ? value : values[Int(0.025 * Double(values.count - 1))]
    high = values.isEmpty ? value : values[Int((0.975 * Double(values.count - 1)).rounded(.up))]
  }

  /// How often each of `count` pictures is there when as many are drawn and put back.
  private static func draw(_ count: Int, using random: inout SeededGenerator) -> [Double] {
    var times = [Double](repeating: 0, count: count)
    for _ in 0..<count { times[Int.random(in: 0..<count, using: &random)] += 1 }
    return times
  }

  private struct Kernels {
    let a: Int
    let b: Int
    let within: [Double]
    let withinOther: [Double]
    let between: [Double]

    init(_ first: FeatureSet, _ second: FeatureSet) {
      func kernel(_ product: Double) -> Double {
        let base = product / Double(first.features) + 1
        return base * base * base
      }
      a = first.rows
      b = second.rows
      within = first.products(with: first).map(kernel)
      withinOther = second.products(with: second).map(kernel)
      between = first.products(with: second).map(kernel)
    }

    /// The discrepancy when each picture is there so many times.
    ///
    /// A picture is never compared with its own copies: they would pass for an agreement that the set does not have.
    /// Nil where nothing else was drawn.
    func discrepancy(_ timesA: [Double], _ timesB: [Double]) -> Double? {
      guard let first = mean(within, timesA), let second = mean(withinOther, timesB) else { return nil }
      var cross = 0.0
      for i in 0..<a where timesA[i] > 0 {
        var row = 0.0
        for j in 0..<b { row += timesB[j] * between[i * b + j] }
        cross += timesA[i] * row
      }
      return first + second - 2 * cross / (timesA.reduce(0, +) * timesB.reduce(0, +))
    }

    private func mean(_ kernels: [Double], _ times: [Double]) -> Double? {
      var sum = 0.0
      for i in times.indices where times[i] > 0 {
        var row = 0.0
        for j in times.indices where j != i { row += times[j] * kernels[i * times.count + j] }
        sum += times[i] * row
      }
      let total = times.reduce(0, +)
      let pairs = total * total - times.reduce(0) { $0 + $1 * $1 }
      return pairs > 0 ? sum / pairs : nil
    }
  }
}
