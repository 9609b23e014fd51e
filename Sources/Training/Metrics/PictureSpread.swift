/// How far pictures of one size differ from one another: the standard deviation at each place, mean over all places.
package struct PictureSpread: Sendable {
  private var count = 0.0
  private var means: [Double] = []
  /// Sums of squared deviations from the means.
  private var squares: [Double] = []

  package init() {}

  /// - Parameter values: as many as the first picture's.
  package mutating func add(_ values: [Float]) {
    if means.isEmpty {
      means = [Double](repeating: 0, count: values.count)
      squares = means
    }
    precondition(values.count == means.count, "\(values.count) values beside \(means.count)")
    count += 1
    // Welford, Technometrics 4 (1962): no large sums are subtracted from each other.
    for (index, value) in values.enumerated() {
      let deviation = Double(value) - means[index]
      means[index] += deviation / count
      squares[index] += deviation * (Double(value) - means[index])
    }
  }

  /// 0 for fewer than two pictures.
  package var value: Double {
    guard count > 1, !means.isEmpty else { return 0 }
    return squares.reduce(0) { $0 + ($1 / count).squareRoot() } / Double(squares.count)
  }
}
