import Foundation
import Networks
import Pictures

extension Recipe {
  /// Reads a recipe file.
  package init(path: String) throws(TrainingError) {
    self = try RecipeFile.read(path)
    if let fault { throw TrainingError("The recipe \(path) cannot be followed: \(fault).") }
  }

  /// The names of the recipes in a folder, sorted.
  package static func names(in folder: String) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.map { String($0.dropLast(5)) }.sorted()
  }

  /// What is wrong with these numbers, if anything.
  package var fault: String? {
    if architecture.sideFromNoise != nil { return "its generator makes pictures of noise, not of sketches" }
    if sources.isEmpty { return "it names no source of pictures" }
    if stages.isEmpty { return "it has no stages" }
    for source in sources {
      let kinds =
        [source.drawn, source.pictures, source.cutouts, source.pairs, source.lined, source.portraits].count {
          $0 != nil
        }
        + (source.upscaling == nil ? 0 : 1)
      if kinds != 1 {
        return "a source must have one of drawn, pictures, cutouts, pairs, upscaling, lined and portraits"
      }
      if let share = source.share, !(share > 0 && share.isFinite) { return "a share of \(share), expected above 0" }
      for name in [source.drawn].compactMap({ $0 }) + (source.upscaling ?? []) where DrawnDomains[name] == nil {
        return "there is no drawn domain \(name)"
      }
    }
    if let style, !(0...1).contains(style.distractors) { return "distractors in a share of \(style.distractors)" }
    if let closeUps, !(0...1).contains(closeUps) { return "close-ups in a share of \(closeUps)" }
    let isUpscaling = sources.contains { $0.upscaling != nil }
    guard let layout, layout.channels == architecture.inputChannels else {
      return "it does not say what its generator's \(architecture.inputChannels) input channels are"
    }
    if let fault = lineFault { return fault }
    let given: [InputLayout] = drawsLines ? [.picture] : isUpscaling ? [.upscaling] : [.sketch, .outline]
    // What is computed from sketch and picture may follow in any case.
    let computed = [InputLayout.Part.palette, .insideMask, .height] + domainPart
    let read = isUpscaling ? layout : InputLayout(layout.parts.filter { !computed.contains($0) })
    if !given.contains(read) || !layout.parts.starts(with: read.parts)
      || isUpscaling && sources.contains(where: { $0.upscaling == nil })
    {
      return "its generator reads something else than its sources give"
    }
    if let fault = domainFault(layout) { return fault }
    do {
      try architecture.validate()
    } catch {
      return "its generator has \(error)"
    }
    let stages = stages + [domainStage].compactMap(\.self)
    for stage in stages where !architecture.canMake(side: stage.size) {
      return "a size of \(stage.size), expected a multiple of \(architecture.sideMultiple)"
    }
    if let featureWeight, !(featureWeight >= 0 && featureWeight.isFinite) {
      return "a feature weight of \(featureWeight), expected 0 or more"
    }
    let scales = discriminatorScales ?? 1
    if !(1...3).contains(scales) { return "\(scales) discriminator scales, expected 1…3" }
    for stage in stages where stage.size < 32 << (scales - 1) {
      return "a size of \(stage.size), expected at least \(32 << (scales - 1)) for \(scales) discriminator scales"
    }
    return stages.lazy.compactMap(\.fault).first
  }

  /// What is wrong with a recipe for lines, or with another one that has what belongs to lines.
  private var lineFault: String? {
    if architecture.outputChannels != 3 && !drawsLines {
      return "its generator makes \(architecture.outputChannels) channels; pictures have 3, lines 1 from a picture"
    }
    for source in sources where drawsLines != (source.lined != nil) {
      if drawsLines && (source.drawn != nil || source.cutouts != nil || source.pictures != nil) { continue }
      return drawsLines
        ? "a generator of lines learns from lined, drawn, cutouts and pictures alone"
        : "lined is for generators of lines, which read a picture and make one channel"
    }
    if learnsFoundLines && start == nil { return "pictures without lines need a start, whose lines are learnt" }
    return drawsLines && domains != nil ? "a generator of lines has no domains" : nil
  }

  /// What tells a generator of several domains which one is wanted.
  private var domainPart: [InputLayout.Part] { domains.map { [.domain($0.count)] } ?? [] }

  private func domainFault(_ layout: InputLayout) -> String? {
    guard let domains else {
      return sources.contains { $0.domain != nil } ? "its sources belong to domains, but it has none" : nil
    }
    let names = domains.map(\.name)
    if Set(names).count != names.count || names.isEmpty { return "its domains need names of their own" }
    if layout.parts.last != .domain(names.count) { return "its generator does not read which of the domains is wanted" }
    for source in sources where !names.contains(source.domain ?? "") {
      return "a source belongs to no domain of the recipe, or to \(source.domain ?? "none"), which it does not have"
    }
    return nil
  }
}

extension Recipe.Stage {
  /// What is wrong with these numbers, if anything. The discriminator's last layers need 32 pixels.
  package var fault: String? {
    if !(32...1024).contains(size) || size % 4 != 0 { return "a size of \(size), expected a multiple of 4, 32…1024" }
    if !(1...100_000_000).contains(steps) { return "\(steps) steps, expected 1…100000000" }
    if !(0...steps).contains(decaySteps) { return "\(decaySteps) decay steps, expected 0…\(steps)" }
    if !(1...256).contains(batch) { return "a batch of \(batch), expected 1…256" }
    if !(learningRate > 0 && learningRate.isFinite) { return "a learning rate of \(learningRate), expected above 0" }
    if !(lambda >= 0 && lambda.isFinite) { return "a lambda of \(lambda), expected 0 or more" }
    return nil
  }
}
