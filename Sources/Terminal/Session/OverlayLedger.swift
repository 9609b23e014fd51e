import Pictures

/// Knows what is on the screen over the cells, and what to send or to wipe to get to what is wanted.
///
/// What changed is sent and nothing else; nothing is wiped that something else takes the place of. A picture that a
/// dialog covers stays where the dialog is not, and comes back where it was when the dialog goes.
struct OverlayLedger {
  /// What gets the screen from what it shows to what is wanted, in this order.
  struct Plan {
    /// Cells that curses must write again, though they have not changed.
    var lost: [CursesScreen.Run] = []
    /// Cells that curses must not write.
    var foreign: [CursesScreen.Run] = []
    /// What comes after the cells: pictures, and the end of those that nobody sees any more.
    var bytes: [UInt8] = []
    fileprivate var gone: [Int] = []
  }

  /// A picture or a part of one that the terminal was given.
  private struct Piece {
    var id: Int
    var cells: Rectangle
  }

  private struct Entry {
    var overlay: Overlay
    /// In the order in which they came: later ones lie over earlier ones.
    var pieces: [Piece] = []
    /// Whether something was sent since it was last sent as a whole.
    var isPatched = false
  }

  private let pictures: (any PictureProtocol)?
  private var entries: [Entry] = []
  private var order = 0

  /// Pieces of one picture beyond which it is sent as a whole again.
  private static let mostPieces = 40
  /// The first numbers are colours that users set, which matters where a picture's number is a colour.
  private static let firstPiece = 16
  /// Curses overwrites a shorter run of unchanged cells between two changes rather than skip it.
  private static let shortRun = 16

  init(_ pictures: (any PictureProtocol)?) {
    self.pictures = pictures
  }

  var shown: [Overlay] { entries.map(\.overlay) }

  /// The screen was cleared: nothing stands on it. Returns what makes the terminal forget it, too.
  mutating func forget() -> [UInt8] {
    let wasEmpty = entries.isEmpty
    entries = []
    return wasEmpty ? [] : pictures?.deleteAll ?? []
  }

  /// Takes note that `wanted` will be on the screen once the plan is carried out.
  ///
  /// - Parameters:
  ///   - old: the cells that the screen shows.
  ///   - new: those that it will show.
  mutating func plan(_ wanted: [Overlay], from old: Grid, to new: Grid, in capabilities: Capabilities) -> Plan {
    var plan = Plan()
    let owned = mask(wanted, new)
    let before = mask(shown, new)
    plan.foreign = owned.runs()
    plan.lost = before.runs(without: owned)
    let damaged = Self.damaged(owned, before, from: old, to: new)
    var earlier = entries
    var used = Set(entries.flatMap { $0.pieces.map(\.id) })
    entries = []
    for overlay in wanted {
      let match = earlier.firstIndex { $0.overlay.cells == overlay.cells && $0.overlay.isPicture == overlay.isPicture }
      let known = match.map { earlier.remove(at: $0) }
      var entry = known ?? Entry(overlay: overlay)
      entry.overlay = overlay
      let (parts, isWhole) = parts(of: overlay, since: known?.overlay, damaged)
      send(parts, isWhole: isWhole, of: &entry, in: capabilities, &used, &plan)
      entries.append(entry)
    }
    plan.gone += earlier.flatMap { $0.pieces.map(\.id) }
    // What is new lies over what is old by now, so that the old can go unseen.
    if !plan.gone.isEmpty { plan.bytes += pictures?.delete(plan.gone) ?? [] }
    return plan
  }

  /// Whether a drawing lies there in pieces, which ``settle(in:)`` would join.
  var isInPieces: Bool { entries.contains { $0.overlay.isLive && $0.isPatched } }

  /// Sends what lies there in pieces as a whole, and with it what xterm may have forgotten over the pieces: it remembers
  /// sixteen pictures for the time when its window was covered. Nothing looks different afterwards.
  mutating func settle(in capabilities: Capabilities) -> [UInt8] {
    var plan = Plan()
    var used = Set(entries.flatMap { $0.pieces.map(\.id) })
    let forgets = entries.reduce(0) { $0 + $1.pieces.count } > capabilities.mostPictures
    for index in entries.indices
    where entries[index].overlay.isLive && entries[index].isPatched || forgets && entries[index].overlay.isPicture {
      var entry = entries[index]
      let overlay = entry.overlay
      send(
        Self.rectangles(of: overlay.visible, on: overlay.cells), isWhole: true, of: &entry, in: capabilities, &used,
        &plan)
      entries[index] = entry
    }
    return plan.bytes + (plan.gone.isEmpty ? [] : pictures?.delete(plan.gone) ?? [])
  }

  // MARK: - What is to be sent

  private func liesOver(_ overlay: Overlay) -> Bool { overlay.isPicture && pictures?.isOverCells == true }

  /// The cells that overlays take the place of.
  private func mask(_ overlays: [Overlay], _ grid: Grid) -> CellMask {
    var mask = CellMask(columns: grid.columns, rows: grid.rows)
    for overlay in overlays where !liesOver(overlay) { mask.insert(visibleOf: overlay) }
    return mask
  }

