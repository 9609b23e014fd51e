import Kernels
import Networks
import Pictures

/// Eight fixed pairs as a picture: sketch, what the generator makes of it, and the truth.
struct SampleSheet {
  private let source: any PairSource
  private let architecture: GeneratorArchitecture
  /// Far from any training seed, so that the pairs are fresh.
  private static let seed: UInt64 = 0x5EED_0F5A_3913_5EE7
  private static let count = 8

  init(_ source: any PairSource, architecture: GeneratorArchitecture) {
    self.source = source
    self.architecture = architecture
  }

  /// - Parameter weights: the generator's values, in its arena's layout.
  func draw(with weights: Tensor, size: Int) throws -> Image {
    let layers = architecture.layers
    let parameters = ParameterArena(layers)
    parameters.values.copy(from: weights)
    let plan = InferencePlan(layers, parameters, input: Shape(1, size, size, architecture.inputChannels))
    var sketches: [ContactSheet.Cell] = []
    var pictures: [ContactSheet.Cell] = []
    var truths: [ContactSheet.Cell] = []
    for index in 0..<Self.count {
      let pair = source.sample(seed: Self.seed, step: 0, index: index, size: size)
      _ = plan.input.values.update(fromContentsOf: pair.input)
      try plan.run()
      sketches.append(ContactSheet.Cell(InputPreview.image(pair.input, channels: source.inputChannels, size: size)))
      pictures.append(ContactSheet.Cell(Image(activations: plan.output.data, width: size, height: size)))
      truths.append(
        ContactSheet.Cell(pair.target.withUnsafeBufferPointer { Self.image($0, size: size) }))
    }
    return ContactSheet(rows: [sketches, pictures, truths], cellSize: size).image()
  }

  private static func image(_ values: UnsafeBufferPointer<Float>, size: Int) -> Image {
    guard let base = values.baseAddress else { preconditionFailure("a pair has pixels") }
    return Image(activations: base, width: size, height: size)
  }
}
