import Foundation
import Pictures
import Studio

/// One picture of the gallery, as large as the window allows, beside the drawing it came from.
package enum CreationScreen {
  package static func bindings(_ state: StudioState) -> [Binding] {
    let change =
      state.creation?.creation.trashed != nil
      ? [Binding(.restore, "r", .restore)]
      : [
        Binding(.editAgain, "e", .editAgain),
        Binding(.moveToTrash, "x", .moveToTrash, also: [.delete, .backspace]),
      ]
    return change + [
      Binding(.previousPage, .left, .previous, also: [.up, .pageUp]),
      Binding(.nextPage, .right, .next, also: [.down, .pageDown]),
      Binding(.back, .escape, .back, also: [.enter, .character("g"), .character("q"), .control("c")]),
    ]
  }

  package static func buttons(_ state: StudioState) -> [Button] {
    ButtonRow.place(bindings(state), in: GalleryLayout(state.capabilities).buttonArea, state)
  }

  // MARK: - Update

  /// A creation has been read: it is shown, or goes onto the canvas if that was asked for.
  package static func opened(_ creation: CreationState, _ state: inout StudioState) -> [StudioEffect] {
    guard state.screen != .drawing else { return [] }
    state.creation = creation
    if state.gallery.editsWhenOpened {
      state.gallery.editsWhenOpened = false
      return editAgain(&state)
    }
    state.screen = .creation
    state.creationGeneration += 1
    state.notice = Notice(.creationHint)
    return []
  }

  package static func perform(_ action: StudioAction, _ state: inout StudioState) -> [StudioEffect] {
    guard let id = state.creation?.creation.id else {
      state.screen = .gallery
      return []
    }
    switch action {
    case .editAgain: return editAgain(&state)
    case .moveToTrash: return [.moveToTrash(id)]
    case .restore: return [.restore(id)]
    case .previousPage: return leaf(-1, &state)
    case .nextPage: return leaf(1, &state)
    case .back:
      state.screen = .gallery
      state.creation = nil
      state.notice = Notice(state.gallery.inTrash ? .trashHint : .galleryHint)
      return []
    default: return []
    }
  }

  package static func mouse(_ event: MouseEvent, _ state: inout StudioState) -> [StudioEffect] {
    switch event.action {
    case .wheelUp: leaf(-1, &state)
    case .wheelDown: leaf(1, &state)
    default: []
    }
  }

  private static func leaf(_ step: Int, _ state: inout StudioState) -> [StudioEffect] {
    let before = state.gallery.selectedItem?.id
    let effects = GalleryScreen.move(step, &state)
    if !effects.isEmpty {
      state.gallery.opensWhenLoaded = true
      return effects
    }
    guard let item = state.gallery.selectedItem, item.id != before else { return [] }
    return [.loadCreation(item.id)]
  }

  /// Puts the creation's strokes onto a new page. What was on the canvas, if unsaved, is not lost: undo brings it back.
  private static func editAgain(_ state: inout StudioState) -> [StudioEffect] {
    guard let creation = state.creation else { return [] }
    state.screen = .drawing
    state.creation = nil
    state.gallery.page = nil
    var effects = state.cancelTranslation()
    state.page += 1
    state.story.remixOf = creation.creation.file
    let isKept = !state.isUnsaved
    if isKept {
      state.drawing = Drawing(strokes: creation.strokes)
      effects.append(.journal(.start(creation.strokes)))
    } else {
      state.drawing.replace(with: creation.strokes)
      effects.append(.journal(.replace(creation.strokes)))
    }
    state.keptRevision = state.drawing.revision
    state.domain = state.domains.firstIndex { $0.name == creation.creation.domain } ?? state.domain
    state.picture = nil
    if let image = creation.picture {
      state.pictureGeneration += 1
      state.picture = ShownPicture(
        image: image, isDraft: false, revision: state.drawing.revision, strokes: creation.strokes,
        domain: creation.creation.domain, generation: state.pictureGeneration,
        milliseconds: creation.creation.translateMilliseconds, lineFollowing: creation.creation.lineFollowing,
        stars: creation.creation.stars, keeping: .done)
    }
    state.notice = Notice(.editing)
    return effects
  }

  // MARK: - Render

  package static func render(_ state: StudioState, _ painter: inout Painter) {
    let layout = GalleryLayout(state.capabilities)
    guard let opened = state.creation else { return }
    let theme = painter.theme
    let columns = painter.grid.columns
    painter.text(
      state.title(ofDomain: opened.creation.domain), column: 1, row: 0, width: columns / 2, style: theme.heading)
    painter.text(
      day(opened.creation.created), column: columns / 2, row: 0, width: columns / 2 - 1, style: theme.quiet,
      align: .right)
    let area = Rectangle(column: 0, row: 1, columns: columns, rows: layout.buttonArea.row - 2)
    let showsSketch = columns >= 70
    let frame = DrawingLayout.squareFrame(
      columns: showsSketch ? (columns - 1) / 2 : columns, rows: area.rows, state.capabilities.cell)
    let place = area.centred(columns: showsSketch ? 2 * frame.columns + 1 : frame.columns, rows: frame.rows)
    let left = Rectangle(column: place.column, row: place.row, columns: frame.columns, rows: frame.rows)
    var right = left
    if showsSketch {
      right.column += frame.columns + 1
      show(opened.sketch, state.texts[.sketchHeading], left, state.creationGeneration * 2, &painter)
    }
    show(opened.picture, state.texts[.pictureHeading], right, state.creationGeneration * 2 + 1, &painter)
    facts(opened.creation, state, row: layout.buttonArea.row - 1, &painter)
    for button in buttons(state) { painter.button(button) }
    painter.notice(state, row: layout.messageRow)
  }

  private static func show(
    _ image: Image?, _ heading: String, _ frame: Rectangle, _ generation: Int, _ painter: inout Painter
  ) {
    painter.box(frame, heading: heading)
    if let image {
      painter.picture(image, in: frame.inset(), generation: generation)
    } else {
      painter.grid.fill(frame.inset(), with: Cell(style: painter.theme.paper))
      painter.paragraph("?", in: frame.inset(), style: painter.theme.paperHint)
    }
  }

  /// Stars and numbers, as many of them as the row has room for.
  private static func facts(_ creation: Creation, _ state: StudioState, row: Int, _ painter: inout Painter) {
    var facts: [String] = []
    if let share = creation.lineFollowing {
      facts.append(state.texts.filled(.followedShort, ["percent": state.percentage(share)]))
    }
    facts.append(state.texts.filled(.strokes, ["count": String(creation.strokeCount)]))
    if let milliseconds = creation.translateMilliseconds {
      let seconds = String(format: "%.1f", milliseconds / 1000)
      facts.append(state.texts.filled(.paintedIn, ["seconds": seconds]))
    }
    let separator = painter.theme.isASCII ? " - " : " · "
    let width = painter.grid.columns - 2
    var line = painter.theme.stars(creation.stars)
    for fact in facts where CharacterWidth.cells(of: line + separator + fact) <= width { line += separator + fact }
    painter.text(line, column: 1, row: row, width: width, style: painter.theme.star, align: .centre)
  }

  /// The day in the user's own time zone.
  private static func day(_ date: Date) -> String {
    date.formatted(Date.ISO8601FormatStyle(timeZone: .current).year().month().day())
  }
}
