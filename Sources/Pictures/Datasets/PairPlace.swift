/// Where a pair lies: in one file side by side, or in two.
struct PairPlace: Sendable {
  var first: String
  /// Nil when both pictures are in `first`.
  var second: String?

  /// All pairs of a folder, and files that have no partner.
  static func all(in folder: String) throws(PictureError) -> ([PairPlace], lonely: [PictureError]) {
    for names in [("trainA", "trainB"), ("A", "B")] {
      let first = "\(folder)/\(names.0)"
      let second = "\(folder)/\(names.1)"
      if PictureFolder.isFolder(first) && PictureFolder.isFolder(second) { return try matched(first, second) }
    }
    let files = try PictureFolder.files(in: folder)
    // The usual sets have their training part in a folder of its own.
    if files.isEmpty && PictureFolder.isFolder("\(folder)/train") { return try all(in: "\(folder)/train") }
    return (files.map { PairPlace(first: $0) }, [])
  }

  /// Files of two folders that have the same name, whatever their endings.
  private static func matched(_ first: String, _ second: String) throws(PictureError) -> (
    [PairPlace], lonely: [PictureError]
  ) {
    let partners = Dictionary(
      try PictureFolder.files(in: second).map { (PictureFolder.stem(of: $0), $0) }, uniquingKeysWith: { a, _ in a })
    var places: [PairPlace] = []
    var lonely: [PictureError] = []
    for file in try PictureFolder.files(in: first) {
      if let partner = partners[PictureFolder.stem(of: file)] {
        places.append(PairPlace(first: file, second: partner))
      } else {
        lonely.append(.unreadable(path: file, reason: "\(second) holds no picture of the same name"))
      }
    }
    return (places, lonely)
  }
}
