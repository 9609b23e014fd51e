import Networks
import Pictures

/// What a picture is made of.
package enum GenerationInput: Equatable, Sendable {
  /// A drawing: pencil, eraser and crayon.
  case strokes([Stroke])
  /// A picture, a photograph, or a sketch on paper, of any size and shape.
  case picture(Image)
  /// Random numbers that the seed decides.
  case noise(seed: UInt64)
}

/// What the parts of an input layout are filled from, at one side in pixels. Only what the layout reads has to be
/// there.
package struct InputMaterial: Sendable {
  /// Pencil ink, 0…1, of the side's size.
  package var ink: Plane?
  package var hints = ColourHints()
  /// A smaller picture of the same; any size.
  package var coarsePicture: Image?
  /// A picture of the side's size.
  package var picture: Image?
  package var noiseSeed: UInt64?

  package init(ink: Plane, hints: ColourHints = ColourHints(), coarsePicture: Image? = nil) {
    self.ink = ink
    self.hints = hints
    self.coarsePicture = coarsePicture
  }

  /// What an input gives to a layout.
  ///
  /// - Parameter side: in pixels.
  package init(_ input: GenerationInput, for layout: InputLayout, side: Int) {
    switch input {
    case .strokes(let strokes):
      ink = SketchRaster.ink(strokes, size: side)
      hints = ColourHints(crayonStrokesOf: strokes)
    case .picture(let image):
      // A network that reads ink takes a picture for a sketch on paper.
      if layout.contains(.ink) { ink = SketchRaster.ink(from: image, size: side) }
      if layout.contains(.picture) { picture = image.scaled(width: side, height: side) }
    case .noise(let seed):
      noiseSeed = seed
    }
  }
}
