/// Puts frames on the terminal: cells by curses, pictures after them.
final class Display {
  private let device: TerminalDevice
  private let curses: CursesScreen
  private let encoder: PictureEncoder
  private var ledger = OverlayLedger()
  private var previous = Grid(columns: 0, rows: 0)
  private var frame: (grid: Grid, pictures: [PicturePlacement])?
  /// The last frame's pictures that were made of cells.
  private var blocks: [(placement: PicturePlacement, block: HalfBlocks.Block)] = []
  var capabilities: Capabilities {
    didSet { blocks = [] }
  }

  init(
    device: TerminalDevice, type: String, capabilities: Capabilities, whenEncoded: @escaping @Sendable () -> Void
  ) throws(TerminalError) {
    self.device = device
    self.capabilities = capabilities
    curses = try CursesScreen(type: type, device: device, capabilities: capabilities)
    encoder = PictureEncoder(whenFinished: whenEncoded)
  }

  /// Shows a frame. Pictures that are not encoded yet follow with ``showFinishedPictures()``; until then the one that
  /// stands in the same place stays.
  func present(_ grid: Grid, pictures: [PicturePlacement]) {
    frame = (grid, pictures)
    let (cells, overlays) = compose(grid, pictures)
    let changed = Self.changes(from: previous, to: cells)
    previous = cells
    let plan = ledger.plan(overlays) { picture in
      // Curses overwrites a short run of blanks between two changes rather than skip it.
      picture.columns < 16
        && (picture.row..<picture.endRow).contains { row in
          guard let span = changed[row] else { return false }
          return span.lowerBound < picture.column && span.upperBound > picture.endColumn
        }
    }
    for rows in plan.rewrite { curses.rewrite(rows: rows.clamped(to: 0..<cells.rows)) }
    let atOnce = capabilities.synchronizedOutput && !(plan.send.isEmpty && plan.rewrite.isEmpty)
    if atOnce { device.write("\u{1B}[?2026h") }
    curses.show(cells, standing: !ledger.shown.isEmpty)
    var bytes: [UInt8] = []
    if !plan.send.isEmpty {
      bytes += "\u{1B}7".utf8
      for index in plan.send { bytes += overlays[index].bytes }
      bytes += "\u{1B}8".utf8
    }
    if atOnce { bytes += "\u{1B}[?2026l".utf8 }
    if !bytes.isEmpty { device.write(bytes) }
  }

  /// Shows the last frame again with the pictures that got ready meanwhile.
  func showFinishedPictures() {
    if let frame { present(frame.grid, pictures: frame.pictures) }
  }

  /// The window has a new size; the next frame is drawn from nothing.
  func resize() {
    curses.resize(columns: capabilities.columns, rows: capabilities.rows)
    forget()
  }

  /// The screen is back after a stop.
  func resume() {
    curses.resize(columns: capabilities.columns, rows: capabilities.rows)
    ledger.forget()
    previous = Grid(columns: 0, rows: 0)
    showFinishedPictures()
  }

  func leave() { curses.leave() }

  func end() { curses.end() }

  private func forget() {
    ledger.forget()
    previous = Grid(columns: 0, rows: 0)
    frame = nil
  }

  private func compose(_ grid: Grid, _ pictures: [PicturePlacement]) -> (Grid, [Overlay]) {
    var cells = grid
    var overlays: [Overlay] = []
    let kept = blocks
    blocks = []
    let parts = FrameComposer.parts(for: pictures, on: grid, in: capabilities) { placement in
      let known = kept.first { $0.placement == placement }?.block
      guard let block = known ?? HalfBlocks.cells(for: placement, in: capabilities) else { return nil }
      blocks.append((placement, block))
      // Blocks may cover less than the sixels for which the grid left these cells blank.
      FrameComposer.fillBlanks(placement.rectangle, of: grid, on: &cells, background: placement.background)
      return block
    }
    let requests = parts.compactMap { if case .sixel(_, let request) = $0 { request } else { nil } }
    var encoded = encoder.bytes(for: requests)[...]
    for part in parts {
      switch part {
      case .sixel(let place, let request):
        let placement = pictures.first { $0.rectangle.intersection(place) == place }
        FrameComposer.reserve(place, on: &cells, background: placement?.background ?? .standard)
        if let bytes = encoded.removeFirst() {
          overlays.append(Overlay(sixel: request, at: place, bytes: bytes))
        } else if let old = ledger.shown.first(where: { $0.cells == place && $0.isSixel(request.pixels) }) {
          overlays.append(old)
        }
      case .blocks(let block):
        let visible = FrameComposer.visible(block, on: grid)
        if capabilities.colourDepth == .trueColour {
          FrameComposer.reserve(block.rectangle, on: &cells) { visible[$0] != nil }
          overlays.append(Overlay(visible, at: block.rectangle))
        } else {
          for (index, cell) in visible.enumerated() {
            guard let cell else { continue }
            let columns = block.rectangle.columns
            cells[block.rectangle.column + index % columns, block.rectangle.row + index / columns] = cell
          }
        }
      }
    }
    return (cells, overlays)
  }

  /// For each row that differs, the columns from the first to the last difference.
  private static func changes(from old: Grid, to new: Grid) -> [Int: Range<Int>] {
    guard old.columns == new.columns, old.rows == new.rows else { return [:] }
    var changes: [Int: Range<Int>] = [:]
    for row in 0..<new.rows where !old.hasSameRow(row, as: new) {
      let columns = (0..<new.columns).filter { old[$0, row] != new[$0, row] }
      if let first = columns.first, let last = columns.last { changes[row] = first..<(last + 1) }
    }
    return changes
  }
}
