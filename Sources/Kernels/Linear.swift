import COpenBLAS

/// A fully connected layer, y = x · weight + bias. x is (n, 1, 1, inputs), weight (1, 1, inputs, outputs).
package enum Linear {
  package static func forward(_ x: Tensor, weight: Tensor, bias: Tensor?, into y: Tensor) {
    check(x, weight, y, bias)
    if let bias {
      for row in 0..<y.shape.n { (y.data + row * y.shape.c).update(from: bias.data, count: y.shape.c) }
    }
    multiply(
      x.shape.n, weight.shape.c, weight.shape.w, x, false, weight, false, adding: bias != nil, into: y)
  }

  /// Writes the gradient with respect to the input into dx.
  package static func backwardInput(_ dy: Tensor, weight: Tensor, into dx: Tensor) {
    check(dx, weight, dy, nil)
    multiply(dy.shape.n, weight.shape.w, weight.shape.c, dy, false, weight, true, adding: false, into: dx)
  }

  /// Adds the gradients with respect to weight and bias to `dw` and `db`.
  package static func backwardParameters(_ x: Tensor, _ dy: Tensor, weight dw: Tensor, bias db: Tensor?) {
    check(x, dw, dy, db)
    if let db { ChannelSums.add(of: dy, into: db) }
    multiply(dw.shape.w, dw.shape.c, x.shape.n, x, true, dy, false, adding: true, into: dw)
  }

  /// c (m × n) = a (m × k) · b (k × n), either transposed, added to c if wished.
  private static func multiply(
    _ m: Int, _ n: Int, _ k: Int, _ a: Tensor, _ aTransposed: Bool, _ b: Tensor, _ bTransposed: Bool, adding: Bool,
    into c: Tensor
  ) {
    // Columns of the result are split among the threads: a batch often has only one row.
    ThreadPool.shared.run(count: n, grain: max(64, (1 << 20) / max(1, m * k))) { columns in
      let first = columns.lowerBound
      cblas_sgemm(
        CblasRowMajor, aTransposed ? CblasTrans : CblasNoTrans, bTransposed ? CblasTrans : CblasNoTrans,
        Int32(m), Int32(columns.count), Int32(k), 1, a.data, Int32(aTransposed ? m : k),
        b.data + (bTransposed ? first * k : first), Int32(bTransposed ? k : n), adding ? 1 : 0, c.data + first,
        Int32(n))
    }
  }

  private static func check(_ x: Tensor, _ weight: Tensor, _ y: Tensor, _ bias: Tensor?) {
    precondition(x.count == x.shape.n * weight.shape.w, "\(x.shape) for \(weight.shape.w) inputs")
    precondition(y.count == x.shape.n * weight.shape.c && y.shape.n == x.shape.n, "\(x.shape) to \(y.shape)")
    precondition(y.shape.h == 1 && y.shape.w == 1, "one pixel for each row")
    precondition(bias.map { $0.count == weight.shape.c } ?? true, "one bias for each output")
  }
}
