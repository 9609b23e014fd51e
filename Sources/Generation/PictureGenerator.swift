import Networks
import Pictures

/// A domain's generator, followed by the upscaler where a larger picture is asked for than the generator was trained on.
///
/// A generator sees about ninety pixels far. Run at its own size it fills a drawing evenly; the upscaler, which needs to
/// see only what is near, then doubles the side as often as needed.
package final class PictureGenerator: Sendable {
  package let card: ModelCard
  /// Fills the generator's input.
  package let encoder: InputEncoder
  private let plans: PlanPool
  /// Those of drafts where they multiply something else.
  private let draftPlans: PlanPool
  private let upscaler: Upscaler?
  /// The side that the network runs at, whatever is asked for; nil for any.
  private let fixedSide: Int?

  /// - Parameters:
  ///   - upscaler: used where the generator reads a sketch with hints and nothing else; nil for none.
  ///   - precision: what the generator's network multiplies; an upscaler's multiplies floats.
  /// - Throws: ``GenerationError`` where nobody knows what to fill the network's input with.
  package init(
    _ checkpoint: GeneratorCheckpoint, upscaler: Upscaler?, precision: GeneratorPrecision = .float32
  ) throws(GenerationError) {
    card = checkpoint.card
    guard let layout = card.layout else {
      throw GenerationError(
        "\(card.domain) takes \(card.architecture.inputChannels) input channels, and its card does not say what they "
          + "are.")
    }
    guard !layout.contains(.coarsePicture), !layout.contains(.unitPicture) else {
      throw GenerationError("\(card.domain) only makes pictures larger; it cannot make one.")
    }
    guard card.architecture.sideFromNoise == nil else {
      throw GenerationError("\(card.domain) makes pictures of nothing but noise: aicanvas surprise shows them.")
    }
    guard card.architecture.outputChannels == 3 else {
      throw GenerationError("\(card.domain) draws lines; it makes no pictures.")
    }
    encoder = InputEncoder(
      layout, palettes: PaletteBook((card.palettes ?? []).compactMap { Palette(hex: $0) }, own: card.ownPalettes),
      completesFaces: card.makesFaces == true, coloursRegions: card.coloursRegions == true)
    plans = PlanPool(checkpoint, precision: precision.pictures)
    draftPlans = precision.drafts == precision.pictures ? plans : PlanPool(checkpoint, precision: precision.drafts)
    fixedSide = card.hasFixedSize == true ? card.nativeSize : nil
    // It learnt from pictures that keep their ink, and would draw it onto others.
    self.upscaler = layout == .sketch && fixedSide == nil ? upscaler : nil
  }

  /// Whether pictures may be larger than what the network makes.
  private var isEnlarging: Bool { upscaler != nil || fixedSide != nil }

  /// The side of the pictures that look best: the generator's own, a small one doubled where pictures are enlarged; nil
  /// where the checkpoint does not tell.
  package var bestSide: Int? {
    card.nativeSize.map { isEnlarging && $0 < 256 ? $0 * 2 : $0 }
  }

  /// The side to make where one of `wanted` pixels is asked for: no larger than what looks well, unless the network can
  /// make no smaller one.
  package func suitableSide(_ wanted: Int) -> Int {
    if fixedSide != nil, let bestSide { return max(min(wanted, bestSide), Self.smallestSide) }
    let limit = upscaler != nil && card.nativeSize != nil ? wanted : min(wanted, max(card.nativeSize ?? 256, 256))
    return sides(for: limit).count > 1 ? limit : card.architecture.nearestSide(limit)
  }

  /// Whether pictures of this side can be made.
  package func canMake(side: Int) -> Bool {
    fixedSide != nil ? side >= Self.smallestSide : card.architecture.canMake(side: sides(for: side)[0])
  }

  /// Of pictures made from those of a fixed side.
  private static let smallestSide = 16

  /// Throws unless pictures of this side can be made, and are not too large.
  ///
  /// - Parameter most: the largest side in pixels.
  package func check(side: Int, most: Int) throws(GenerationError) {
    guard canMake(side: side), side <= most else {
      let smallest = fixedSide != nil ? Self.smallestSide : card.architecture.smallestSide
      let steps = fixedSide != nil ? "" : ", in steps of \(card.architecture.sideMultiple)"
      throw GenerationError(
        "Pictures of \(card.domain) can be \(smallest) to \(most) pixels wide\(steps); \(side) is not among them.")
    }
  }

  /// The side to make where none is asked for: of the pictures that look best, or as large as the sketch where the
  /// checkpoint does not tell, but at most 512 pixels.
  package func usualSide(for sketch: Image) -> Int {
    if let bestSide { return bestSide }
    let architecture = card.architecture
    // The largest of at most 512 pixels, or the smallest that there is.
    let most = max(512 / architecture.sideMultiple * architecture.sideMultiple, architecture.smallestSide)
    return min(architecture.nearestSide(max(sketch.width, sketch.height)), most)
  }

  /// The palette that the picture of an input gets; nil where the network reads none.
  package func palette(for input: GenerationInput) -> Palette? {
    guard encoder.layout.contains(.palette) else { return nil }
    return switch input {
    case .strokes(let strokes, let choice): choice.palette(for: strokes, among: encoder.palettes)
    case .picture(let image, let choice): choice.palette(for: image, among: encoder.palettes)
    case .noise: nil
    }
  }

  /// The picture for an input.
  ///
  /// - Parameters:
  ///   - input: of a kind that ``encoder`` accepts.
  ///   - side: of the picture in pixels, see ``canMake(side:)``.
  ///   - isDraft: whether it only stands until a better one is there.
  ///   - isCancelled: asked between layers.
  ///   - progress: told the share of the work done, 0…1.
  /// - Throws: `CancellationError`.
  package func picture(
    _ input: GenerationInput, side: Int, isDraft: Bool = false, isCancelled: () -> Bool = { false },
    progress: (Double) -> Void = { _ in }
  ) throws -> Image {
    precondition(canMake(side: side), "side \(side)")
    let plans = isDraft ? draftPlans : plans
    if let fixedSide {
      return try made(plans, input, side: fixedSide, isCancelled: isCancelled, progress: progress)
        .resized(width: side, height: side)
    }
    let sides = sides(for: side)
    let total = sides.reduce(0.0) { $0 + Double($1 * $1) }
    var done = 0.0
    func report(_ part: Double, of side: Int) { progress(min(done + part * Double(side * side) / total, 1)) }

    let first = sides[0]
    var picture = try made(plans, input, side: first, isCancelled: isCancelled, progress: { report($0, of: first) })
    for (side, last) in zip(sides.dropFirst(), sides) {
      done += Double(last * last) / total
      guard let upscaler else { preconditionFailure("only an upscaler makes further sides") }
      picture = try upscaler.upscale(
        input, coarse: picture, side: side, isCancelled: isCancelled, progress: { report($0, of: side) })
    }
    if case .strokes(let strokes, _) = input, encoder.layout.contains(.hints) {
      picture = CrayonCorrection.corrected(picture, by: strokes)
    }
    return picture
  }

  /// What the network itself makes.
  private func made(
    _ plans: PlanPool, _ input: GenerationInput, side: Int, isCancelled: () -> Bool, progress: (Double) -> Void
  ) throws -> Image {
    try plans.run(
      side: side, input: encoder.values(input, side: side), isCancelled: isCancelled, progress: progress,
      read: { Image(activations: $0, width: side, height: side) })
  }

  /// The generator's side, then those that the upscaler makes of it.
  private func sides(for side: Int) -> [Int] {
    guard upscaler != nil, let native = card.nativeSize, side > native else { return [side] }
    var sides = [native]
    while let last = sides.last, last < side { sides.append(last * 2) }
    let canDouble = sides.last == side && sides.dropFirst().allSatisfy { upscaler?.canMake(side: $0) == true }
    return canDouble ? sides : [side]
  }
}
