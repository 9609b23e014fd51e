import ArgumentParser
import Foundation
import Generation
import Networks
import Pictures
import Studio

struct UpscaleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "upscale",
    abstract: "Make pictures larger by a trained network, which also takes blur, grain and compression back.",
    discussion: """
      Photographs and drawings; PNG, JPEG, GIF, BMP, TIFF, WebP or PNM, of an animated GIF the first picture. The larger \
      picture of cat.jpg lands beside it as cat-x2.png, or in the folder of --output as cat.png.

      EXAMPLES
        aicanvas upscale cat.jpg --by 4
        aicanvas upscale *.jpg --by 2 --output large/
      """)

  @Argument(help: ArgumentHelp("The pictures.", valueName: "file"))
  var files: [String]

  @Option(help: "How many times the side: 2 or 4.")
  var by = 2

  @Option(help: "A folder to write to; beside each picture unless given.")
  var output: String?

  @Option(
    help:
      "A checkpoint that enlarges pictures, ours or a public one of Real-ESRGAN's compact form as safetensors, instead of the one that came with the program."
  )
  var checkpoint: String?

  @OptionGroup var compute: ComputeOptions

  func validate() throws {
    guard PictureUpscaler.Factor(rawValue: by) != nil else { throw ValidationError("--by must be 2 or 4, not \(by).") }
    if let output, FileManager.default.fileExists(atPath: output), !PictureFolder.isFolder(output) {
      throw ValidationError("\(output) is a file; --output names a folder.")
    }
  }

  func run() throws {
    try compute.apply()
    guard let factor = PictureUpscaler.Factor(rawValue: by) else { return }
    let upscaler = try Self.upscaler(checkpoint)
    if let output {
      do {
        try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
      } catch {
        throw PictureError.unwritable(path: output, reason: "the folder cannot be made")
      }
    }
    // No picture takes the place of one that it is made from.
    var targets = OutputNames(besides: files)
    let line = ProgressLine()
    defer { line.end() }
    var failures = 0
    var written: [String] = []
    for (index, file) in files.enumerated() {
      do {
        let picture = try Image(contentsOf: file)
        // One small picture is done before a line could be read.
        let isLong = files.count > 1 || max(picture.width, picture.height) > PictureUpscaler.usualTile
        let large = try upscaler.upscaled(
          picture, by: factor,
          progress: { share in
            guard isLong else { return }
            let label = "\(file), \(Int(100 * share)) %"
            line.show(ProgressBar.text(done: index, of: files.count, label: label))
          })
        let target = targets.free(target(for: file))
        try large.write(to: target)
        written.append(target)
      } catch {
        line.end()
        Console.complain(error is GenerationError ? "Error: \(file): \(error)" : "Error: \(error)")
        failures += 1
      }
    }
    line.end()
    for target in written { Console.say(target) }
    if failures > 0 { throw ExitCode.failure }
  }

  private func target(for file: String) -> String {
    let stem = PictureFolder.stem(of: file)
    if let output { return "\(output)/\(stem).png" }
    return URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("\(stem)-x\(by).png").path
  }

  /// The upscaler of a checkpoint, or the one that came with the program.
  static func upscaler(_ checkpoint: String?) throws -> PictureUpscaler {
    if let checkpoint { return try PictureUpscaler(GeneratorCheckpoint(path: checkpoint)) }
    guard let upscaler = try DomainCatalogue.installed().loadPictureUpscaler() else {
      throw ValidationError(
        "There is no upscaler among the checkpoints; train one with: aicanvas train super-resolution")
    }
    return upscaler
  }
}
