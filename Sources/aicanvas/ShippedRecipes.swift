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
    guard names.contains(name) else {
      throw ValidationError("There is no recipe \(name); there are: \(names.joined(separator: ", ")).")
    }
    return try Recipe(path: "\(folder)/\(name).json")
  }
}
