import Terminal

/// An action with the key that does it and the word on its button.
package struct Binding<Action> {
  package let action: Action
  package let key: Key
  /// Further keys that do the same; the button does not mention them.
  package let alsoKeys: [Key]
  /// Nil where the button shows something else, such as a crayon's sign.
  package let label: TextKey?

  package init(_ action: Action, _ key: Key, _ label: TextKey?, also alsoKeys: [Key] = []) {
    self.action = action
    self.key = key
    self.alsoKeys = alsoKeys
    self.label = label
  }

  package init(_ action: Action, _ letter: Character, _ label: TextKey?, also alsoKeys: [Key] = []) {
    self.init(action, .character(letter), label, also: alsoKeys)
  }

  /// The same keys ask for help wherever there is some.
  static func help(_ action: Action) -> Binding {
    Binding(action, "h", .help, also: [.character("?"), .function(1)])
  }

  /// Whether a pressed key means this binding; capital letters count as small ones.
  package func answers(to pressed: Key) -> Bool {
    let plain = pressed.withoutCapital
    return key == plain || alsoKeys.contains(plain)
  }

  /// The same keys for another action.
  package func map<Other>(_ change: (Action) -> Other) -> Binding<Other> {
    Binding<Other>(change(action), key, label, also: alsoKeys)
  }
}

extension Binding: Equatable where Action: Equatable {}
extension Binding: Hashable where Action: Hashable {}
extension Binding: Sendable where Action: Sendable {}

extension Key {
  /// The key itself, a capital letter as the small one: caps lock must not silence the keyboard.
  var withoutCapital: Key {
    guard case .character(let character) = self, let small = character.lowercased().first else { return self }
    return .character(small)
  }

  /// What is printed for the key on a button.
  package func cap(ascii: Bool) -> String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): character.uppercased()
    case .enter: ascii ? "Ent" : "↵"
    case .escape: "Esc"
    case .tab, .backTab: "Tab"
    case .backspace, .delete: "Del"
    case .insert: "Ins"
    case .up: ascii ? "^" : "↑"
    case .down: ascii ? "v" : "↓"
    case .left: ascii ? "<" : "←"
    case .right: ascii ? ">" : "→"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .function(let number): "F\(number)"
    case .control(let character): "^\(character.uppercased())"
    }
  }
}
