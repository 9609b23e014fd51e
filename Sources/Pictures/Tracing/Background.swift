/// What lies behind the thing in a picture: everything that a flood from the corners reaches without crossing a line.
struct Background {
  private let mask: BinaryMask

  /// Share of the picture that is background, 0…1.
  var share: Double { Double(mask.bits.count { $0 }) / Double(mask.bits.count) }

  /// - Parameter walls: Lines thick enough to have no gaps.
  init(walls: BinaryMask) {
    var seen = [Bool](repeating: false, count: walls.bits.count)
    var mask = BinaryMask(width: walls.width, height: walls.height)
    // A thing may touch the border, but hardly a corner.
    let inset = 3
    for (x, y) in [
      (inset, inset), (walls.width - 1 - inset, inset), (inset, walls.height - 1 - inset),
      (walls.width - 1 - inset, walls.height - 1 - inset),
    ] {
      for index in walls.flood(from: y * walls.width + x, seen: &seen, isOpen: { !walls.bits[$0] }) {
        mask.bits[index] = true
      }
    }
    self.mask = mask
  }

  /// How a line lies to the background.
  enum Relation: Hashable {
    /// Between the thing and the background: a part of the outline.
    case outline
    /// Within the thing.
    case inside
    /// Within the background.
    case behind
  }

  /// The relation that most places of a line have.
  func relation(of points: [Point]) -> Relation {
    var votes = [0, 0, 0]
    for index in stride(from: 0, to: points.count, by: 2) {
      let along = points[min(index + 3, points.count - 1)] - points[max(index - 3, 0)]
      let norm = Point(-along.y, along.x) * (1 / max(along.length, 1e-9))
      votes[(isOpen(points[index], norm) ? 1 : 0) + (isOpen(points[index], norm * -1) ? 1 : 0)] += 1
    }
    if votes[1] * 5 >= (votes[0] + votes[1] + votes[2]) * 2 { return .outline }
    return votes[0] >= votes[2] ? .inside : .behind
  }

  /// Whether background lies beside a place.
  private func isOpen(_ place: Point, _ direction: Point) -> Bool {
    (3...7).contains { distance in
      let p = place + direction * Double(distance)
      return mask[Int(p.x.rounded(.down)), Int(p.y.rounded(.down))]
    }
  }
}
