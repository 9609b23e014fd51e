import Pictures
import Studio

/// Recorded drawings that draw themselves in the tiles of their domains, one after the other, each followed by its
/// picture.
package struct DrawingShow: Equatable, Sendable {
  /// Which of the drawings that can be shown.
  package var index: Int
  /// Seconds since it began.
  package var position = 0.0

  /// Seconds that the picture is seen before the next drawing begins.
  private static let looking = 2.5

  /// The recorded drawings whose domain is at hand.
  static func playable(_ bench: Workbench) -> [DemoDrawing] {
    bench.surroundings.library.demos.filter { bench.domains.index(named: $0.domain) != nil }
  }

  mutating func advance(_ seconds: Double, _ bench: Workbench) {
    let shows = Self.playable(bench)
    guard shows.indices.contains(index) else { return }
    position += seconds
    guard position >= shows[index].duration + Self.looking else { return }
    index = (index + 1) % shows.count
    position = 0
  }

  /// What is to be seen in the tile of a domain; nil where that is its picture.
  func scene(ofDomain name: String, _ bench: Workbench) -> CanvasScene? {
    let shows = Self.playable(bench)
    guard shows.indices.contains(index), shows[index].domain == name, position < shows[index].duration else {
      return nil
    }
    let drawn = shows[index].drawn(at: position)
    var scene = CanvasScene(drawn.strokes)
    if let pen = drawn.pen { scene.cursor = DrawingScene.Cursor(place: pen, isDown: true, isHand: true) }
    return scene
  }
}
