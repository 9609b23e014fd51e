/// Endless sharp parts of a set's pictures, each in ever new sizes and places, mirrored or not. The arguments alone decide
/// each.
package struct SharpCrops: Sendable {
  /// What parts are cut from.
  package enum Pictures: Sendable {
    case pictures(PictureSet)
    /// Things, each laid on a ground.
    case cutouts(CutoutSet)

    var count: Int {
      switch self {
      case .pictures(let set): set.count
      case .cutouts(let set): set.count
      }
    }
  }

  private let pictures: Pictures
  private let shrinking: Double
  private let indices: [Int]

  /// Number of pictures that parts are made of.
  package var count: Int { indices.count }

  /// How often another place is looked for where a part shows next to nothing.
  private static let tries = 4

  /// - Parameter shrinking: by how much parts are made smaller at the least, 1 or more, where the picture is large enough:
  ///   what compression and enlargement have left in a picture goes with that.
  package init(_ pictures: Pictures, shrinking: Double = 1, part: PicturePairs.Part = .training) {
    precondition(shrinking >= 1, "a part is not enlarged")
    self.pictures = pictures
    self.shrinking = shrinking
    indices = part.indices(of: pictures.count)
  }

  /// A part of `size` × `size` pixels.
  package func part(seed: UInt64, step: Int, index: Int, size: Int) -> Image {
    var random = SeededGenerator(seed: seed ^ 0x5A4A_9C21, step, index)
    let whole = whole(indices[Int(random.next() % UInt64(indices.count))], using: &random)
    let most = min(whole.width, whole.height)
    let least = min(most, Int(Double(size) * shrinking))
    var part = whole
    for _ in 0..<Self.tries {
      let side = least + Int(random.next() % UInt64(most - least + 1))
      let x = Int(random.next() % UInt64(whole.width - side + 1))
      let y = Int(random.next() % UInt64(whole.height - side + 1))
      part = whole.cropped(x: x, y: y, width: side, height: side)
      if part.showsSomething { break }
    }
    part = part.scaled(width: size, height: size)
    return random.chance(0.5) ? part.flippedHorizontally : part
  }

  /// One of the pictures as a whole, the largest of its kind.
  private func whole(_ number: Int, using random: inout SeededGenerator) -> Image {
    switch pictures {
    case .pictures(let set): return set.image(number)
    case .cutouts(let set):
      let thing = set.cutout(number)
      let tint = Colour(
        hue: random.uniform(0, 1), saturation: random.uniform(0.05, 0.7), brightness: random.uniform(0.3, 1))
      return thing.over(CutoutPairs.ground(tint, size: thing.colours.width, using: &random))
    }
  }
}

extension Image {
  /// Whether neighbouring pixels differ at all, on average by a level or more.
  fileprivate var showsSomething: Bool {
    var sum = 0
    var count = 0
    for y in stride(from: 0, to: height, by: 2) {
      for x in 1..<max(2, width) where x < width {
        let index = (y * width + x) * 3 + 1
        sum += abs(Int(pixels[index]) - Int(pixels[index - 3]))
        count += 1
      }
    }
    return sum >= count
  }
}
