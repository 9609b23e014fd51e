import Pictures

/// Who drew a picture: an animal and a colour. No names are asked.
package struct Artist: Hashable, Codable, Sendable {
  /// The animals to choose from.
  package enum Animal: String, Hashable, Codable, Sendable, CaseIterable {
    case panda, cat, dog, fox, rabbit, bear, lion, frog, penguin, owl, whale, turtle

    /// One picture character, two cells wide.
    package var emoji: Character {
      switch self {
      case .panda: "🐼"
      case .cat: "🐱"
      case .dog: "🐶"
      case .fox: "🦊"
      case .rabbit: "🐰"
      case .bear: "🐻"
      case .lion: "🦁"
      case .frog: "🐸"
      case .penguin: "🐧"
      case .owl: "🦉"
      case .whale: "🐳"
      case .turtle: "🐢"
      }
    }
  }

  package var animal: Animal
  package var colour: CrayonColour

  /// As files and the command line write it, such as `blue-panda`.
  package var word: String { "\(colour)-\(animal.rawValue)" }

  package init(_ animal: Animal = .panda, _ colour: CrayonColour = .blue) {
    self.animal = animal
    self.colour = colour
  }
}
