import Pictures

/// A picture and the block of cells it fills: as sixels where the terminal has them, else as half-blocks.
///
/// The picture keeps its proportions and stands in the middle of the block. The view leaves the grid's cells there
/// blank; whatever it draws in them lies over the picture, which is made of half-blocks around it meanwhile. A dialog
/// with blank cells of its own must remove the placements below it.
package struct PicturePlacement: Equatable, Sendable {
  /// How much time the picture is worth.
  package enum Quality: Hashable, Sendable {
    /// A live draft that the next one soon replaces: fixed palette, no diffusion.
    case draft
    /// Its own palette with error diffusion.
    case full
  }

  package var rectangle: Rectangle
  package var image: Image
  /// Changes whenever the picture does, so that unequal placements are mostly told apart without reading pixels.
  package var generation: Int
  package var quality: Quality
  /// What is seen where a sixel picture does not fill its last cells.
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
