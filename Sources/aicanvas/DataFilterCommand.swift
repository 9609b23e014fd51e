import ArgumentParser
import Foundation
import Generation
import Pictures
import Studio
import Training

struct DataFilterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "filter",
    abstract: "Choose a folder's pictures by their faces, to train on.",
    discussion: """
      Kept pictures are copied, or cut to the face with --enlarge. A sheet shows what was dropped and why.

      EXAMPLES
        aicanvas data filter photos --front --no-sunglasses --output front
        aicanvas data filter photos --front --enlarge --output faces --sheet sheet.png
        aicanvas data filter photos --measure --count 200
      """)

  @Argument(help: ArgumentHelp("A folder of pictures.", valueName: "folder"))
  var folder: String

  @Flag(help: "Keep front faces: eyes level, nose and mouth in the middle.")
  var front = false

  @Flag(name: .customLong("no-sunglasses"), help: "Keep faces without sunglasses.")
  var withoutSunglasses = false

  @Flag(help: "Write the square around the face instead of the whole picture.")
  var enlarge = false

  @Option(help: "The folder to write what is kept to.")
  var output: String?

  @Option(
    help: "Write the sheet of kept and dropped pictures, with reasons, to this PNG file; beside --output unless given.")
  var sheet: String?

  @Flag(help: "Tell instead how well the filters work: turn the folder's faces, draw sunglasses on them, and count.")
  var measure = false

  @Option(help: "At most so many pictures, evenly from the folder.")
  var count: Int?

  @OptionGroup var compute: ComputeOptions

  func validate() throws {
    if let count, count < 1 { throw ValidationError("--count must be 1 or more, not \(count).") }
    guard measure || output != nil else { throw ValidationError("Say where to: --output FOLDER.") }
    guard measure || front || withoutSunglasses || enlarge else {
      throw ValidationError("Nothing to filter by: give --front, --no-sunglasses, --enlarge, or several.")
    }
    if let output, FileManager.default.fileExists(atPath: output), !PictureFolder.isFolder(output) {
      throw ValidationError("\(output) is a file; --output names a folder.")
    }
    if let output, Self.isSame(output, folder) {
      throw ValidationError("--output is the folder that is filtered; name another.")
    }
  }

  /// Beside the folder: within it somebody would train on the sheet.
  private static func sheetName(_ output: String) -> String {
    URL(fileURLWithPath: output).standardizedFileURL.path + "-sheet.png"
  }

  private static func isSame(_ a: String, _ b: String) -> Bool {
    func resolved(_ path: String) -> String {
      URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }
    return resolved(a) == resolved(b)
  }

  func run() throws {
    try compute.apply()
    let finder = try FaceDetectorKind.yunet.detector(in: ProgramHome.required() + "/Checkpoints")
    var files = try PictureFolder.files(in: folder)
    guard !files.isEmpty else { throw PictureError.tooFewPictures(path: folder, found: 0, needed: 1, unreadable: 0) }
    if let count, count < files.count { files = (0..<count).map { files[$0 * files.count / count] } }
    if measure {
      let scores = try FaceFilterScores(files.compactMap { try? Image(contentsOf: $0) }, finder: finder)
      guard !scores.rows.isEmpty else { throw GenerationError("No face was found in the pictures of \(folder).") }
      Console.say(scores.text)
    } else if let output {
      try filter(files, FaceFilter(finder, front: front, withoutSunglasses: withoutSunglasses), to: output)
    }
  }

  /// Small copies of what was decided on, for the sheet.
  private struct Shown {
    static let most = 60
    var cells: [ContactSheet.Cell] = []

    mutating func add(_ picture: Image, _ caption: String) {
      guard cells.count < Self.most else { return }
      cells.append(.init(picture.letterboxed(side: 128, red: 236, green: 236, blue: 240), caption: caption))
    }

    var rows: [[ContactSheet.Cell]] {
      stride(from: 0, to: cells.count, by: 12).map { Array(cells[$0..<min($0 + 12, cells.count)]) }
    }
  }

  private func filter(_ files: [String], _ filter: FaceFilter, to output: String) throws {
    try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    let line = ProgressLine()
    var targets = OutputNames(besides: files)
    var (kept, dropped) = (Shown(), Shown())
    var reasons: [String: Int] = [:]
    var (keptCount, failures) = (0, 0)
    for (index, file) in files.enumerated() {
      line.show(ProgressBar.text(done: index, of: files.count, label: PictureFolder.name(of: file)))
      do {
        let picture = try Image(contentsOf: file)
        switch try filter.verdict(on: picture) {
        case .kept(let face):
          let result = enlarge ? picture.enlarged(to: face) : picture
          try result.write(to: targets.free("\(output)/\(PictureFolder.stem(of: file)).png"))
          kept.add(result, PictureFolder.name(of: file))
          keptCount += 1
        case .dropped(let reason):
          dropped.add(picture, reason)
          reasons[reason, default: 0] += 1
        }
      } catch let error as PictureError {
        if case .unwritable = error { throw error }
        line.end()
        Console.complain("Error: \(error)")
        failures += 1
      }
    }
    line.show(ProgressBar.text(done: files.count, of: files.count, label: ""))
    line.end()
    try ContactSheet(
      title: "kept \(keptCount) of \(files.count); below: dropped, and why", rows: kept.rows + dropped.rows,
      cellSize: 128
    ).image().write(to: targets.free(sheet ?? Self.sheetName(output)))
    Console.say("kept \(keptCount) of \(files.count)")
    for (reason, count) in reasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      Console.say("dropped \(count): \(reason)")
    }
    if failures > 0 { throw ExitCode.failure }
    guard keptCount > 0 else { throw GenerationError("No picture was kept.") }
  }
}
