import Foundation
import Generation
import Networks
import Pictures

/// A recipe's sources, found and opened.
package struct TrainingData: Sendable {
  /// Which sources of a recipe to use.
  package enum Choice: String, Sendable, CaseIterable {
    case all, drawn, pictures
  }

  package let dataset: any Dataset
  /// What the model card shall say.
  package let credits: [ModelCard.DataSource]
  /// Everything that decides which examples there are, in words: a run goes on only with the same data.
  package let description: String
  /// Files that could not be used, with the reason.
  package let skipped: [PictureError]
  /// The sources of each domain, for recipes of several.
  private let domains: [String: [(dataset: any Dataset, share: Double, credits: [ModelCard.DataSource])]]

  /// - Parameters:
  ///   - folder: where picture sets are looked for by name.
  ///   - limit: at most so many pictures of each set.
  ///   - part: the pictures to learn from, or those held out.
  ///   - faces: opens what finds the faces in portraits; asked only where there are any.
  ///   - linesBy: who draws the lines of pairs, for a recipe that wants learned ones; or of pictures without line art.
  ///   - progress: called from any thread while pictures are read.
  /// - Throws: ``TrainingError`` or `PictureError` when a source is not there.
  package init(
    _ recipe: Recipe, folder: String, choice: Choice = .all, limit: Int? = nil, part: PicturePairs.Part = .training,
    faces: (() throws -> any FaceFinder)? = nil, linesBy drawer: LineDrawer? = nil,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws {
    guard recipe.style?.lines != .learned || drawer != nil || recipe.drawsLines else {
      throw TrainingError("The recipe of \(recipe.name) wants learned lines, and there is no network that draws them.")
    }
    guard !recipe.learnsFoundLines || drawer != nil else {
      throw TrainingError(
        "The recipe of \(recipe.name) learns lines that an earlier network finds, and there is none.")
    }
    var opened: [OpenedSource] = []
    for source in recipe.sources where choice == .all || (choice == .drawn) == (source.drawn != nil) {
      opened.append(
        try OpenedSource(
          source, of: recipe, folder: folder, limit: limit, part: part, faces: faces, linesBy: drawer,
          progress: progress))
    }
    guard !opened.isEmpty else {
      throw TrainingError("The recipe of \(recipe.name) has nothing but other sources than \(choice.rawValue).")
    }
    dataset = opened.count == 1 ? opened[0].dataset : MixedDataset(opened.map { ($0.dataset, $0.share) })
    credits = opened.flatMap(\.credits).uniqued
    domains = Dictionary(grouping: opened.filter { $0.domain != nil }) { $0.domain ?? "" }.mapValues { sources in
      sources.map { ($0.dataset, $0.share, $0.credits) }
    }
    skipped = opened.flatMap(\.skipped)
    let style = recipe.style ?? PairStyle()
    description =
      opened.map { "\($0.words) \($0.share)" }.joined(separator: ", ")
      + "; \(style.lines.rawValue), \(style.hasHints ? "hints" : "no hints"), distractors \(style.distractors)"
      + (style.look == .outlined ? "" : ", \(style.look.rawValue)")
      + (recipe.closeUps.map { ", close-ups \($0)" } ?? "")
  }

  /// Examples whose palettes are looked at, and the most that a model card takes along.
  private static let palettesSeen = 240
  private static let palettesKept = 48

  /// What the model card of one domain shall say.
  package func credits(of domain: String) -> [ModelCard.DataSource] {
    (domains[domain] ?? []).flatMap(\.credits).uniqued
  }

  /// The examples of one domain; nil for one that has none.
  package func dataset(of domain: String) -> (any Dataset)? {
    domains[domain].map { sources in MixedDataset(sources.map { ($0.dataset, $0.share) }) }
  }

  /// Palettes of a domain's usual drawn pictures, unlike each other. Their main colour is the usual one: a panda that
  /// shows much of its legs is mostly black, and one whose head is drawn alone should still be white.
  package func ownPalettes(domain: String) -> [Palette] {
    guard let drawn = DrawnDomains[domain] else { return [] }
    let palettes = (0..<Self.palettesSeen).map { step in
      var random = SeededGenerator(seed: 0xC010_0E6, step)
      let thing = drawn.draw(DrawnStyle(size: 64, colours: .usual, look: .toy), using: &random).thing
      return Palette(of: thing.colours, figure: thing.figure)
    }
    let mains = palettes.map { LabColour($0.main) }
    let totals = mains.map { main in mains.reduce(0) { $0 + main.difference($1) } }
    guard let usual = totals.indices.min(by: { totals[$0] < totals[$1] }) else { return [] }
    var chosen: [Palette] = []
    for (palette, main) in zip(palettes, mains) where chosen.count < Self.ownPalettesKept {
      let isUsual = main.difference(mains[usual]) < Self.usualMain
      if isUsual && chosen.allSatisfy({ $0.difference(palette) > 4 }) { chosen.append(palette) }
    }
    return chosen
  }

  private static let ownPalettesKept = 12
  /// Main colours within this difference (CIE 1976) of the usual one are usual.
  private static let usualMain = 30.0

  /// Palettes of some examples, unlike each other, for a generator that reads one; else nil.
  ///
  /// - Parameters:
  ///   - domain: of this one alone; nil for all.
  ///   - mostlyBright: whether dull ones are left out as long as enough are left.
  package func palettes(_ layout: InputLayout, domain: String? = nil, mostlyBright: Bool) -> [Palette]? {
    guard let dataset = domain.map(dataset(of:)) ?? dataset else { return nil }
    guard let offset = layout.offset(of: .palette) else { return nil }
    let seen = (0..<Self.palettesSeen).map { step in
      let input = dataset.example(seed: 0xC010_0E5, step: step, index: 0, size: 64)[.input].values
      return Palette(values: Array(input[offset..<(offset + InputLayout.Part.palette.channels)]))
    }
    let bright = mostlyBright ? seen.filter(\.isBright) : []
    return Palette.selection(of: bright.count >= Self.palettesKept ? bright : seen, count: Self.palettesKept)
  }
}

/// One source of a recipe, opened.
private struct OpenedSource {
  var dataset: any Dataset
  var share: Double
  var credits: [ModelCard.DataSource]
  var words: String
  var skipped: [PictureError] = []
  /// Of the recipe's.
  var domain: String?

  init(
    _ source: Recipe.Source, of recipe: Recipe, folder: String, limit: Int?, part: PicturePairs.Part,
    faces: (() throws -> any FaceFinder)?, linesBy drawer: LineDrawer?,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) throws {
    guard let layout = recipe.layout else {
      throw TrainingError("The recipe of \(recipe.name) does not say what its generator reads.")
    }
    var style = recipe.style ?? PairStyle()
    // Edges and sketches are of what the tracer finds.
    let drawer = style.lines == .learned || recipe.drawsLines ? drawer : nil
    if !layout.contains(.hints) { style.hasHints = false }
    style.hasPalette = layout.contains(.palette)
    share = source.share ?? 1
    domain = source.domain
    let number = recipe.domains?.firstIndex { $0.name == source.domain }
    let coloursRegions = number.map { recipe.domains?[$0].coloursRegions } ?? recipe.coloursRegions
    style.coloursRegions = coloursRegions == true && style.hasHints && style.hasPalette
    func sketched(_ pairs: any PairedDataset) -> SketchDataset {
      SketchDataset(pairs, layout: layout, domain: number, closeUps: recipe.closeUps ?? 0)
    }
    if recipe.drawsLines {
      let (pictures, name, failures) = try Self.lined(
        source, of: recipe, folder: folder, limit: limit, part: part, linesBy: drawer, progress: progress)
      dataset = LinedDataset(pictures, smears: recipe.learnsFoundLines)
      credits =
        source.drawn.map { [Self.drawn($0)] } ?? [
          ModelCard.DataSource(
            name: name, licence: source.licence ?? "unknown", credit: source.credit ?? "")
        ]
      words = "lines of \(name)" + (source.pictures == nil ? "" : " by \(drawer?.name ?? "nobody")")
      skipped = failures
    } else if let name = source.drawn {
      dataset = sketched(SyntheticPairs(try Self.domain(name, of: recipe), style: style, linesBy: drawer))
      credits = [Self.drawn(name)]
      words = "drawn \(name)"
    } else if let names = source.upscaling {
      dataset = UpscalingDataset(UpscalingPairs(try names.map { try Self.domain($0, of: recipe) }))
      credits = names.map(Self.drawn)
      words = "upscaling \(names.joined(separator: " "))"
    } else if let name = source.portraits {
      guard let finder = try faces?() else {
        throw TrainingError("The recipe of \(recipe.name) needs a face detector, and there is none.")
      }
      let set = try PortraitSet(
        folder: try Self.place(of: name, in: folder, for: recipe), limit: limit, linesBy: drawer,
        finding: { FaceMarks(largestOf: (try? finder.faces(in: $0)) ?? [], in: $0) }, progress: progress)
      dataset = sketched(PortraitPairs(set, style: style, part: part))
      credits = [
        ModelCard.DataSource(
          name: PictureFolder.name(of: name), licence: source.licence ?? "unknown", credit: source.credit ?? "")
      ]
      words = "\(set.count) portraits \(name)"
      skipped = set.skipped
    } else if let name = source.pairs ?? source.pictures ?? source.cutouts {
      let path = try Self.place(of: name, in: folder, for: recipe)
      credits = [
        ModelCard.DataSource(
          name: PictureFolder.name(of: name), licence: source.licence ?? "unknown", credit: source.credit ?? "")
      ]
      if source.pairs != nil {
        let found = try AlignedFolder(
          folder: path, isSwapped: source.isSwapped ?? false, style: style, limit: limit, progress: progress)
        dataset = sketched(found)
        skipped = found.skipped
        words = "\(found.count) pairs \(name)\(source.isSwapped == true ? " swapped" : "")"
      } else if source.cutouts != nil {
        let set = try CutoutSet(
          folder: path, only: source.only, leavingOut: source.leaveOut ?? [], limit: limit, linesBy: drawer,
          progress: progress)
        let scene = style.hasPalette ? DrawnDomains[source.domain ?? recipe.name] : nil
        dataset = sketched(CutoutPairs(set, style: style, scene: scene, part: part))
        skipped = set.skipped
        words = "\(set.count) cutouts \(name)"
      } else {
        let set = try PictureSet(
          folder: path, only: source.only, leavingOut: source.leaveOut ?? [], limit: limit, linesBy: drawer,
          progress: progress)
        dataset = sketched(PicturePairs(set, style: style, part: part))
        skipped = set.skipped
        words = "\(set.count) pictures \(name)"
      }
    } else {
      throw TrainingError("A source of the recipe of \(recipe.name) names nothing to learn from.")
    }
  }

  /// A source of pictures with their lines, what it is called, and the files that could not be used.
  private static func lined(
    _ source: Recipe.Source, of recipe: Recipe, folder: String, limit: Int?, part: PicturePairs.Part,
    linesBy drawer: LineDrawer?, progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> (pictures: any LinedPictures, name: String, skipped: [PictureError]) {
    if let name = source.lined {
      let found = try LinedFolder(
        folder: try place(of: name, in: folder, for: recipe), part: part, limit: limit, progress: progress)
      return (found, PictureFolder.name(of: name), found.skipped)
    }
    if let name = source.cutouts {
      let set = try CutoutSet(
        folder: try place(of: name, in: folder, for: recipe), only: source.only, leavingOut: source.leaveOut ?? [],
        limit: limit, progress: progress)
      return (CutoutLines(set, part: part), PictureFolder.name(of: name), set.skipped)
    }
    if let name = source.pictures, let drawer {
      let set = try PictureSet(
        folder: try place(of: name, in: folder, for: recipe), only: source.only, leavingOut: source.leaveOut ?? [],
        limit: limit, progress: progress)
      return (PicturesWithoutLineArt(set, linesBy: drawer, part: part), PictureFolder.name(of: name), set.skipped)
    }
    let name = source.drawn ?? ""
    return (DrawnLines(try domain(name, of: recipe)), name, [])
  }

  private static func domain(_ name: String, of recipe: Recipe) throws -> any DrawnDomain {
    guard let domain = DrawnDomains[name] else {
      throw TrainingError(
        "The recipe of \(recipe.name) needs the drawn domain \(name), but this program draws only "
          + "\(DrawnDomains.names.joined(separator: ", ")).")
    }
    return domain
  }

  private static func drawn(_ name: String) -> ModelCard.DataSource {
    ModelCard.DataSource(name: "Drawn \(name)", licence: "MIT", credit: "AICanvas, drawn by program")
  }

  private static func place(of set: String, in folder: String, for recipe: Recipe) throws -> String {
    if set.hasPrefix("/") { return set }
    let path = "\(folder)/\(set)"
    guard PictureFolder.isFolder(path) else {
      throw TrainingError(
        "The pictures \"\(set)\" for \(recipe.name) are not in \(path); Assets/CREDITS.md says where they come from. "
          + "Name the folder that holds them with --data or AICANVAS_DATA, or train on what is drawn alone with "
          + "--only drawn.")
    }
    return path
  }
}

extension [ModelCard.DataSource] {
  /// Each once, in the order of their first places.
  fileprivate var uniqued: [ModelCard.DataSource] {
    var seen: Set<ModelCard.DataSource> = []
    return filter { seen.insert($0).inserted }
  }
}

extension FaceMarks {
  /// The largest of the faces found in a picture, with all its landmarks; nil where there is none.
  package init?(largestOf faces: [Face], in picture: Image) {
    guard let face = faces.filter({ $0.landmarks.count == 5 }).max(by: { $0.box.area < $1.box.area }) else {
      return nil
    }
    let (width, height) = (Double(picture.width), Double(picture.height))
    func place(_ x: Double, _ y: Double) -> Point { Point(x / width, y / height) }
    let marks = face.landmarks.map { place($0.x, $0.y) }
    // The person's right eye lies on the left of the picture.
    self.init(
      low: place(face.box.x, face.box.y), high: place(face.box.x + face.box.width, face.box.y + face.box.height),
      leftEye: marks[0], rightEye: marks[1], noseTip: marks[2], leftMouth: marks[3], rightMouth: marks[4])
  }
}
