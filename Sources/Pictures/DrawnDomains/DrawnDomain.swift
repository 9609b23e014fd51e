/// A program that draws endless pictures of one kind and knows the outlines of each.
package protocol DrawnDomain: Sendable {
  /// Short name for files and the command line.
  static var name: String { get }

  /// What people call it, in English and in Korean.
  static var titles: (english: String, korean: String) { get }

  init()

  /// The usual scene of its pictures with nothing in it, `size` × `size` pixels.
  func scene(size: Int) -> Image

  /// Draws one picture.
  func draw(_ style: DrawnStyle, using random: inout SeededGenerator) -> DrawnPicture
}

extension DrawnDomain {
  /// Draws one picture of `size` × `size` pixels with dark outlines.
  ///
  /// - Parameter isUsual: usual colours only, or any; see ``DrawnStyle/Colours``.
  package func draw(size: Int, isUsual: Bool, using random: inout SeededGenerator) -> DrawnPicture {
    draw(DrawnStyle(size: size, colours: isUsual ? .usual : .any), using: &random)
  }
}

/// How a drawn domain draws.
package struct DrawnStyle: Hashable, Sendable {
  /// Which colours may occur.
  package enum Colours: Hashable, Sendable {
    /// Only colours and scenes that the outlines alone let one expect. A generator that gets no colour hint can learn
    /// only what is predictable; everything else would blur into an average.
    case usual
    /// Any colours and scenes.
    case any
    /// Any colours of the thing, in front of the usual scene: for generators that are told a palette of the thing.
    case anyThing
  }

  package enum Look: String, Hashable, Codable, Sendable {
    /// A cartoon's dark outlines around softly lit parts.
    case outlined
    /// A glossy toy without outlines: parts round off towards their rims and shine.
    case toy
  }

  /// Side in pixels.
  package var size: Int
  package var colours: Colours
  package var look: Look

  package init(size: Int, colours: Colours, look: Look = .outlined) {
    self.size = size
    self.colours = colours
    self.look = look
  }
}

/// A picture and the outlines that it was drawn from.
package struct DrawnPicture: Sendable {
  package var image: Image
  package var strokes: [SemanticStroke]
  /// Places (canvas coordinates) whose colour nobody can guess from the outlines.
  package var surprises: [Point]
  /// The thing without its scene; of the picture's size.
  package var thing: Cutout

  package init(image: Image, strokes: [SemanticStroke], surprises: [Point], thing: Cutout) {
    self.image = image
    self.strokes = strokes
    self.surprises = surprises
    self.thing = thing
  }
}
