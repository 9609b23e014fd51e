import Glibc

extension ColourHints {
  /// A few dabs of a picture's own colours, for training.
  ///
  /// - Parameter places: Places (canvas coordinates) that get a dab in any case; up to five more fall anywhere.
  package static func random(for image: Image, covering places: [Point], using random: inout SeededGenerator)
    -> ColourHints
  {
    var marks = places.map { mark(at: $0, image, using: &random) }
    let more = places.isEmpty ? 1 + Int(random.next() % 6) : Int(random.next() % 4)
    for _ in 0..<more {
      marks.append(mark(at: evenPlace(in: image, using: &random), image, using: &random))
    }
    return ColourHints(marks: marks)
  }

  /// A place away from the borders between colours, where one colour can stand for its surroundings.
  private static func evenPlace(in image: Image, using random: inout SeededGenerator) -> Point {
    var place = Point(0.5, 0.5)
    for _ in 0..<6 {
      place = Point(random.uniform(0.02, 0.98), random.uniform(0.02, 0.98))
      let colour = image.colour(at: place)
      let isEven = [Point(-1, 0), Point(1, 0), Point(0, -1), Point(0, 1)].allSatisfy {
        colour.distance(image.colour(at: place + $0 * (Stroke.crayonWidth / 2))) < 0.12
      }
      if isEven { break }
    }
    return place
  }

  /// A disc or a short movement of the crayon, in the colour that the picture has there on average.
  private static func mark(at place: Point, _ image: Image, using random: inout SeededGenerator) -> Mark {
    let width = Stroke.crayonWidth * (random.chance(0.6) ? random.uniform(0.7, 1.3) : random.uniform(0.4, 2))
    var points = [place]
    if random.chance(0.55) {
      let angle = random.uniform(0, 2 * Double.pi)
      let reach = random.uniform(0.01, 0.05)
      let bend = random.normal() * 0.5
      points.append(place + Point(cos(angle), sin(angle)) * reach)
      points.append(place + Point(cos(angle + bend), sin(angle + bend)) * (2 * reach))
    }
    var sum = Colour(0, 0, 0)
    for offset in [Point(0, 0), Point(-1, 0), Point(1, 0), Point(0, -1), Point(0, 1)] {
      let sample = image.colour(at: place + offset * (width * 0.14))
      sum = Colour(sum.red + sample.red / 5, sum.green + sample.green / 5, sum.blue + sample.blue / 5)
    }
    // The studio has eight crayons only: what is nearly one of them is sometimes dabbed with it.
    if random.chance(0.3), let crayon = nearestCrayon(to: sum, within: 0.13) { sum = crayon }
    return Mark(colour: sum, width: width, points: points)
  }

  /// The crayon closest to a colour, if each channel is within `tolerance` (0…1).
  private static func nearestCrayon(to colour: Colour, within tolerance: Double) -> Colour? {
    let nearest = CrayonColour.allCases.map { Colour($0) }.min { colour.distance($0) < colour.distance($1) }
    return nearest.flatMap { colour.distance($0) <= tolerance ? $0 : nil }
  }
}

extension Image {
  /// The colour of the pixel at a place in canvas coordinates, the nearest one if it lies outside.
  func colour(at place: Point) -> Colour {
    let x = min(max(Int(place.x * Double(width)), 0), width - 1)
    let y = min(max(Int(place.y * Double(height)), 0), height - 1)
    let start = (y * width + x) * 3
    return Colour(Double(pixels[start]) / 255, Double(pixels[start + 1]) / 255, Double(pixels[start + 2]) / 255)
  }
}
