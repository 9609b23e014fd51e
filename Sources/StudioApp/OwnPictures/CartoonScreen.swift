import Pictures
import Studio
import Terminal

/// A cartoon of one of the user's pictures, to be kept or to become lines.
///
/// Keeping it keeps nothing of the photograph unless somebody says so: it may show a person.
package struct CartoonScreen: StudioLayer {
  package enum Action: Hashable, Sendable {
    case keep
    /// Whether a small copy of the photograph is kept with it.
    case withPhotograph
    /// Lines as a drawing, or faintly below one.
    case takeLines, trace
    /// Calls the search for lines off.
    case stop
    case back
  }

  /// The wall that the photograph is on.
  private var wall: OwnPictureWall
  private let path: String
  /// Nil while it is being made.
  package private(set) var made: PictureCartoon?
  package private(set) var keepsPhotograph = false
  package private(set) var keeping = ShownPicture.Keeping.no
  package private(set) var search = OutlineSearch()

  private init(_ wall: OwnPictureWall, _ path: String) {
    self.wall = wall
    self.path = path
  }

  static func open(_ wall: OwnPictureWall, _ bench: inout Workbench) -> Outcome {
    guard let file = wall.selectedFile, let source = bench.surroundings.cartoons else { return [] }
    bench.notice = Notice(.makingCartoon)
    return [.run(AnyJob(MakeCartoon(path: file.path, source: source)))] + .show(CartoonScreen(wall, file.path))
  }

  package func bindings(_ bench: Workbench) -> [Binding<Action>] {
    guard search.request == nil else { return OutlineSearch.bindings(.stop) }
    return [
      Binding(.keep, "k", .keep),
      Binding(.withPhotograph, "p", .withPhotograph),
      Binding(.takeLines, .enter, .takeLines, also: [.character(" ")]),
      Binding(.trace, "t", .trace),
      Binding(.back, .escape, .back, also: [.character("b"), .character("q"), .control("c")]),
    ]
  }

  package func buttons(_ bench: Workbench) -> [Button<Action>] {
    ButtonRow.place(bindings(bench), in: GalleryLayout(bench.capabilities).buttonArea, bench).map { button in
      var button = button
      switch button.action {
      case .keep:
        button.look = .primary
        button.isEnabled = made != nil && keeping == .no
      case .withPhotograph:
        button.isChosen = keepsPhotograph
        button.isEnabled = made != nil && keeping == .no
      case .takeLines, .trace: button.isEnabled = made != nil
      case .stop: button.look = .primary
      case .back: break
      }
      return button
    }
  }

  // MARK: - Update

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    switch action {
    case .keep: return keep(&bench)
    case .withPhotograph:
      guard made != nil, keeping == .no else { return [] }
      keepsPhotograph.toggle()
      bench.notice = Notice(keepsPhotograph ? .photographKept : .photographNotKept)
      return []
    case .takeLines: return find(.draw, &bench)
    case .trace: return find(.trace, &bench)
    case .stop: return search.stop(&bench)
    case .back: return OwnPictureScreen.reopen(wall, &bench)
    }
  }

  package mutating func resized(_ bench: inout Workbench) -> Outcome { wall.resized(bench.capabilities) }

  package mutating func receive(_ answer: StudioAnswer, _ bench: inout Workbench) -> Outcome {
    switch answer {
    case .failed where keeping == .asked: keeping = .no
    case .cartoonKept where keeping == .asked:
      keeping = .done
      bench.notice = Notice(.kept)
    case .job(let answer):
      switch answer.value {
      case let made as MakeCartoon.Answer where made.path == path && self.made == nil: return hear(made.result, &bench)
      case let outline as OutlineAnswer: return search.heard(outline, &bench)
      // The wall goes on reading, and is whole when it is seen again.
      case let thumbnail as ReadThumbnail.Answer: return wall.read(thumbnail, bench.capabilities)
      default: break
      }
    default: break
    }
    return []
  }

  private mutating func hear(
    _ result: Result<PictureCartoon, OwnPictureProblem>, _ bench: inout Workbench
  ) -> Outcome {
    switch result {
    case .success(let cartoon):
      made = cartoon
      bench.notice = Notice(.cartoonHint)
      return []
    case .failure(let problem):
      let outcome = OwnPictureScreen.reopen(wall, &bench)
      bench.notice = .problem(bench.texts[problem.textKey])
      return outcome
    }
  }

  private mutating func keep(_ bench: inout Workbench) -> Outcome {
    guard let made else { return [] }
    guard keeping == .no else {
      if keeping == .done { bench.notice = Notice(.keptAlready) }
      return []
    }
    keeping = .asked
    bench.notice = Notice(.keeping)
    let domain = bench.surroundings.cartoons?.object.name ?? ""
    return [.keepCartoon(made, domain: domain, withPhotograph: keepsPhotograph, bench.artist)]
  }

  private mutating func find(_ purpose: OutlineSearch.Purpose, _ bench: inout Workbench) -> Outcome {
    made.map { search.find(.picture($0.cartoon), purpose, &bench) } ?? []
  }

  // MARK: - Render

  package func render(_ bench: Workbench, _ painter: inout Painter) {
    let layout = GalleryLayout(bench.capabilities)
    let theme = painter.theme
    let columns = painter.grid.columns
    painter.text(bench.texts[.cartoonHeading], column: 1, row: 0, width: columns - 2, style: theme.heading)
    let area = Rectangle(column: 0, row: 1, columns: columns, rows: layout.buttonArea.row - 1)
    let frames = SquareFrame.pair(in: area, bench.capabilities.cell)
    painter.isProvisional = made == nil
    if let left = frames.left { show(made?.photograph, .photographHeading, left, bench, &painter) }
    show(made?.cartoon, .pictureHeading, frames.right, bench, &painter)
    for button in buttons(bench) { painter.button(button) }
    painter.notice(bench, row: layout.messageRow)
  }

  private func show(
    _ image: Image?, _ heading: TextKey, _ frame: Rectangle, _ bench: Workbench, _ painter: inout Painter
  ) {
    painter.framed(
      image, heading: bench.texts[heading], in: frame, generation: 0, otherwise: bench.texts[.loading])
  }
}
