import ArgumentParser
import Foundation
import Studio
import Training

/// The recipes that came with the program.
enum ShippedRecipes {
  /// The recipes of faces from noise, whichever the model: `train` alone knows it.
  private static let anyFaces = "face"

  /// A generator's recipe: of this name, or of this domain in a recipe for several.
  static func recipe(_ name: String) throws -> Recipe {
    let (folder, names) = try all()
    if names.contains(name) || name == anyFaces {
      let path = path(name, in: folder)
      guard name != anyFaces && isOfSketches(path) else {
        throw ValidationError("\(name) is no generator of sketches: it learns from pictures alone.")
      }
      return try Recipe(path: path)
    }
    var known = names
    for path in names.map({ path($0, in: folder) }) where isOfSketches(path) {
      let recipe = try Recipe(path: path)
      if let single = recipe.single(name) { return single }
      known += recipe.domains?.map(\.name) ?? []
    }
    known.append(anyFaces)
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

  /// Where an upscaler's recipe lies; nil for any other name.
  static func superResolution(_ name: String) throws -> String? {
    let (folder, names) = try all()
    let path = path(name, in: folder)
    return names.contains(name) && SuperResolutionRecipe.isOne(path: path) ? path : nil
  }

  /// Whether a recipe is of a generator that reads sketches.
  private static func isOfSketches(_ path: String) -> Bool {
    !ClassifierRecipe.isOne(path: path) && !NoiseRecipe.isOne(path: path) && !CartoonRecipe.isOne(path: path)
      && !SuperResolutionRecipe.isOne(path: path)
  }

  /// A recipe for faces from noise; nil for any other name.
  ///
  /// - Parameters:
  ///   - name: `face`, or `face-dcgan`.
  ///   - model: which of them, such as `dcgan`; for `face` alone.
  static func faces(_ name: String, model: String?) throws -> NoiseRecipe? {
    let (folder, names) = try all()
    let known = names.filter { NoiseRecipe.isOne(path: path($0, in: folder)) }
    let wanted = name == anyFaces ? "face-\(model ?? "dcgan")" : name
    if known.contains(wanted) { return try NoiseRecipe(path: path(wanted, in: folder)) }
    guard name == anyFaces else { return nil }
    let models = known.map { $0.hasPrefix("face-") ? String($0.dropFirst(5)) : $0 }.joined(separator: ", ")
    throw ValidationError("There is no model \(model ?? "dcgan") for faces; there are: \(models).")
  }

  /// The recipe that a generator of faces was trained by, of its kind alone.
  ///
  /// - Parameter name: what its card says.
  static func faces(trained name: String) throws -> NoiseRecipe {
    let (folder, names) = try all()
    for path in names.map({ path($0, in: folder) }) where NoiseRecipe.isOne(path: path) {
      let recipe = try NoiseRecipe(path: path)
      for kind in recipe.kinds {
        let single = try recipe.single(kind.name)
        if single.name == name { return single }
      }
    }
    throw ValidationError("No recipe tells what \(name) learnt from, so there is nothing to compare its faces with.")
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
