import Kernels

/// A network that was read from an ONNX file: a graph that the engine runs, and its parameters.
package struct ONNXNetwork: Sendable {
  package let path: String
  package let graph: LayerGraph
  package let parameters: ParameterArena
  /// Rows and columns of pixels that the network reads, where the file settles them.
  package let height: Int?
  package let width: Int?

  /// Multiplications that one picture may take, and values that all layers together may give.
  private static let mostWork = 100_000_000_000
  private static let mostValues = 256 << 20

  /// The shapes of the graph's outputs for one picture of `height` × `width` pixels.
  ///
  /// - Throws: where a layer cannot work on what it gets, or the whole would take more time or memory than a picture may.
  ///   A plan is made only after this was asked.
  package func outputShapes(height: Int, width: Int) throws(CheckpointError) -> [Shape] {
    guard self.height ?? height == height, self.width ?? width == width else {
      throw CheckpointError(
        path, .architecture,
        "reads pictures of \(self.width ?? width)×\(self.height ?? height) pixels, not \(width)×\(height)")
    }
    guard height > 0, width > 0, height <= ONNXModel.mostSide, width <= ONNXModel.mostSide else {
      throw CheckpointError(path, .architecture, "cannot read a picture of \(width)×\(height) pixels")
    }
    var shapes = [Shape(1, height, width, graph.input.channels)]
    var (work, values) = (0, 0)
    for node in graph.nodes {
      let inputs = node.inputs.map { shapes[$0.index] }
      guard let shape = node.operation.fittingShape(for: inputs) else {
        throw CheckpointError(
          path, .architecture, "has a layer that cannot work on \(inputs.map(\.description).joined(separator: " and "))"
        )
      }
      shapes.append(shape)
      let (weights, isOut) = shape.pixels.multipliedReportingOverflow(
        by: node.operation.parameters.reduce(1) { $0 + $1.shape.count })
      // Each summand is below 2^62, and each sum is looked at before the next.
      guard !isOut, weights <= Self.mostWork, work + weights <= Self.mostWork, values + shape.count <= Self.mostValues
      else {
        throw CheckpointError(
          path, .architecture, "would take too long or too much memory for \(width)×\(height) pixels")
      }
      work += weights
      values += shape.count
    }
    return graph.outputs.map { shapes[$0.index] }
  }
}

extension LayerOperation {
  /// The output's shape, or nil where the operation cannot work on such inputs. Channels are checked when a graph is
  /// built; this is about rows and columns.
  fileprivate func fittingShape(for inputs: [Shape]) -> Shape? {
    let x = inputs[0]
    /// Rows and columns that a kernel gives.
    func slid(_ span: Int, stride: Int, padding: Int, channels: Int) -> Shape? {
      guard x.h + 2 * padding >= span, x.w + 2 * padding >= span else { return nil }
      return bounded((x.h + 2 * padding - span) / stride + 1, (x.w + 2 * padding - span) / stride + 1, channels)
    }
    func bounded(_ height: Int, _ width: Int, _ channels: Int) -> Shape? {
      // Far below what would overflow a count, far above what memory holds.
      guard (1..<1 << 20).contains(height), (1..<1 << 20).contains(width), channels <= 1 << 14 else { return nil }
      return Shape(x.n, height, width, channels)
    }
    switch self {
    case .convolution(_, let g, _):
      // A reflection reaches at most to the opposite edge.
      guard g.paddingMode == .zero || g.padding < min(x.h, x.w) else { return nil }
      return slid(g.span, stride: g.stride, padding: g.padding, channels: g.outputs)
    case .depthwiseConvolution(_, let g, _):
      return slid(g.kernel, stride: g.stride, padding: g.padding, channels: g.channels)
    case .transposedConvolution(_, let g, _):
      let extra = g.kernel + g.outputPadding - 2 * g.padding
      return bounded((x.h - 1) * g.stride + extra, (x.w - 1) * g.stride + extra, g.outputs)
    case .instanceNorm, .batchNorm, .averagedBatchNorm, .activation, .dropout, .parametricReLU: return x
    case .conditionalNorm: return inputs[1].h == 1 && inputs[1].w == 1 ? x : nil
    case .add: return inputs[1] == x ? x : nil
    case .concatenate:
      guard inputs.allSatisfy({ $0.h == x.h && $0.w == x.w }) else { return nil }
      return bounded(x.h, x.w, inputs.reduce(0) { $0 + $1.c })
    case .upsample, .nearestUpsample: return bounded(2 * x.h, 2 * x.w, x.c)
    case .maxPool: return bounded(x.h / 2, x.w / 2, x.c)
    case .overlappingMaxPool: return bounded((x.h + 1) / 2, (x.w + 1) / 2, x.c)
    case .globalMean: return bounded(1, 1, x.c)
    case .linear(_, _, let outputs, _): return x.h == 1 && x.w == 1 ? bounded(1, 1, outputs) : nil
    case .flatten(let side): return x.h == side && x.w == side ? bounded(1, 1, x.c * side * side) : nil
    case .pixelShuffle(let factor): return bounded(factor * x.h, factor * x.w, x.c / (factor * factor))
    case .unflatten(let side): return x.h == 1 && x.w == 1 ? bounded(side, side, x.c / (side * side)) : nil
    }
  }
}
