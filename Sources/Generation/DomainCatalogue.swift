import Foundation
import Networks
import Pictures

/// The domains that there are checkpoints for.
package struct DomainCatalogue: Hashable, Sendable {
  /// Sorted by name; names are unique. Those with a ``DomainInfo/problem`` cannot be chosen.
  package let domains: [DomainInfo]
  /// The checkpoint that doubles pictures, where there is one; it is no domain of its own.
  package let upscaler: String?
  /// The checkpoint that tells what pictures show, where there is one; it is no domain either.
  package let classifier: String?
  /// The checkpoint that draws the lines of pictures, where there is one; it is no domain either.
  package let lineArtist: String?
  /// The checkpoint that turns photographs into cartoons, where there is one; what it reads is no drawing.
  package let cartoonArtist: DomainInfo?
  /// Others that make pictures of pictures, sorted by name; no drawing fills their input either.
  package let pictureArtists: [DomainInfo]
  /// The checkpoints that make pictures of noise, sorted by name; they are no domains, since no drawing fills their
  /// input.
  package let surprises: [DomainInfo]
  /// The checkpoint that enlarges any picture, where there is one; it is no domain either.
  package let pictureUpscaler: String?

  /// Looks for `*.safetensors` files and checks each: its card, its network's tensors, and whether a drawing can fill
  /// the network's input. Weights stay on disk.
  ///
  /// - Parameters:
  ///   - builtIn: the folder of the checkpoints that came with the program; nil for none.
  ///   - own: the folder of the user's own. One that has the name of a built-in domain takes its place: somebody who
  ///     trains a panda wants to see that panda.
  package init(builtIn: String?, own: String?) {
    var found: [String: DomainInfo] = [:]
    var upscaler: String?
    var classifier: String?
    var lineArtist: String?
    var cartoonArtist: DomainInfo?
    var surprises: [String: DomainInfo] = [:]
    var pictureArtists: [String: DomainInfo] = [:]
    var pictureUpscaler: String?
    for (folder, isBuiltIn) in [(builtIn, true), (own, false)] {
      guard let folder else { continue }
      // Who has a checkpoint for one domain wants that one, whatever else a folder holds.
      var alone: Set<String> = []
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for file in files.sorted() where file.hasSuffix(Self.ending) && !file.hasPrefix(".") {
        let path = folder + "/" + file
        guard !PictureFolder.isFolder(path) else { continue }
        func add(_ name: String, _ card: DomainCard?, _ problem: DomainProblem?) {
          found[name] = DomainInfo(
            name: name, titles: card?.titles ?? Self.titles(from: name), path: path, isBuiltIn: isBuiltIn, card: card,
            problem: problem)
        }
        switch Self.inspect(path) {
        case .upscaler: upscaler = path
        case .classifier: classifier = path
        case .lineArtist: lineArtist = path
        case .pictureArtist(let card):
          let name = String(file.dropLast(Self.ending.count))
          let artist = DomainInfo(name: name, titles: card.titles, path: path, isBuiltIn: isBuiltIn, card: card)
          if name == Self.cartoon { cartoonArtist = artist } else { pictureArtists[name] = artist }
        case .pictureUpscaler: pictureUpscaler = path
        case .surprise(let card):
          let name = String(file.dropLast(Self.ending.count))
          surprises[name] = DomainInfo(
            name: name, titles: card.titles, path: path, isBuiltIn: isBuiltIn, card: card)
        case .domain(let card, let problem):
          let name = String(file.dropLast(Self.ending.count))
          alone.insert(name)
          add(name, card, problem)
        case .domains(let cards):
          for (name, card, problem) in cards where !alone.contains(name) { add(name, card, problem) }
        }
      }
    }
    self.upscaler = upscaler
    self.classifier = classifier
    self.lineArtist = lineArtist
    self.cartoonArtist = cartoonArtist
    self.pictureUpscaler = pictureUpscaler
    self.surprises = surprises.values.sorted { $0.name < $1.name }
    self.pictureArtists = pictureArtists.values.sorted { $0.name < $1.name }
    domains = found.values.sorted { $0.name < $1.name }
  }

  package subscript(name: String) -> DomainInfo? { domains.first { $0.name == name } }

  /// What the domain or the maker of cartoons of a kept picture is called; its name where it is here no longer.
  package func titles(of name: String) -> DomainTitles {
    let painters = [self[name], cartoonArtist].compactMap { $0 } + pictureArtists
    return painters.first { $0.name == name }?.titles ?? DomainTitles(english: name, korean: name)
  }

  /// The domain that a person names: by its name or one of its titles, small or capital letters, with or without spaces.
  package func named(_ words: String) -> DomainInfo? {
    func plain(_ words: String) -> String {
      words.precomposedStringWithCanonicalMapping.lowercased().filter { $0.isLetter || $0.isNumber }
    }
    let wanted = plain(words)
    guard !wanted.isEmpty else { return nil }
    return self[words]
      ?? domains.first { [$0.name, $0.titles.english, $0.titles.korean].map(plain).contains(wanted) }
  }

  /// Reads the upscaler's weights, where there is one.
  package func loadUpscaler() throws -> Upscaler? { try upscaler.map { try Upscaler(GeneratorCheckpoint(path: $0)) } }

  /// Reads the classifier's weights, where there is one.
  package func loadClassifier() throws(CheckpointError) -> ClassifierCheckpoint? {
    guard let classifier else { return nil }
    return try ClassifierCheckpoint(path: classifier)
  }

  /// Reads the weights of what draws lines, where there is one.
  package func loadLineArtist() throws -> LineArtist? {
    try lineArtist.map { try LineArtist(GeneratorCheckpoint(path: $0)) }
  }

  /// Reads the weights of what makes cartoons, where there is one.
  package func loadCartoonArtist() throws -> CartoonArtist? {
    try cartoonArtist.map(CartoonArtist.init)
  }

  /// Reads the weights of what enlarges pictures, where there is one.
  package func loadPictureUpscaler() throws -> PictureUpscaler? {
    try pictureUpscaler.map { try PictureUpscaler(GeneratorCheckpoint(path: $0)) }
  }

  private enum Finding {
    case upscaler, classifier, lineArtist, pictureUpscaler
    case pictureArtist(DomainCard)
    case surprise(DomainCard)
    case domain(DomainCard?, DomainProblem?)
    /// One network that makes several.
    case domains([(name: String, DomainCard, DomainProblem?)])
  }

  private static func inspect(_ path: String) -> Finding {
    if ClassifierCheckpoint.isClassifier(path: path) { return .classifier }
    let card: ModelCard
    do throws(CheckpointError) {
      card = try GeneratorCheckpoint.inspect(path: path)
    } catch {
      return .domain(nil, .unusable("\(error). Put a whole checkpoint in its place, or take the file away."))
    }
    if let domains = card.domains {
      return .domains(
        domains.indices.compactMap { index in
          card.single(index).map { (domains[index].name, DomainCard($0), problem(of: $0, path)) }
        })
    }
    if card.architecture.sideFromNoise != nil { return .surprise(DomainCard(card)) }
    if LineArtist.canServe(card) { return .lineArtist }
    if CartoonArtist.canServe(card) { return .pictureArtist(DomainCard(card)) }
    if PictureUpscaler.canServe(card) { return .pictureUpscaler }
    if card.layout == .upscaling, Upscaler.canServe(card.architecture) { return .upscaler }
    return .domain(DomainCard(card), problem(of: card, path))
  }

  /// Why no drawing can fill the network's input; nil where one can.
  private static func problem(of card: ModelCard, _ path: String) -> DomainProblem? {
    guard let layout = card.layout else {
      return .notForDrawing(
        "\(path): its network takes \(card.architecture.inputChannels) input channels and its card does not say what "
          + "they are; a drawing fills 1 (ink) or 5 (ink and crayon).")
    }
    if layout == .upscaling {
      return .notForDrawing(
        "\(path): it doubles pictures, but only those of \(card.architecture.sideMultiple) pixels' steps; one for the "
          + "studio takes steps of \(Upscaler.sideMultiple).")
    }
    guard InputEncoder(layout).accepts(.strokes([])) else {
      return .notForDrawing("\(path): its network works from something else than a drawing.")
    }
    return nil
  }

  private static let ending = ".safetensors"
  /// The file's name of the one that makes cartoons.
  private static let cartoon = "cartoon"

  /// `space-ship` becomes "Space ship".
  private static func titles(from name: String) -> DomainTitles {
    let words = name.split { $0 == "-" || $0 == "_" }.joined(separator: " ")
    let title = words.prefix(1).uppercased() + words.dropFirst()
    return DomainTitles(english: title, korean: title)
  }
}
