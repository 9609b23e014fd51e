import Foundation
import Kernels
import Networks
import PseudoTerminal
import Studio
import Support
import TerminalSupport
import Testing

/// `export-model`, `import-model` and `domains --card`, from outside.
@Suite(.ownThread) struct ModelCommandsTests {
  private let program: Program

  init() throws { program = try Program() }

  private static func fixture(_ name: String) -> String {
    Program.repository.appendingPathComponent("Tests/Fixtures/\(name)").path
  }

  private static let sketch = Program.repository.appendingPathComponent("Tests/Support/Sketches/panda.png").path

  private static let said = [
    "--domain", "tiny", "--title-en", "Tiny", "--title-ko", "꼬마", "--input", "sketch", "--licence", "CC BY 4.0",
    "--credit", "somebody",
  ]

  @Test func whatIsExportedSaysWhatItReads() throws {
    let exported = try program.run("export-model", "panda", "--half")
    #expect(exported.status == 0, "\(exported.errors)")
    #expect(exported.output.contains("reads 17 channels") && exported.output.contains("16  height"))
    let model = try ONNXModel(path: program.path("panda.onnx"))
    #expect(model.outputs == ["output"] && model.metadata["title.en"] == "Panda")
    for name in ["upscaler", "classifier", "colouring-page", "cartoon", "face-dcgan"] {
      let outcome = try program.run("export-model", name, "--format", "safetensors", "--half", "--output", name + ".x")
      #expect(outcome.status == 0, "\(outcome.errors)")
      _ = try SafetensorsFile(path: program.path(name + ".x"))
    }
  }

  @Test func aDomainThatTravelsIsTheSame() throws {
    let panda = try program.run("export-model", "panda", "--output", "traveller.onnx")
    #expect(panda.status == 0, "\(panda.errors)")
    let taken = try program.run("import-model", "traveller.onnx", "--domain", "traveller")
    #expect(taken.status == 0, "\(taken.errors)")
    for domain in ["panda", "traveller"] {
      let made = try program.run(
        "translate", Self.sketch, "--domain", domain, "--size", "64", "--output", domain + ".png")
      #expect(made.status == 0, "\(made.errors)")
    }
    let pictures = try ["panda", "traveller"].map { try Data(contentsOf: program.home.appending(path: $0 + ".png")) }
    #expect(pictures[0] == pictures[1])
  }

  @Test func pyTorchsFileBecomesADomain() throws {
    let taken = try program.run(arguments: ["import-model", Self.fixture("tiny_generator.pth")] + Self.said)
    #expect(taken.status == 0, "\(taken.errors)")
    #expect(taken.output.contains("3 input channels") && taken.output.contains("The studio has it now"))
    let card = try GeneratorCheckpoint.inspect(path: program.path(".local/share/aicanvas/checkpoints/tiny.safetensors"))
    #expect(card.layout == InputLayout([.page(3)]) && card.nativeSize == 256 && card.titles.ko == "꼬마")
    #expect(card.data.map(\.line) == ["tiny_generator.pth, CC BY 4.0: somebody"])
    #expect(try program.run("domains").output.contains("tiny             Tiny · 꼬마"))
    let made = try program.run("translate", Self.sketch, "--domain", "tiny", "--size", "64", "--output", "made.png")
    #expect(made.status == 0, "\(made.errors)")

    // Nothing of one's own is lost without a word.
    let again = try program.run(arguments: ["import-model", Self.fixture("tiny_generator.pth")] + Self.said)
    #expect(again.status != 0 && again.errors.contains("--replace"))
    let replaced = try program.run(
      arguments: ["import-model", Self.fixture("tiny_generator_old.pth"), "--replace", "--half"] + Self.said)
    #expect(replaced.status == 0, "\(replaced.errors)")
  }

  @Test func whatReadsPicturesIsForPictures() throws {
    let taken = try program.run(
      "import-model", Self.fixture("tiny_generator.pth"), "--domain", "zebra", "--title-en", "Zebra", "--title-ko",
      "얼룩말",
      "--input", "picture", "--licence", "BSD", "--credit", "somebody")
    #expect(taken.status == 0 && taken.output.contains("translate PHOTO --domain zebra"), "\(taken.errors)")
    #expect(try program.run("domains").output.contains("Zebra · 얼룩말"))
    let made = try program.run("translate", Self.sketch, "--domain", "zebra", "--size", "64", "--output", "made.png")
    #expect(made.status == 0, "\(made.errors)")
    // The shipped cartoons are where they were.
    let cartoon = try program.run("export-model", "cartoon")
    #expect(cartoon.status == 0 && cartoon.output.contains("picture red"), "\(cartoon.errors)")
  }

  @Test func whatTheFileCannotTellIsAskedFor() throws {
    let silent = try program.run("import-model", Self.fixture("tiny_generator.pth"), "--domain", "tiny")
    #expect(silent.status != 0 && silent.errors.contains("give --title-en WORDS, --title-ko WORDS, --input"))
    #expect(!FileManager.default.fileExists(atPath: program.path(".local/share/aicanvas/checkpoints")))
  }

