import ArgumentParser
import Foundation
import Pictures
import Training

/// Pairs that a generator has not learnt from: of its domain's recipe, sketched by a person.
struct FreshPairs {
  let source: any PairSource
  /// What they are made of.
  let description: String

  init(domain: String, data: String?, pictures: String?) throws {
    var options = DataOptions()
    options.data = data
    if let pictures {
      let path = URL(fileURLWithPath: pictures).standardizedFileURL.path
      let recipe = Recipe(
        name: domain, titles: .init(en: domain, ko: domain), sources: [.init(pictures: path)], stages: [])
      self.init(try options.open(recipe, part: .heldOut))
      return
    }
    var recipe = try ShippedRecipes.recipe(domain)
    recipe.style?.lines = .sketched
    do {
      self.init(try options.open(recipe, part: .heldOut))
    } catch let error as TrainingError where recipe.sources.contains { $0.drawn != nil } {
      FileHandle.standardError.write(Data("Measured on drawn pairs alone. \(error)\n".utf8))
      options.only = .drawn
      self.init(try options.open(recipe))
    }
  }

  private init(_ data: TrainingData) {
    source = data.pairs
    description = data.description
  }
}
