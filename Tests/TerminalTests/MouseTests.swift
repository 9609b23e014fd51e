import Support
import Terminal
import Testing

@Suite(.ownThread) struct MouseTests {
  private func mouse(_ text: String, pixels: Capabilities.PixelSize? = nil) -> [MouseEvent] {
    var parser = InputParser()
    if let pixels { parser.measureMouse(cell: pixels, pixels: true) }
    return parser.feed(text.utf8).compactMap { if case .mouse(let event) = $0 { event } else { nil } }
  }

  @Test func aStrokeInCells() {
    #expect(
      mouse("\u{1B}[<0;10;5M\u{1B}[<32;11;5M\u{1B}[<36;300;5M\u{1B}[<0;300;6m") == [
        MouseEvent(.press, column: 9.5, row: 4.5), MouseEvent(.drag, column: 10.5, row: 4.5),
        MouseEvent(.drag, column: 299.5, row: 4.5), MouseEvent(.release, column: 299.5, row: 5.5),
      ])
  }

  @Test func pixelsBecomeFractionsOfCells() {
    let cell = Capabilities.PixelSize(width: 10, height: 20)
    #expect(
      mouse("\u{1B}[<0;1;1M\u{1B}[<32;26;50M\u{1B}[<0;26;50m", pixels: cell) == [
        MouseEvent(.press, column: 0.05, row: 0.025), MouseEvent(.drag, column: 2.55, row: 2.475),
        MouseEvent(.release, column: 2.55, row: 2.475),
      ])
    #expect(mouse("\u{1B}[<0;-5;0M", pixels: cell) == [MouseEvent(.press, column: 0, row: 0)])
  }

  @Test func aReleaseOutsideTheWindowIsNoticed() {
    // The button went up where the terminal could not see it: a motion without a button ends the stroke …
    #expect(
      mouse("\u{1B}[<0;2;2M\u{1B}[<32;3;2M\u{1B}[<35;9;9M") == [
        MouseEvent(.press, column: 1.5, row: 1.5), MouseEvent(.drag, column: 2.5, row: 1.5),
        MouseEvent(.release, column: 2.5, row: 1.5), MouseEvent(.move, button: .none, column: 8.5, row: 8.5),
      ])
    // … and so does a new press.
    #expect(
      mouse("\u{1B}[<0;2;2M\u{1B}[<2;5;5M\u{1B}[<2;5;5m") == [
        MouseEvent(.press, column: 1.5, row: 1.5), MouseEvent(.release, column: 1.5, row: 1.5),
        MouseEvent(.press, button: .right, column: 4.5, row: 4.5),
        MouseEvent(.release, button: .right, column: 4.5, row: 4.5),
      ])
  }

  @Test func aReleaseNamesTheButtonThatWasHeld() {
    #expect(mouse("\u{1B}[<1;2;2M\u{1B}[<3;2;2m").last == MouseEvent(.release, button: .middle, column: 1.5, row: 1.5))
    #expect(mouse("\u{1B}[<0;2;2m") == [])
    #expect(mouse("\u{1B}[<32;2;2M") == [MouseEvent(.move, button: .none, column: 1.5, row: 1.5)])
  }

  @Test func wheelAndUnknownButtons() {
    #expect(
      mouse("\u{1B}[<64;1;1M\u{1B}[<65;1;1M\u{1B}[<66;1;1M\u{1B}[<67;1;1M\u{1B}[<128;1;1M\u{1B}[<64;1;1m")
        .map(\.action) == [.wheelUp, .wheelDown])
    // A wheel turned while drawing does not end the stroke.
    #expect(
      mouse("\u{1B}[<0;1;1M\u{1B}[<64;1;1M\u{1B}[<32;2;1M").map(\.action) == [.press, .wheelUp, .drag])
  }

  @Test func brokenReportsAreDropped() {
    for text in ["\u{1B}[<0;1M", "\u{1B}[<;;M", "\u{1B}[<-1;1;1M", "\u{1B}[<0;1;1;1M", "\u{1B}[<0;1234567890;1M"] {
      #expect(mouse(text) == [])
    }
  }

  @Test func theEncodingBefore1006() {
    #expect(
      mouse("\u{1B}[M !!\u{1B}[M@\"!\u{1B}[M#\"!") == [
        MouseEvent(.press, column: 0.5, row: 0.5), MouseEvent(.drag, column: 1.5, row: 0.5),
        MouseEvent(.release, column: 1.5, row: 0.5),
      ])
  }

  @Test func locatorReportsAreInPixels() {
    var parser = InputParser()
    parser.measureMouse(cell: Capabilities.PixelSize(width: 8, height: 16), pixels: false)
    let events = parser.feed("\u{1B}[2;4;33;17;1&w\u{1B}[10;4;33;25;1&w\u{1B}[3;0;33;25;1&w".utf8)
    #expect(
      events == [
        .mouse(MouseEvent(.press, column: 2.0625, row: 2.03125)),
        .mouse(MouseEvent(.drag, column: 3.0625, row: 2.03125)),
        .mouse(MouseEvent(.release, column: 3.0625, row: 2.03125)),
      ])
  }

  @Test func comingBackReleasesTheButton() {
    var parser = InputParser()
    _ = parser.feed("\u{1B}[<0;2;2M".utf8)
    #expect(parser.releaseMouse() == [.mouse(MouseEvent(.release, column: 1.5, row: 1.5))])
    #expect(parser.releaseMouse() == [])
  }
}
