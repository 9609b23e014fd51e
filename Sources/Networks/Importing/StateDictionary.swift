/// A generator among the tensors of a file, under the names that the engine gives them.
///
/// The widely used implementations agree on most names. What differs is what stands before them (`module.`, `netG.`),
/// where dropout layers shift the numbers of those behind them, and which norms and biases there are.
struct StateDictionary {
  let architecture: GeneratorArchitecture
  /// The file's name of each of the architecture's parameters. Biases that the file has not are left out: they are zero.
  let names: [String: String]
  /// What was decided, in sentences for people.
  let notes: [String]
  /// Whether the network has blue where others have red.
  private let isBlueFirst: Bool

  /// - Parameter part: what stands before the names of the generator to take, where a file has several.
  init(_ source: some TensorSource, part: String?) throws(CheckpointError) {
    func error(_ detail: String) -> CheckpointError { CheckpointError(source.path, .architecture, detail) }
    let shapes = source.shapes
    let beginnings = Self.beginnings(shapes)
    let wanted = part.map { $0.hasSuffix(".") || $0.isEmpty ? $0 : $0 + "." }
    let chosen = beginnings.filter { wanted == nil || $0.prefix == wanted }
    guard chosen.count == 1 else {
      let parts = beginnings.map { $0.prefix.isEmpty ? "\"\"" : String($0.prefix.dropLast()) }.sorted()
      if beginnings.isEmpty { throw error(Self.nothing(shapes)) }
      throw error(
        chosen.isEmpty
          ? "has no generator called \(part ?? ""); there are: \(parts.joined(separator: ", "))"
          : "has several generators; choose one with --part: \(parts.joined(separator: ", "))")
    }
    let (prefix, naming) = chosen[0]
    var (own, originals): ([String: [Int]], [String: String]) = ([:], [:])
    for (name, shape) in shapes where name.hasPrefix(prefix) {
      let rest = naming.translated(String(name.dropFirst(prefix.count)))
      guard !Self.isStatistic(rest) else { continue }
      own[rest] = shape
      originals[rest] = name
    }
    var notes: [String] = []
    if shapes.keys.contains(where: { $0.hasPrefix(prefix) && $0.hasSuffix("running_mean") }) {
      notes.append(
        "Its norms will use each picture's own mean and variance, as pix2pix does, not those of the training pictures.")
    }
    if own.keys.contains(where: { $0.contains(".conv_block.0.") }) {
      throw error("pads its residual blocks with zeros; only those that reflect or repeat the edge are read")
    }
    if own.keys.contains(where: { $0.contains(".conv_block.6.") && own[$0]?.count == 4 }) {
      Self.closeGaps(&own, &originals)
    }
    var architecture = try GeneratorRecognition.architecture(of: TensorShapes(path: source.path, own))
    isBlueFirst = naming == .numbered
    if naming == .numbered, case .cartoonGAN(var generator) = architecture {
      generator.reflects = true
      architecture = .cartoonGAN(generator)
      notes.append("It was trained on pictures with blue first; its first and last layer are turned to red first.")
    }
    self.architecture = architecture
    let graph = architecture.graph
    var names: [String: String] = [:]
    for parameter in graph.parameters {
      guard let shape = own.removeValue(forKey: parameter.name), let original = originals[parameter.name] else {
        if case .bias = parameter.kind { continue }
        throw CheckpointError(source.path, .tensor(prefix + parameter.name), "is missing")
      }
      guard shape == parameter.fileShape else {
        throw CheckpointError(
          source.path, .tensor(original), "has shape \(shape), expected \(parameter.fileShape)")
      }
      names[parameter.name] = original
    }
    // A norm takes away what is the same all over the picture, and so a bias before it.
    let idle = graph.biasesBeforeNorms
    if let (name, _) = own.filter({ !idle.contains($0.key) }).min(by: { $0.key < $1.key }) {
      throw CheckpointError(
        source.path, .tensor(originals[name] ?? name),
        "is part of no network that is known here; it would be \(architecture.summary) without it")
    }
    if !own.isEmpty { notes.append("Biases before norms were left out: they change nothing.") }
    self.names = names
    self.notes = notes
  }

  /// Reads the parameters.
  func parameters(from source: some TensorSource) throws(CheckpointError) -> ParameterArena {
    let arena = ParameterArena(architecture.graph)
    for parameter in arena.descriptions {
      guard let name = names[parameter.name] else { continue }
      parameter.fill(arena.value(parameter.name), fromFile: try source.floats(name))
    }
    if isBlueFirst { Self.turnColours(of: arena) }
    return arena
  }

