import Kernels

/// Convolution by its definition, in double precision: what every fast path must equal.
package enum PlainConvolution {
  /// The input row or column that position `i` of a padded picture shows, or nil where the padding is zero.
  private static func source(_ i: Int, _ extent: Int, _ paddingMode: ConvolutionGeometry.PaddingMode) -> Int? {
    if i >= 0 && i < extent { return i }
    guard paddingMode == .reflect else { return nil }
    return i < 0 ? -i : 2 * (extent - 1) - i
  }

  /// Calls `body(x index, weight index, y index)` for every product of the sum.
  private static func forProducts(_ x: Shape, _ g: ConvolutionGeometry, _ body: (Int, Int, Int) -> Void) {
    let y = g.outputShape(for: x)
    for n in 0..<y.n {
      for row in 0..<y.h {
        for column in 0..<y.w {
          for i in 0..<g.kernel {
            guard let sourceRow = source(row * g.stride + i * g.dilation - g.padding, x.h, g.paddingMode) else {
              continue
            }
            for j in 0..<g.kernel {
              let place = column * g.stride + j * g.dilation - g.padding
              guard let sourceColumn = source(place, x.w, g.paddingMode) else { continue }
              let pixel = ((n * x.h + sourceRow) * x.w + sourceColumn) * x.c
              let tap = (i * g.kernel + j) * g.inputs
              let output = ((n * y.h + row) * y.w + column) * y.c
              for input in 0..<g.inputs {
                for o in 0..<g.outputs { body(pixel + input, (tap + input) * g.outputs + o, output + o) }
              }
            }
          }
        }
      }
    }
  }

  package static func forward(_ x: [Float], _ shape: Shape, weight: [Float], bias: [Float]?, _ g: ConvolutionGeometry)
    -> [Float]
  {
    let y = g.outputShape(for: shape)
    var sums = (0..<y.count).map { Double(bias?[$0 % y.c] ?? 0) }
    forProducts(shape, g) { sums[$2] += Double(x[$0]) * Double(weight[$1]) }
    return sums.map(Float.init)
  }

  package static func backwardInput(_ dy: [Float], weight: [Float], _ shape: Shape, _ g: ConvolutionGeometry)
    -> [Float]
  {
    var sums = [Double](repeating: 0, count: shape.count)
    forProducts(shape, g) { sums[$0] += Double(dy[$2]) * Double(weight[$1]) }
    return sums.map(Float.init)
  }

  package static func backwardWeight(_ x: [Float], _ dy: [Float], _ shape: Shape, _ g: ConvolutionGeometry) -> [Float] {
    var sums = [Double](repeating: 0, count: g.weightShape.count)
    forProducts(shape, g) { sums[$1] += Double(x[$0]) * Double(dy[$2]) }
    return sums.map(Float.init)
  }

  package static func channelSums(_ dy: [Float], _ channels: Int) -> [Float] {
    var sums = [Double](repeating: 0, count: channels)
    for (i, value) in dy.enumerated() { sums[i % channels] += Double(value) }
    return sums.map(Float.init)
  }
}

/// Transposed convolution by its definition, in double precision.
package enum PlainTransposedConvolution {
  /// Calls `body(x index, weight index, y index)` for every product of the sum.
  private static func forProducts(_ x: Shape, _ g: TransposedGeometry, _ body: (Int, Int, Int) -> Void) {
    let y = g.outputShape(for: x)
    for n in 0..<x.n {
      for row in 0..<x.h {
        for column in 0..<x.w {
          for i in 0..<g.kernel {
            for j in 0..<g.kernel {
              let (toRow, toColumn) = (row * g.stride + i - g.padding, column * g.stride + j - g.padding)
              guard toRow >= 0 && toRow < y.h && toColumn >= 0 && toColumn < y.w else { continue }
              let pixel = ((n * x.h + row) * x.w + column) * x.c
              let output = ((n * y.h + toRow) * y.w + toColumn) * y.c
              for input in 0..<g.inputs {
                let tap = ((input * g.kernel + i) * g.kernel + j) * g.outputs
                for o in 0..<g.outputs { body(pixel + input, tap + o, output + o) }
              }
            }
          }
        }
      }
    }
  }

  package static func forward(_ x: [Float], _ shape: Shape, weight: [Float], bias: [Float]?, _ g: TransposedGeometry)
    -> [Float]
  {
    let y = g.outputShape(for: shape)
    var sums = (0..<y.count).map { Double(bias?[$0 % y.c] ?? 0) }
    forProducts(shape, g) { sums[$2] += Double(x[$0]) * Double(weight[$1]) }
    return sums.map(Float.init)
  }

  package static func backwardInput(_ dy: [Float], weight: [Float], _ shape: Shape, _ g: TransposedGeometry)
    -> [Float]
  {
    var sums = [Double](repeating: 0, count: shape.count)
    forProducts(shape, g) { sums[$0] += Double(dy[$2]) * Double(weight[$1]) }
    return sums.map(Float.init)
  }

  package static func backwardWeight(_ x: [Float], _ dy: [Float], _ shape: Shape, _ g: TransposedGeometry) -> [Float] {
    var sums = [Double](repeating: 0, count: g.weightShape.count)
    forProducts(shape, g) { sums[$1] += Double(x[$0]) * Double(dy[$2]) }
    return sums.map(Float.init)
  }
}

/// Depthwise convolution by its definition: a convolution whose weight is zero wherever channels would meet.
package enum PlainDepthwiseConvolution {
  private static func whole(_ g: DepthwiseGeometry) -> ConvolutionGeometry {
    ConvolutionGeometry(
      inputs: g.channels, outputs: g.channels, kernel: g.kernel, stride: g.stride, padding: g.padding)
  }

  private static func spread(_ weight: [Float], _ g: DepthwiseGeometry) -> [Float] {
    var spread = [Float](repeating: 0, count: weight.count * g.channels)
    for (index, value) in weight.enumerated() { spread[index * g.channels + index % g.channels] = value }
    return spread
  }

  package static func forward(_ x: [Float], _ shape: Shape, weight: [Float], bias: [Float]?, _ g: DepthwiseGeometry)
    -> [Float]
  {
    PlainConvolution.forward(x, shape, weight: spread(weight, g), bias: bias, whole(g))
  }

  package static func backwardInput(_ dy: [Float], weight: [Float], _ shape: Shape, _ g: DepthwiseGeometry) -> [Float] {
    PlainConvolution.backwardInput(dy, weight: spread(weight, g), shape, whole(g))
  }

  package static func backwardWeight(_ x: [Float], _ dy: [Float], _ shape: Shape, _ g: DepthwiseGeometry) -> [Float] {
    let whole = PlainConvolution.backwardWeight(x, dy, shape, whole(g))
    return (0..<(whole.count / g.channels)).map { whole[$0 * g.channels + $0 % g.channels] }
  }
}
