import Networks
import Pictures

/// What a picture is made of.
package enum GenerationInput: Equatable, Sendable {
  /// A drawing: pencil, eraser and crayon.
  case strokes([Stroke], palette: PaletteChoice = .own)
  /// A picture, a photograph, or a sketch on paper, of any size and shape.
  case picture(Image, palette: PaletteChoice = .own)
  /// Random numbers that the seed decides.
  case noise(seed: UInt64)
}

/// What the parts of an input layout are filled from, at one side in pixels. Only what the layout reads has to be
/// there.
package struct InputMaterial: Sendable {
  /// Pencil ink, 0…1, of the side's size.
  package var ink: Plane?
  /// What closes the outlines of the ink, of the same size; nil where that is not known or nothing is open.
  package var closing: Plane?
  package var hints = ColourHints()
  /// A smaller picture of the same; any size.
  package var coarsePicture: Image?
  /// A picture of the side's size.
  package var picture: Image?
  package var noiseSeed: UInt64?
  package var palette: Palette?
  /// Number of the domain, for a network that makes several.
  package var domain: Int?

  package init(
    ink: Plane, hints: ColourHints = ColourHints(), coarsePicture: Image? = nil, palette: Palette? = nil,
    domain: Int? = nil
  ) {
    self.ink = ink
    self.hints = hints
    self.coarsePicture = coarsePicture
    self.palette = palette
    self.domain = domain
  }

  /// What an input gives to a layout.
  ///
  /// - Parameters:
  ///   - side: in pixels.
  ///   - palettes: those that the network knows, to choose from.
  ///   - completesFaces: whether a drawing that needs one gets a ``FaceOutline``, as if it were drawn.
  ///   - coloursRegions: whether a layout with palette and hints is told colours by ``RegionColours``.
  package init(
    _ input: GenerationInput, for layout: InputLayout, side: Int, palettes: PaletteBook = PaletteBook(),
    completesFaces: Bool = false, coloursRegions: Bool = false
  ) {
    switch input {
    case .strokes(let strokes, let choice):
      let face = completesFaces ? FaceOutline.stroke(around: strokes) : nil
      let drawing = [face].compactMap(\.self) + strokes
      ink = SketchRaster.ink(drawing, size: side)
      let needsClosing = coloursRegions || layout.contains(.insideMask)
      let missing = needsClosing ? OutlineClosing.strokes(closing: drawing) : []
      if layout.contains(.insideMask), !missing.isEmpty { closing = SketchRaster.ink(missing, size: side) }
      if layout.contains(.hints) { hints = .spreading(strokes) }
      if layout.contains(.palette) { palette = choice.palette(for: strokes, among: palettes) }
      if coloursRegions, layout.contains(.hints), let palette {
        hints.marks = RegionColours.hints(for: drawing, closing: missing, palette: palette).marks + hints.marks
      }
    case .picture(let image, let choice):
      // A network that reads ink takes a picture for a sketch on paper.
      if layout.needsInk { ink = SketchRaster.ink(from: image, size: side) }
      if layout.contains(.palette) { palette = choice.palette(for: image, among: palettes) }
      if coloursRegions, layout.contains(.hints), layout.needsInk, let palette {
        hints = RegionColours.hints(for: image, palette: palette)
      }
      if layout.contains(.picture) { picture = image.scaled(width: side, height: side) }
    case .noise(let seed):
      noiseSeed = seed
    }
  }
}
