import Kernels

/// How far apart two pictures' colours lie on an eighth of their size: mean |a − b| there. Keeps what shall keep its
/// colours and leaves every edge free, in the way of AnimeGAN's colour reconstruction (Chen, Liu and Chen 2020).
package enum ColourLoss {
  private static let halvings = 3

  /// `weight` times the loss's gradient at `a` is added to `gradient`.
  ///
  /// - Parameters:
  ///   - a: (n, h, w, c), sides multiples of 8; `b` and `gradient` are of the same shape.
  package static func evaluate(_ a: Tensor, _ b: Tensor, weight: Float, addingTo gradient: Tensor) -> Double {
    precondition(a.shape == b.shape && a.shape == gradient.shape, "shapes differ")
    let small = (0..<halvings).reduce(a) { picture, _ in half(picture) }
    let wanted = (0..<halvings).reduce(b) { picture, _ in half(picture) }
    var inner = Tensor(small.shape)
    let loss = MeanAbsoluteError.evaluate(small, wanted, weight: weight, addingTo: inner)
    for _ in 0..<halvings {
      let larger = Tensor(Shape(inner.shape.n, inner.shape.h * 2, inner.shape.w * 2, inner.shape.c), zeroed: false)
      AveragePool.backward(inner, into: larger)
      inner = larger
    }
    Elementwise.add(gradient, inner, into: gradient)
    return loss
  }

  private static func half(_ picture: Tensor) -> Tensor {
    let result = Tensor(AveragePool.outputShape(for: picture.shape), zeroed: false)
    AveragePool.forward(picture, into: result)
    return result
  }
}
