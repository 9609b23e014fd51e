import Pictures

/// A picture and the block of cells it fills: as pixels where the terminal has them, else as half-blocks.
///
/// The picture keeps its proportions and stands in the middle of the block. The view leaves the grid's cells there
/// blank; whatever it draws in them lies over the picture. A dialog with blank cells of its own must remove the
/// placements below it.
package struct PicturePlacement: Equatable, Sendable {
  /// How much time the picture is worth.
  package enum Quality: Hashable, Sendable {
    /// A live draft that the next one soon replaces: fixed palette, no diffusion.
    case draft
    /// Its own palette with error diffusion.
    case full
    /// A drawing under a pen: few colours, already of the size it has on the screen, and shown at once. Only what
    /// changed is sent.
    case live
  }

  package var rectangle: Rectangle
  package var image: Image
  /// Changes whenever the picture does, so that unequal placements are mostly told apart without reading pixels.
  package var generation: Int
  package var quality: Quality
  /// What is seen where the picture does not fill its outermost cells.
  package var background: TerminalColour

  package init(
    rectangle: Rectangle, image: Image, generation: Int = 0, quality: Quality = .full,
    background: TerminalColour = .standard
  ) {
    self.rectangle = rectangle
    self.image = image
    self.generation = generation
    self.quality = quality
    self.background = background
  }

  /// The same as comparing every member; the pixels come last since arrays of the same storage compare at once.
  package static func == (left: PicturePlacement, right: PicturePlacement) -> Bool {
    left.rectangle == right.rectangle && left.generation == right.generation && left.quality == right.quality
      && left.background == right.background && left.image == right.image
  }
}
