import Foundation
import Networks
import Pictures
import Support
import TerminalSupport
import Testing

/// The commands beside the studio, from outside.
@Suite(.ownThread) struct CommandLineTests {
  private let program: Program

  init() throws { program = try Program() }

  private static let sketches = Program.repository.appendingPathComponent("Tests/Support/Sketches")

  /// A small generator with random weights, without a model card.
  private func generator(inputs: Int) throws -> String {
    let architecture = GeneratorArchitecture.resNet(ResNetGenerator(inputChannels: inputs, width: 4, blocks: 1))
    let network = Network(architecture.graph)
    var random = SeededGenerator(seed: 8)
    network.initialize(using: &random)
    var writer = SafetensorsWriter()
    network.parameters.write(network.parameters.values, to: &writer)
    let path = program.path("generator-\(inputs).safetensors")
    try writer.write(to: path)
    return path
  }

  @Test func pandaSketchBecomesAPanda() throws {
    let result = try program.run(
      "translate", Self.sketches.appendingPathComponent("panda.png").path, "--domain", "panda", "--output",
      "panda-out.png")
    #expect(result.status == 0, "\(result.errors)")
    let picture = try Image(contentsOf: program.path("panda-out.png"))
    #expect(picture.width == 256 && picture.height == 256)
    // A panda is black and white, on a coloured ground.
    let luminance = picture.luminance().values
    #expect(luminance.filter { $0 < 0.25 }.count > 1000)
    #expect(luminance.filter { $0 > 0.85 }.count > 2000)
    let sketch = try Image(contentsOf: Self.sketches.appendingPathComponent("panda.png").path)
    let share = LineFollowing.share(ink: SketchRaster.ink(from: sketch, size: 256), picture: picture)
    #expect((share ?? 0) > 0.6)
  }

  @Test func domainsAreUnderstoodInEitherLanguageAndPicturesAreTold() throws {
    let panda = Self.sketches.appendingPathComponent("panda.png").path
    for (number, name) in ["Panda", "판다"].enumerated() {
      let result = try program.run("translate", panda, "--domain", name, "--output", "p\(number).png", "--size", "128")
      #expect(result.status == 0 && result.output.contains("-> p\(number).png"), "\(result.errors)")
    }
    #expect(try program.run("translate", panda, "--domain", "panad").errors.contains("did you mean panda?"))
  }

