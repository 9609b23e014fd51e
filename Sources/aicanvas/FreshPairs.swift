import ArgumentParser
import Foundation
import Pictures
import Training

/// Pairs that a generator has not learnt from: of its domain's recipe, sketched by a person.
struct FreshPairs {
  let dataset: any Dataset
  /// What they are made of.
  let description: String

  init(domain: String, data: String?, pictures: String?) throws {
    if let pictures {
      let path = URL(fileURLWithPath: pictures).standardizedFileURL.path
      let recipe = Recipe(
        name: domain, titles: .init(en: domain, ko: domain), sources: [.init(pictures: path)], stages: [])
      self.init(try DataOptions.open(recipe, data: data, part: .heldOut))
      return
    }
    var recipe = try ShippedRecipes.recipe(domain)
    recipe.style?.lines = .sketched
    do {
      self.init(try DataOptions.open(recipe, data: data, part: .heldOut))
    } catch let error as TrainingError where recipe.sources.contains(where: { $0.drawn != nil }) {
      Console.complain("Measured on drawn pairs alone. \(error)")
      self.init(try DataOptions.open(recipe, data: data, only: .drawn))
    }
  }

  private init(_ data: TrainingData) {
    dataset = data.dataset
    description = data.description
  }
}
