import Pictures
import Studio
import Terminal

/// What can be pressed: pictures, filters, the bar that scrolls, and the buttons below.
extension GalleryScreen {
  package func buttons(_ bench: Workbench) -> [Button<Action>] {
    let layout = wall.layout(bench.capabilities)
    let first = wall.top * layout.perRow
    let tiles = zip(layout.tiles, first..<max(wall.total, first)).map { Button(Action.select($1), $0, label: "") }
    var invitation: [Button<Action>] = []
    if layout.invites, tiles.count < layout.tiles.count {
      invitation = [Button(.back, layout.tiles[tiles.count], label: "")]
    }
    return tiles + invitation + scrollButtons(bench, layout) + filterButtons(bench) + commandButtons(bench)
  }

  /// Up and down at the ends of the bar beside the wall.
  func scrollButtons(_ bench: Workbench, _ layout: GalleryLayout) -> [Button<Action>] {
    ScrollBar(layout.scrollBar).buttons(
      up: .scrollUp, down: .scrollDown, isTop: wall.top == 0, isEnd: wall.top >= wall.lastTop(layout), bench)
  }

  /// The filters side by side above the wall: in words where there is room, else by their signs.
  func filterButtons(_ bench: Workbench) -> [Button<Action>] {
    let area = GalleryLayout(bench.capabilities).filterArea
    let theme = Theme(bench.capabilities)
    let choices = wall.page?.choices ?? GalleryChoices()
    func place(_ label: (GalleryFacet) -> String) -> [Button<Action>]? {
      var column = area.column + 1
      var buttons: [Button<Action>] = []
      for facet in GalleryFacet.allCases {
        var button = Button(
          facet.binding, Rectangle(column: column, row: area.row, columns: 0, rows: 1), bench.texts,
          ascii: theme.isASCII)
        button.label = label(facet)
        button.look = .answer
        button.isChosen = facet.isSet(in: wall.filter) && facet != .everything
        button.isEnabled = facet.isUseful(wall.filter, choices)
        button.rectangle.columns = button.contentWidth + 2
        column += button.rectangle.columns + 1
        buttons.append(button)
      }
      return column - 1 <= area.endColumn ? buttons : nil
    }
    let inWords = place { facet in
      let word = facet.binding.label.map { bench.texts[$0] } ?? ""
      return facet.value(wall.filter, bench) ?? "\(facet.sign(theme)) \(word)"
    }
    let inShort = { place { $0.value(wall.filter, bench).flatMap { $0.count <= 3 ? $0 : nil } ?? $0.sign(theme) } }
    return inWords ?? inShort() ?? place { $0.sign(theme) } ?? []
  }

  /// The buttons below the wall.
  func commandButtons(_ bench: Workbench) -> [Button<Action>] {
    let listed = bindings(bench).filter { binding in
      switch binding.action {
      case .filter, .scrollUp, .scrollDown: false
      case .select, .open, .editAgain, .moveToTrash, .restore, .favourite, .slideshow, .showTrash, .stickers, .artists,
        .help, .back:
        true
      }
    }
    return ButtonRow.place(listed, in: GalleryLayout(bench.capabilities).buttonArea, bench).map { button in
      var button = button
      let needsPicture: [Action] = [.open, .favourite, .editAgain, .slideshow, .moveToTrash, .restore]
      if needsPicture.contains(button.action) { button.isEnabled = wall.selectedItem != nil }
      if button.action == .open { button.look = .primary }
      return button
    }
  }
}
