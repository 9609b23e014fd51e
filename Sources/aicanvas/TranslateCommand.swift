import ArgumentParser
import Files
import Foundation
import Generation
import Networks
import Pictures
import Studio
import Terminal

struct TranslateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate",
    abstract: "Turn sketches in files into pictures, and photographs into cartoons.",
    discussion: """
      Dark lines on light paper or the reverse, or a photograph of a sheet that lies on something darker; PNG, JPEG, GIF, \
      BMP, TIFF, WebP or PNM. The picture of cat.jpg lands beside it as cat-DOMAIN.png unless --output says otherwise; \
      each file that was written is told.

      EXAMPLES
        aicanvas translate cat.jpg --domain panda
        aicanvas translate *.png --domain panda --output pictures/ --show
        aicanvas translate photo.jpg --domain cartoon
      """)

  @Argument(help: ArgumentHelp("The sketches or photographs.", valueName: "file"))
  var files: [String]

  @Option(help: "The domain whose generator to use, in English or Korean (`aicanvas domains`); cartoon for photos.")
  var domain: String?

  @OptionGroup var model: ModelOptions

  @Option(help: "Where to write: a PNG file for one sketch, a folder for several.")
  var output: String?

  @Option(help: "Side of the pictures in pixels; the generator's own unless given.")
  var size: Int?

  @Flag(help: "Show the pictures in the terminal.")
  var show = false

  @OptionGroup var graphics: GraphicsOptions

  @OptionGroup var precision: PrecisionOptions

  @OptionGroup var compute: ComputeOptions

  func validate() throws {
    if domain == nil && model.checkpoint == nil { throw ValidationError("Give --domain NAME or --checkpoint FILE.") }
    if domain != nil && model.checkpoint != nil { throw ValidationError("Give --domain or --checkpoint, not both.") }
  }

  func run() throws {
    try compute.apply()
    let checkpoint = try model.load(domain: domain)
    let upscaler = try checkpoint.card.nativeSize == nil ? nil : DomainCatalogue.installed().loadUpscaler()
    if files.count > 1, let output, SystemFile.exists(output), !PictureFolder.isFolder(output) {
      throw ValidationError("--output \(output) is a file; several pictures need a folder.")
    }
    let translation = try SketchFileTranslation(
      checkpoint, upscaler: upscaler, size: size, precision: precision.policy().precision(of: checkpoint))
    let line = files.count > 1 ? ProgressLine() : nil
    var failures = 0
    for (index, file) in files.enumerated() {
      line?.show(ProgressBar.text(done: index, of: files.count, label: file))
      do {
        let picture = try translation.picture(forSketchAt: file)
        let target = try target(for: file, domain: checkpoint.card.domain)
        try picture.write(to: target)
        line?.end()
        Console.say("\(file) -> \(target)")
        if show { try InlinePicture.show(picture, graphics: graphics.wanted()) }
      } catch {
        line?.end()
        Console.complain("Error: \(error)")
        failures += 1
      }
    }
    line?.show(ProgressBar.text(done: files.count, of: files.count, label: ""))
    line?.end()
    if failures > 0 { throw ExitCode.failure }
  }

  private func target(for file: String, domain: String) throws -> String {
    let source = URL(fileURLWithPath: file)
    let name = "\(source.deletingPathExtension().lastPathComponent)-\(domain).png"
    guard let output else { return source.deletingLastPathComponent().appendingPathComponent(name).path }
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: output, isDirectory: &isFolder)
    if files.count == 1 && !(exists && isFolder.boolValue) && !output.hasSuffix("/") { return output }
    guard !exists || isFolder.boolValue else {
      throw ValidationError("--output \(output) is a file; name a folder for the pictures.")
    }
    try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    return URL(fileURLWithPath: output).appendingPathComponent(name).path
  }
}
