import Files
import Foundation

/// The gallery's files: `pictures`, `sketches`, the same two in `trash`, and `lost` for what belongs to nothing.
///
/// A picture and its sketch have the same name, such as `2026-11-21 14.05.09 panda.png`.
struct GalleryFolder: Sendable {
  let root: String
  /// Whether the root itself holds the pictures: a plain folder to import from, not a gallery.
  var isBare = false

  enum Place: CaseIterable {
    case hanging, trash
  }

  func pictures(_ place: Place) -> String { isBare ? root : root + "/" + Self.pictureFolder(place) }
  func sketches(_ place: Place) -> String { root + "/" + Self.sketchFolder(place) }
  func picture(_ file: String, _ place: Place) -> String { pictures(place) + "/" + file }
  func sketch(_ file: String, _ place: Place) -> String { sketches(place) + "/" + file }
  var index: String { root + "/gallery.sqlite" }
  /// See `GalleryMemory`.
  var memory: String { root + "/memory.json" }
  var lock: String { root + "/.lock" }
  var lost: String { root + "/lost" }

  static func pictureFolder(_ place: Place) -> String { place == .hanging ? "pictures" : "trash/pictures" }
  static func sketchFolder(_ place: Place) -> String { place == .hanging ? "sketches" : "trash/sketches" }

  /// How to open the index for writing. Several machines may share a class's folder or a folder across a network.
  var use: GalleryIndex.Use {
    SystemFile.exists(root + "/" + ClassRules.fileName) || MountedFileSystem.isRemote(root) ? .shared : .local
  }

  /// Makes the folders that are missing.
  func make() throws(SystemFailure) {
    for place in Place.allCases {
      try SystemFile.makeFolder(pictures(place))
      try SystemFile.makeFolder(sketches(place))
    }
  }

  /// The finished PNG files in one of the folders.
  func pngFiles(in folder: String) -> [String] {
    SystemFile.names(in: folder).filter { $0.lowercased().hasSuffix(".png") && !$0.hasPrefix(".") }
  }

  /// What a program left that was killed while it kept a picture. Ask only under the lock.
  var unfinishedFiles: [String] {
    [pictures(.hanging), sketches(.hanging)].flatMap { folder in
      SystemFile.names(in: folder).filter { $0.hasPrefix(AtomicFile.hiddenPrefix) }.map { folder + "/" + $0 }
    }
  }

  /// A name that no file of the gallery has: date, time, domain, and a number if that is taken.
  func freeName(created: Date, domain: String) -> String {
    let stem = Self.stamp(created) + " " + Self.fileName(domain)
    var name = stem + ".png"
    var number = 2
    while Place.allCases.contains(where: { SystemFile.exists(picture(name, $0)) || SystemFile.exists(sketch(name, $0)) }
    ) {
      name = "\(stem) \(number).png"
      number += 1
    }
    return name
  }

  /// Writes a picture and its sketch: both completely, or neither.
  func add(_ file: String, picture: [UInt8], sketch: [UInt8]) throws(SystemFailure) {
    do throws(SystemFailure) {
      var newSketch = try AtomicFile(at: self.sketch(file, .hanging))
      var newPicture = try AtomicFile(at: self.picture(file, .hanging))
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
    unlink(picture(file, place))
    unlink(sketch(file, place))
  }

  /// Moves a picture and its sketch; a file that is missing stays missing. On failure both are where they were.
  func move(_ file: String, from old: Place, to new: Place) throws(SystemFailure) {
    let sketchMoves = SystemFile.exists(sketch(file, old))
    if sketchMoves { try SystemFile.rename(sketch(file, old), to: sketch(file, new)) }
    do throws(SystemFailure) {
      if SystemFile.exists(picture(file, old)) { try SystemFile.rename(picture(file, old), to: picture(file, new)) }
    } catch {
      if sketchMoves { try? SystemFile.rename(sketch(file, new), to: sketch(file, old)) }
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
