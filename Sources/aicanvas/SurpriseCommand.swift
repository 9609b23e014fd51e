import ArgumentParser
import Foundation
import Generation
import Networks
import Pictures
import Studio

struct SurpriseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "surprise",
    abstract: "Make faces that nobody has, out of random numbers.",
    discussion: """
      The same seed makes the same faces: face-7-1.png, face-7-2.png … for the seed 7. Files that are there already are \
      left alone.

      EXAMPLES
        aicanvas surprise --count 12 --output faces/
        aicanvas surprise --count 4 --seed 7 --model face-dcgan-cartoon --output faces/
        aicanvas surprise --count 4 --walk 120 --output frames/    # from face to face and back
      """)

  @Option(help: "How many faces.")
  var count = 1

  @Option(help: "Decides the faces; another one at each call unless given.")
  var seed: UInt64?

  @Option(help: "Which generator, or a checkpoint's file; the first one that came with the program unless given.")
  var model: String?

  @Option(help: "Side of the pictures in pixels.")
  var size = 256

  @Option(help: "Instead of the faces so many frames of a smooth way from face to face and back to the first.")
  var walk: Int?

  @Option(help: "The folder to write to.")
  var output: String

  @OptionGroup var compute: ComputeOptions

  func validate() throws {
    guard (1...10_000).contains(count) else { throw ValidationError("--count must be 1 to 10000, not \(count).") }
    guard (32...2048).contains(size) else { throw ValidationError("--size must be 32 to 2048, not \(size).") }
    if let walk, !(2...100_000).contains(walk) {
      throw ValidationError("--walk must be 2 to 100000 frames, not \(walk).")
    }
    if FileManager.default.fileExists(atPath: output), !PictureFolder.isFolder(output) {
      throw ValidationError("\(output) is a file; --output names a folder.")
    }
  }

  func run() throws {
    try compute.apply()
    let generator = try SurpriseModels.generator(model)
    let upscaler = try DomainCatalogue.installed().loadPictureUpscaler()
    let seed = seed ?? UInt64.random(in: 0..<1_000_000)
    do {
      try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    } catch {
      throw PictureError.unwritable(path: output, reason: "the folder cannot be made")
    }
    let places = (0..<count).map { generator.noise(seed: SurpriseGenerator.seed(seed, number: $0)) }
    let noise = walk.map { SurpriseGenerator.walk(places, frames: $0) } ?? places
    let digits = walk.map { max(4, String($0).count) } ?? 1
    let line = noise.count > 1 ? ProgressLine() : nil
    defer { line?.end() }
    for (index, noise) in noise.enumerated() {
      let number = String(index + 1)
      let padded = String(repeating: "0", count: max(0, digits - number.count)) + number
      let path = Self.free("\(output)/\(walk == nil ? "face" : "walk")-\(seed)-\(padded)")
      let picture = try generator.picture(noise: noise)
      let large =
        try upscaler?.enlarged(picture, width: size, height: size) ?? picture.resized(width: size, height: size)
      try large.write(to: path)
      if walk == nil { Console.say(path) }
      line?.show(ProgressBar.text(done: index + 1, of: walk ?? count, label: ""))
    }
    if walk != nil { Console.say("\(noise.count) frames in \(output)") }
  }

  /// A path that no file has: `face-7-1.png`, or else `face-7-1-2.png`.
  private static func free(_ path: String) -> String {
    var candidate = "\(path).png"
    var number = 2
    while FileManager.default.fileExists(atPath: candidate) {
      candidate = "\(path)-\(number).png"
      number += 1
    }
    return candidate
  }
}

/// The generators of faces from noise.
enum SurpriseModels {
  /// The generator of a name or file; the first one that came with the program for nil.
  static func generator(_ name: String?) throws -> SurpriseGenerator {
    try SurpriseGenerator(path: path(name))
  }

  static func path(_ name: String?) throws -> String {
    if let name, name.contains("/") || name.hasSuffix(".safetensors") { return name }
    let models = DomainCatalogue.installed().surprises
    guard let first = models.first else {
      throw ValidationError(
        "There are no generators of faces among the checkpoints; train one with: aicanvas train face --model dcgan")
    }
    guard let name else { return (models.first(where: \.isBuiltIn) ?? first).path }
    guard let found = models.first(where: { $0.name == name || $0.name == "face-\(name)" }) else {
      throw ValidationError(
        "There is no generator of faces called \(name); there are: \(models.map(\.name).joined(separator: ", ")).")
    }
    return found.path
  }
}
