import Kernels

/// One network may make several domains: it reads which one is wanted as constant channels at the end of its input. A
/// constant that a convolution reads is a bias, so the network of a single domain is the same network without those
/// channels, and nobody who uses it has to know.
extension GeneratorCheckpoint {
  /// Reads a checkpoint, and of one that makes several domains the network of one of them.
  ///
  /// - Parameter domain: which one; of no account where the checkpoint makes a single domain.
  package convenience init(path: String, domain: String?) throws(CheckpointError) {
    let whole = try GeneratorCheckpoint(path: path)
    guard let domains = whole.card.domains else {
      self.init(card: whole.card, parameters: whole.parameters)
      return
    }
    guard let index = domains.firstIndex(where: { $0.name == domain }) else {
      let names = domains.map(\.name).joined(separator: ", ")
      throw CheckpointError(path, .card, "makes several domains; say which: \(names)")
    }
    let single = whole.folded(domain: index)
    self.init(card: single.card, parameters: single.parameters)
  }

  /// The network of one domain, without the channels that choose it: their weights, summed over the kernel, go into the
  /// biases of the convolutions that read the input. Exact, since those pad by reflection.
  func folded(domain: Int) -> GeneratorCheckpoint {
    guard let single = card.single(domain) else { preconditionFailure("a card of several domains") }
    let folded = ParameterArena(single.architecture.graph)
    let readers = Set(card.architecture.inputReaders)
    let channel = single.architecture.inputChannels + domain
    for parameter in parameters.descriptions {
      let source = parameters.value(parameter.name)
      let target = folded.value(parameter.name)
      guard let reader = readers.first(where: { parameter.name == $0 + ".weight" }) else {
        // A reader's bias may have its sums already.
        Elementwise.add(source, target, into: target)
        continue
      }
      // Memory holds (kernel, kernel, inputs, outputs).
      let (inputs, kept, outputs) = (source.shape.w, target.shape.w, source.shape.c)
      let bias = folded.value(reader + ".bias")
      for place in 0..<(source.shape.n * source.shape.h) {
        let from = source.data + place * inputs * outputs
        (target.data + place * kept * outputs).update(from: from, count: kept * outputs)
        for output in 0..<outputs { bias.data[output] += from[channel * outputs + output] }
      }
    }
    return GeneratorCheckpoint(card: single, parameters: folded)
  }
}

extension GeneratorArchitecture {
  /// Names of the convolutions with bias that read the input, or its mean, and pad by reflection or not at all; empty
  /// where any other layer reads the input.
  package var inputReaders: [String] {
    let graph = self.graph
    var values = [graph.input]
    var names: [String] = []
    for node in graph.nodes where node.inputs.contains(where: values.contains) {
      switch node.operation {
      case .globalMean: values.append(node.output)
      case .convolution(let name, let geometry, true) where geometry.padding == 0 || geometry.paddingMode == .reflect:
        names.append(name)
      default: return []
      }
    }
    return names
  }

  /// The same network for inputs of another number of channels; an upscaler reads colours and nothing else.
  package func reading(channels: Int) -> GeneratorArchitecture {
    switch self {
    case .resNet(var generator):
      generator.inputChannels = channels
      return .resNet(generator)
    case .uNet(var generator):
      generator.inputChannels = channels
      return .uNet(generator)
    case .skipResNet(var generator):
      generator.inputChannels = channels
      return .skipResNet(generator)
    case .mlp(var generator):
      generator.latent = channels
      return .mlp(generator)
    case .dcgan(var generator):
      generator.latent = channels
      return .dcgan(generator)
    case .cartoonGAN(var generator):
      generator.inputChannels = channels
      return .cartoonGAN(generator)
    case .compact: return self
    }
  }
}

extension ModelCard {
  /// One of several domains that a network makes.
  package struct Domain: Codable, Equatable, Sendable {
    package var name: String
    package var titles: Titles
    package var data: [DataSource]
    package var scores: [String: Double]
    package var limitations: [String]
    package var palettes: [[String]]?
    package var ownPalettes: Int?
    package var makesFaces: Bool?
    package var coloursRegions: Bool?

    package init(
      name: String, titles: Titles, data: [DataSource] = [], scores: [String: Double] = [:], limitations: [String] = [],
      palettes: [[String]]? = nil, ownPalettes: Int? = nil, makesFaces: Bool? = nil,
      coloursRegions: Bool? = nil
    ) {
      self.name = name
      self.titles = titles
      self.data = data
      self.scores = scores
      self.limitations = limitations
      self.palettes = palettes
      self.ownPalettes = ownPalettes
      self.makesFaces = makesFaces
      self.coloursRegions = coloursRegions
    }
  }

  /// The card of one of its domains; nil where it has no such domain.
  package func single(_ index: Int) -> ModelCard? {
    guard let domains, domains.indices.contains(index), let layout else { return nil }
    let domain = domains[index]
    let parts = InputLayout(layout.parts.dropLast())
    return ModelCard(
      architecture: architecture.reading(channels: parts.channels), inputLayout: parts, nativeSize: nativeSize,
      domain: domain.name, titles: domain.titles, steps: steps, data: domain.data, scores: domain.scores,
      limitations: domain.limitations, palettes: domain.palettes,
      ownPalettes: domain.ownPalettes, makesFaces: domain.makesFaces,
      coloursRegions: domain.coloursRegions)
  }

  /// Changes what the card says of one domain: its only one, or the one of that name.
  package mutating func change(
    _ name: String, _ change: (_ scores: inout [String: Double], _ limitations: inout [String]) -> Void
  ) {
    guard let domains else { return change(&scores, &limitations) }
    guard let index = domains.firstIndex(where: { $0.name == name }) else { return }
    var domain = domains[index]
    change(&domain.scores, &domain.limitations)
    self.domains?[index] = domain
  }

  /// Whether a domain may have this name: domains are named as files may be.
  package static func isDomainName(_ name: String) -> Bool {
    (1...60).contains(name.count) && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
  }

  /// What is wrong with the card's domains, if anything.
  var domainFault: String? {
    let parts = layout?.parts ?? []
    guard let domains else {
      let isDomain = parts.contains { part in if case .domain = part { true } else { false } }
      return isDomain ? "inputs that choose a domain, and no domains" : nil
    }
    guard (1...64).contains(domains.count), Set(domains.map(\.name)).count == domains.count,
      domains.allSatisfy({ Self.isDomainName($0.name) })
    else { return "\(domains.count) domains, expected 1…64 with names of their own: letters, digits and hyphens" }
    guard parts.count > 1, parts.last == .domain(domains.count), !architecture.inputReaders.isEmpty else {
      return "\(domains.count) domains, and a network that does not read which one is wanted"
    }
    return nil
  }
}
