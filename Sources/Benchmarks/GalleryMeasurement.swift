import Foundation
import Generation
import Pictures
import Studio

/// Times what a large gallery costs, in a folder of its own with generated creations.
package struct GalleryMeasurement {
  /// One figure.
  package struct Row: Sendable {
    package let what: String
    package let value: Double
    package let unit: String
  }

  package private(set) var rows: [Row] = []
  private let folder: String
  private let count: Int
  private let progress: (String) -> Void

  /// Generates `count` creations in `folder`, which must be empty, and measures.
  ///
  /// - Parameters:
  ///   - texts: an export's words in both languages.
  ///   - assets: the folder of a page's style and script.
  ///   - progress: is told what goes on.
  package init(
    count: Int, folder: String, texts: (ExportTexts, ExportTexts), assets: String,
    progress: @escaping (String) -> Void
  ) throws {
    precondition(count > 0, "a gallery to measure needs a picture")
    self.count = count
    self.folder = folder
    self.progress = progress
    try generate()
    try look()
    try check()
    try export(texts, assets)
  }

  private var path: String { folder + "/gallery" }

  private mutating func generate() throws {
    let gallery = try Gallery(path: path)
    let domains = DrawnDomains.names.compactMap { DrawnDomains[$0] }
    var times: [Double] = []
    for index in 0..<count {
      let domain = domains[index % domains.count]
      let pair = SyntheticPairs(domain).strokePair(seed: 5, step: index, index: 0, size: 256)
      let artist = Artist(
        Artist.Animal.allCases[index % Artist.Animal.allCases.count],
        CrayonColour.allCases[index / 3 % CrayonColour.allCases.count])
      let date = Date(timeIntervalSince1970: 1_790_000_000 + Double(index) * 977)
      times.append(
        try Self.milliseconds {
          _ = try gallery.keep(
            Drawing(strokes: pair.sketch), picture: pair.picture, domain: type(of: domain).name, artist: artist,
            translateMilliseconds: 50, checkpointDigest: "00000000", date: date)
        })
      progress("\(index + 1) of \(count) creations made")
    }
    add("keep a picture, median", times.sorted()[times.count / 2], "ms")
  }

  /// What the gallery's screen asks for: pages of 24 pictures of 128 pixels.
  private mutating func look() throws {
    progress("looking through the gallery")
    Self.forgetPeakMemory()
    var opened: Gallery?
    add("open", try Self.milliseconds { opened = try Gallery(path: path) }, "ms")
    guard let gallery = opened else { return }
    let thumbnails = Thumbnails(gallery)
    var pages: [Double] = []
    for offset in stride(from: 0, to: count, by: 24) {
      pages.append(
        try Self.milliseconds {
          _ = try gallery.count()
          for creation in try gallery.creations(offset: offset, limit: 24) {
            _ = try thumbnails.image(for: creation, width: 128, height: 128)
          }
        })
    }
    add("a page of 24 pictures, median", pages.sorted()[pages.count / 2], "ms")
    add("a page of 24 pictures, slowest", pages.max() ?? 0, "ms")
    add("most memory while looking through all pages", Self.peakMemory(), "MB")
  }

  private mutating func check() throws {
    progress("verifying")
    let gallery = try Gallery(path: path)
    var problems = 0
    add("verify", try Self.milliseconds { problems = try gallery.verify().count } / Double(count), "ms a picture")
    add("problems found", Double(problems), "")
    for ending in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: gallery.indexPath + ending) {
      try FileManager.default.removeItem(atPath: gallery.indexPath + ending)
    }
    add(
      "make a lost index again", try Self.milliseconds { _ = try Gallery(path: path) } / Double(count), "ms a picture")
  }

  private mutating func export(_ texts: (ExportTexts, ExportTexts), _ assets: String) throws {
    let gallery = try Gallery(path: path)
    var export = GalleryExport(
      gallery: gallery, texts: texts.0, otherTexts: texts.1, isLanguageFixed: false, assets: assets)
    // Without the network, whose time is measured elsewhere.
    export.lineDrawing = try LineDrawing(.canny, artist: nil)
    for format in ExportFormat.allCases {
      progress("exporting \(format.rawValue)")
      Self.forgetPeakMemory()
      let target = folder + "/" + format.rawValue
      add("export \(format.rawValue)", try Self.milliseconds { _ = try export.write(format, to: target) } / 1000, "s")
      add("export \(format.rawValue), most memory", Self.peakMemory(), "MB")
    }
    progress("backup and import")
    let backup = folder + "/backup.zip"
    add("backup", try Self.milliseconds { _ = try gallery.backUp(to: backup) } / 1000, "s")
    let other = try Gallery(path: folder + "/other")
    var added = 0
    add(
      "import of the backup",
      try Self.milliseconds { added = try other.importPictures(from: backup).added } / Double(count), "ms a picture")
    add("pictures imported", Double(added), "")
  }

  private mutating func add(_ what: String, _ value: Double, _ unit: String) {
    rows.append(Row(what: what, value: value, unit: unit))
  }

  private static func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return (ContinuousClock.now - start) / .milliseconds(1)
  }

  /// Lets the system count the most memory in use from now on (Linux: proc(5), clear_refs).
  private static func forgetPeakMemory() {
    let file = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    _ = write(file, "5", 1)
    close(file)
  }

  /// Megabytes.
  private static func peakMemory() -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split { $0 == " " || $0 == "\t" }.dropFirst().first.flatMap { Double($0) } ?? 0) / 1024
  }
}
