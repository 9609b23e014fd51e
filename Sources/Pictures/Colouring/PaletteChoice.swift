/// Which palette a picture shall have.
package enum PaletteChoice: Hashable, Sendable {
  /// The drawing's own: always the same for the same drawing, and while it grows.
  case own
  /// Another one for each seed.
  case surprise(seed: UInt64)
  case colours(Palette)

  /// The palette for a drawing.
  ///
  /// A drawing is known by the place where its first pencil line begins, which does not change while it is drawn. Its own
  /// palette is the last that its strokes choose, if they choose any.
  ///
  package func palette(for strokes: [Stroke], among palettes: PaletteBook = PaletteBook()) -> Palette {
    if self == .own, let seed = strokes.lastPalette {
      return PaletteChoice.surprise(seed: seed).palette(for: strokes, among: palettes)
    }
    let first = strokes.first { $0.kind == .pencil }?.points.first ?? Point(0, 0)
    return palette(number: first.x.bitPattern &* 31 &+ first.y.bitPattern, among: palettes)
  }

  /// The palette for a sketch in a picture.
  package func palette(for image: Image, among palettes: PaletteBook = PaletteBook()) -> Palette {
    // FNV-1a (Fowler, Noll and Vo).
    let hash = image.pixels.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return palette(number: hash, among: palettes)
  }

  private func palette(number: UInt64, among book: PaletteBook) -> Palette {
    let own = Int(SeededGenerator.number(of: number) % UInt64(book.own))
    switch self {
    case .own: return book.palettes[own]
    case .surprise(let seed): return book.surprise(seed, after: own)
    case .colours(let palette): return palette
    }
  }
}

/// The palettes that a network knows.
package struct PaletteBook: Hashable, Sendable {
  /// At least one; neighbours look different.
  package let palettes: [Palette]
  /// How many of them, from the first on, a drawing may have of itself.
  package let own: Int

  /// - Parameters:
  ///   - palettes: the usual ones where empty.
  ///   - own: nil for all.
  package init(_ palettes: [Palette] = [], own: Int? = nil) {
    self.palettes = palettes.isEmpty ? Palette.usual : palettes
    self.own = min(max(own ?? self.palettes.count, 1), self.palettes.count)
  }

  /// Seeds that follow one another walk through all palettes but the drawing's own, or through those that no drawing
  /// has of itself.
  func surprise(_ seed: UInt64, after number: Int) -> Palette {
    guard own == palettes.count else {
      let others = UInt64(palettes.count - own)
      return palettes[own + Int((UInt64(number) + seed % others) % others)]
    }
    let others = UInt64(max(1, palettes.count - 1))
    return palettes[Int((UInt64(number) + 1 + seed % others) % UInt64(palettes.count))]
  }
}

extension Stroke {
  /// Whether it chooses a palette instead of drawing.
  package var isPalette: Bool {
    if case .palette = kind { true } else { false }
  }
}

extension [Stroke] {
  /// The last choice of a palette among them.
  package var lastPalette: UInt64? {
    for stroke in reversed() {
      if case .palette(let seed) = stroke.kind { return seed }
    }
    return nil
  }
}

extension SeededGenerator {
  fileprivate static func number(of seed: UInt64) -> UInt64 {
    var generator = SeededGenerator(seed: seed)
    return generator.next()
  }
}

extension Palette {
  /// For a checkpoint that brings none of its own.
  package static let usual: [Palette] = [
    ["#e8483f", "#ffd34d", "#3a6ea5"], ["#3fa7d6", "#f4f1de", "#ee6352"], ["#59cd90", "#fac05e", "#7b4b94"],
    ["#f79ac0", "#fff3f8", "#7d5ba6"], ["#f9a03f", "#6b4226", "#f8f0c9"], ["#7f6bd1", "#b8e0f9", "#ffcf56"],
  ].compactMap { Palette(hex: $0) }

  /// Some palettes that differ, each unlike the one before: farthest-point sampling (Gonzalez 1985) of the colourful
  /// ones.
  ///
  /// - Parameter count: at most so many.
  package static func selection(of palettes: [Palette], count: Int) -> [Palette] {
    func colourfulness(_ palette: Palette) -> Double {
      palette.colours.reduce(0) { $0 + LabColour($1).chroma } + LabColour(palette.main).chroma
    }
    let ranked = palettes.enumerated().sorted {
      (-colourfulness($0.element), $0.offset) < (-colourfulness($1.element), $1.offset)
    }.map(\.element)
    // A grey thing may well be grey, but nobody calls that a surprise.
    let candidates = Array(ranked.prefix(max(count, ranked.count * 2 / 3)))
    guard let first = candidates.first else { return [] }
    var chosen = [first]
    while chosen.count < count {
      let distances = candidates.map { candidate in chosen.map { $0.difference(candidate) }.min() ?? 0 }
      guard let best = distances.indices.max(by: { distances[$0] < distances[$1] }), distances[best] > 8 else { break }
      chosen.append(candidates[best])
    }
    return chosen
  }
}
