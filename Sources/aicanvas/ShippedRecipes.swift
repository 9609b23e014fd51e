import ArgumentParser
import Foundation
import Studio
import Training

/// The recipes that came with the program.
enum ShippedRecipes {
  /// A generator's recipe: of this name, or of this domain in a recipe for several.
  static func recipe(_ name: String) throws -> Recipe {
    let (folder, names) = try all()
    if names.contains(name) {
      let path = path(name, in: folder)
      guard !isOther(path) else {
        throw ValidationError("\(name) is no generator: it learns from pictures alone, not from sketches.")
      }
      return try Recipe(path: path)
    }
    var known = names
    for path in names.map({ path($0, in: folder) }) where !isOther(path) {
      let recipe = try Recipe(path: path)
      if let single = recipe.single(name) { return single }
      known += recipe.domains?.map(\.name) ?? []
    }
    let list = Set(known).sorted().joined(separator: ", ")
    throw ValidationError("There is no recipe \(name); there are: \(list).")
  }

  /// Where a classifier's recipe lies; nil for any other name.
  static func classifier(_ name: String) throws -> String? {
    let (folder, names) = try all()
    let path = path(name, in: folder)
    return names.contains(name) && ClassifierRecipe.isOne(path: path) ? path : nil
  }

  /// Where a cartoon generator's recipe lies; nil for any other name.
  static func cartoon(_ name: String) throws -> String? {
    let (folder, names) = try all()
    let path = path(name, in: folder)
    return names.contains(name) && CartoonRecipe.isOne(path: path) ? path : nil
  }

  /// Whether a recipe is of something else than a generator that reads sketches.
  private static func isOther(_ path: String) -> Bool {
    ClassifierRecipe.isOne(path: path) || CartoonRecipe.isOne(path: path)
  }

  private static func all() throws -> (folder: String, names: [String]) {
    guard let home = ProgramHome.find() else {
      throw ValidationError("No recipes were found. Run aicanvas from its own folder, or set AICANVAS_HOME to it.")
    }
    let folder = home + "/Assets/Recipes"
    return (folder, Recipe.names(in: folder))
  }

  private static func path(_ name: String, in folder: String) -> String { "\(folder)/\(name).json" }
}
