import Foundation
import Networks
import Pictures

/// The faces of one kind of a recipe, found and read.
package struct NoiseData: Sendable {
  package let faces: FacePictures
  /// What the model card shall say.
  package let credits: [ModelCard.DataSource]
  /// Everything that decides which examples there are, in words: a run goes on only with the same data.
  package let description: String
  /// Files that could not be used, with the reason.
  package let skipped: [PictureError]

  /// - Parameters:
  ///   - folder: where picture sets are looked for by name.
  ///   - limit: at most so many pictures of each set.
  ///   - progress: called from any thread while pictures are read.
  /// - Throws: ``TrainingError`` or `PictureError` when a set is not there.
  package init(
    _ kind: NoiseRecipe.Kind, side: Int, folder: String, limit: Int? = nil,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws {
    var sets: [(set: FaceSet, share: Double)] = []
    var words: [String] = []
    var credits: [ModelCard.DataSource] = []
    for source in kind.sources {
      let name = source.pictures ?? source.cutouts ?? ""
      let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
      guard PictureFolder.isFolder(path) else {
        throw TrainingError(
          "The pictures \"\(name)\" are not in \(path); Assets/CREDITS.md says where they come from. Name the folder "
            + "that holds them with --data or AICANVAS_DATA.")
      }
      var selection = FaceSet.Selection()
      selection.crop = source.crop
      selection.isCutOut = source.cutouts != nil
      selection.only = source.only
      selection.beginning = source.beginning
      selection.leavesOutGrey = source.leavesOutGrey ?? false
      let set = try FaceSet(folder: path, selection, side: side, limit: limit, progress: progress)
      sets.append((set, source.share ?? 1))
      let crop = source.crop.map { ", cut \($0.left) \($0.top) \($0.side)" } ?? ""
      words.append("\(set.count) faces \(name) \(source.share ?? 1)\(crop)")
      let credit = ModelCard.DataSource(
        name: PictureFolder.name(of: name), licence: source.licence ?? "unknown", credit: source.credit ?? "")
      if !credits.contains(credit) { credits.append(credit) }
    }
    faces = FacePictures(sets)
    self.credits = credits
    description = words.joined(separator: ", ")
    skipped = sets.flatMap(\.set.skipped)
  }
}
