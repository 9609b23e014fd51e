import Files
import Foundation

/// The gallery's files: `pictures`, `sketches`, the same two in `trash`, and `lost` for what belongs to nothing.
///
/// A picture and its sketch have the same name, such as `2026-11-21 14.05.09 panda.png`. Paths are from the folder on;
/// ``files`` follows no link out of it.
struct GalleryFolder: Sendable {
  let files: ConfinedFolder
  /// Whether the root itself holds the pictures: a plain folder to import from, not a gallery.
  let isBare: Bool
  /// How long to wait for other studios. Whoever holds the lock longer was stopped, or means no good.
  let lockSeconds: Double

  enum Place: CaseIterable {
    case hanging, trash
  }

  init(root: String, isBare: Bool = false, lockSeconds: Double = 4) {
    files = ConfinedFolder(root)
    self.isBare = isBare
    self.lockSeconds = lockSeconds
  }

  var root: String { files.path }

  func pictures(_ place: Place) -> String { isBare ? "" : Self.pictureFolder(place) }
  func sketches(_ place: Place) -> String { Self.sketchFolder(place) }
  func picture(_ file: String, _ place: Place) -> String { isBare ? file : pictures(place) + "/" + file }
  func sketch(_ file: String, _ place: Place) -> String { sketches(place) + "/" + file }
  /// The index's whole path.
  var index: String { root + "/" + Self.indexFile }

  static let indexFile = "gallery.sqlite"
  /// See `GalleryMemory`.
  static let memoryFile = "memory.json"
  static let lockFile = ".lock"
  static let lostFolder = "lost"
  /// What an import works in, while it does.
  static let deskPrefix = ".import-"

  static func pictureFolder(_ place: Place) -> String { place == .hanging ? "pictures" : "trash/pictures" }
  static func sketchFolder(_ place: Place) -> String { place == .hanging ? "sketches" : "trash/sketches" }

  /// No picture of a gallery has more bytes.
  static let largestFile = 64 << 20

  /// Makes the folders that are missing, and lets those who may use the folder use them.
  func make() throws(SystemFailure) {
    try SystemFile.makeFolder(root)
    for place in Place.allCases {
      try files.makeFolder(pictures(place))
      try files.makeFolder(sketches(place))
    }
    for name in ["pictures", "sketches", "trash", "trash/pictures", "trash/sketches", Self.indexFile, Self.lockFile] {
      files.share(name)
    }
  }

  /// Keeps other studios from changing anything for as long as it lives.
  func lock() throws(SystemFailure) -> FileLock { try FileLock(Self.lockFile, in: files, seconds: lockSeconds) }

  /// The bytes of a picture or sketch.
  func read(_ name: String) throws(SystemFailure) -> [UInt8] { try files.read(name, limit: Self.largestFile) }

  /// The finished PNG files in one of the folders.
  func pngFiles(in folder: String) -> [String] {
    files.names(in: folder).filter { $0.lowercased().hasSuffix(".png") && !$0.hasPrefix(".") }
  }

  /// Whether the gallery takes a file under its name: without control characters, which archives refuse and terminals
  /// obey, and not so long that nothing can be added to it.
  static func isProper(_ file: String) -> Bool {
    file.utf8.count > 4 && file.utf8.count <= 200 && !file.contains("/") && !file.hasPrefix(".")
      && !file.hasUnseenCharacters
  }

  /// What a program left that was killed while it kept a picture. Ask only under the lock.
  var unfinishedFiles: [String] {
    [pictures(.hanging), sketches(.hanging)].flatMap { folder in
      files.names(in: folder).filter { $0.hasPrefix(AtomicFile.hiddenPrefix) }.map { folder + "/" + $0 }
    }
  }

  /// What an import left that was killed.
  var abandonedDesks: [String] {
    files.names().filter { name in
      guard name.hasPrefix(Self.deskPrefix), files.kind(name) == .folder else { return false }
      let process = name.dropFirst(Self.deskPrefix.count).split(separator: "-").first.flatMap { pid_t(String($0)) }
      // One of another machine may have the same number as a process here; then it stays for the time being.
      return process.map { kill($0, 0) != 0 && errno == ESRCH } ?? true
    }
  }

  /// A name that no file of the gallery has: date, time, domain, and a number if that is taken.
  func freeName(created: Date, domain: String) -> String {
    let stem = Self.stamp(created) + " " + Self.fileName(domain)
    var name = stem + ".png"
    var number = 2
    while Place.allCases.contains(where: { files.exists(picture(name, $0)) || files.exists(sketch(name, $0)) }) {
      name = "\(stem) \(number).png"
      number += 1
    }
    return name
  }

  /// Writes a picture and its sketch: both completely, or neither.
  func add(_ file: String, picture: [UInt8], sketch: [UInt8]) throws(SystemFailure) {
    do throws(SystemFailure) {
      var newSketch = try AtomicFile(self.sketch(file, .hanging), in: files)
      var newPicture = try AtomicFile(self.picture(file, .hanging), in: files)
      try newSketch.write(sketch)
      try newPicture.write(picture)
      // Both are on the disk before either has its name.
      try newSketch.sync()
      try newPicture.sync()
      try newSketch.commit()
      try newPicture.commit()
    } catch {
      remove(file, .hanging)
      throw error
    }
  }

  /// Deletes a picture and its sketch, if they exist.
  func remove(_ file: String, _ place: Place) {
    try? files.remove(picture(file, place))
    try? files.remove(sketch(file, place))
  }

  /// Moves a picture and its sketch; a file that is missing stays missing. On failure both are where they were.
  func move(_ file: String, from old: Place, to new: Place) throws(SystemFailure) {
    let sketchMoves = files.exists(sketch(file, old))
    if sketchMoves { try files.rename(sketch(file, old), to: sketch(file, new)) }
    do throws(SystemFailure) {
      if files.exists(picture(file, old)) { try files.rename(picture(file, old), to: picture(file, new)) }
    } catch {
      if sketchMoves { try? files.rename(sketch(file, new), to: sketch(file, old)) }
      throw error
    }
  }

  /// `2026-11-21 14.05.09` by the wall clock. Points instead of colons: every file system takes them.
  static func stamp(_ date: Date, timeZone: TimeZone = .current) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
    func digits(_ value: Int?, _ count: Int) -> String {
      let text = String(value ?? 0)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    return "\(digits(parts.year, 4))-\(digits(parts.month, 2))-\(digits(parts.day, 2)) "
      + "\(digits(parts.hour, 2)).\(digits(parts.minute, 2)).\(digits(parts.second, 2))"
  }

  /// The domain in a file name; nil if the gallery did not make the name.
  static func domain(inName file: String) -> String? {
    let parts = file.dropLast(4).split(separator: " ")
    guard parts.count >= 3, parts[0].count == 10, parts[1].count == 8 else { return nil }
    let words = parts.count > 3 && Int(parts[parts.count - 1]) != nil ? parts[2..<(parts.count - 1)] : parts[2...]
    return words.joined(separator: " ")
  }

  /// A domain's name as a part of a file name.
  private static func fileName(_ domain: String) -> String {
    let safe = domain.filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    return safe.isEmpty ? "picture" : String(safe.prefix(40))
  }
}
