import ArgumentParser
import Files
import Foundation
import Generation
import Networks
import Pictures
import Studio
import Training

/// Training on the user's own pictures.
struct OwnPictureOptions: ParsableArguments {
  @Option(help: "A folder of pictures to learn from, PNG, JPEG, GIF, BMP, TIFF, WebP or PNM; forty or more.")
  var pictures: String?

  @Flag(help: "Learn from fewer than forty pictures all the same.")
  var few = false

  @Option(help: "A folder of pairs to learn from: sketch and picture side by side in a file, or in trainA and trainB.")
  var pairs: String?

  @Flag(help: "In --pairs the picture is on the left, or in trainA.")
  var swapped = false

  @Option(help: "Channels of the sketches in --pairs: 5 with colour hints, 1 without.")
  var inputs = 5

  @Option(help: "What the studio shall call it, such as \"My cats\"; the folder's name unless given.")
  var name: String?

  @Option(help: "Who made the pictures and under which licence, for the model card.")
  var credit: String?

  /// Whether there are any.
  var isGiven: Bool { pictures != nil || pairs != nil }

  private var title: String {
    name ?? URL(fileURLWithPath: pictures ?? pairs ?? "").standardizedFileURL.lastPathComponent
  }

  func validate() throws {
    if pictures != nil && pairs != nil { throw ValidationError("Give --pictures or --pairs, not both.") }
    if isGiven && Self.fileName(title).isEmpty {
      throw ValidationError("Give the pictures a name with a letter or a digit: --name \"My cats\".")
    }
    if !isGiven && name != nil { throw ValidationError("--name goes with --pictures FOLDER or --pairs FOLDER.") }
    if pictures == nil && few { throw ValidationError("--few goes with --pictures FOLDER.") }
    if pairs == nil && (swapped || inputs != 5) { throw ValidationError("--swapped and --inputs go with --pairs.") }
    guard inputs == 1 || inputs == 5 else { throw ValidationError("--inputs must be 1 or 5, not \(inputs).") }
  }

  /// Refuses neither and both: pictures of one's own, and the name of a recipe.
  func check(against recipe: String?) throws {
    guard (recipe == nil) == isGiven else {
      throw ValidationError("Give the name of a recipe, or --pictures FOLDER with --name.")
    }
  }

  /// A recipe for the user's pictures, or the shipped one of that name.
  func recipe(or name: String?) throws -> Recipe { try recipe() ?? ShippedRecipes.recipe(name ?? "") }

  /// A recipe for the user's pictures, without a start; nil where none were given.
  func recipe() throws -> Recipe? {
    guard let folder = pictures ?? pairs else { return nil }
    let path = URL(fileURLWithPath: folder).standardizedFileURL.path
    var source =
      pairs == nil ? Recipe.Source(pictures: path) : Recipe.Source(pairs: path, isSwapped: swapped)
    source.licence = "the owner's"
    source.credit = credit ?? ""
    let titles = ModelCard.Titles(en: title, ko: title)
    // Outlines without colours are nothing that the shipped network reads.
    guard inputs == 5 else {
      return Recipe(
        name: Self.fileName(title), titles: titles, architecture: .resNet(ResNetGenerator(inputChannels: inputs)),
        sources: [source], style: PairStyle(distractors: 0.2), stages: [Self.stage(lambda: 100)])
    }
    // The network that draws anything learns something of one's own soonest.
    var recipe = try ShippedRecipes.recipe("anything")
    recipe.name = Self.fileName(title)
    recipe.titles = titles
    recipe.sources = [source]
    recipe.style?.distractors = 0.2
    recipe.start = nil
    recipe.stages = [Self.stage(lambda: recipe.stages.first?.lambda ?? 60)]
    recipe.limitations = []
    return recipe
  }

  /// Fewer pictures teach a generator nothing but themselves.
  private static let fewest = 40

  /// Throws a sentence where there are too few pictures to learn from.
  func checkNumber() throws {
    guard let pictures, !few else { return }
    let count = try PictureFolder.files(in: pictures).count
    guard count < Self.fewest, count > 0 else { return }
    throw ValidationError(
      "\(pictures) has only \(count) pictures; a generator needs \(Self.fewest) or more, or it learns nothing but "
        + "those. To train all the same, add --few.")
  }

  /// Draws the small picture by which the studio shows the new domain: what its generator makes of a sketch of the first
  /// picture, or where pairs were learnt from, of an outline that came with the program. Best effort.
  func drawSample(of name: String, home: String) {
    let catalogue = DomainCatalogue.installed()
    var strokes = StudioLibrary(assets: home + "/Assets", domains: ["anything"]).starters["anything"]?.first?.outline
    if let pictures, let set = try? PictureSet(folder: pictures), set.count > 0 {
      var random = SeededGenerator(seed: 1)
      let pairs = PicturePairs(set, style: PairStyle(hasHints: false))
      strokes = pairs.pair(ofPicture: 0, size: 256, isMoved: false, using: &random).sketch
    }
    guard let strokes,
      let picture = try? GeneratorLibrary(catalogue).picture(domain: name, .strokes(strokes), size: 256),
      let sample = try? SamplePicture(picture)
    else { return }
    try? AtomicFile.write(sample.png, to: "\(StoragePaths().checkpoints)/\(name).png")
  }

  private static func stage(lambda: Float) -> Recipe.Stage {
    Recipe.Stage(size: 128, steps: 4000, decaySteps: 2000, lambda: lambda)
  }

  /// Puts a finished generator where the studio finds it.
  ///
  /// - Returns: its new place; nil if it is not of the user's own pictures.
  func install(_ path: String, name: String) throws -> String? {
    guard isGiven else { return nil }
    let folder = StoragePaths().checkpoints
    let target = "\(folder)/\(name).safetensors"
    do throws(SystemFailure) {
      try SystemFile.makeFolder(folder)
      try AtomicFile.write(try SystemFile.read(path, limit: .max), to: target)
    } catch {
      throw TrainingError(
        "The generator is finished and lies in \(path), but it cannot be written to \(target): "
          + "\(error.reason). Copy it there, and the studio lists it.")
    }
    return target
  }

  /// Letters and digits of any script in lower case, hyphens between words: "My cats!" becomes `my-cats`.
  private static func fileName(_ name: String) -> String {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    return String(words.joined(separator: "-").prefix(60)).precomposedStringWithCanonicalMapping
  }
}
