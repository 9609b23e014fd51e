import Foundation
import Networks
import Pictures

/// A classifier's pictures, found and read.
package struct ClassifierData: Sendable {
  /// By class: what is learnt from, and what is only measured on.
  package let learnt: [LabelledDataset.Shelf]
  package let heldOut: [[Cutout]]
  package let credits: [ModelCard.DataSource]
  package let heldOutCredits: [ModelCard.DataSource]
  /// Everything that decides which examples there are, in words: a run goes on only with the same data.
  package let description: String
  /// Files that could not be used, with the reason.
  package let skipped: [PictureError]

  /// Side of the things in memory, in pixels.
  private static let side = 96

  /// - Parameters:
  ///   - folder: where sets are looked for.
  ///   - progress: called after each class with the number read, and of all.
  /// - Throws: ``TrainingError`` or `PictureError` where a set, a picture or a font is not there.
  package init(
    _ recipe: ClassifierRecipe, folder: String, progress: (Int, Int) -> Void = { _, _ in }
  ) throws {
    var files: [String: [String: String]] = [:]
    for (name, set) in recipe.sets.sorted(by: { $0.key < $1.key }) {
      let path = set.folder.hasPrefix("/") ? set.folder : "\(folder)/\(set.folder)"
      guard PictureFolder.isFolder(path) else {
        throw TrainingError(
          "There is no folder \(path) with the pictures of the set \(name); name the folder that holds it with --data.")
      }
      let found = try PictureFolder.files(in: path, isDeep: true)
      files[name] = Dictionary(found.map { (PictureFolder.stem(of: $0), $0) }) { first, _ in first }
    }
    var learnt: [LabelledDataset.Shelf] = []
    var heldOut: [[Cutout]] = []
    var skipped: [PictureError] = []
    for (number, known) in recipe.classes.enumerated() {
      var shelf = LabelledDataset.Shelf(drawn: known.drawn ?? [])
      for glyph in known.glyphs ?? "" {
        guard let thing = Cutout(glyph: glyph, side: Self.side) else {
          throw TrainingError(
            "No font of this machine shows the character \(glyph); install Noto Color Emoji, which Debian calls "
              + "fonts-noto-color-emoji.")
        }
        shelf.things.append(thing)
      }
      var measured: [Cutout] = []
      for (name, stems) in (known.pictures ?? [:]).sorted(by: { $0.key < $1.key }) {
        for stem in stems {
          guard let path = files[name]?[stem] else {
            throw TrainingError("The set \(name) has no picture \(stem) for the class \(known.name).")
          }
          do {
            let thing = try Cutout(thingIn: path, side: Self.side)
            if recipe.sets[name]?.isHeldOut == true { measured.append(thing) } else { shelf.things.append(thing) }
          } catch {
            skipped.append(error)
          }
        }
      }
      guard !shelf.things.isEmpty || !shelf.drawn.isEmpty else {
        throw TrainingError("No picture of the class \(known.name) could be read.")
      }
      learnt.append(shelf)
      heldOut.append(measured)
      progress(number + 1, recipe.classes.count)
    }
    self.learnt = learnt
    self.heldOut = heldOut
    self.skipped = skipped
    func credits(heldOut: Bool) -> [ModelCard.DataSource] {
      recipe.sets.sorted { $0.key < $1.key }.filter { ($0.value.isHeldOut ?? false) == heldOut }.map {
        ModelCard.DataSource(name: $0.key, licence: $0.value.licence ?? "unknown", credit: $0.value.credit ?? "")
      }
    }
    let ownDrawings = ModelCard.DataSource(name: "drawn by program", licence: "the project's", credit: "AICanvas")
    self.credits = credits(heldOut: false) + [recipe.glyphs, ownDrawings]
    heldOutCredits = credits(heldOut: true)
    description = zip(recipe.classes, learnt).map { "\($0.name) \($1.things.count)+\($1.drawn.count)" }
      .joined(separator: ", ")
  }
}
