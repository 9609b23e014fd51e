import COpenBLAS
import Foundation

/// The Fréchet distance between two sets of features taken as Gaussians (Heusel et al. 2017, equation 6):
/// |μa − μb|² + tr(Σa + Σb − 2 (Σa Σb)^½), with sample covariances.
package enum FrechetDistance {
  /// - Parameters:
  ///   - a: rows of `features` values, two rows or more.
  ///   - b: likewise.
  package static func value(_ a: [Float], _ b: [Float], features: Int) -> Double {
    let first = Moments(a, features: features)
    let second = Moments(b, features: features)
    let means = zip(first.mean, second.mean).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    // tr (Σa Σb)^½ is the sum of the roots of the eigenvalues of the symmetric matrix Σa^½ Σb Σa^½.
    let root = squareRoot(first.covariance, features)
    let inner = product(product(root, second.covariance, features), root, features)
    let (eigenvalues, _) = symmetricEigen(inner, features)
    let cross = eigenvalues.reduce(0.0) { $0 + max(0, $1).squareRoot() }
    return means + trace(first.covariance, features) + trace(second.covariance, features) - 2 * cross
  }

  private struct Moments {
    var mean: [Double]
    /// Symmetric, row by row.
    var covariance: [Double]

    init(_ values: [Float], features: Int) {
      precondition(features > 0 && values.count % features == 0, "rows of \(features) values")
      let rows = values.count / features
      precondition(rows >= 2, "a covariance needs two rows")
      mean = (0..<features).map { feature in
        stride(from: feature, to: values.count, by: features).reduce(0.0) { $0 + Double(values[$1]) } / Double(rows)
      }
      var centred = [Double](repeating: 0, count: values.count)
      for index in values.indices { centred[index] = Double(values[index]) - mean[index % features] }
      covariance = [Double](repeating: 0, count: features * features)
      let size = Int32(features)
      cblas_dgemm(
        CblasRowMajor, CblasTrans, CblasNoTrans, size, size, Int32(rows), 1 / Double(rows - 1), centred, size,
        centred, size, 0, &covariance, size)
    }
  }

  private static func trace(_ matrix: [Double], _ size: Int) -> Double {
    stride(from: 0, to: matrix.count, by: size + 1).reduce(0) { $0 + matrix[$1] }
  }

  private static func product(_ a: [Double], _ b: [Double], _ size: Int) -> [Double] {
    var result = [Double](repeating: 0, count: size * size)
    let n = Int32(size)
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a, n, b, n, 0, &result, n)
    return result
  }

  /// V √Λ Vᵀ for a positive semi-definite matrix.
  private static func squareRoot(_ matrix: [Double], _ size: Int) -> [Double] {
    let (eigenvalues, vectors) = symmetricEigen(matrix, size)
    var scaled = vectors
    // Eigenvectors are rows here: LAPACK writes them as columns of a column-major matrix.
    for row in 0..<size {
      let root = max(0, eigenvalues[row]).squareRoot()
      for column in 0..<size { scaled[row * size + column] *= root }
    }
    var result = [Double](repeating: 0, count: size * size)
    let n = Int32(size)
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, n, n, n, 1, vectors, n, scaled, n, 0, &result, n)
    return result
  }

  /// Eigenvalues in rising order and the eigenvectors as rows, by LAPACK's `dsyev`.
  private static func symmetricEigen(_ matrix: [Double], _ size: Int) -> (values: [Double], vectors: [Double]) {
    var vectors = matrix
    var values = [Double](repeating: 0, count: size)
    var n = Int32(size)
    var leading = n
    var workSize = Int32(max(1, 34 * size))
    var work = [Double](repeating: 0, count: Int(workSize))
    var info: Int32 = 0
    var job = CChar(UInt8(ascii: "V"))
    var triangle = CChar(UInt8(ascii: "U"))
    dsyev_(&job, &triangle, &n, &vectors, &leading, &values, &work, &workSize, &info)
    precondition(info == 0, "dsyev answered \(info)")
    return (values, vectors)
  }
}