  @Test func inATerminalQuestionsAreAsked() throws {
    let terminal = try PseudoTerminal(columns: 100, rows: 30)
    let process = try terminal.spawn(
      Program.path, ["import-model", Self.fixture("tiny_generator.pth"), "--size", "64"],
      environment: program.environment)
    var heard = ""
    func hears(_ words: String) -> Bool {
      for _ in 0..<300 where !heard.contains(words) {
        guard let bytes = terminal.read() else { break }
        heard += String(decoding: bytes, as: UTF8.self)
      }
      return heard.contains(words)
    }
    let talk = [
      ("A name for the domain", "my cats"), ("That does not fit", "my-cats"), ("in English? [my-cats]", "My cats"),
      ("in Korean? [my-cats]", "내 고양이"), ("What does it read: sketch or picture? [sketch]", ""),
      ("Under which licence", ""),
      ("That does not fit", "MIT"), ("Who trained it", "me"),
    ]
    for (question, answer) in talk {
      #expect(hears(question), "\(question): \(heard)")
      heard = ""
      terminal.write(answer + "\n")
    }
    #expect(hears("The studio has it now"), "\(heard)")
    #expect(PseudoTerminal.wait(for: process) == .exited(0))
    let card = try GeneratorCheckpoint.inspect(
      path: program.path(".local/share/aicanvas/checkpoints/my-cats.safetensors"))
    #expect(card.titles == ModelCard.Titles(en: "My cats", ko: "내 고양이") && card.nativeSize == 64)
    #expect(card.layout == InputLayout([.page(3)]) && card.data.first?.licence == "MIT")
  }

  @Test func errorsSayWhatToDo() throws {
    let tiny = Self.fixture("tiny_generator.pth")
    func said(_ changes: [String]) -> [String] {
      var arguments = Self.said
      for (option, value) in zip(changes, changes.dropFirst()) where option.hasPrefix("--") {
        if let place = arguments.firstIndex(of: option) { arguments[place + 1] = value }
      }
      return arguments
    }
    let cases: [([String], String)] = [
      (["export-model", "unicorn"], "no model called unicorn; there are: anything"),
      (["export-model", "panda", "--opset", "9"], "--opset can be 11 to 21, not 9"),
      (["export-model", "panda", "--opset", "17", "--format", "safetensors"], "--opset goes with"),
      (["export-model", "none.safetensors"], "none.safetensors: cannot be opened"),
      (["export-model", "panda", "--domain", "car"], "--domain goes with a file"),
      (["export-model", "upscaler", "--output", "/proc/none/x.onnx"], "/proc/none"),
      (["import-model", "none.pth"], "none.pth: cannot be opened"),
      (["import-model", Self.sketch] + Self.said, "panda.png: is neither a file that torch.save wrote"),
      (["import-model", tiny] + said(["--domain", "../x"]), "--domain must be"),
      (["import-model", tiny] + said(["--input", "ink"]), "--input sketch or picture does"),
      (["import-model", tiny] + Self.said + ["--size", "63"], "--size 63 does not fit"),
      (["import-model", tiny] + Self.said + ["--part", "netG"], "no generator called netG"),
      (["domains", "--card", "unicorn"], "no model called unicorn"),
    ]
    for (arguments, words) in cases {
      let outcome = try program.run(arguments: arguments)
      #expect(outcome.status != 0 && outcome.status < 128, "\(arguments)")
      #expect(outcome.errors.contains(words), "\(arguments): \(outcome.errors)")
    }
  }

  @Test func cardsAsModelHubsShowThem() throws {
    let page = try program.run("domains", "--card", "panda").output
    #expect(page.hasPrefix("---\nlicense: mit\n") || page.hasPrefix("---\nlicense: other\n"))
    for words in [
      "\npipeline_tag: image-to-image\n", "\ndatasets:\n- \"", "\n# Panda · 판다\n", "![A sample](panda.png)",
      "| 0 | ink: ",
      "## Data and credits", "| line following | 0.", "## Limitations",
    ] { #expect(page.contains(words), "\(words)") }
    #expect(try program.run("domains", "--card", "face-dcgan").output.contains("unconditional-image-generation"))
    #expect(try program.run("domains", "--card", "classifier").output.contains("image-classification"))

    let exported = try program.run("export-model", "panda", "--card", "--output", "hub/panda.onnx")
    #expect(exported.status == 0, "\(exported.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: program.path("hub")).sorted()
    #expect(names == ["README.md", "panda.onnx", "panda.png"])
    let readme = try String(contentsOfFile: program.path("hub/README.md"), encoding: .utf8)
    #expect(readme + "\n" == page)
    let again = try program.run("export-model", "panda", "--card", "--output", "hub/again.onnx")
    #expect(again.status != 0 && again.errors.contains("README.md is there already"))
  }

  /// A card may be a stranger's.
  @Test func wordsOfACardAreOnlyWords() throws {
    let architecture = GeneratorArchitecture.resNet(ResNetGenerator(inputChannels: 5, width: 1, blocks: 0))
    var card = ModelCard(
      architecture: architecture, nativeSize: 64, domain: "odd",
      titles: ModelCard.Titles(en: "# <script>", ko: "[x](y)"))
    card.data = [ModelCard.DataSource(name: "a\"\n- b: c", licence: "|", credit: "*bold*")]
    try GeneratorCheckpoint(card: card, parameters: ParameterArena(architecture.graph)).write(
      to: program.path("odd.safetensors"), half: true)
    let page = try program.run("domains", "--card", "odd.safetensors").output
    #expect(page.contains("# \\# \\<script\\> · \\[x\\](y)\n") && page.contains("- \"a\\\"?- b: c\"\n"))
    #expect(page.contains("| a\"?- b: c | \\| | \\*bold\\* |"))
  }
}
