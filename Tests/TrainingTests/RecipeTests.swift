import Foundation
import Networks
import Pictures
import Support
import Testing
import Training

@Suite(.ownThread) struct RecipeTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "recipes-\(UUID())").path

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  private var good: Recipe {
    Recipe(
      name: "test", titles: ModelCard.Titles(en: "Test", ko: "시험"),
      architecture: .resNet(ResNetGenerator(inputChannels: 5, width: 4, blocks: 1)), discriminatorWidth: 4,
      sources: [Recipe.Source(drawn: "panda", share: 2), Recipe.Source(drawn: "shoe")],
      stages: [
        Recipe.Stage(size: 32, steps: 2, decaySteps: 0), Recipe.Stage(size: 64, steps: 2, decaySteps: 1),
      ])
  }

  @Test func shippedRecipesCanBeFollowed() throws {
    let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Assets/Recipes").path
    let names = Recipe.names(in: shipped)
    #expect(Set(names).isSuperset(of: ["trunk", "upscaler", "colouring-page"]))
    for name in names {
      let path = "\(shipped)/\(name).json"
      if ClassifierRecipe.isOne(path: path) {
        #expect(try ClassifierRecipe(path: path).name == name)
        continue
      }
      if CartoonRecipe.isOne(path: path) {
        #expect(try CartoonRecipe(path: path).name == name)
        continue
      }
      if NoiseRecipe.isOne(path: path) {
        #expect(try NoiseRecipe(path: path).name == name)
        continue
      }
      if SuperResolutionRecipe.isOne(path: path) {
        #expect(try SuperResolutionRecipe(path: path).name == name)
        continue
      }
      let recipe = try Recipe(path: path)
      #expect(recipe.name == name && recipe.fault == nil)
      let domains = recipe.domains ?? []
      if name == "trunk" { #expect(Set(domains.map(\.name)) == Set(DrawnDomains.names + ["anything"])) }
      for domain in domains { #expect(recipe.single(domain.name).map(\.fault) == .some(nil), "\(domain.name)") }
    }
    let classifier = try ClassifierRecipe(path: "\(shipped)/classifier.json")
    // Every word that the judges' page has figures of belongs to a class.
    let words = Set(classifier.classes.flatMap(\.words))
    #expect(words.isSuperset(of: ["panda", "police-car", "pickup-truck", "purse", "diamond", "smiley-face", "angel"]))
  }

  @Test func faultsOfAClassifierAreNamed() throws {
    let json = """
      {"model": "classifier", "name": "test", "width": 4, "labelSmoothing": 0.1, "size": 32, "steps": 2,
      "decaySteps": 1, "batch": 2, "learningRate": 0.001, "seed": 1, "drawnShare": 0.5,
      "sets": {"clips": {"folder": "clips"}, "test": {"folder": "test", "isHeldOut": true}},
      "glyphs": {"name": "font", "licence": "", "credit": ""}, "limitations": [],
      "classes": [{"name": "a", "words": ["a"], "drawn": ["panda"]},
      {"name": "b", "words": ["b"], "pictures": {"clips": ["b1"], "test": ["b2"]}}]}
      """
    let path = folder + "/classifier.json"
    try Data(json.utf8).write(to: URL(fileURLWithPath: path))
    #expect(ClassifierRecipe.isOne(path: path) && !ClassifierRecipe.isOne(path: folder + "/none.json"))
    let good = try ClassifierRecipe(path: path)
    let cases: [(String, (inout ClassifierRecipe) -> Void)] = [
      ("size of 40", { $0.size = 40 }), ("width", { $0.width = 0 }), ("smoothing", { $0.labelSmoothing = 1 }),
      ("b has no pictures", { $0.classes[1].pictures = ["test": ["b2"]] }),
      ("word a belongs to two", { $0.classes[1].words = ["b", "a"] }),
      ("unknown set", { $0.sets["test"] = nil }), ("one name", { $0.classes[1].name = "a" }),
      ("steps", { $0.steps = 0 }), ("decay", { $0.decaySteps = 3 }), ("batch", { $0.batch = 0 }),
      ("learning rate", { $0.learningRate = 0 }), ("share", { $0.drawnShare = 2 }),
    ]
    for (words, spoil) in cases {
      var recipe = good
      spoil(&recipe)
      #expect(recipe.fault?.contains(words) == true, "\(words): \(recipe.fault ?? "no fault")")
    }
    // Its pictures are looked for, and what is not there is named.
    let error = #expect(throws: TrainingError.self) { _ = try ClassifierData(good, folder: folder) }
    #expect(error?.description.contains("no folder \(folder)/clips") == true)
    for (set, stem) in [("clips", "b1"), ("test", "b2")] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(set)/deep", withIntermediateDirectories: true)
      var picture = Image(width: 40, height: 40)
      for pixel in 400..<900 { picture.pixels[pixel * 3] = 0 }
      try picture.write(to: "\(folder)/\(set)/deep/\(stem).png")
    }
    let data = try ClassifierData(good, folder: folder)
    #expect(data.learnt.map(\.things.count) == [0, 1] && data.heldOut.map(\.count) == [0, 1])
    #expect(data.description == "a 0+1, b 1+0" && data.skipped.isEmpty)
    var unshown = good
    unshown.classes[0].glyphs = "\u{10FFFE}"
    let unshownError = #expect(throws: TrainingError.self) { _ = try ClassifierData(unshown, folder: folder) }
    #expect(unshownError?.description.contains("install Noto Color Emoji") == true)
    var missing = good
    missing.classes[1].pictures?["clips"] = ["b9"]
    #expect(throws: TrainingError("The set clips has no picture b9 for the class b.")) {
      _ = try ClassifierData(missing, folder: folder)
    }
  }

  /// Two domains, told apart by the last two of a network's channels.
  private var several: Recipe {
    var recipe = good
    recipe.architecture = .skipResNet(
      SkipResNetGenerator(inputChannels: 7, width: 4, blocks: 1, coreWidth: 6, styleWidth: 3))
    recipe.inputLayout = InputLayout([.ink, .hints, .domain(2)])
    recipe.domains = [
      Recipe.Domain(name: "panda", titles: .init(en: "Panda", ko: "판다"), limitations: ["small"]),
      Recipe.Domain(name: "shoe", titles: .init(en: "Shoe", ko: "신발")),
    ]
    recipe.domains?[0].hasOwnColours = true
    recipe.domains?[1].makesFaces = true
    recipe.domains?[1].coloursRegions = true
    recipe.sources[0].domain = "panda"
    recipe.sources[1].domain = "shoe"
    return recipe
  }

  @Test func aRecipeMayHaveSeveralDomains() throws {
    #expect(several.fault == nil)
    let run = RecipeRun(
      several, data: try TrainingData(several, folder: folder), folder: folder + "/several", startCheckpoint: nil)
    #expect(try run.run { _ in })
    let card = try GeneratorCheckpoint.card(path: run.checkpointPath)
    #expect(card.domains?.map(\.name) == ["panda", "shoe"] && card.domains?[0].limitations == ["small"])
    #expect(card.domains?[1].data.map(\.name) == ["Drawn shoe"])
    // One of them alone goes on from the network of both.
    let single = try #require(several.single("shoe"))
    #expect(single.fault == nil && single.sources == [Recipe.Source(drawn: "shoe")] && single.stages.count == 1)
    #expect(single.makesFaces == true && single.hasOwnColours == nil && single.coloursRegions == true)
    #expect(several.single("panda")?.hasOwnColours == true && several.single("panda")?.makesFaces == nil)
    let further = RecipeRun(
      single, data: try TrainingData(single, folder: folder), folder: folder + "/single",
      startCheckpoint: run.checkpointPath, startDomain: "shoe")
    #expect(try further.run { _ in })
    let own = try GeneratorCheckpoint.card(path: further.checkpointPath)
    #expect(own.domain == "shoe" && own.domains == nil && own.layout == .sketch && own.steps == 6)
    #expect(card.domains?.map(\.makesFaces) == [nil, true] && own.makesFaces == true)
    #expect(card.domains?.map(\.coloursRegions) == [nil, true] && own.coloursRegions == true)
    // Nor does what the weights have learnt from get lost where a training goes on from another one's state.
    var other = single
    other.sources = [Recipe.Source(drawn: "gemstone")]
    let last = RecipeRun(
      other, data: try TrainingData(other, folder: folder), folder: folder + "/last",
      startCheckpoint: folder + "/single/stage-1/state.safetensors")
    #expect(try last.run { _ in })
    let credited = try GeneratorCheckpoint.card(path: last.checkpointPath).data.map(\.name)
    #expect(credited.first == "Drawn gemstone" && Set(credited).isSuperset(of: ["Drawn shoe", "Drawn panda"]))
    #expect(several.single("car") == nil)
    var staged = several
    let stage = Recipe.Stage(size: 64, steps: 2, decaySteps: 1)
    staged.domainStage = stage
    #expect(staged.fault == nil && staged.single("shoe")?.stages == [stage] && staged.single("shoe")?.fault == nil)
    staged.domainStage?.size = 30
    #expect(staged.fault?.contains("30") == true)
    // A run goes on only with the same examples.
    var changed = several
    changed.closeUps = 0.5
    changed.style = PairStyle(look: .toy)
    let words = try TrainingData(changed, folder: folder).description
    #expect(words.hasSuffix(", toy, close-ups 0.5"))
    #expect(try !TrainingData(several, folder: folder).description.contains("toy"))
  }

  @Test func faultsOfDomainsAreNamed() {
    let cases: [(String, (inout Recipe) -> Void)] = [
      ("no domain of the recipe", { $0.sources[1].domain = "car" }),
      ("no domain of the recipe", { $0.sources[1].domain = nil }),
      ("names of their own", { $0.domains?[1].name = "panda" }),
      ("something else", { $0.domains?.removeLast() }),
      ("something else", { $0.inputLayout = InputLayout([.ink, .hints, .domain(1), .domain(1)]) }),
      (
        "it has none",
        {
          $0 = good
          $0.sources[0].domain = "panda"
        }
      ),
      ("close-ups", { $0.closeUps = 1.5 }),
    ]
    for (words, spoil) in cases {
      var recipe = several
      spoil(&recipe)
      #expect(recipe.fault?.contains(words) == true, "\(words): \(recipe.fault ?? "nothing")")
    }
  }

  @Test func closeUpsAreQuartersOfLargerPictures() throws {
    let pairs = SyntheticPairs(Panda(), style: PairStyle(hasHints: false))
    let layout = InputLayout([.ink, .insideMask])
    let whole = SketchDataset(pairs, layout: layout).example(seed: 4, step: 2, index: 0, size: 64)
    let part = SketchDataset(pairs, layout: layout, closeUps: 1).example(seed: 4, step: 2, index: 0, size: 32)
    for (name, channels) in [(TensorName.input, 3), (.target, 3)] {
      let (large, small) = (whole[name].values, part[name].values)
      #expect(small.count == 32 * 32 * channels)
      let places = (0...32).flatMap { y in (0...32).map { (y, $0) } }.filter { top, left in
        (0..<32).allSatisfy { y in
          let start = ((top + y) * 64 + left) * channels
          return small[(y * 32 * channels)..<((y + 1) * 32 * channels)] == large[start..<(start + 32 * channels)]
        }
      }
      #expect(!places.isEmpty, "\(name.name)")
    }
    #expect(
      part[.target].values
        == SketchDataset(pairs, layout: layout, closeUps: 1).example(seed: 4, step: 2, index: 0, size: 32)[.target]
        .values)
  }

  @Test func faultsAreNamed() {
    let cases: [(String, (inout Recipe) -> Void)] = [
      ("no source", { $0.sources = [] }), ("no stages", { $0.stages = [] }),
      ("no drawn domain unicorn", { $0.sources[0].drawn = "unicorn" }),
      ("one of drawn", { $0.sources[0].pictures = "x" }), ("share", { $0.sources[0].share = -1 }),
      (
        "input channels", { $0.architecture = .resNet(ResNetGenerator(inputChannels: 3, width: 4, blocks: 1)) }
      ),
      ("something else", { $0.architecture = .resNet(ResNetGenerator(inputChannels: 8, width: 4, blocks: 1)) }),
      ("something else", { $0.inputLayout = InputLayout([.hints, .ink]) }),
      ("downsamplings", { $0.architecture = .uNet(UNetGenerator(width: 4, downsamplings: 4)) }),
      ("size of 30", { $0.stages[0].size = 30 }),
      ("steps", { $0.stages[1].steps = 0 }), ("decay", { $0.stages[1].decaySteps = 3 }),
      ("batch", { $0.stages[1].batch = 0 }), ("learning rate", { $0.stages[1].learningRate = .nan }),
      ("lambda", { $0.stages[1].lambda = -1 }), ("feature weight", { $0.featureWeight = -1 }),
      ("discriminator scales", { $0.discriminatorScales = 4 }),
      ("64 for 2 discriminator scales", { $0.discriminatorScales = 2 }),
      (
        "something else",
        {
          $0.architecture = .resNet(ResNetGenerator(inputChannels: 10, width: 4, blocks: 1))
          $0.inputLayout = InputLayout([.palette, .ink])
        }
      ),
    ]
    for (words, spoil) in cases {
      var recipe = good
      spoil(&recipe)
      #expect(recipe.fault?.contains(words) == true, "\(words): \(recipe.fault ?? "none")")
    }
    #expect(good.fault == nil)
  }

  @Test(arguments: ["", "{", "[]", "{\"name\": 3}", "null"])
  func rubbishIsOneSentence(text: String) throws {
    let path = folder + "/bad.json"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: TrainingError.self) { try Recipe(path: path) }
    #expect(throws: TrainingError.self) { try Recipe(path: folder + "/none.json") }
  }

  @Test func missingPicturesAreNamed() {
    var recipe = good
    recipe.sources = [Recipe.Source(pictures: "cars")]
    #expect {
      try TrainingData(recipe, folder: folder)
    } throws: {
      "\($0)".contains("cars") && "\($0)".contains("--data")
    }
  }

  @Test func aMixKeepsItsShares() throws {
    let mix = try TrainingData(good, folder: folder).dataset
    let panda = SyntheticPairs(Panda())
    var pandas = 0
    for step in 0..<120
    where mix.example(seed: 1, step: step, index: 0, size: 16)[.target].values
      == panda.pair(seed: 1, step: step, index: 0, size: 16).picture.activations()
    {
      pandas += 1
    }
    #expect((60...100).contains(pandas))
  }

  @Test func aRunThatWasCutEndsAsOneThatWasNot() throws {
    let data = try TrainingData(good, folder: folder)
    let whole = RecipeRun(good, data: data, folder: folder + "/whole", startCheckpoint: nil, interval: 1)
    #expect(!whole.isBegun)
    #expect(try whole.run { _ in })
    var left = 1
    var rounds = 0
    let cut = RecipeRun(good, data: data, folder: folder + "/cut", startCheckpoint: nil, interval: 1)
    while try !cut.run(shouldStop: { left <= 0 }, report: { _ in left -= 1 }) {
      left = 1
      rounds += 1
    }
    #expect(rounds == 3 && cut.isBegun)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: whole.checkpointPath))
        == Data(contentsOf: URL(fileURLWithPath: cut.checkpointPath)))
    let card = try GeneratorCheckpoint.card(path: cut.checkpointPath)
    #expect(card.steps == 4 && card.nativeSize == 64 && card.titles.ko == "시험" && card.data.count == 2)
  }
}
