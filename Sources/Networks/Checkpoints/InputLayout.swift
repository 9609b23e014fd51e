/// Which channels a network reads, in order: written in the model card, filled by whoever runs the network.
package struct InputLayout: Hashable, Sendable {
  /// Channels that belong together.
  package enum Part: Hashable, Sendable {
    /// Pencil ink: 1 on the line, 0 on paper.
    case ink
    /// Where a crayon dabbed (0…1), and the dabs' red, green and blue (−1…1, 0 where there is none).
    case hints
    /// Red, green and blue of main, second and accent colour, the same at each pixel; −1…1.
    case palette
    /// How surely a place lies inside the drawing's outlines, 0 outside, 1 inside; and its distance to the nearest line,
    /// 0 on it, 1 far away. Both follow from the ink.
    case insideMask
    /// Red, green and blue of a picture of half the side, scaled up; −1…1.
    case coarsePicture
    /// Red, green and blue of a picture; −1…1.
    case picture
    /// How far down a place lies, from −1 at the upper edge to 1 at the lower: a network that looks at patches would
    /// otherwise not know sky from ground.
    case height
    /// So many domains: 1 in the channel of the one that is wanted, 0 in the others, the same at each pixel.
    case domain(Int)
    /// So many independent values of a standard normal distribution, the same at each pixel.
    case noise(Int)
    /// The drawing on white paper as a picture, grey (1 channel) or red, green and blue (3): −1 on the line, 1 on paper,
    /// as networks that were trained elsewhere read it.
    case page(Int)
    /// Red, green and blue of a picture, 0…1: what most networks from elsewhere read.
    case unitPicture

    package var channels: Int {
      switch self {
      case .ink, .height: 1
      case .hints: 4
      case .palette: 9
      case .insideMask: 2
      case .coarsePicture, .picture, .unitPicture: 3
      case .domain(let count), .noise(let count), .page(let count): count
      }
    }
  }

  package let parts: [Part]

  package init(_ parts: [Part]) {
    self.parts = parts
  }

  /// Channels in all.
  package var channels: Int { parts.reduce(0) { $0 + $1.channels } }

  package func contains(_ part: Part) -> Bool { parts.contains(part) }

  /// Whether pencil ink is needed to fill it.
  package var needsInk: Bool {
    parts.contains { part in
      switch part {
      case .ink, .insideMask, .page: true
      case .hints, .palette, .coarsePicture, .picture, .height, .domain, .noise, .unitPicture: false
      }
    }
  }

  /// The first channel of a part; nil where the network does not read it.
  package func offset(of part: Part) -> Int? {
    parts.firstIndex(of: part).map { index in parts[..<index].reduce(0) { $0 + $1.channels } }
  }

  /// A black and white outline.
  package static let outline = InputLayout([.ink])
  /// An outline with colour hints.
  package static let sketch = InputLayout([.ink, .hints])
  /// A sketch, and a picture of it whose side is to be doubled.
  package static let upscaling = InputLayout([.ink, .hints, .coarsePicture])

  /// A picture alone.
  package static let picture = InputLayout([.picture])
  /// A picture alone, to be enlarged.
  package static let unitPicture = InputLayout([.unitPicture])

  /// The layout of a checkpoint whose card names none, as all did before layouts were written down: there were three,
  /// told apart by their number of channels. Nil for any other number.
  package static func unwritten(channels: Int) -> InputLayout? {
    [outline, sketch, upscaling].first { $0.channels == channels }
  }
}

/// In files a layout is a list of names, such as `["ink", "hints"]`; noise, domains and pages carry their number, as in
/// `"noise 100"`.
extension InputLayout: Codable {
  package init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    var parts: [Part] = []
    while !container.isAtEnd {
      let name = try container.decode(String.self)
      guard let part = Part(name: name) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "an unknown input \"\(name)\"")
      }
      parts.append(part)
    }
    self.init(parts)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for part in parts { try container.encode(part.name) }
  }
}

extension InputLayout.Part {
  fileprivate static let named: [String: Self] = [
    "ink": .ink, "hints": .hints, "palette": .palette, "insideMask": .insideMask, "coarsePicture": .coarsePicture,
    "picture": .picture, "height": .height, "unitPicture": .unitPicture,
  ]

  fileprivate init?(name: String) {
    if let part = Self.named[name] {
      self = part
      return
    }
    let words = name.split(separator: " ")
    guard words.count == 2, let count = Int(words[1]), (1...4096).contains(count) else { return nil }
    switch words[0] {
    case "domain": self = .domain(count)
    case "noise": self = .noise(count)
    case "page" where count == 1 || count == 3: self = .page(count)
    default: return nil
    }
  }

  fileprivate var name: String {
    switch self {
    case .ink: "ink"
    case .hints: "hints"
    case .palette: "palette"
    case .insideMask: "insideMask"
    case .coarsePicture: "coarsePicture"
    case .picture: "picture"
    case .height: "height"
    case .domain(let count): "domain \(count)"
    case .noise(let count): "noise \(count)"
    case .page(let count): "page \(count)"
    case .unitPicture: "unitPicture"
    }
  }
}
