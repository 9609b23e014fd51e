import Networks
import Pictures

/// Fills a network's input channels as its layout says. Training, evaluation and the studio all come through here.
package struct InputEncoder: Sendable {
  package let layout: InputLayout
  /// Those that the network knows, to choose from; the usual ones where there are none.
  package let palettes: PaletteBook
  /// Whether eyes and a mouth without a face around them are taken for a face.
  package let completesFaces: Bool
  /// Whether whatever a drawing encloses is told a colour of the palette.
  package let coloursRegions: Bool

  package init(
    _ layout: InputLayout, palettes: PaletteBook = PaletteBook(), completesFaces: Bool = false,
    coloursRegions: Bool = false
  ) {
    self.layout = layout
    self.palettes = palettes
    self.completesFaces = completesFaces
    self.coloursRegions = coloursRegions
  }

  /// The channels of one input, `side · side · layout.channels` values, NHWC.
  package func values(_ input: GenerationInput, side: Int) -> [Float] {
    values(
      InputMaterial(
        input, for: layout, side: side, palettes: palettes, completesFaces: completesFaces,
        coloursRegions: coloursRegions), side: side)
  }

  /// The channels of one input, `side · side · layout.channels` values, NHWC.
  ///
  /// - Parameter material: everything that the layout reads.
  package func values(_ material: InputMaterial, side: Int) -> [Float] {
    let channels = layout.channels
    return [Float](unsafeUninitializedCapacity: side * side * channels) { buffer, count in
      var offset = 0
      for part in layout.parts {
        let target = Channels(buffer: buffer, first: offset, stride: channels, pixels: side * side)
        fill(part, from: material, side: side, target)
        offset += part.channels
      }
      count = side * side * channels
    }
  }

  /// Whether every part can be filled from such an input.
  package func accepts(_ input: GenerationInput) -> Bool {
    layout.parts.allSatisfy { part in
      switch (part, input) {
      case (.ink, .strokes), (.ink, .picture), (.hints, .strokes), (.hints, .picture), (.palette, .strokes),
        (.palette, .picture), (.insideMask, .strokes), (.insideMask, .picture), (.picture, .picture), (.height, _),
        (.noise, .noise), (.page, .strokes), (.page, .picture):
        true
      case (.ink, .noise), (.hints, .noise), (.palette, .noise), (.insideMask, .noise), (.domain, _),
        (.picture, .strokes), (.picture, .noise), (.noise, .strokes), (.noise, .picture), (.coarsePicture, _),
        (.page, .noise), (.unitPicture, _):
        false
      }
    }
  }

  /// Some channels of an interleaved buffer.
  private struct Channels {
    let buffer: UnsafeMutableBufferPointer<Float>
    let first: Int
    let stride: Int
    let pixels: Int

    func set(_ pixel: Int, _ channel: Int, _ value: Float) {
      buffer[pixel * stride + first + channel] = value
    }

    /// The same values at each pixel.
    func fill(_ values: [Float]) {
      for pixel in 0..<pixels {
        for (channel, value) in values.enumerated() { set(pixel, channel, value) }
      }
    }

    func copy(_ values: [Float], channels: Int) {
      precondition(values.count == pixels * channels, "what fills the channels has another size than the input")
      values.withUnsafeBufferPointer { values in
        for pixel in 0..<pixels {
          for channel in 0..<channels { set(pixel, channel, values[pixel * channels + channel]) }
        }
      }
    }

    /// The same without the first so many channels.
    func following(_ channels: Int) -> Channels {
      Channels(buffer: buffer, first: first + channels, stride: stride, pixels: pixels)
    }
  }

  private func fill(_ part: InputLayout.Part, from material: InputMaterial, side: Int, _ target: Channels) {
    switch part {
    case .ink:
      guard let ink = material.ink else { preconditionFailure("the layout reads ink, and there is none") }
      target.copy(ink.values, channels: 1)
    case .hints:
      let hints = HintPlanes(material.hints, side: side)
      target.copy(hints.mask, channels: 1)
      target.following(1).copy(hints.colours, channels: 3)
    case .palette:
      guard let palette = material.palette else { preconditionFailure("the layout reads a palette, and there is none") }
      target.fill(palette.values)
    case .insideMask:
      guard let ink = material.ink else { preconditionFailure("the layout reads what follows from ink") }
      let mask = InsideMask(ink, closing: material.closing)
      target.copy(mask.inside.values, channels: 1)
      target.following(1).copy(mask.distance.values, channels: 1)
    case .coarsePicture:
      guard let coarse = material.coarsePicture else { preconditionFailure("the layout reads a smaller picture") }
      target.copy(coarse.scaled(width: side, height: side).activations(), channels: 3)
    case .picture:
      guard let picture = material.picture else { preconditionFailure("the layout reads a picture") }
      target.copy(picture.activations(), channels: 3)
    case .unitPicture:
      guard let picture = material.picture else { preconditionFailure("the layout reads a picture") }
      target.copy(picture.unitValues(), channels: 3)
    case .height:
      for pixel in 0..<(side * side) { target.set(pixel, 0, Float(2 * (pixel / side) + 1) / Float(side) - 1) }
    case .domain(let count):
      guard let domain = material.domain, (0..<count).contains(domain) else {
        preconditionFailure("the layout reads one of \(count) domains")
      }
      target.fill((0..<count).map { $0 == domain ? 1 : 0 })
    case .noise(let channels):
      guard let seed = material.noiseSeed else { preconditionFailure("the layout reads noise") }
      var random = SeededGenerator(seed: seed)
      target.fill((0..<channels).map { _ in Float(random.normal()) })
    case .page(let channels):
      guard let ink = material.ink else { preconditionFailure("the layout reads a page, and there is no ink") }
      for (pixel, value) in ink.values.enumerated() {
        for channel in 0..<channels { target.set(pixel, channel, 1 - 2 * value) }
      }
    }
  }
}
