import Foundation
import Pictures

/// Pictures on their way from one gallery to another.
extension Gallery {
  /// A creation's picture as one PNG file, with everything that is known about it inside, its strokes included.
  package func parcel(for creation: Creation) throws(GalleryError) -> [UInt8] {
    var whole = creation
    whole.strokes = try drawing(for: creation).strokes
    let bytes = try pictureFile(of: creation)
    guard let parcel = try? whole.parcel(bytes) else {
      throw .fileUnreadable(path: folder.root + "/" + creation.pictureFile, reason: "it is damaged")
    }
    return parcel
  }

  /// The bytes of a creation's picture.
  package func pictureFile(of creation: Creation) throws(GalleryError) -> [UInt8] {
    do {
      return try folder.read(creation.pictureFile)
    } catch {
      throw .fileUnreadable(path: error.path, reason: error.reason)
    }
  }

  /// Hangs a picture that was kept elsewhere, with the same care as one that is kept here; one whose identity the
  /// gallery has, or had, is not hung a second time.
  ///
  /// What can be measured is measured here, and stickers are those that it earns here.
  ///
  /// - Parameters:
  ///   - note: what the other gallery says of it, with its strokes.
  ///   - identity: 32 hexadecimal digits, as ``Creation/isIdentity(_:)`` wants them.
  ///   - now: no picture is from later.
  /// - Returns: the creation as it hangs here, and whether it is new.
  package func receive(
    _ note: Creation, picture: Image, identity: String, now: Date = Date()
  ) throws(GalleryError) -> (creation: Creation, isNew: Bool) {
    let strokes = note.strokes ?? []
    let measures = measurement(strokes, picture).measures
    // What was kept before it could be sent has the stars that the child was shown.
    let rule = StarRule(rawValue: note.facts.starRule) ?? .current
    let creation = Creation(
      identity: identity, created: min(note.created, now), domain: note.domain, artist: note.artist,
      strokeCount: strokes.count, width: picture.width, height: picture.height, lineFollowing: measures.lines,
      stars: measures.stars(by: rule), translateMilliseconds: note.translateMilliseconds,
      checkpointDigest: note.checkpointDigest, file: "",
      facts: CreationFacts(
        ink: InkFacts(strokes), hintFollowing: measures.hints, day: note.facts.day, story: note.facts.story,
        starRule: rule.rawValue),
      strokes: strokes)
    return try changing { () throws in
      if let known = try index.creation(identity: identity) { return (known, false) }
      if let gone = GalleryMemory(in: folder).emptied.first(where: { $0.identity == identity }) { return (gone, false) }
      return (try hang(creation, picture), true)
    }
  }
}
