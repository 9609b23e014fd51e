import Kernels
import Networks

/// A face detector's network from an ONNX file: numbers for each place of several grids laid over the picture.
///
/// A grid is known by its size, and what it holds by its number of channels. No names are needed, which each exporter
/// gives as it likes.
final class FaceNetwork: Sendable {
  /// What the network says about one grid.
  struct Grid {
    let rows: Int
    let columns: Int
    /// Values of each place (row by row) and channel, in the file's order of heads.
    let heads: [(channels: Int, values: [Float])]
  }

  let path: String
  /// The only size that the network reads, where its file settles that.
  let size: (width: Int, height: Int)?
  private let network: ONNXNetwork
  private let plans: PlanPool

  /// - Parameters:
  ///   - probe: a size of picture that the network must be able to read, where its file leaves that open.
  ///   - expected: the number of grids, and whether the channels of one grid's heads are what the decoder needs.
  init(path: String, probe: Int, grids expected: Int, heads fit: ([Int]) -> Bool) throws(CheckpointError) {
    let model = try ONNXModel(path: path)
    network = try model.network(giving: model.heads)
    self.path = path
    if let width = network.width, let height = network.height { size = (width, height) } else { size = nil }
    // Pictures come in all sizes: few plans are used twice.
    plans = PlanPool(network.graph, network.parameters, keepingAtMost: 2)
    let shapes = try network.outputShapes(height: network.height ?? probe, width: network.width ?? probe)
    let grids = Self.grids(shapes)
    guard network.graph.input.channels == 3, grids.count == expected,
      grids.allSatisfy({ fit($0.map { shapes[$0].c }) })
    else {
      throw CheckpointError(path, .architecture, "is a network, but not one that finds faces in a way known here")
    }
  }

  /// The heads of each grid by their index, the finest grid first.
  private static func grids(_ shapes: [Shape]) -> [[Int]] {
    let sizes = Set(shapes.map { [$0.h, $0.w] }).sorted { $0[0] * $0[1] > $1[0] * $1[1] }
    return sizes.map { size in shapes.indices.filter { [shapes[$0].h, shapes[$0].w] == size } }
  }

  /// What the network says about a picture, the finest grid first.
  ///
  /// - Parameter input: `width · height · 3` values, row by row.
  func grids(width: Int, height: Int, input: [Float]) throws -> [Grid] {
    let shapes = try network.outputShapes(height: height, width: width)
    return try plans.run(width: width, height: height, input: input) { outputs in
      Self.grids(shapes).map { indices in
        let shape = shapes[indices[0]]
        return Grid(
          rows: shape.h, columns: shape.w, heads: indices.map { (shapes[$0].c, outputs[$0].array) })
      }
    }
  }
}
