/// Puts frames on the terminal: cells by curses, pictures over them.
final class Display {
  private let device: TerminalDevice
  private let curses: CursesScreen
  private let pictures: (any PictureProtocol)?
  private let encoder: PictureEncoder?
  private var ledger: OverlayLedger
  private var lastPresented = ContinuousClock.now
  /// Since when the latest frame waits for its pictures.
  private var heldSince: ContinuousClock.Instant?
  /// The longest that a frame waits.
  private static let longestHold = Duration.milliseconds(130)
  /// How long the hand has to rest before the pieces of a drawing are joined.
  private static let restDelay = Duration.milliseconds(250)
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
    pictures = capabilities.pictureProtocol
    encoder = pictures.map { PictureEncoder($0, whenFinished: whenEncoded) }
    ledger = OverlayLedger(pictures)
  }

  /// Shows a frame. Pictures that are not encoded yet follow with ``showFinishedPictures()``; until then the one that
  /// stands in the same place stays. A frame of another screen waits for its pictures for a moment, so that nobody sees
  /// it without them.
  func present(_ grid: Grid, pictures: [PicturePlacement]) {
    frame = (grid, pictures)
    let (cells, overlays, isComplete) = compose(grid, pictures)
    if !isComplete, isOtherScreen(overlays) {
      let since = heldSince ?? .now
      heldSince = since
      if ContinuousClock.now - since < Self.longestHold { return }
    }
    heldSince = nil
    lastPresented = .now
    let plan = ledger.plan(overlays, from: previous, to: cells, in: capabilities)
    previous = cells
    let atOnce = capabilities.synchronizedOutput
    if atOnce { device.write("\u{1B}[?2026h") }
    curses.show(cells, standing: !ledger.shown.isEmpty, foreign: plan.foreign, lost: plan.lost)
    var bytes = plan.bytes.isEmpty ? [] : Self.aside(plan.bytes)
    if atOnce { bytes += "\u{1B}[?2026l".utf8 }
    if !bytes.isEmpty { device.write(bytes) }
  }

  /// How long to wait before ``showHeldFrame()`` should be called; nil where no frame is held back.
  var waitsToShow: Duration? {
    heldSince.map { Self.longestHold - (ContinuousClock.now - $0) }
  }

  /// Shows the frame that was held back, with as many of its pictures as there are.
  func showHeldFrame() {
    if let frame { present(frame.grid, pictures: frame.pictures) }
  }

  /// Whether nothing of what is drawn on stays where it is: ink must never wait for a picture.
  private func isOtherScreen(_ overlays: [Overlay]) -> Bool {
    previous.columns > 0
      && !overlays.contains { overlay in overlay.isLive && ledger.shown.contains { $0.cells == overlay.cells } }
  }

  /// Curses keeps believing that the cursor and the colours are as it left them.
  private static func aside(_ bytes: [UInt8]) -> [UInt8] { Array("\u{1B}7".utf8) + bytes + Array("\u{1B}8".utf8) }

  /// Shows the last frame again with the pictures that got ready meanwhile, if any did.
  func showFinishedPictures() {
    if let frame, encoder?.takeNews() == true { present(frame.grid, pictures: frame.pictures) }
  }

  /// How long to wait before ``settle()`` should be called; nil where there is nothing to join.
  var waitsToSettle: Duration? {
    ledger.isInPieces ? Self.restDelay - (ContinuousClock.now - lastPresented) : nil
  }

  /// Joins the pieces in which a drawing was sent.
  func settle() {
    let bytes = ledger.settle(in: capabilities)
    if !bytes.isEmpty { device.write(Self.aside(bytes)) }
  }

  /// The window has a new size; the next frame is drawn from nothing.
  func resize() {
    curses.resize(columns: capabilities.columns, rows: capabilities.rows)
    forget()
    frame = nil
  }

  /// The screen is back after a stop.
  func resume() {
    curses.resize(columns: capabilities.columns, rows: capabilities.rows)
    forget()
    if let frame { present(frame.grid, pictures: frame.pictures) }
  }

  func leave() {
    forget()
    curses.leave()
  }

  func end() {
    forget()
    SharedMemory.removeAll()
    curses.end()
  }

  private func forget() {
    let bytes = ledger.forget()
    if !bytes.isEmpty { device.write(bytes) }
    previous = Grid(columns: 0, rows: 0)
    heldSince = nil
  }

  private func compose(_ grid: Grid, _ pictures: [PicturePlacement]) -> (Grid, [Overlay], isComplete: Bool) {
    var cells = grid
    var isComplete = true
    var overlays: [Overlay] = []
    let kept = blocks
    blocks = []
    let parts = FrameComposer.parts(for: pictures, in: capabilities) { placement in
      let known = kept.first { $0.placement == placement }?.block
      guard let block = known ?? HalfBlocks.cells(for: placement, in: capabilities) else { return nil }
      blocks.append((placement, block))
      // Blocks may cover less than the pixels for which the grid left these cells blank.
      FrameComposer.fillBlanks(placement.rectangle, of: grid, on: &cells, background: placement.background)
      return block
    }
    let requests = parts.compactMap { if case .pixels(_, let request) = $0 { request } else { nil } }
    var encoded = (encoder?.encoded(requests) ?? requests.map { _ in nil })[...]
    for part in parts {
      switch part {
      case .pixels(let place, let request):
        let visible = FrameComposer.visible(place, on: grid)
        var overlay: Overlay?
        if let ready = encoded.removeFirst() {
          overlay = Overlay(cells: place, content: .picture(request, ready), visible: visible)
        } else if let old = ledger.shown.first(where: { $0.cells == place && $0.isPicture(request.sheet) }) {
          overlay = Overlay(cells: place, content: old.content, visible: visible)
        } else {
          isComplete = false
        }
        if let overlay, visible.contains(true) {
          overlays.append(overlay)
          FrameComposer.reserve(place, on: &cells, background: request.background, where: visible)
        } else {
          FrameComposer.fillBlanks(place, of: grid, on: &cells, background: request.background)
        }
      case .blocks(let block):
        let visible = FrameComposer.visible(block.rectangle, on: grid)
        if capabilities.colourDepth == .trueColour {
          FrameComposer.reserve(block.rectangle, on: &cells, where: visible)
          overlays.append(Overlay(cells: block.rectangle, content: .cells(block.cells), visible: visible))
        } else {
          let columns = block.rectangle.columns
          for (index, cell) in block.cells.enumerated() where visible[index] {
            cells[block.rectangle.column + index % columns, block.rectangle.row + index / columns] = cell
          }
        }
      }
    }
    return (cells, overlays, isComplete)
  }
}
