/// Something that is not as it should be in the gallery.
package struct GalleryProblem: Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    case damagedIndex, missingPicture, unreadablePicture, misplacedFiles, missingSketch, orphanPicture, orphanSketch,
      unfinishedFile, strokeCount, lineFollowing, pictureSize, unreadableStrokes,
      score, stickers
  }

  package let kind: Kind
  /// The file that it is about, from the gallery's folder on.
  package let file: String
  /// One sentence: what is wrong and, where it was not put right, what to do.
  package let description: String
  package let isRepaired: Bool
}
