import Pictures
import Studio
import Terminal

/// The user's own pictures, of which one becomes lines: to colour in and draw on with, or to trace.
package struct OwnPictureScreen: StudioLayer {
  package enum Action: Hashable, Sendable {
    /// Marks a picture; the marked one becomes lines.
    case select(Int)
    /// Lines as a drawing, or faintly below one.
    case takeLines, trace
    /// Makes a cartoon of it.
    case cartoon
    case scrollUp, scrollDown
    /// Calls the search for lines off.
    case stop
    case back
  }

  package private(set) var wall: OwnPictureWall
  private var search = OutlineSearch()
  /// The request for lines that has not been answered.
  package var request: OutlineRequest? { search.request }

  private init(_ wall: OwnPictureWall) {
    self.wall = wall
  }

  /// Shows the pictures of the user's folder.
  static func open(_ bench: inout Workbench) -> Outcome {
    guard let folder = bench.surroundings.picturesFolder else { return [] }
    bench.notice = Notice(.ownPictureHint)
    let screen = OwnPictureScreen(OwnPictureWall(folder: folder))
    return [.run(AnyJob(ListPictures(folder: folder)))] + .show(screen)
  }

  /// Back at the wall as it was left.
  static func reopen(_ wall: OwnPictureWall, _ bench: inout Workbench) -> Outcome {
    bench.notice = Notice(.ownPictureHint)
    return .show(OwnPictureScreen(wall))
  }

  package func bindings(_ bench: Workbench) -> [Binding<Action>] {
    guard request == nil else { return OutlineSearch.bindings(.stop) }
    let scrolling: [Binding<Action>] =
      wall.layout(bench.capabilities).scrollBar.isEmpty
      ? [] : [Binding(.scrollUp, .pageUp, .up), Binding(.scrollDown, .pageDown, .down)]
    let cartoon = bench.surroundings.cartoons == nil ? [] : [Binding(Action.cartoon, "c", .cartoon)]
    let lines: [Binding<Action>] = [
      Binding(.takeLines, .enter, .takeLines, also: [.character(" ")]), Binding(.trace, "t", .trace),
    ]
    let leaving = Binding(Action.back, .escape, .back, also: [.character("b"), .character("q"), .control("c")])
    return lines + cartoon + [leaving] + scrolling
  }

  // MARK: - Update

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    let capabilities = bench.capabilities
    switch action {
    case .select(let index):
      // A press on the marked picture takes it: no double click, and no need to find the button.
      if index == wall.selected { return find(.draw, &bench) }
      return wall.choose(index, capabilities)
    case .takeLines: return find(.draw, &bench)
    case .trace: return find(.trace, &bench)
    case .cartoon: return CartoonScreen.open(wall, &bench)
    case .scrollUp: return wall.scroll(-wall.layout(capabilities).shownRows, capabilities)
    case .scrollDown: return wall.scroll(wall.layout(capabilities).shownRows, capabilities)
    case .stop: return search.stop(&bench)
    case .back:
      bench.notice = Notice(.ideasHint)
      return [.lookAtCalendar] + .show(IdeasScreen())
    }
  }

  package mutating func key(_ key: Key, _ bench: inout Workbench) -> Outcome {
    guard request == nil else { return [] }
    let perRow = wall.layout(bench.capabilities).perRow
    let last = wall.count - 1
    let steps: [Key: Int] = [
      .left: -1, .backTab: -1, .right: 1, .tab: 1, .up: -perRow, .down: min(perRow, max(last - wall.selected, 0)),
      .home: -wall.selected, .end: last - wall.selected,
    ]
    return steps[key].map { wall.choose(wall.selected + $0, bench.capabilities) } ?? []
  }

  package mutating func mouse(_ event: MouseEvent, _ bench: inout Workbench) -> Outcome {
    guard request == nil else { return [] }
    switch event.action {
    case .wheelUp: return wall.scroll(-1, bench.capabilities)
    case .wheelDown: return wall.scroll(1, bench.capabilities)
    case .press, .drag, .release, .move: return []
    }
  }

  package mutating func resized(_ bench: inout Workbench) -> Outcome { wall.resized(bench.capabilities) }

  package mutating func receive(_ answer: StudioAnswer, _ bench: inout Workbench) -> Outcome {
    guard case .job(let answer) = answer else { return [] }
    switch answer.value {
    case let album as PictureAlbum: return wall.listed(album, bench.capabilities)
    case let thumbnail as ReadThumbnail.Answer: return wall.read(thumbnail, bench.capabilities)
    case let outline as OutlineAnswer: return search.heard(outline, &bench)
    default: return []
    }
  }

  private mutating func find(_ purpose: OutlineSearch.Purpose, _ bench: inout Workbench) -> Outcome {
    wall.selectedFile.map { search.find(.file($0.path), purpose, &bench) } ?? []
  }
}
