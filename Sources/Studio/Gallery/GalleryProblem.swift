/// Something wrong in the gallery.
package struct GalleryProblem: Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    case damagedIndex, missingPicture, unreadablePicture, misplacedFiles, missingSketch, orphanPicture, orphanSketch,
      unfinishedFile, strokeCount, lineFollowing, pictureSize, unreadableStrokes,
      score, stickers, senselessEntry, improperName
  }

  package let kind: Kind
  /// The file in question, relative to the gallery's folder.
  package let file: String
  /// One sentence: what is wrong and, if it was not repaired, what to do.
  package let description: String
  package let isRepaired: Bool
}
