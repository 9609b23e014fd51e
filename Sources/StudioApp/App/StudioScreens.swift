import Terminal

/// Where the screens of the studio are named: each once.
package enum StudioScreens {
  /// What can be opened from the canvas, in the order of its keys in the help.
  package static let all: [ScreenEntry] = [
    GalleryScreen.entry, ArtistsDialog.entry, PickerScreen.entry, IdeasScreen.entry,
  ]
}

/// How a screen is opened from the canvas: by a key and a button.
package struct ScreenEntry: Equatable, Sendable {
  /// Tells the entries apart; also says where the layout has a place for the button.
  package let id: ID
  package let key: Key
  /// The word on the button.
  package let label: TextKey
  /// Makes the screen and asks for what it shows first.
  package let open: @Sendable (inout Workbench) -> Outcome

  package struct ID: Hashable, Sendable, ExpressibleByStringLiteral {
    package let name: String

    package init(stringLiteral name: String) {
      self.name = name
    }
  }

  package init(
    _ id: ID, _ key: Character, _ label: TextKey, open: @escaping @Sendable (inout Workbench) -> Outcome
  ) {
    self.id = id
    self.key = .character(key)
    self.label = label
    self.open = open
  }

  package static func == (left: ScreenEntry, right: ScreenEntry) -> Bool { left.id == right.id }
}
