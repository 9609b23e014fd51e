import Foundation
import Pictures
import Studio
import Support
import Testing

@Suite(.ownThread) struct SmoothingTests {
  /// A terminal of 40 × 20 cells.
  private let cell = Point(1.0 / 40, 1.0 / 20)

  /// What a terminal that knows cells only reports of a way: the middles of the cells that it passes.
  private func cells(_ way: (Double) -> Point) -> [Point] {
    var reported: [Point] = []
    for step in 0...2000 {
      let point = way(Double(step) / 2000)
      let place = Point(
        ((point.x / cell.x).rounded(.down) + 0.5) * cell.x, ((point.y / cell.y).rounded(.down) + 0.5) * cell.y)
      if reported.last != place { reported.append(place) }
    }
    return reported
  }

  /// The sum of all turns of a line, in degrees.
  private func turning(_ points: [Point]) -> Double {
    var sum = 0.0
    for index in 1..<max(1, points.count - 1) {
      let a = points[index] - points[index - 1]
      let b = points[index + 1] - points[index]
      sum += abs(atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y)) * 180 / .pi
    }
    return sum
  }

  private func distance(_ point: Point, to line: [Point]) -> Double {
    zip(line, line.dropFirst()).map { a, b in
      let along = b - a
      let square = along.x * along.x + along.y * along.y
      let t = square > 0 ? min(max(((point - a).x * along.x + (point - a).y * along.y) / square, 0), 1) : 0
      return (point - (a + along * t)).length
    }.min() ?? .infinity
  }

  @Test func aSlantedLineInCellsIsStraight() {
    for slope in [0.1, 0.23, 0.37, 0.5, 0.71] {
      let raw = cells { Point(0.05 + 0.9 * $0, 0.1 + 0.9 * $0 * slope) }
      let smooth = Smoothing.smooth(raw, grain: cell)
      // The stairs turn by hundreds of degrees in all; of the smooth line next to nothing is left.
      #expect(turning(raw) > 100)
      #expect(turning(smooth) < 70, "slope \(slope)")
      #expect(turning(smooth) < turning(raw) / 15, "slope \(slope)")
      for point in smooth {
        #expect(abs(point.y - (0.1 + (point.x - 0.05) * slope)) < cell.y)
      }
    }
  }

  @Test func aCircleInCellsIsRound() {
    let raw = cells { Point(0.5 + 0.3 * cos(2 * .pi * $0), 0.5 + 0.3 * sin(2 * .pi * $0)) }
    let smooth = Smoothing.smooth(raw, grain: cell)
    #expect(turning(raw) > 2000)
    #expect((270..<400).contains(turning(smooth)))
    for point in smooth { #expect(abs((point - Point(0.5, 0.5)).length - 0.3) < cell.y) }
    // No corner: no turn of more than 15 degrees at any point.
    for index in 1..<(smooth.count - 1) { #expect(turning(Array(smooth[(index - 1)...(index + 1)])) < 15) }
  }

  @Test func passesEveryReportedCell() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<60 {
      var raw = [Point(0.5, 0.5)]
      for _ in 0..<Int.random(in: 2...80, using: &generator) {
        let last = raw[raw.count - 1]
        let column = (last.x / cell.x).rounded(.down) + Double.random(in: -2...2, using: &generator).rounded()
        let row = (last.y / cell.y).rounded(.down) + Double.random(in: -2...2, using: &generator).rounded()
        raw.append(Point((min(max(column, 0), 39) + 0.5) * cell.x, (min(max(row, 0), 19) + 0.5) * cell.y))
      }
      let smooth = Smoothing.smooth(raw, grain: cell).map { Point($0.x / cell.x, $0.y / cell.y) }
      // Half a grain across and down.
      for point in raw {
        #expect(distance(Point(point.x / cell.x, point.y / cell.y), to: smooth) < 0.5.squareRoot() + 0.02)
      }
    }
  }

  @Test func pixelsAreFaithful() {
    let pixel = Point(1.0 / 400, 1.0 / 400)
    var raw: [Point] = []
    for step in 0...400 {
      let t = Double(step) / 400
      raw.append(Point((400 * t).rounded() / 400, (200 + 120 * sin(9 * t)).rounded() / 400))
    }
    let smooth = Smoothing.smooth(raw, grain: pixel)
    for point in raw { #expect(distance(point, to: smooth) <= 0.75 / 400) }
    for point in smooth { #expect(distance(point, to: raw) <= 1.0 / 400) }
    #expect(smooth.first == raw.first && smooth.last == raw.last)
  }

  @Test func aSquareKeepsItsEdges() {
    let pixel = Point(1.0 / 400, 1.0 / 400)
    let corners = [Point(0.2, 0.2), Point(0.8, 0.2), Point(0.8, 0.8), Point(0.2, 0.8), Point(0.2, 0.2)]
    var raw: [Point] = []
    for (a, b) in zip(corners, corners.dropFirst()) {
      for step in 0..<60 { raw.append(a + (b - a) * (Double(step) / 60)) }
    }
    raw.append(corners[0])
    for point in Smoothing.smooth(raw, grain: pixel) {
      let inset = max(abs(point.x - 0.5), abs(point.y - 0.5))
      #expect(abs(inset - 0.3) < 2.0 / 400)
    }
  }

  @Test func smallInputs() {
    #expect(Smoothing.smooth([], grain: cell) == [])
    #expect(Smoothing.smooth([Point(0.5, 0.5)], grain: cell) == [Point(0.5, 0.5)])
    #expect(Smoothing.smooth([Point(0.5, 0.5), Point(0.5, 0.5)], grain: cell) == [Point(0.5, 0.5)])
    #expect(Smoothing.smooth([Point(0, 0), Point(1, 1)], grain: Point(0, -1)) == [Point(0, 0), Point(1, 1)])
    // There and back again.
    let back = Smoothing.smooth([Point(0, 0.5), Point(0.5, 0.5), Point(0, 0.5)], grain: cell)
    #expect(back.contains { abs($0.x - 0.5) < cell.x / 2 + 1e-5 })
  }
}
