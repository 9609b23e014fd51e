import Pictures

/// The three sizes of every tool.
package enum PenSize: Int, Hashable, Codable, Sendable, CaseIterable {
  case small, medium, large

  /// The next larger one; after the largest the smallest.
  package var next: PenSize { PenSize(rawValue: rawValue + 1) ?? .small }

  /// The pen's diameter as a share of the canvas's side; the middle one is what the kind of pen usually has.
  package func width(of kind: Stroke.Kind) -> Double {
    switch (kind, self) {
    case (_, .medium), (.palette, _): kind.usualWidth
    case (.pencil, .small): 1.5 / 256
    case (.pencil, .large): 6.0 / 256
    case (.eraser, .small), (.crayon, .small): 8.0 / 256
    case (.eraser, .large): 32.0 / 256
    case (.crayon, .large): 26.0 / 256
    }
  }

  /// Half the side of a stamp as a share of the canvas's.
  package var stampRadius: Double {
    switch self {
    case .small: 0.05
    case .medium: 0.09
    case .large: 0.16
    }
  }
}
