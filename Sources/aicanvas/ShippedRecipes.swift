import ArgumentParser
import Foundation
import Studio
import Training

/// The recipes that came with the program.
enum ShippedRecipes {
  static func recipe(_ name: String) throws -> Recipe {
    guard let home = ProgramHome.find() else {
      throw ValidationError("No recipes were found. Run aicanvas from its own folder, or set AICANVAS_HOME to it.")
    }
    let folder = home + "/Assets/Recipes"
    let names = Recipe.names(in: folder)
    if names.contains(name) { return try Recipe(path: "\(folder)/\(name).json") }
    // A domain of a recipe for several.
    var domains: [String] = []
    for file in names {
      let recipe = try Recipe(path: "\(folder)/\(file).json")
      if let single = recipe.single(name) { return single }
      domains += recipe.domains?.map(\.name) ?? []
    }
    let known = (names + domains).sorted().joined(separator: ", ")
    throw ValidationError("There is no recipe \(name); there are: \(known).")
  }
}
