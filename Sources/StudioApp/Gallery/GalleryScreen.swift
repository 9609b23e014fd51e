import Pictures
import Studio
import Terminal

/// The wall of kept pictures, and the trash behind it.
package struct GalleryScreen: StudioLayer {
  package enum Action: Hashable, Sendable {
    /// Chooses a picture, counted from the newest; the chosen one is opened.
    case select(Int)
    case open, editAgain, moveToTrash, restore
    /// Hangs a picture on the wall of favourites, or takes it down from there.
    case favourite
    case slideshow
    /// From the gallery to its trash and back.
    case showTrash
    /// Goes on to the next choice of a filter.
    case filter(GalleryFacet)
    case scrollUp, scrollDown
    case stickers, artists, help, back
  }

  /// What becomes of the creation on its way.
  private enum Purpose: Hashable, Sendable { case show, draw, slideshow }

  package static let entry = ScreenEntry(.gallery, "g", .gallery) { bench in bench.liftPen() + open(&bench) }

  private static let help: [TextKey] = [
    .helpWall, .helpFilters, .helpFavourites, .helpRemix, .helpBin, .helpEscape,
  ]

  package private(set) var wall: GalleryWall
  private var purpose = Purpose.show

  init(_ wall: GalleryWall) {
    self.wall = wall
  }

  /// Shows the gallery, newest pictures first.
  static func open(_ bench: inout Workbench, filter: GalleryFilter = GalleryFilter()) -> Outcome {
    bench.translation.isInFront = false
    bench.notice = Notice(.galleryHint)
    var screen = GalleryScreen(GalleryWall(filter))
    return screen.wall.load(bench.capabilities) + .show(screen)
  }

  /// Back to the wall from one of its pictures.
  static func reopen(_ wall: GalleryWall, _ bench: inout Workbench) -> Outcome {
    bench.notice = Notice(wall.inTrash ? .trashHint : .galleryHint)
    return .show(GalleryScreen(wall))
  }

  package func bindings(_ bench: Workbench) -> [Binding<Action>] {
    let change: [Binding<Action>] =
      wall.inTrash
      ? [Binding(.restore, "r", .restore)]
      : [
        Binding(.favourite, "f", .favourite),
        Binding(.editAgain, "e", .editAgain),
        Binding(.slideshow, "p", .slideshow),
        Binding(.moveToTrash, "x", .moveToTrash, also: [.delete]),
      ]
    let scrolling: [Binding<Action>] =
      wall.layout(bench.capabilities).scrollBar.isEmpty
      ? [] : [Binding(.scrollUp, .pageUp, .up), Binding(.scrollDown, .pageDown, .down)]
    let others: [Binding<Action>] = [
      Binding(.showTrash, "t", wall.inTrash ? .gallery : .showTrash),
      Binding(.stickers, "s", .stickers),
      Binding(.artists, "y", .artists),
      .help(.help),
      Binding(.back, .escape, .back, also: [.character("g"), .character("q"), .control("c")]),
    ]
    return [Binding(.open, .enter, .open, also: [.character(" ")])] + change + others + scrolling
      + GalleryFacet.allCases.map(\.binding)
  }

  // MARK: - Update

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    let capabilities = bench.capabilities
    let chosen = wall.selectedItem?.creation
    switch action {
    case .select(let index):
      // A press on the chosen picture opens it: no double click, and no need to find the button.
      if index == wall.selected { return chosen.map { [.loadCreation($0.id)] } ?? [] }
      return wall.choose(index, capabilities)
    case .open: return chosen.map { [.loadCreation($0.id)] } ?? []
    case .editAgain:
      guard let chosen else { return [] }
      purpose = .draw
      return [.loadCreation(chosen.id)]
    case .slideshow:
      guard let chosen else { return [] }
      purpose = .slideshow
      bench.notice = Notice(.slideshowHint)
      return [.loadCreation(chosen.id)]
    case .favourite: return chosen.map { [.setFavourite($0.id, !$0.isFavourite)] } ?? []
    case .moveToTrash: return chosen.map { [.moveToTrash($0.id)] } ?? []
    case .restore: return chosen.map { [.restore($0.id)] } ?? []
    case .showTrash: return show(GalleryFilter(inTrash: !wall.inTrash), &bench)
    case .filter(let facet):
      let choices = wall.page?.choices ?? GalleryChoices()
      return show(facet.next(wall.filter, among: choices), by: facet, &bench)
    case .scrollUp: return wall.scroll(-wall.layout(capabilities).shownRows, capabilities)
    case .scrollDown: return wall.scroll(wall.layout(capabilities).shownRows, capabilities)
    case .stickers: return StickersScreen.open(&bench)
    case .artists: return .push(ArtistsDialog())
    case .help: return .push(HelpDialog(Self.help, bindings(bench)))
    case .back:
      if wall.inTrash || wall.filter.isNarrow { return show(GalleryFilter(), &bench) }
      return DrawingScreen.reopen(&bench)
    }
  }

  package mutating func key(_ key: Key, _ bench: inout Workbench) -> Outcome {
    let perRow = wall.layout(bench.capabilities).perRow
    let last = wall.total - 1
    // From above a row that is not full, down leads to its last picture.
    let isAbove = wall.selected / perRow < last / perRow
    let down = isAbove ? min(perRow, last - wall.selected) : perRow
    let steps: [Key: Int] = [
      .left: -1, .backTab: -1, .right: 1, .tab: 1, .up: -perRow, .down: down, .home: -wall.selected,
      .end: last - wall.selected,
    ]
    return steps[key].map { wall.choose(wall.selected + $0, bench.capabilities) } ?? []
  }

  package mutating func mouse(_ event: MouseEvent, _ bench: inout Workbench) -> Outcome {
    switch event.action {
    case .wheelUp: wall.scroll(-1, bench.capabilities)
    case .wheelDown: wall.scroll(1, bench.capabilities)
    case .press, .drag, .release, .move: []
    }
  }

  package mutating func resized(_ bench: inout Workbench) -> Outcome { wall.resized(bench.capabilities) }

  package mutating func receive(_ answer: StudioAnswer, _ bench: inout Workbench) -> Outcome {
    switch answer {
    case .galleryPage(let page): return wall.loaded(page, bench.capabilities) ?? []
    case .creation(let opened):
      switch purpose {
      case .show: return CreationScreen.open(opened, wall, &bench)
      case .draw:
        purpose = .show
        return ReplaceDialog.Replacement.remix(opened).place(&bench)
      case .slideshow: return CreationScreen.open(opened, wall, isSlideshow: true, &bench)
      }
    case .trashed: return reload(.trashed, &bench)
    case .restored: return reload(.restored, &bench)
    case .favourite(let id, let isFavourite):
      bench.notice = Notice(isFavourite ? .loved : .unloved)
      return wall.changedFavourite(id, isFavourite, bench.capabilities)
    case .failed:
      purpose = .show
      wall.forgetQuery()
      return []
    case .today, .record, .job, .cartoonKept: return []
    }
  }

  /// Pictures have changed: what is on the wall is read again.
  private mutating func reload(_ notice: TextKey, _ bench: inout Workbench) -> Outcome {
    bench.notice = Notice(notice)
    purpose = .show
    return wall.load(bench.capabilities)
  }

  /// Other pictures come onto the wall.
  private mutating func show(
    _ filter: GalleryFilter, by facet: GalleryFacet? = nil, _ bench: inout Workbench
  ) -> Outcome {
    guard filter != wall.filter else { return [] }
    let choices = filter.inTrash == wall.filter.inTrash ? wall.page?.choices : nil
    self = GalleryScreen(GalleryWall(filter))
    bench.notice = Notice(wall.inTrash ? .trashHint : .galleryHint)
    if let words = facet?.value(filter, bench) { bench.notice = Notice(.filtered, ["value": words]) }
    let effects = wall.load(bench.capabilities)
    if let choices { wall.keepChoices(choices) }
    return effects
  }
}

extension ScreenEntry.ID {
  package static let gallery: Self = "gallery"
}
