import Pictures
import Studio
import Terminal

/// The page of ideas: today's prompt, and outlines of the domain to trace or to finish.
package struct IdeasScreen: StudioLayer {
  package enum Action: Hashable, Sendable {
    case takePrompt, nextPrompt
    /// Marks an outline; the marked one is traced.
    case select(Int)
    /// Gives an outline to trace, or half of one to complete.
    case trace, finishHalf
    case nextDomain, back
    /// Shows the user's own pictures.
    case ownPicture
    /// Goes on to faces that nobody has.
    case surpriseFace
  }

  package static let entry = ScreenEntry(.ideas, "b", .ideas) { bench in
    let effects = bench.liftPen()
    bench.notice = Notice(.ideasHint)
    return effects + [.lookAtCalendar] + .show(IdeasScreen())
  }

  /// Nil until the calendar was looked at.
  private var today: CalendarDay?
  /// How many ideas further than today's the page shows.
  private(set) var ahead = 0
  /// Index of the chosen outline among those of the domain.
  package private(set) var selected = 0
  /// The domain whose outlines are seen, once somebody has leafed on; else it is the idea's own.
  private var leafedTo: Int?

  package init() {}

  /// The idea on the page.
  package func shownPrompt(_ bench: Workbench) -> Prompt? {
    today.flatMap { bench.surroundings.library.prompts[$0.number + ahead] }
  }

  /// Index of the domain whose outlines are seen: the idea's own, unless somebody has leafed on or it is not here.
  func domainIndex(_ bench: Workbench) -> Int {
    leafedTo ?? shownPrompt(bench).flatMap { bench.domains.index(named: $0.domain) } ?? bench.domains.index
  }

  /// The outlines of that domain.
  func starters(_ bench: Workbench) -> [Starter] {
    let index = domainIndex(bench)
    guard bench.domains.canChoose(index) else { return [] }
    return bench.surroundings.library.starters[bench.domains.all[index].name] ?? []
  }

  private func chosenStarter(_ bench: Workbench) -> Starter? {
    let starters = starters(bench)
    return starters.indices.contains(selected) ? starters[selected] : nil
  }

  package func bindings(_ bench: Workbench) -> [Binding<Action>] {
    let own =
      (bench.surroundings.picturesFolder == nil ? [] : [Binding(Action.ownPicture, "p", .ownPicture)])
      + (bench.surroundings.faces == nil ? [] : [Binding(Action.surpriseFace, "s", .surpriseFace)])
    return [
      Binding(.takePrompt, "t", .takePrompt),
      Binding(.nextPrompt, "o", .nextPrompt),
      Binding(.trace, .enter, .trace, also: [.character(" ")]),
      Binding(.finishHalf, "f", .finishHalf),
    ] + own + [
      Binding(.nextDomain, "d", .nextDomain),
      Binding(.back, .escape, .back, also: [.character("b"), .character("q"), .control("c")]),
    ]
  }

  package func buttons(_ bench: Workbench) -> [Button<Action>] {
    let count = starters(bench).count
    let layout = layout(bench)
    let first = layout.first(selected)
    let tiles = zip(layout.tiles, first..<max(count, first)).map { Button(Action.select($1), $0, label: "") }
    return tiles + commandButtons(bench)
  }

  func layout(_ bench: Workbench) -> IdeasLayout {
    IdeasLayout(bench.capabilities, count: starters(bench).count, buttons: bindings(bench).count)
  }

  func commandButtons(_ bench: Workbench) -> [Button<Action>] {
    let layout = layout(bench)
    return ButtonRow.place(bindings(bench), in: layout.buttonArea, bench).map { button in
      var button = button
      switch button.action {
      case .takePrompt:
        button.look = .primary
        button.isEnabled = shownPrompt(bench) != nil
      case .nextPrompt: button.isEnabled = shownPrompt(bench) != nil
      case .trace, .finishHalf: button.isEnabled = chosenStarter(bench) != nil
      case .nextDomain: button.isEnabled = bench.domains.usableCount > 1
      case .select, .ownPicture, .surpriseFace, .back: break
      }
      return button
    }
  }

  // MARK: - Update

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    switch action {
    case .takePrompt: return takePrompt(&bench)
    case .nextPrompt:
      ahead += 1
      leafedTo = nil
      selected = 0
      return []
    case .trace: return trace(&bench)
    case .finishHalf: return finishHalf(&bench)
    case .select(let index):
      if index == selected { return trace(&bench) }
      select(index, &bench)
      return []
    case .nextDomain:
      guard bench.domains.usableCount > 0 else {
        bench.notice = Notice(.noDomain)
        return []
      }
      selected = 0
      let next = (domainIndex(bench) + 1) % bench.domains.usableCount
      leafedTo = next
      bench.notice = Notice(.domainChosen, ["domain": bench.title(of: bench.domains.all[next])])
      return []
    case .ownPicture: return OwnPictureScreen.open(&bench)
    case .surpriseFace: return SurpriseFaceScreen.open(&bench)
    case .back: return DrawingScreen.reopen(&bench)
    }
  }

  package mutating func key(_ key: Key, _ bench: inout Workbench) -> Outcome {
    let steps: [Key: Int] = [.left: -1, .up: -1, .right: 1, .down: 1, .tab: 1]
    if let step = steps[key] { select(selected + step, &bench) }
    return []
  }

  package mutating func receive(_ answer: StudioAnswer, _ bench: inout Workbench) -> Outcome {
    switch answer {
    case .today(let day): today = day
    case .galleryPage, .creation, .trashed, .restored, .favourite, .record, .failed, .job, .cartoonKept: break
    }
    return []
  }

  private mutating func select(_ index: Int, _ bench: inout Workbench) {
    let count = starters(bench).count
    guard count > 0 else { return }
    selected = (index % count + count) % count
    if let starter = chosenStarter(bench) {
      bench.notice = Notice(.starterChosen, ["starter": starter.titles.text(bench.texts.language)])
    }
  }

  /// The child draws the idea on a clean page, in its domain where that is at hand.
  private func takePrompt(_ bench: inout Workbench) -> Outcome {
    guard let prompt = shownPrompt(bench) else { return [] }
    var effects = bench.domains.index(named: prompt.domain).map { bench.choose(domain: $0) } ?? []
    effects += bench.freshPage()
    bench.canvas.prompt = prompt
    bench.notice = Notice(.promptTaken, ["prompt": prompt.words.text(bench.texts.language)])
    return effects + [.journal(.prompt(prompt.id))] + .show(DrawingScreen())
  }

  private func trace(_ bench: inout Workbench) -> Outcome {
    guard let starter = chosenStarter(bench) else { return [] }
    let domain = domainIndex(bench)
    let other = domain == bench.domains.index ? [] : bench.choose(domain: domain)
    let effects = other + bench.freshPage()
    bench.canvas.outline = starter.outline
    bench.notice = Notice(.tracing)
    return effects + .show(DrawingScreen())
  }

  /// Lays half of an outline on a clean page, after a question where a drawing would have to go for it.
  private func finishHalf(_ bench: inout Workbench) -> Outcome {
    guard let starter = chosenStarter(bench) else { return [] }
    let index = domainIndex(bench)
    return ReplaceDialog.Replacement.half(starter, domain: index).place(&bench)
  }
}

extension ScreenEntry.ID {
  package static let ideas: Self = "ideas"
}
