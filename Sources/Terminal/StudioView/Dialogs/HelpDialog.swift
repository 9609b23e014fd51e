/// One page that says what the keys do.
package enum HelpDialog {
  package static func bindings(_ state: StudioState) -> [Binding] {
    [
      Binding(
        .back, .escape, .close,
        also: [.enter, .character("h"), .character("?"), .character("q"), .character(" "), .control("c"), .function(1)])
    ]
  }

  package static func box(_ state: StudioState) -> DialogBox {
    let keys: [TextKey] = [
      .helpDraw, .helpKeys, .helpTools, .helpUndo, .helpMagic, .helpLive, .helpKeep, .helpIdeas, .helpBack,
    ]
    return DialogBox(
      heading: state.texts[.helpHeading], text: keys.map { state.texts[$0] }, bindings: bindings(state), state)
  }

  package static func perform(_ action: StudioAction, _ state: inout StudioState) -> [StudioEffect] {
    if action == .back { state.dialog = nil }
    return []
  }
}
