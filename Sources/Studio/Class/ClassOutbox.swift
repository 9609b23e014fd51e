import Files

/// What a studio has kept and its class's server does not have yet: a gallery of the studio's own, and beside it the
/// list of what was sent.
///
/// Sent is what the list names; whatever else hangs in the gallery waits. So a program that is killed between keeping
/// and sending, or between sending and noting it, sends a picture twice at worst, and never not at all.
package struct ClassOutbox: Sendable {
  private let gallery: Gallery

  package static let fileName = "sent.txt"
  /// Room for some hundred thousand pictures.
  private static let largestFile = 4 << 20

  package init(_ gallery: Gallery) { self.gallery = gallery }

  /// The pictures that wait, in the order in which they were kept. One that was thrown away waits no more, until it is
  /// hung again.
  package func waiting() throws(GalleryError) -> [Creation] {
    let sent = sent
    return try gallery.creations().reversed().filter { $0.identity.map { !sent.contains($0) } ?? false }
  }

  /// What is sent of a picture.
  package func parcel(for creation: Creation) throws(GalleryError) -> [UInt8] { try gallery.parcel(for: creation) }

  /// Notes, for good, that the server has a picture.
  package func noteSent(_ identity: String) throws(GalleryError) {
    try gallery.changing { () throws in
      let lines = sent.union([identity]).sorted().map { $0 + "\n" }.joined()
      try AtomicFile.write(Array(lines.utf8), to: Self.fileName, in: gallery.folder.files)
    }
  }

  /// A list that cannot be read counts as empty: the server knows what it has.
  private var sent: Set<String> {
    let bytes = (try? gallery.folder.files.read(Self.fileName, limit: Self.largestFile)) ?? []
    return Set(
      String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init).filter(Creation.isIdentity))
  }
}

/// Brings kept pictures to where they belong, in the background, as often as it takes.
package protocol PictureCourier: Sendable {
  /// Begins with what waits from the last time.
  ///
  /// - Parameter onChange: told how many pictures wait, from another thread; not while one is sent at the first attempt.
  func start(onChange: @escaping @Sendable (_ waiting: Int) -> Void)

  /// A picture was kept.
  func send()

  /// Sends what was kept last, if that takes no longer than a moment, and ends.
  func finish()
}
