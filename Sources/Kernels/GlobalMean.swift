/// The mean of each channel over each picture: what a network knows of the whole.
package enum GlobalMean {
  package static func outputShape(for x: Shape) -> Shape { Shape(x.n, 1, 1, x.c) }

  package static func forward(_ x: Tensor, into y: Tensor) {
    precondition(y.shape == outputShape(for: x.shape), "\(x.shape) into \(y.shape)")
    let (pixels, channels) = (x.shape.h * x.shape.w, x.shape.c)
    for picture in 0..<x.shape.n {
      let sum = Tensor(.vector(channels), viewing: y.data + picture * channels, of: y)
      sum.fill(0)
      let one = Tensor(
        Shape(1, x.shape.h, x.shape.w, channels), viewing: x.data + picture * pixels * channels, of: x)
      ChannelSums.add(of: one, into: sum)
      Elementwise.scale(1 / Float(pixels), sum, into: sum)
    }
  }

  /// Writes the gradient with respect to the input into dx.
  package static func backward(_ dy: Tensor, into dx: Tensor) {
    precondition(dy.shape == outputShape(for: dx.shape), "\(dy.shape) into \(dx.shape)")
    let (pixels, channels) = (dx.shape.h * dx.shape.w, dx.shape.c)
    let share = 1 / Float(pixels)
    for picture in 0..<dx.shape.n {
      let (from, to) = (dy.data + picture * channels, dx.data + picture * pixels * channels)
      for pixel in 0..<pixels {
        for channel in 0..<channels { to[pixel * channels + channel] = from[channel] * share }
      }
    }
  }
}
