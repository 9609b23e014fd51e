import ArgumentParser
import Foundation
import Networks
import Studio
import Training

/// Training on the user's own pictures.
struct OwnPictureOptions: ParsableArguments {
  @Option(help: "A folder of pictures to learn from, in any common format; twenty or more.")
  var pictures: String?

  @Option(help: "What the studio shall call it, such as \"My cats\".")
  var name: String?

  @Option(help: "Who made the pictures and under which licence, for the model card.")
  var credit: String?

  func validate() throws {
    if pictures != nil && (name ?? "").trimmingCharacters(in: .whitespaces).isEmpty {
      throw ValidationError("Give the pictures a name: --name \"My cats\".")
    }
    if pictures == nil && name != nil { throw ValidationError("--name goes with --pictures FOLDER.") }
  }

  /// A recipe for the user's pictures; nil where none were given.
  func recipe() throws -> Recipe? {
    guard let pictures, let name else { return nil }
    var source = Recipe.Source(pictures: URL(fileURLWithPath: pictures).standardizedFileURL.path)
    source.licence = "the owner's"
    source.credit = credit ?? ""
    return Recipe(
      name: Self.fileName(name), titles: ModelCard.Titles(en: name, ko: name), sources: [source],
      start: DomainCatalogue.installed()["cartoon-face"] == nil ? "panda" : "cartoon-face",
      stages: [Recipe.Stage(size: 128, steps: 4000, decaySteps: 2000)])
  }

  /// Puts a finished generator where the studio finds it.
  ///
  /// - Returns: its new place; nil if it is not of the user's own pictures.
  func install(_ path: String, name: String) throws -> String? {
    guard pictures != nil else { return nil }
    let folder = StoragePaths().checkpoints
    let target = "\(folder)/\(name).safetensors"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(contentsOf: URL(fileURLWithPath: path)).write(to: URL(fileURLWithPath: target), options: .atomic)
    } catch {
      throw TrainingError("The generator is finished, but cannot be written to \(target); it lies in \(path).")
    }
    return target
  }

  /// "My cats!" becomes `my-cats`.
  private static func fileName(_ name: String) -> String {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.isEmpty ? "own" : words.joined(separator: "-")
  }
}
