import Foundation

/// The inception score (Salimans et al. 2016, section 4): exp of the mean KL divergence between each picture's class
/// probabilities and their average, natural logarithm, one split.
package enum InceptionScore {
  /// - Parameter logits: a classifier's outputs before softmax, one row of `classes` values per picture.
  package static func value(logits: [Float], classes: Int) -> Double {
    precondition(classes > 0 && !logits.isEmpty && logits.count % classes == 0, "rows of \(classes) values")
    let rows = stride(from: 0, to: logits.count, by: classes).map { start -> [Double] in
      let row = logits[start..<(start + classes)].map(Double.init)
      let peak = row.max() ?? 0
      let powers = row.map { exp($0 - peak) }
      let sum = powers.reduce(0, +)
      return powers.map { $0 / sum }
    }
    let average = (0..<classes).map { index in rows.reduce(0) { $0 + $1[index] } / Double(rows.count) }
    let divergence = rows.reduce(0.0) { total, row in
      total + zip(row, average).reduce(0) { $1.0 > 0 ? $0 + $1.0 * log($1.0 / $1.1) : $0 }
    }
    return exp(divergence / Double(rows.count))
  }
}