  /// Exchanges red and blue in the first layer's inputs and the last layer's outputs.
  private static func turnColours(of arena: ParameterArena) {
    let convolutions = arena.descriptions.filter { $0.fileShape.count == 4 }
    guard let first = convolutions.first, let last = convolutions.last else { return }
    // Memory holds (row, column, input, output).
    let (into, out) = (arena.value(first.name), arena.value(last.name))
    for place in 0..<(into.shape.n * into.shape.h) {
      let row = into.data + place * into.shape.w * into.shape.c
      for output in 0..<into.shape.c { swap(&row[output], &row[2 * into.shape.c + output]) }
    }
    for place in 0..<(out.count / out.shape.c) {
      swap(&out.data[place * out.shape.c], &out.data[place * out.shape.c + 2])
    }
    let bias = arena.value(last.name.dropLast("weight".count) + "bias")
    swap(&bias.data[0], &bias.data[2])
  }

  // MARK: - Names

  /// How the names behind the prefix differ from those that the engine gives.
  private enum Naming {
    case same
    /// The layers alone, without the module around them.
    case layers
    /// Those of CartoonGAN's published weights.
    case numbered

    func translated(_ name: String) -> String {
      switch self {
      case .same: name
      case .layers: "model." + name
      case .numbered: CartoonGANNames.translated(name) ?? name
      }
    }
  }

  /// Where generators begin.
  private static func beginnings(_ shapes: [String: [Int]]) -> [(prefix: String, naming: Naming)] {
    var found: [(prefix: String, naming: Naming)] = []
    for (name, shape) in shapes where shape.count == 4 {
      func isFirst(_ ending: String, kernel: Int) -> Bool {
        shape[2] == kernel && shape[3] == kernel
          && (name == ending || name.hasSuffix("." + ending))
      }
      func add(_ ending: String, _ naming: Naming = .same) {
        found.append((String(name.dropLast(ending.count)), naming))
      }
      if isFirst("model.model.0.weight", kernel: 4) {
        add("model.model.0.weight")
      } else if isFirst("model.1.weight", kernel: 7) {
        add("model.1.weight")
      } else if name == "1.weight" && isFirst("1.weight", kernel: 7) {
        add("1.weight", .layers)
      } else if isFirst("body.0.weight", kernel: 3), shapes[name.dropLast("0.weight".count) + "1.weight"]?.count == 1 {
        add("body.0.weight")
      } else if isFirst("down_convs.0.weight", kernel: 7) {
        add("down_convs.0.weight")
      } else if isFirst(CartoonGANNames.first, kernel: 7), shape[1] == 3 {
        add(CartoonGANNames.first, .numbered)
      } else if isFirst("stem.weight", kernel: 3), shapes[name.dropLast("stem.weight".count) + "head.weight"] != nil {
        add("stem.weight")
      }
    }
    return found.sorted { $0.prefix < $1.prefix }
  }

  /// What to say where no generator was found.
  private static func nothing(_ shapes: [String: [Int]]) -> String {
    if let first = shapes["model.0.weight"], first.count == 4, shapes["model.11.weight"] != nil {
      return
        "is a discriminator, which judges pictures and makes none; name the generator's file, such as latest_net_G.pth"
    }
    let names = shapes.keys.sorted().prefix(3).joined(separator: ", ")
    return
      "holds no generator that is known here: neither a ResNet (model.1.weight) nor a U-Net (model.model.0.weight) nor "
      + "CartoonGAN's (down_convs.0.weight)"
      + (names.isEmpty ? "; it has no tensors" : "; it begins with \(names)")
  }

  private static func isStatistic(_ name: String) -> Bool {
    ["running_mean", "running_var", "num_batches_tracked"].contains { name.hasSuffix("." + $0) }
  }

  /// A dropout layer in the middle of the residual blocks shifts the numbers of the second convolution and its norm.
  private static func closeGaps(_ shapes: inout [String: [Int]], _ originals: inout [String: String]) {
    for (name, shape) in shapes {
      let words = name.split(separator: ".")
      guard words.count == 5, words[2] == "conv_block", let number = Int(words[3]), number == 6 || number == 7 else {
        continue
      }
      let closed = "\(words[0]).\(words[1]).conv_block.\(number - 1).\(words[4])"
      shapes[name] = nil
      shapes[closed] = shape
      originals[closed] = originals.removeValue(forKey: name)
    }
  }
}

extension LayerGraph {
  /// Names of biases that convolutions without one would have if a norm did not follow them alone.
  fileprivate var biasesBeforeNorms: Set<String> {
    let readers = readerCounts
    var names: Set<String> = []
    for node in nodes {
      let name: String
      switch node.operation {
      case .convolution(let layer, _, false), .transposedConvolution(let layer, _, false): name = layer
      default: continue
      }
      guard readers[node.output.index] == 1,
        let reader = nodes.first(where: { $0.inputs.contains(node.output) })?.operation
      else { continue }
      switch reader {
      case .instanceNorm, .batchNorm: names.insert("\(name).bias")
      default: continue
      }
    }
    return names
  }
}
