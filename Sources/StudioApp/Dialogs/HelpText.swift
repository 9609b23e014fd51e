import Studio
import Terminal

/// What the help says about the screen it was asked on: some sentences, then every key that has a word.
enum HelpText {
  static func lines(_ state: StudioState) -> [String] {
    sentences(state.screen).map { state.texts[$0] } + table(bindings(state), state)
  }

  private static func sentences(_ screen: StudioScreen) -> [TextKey] {
    switch screen {
    case .gallery: [.helpWall, .helpFilters, .helpFavourites, .helpRemix, .helpBin, .helpEscape]
    case .picker: [.helpPick, .helpAbout, .helpEscape]
    default: [.helpDraw, .helpKeys, .helpShapes, .helpChips, .helpMagic, .helpLive, .helpBack]
    }
  }

  private static func bindings(_ state: StudioState) -> [Binding] {
    switch state.screen {
    case .gallery: GalleryScreen.bindings(state)
    case .picker: PickerScreen.bindings(state)
    default: DrawingScreen.bindings(state)
    }
  }

  /// Every key that has a word, side by side as many as the dialog is wide.
  private static func table(_ bindings: [Binding], _ state: StudioState) -> [String] {
    let ascii = state.capabilities.unicode == .ascii
    let width = 12
    let perLine = max(DialogBox.innerWidth(state.capabilities) / width, 1)
    let cells = bindings.compactMap { binding -> String? in
      guard let label = binding.label else { return nil }
      return binding.key.cap(ascii: ascii) + " " + state.texts[label]
    }
    return stride(from: 0, to: cells.count, by: perLine).map { first in
      cells[first..<min(first + perLine, cells.count)].map { cell in
        cell + String(repeating: " ", count: max(width - CharacterWidth.cells(of: cell), 1))
      }.joined()
    }.map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
  }
}
