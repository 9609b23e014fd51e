import COpenBLAS
import Foundation

/// One row of features for each picture of a set.
package struct FeatureSet: Equatable, Sendable {
  /// Values of a row.
  package let features: Int
  package private(set) var values: [Double]

  package var rows: Int { values.count / features }

  package init(features: Int, values: [Double] = []) {
    precondition(features > 0 && values.count % features == 0, "rows of \(features) values")
    self.features = features
    self.values = values
  }

  package mutating func append(_ row: [Double]) {
    precondition(row.count == features, "a row of \(row.count) values among those of \(features)")
    values += row
  }

  /// Some of the rows.
  package func picking(_ rows: [Int]) -> FeatureSet {
    FeatureSet(
      features: features, values: rows.flatMap { values[($0 * features)..<(($0 + 1) * features)] })
  }

  /// Both sets in units of the deviation from the mean that each feature has in `reference`, so that every feature
  /// has the same say; features that never change there are left out.
  ///
  /// - Returns: nil where the reference's rows are all alike.
  package static func standardized(
    _ set: FeatureSet, by reference: FeatureSet
  ) -> (set: FeatureSet, reference: FeatureSet)? {
    precondition(set.features == reference.features && reference.rows > 1, "nothing to compare with")
    let features = set.features
    var means = [Double](repeating: 0, count: features)
    for (index, value) in reference.values.enumerated() { means[index % features] += value / Double(reference.rows) }
    var deviations = [Double](repeating: 0, count: features)
    for (index, value) in reference.values.enumerated() {
      let difference = value - means[index % features]
      deviations[index % features] += difference * difference / Double(reference.rows)
    }
    deviations = deviations.map { $0.squareRoot() }
    let kept = (0..<features).filter { deviations[$0] > 1e-9 }
    guard !kept.isEmpty else { return nil }
    func standardized(_ set: FeatureSet) -> FeatureSet {
      var values: [Double] = []
      values.reserveCapacity(set.rows * kept.count)
      for row in 0..<set.rows {
        for feature in kept {
          values.append((set.values[row * features + feature] - means[feature]) / deviations[feature])
        }
      }
      return FeatureSet(features: kept.count, values: values)
    }
    return (standardized(set), standardized(reference))
  }

  /// Inner products of the rows with another set's, row by row of this set.
  func products(with other: FeatureSet) -> [Double] {
    precondition(features == other.features, "sets of different features")
    guard rows > 0, other.rows > 0 else { return [] }
    var result = [Double](repeating: 0, count: rows * other.rows)
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, Int32(rows), Int32(other.rows), Int32(features), 1, values,
      Int32(features), other.values, Int32(features), 0, &result, Int32(other.rows))
    return result
  }

  /// Euclidean distances of the rows to another set's, row by row of this set.
  func distances(to other: FeatureSet) -> [Double] {
    func squares(_ set: FeatureSet) -> [Double] {
      (0..<set.rows).map { row in
        set.values[(row * features)..<((row + 1) * features)].reduce(0) { $0 + $1 * $1 }
      }
    }
    let own = squares(self)
    let others = squares(other)
    var result = products(with: other)
    for index in result.indices {
      result[index] = max(0, own[index / other.rows] + others[index % other.rows] - 2 * result[index]).squareRoot()
    }
    return result
  }
}
