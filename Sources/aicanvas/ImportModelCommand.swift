import ArgumentParser
import Files
import Foundation
import Generation
import Networks
import Studio

struct ImportModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import-model",
    abstract: "Take in a generator that was trained elsewhere: pix2pix, CycleGAN, and others of their kind.",
    discussion: """
      Reads safetensors, files that torch.save wrote (.pth, .pt), and ONNX; nothing in them is executed. What the file \
      cannot tell is asked for, or given by options. The generator lands in your own folder of checkpoints; one that \
      works from drawings is in the studio at once.

      EXAMPLES
        aicanvas import-model latest_net_G.pth --domain handbags --title-en Handbags --title-ko 핸드백 \\
          --input sketch --licence "CC BY 4.0" --credit "A. Painter"
        aicanvas import-model horse2zebra.pth --input picture    # asks for the rest
        aicanvas import-model cats.onnx
      """)

  /// What the network reads.
  enum Input: String, ExpressibleByArgument, CaseIterable {
    case sketch, ink, picture

    /// The layout for so many channels; nil where it has none.
    func layout(channels: Int) -> InputLayout? {
      switch (self, channels) {
      case (.sketch, 1), (.sketch, 3): InputLayout([.page(channels)])
      case (.sketch, 5): .sketch
      case (.ink, 1): .outline
      case (.picture, 3): .picture
      default: nil
      }
    }

    static func fitting(channels: Int) -> [Input] { allCases.filter { $0.layout(channels: channels) != nil } }
  }

  @Argument(help: "The file: .safetensors, .pth, .pt or .onnx.")
  var file: String

  @Option(help: "A name for the domain and its file: letters, digits and hyphens.")
  var domain: String?

  @Option(help: "What the studio shall call it in English.")
  var titleEn: String?

  @Option(help: "What the studio shall call it in Korean.")
  var titleKo: String?

  @Option(
    help: """
      What the network reads: sketch (dark lines on white, −1…1; with 5 channels ink and crayon), ink (one channel, 1 on \
      the line), or picture.
      """)
  var input: Input?

  @Option(help: "The licence of the weights, or of the pictures they were trained on.")
  var licence: String?

  @Option(help: "Who trained it, on what.")
  var credit: String?

  @Option(help: "Side of the pictures it was trained on, in pixels; 256 unless given, or what a U-Net needs.")
  var size: Int?

  @Option(help: "Which generator of a file with several: what stands before its tensors' names, such as netG_A.")
  var part: String?

  @Flag(help: "Store weights as 16-bit floats: half the size.")
  var half = false

  @Flag(help: "Take the place of a generator of yours that has this name already.")
  var replace = false

  func validate() throws {
    if let domain, !ModelCard.isDomainName(domain) {
      throw ValidationError("--domain must be 1 to 60 letters, digits and hyphens, not \"\(domain)\".")
    }
  }

  func run() throws {
    let generator = try ForeignGenerator(path: file, part: part)
    let architecture = generator.architecture
    guard architecture.outputChannels == 3 else {
      throw ValidationError(
        "\(file): its network gives \(architecture.outputChannels) channels; pictures have three. It cannot be used here."
      )
    }
    Console.say("\(file): \(architecture.summary), \(architecture.inputChannels) input channels")
    generator.notes.forEach { Console.say($0) }
    let card = try card(of: generator)
    let target = "\(StoragePaths().checkpoints)/\(card.domain).safetensors"
    if !replace && FileManager.default.fileExists(atPath: target) {
      throw ValidationError(
        "You have a generator called \(card.domain) already, \(target); give another --domain, or --replace.")
    }
    if half { try generator.parameters.checkHalf(source: file) }
    do throws(SystemFailure) {
      try SystemFile.makeFolder(StoragePaths().checkpoints)
    } catch {
      throw ValidationError("\(StoragePaths().checkpoints) cannot be made: \(error.reason)")
    }
    try GeneratorCheckpoint(card: card, parameters: generator.parameters).write(to: target, half: half)
    Console.say(target)
    let use =
      switch card.layout {
      case .picture?: "It makes pictures of pictures: aicanvas translate PHOTO --domain \(card.domain)"
      case .unitPicture?: "It enlarges pictures from now on: aicanvas upscale PICTURE"
      default: "The studio has it now: aicanvas, then D. Or: aicanvas translate SKETCH --domain \(card.domain)"
      }
    Console.say(use)
  }

  /// The card that the file has, with what was said otherwise, or a new one of what was said and asked.
  private func card(of generator: ForeignGenerator) throws -> ModelCard {
    let architecture = generator.architecture
    if var card = generator.card {
      if let domain { card.domain = domain }
      if let titleEn { card.titles.en = titleEn }
      if let titleKo { card.titles.ko = titleKo }
      guard input == nil && licence == nil && credit == nil && size == nil else {
        throw ValidationError(
          "\(file) has a model card, which says what it reads and where it is from; leave --input, --licence, --credit "
            + "and --size out.")
      }
      guard ModelCard.isDomainName(card.domain) else {
        throw ValidationError(
          "\(file) is called \"\(card.domain)\"; give --domain NAME with letters, digits and hyphens.")
      }
      return card
    }
    let answers = try answers(for: architecture)
    guard let layout = architecture.onlyLayout ?? answers.input?.layout(channels: architecture.inputChannels) else {
      let fitting = Input.fitting(channels: architecture.inputChannels).map(\.rawValue).joined(separator: " or ")
      throw ValidationError(
        "--input \(answers.input?.rawValue ?? "") does not fit \(architecture.inputChannels) channels"
          + (fitting.isEmpty ? "; no kind of input here has so many." : "; --input \(fitting) does."))
    }
    let side = try nativeSide(architecture)
    return ModelCard(
      architecture: architecture, inputLayout: layout, nativeSize: side,
      hasFixedSize: isFixed(architecture) ? true : nil,
      domain: answers.domain, titles: ModelCard.Titles(en: answers.titleEn, ko: answers.titleKo),
      data: [
        ModelCard.DataSource(
          name: URL(fileURLWithPath: file).lastPathComponent, licence: answers.licence, credit: answers.credit)
      ],
      limitations: ["Trained elsewhere; nothing was measured here."])
  }

  /// A U-Net knows pictures of the size it was trained on: its innermost level sees all of them at once.
  private func isFixed(_ architecture: GeneratorArchitecture) -> Bool { architecture.family == .unet }

  private func nativeSide(_ architecture: GeneratorArchitecture) throws -> Int {
    let usual = isFixed(architecture) ? max(architecture.smallestSide, 32) : architecture.nearestSide(256)
    let side = size ?? usual
    guard (32...1024).contains(side), architecture.canMake(side: side) else {
      throw ValidationError(
        "--size \(side) does not fit: the network makes pictures in steps of \(architecture.sideMultiple) from "
          + "\(architecture.smallestSide), and 32 to 1024 are useful.")
    }
    return side
  }

  // MARK: - What the file cannot tell

  private struct Answers {
    var domain: String
    var titleEn: String
    var titleKo: String
    /// Nil where the network tells it.
    var input: Input?
    var licence: String
    var credit: String
  }

  private func answers(for architecture: GeneratorArchitecture) throws -> Answers {
    let missing = [
      ("--domain NAME", domain == nil), ("--title-en WORDS", titleEn == nil), ("--title-ko WORDS", titleKo == nil),
      ("--input sketch|ink|picture", input == nil && architecture.onlyLayout == nil),
      ("--licence WORDS", licence == nil),
      ("--credit WORDS", credit == nil),
    ].filter(\.1).map(\.0)
    guard missing.isEmpty || Question.canBeAsked else {
      throw ValidationError("The file does not tell everything about itself; give \(missing.joined(separator: ", ")).")
    }
    func isShort(_ words: String) -> Bool { (1...200).contains(words.count) }
    let name =
      try domain
      ?? Question.ask(
        "A name for the domain (letters, digits, hyphens)", accept: ModelCard.isDomainName)
    return Answers(
      domain: name,
      titleEn: try titleEn ?? Question.ask("What shall the studio call it in English?", usual: name, accept: isShort),
      titleKo: try titleKo ?? Question.ask("And in Korean?", usual: titleEn ?? name, accept: isShort),
      input: architecture.onlyLayout == nil ? try input ?? askInput(architecture.inputChannels) : nil,
      licence: try licence ?? Question.ask("Under which licence is it?", accept: isShort),
      credit: try credit ?? Question.ask("Who trained it, and on what?", accept: isShort))
  }

  private func askInput(_ channels: Int) throws -> Input {
    let fitting = Input.fitting(channels: channels)
    guard let first = fitting.first else {
      throw ValidationError(
        "\(file): its network reads \(channels) channels; no kind of input here has so many. Sketches have 1, 3 or 5, "
          + "pictures 3.")
    }
    let answer = try Question.ask(
      "What does it read: \(fitting.map(\.rawValue).joined(separator: " or "))?", usual: first.rawValue,
      accept: { answer in fitting.contains { $0.rawValue == answer } })
    return Input(rawValue: answer) ?? first
  }
}