  /// The cells of overlays that curses will write over on its way from one change to the next.
  private static func damaged(_ owned: CellMask, _ before: CellMask, from old: Grid, to new: Grid) -> CellMask {
    var damaged = CellMask(columns: new.columns, rows: new.rows)
    guard old.columns == new.columns, old.rows == new.rows else { return damaged }
    for row in 0..<new.rows where !owned.isRowEmpty[row] {
      let isSame = old.hasSameRow(row, as: new)
      if isSame && before.isRowEmpty[row] { continue }
      var lastChange: Int?
      var start: Int?
      for column in 0..<new.columns {
        if owned[column, row] {
          if start == nil { start = column }
          continue
        }
        let changes = before[column, row] || !isSame && old[column, row] != new[column, row]
        if changes {
          if let last = lastChange, let first = start, column - last <= shortRun {
            for place in first..<column where owned[place, row] { damaged.insert(place, row) }
          }
          lastChange = column
          start = nil
        }
      }
    }
    return damaged
  }

  /// The parts of an overlay to be sent: what changed, came to light, or was written over; and whether that is all there
  /// is to see of it.
  private func parts(
    of overlay: Overlay, since known: Overlay?, _ damaged: CellMask
  ) -> (parts: [Rectangle], isWhole: Bool) {
    let cells = overlay.cells
    guard let known, !liesOver(overlay) || overlay.visible == known.visible else {
      return (Self.rectangles(of: overlay.visible, on: cells), true)
    }
    var needed = overlay.differences(from: known)
    for index in needed.indices {
      let isNeeded =
        needed[index] || !known.visible[index]
        || !liesOver(overlay) && damaged[cells.column + index % cells.columns, cells.row + index / cells.columns]
      needed[index] = isNeeded && overlay.visible[index]
    }
    return (Self.rectangles(of: needed, on: cells, within: overlay.visible), needed == overlay.visible)
  }

  /// Few rectangles that cover all the wanted cells and none but the allowed ones.
  static func rectangles(of wanted: [Bool], on cells: Rectangle, within allowed: [Bool]? = nil) -> [Rectangle] {
    let allowed = allowed ?? wanted
    func isAllowed(_ part: Rectangle) -> Bool {
      (part.row..<part.endRow).allSatisfy { row in
        let start = (row - cells.row) * cells.columns - cells.column
        return (part.column..<part.endColumn).allSatisfy { allowed[start + $0] }
      }
    }
    var parts: [Rectangle] = []
    for row in 0..<cells.rows {
      var start: Int?
      for column in 0...cells.columns {
        let isIn = column < cells.columns && wanted[row * cells.columns + column]
        if isIn, start == nil { start = column }
        guard !isIn, let first = start else { continue }
        start = nil
        var part = Rectangle(column: cells.column + first, row: cells.row + row, columns: column - first, rows: 1)
        // Joined with what it touches, where that adds few cells.
        while let index = parts.lastIndex(where: { other in
          let both = other.union(part)
          return both.columns * both.rows <= 2 * (other.columns * other.rows + part.columns * part.rows)
            && other.endRow >= part.row && isAllowed(both)
        }) {
          part = part.union(parts.remove(at: index))
        }
        parts.append(part)
      }
    }
    return parts
  }

  // MARK: - Sending

  private mutating func send(
    _ parts: [Rectangle], isWhole: Bool, of entry: inout Entry, in capabilities: Capabilities, _ used: inout Set<Int>,
    _ plan: inout Plan
  ) {
    guard !parts.isEmpty else { return }
    let overlay = entry.overlay
    switch overlay.content {
    case .cells(let block):
      plan.bytes += parts.flatMap { Overlay.bytes(of: block, on: overlay.cells, in: $0) }
    case .picture(let request, let encoded):
      guard let pictures else { return }
      let isWhole = isWhole || entry.pieces.count + parts.count > Self.mostPieces
      let parts = isWhole ? Self.rectangles(of: overlay.visible, on: overlay.cells) : parts
      entry.isPatched = !isWhole
      if isWhole {
        plan.gone += entry.pieces.map(\.id)
        entry.pieces = []
      }
      for part in parts.flatMap({ Self.pieces(of: $0, in: capabilities) }) {
        let sheet = Capabilities.PixelSize(
          width: part.columns * capabilities.cell.width, height: part.rows * capabilities.cell.height)
        let data: [UInt8]
        if part == overlay.cells && request.quality != .live {
          data = encoded.bytes
        } else {
          let image = encoded.picture.cropped(
            x: (part.column - overlay.cells.column) * capabilities.cell.width,
            y: (part.row - overlay.cells.row) * capabilities.cell.height, width: sheet.width, height: sheet.height)
          data = pictures.encode(image, quality: request.quality)
        }
        guard !data.isEmpty else { continue }
        order += 1
        let id = (Self.firstPiece...).first { !used.contains($0) } ?? Self.firstPiece
        used.insert(id)
        plan.bytes += pictures.show(data, at: PicturePlace(part, size: sheet), piece: id, order: order)
        entry.pieces.append(Piece(id: id, cells: part))
      }
    }
  }

  /// A part cut into pieces that the terminal takes.
  private static func pieces(of part: Rectangle, in capabilities: Capabilities) -> [Rectangle] {
    let limit = capabilities.pictureLimit
    let columns = max(limit.width / capabilities.cell.width, 1)
    let rows = max(limit.height / capabilities.cell.height, 1)
    guard part.columns > columns || part.rows > rows else { return [part] }
    return stride(from: part.row, to: part.endRow, by: rows).flatMap { row in
      stride(from: part.column, to: part.endColumn, by: columns).map { column in
        Rectangle(
          column: column, row: row, columns: min(columns, part.endColumn - column), rows: min(rows, part.endRow - row))
      }
    }
  }
}
