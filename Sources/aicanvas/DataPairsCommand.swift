import ArgumentParser
import Foundation
import Pictures
import Training

struct DataPairsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pairs",
    abstract: "Turn a folder of pictures into pairs for training: sketch left, picture right, in one file.",
    discussion: "The files are of the form that pix2pix reads, and that `aicanvas train --pairs` reads, too.")

  @Argument(help: ArgumentHelp("The folder of pictures.", valueName: "folder"))
  var folder: String

  @Option(name: .customLong("out"), help: "The folder for the pairs.")
  var output: String

  @Option(help: "Side of each half in pixels.")
  var size = 256

  @Option(help: "Pairs of each picture.")
  var each = 1

  @Option(
    help: "Who draws the sketches: sketched (a hurried person), edges (nobody) or learned (the network for lines).")
  var lines = PairStyle.Lines.sketched

  @Option(help: "Share of the pairs with distractor strokes, which belong to nothing, 0 to 1.")
  var distractors = 0.0

  @Option(help: "Decides the sketches.")
  var seed: UInt64 = 1

  func validate() throws {
    guard (16...1024).contains(size) else { throw ValidationError("--size must be 16 to 1024, not \(size).") }
    guard (1...1000).contains(each) else { throw ValidationError("--each must be 1 to 1000, not \(each).") }
    guard (0...1).contains(distractors) else {
      throw ValidationError("--distractors must be 0 to 1, not \(distractors).")
    }
  }

  func run() throws {
    let reading = ReadingLine()
    defer { reading.end() }
    let set = try PictureSet(
      folder: folder, linesBy: lines == .learned ? LineDrawer.shipped() : nil,
      progress: { reading.show(done: $0, of: $1) })
    reading.end()
    for error in set.skipped { Console.complain("Left out: \(error)") }
    do {
      try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    } catch {
      throw TrainingError("\(output) cannot be made: \(error.localizedDescription)")
    }
    let style = PairStyle(lines: lines, hasHints: false, distractors: distractors)
    let pairs = PicturePairs(set, style: style)
    let line = ProgressLine()
    defer { line.end() }
    var names: Set<String> = []
    for number in 0..<set.count {
      line.show(ProgressBar.text(done: number, of: set.count, label: set.names[number]))
      // Pictures of one name with different endings, or in different folders, do not overwrite each other.
      var stem = PictureFolder.stem(of: set.names[number])
      while !names.insert(stem).inserted { stem += "-\(number)" }
      for round in 0..<each {
        var random = SeededGenerator(seed: seed, number, round)
        let pair = pairs.pair(ofPicture: number, size: size, isMoved: round > 0, using: &random)
        let ink = SketchRaster.ink(pair.sketch, size: size)
        let name = each == 1 ? stem : "\(stem)-\(round + 1)"
        try Image.sideBySide(Image(ink: ink), pair.picture).write(to: "\(output)/\(name).png")
      }
    }
    line.end()
    Console.say("\(set.count * each) pairs in \(output)")
  }
}