  @Test func whatShowsNoDrawingGetsASentence() throws {
    let checkpoint = try generator(inputs: 1)
    let panda = try Image(contentsOf: Self.sketches.appendingPathComponent("panda.png").path)
    try Image(width: 200, height: 200).write(to: program.path("white.png"))
    try Image(width: 200, height: 200, red: 0, green: 0, blue: 0).write(to: program.path("black.png"))
    try Image(width: 1, height: 1).write(to: program.path("dot.png"))
    let bytes = try panda.pngData()
    try Data(bytes.prefix(bytes.count / 2)).write(to: URL(fileURLWithPath: program.path("half.png")))
    // One pixel each, twice (GIF89a).
    let head: [UInt8] = Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]
    let frame: [UInt8] = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]
    try Data(head + frame + frame + [0x3B]).write(to: URL(fileURLWithPath: program.path("moving.gif")))
    for (file, words) in [
      ("white.png", "no lines to be seen"), ("black.png", "no lines to be seen"), ("dot.png", "only 1×1 pixels"),
      ("half.png", "half.png is not a picture"), ("moving.gif", "is an animation"),
    ] {
      let result = try program.run("translate", file, "--checkpoint", checkpoint, "--output", "x.png")
      #expect(result.status != 0 && result.errors.contains(words), "\(file): \(result.errors)")
      #expect(!FileManager.default.fileExists(atPath: program.path("x.png")))
    }
    try Data([1]).write(to: URL(fileURLWithPath: program.path("taken")))
    let sketch = Self.sketches.appendingPathComponent("panda.png").path
    let several = try program.run("translate", sketch, sketch, "--checkpoint", checkpoint, "--output", "taken")
    #expect(several.status != 0 && several.errors.contains("taken is a file"))
  }

  @Test func foldersThatAreNotThereAreNotMade() throws {
    _ = try program.run("class", "init", "class-3b")
    for arguments in [
      ["gallery", "list", "--gallery", "clas-3b"], ["gallery", "verify", "--gallery", "clas-3b"],
      ["gallery", "export", "out", "--gallery", "clas-3b"], ["class", "check", "clas-3b"], ["--class", "clas-3b"],
    ] {
      let result = try program.run(arguments: arguments)
      #expect(result.status != 0, "\(arguments)")
      #expect(result.errors.contains("Did you mean \(program.path("class-3b"))?"), "\(result.errors)")
      #expect(!FileManager.default.fileExists(atPath: program.path("clas-3b")))
    }
    try FileManager.default.createDirectory(atPath: program.path("plain"), withIntermediateDirectories: true)
    let plain = try program.run("--class", "plain")
    #expect(plain.status != 0 && plain.errors.contains("class init plain"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: program.path("plain")).isEmpty)
  }

  @Test func severalFilesGoToAFolder() throws {
    let checkpoint = try generator(inputs: 1)
    let panda = Self.sketches.appendingPathComponent("panda.png").path
    let other = program.path("dark.png")
    var inverted = try Image(contentsOf: panda)
    inverted.pixels = inverted.pixels.map { 255 - $0 }
    try inverted.write(to: other)
    let result = try program.run(
      "translate", panda, other, "--checkpoint", checkpoint, "--output", "out", "--size", "256")
    #expect(result.status == 0, "\(result.errors)")
    let first = try Image(contentsOf: program.path("out/panda-generator-1.png"))
    let second = try Image(contentsOf: program.path("out/dark-generator-1.png"))
    #expect(first.width == 256)
    let isSame = first == second
    #expect(isSame, "light on dark is the same sketch")
  }

  @Test func oneBadFileDoesNotStopTheOthers() throws {
    let checkpoint = try generator(inputs: 5)
    try Data("no picture".utf8).write(to: URL(fileURLWithPath: program.path("bad.png")))
    let result = try program.run(
      "translate", "bad.png", "missing.png", Self.sketches.appendingPathComponent("panda.png").path, "--checkpoint",
      checkpoint, "--output", "out", "--size", "32")
    #expect(result.status == 1)
    #expect(result.errors.contains("bad.png") && result.errors.contains("missing.png"))
    #expect(FileManager.default.fileExists(atPath: program.path("out/panda-generator-5.png")))
  }

  @Test func errorsSayWhatToDo() throws {
    let panda = Self.sketches.appendingPathComponent("panda.png").path
    let checkpoint = try generator(inputs: 1)
    let cases: [([String], String)] = [
      (["translate", panda], "Give --domain NAME or --checkpoint FILE"),
      (["translate", panda, "--domain", "unicorn"], "no domain called unicorn"),
      (["translate", panda, "--checkpoint", "none.safetensors"], "none.safetensors: cannot be opened"),
      (["translate", panda, "--checkpoint", panda], "not a safetensors file"),
      (["translate", panda, "--checkpoint", checkpoint, "--size", "63"], "in steps of 4"),
      (["translate", panda, "--checkpoint", checkpoint, "--output", "/proc/none/x.png"], "/proc/none"),
      (["evaluate", "panda"], "Nothing to evaluate on"),
      (["evaluate", "panda", "--doodles", "/nowhere"], "/nowhere"),
      (["evaluate", "panda", "--judge", "--pairs", "1"], "--doodles"),
      (["evaluate", "panda", "--pairs", "1", "--reference", "/nowhere"], "--judge"),
      (["evaluate", "panda", "--pairs", "1", "--compare", "x"], "--sheet"),
      (["evaluate", "panda", "--pairs", "1", "--precision", "bfloat16"], "--doodles"),
      (["bench", "--training", "--precision", "bfloat16"], "--precision"),
      (["translate", "x.png", "--domain", "panda", "--precision", "float64"], "float64"),
      (["train", "unicorn"], "no recipe unicorn"),
      (["train", "panda", "--size", "30"], "size of 30"),
      (["train", "panda", "--pictures", "x", "--name", "y"], "Give the name of a recipe, or --pictures"),
      (["train", "--pictures", "/nowhere", "--name", "Cats"], "/nowhere"),
      (["train", "car", "--width", "4", "--data", "/nowhere"], "/nowhere"),
      (["train", "panda", "--resume", "--width", "4", "--only", "drawn", "--out", "empty"], "no run in empty"),
      (["bench", "--runs", "0"], "--runs"),
      (["gallery", "list", "--gallery", "/proc/none"], "/proc/none"),
      (["studio"], "terminal"),
    ]
    for (arguments, words) in cases {
      let process = try program.run(arguments: arguments)
      #expect(process.status != 0 && process.status < 128, "\(arguments)")
      #expect(process.errors.contains(words), "\(arguments): \(process.errors)")
    }
  }

  @Test func theDoctorSpeaksWithoutATerminal() throws {
    let result = try program.run(arguments: ["doctor"], environment: ["TERM": "xterm-kitty"])
    #expect(
      result.status == 0 && result.output.contains("none was asked") && result.output.contains("TERM=xterm-kitty"))
    let chosen = try program.run("doctor", "--graphics", "sixel")
    #expect(chosen.status == 0 && chosen.output.contains("pictures       sixel"))
    let wrong = try program.run("doctor", "--graphics", "crayon")
    #expect(wrong.status != 0 && wrong.errors.contains("crayon"))
  }

  @Test func unknownInstructionSetIsAnError() throws {
    let result = try program.run(
      arguments: ["bench", "--size", "32", "--runs", "1"], environment: ["AICANVAS_KERNELS": "abacus"])
    #expect(result.status != 0 && result.errors.contains("AICANVAS_KERNELS=abacus"))
  }

  @Test func domainsListThePanda() throws {
    let result = try program.run("domains", "--verbose")
    #expect(result.status == 0)
    #expect(result.output.contains("panda") && result.output.contains("판다"))
    #expect(result.output.contains("skip-resnet width 32, 6 blocks of 160, 256×256"))
  }

  @Test func benchPrintsJSON() throws {
    for extra in [[], ["--training"]] {
      let result = try program.run(
        arguments: [
          "bench", "--width", "4", "--blocks", "1", "--size", "64", "--runs", "3", "--threads", "2", "--json",
        ] + extra)
      #expect(result.status == 0, "\(result.errors)")
      let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
      let figures = try #require(object as? [String: Double])
      #expect(figures["threads"] == 2 && figures["size"] == 64)
      let least = try #require(figures["min_ms"])
      #expect(least > 0 && least <= figures["median_ms"] ?? 0 && figures["peak_rss_mb"] ?? 0 > 1)
    }
  }

  @Test func benchShowsStepsBesideWhatTheMachineCanDo() throws {
    let result = try program.run(
      "bench", "--width", "16", "--blocks", "1", "--size", "32", "--runs", "1", "--threads", "2", "--profile")
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("at most, ") == true && lines.first?.contains("on 2 threads: float32") == true)
    #expect(lines.contains { $0.hasPrefix("step ") && $0.hasSuffix("of copying") })
    #expect(lines.contains { $0.hasPrefix("model.1 ") })
    #expect(lines.contains { $0.hasPrefix("sum ") && $0.hasSuffix("100.0 %") })
  }

  @Test func benchTimesKeysInTheStudio() throws {
    let result = try program.run("bench", "--studio", "--runs", "10", "--json")
    #expect(result.status == 0, "\(result.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let figures = try #require(object as? [String: Double])
    let median = try #require(figures["median_ms"])
    let percentile = try #require(figures["p99_ms"])
    #expect(median > 0 && median <= percentile && percentile <= figures["max_ms"] ?? 0)
  }

  @Test func ownPicturesBecomeADomain() throws {
    try FileManager.default.createDirectory(atPath: program.path("cats"), withIntermediateDirectories: true)
    for index in 0..<5 {
      let picture = SketchRaster.picture(
        [Stroke(.pencil, width: 0.1, points: [Point(0.2, 0.2), Point(0.8, 0.3 + 0.1 * Double(index))])], size: 48)
      try picture.write(to: program.path("cats/\(index).png"))
    }
    let trained = try program.run(arguments: [
      "train", "--pictures", "cats", "--few", "--name", "My cats!", "--steps", "2", "--size", "64", "--width", "4",
      "--blocks",
      "1", "--discriminator-width", "4",
    ])
    #expect(trained.status == 0, "\(trained.errors)")
    let sample = try Image(contentsOf: program.path(".local/share/aicanvas/checkpoints/my-cats.png"))
    #expect(sample.width == 128, "the studio shows it by a picture")
    let refused = try program.run("train", "--pictures", "cats", "--name", "Cats again", "--steps", "2")
    #expect(refused.status != 0 && refused.errors.contains("only 5 pictures") && refused.errors.contains("--few"))
    let listed = try program.run("domains", "--verbose")
    #expect(listed.output.contains("my-cats") && listed.output.contains("My cats!"), "\(listed.output)")
  }

  @Test func trainThenResumeThenEvaluate() throws {
    let options = ["--only", "drawn", "--size", "64", "--width", "4", "--blocks", "1", "--discriminator-width", "4"]
    let first = try program.run(
      arguments: ["train", "panda", "--steps", "4", "--save-interval", "2", "--out", "run"]
        + options)
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.contains("Done"))
    let again = try program.run(arguments: ["train", "panda", "--steps", "4", "--out", "run"] + options)
    #expect(again.status != 0 && again.errors.contains("--resume"))
    let resumed = try program.run(arguments: [
      "train", "panda", "--only", "drawn", "--resume", "--width", "4", "--out", "run",
    ])
    #expect(resumed.status == 0, "\(resumed.errors)")
    let doodle = #"{"word":"panda","drawing":[[[10,200,200,10],[10,10,200,200]],[[50],[60]]]}"#
    try Data((doodle + "\n" + doodle + "\n").utf8).write(to: URL(fileURLWithPath: program.path("doodles.ndjson")))
    let evaluated = try program.run(arguments: [
      "evaluate", "panda", "--checkpoint", "run/panda.safetensors", "--doodles", "doodles.ndjson", "--pairs", "8",
      "--sheet", "sheet.png", "--json",
    ])
    #expect(evaluated.status == 0, "\(evaluated.errors)")
    let figures = try #require(
      try JSONSerialization.jsonObject(with: Data(evaluated.output.utf8)) as? [String: Any])
    #expect(figures["doodles"] as? Int == 2)
    for key in ["l1", "ssim", "spread", "true_spread", "line_following", "hint_error"] {
      #expect(figures[key] is Double, "\(key)")
    }
    #expect(try Image(contentsOf: program.path("sheet.png")).width > 64)
    let recorded = try program.run(arguments: [
      "evaluate", "panda", "--checkpoint", "run/panda.safetensors", "--doodles", "doodles.ndjson", "--record", "--weak",
      "Four steps teach nothing.",
    ])
    #expect(recorded.status == 0, "\(recorded.errors)")
    let card = try GeneratorCheckpoint(path: program.path("run/panda.safetensors")).card
    #expect(card.limitations == ["Four steps teach nothing."] && card.scores["doodles"] == 2)
  }

  @Test func whatBFloat16ChangesIsMeasuredAndRecorded() throws {
    let checkpoint = try generator(inputs: 5)
    let doodle = #"{"word":"panda","drawing":[[[10,200,200,10,10],[10,10,200,200,10]]]}"#
    try Data((doodle + "\n").utf8).write(to: URL(fileURLWithPath: program.path("box.ndjson")))
    let options = ["evaluate", "panda", "--checkpoint", checkpoint, "--doodles", "box.ndjson", "--size", "32"]
    let exact = try program.run(arguments: options + ["--json"])
    #expect(exact.status == 0 && !exact.output.contains("precision"))
    let rough = try program.run(arguments: options + ["--precision", "bfloat16", "--json", "--record"])
    #expect(rough.status == 0, "\(rough.errors)")
    let figures = try #require(try JSONSerialization.jsonObject(with: Data(rough.output.utf8)) as? [String: Any])
    let precision = try #require(figures["precision"] as? [String: Double])
    let (mean, extreme) = (try #require(precision["mean"]), try #require(precision["extreme"]))
    #expect(mean > 0 && mean < 10 && extreme >= mean)
    let scores = try GeneratorCheckpoint(path: checkpoint).card.scores
    #expect(abs((scores["bfloat16_mean_difference"] ?? 0) - mean) < 0.01)
    #expect(scores["bfloat16_extreme_difference"] == extreme)
    // Figures of one precision are not taken for those of another.
    #expect(scores["doodles"] == nil)
    let told = try program.run(arguments: options + ["--precision", "bfloat16"])
    #expect(told.output.contains("beside float32"))
    for choice in ["float32", "bfloat16"] {
      let timed = try program.run(
        "bench", "--checkpoint", checkpoint, "--size", "32", "--runs", "1", "--precision", choice)
      #expect(timed.status == 0 && timed.output.hasPrefix("picture in \(choice) 32×32"), "\(timed.errors)")
    }
  }

  @Test func generatorsAreJudgedAndCompared() throws {
    let checkpoint = try generator(inputs: 5)
    let other = try generator(inputs: 1)
    let doodle = #"{"word":"panda","drawing":[[[10,200,200,10,10],[10,10,200,200,10]]]}"#
    try Data((doodle + "\n" + doodle + "\n").utf8).write(to: URL(fileURLWithPath: program.path("box.ndjson")))
    let options = ["evaluate", "panda", "--checkpoint", checkpoint, "--doodles", "box.ndjson", "--size", "32"]
    let asked = ["--judge", "--compare", other, "--sheet", "blind.png"]
    let judged = try program.run(arguments: options + asked + ["--json"])
    #expect(judged.status == 0, "\(judged.errors)")
    let figures = try #require(try JSONSerialization.jsonObject(with: Data(judged.output.utf8)) as? [String: Any])
    for key in ["judge", "compared_judge"] {
      let judge = try #require(figures[key] as? [String: Any], "\(judged.output)")
      let words = try #require(judge["words"] as? [[String: Any]])
      #expect(words.count == 1 && words[0]["name"] as? String == "box" && words[0]["pictures"] as? Int == 2)
      for figure in ["chroma", "hues", "mud", "detail", "weave", "spread"] { #expect(words[0][figure] is Double) }
    }
    #expect(try Image(contentsOf: program.path("blind.png")).width > 64)
    let key = try Data(contentsOf: URL(fileURLWithPath: program.path("blind-key.json")))
    let legend = try #require(try JSONSerialization.jsonObject(with: key) as? [String: Any])
    let rows = try #require(legend["rows"] as? [[String: Any]])
    #expect(rows.count == 2)
    for row in rows { #expect(Set([row["left"] as? String, row["right"] as? String]) == [checkpoint, other]) }
    let told = try program.run(arguments: options + asked)
    #expect(told.status == 0 && told.output.contains("blind-key.json") && told.output.contains("chroma"))

    try FileManager.default.createDirectory(atPath: program.path("few"), withIntermediateDirectories: true)
    for (folder, words) in [("/nowhere", "/nowhere"), ("few", "few has no pictures")] {
      let refused = try program.run(arguments: options + ["--judge", "--reference", folder])
      #expect(refused.status == 1 && refused.errors.contains(words), "\(refused.errors)")
    }
    for index in 0..<20 { try Image(width: 8, height: 8).write(to: program.path("few/\(index).png")) }
    let alike = try program.run(arguments: options + ["--judge", "--reference", "few"])
    #expect(alike.status == 1 && alike.errors.contains("all alike"), "\(alike.errors)")
  }

  @Test func picturesBecomePairsInFiles() throws {
    try FileManager.default.createDirectory(atPath: program.path("shapes"), withIntermediateDirectories: true)
    for index in 0..<4 {
      let picture = SketchRaster.picture(
        [Stroke(.pencil, width: 0.2, points: [Point(0.2, 0.2), Point(0.8, 0.2 + 0.2 * Double(index))])], size: 48)
      try picture.write(to: program.path("shapes/\(index).png"))
    }
    let made = try program.run("data", "pairs", "shapes", "--out", "pairs", "--size", "64")
    #expect(made.status == 0, "\(made.errors)")
    let pair = try Image(contentsOf: program.path("pairs/2.png"))
    #expect(pair.width == 128 && pair.height == 64)
    let trained = try program.run(arguments: [
      "train", "--pairs", "pairs", "--name", "Shapes", "--steps", "2", "--size", "64", "--width", "4", "--blocks", "1",
      "--discriminator-width", "4",
    ])
    #expect(trained.status == 0, "\(trained.errors)")
    let sheet = try program.run("data", "sheet", "panda", "--only", "drawn", "--out", "sheet.png", "--size", "32")
    #expect(sheet.status == 0, "\(sheet.errors)")
    #expect(try Image(contentsOf: program.path("sheet.png")).width > 64)
    let figures = try program.run("data", "figures", "panda", "--only", "drawn", "--count", "2")
    #expect(figures.status == 0 && figures.output.contains("panda"), "\(figures.errors)")
    let lines = try program.run("data", "figures", "colouring-page", "--only", "drawn", "--count", "2")
    #expect(lines.status != 0 && lines.errors.contains("has no sketches"), "\(lines.errors)")
    let details = try program.run("data", "figures", "upscaler", "--count", "2")
    #expect(details.status != 0 && details.errors.contains("no picture"), "\(details.errors)")
    let faces = try program.run("data", "figures", "face", "--count", "2")
    #expect(faces.status != 0 && faces.errors.contains("from pictures alone"), "\(faces.errors)")
  }
}
