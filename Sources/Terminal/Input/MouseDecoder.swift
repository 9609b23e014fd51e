/// Turns mouse reports into events in which every press is followed by exactly one release.
///
/// Terminals lose releases that happen outside their window. A motion without a button, or a new press, then shows
/// that the button is up: a release at the last known place comes before it.
struct MouseDecoder: Sendable {
  /// The size of a cell where the terminal reports pixels (mode 1016); nil where it reports cells.
  var pixelCell: Capabilities.PixelSize?
  /// The size of a cell for DEC locator reports, which are always in pixels.
  var locatorCell = Capabilities.PixelSize(width: 10, height: 20)

  private var held: MouseEvent.Button?
  private var column = 0.0
  private var row = 0.0

  /// `CSI < code ; x ; y M` or `m` (mode 1006), with x and y from 1.
  mutating func sgr(code: Int, x: Int, y: Int, released: Bool) -> [MouseEvent] {
    guard code >= 0 else { return [] }
    if let cell = pixelCell {
      return report(code, released, (Double(x) - 0.5) / Double(cell.width), (Double(y) - 0.5) / Double(cell.height))
    }
    return report(code, released, Double(x) - 0.5, Double(y) - 0.5)
  }

  /// `CSI M` and three bytes that count from 32; the release does not say which button.
  mutating func old(code: UInt8, x: UInt8, y: UInt8) -> [MouseEvent] {
    guard code >= 32, x > 32, y > 32 else { return [] }
    let code = Int(code) - 32
    return report(code, code & 0b1110_0011 == 3, Double(x) - 32.5, Double(y) - 32.5)
  }

  /// `CSI event ; buttons ; row ; column ; page & w` (DECLRP), in pixels from 1.
  mutating func locator(event: Int, buttons: Int, row: Int, column: Int) -> [MouseEvent] {
    let x = (Double(column) - 0.5) / Double(locatorCell.width)
    let y = (Double(row) - 0.5) / Double(locatorCell.height)
    switch event {
    case 2, 4, 6: return report(event / 2 - 1, false, x, y)
    case 3, 5, 7: return report(event / 2 - 1, true, x, y)
    case 1, 10:
      // The buttons' bits: 1 right, 2 middle, 4 left.
      let button = buttons & 4 != 0 ? 0 : buttons & 2 != 0 ? 1 : buttons & 1 != 0 ? 2 : 3
      return report(32 + button, false, x, y)
    default: return []
    }
  }

  private mutating func report(_ code: Int, _ released: Bool, _ x: Double, _ y: Double) -> [MouseEvent] {
    let (x, y) = (max(x, 0), max(y, 0))
    if code & 64 != 0 {
      guard code & 2 == 0, !released else { return [] }
      return [MouseEvent(code & 1 == 0 ? .wheelUp : .wheelDown, button: .none, column: x, row: y)]
    }
    guard code & 128 == 0 else { return [] }
    let button: MouseEvent.Button =
      switch code & 3 {
      case 0: .left
      case 1: .middle
      case 2: .right
      default: .none
      }
    var events: [MouseEvent] = []
    if released {
      if let held { events.append(MouseEvent(.release, button: held, column: x, row: y)) }
      held = nil
    } else if code & 32 == 0 {
      guard button != .none else { return [] }
      events += lostRelease()
      held = button
      events.append(MouseEvent(.press, button: button, column: x, row: y))
    } else if button == .none {
      events += lostRelease()
      events.append(MouseEvent(.move, button: .none, column: x, row: y))
    } else if let held {
      events.append(MouseEvent(.drag, button: held, column: x, row: y))
    } else {
      // The press happened before the program started, or while it was stopped.
      events.append(MouseEvent(.move, button: .none, column: x, row: y))
    }
    (column, row) = (x, y)
    return events
  }

  /// The release that was lost, of a button still believed to be down.
  mutating func lostRelease() -> [MouseEvent] {
    guard let button = held else { return [] }
    held = nil
    return [MouseEvent(.release, button: button, column: column, row: row)]
  }
}
