import ArgumentParser
import Foundation
import Generation
import Pictures
import Studio

struct FacesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "faces",
    abstract: "Find the faces in pictures.",
    discussion: """
      Photographs and drawings; PNG, JPEG, GIF, BMP, TIFF, WebP or PNM, of an animated GIF the first picture. Nothing but \
      places is found: not who it is.

      EXAMPLES
        aicanvas faces class.jpg
        aicanvas faces *.jpg --json
        aicanvas faces *.jpg --marked marked/
      """)

  @Argument(help: ArgumentHelp("The pictures.", valueName: "file"))
  var files: [String]

  @Option(help: "Also write each picture with its faces and their landmarks marked, as PNG, to this folder.")
  var marked: String?

  @Flag(
    help:
      "Print boxes [x, y, width, height] and landmarks (right eye, left eye, nose, right and left corner of the mouth) in pixels, and scores 0…1, as JSON."
  )
  var json = false

  @Option(help: "Who looks: yunet (with landmarks) or rfb (boxes alone; a second opinion).")
  var detector = FaceDetectorKind.yunet

  @OptionGroup var compute: ComputeOptions

  func validate() throws {
    if let marked, FileManager.default.fileExists(atPath: marked), !PictureFolder.isFolder(marked) {
      throw ValidationError("\(marked) is a file; --marked names a folder.")
    }
  }

  func run() throws {
    try compute.apply()
    let finder = try detector.detector(in: ProgramHome.required() + "/Checkpoints")
    if let marked { try FileManager.default.createDirectory(atPath: marked, withIntermediateDirectories: true) }
    var targets = OutputNames(besides: files)
    var failures = 0
    if json { Console.say("[") }
    for (index, file) in files.enumerated() {
      var finding = Finding(file: file)
      do {
        let picture = try Image(contentsOf: file)
        let faces = try finder.faces(in: picture)
        finding.faces = faces.map(FaceDescription.init)
        if let marked {
          try picture.marking(faces).write(to: targets.free("\(marked)/\(PictureFolder.stem(of: file)).png"))
        }
      } catch {
        Console.complain("Error: \(error)")
        finding.error = "\(error)"
        failures += 1
      }
      if json {
        Console.say(finding.json + (index + 1 < files.count ? "," : ""))
      } else if finding.error == nil {
        Console.say(finding.text)
      }
    }
    if json { Console.say("]") }
    if failures > 0 { throw ExitCode.failure }
  }
}

/// What was found in one file.
private struct Finding: Encodable {
  let file: String
  var faces: [FaceDescription]?
  var error: String?

  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  var text: String {
    let faces = faces ?? []
    guard !faces.isEmpty else { return "\(file): no face was found" }
    let lines = faces.map { face in
      let box = face.box.map { Int($0.rounded()) }
      return "  \(box[2])×\(box[3]) pixels at \(box[0]), \(box[1]); score \(face.score)"
    }
    return ([file + (faces.count == 1 ? ": 1 face" : ": \(faces.count) faces")] + lines).joined(separator: "\n")
  }
}

extension FaceDetectorKind: ExpressibleByArgument {}
