/// The eight crayons. Each is told apart by its symbol as well as by its colour.
package enum CrayonColour: Int, Hashable, Codable, Sendable, CaseIterable {
  case red, orange, yellow, green, blue, purple, pink, brown

  /// Red, green and blue, 0…255; chosen so that the nearest of a terminal's 256 colours has the same name.
  package var rgb: (red: UInt8, green: UInt8, blue: UInt8) {
    switch self {
    case .red: (220, 40, 44)
    case .orange: (245, 140, 30)
    case .yellow: (250, 215, 50)
    case .green: (75, 165, 70)
    case .blue: (60, 125, 215)
    case .purple: (140, 85, 190)
    case .pink: (245, 150, 185)
    case .brown: (135, 85, 50)
    }
  }

  /// A sign for people and screens without colour.
  package var symbol: Character {
    switch self {
    case .red: "♥"
    case .orange: "◆"
    case .yellow: "★"
    case .green: "♣"
    case .blue: "●"
    case .purple: "▲"
    case .pink: "✿"
    case .brown: "■"
    }
  }

  /// The same sign for terminals that show ASCII only.
  package var asciiSymbol: Character { Array("ROYGBVPN")[rawValue] }
}
