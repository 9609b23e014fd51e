/// Each picture as one row of values, channel after channel as PyTorch keeps them, and back.
package enum Flatten {
  package static func outputShape(for x: Shape) -> Shape { Shape(x.n, 1, 1, x.h * x.w * x.c) }

  /// Writes the rows of x's pictures into y.
  package static func forward(_ x: Tensor, into y: Tensor) {
    precondition(y.shape == outputShape(for: x.shape), "\(x.shape) into \(y.shape)")
    for picture in 0..<x.shape.n {
      let offset = picture * y.shape.c
      Elementwise.transpose(x.data + offset, rows: x.shape.h * x.shape.w, columns: x.shape.c, into: y.data + offset)
    }
  }

  /// Writes the pictures of dy's rows into dx: the gradient of ``forward(_:into:)``, and its inverse.
  package static func backward(_ dy: Tensor, into dx: Tensor) {
    precondition(dy.shape == outputShape(for: dx.shape), "\(dy.shape) into \(dx.shape)")
    for picture in 0..<dx.shape.n {
      let offset = picture * dy.shape.c
      Elementwise.transpose(
        dy.data + offset, rows: dx.shape.c, columns: dx.shape.h * dx.shape.w, into: dx.data + offset)
    }
  }
}
