import ArgumentParser
import Foundation
import Studio
import Training

/// The recipes that came with the program.
enum ShippedRecipes {
  /// A generator's recipe.
  static func recipe(_ name: String) throws -> Recipe {
    let path = try path(name)
    guard !ClassifierRecipe.isOne(path: path) else {
      throw ValidationError("\(name) is no generator: it learns from pictures alone, not from sketches.")
    }
    return try Recipe(path: path)
  }

  /// Where a classifier's recipe lies; nil for the name of a generator's.
  static func classifier(_ name: String) throws -> String? {
    let path = try path(name)
    return ClassifierRecipe.isOne(path: path) ? path : nil
  }

  private static func path(_ name: String) throws -> String {
    guard let home = ProgramHome.find() else {
      throw ValidationError("No recipes were found. Run aicanvas from its own folder, or set AICANVAS_HOME to it.")
    }
    let folder = home + "/Assets/Recipes"
    let names = Recipe.names(in: folder)
    guard names.contains(name) else {
      throw ValidationError("There is no recipe \(name); there are: \(names.joined(separator: ", ")).")
    }
    return "\(folder)/\(name).json"
  }
}
