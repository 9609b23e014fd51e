/// An instance norm whose scale and shift come from the network itself, for each picture its own (Dumoulin, Shlens and
/// Kudlur, "A learned representation for artistic style", 2017; Huang and Belongie, "AdaIN", 2017):
/// y = activation((1 + a) · normalised x + b), where the style (n, 1, 1, 2·channels) holds a, then b.
///
/// A plain instance norm takes away whatever is the same all over a picture, such as the palette that it shall have.
package enum ConditionalNorm {
  package static func styleShape(for x: Shape) -> Shape { Shape(x.n, 1, 1, 2 * x.c) }

  /// - Parameter statistics: (n, 1, 2, channels), written for the backward pass.
  package static func forward(
    _ x: Tensor, style: Tensor, activation: Activation, into y: Tensor, statistics: Tensor
  ) {
    precondition(style.shape == styleShape(for: x.shape), "a style of \(style.shape) for \(x.shape)")
    for picture in 0..<x.shape.n {
      let (scale, shift) = factors(style, picture)
      InstanceNorm.forward(
        part(x, picture), scale: scale, shift: shift, activation: activation, into: part(y, picture),
        statistics: part(statistics, picture))
    }
  }

  /// Writes the gradients with respect to the input and the style.
  package static func backward(
    x: Tensor, dy: Tensor, style: Tensor, activation: Activation, statistics: Tensor, into dx: Tensor,
    styleGradient: Tensor
  ) {
    precondition(styleGradient.shape == styleShape(for: x.shape), "\(styleGradient.shape) for \(x.shape)")
    styleGradient.fill(0)
    for picture in 0..<x.shape.n {
      let (scale, shift) = factors(style, picture)
      let (scaleGradient, shiftGradient) = halves(styleGradient, picture)
      InstanceNorm.backward(
        x: part(x, picture), dy: part(dy, picture), scale: scale, shift: shift, activation: activation,
        statistics: part(statistics, picture), into: part(dx, picture), scaleGradient: scaleGradient,
        shiftGradient: shiftGradient)
    }
  }

  /// Scale and shift of one picture of a style, into tensors of their own.
  package static func factors(_ style: Tensor, _ picture: Int, scale: Tensor, shift: Tensor) {
    let channels = style.shape.c / 2
    precondition(scale.count == channels && shift.count == channels, "one scale and shift for each channel")
    let from = style.data + picture * 2 * channels
    for channel in 0..<channels {
      scale.data[channel] = 1 + from[channel]
      shift.data[channel] = from[channels + channel]
    }
  }

  private static func factors(_ style: Tensor, _ picture: Int) -> (scale: Tensor, shift: Tensor) {
    let (scale, shift) = (Tensor(.vector(style.shape.c / 2)), Tensor(.vector(style.shape.c / 2)))
    factors(style, picture, scale: scale, shift: shift)
    return (scale, shift)
  }

  private static func halves(_ style: Tensor, _ picture: Int) -> (Tensor, Tensor) {
    let channels = style.shape.c / 2
    let start = style.data + picture * 2 * channels
    return (
      Tensor(.vector(channels), viewing: start, of: style),
      Tensor(.vector(channels), viewing: start + channels, of: style)
    )
  }

  private static func part(_ x: Tensor, _ picture: Int) -> Tensor {
    let one = x.shape.h * x.shape.w * x.shape.c
    return Tensor(Shape(1, x.shape.h, x.shape.w, x.shape.c), viewing: x.data + picture * one, of: x)
  }
}
