import Pictures

/// The pictures of a cartoon generator's recipe.
package struct CartoonData: Sendable {
  /// Pictures of one kind from one folder.
  package struct Source: Sendable {
    package let name: String
    package let set: PictureSet
    let share: Double
  }

  /// In the recipe's order.
  package let photos: [Source]
  package let cartoons: [Source]
  /// Files that could not be used, with the reason.
  package let skipped: [PictureError]
  /// In words; tells the state of a run on other data.
  let words: String

  /// - Parameters:
  ///   - folder: where the sources' folders are looked for.
  ///   - progress: called from any thread while pictures are read.
  /// - Throws: ``TrainingError`` or `PictureError` where a source cannot be read.
  package init(
    _ recipe: CartoonRecipe, folder: String, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws {
    func open(_ sources: [CartoonRecipe.Source]) throws -> [Source] {
      try sources.map { source in
        let path = source.folder.hasPrefix("/") ? source.folder : "\(folder)/\(source.folder)"
        guard PictureFolder.isFolder(path) else {
          throw TrainingError(
            "The pictures \"\(source.folder)\" for \(recipe.name) are not in \(path); Assets/CREDITS.md says where they "
              + "come from. Name the folder that holds them with --data or AICANVAS_DATA.")
        }
        let set = try PictureSet(folder: path, limit: source.limit, progress: progress)
        return Source(name: source.folder, set: set, share: source.share)
      }
    }
    photos = try open(recipe.photos)
    cartoons = try open(recipe.cartoons)
    skipped = (photos + cartoons).flatMap(\.set.skipped)
    words = (photos + cartoons).map { "\($0.set.count) \($0.name) \($0.share)" }.joined(separator: ", ")
  }

  /// Endless examples to learn from.
  var dataset: CartoonDataset {
    CartoonDataset(
      photos: photos.map { (PictureCrops($0.set, .photograph), $0.share) },
      cartoons: cartoons.map { (PictureCrops($0.set, .drawing), $0.share) })
  }

  /// Photographs that no generator learnt from, whole: of the sets that are large enough to spare some.
  package var heldOutPhotographs: [Image] {
    photos.flatMap { source in PicturePairs.Part.spared(of: source.set.count).map(source.set.image) }
  }

  /// Parts of cartoons that no generator learnt from, each with a ground; always the same.
  ///
  /// - Parameter size: side in pixels.
  package func heldOutCartoons(_ count: Int, size: Int) -> [Image] {
    let sources = cartoons.filter { !PicturePairs.Part.spared(of: $0.set.count).isEmpty }
    guard !sources.isEmpty else { return [] }
    let crops = sources.map { PictureCrops($0.set, .drawing, part: .heldOut) }
    var random = SeededGenerator(seed: 0xCA27_0E1D)
    return (0..<count).map { number in
      let source = random.index(weights: sources.map(\.share))
      return crops[source].part(seed: random.next(), step: number, index: 0, size: size).clean
    }
  }
}
