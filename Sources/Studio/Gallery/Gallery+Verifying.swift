import Files
import Foundation
import Pictures

extension Gallery {
  /// Compares the index with the files and the facts with what they were computed from.
  ///
  /// - Parameter repairing: repairs what can be repaired without losing anything: lists pictures without an entry,
  ///   redraws lost sketches, corrects facts, removes half-written files.
  /// - Returns: all problems found, repaired ones included; empty for a sound gallery.
  package func verify(repairing: Bool = false) throws(GalleryError) -> [GalleryProblem] {
    // Under the lock, because a picture that another studio is just keeping is not an orphan.
    var problems = try verifying(repairing) { (verification) throws in try verification.checkFolder() }
    guard problems.first?.kind != .damagedIndex else { return problems }
    let creations = try creations(inTrash: nil)
    // Reading the pictures takes long, so this is done without the lock; what looks wrong is checked again under it.
    let areSound = Parallel.map(creations) { [self] creation in
      var glance = Verification(gallery: self, repairs: false)
      return (try? glance.check(creation)) != nil && glance.problems.isEmpty
    }
    for (creation, isSound) in zip(creations, areSound) where !isSound {
      problems += try verifying(repairing) { (verification) throws in
        if let current = try verification.index.creation(creation.id) { try verification.check(current) }
      }
    }
    // Last, because corrected facts may earn a sticker.
    problems += try verifying(repairing) { (verification) throws in try verification.checkStickers() }
    return problems
  }

  /// Puts the folder in order as a program that was killed left it, without reading its pictures: what it had written
  /// and not listed is listed, what it had half written is removed.
  ///
  /// - Returns: what was found.
  @discardableResult
  package func tidy() throws(GalleryError) -> [GalleryProblem] {
    try verifying(true) { (verification) throws in try verification.checkFolder() }
  }

  private func verifying(
    _ repairing: Bool, _ body: (inout Verification) throws -> Void
  ) throws(GalleryError) -> [GalleryProblem] {
    let check = { [self] () throws -> [GalleryProblem] in
      var verification = Verification(gallery: self, repairs: repairing)
      try body(&verification)
      return verification.problems
    }
    return isReadOnly && !repairing ? try reading(check) : try changing(check)
  }
}

/// The checks, and what they have found so far.
private struct Verification {
  let gallery: Gallery
  let repairs: Bool
  var problems: [GalleryProblem] = []
  private var folder: GalleryFolder { gallery.folder }
  var index: GalleryIndex { gallery.index }

  init(gallery: Gallery, repairs: Bool) {
    self.gallery = gallery
    self.repairs = repairs
  }

  /// Checks that the index is sound and that it lists all files.
  mutating func checkFolder() throws {
    if let damage = try index.damage() {
      note(
        .damagedIndex, "gallery.sqlite",
        "The index is damaged (\(damage)); close all studios and open the gallery again.")
      return
    }
    try checkEntries()
    if repairs { try renameImproper() }
    try checkOrphans()
    for name in folder.unfinishedFiles {
      if repairs { try folder.files.remove(name) }
      note(.unfinishedFile, name, "\(name) was left half-written by a program that was killed.", repaired: repairs)
    }
  }

  /// Entries that make no sense are hidden from all lists; their pictures are orphans once they are gone.
  private mutating func checkEntries() throws {
    let senseless = try index.senseless()
    if repairs { try index.delete(senseless) }
    for id in senseless {
      note(
        .senselessEntry, GalleryFolder.indexFile, "Entry number \(id) of the index makes no sense.", repaired: repairs)
    }
  }

  /// Gives files whose names a gallery does not take other names, the same for picture and sketch.
  private mutating func renameImproper() throws {
    for place in GalleryFolder.Place.allCases {
      let pictures = folder.pngFiles(in: folder.pictures(place))
      let sketches = folder.pngFiles(in: folder.sketches(place))
      for file in Set(pictures + sketches).sorted() where !GalleryFolder.isProper(file) {
        let name = folder.freeName(created: Date(), domain: "picture")
        if pictures.contains(file) {
          try folder.files.rename(folder.picture(file, place), to: folder.picture(name, place))
        }
        if sketches.contains(file) {
          try folder.files.rename(folder.sketch(file, place), to: folder.sketch(name, place))
        }
        note(
          .improperName, GalleryFolder.pictureFolder(place) + "/" + name,
          "\(GalleryFolder.pictureFolder(place))/\(file.shown()) has a name that a gallery does not take; it is "
            + "\(name) now.", repaired: true)
      }
    }
  }

  /// Checks that a creation's files and facts are as the index says.
  mutating func check(_ recorded: Creation) throws {
    var creation = recorded
    if !folder.files.exists(folder.picture(creation.file, creation.place)) {
      let other: GalleryFolder.Place = creation.place == .hanging ? .trash : .hanging
      guard folder.files.exists(folder.picture(creation.file, other)) else {
        // The strokes are still in the index, so only a person may decide to delete the entry.
        note(
          .missingPicture, creation.pictureFile,
          "The picture \(creation.pictureFile) is missing; put the file back, or throw the entry away.")
        return
      }
      if repairs {
        // The sketch may have stayed behind, if the program was killed between the two.
        try? folder.move(creation.file, from: creation.place, to: other)
        try index.setTrashed(other == .trash ? Date() : nil, creation.id)
        creation = try index.creation(creation.id) ?? creation
      }
      note(
        .misplacedFiles, recorded.pictureFile,
        "\(recorded.pictureFile) was moved \(other == .trash ? "to" : "out of") the trash behind the index's back.",
        repaired: repairs)
      guard repairs else { return }
    }
    guard let picture = whole(folder.picture(creation.file, creation.place)) else {
      note(
        .unreadablePicture, creation.pictureFile,
        "The picture \(creation.pictureFile) cannot be read; replace it from a backup, or throw it away.")
      return
    }
    guard let strokes = try? index.strokes(creation.id) else {
      note(
        .unreadableStrokes, creation.pictureFile,
        "The strokes of \(creation.pictureFile) cannot be read; the picture and its sketch are safe.")
      return
    }
    try checkSketch(creation, strokes)
    try checkFacts(creation, strokes, picture)
  }

  /// The image in a PNG file that is complete; nil otherwise.
  private func whole(_ name: String) -> Image? {
    guard let bytes = try? folder.read(name), PNGMetadata.isWhole(bytes) else { return nil }
    return try? Image(data: bytes, name: name, formats: [.png])
  }

  private mutating func checkSketch(_ creation: Creation, _ strokes: [Stroke]) throws {
    let bytes = try? folder.read(folder.sketch(creation.file, creation.place))
    // The checksums prove that it is as it was written; decoding it would prove no more.
    guard !(bytes.map(PNGMetadata.isWhole) ?? false) else { return }
    if repairs {
      var creation = creation
      creation.strokes = strokes
      let path = folder.sketch(creation.file, creation.place)
      if folder.files.exists(path) { try lose(path, creation.file) }
      try AtomicFile.write(try creation.sketchPNG(), to: path, in: folder.files)
    }
    note(
      .missingSketch, creation.sketchFile, "The sketch \(creation.sketchFile) is missing or damaged.", repaired: repairs
    )
  }

  private mutating func checkFacts(_ creation: Creation, _ strokes: [Stroke], _ picture: Image) throws {
    if picture.width != creation.width || picture.height != creation.height {
      note(
        .pictureSize, creation.pictureFile,
        "\(creation.pictureFile) has \(picture.width)×\(picture.height) pixels, but \(creation.width)×\(creation.height) "
          + "were kept; another program has changed it.")
      return
    }
    let measures = gallery.measurement(strokes, picture).measures
    var measured = creation
    measured.strokeCount = strokes.count
    measured.lineFollowing = measures.lines
    // How a later program counts its stars is not known here.
    if let rule = StarRule(rawValue: creation.facts.starRule) { measured.stars = measures.stars(by: rule) }
    measured.facts.ink = InkFacts(strokes)
    measured.facts.hintFollowing = measures.hints
    let countDiffers = measured.strokeCount != creation.strokeCount
    // A picture imported without strokes has no measure, and needs none.
    let shareDiffers = abs((measured.lineFollowing ?? -1) - (creation.lineFollowing ?? -1)) > 0.01
    let scoreDiffers = measured.stars != creation.stars || !measured.facts.agrees(with: creation.facts)
    guard countDiffers || shareDiffers || scoreDiffers else { return }
    if repairs { try index.setMeasured(measured) }
    if countDiffers {
      note(
        .strokeCount, creation.pictureFile,
        "\(creation.pictureFile) is listed with \(creation.strokeCount) strokes, but has \(strokes.count).",
        repaired: repairs)
    }
    if shareDiffers {
      note(
        .lineFollowing, creation.pictureFile,
        "\(creation.pictureFile) is listed with \(Self.percent(creation.lineFollowing)) of its lines followed, but "
          + "\(Self.percent(measured.lineFollowing)) are.", repaired: repairs)
    }
    if scoreDiffers && !countDiffers && !shareDiffers {
      note(
        .score, creation.pictureFile,
        "\(creation.pictureFile) is listed with \(creation.stars) stars and facts that its strokes and picture do not "
          + "give; counted again, it has \(measured.stars).", repaired: repairs)
    }
  }

  /// Checks that each sticker an artist has earned is stored with the picture that earned it.
  mutating func checkStickers() throws {
    let all = try index.creations(GalleryFilter(inTrash: nil), offset: 0, limit: .max)
    for lacking in gallery.lackingStickers(among: all) {
      if repairs { try index.add(lacking.sticker, lacking.creation.id) }
      note(
        .stickers, lacking.creation.pictureFile,
        "\(lacking.creation.pictureFile) has earned the sticker \(lacking.sticker.rawValue), which was not listed.",
        repaired: repairs)
    }
  }

  private mutating func checkOrphans() throws {
    let known = Set(try index.creations(GalleryFilter(inTrash: nil), offset: 0, limit: .max).map(\.file))
    var taken: Set<String> = []
    for place in GalleryFolder.Place.allCases {
      for file in folder.pngFiles(in: folder.pictures(place)) where !known.contains(file) && !taken.contains(file) {
        let name = GalleryFolder.pictureFolder(place) + "/" + file
        guard GalleryFolder.isProper(file) else {
          note(
            .improperName, name, "\(name.shown()) has a name that a gallery does not take; --repair gives it another.")
          continue
        }
        guard let found = Creation(file, place, in: folder) else {
          note(.unreadablePicture, name, "\(name) is not a picture that can be read; take it out of the gallery.")
          continue
        }
        taken.insert(file)
        if let identity = found.identity, let same = try index.creation(identity: identity) {
          // Its keeping was cut short and then done again, or somebody copied the file.
          if repairs {
            try lose(folder.picture(file, place), file)
            if folder.files.exists(folder.sketch(file, place)) { try lose(folder.sketch(file, place), file) }
          }
          note(
            .orphanPicture, name,
            "\(name) is the picture \(same.pictureFile) once more"
              + (repairs ? "; it lies in the folder \"lost\" now." : "."), repaired: repairs)
          continue
        }
        if repairs { _ = try index.insert(found) }
        note(.orphanPicture, name, "The picture \(name) was not in the index.", repaired: repairs)
      }
    }
    for place in GalleryFolder.Place.allCases {
      for file in folder.pngFiles(in: folder.sketches(place)) where !known.contains(file) && !taken.contains(file) {
        let name = GalleryFolder.sketchFolder(place) + "/" + file
        if repairs { try lose(folder.sketch(file, place), file) }
        note(
          .orphanSketch, name,
          "The sketch \(name) has no picture" + (repairs ? "; it lies in the folder \"lost\" now." : "."),
          repaired: repairs)
      }
    }
  }

  /// Moves a file that belongs to no creation into the folder `lost`, under a free name.
  private func lose(_ path: String, _ file: String) throws {
    try folder.files.makeFolder(GalleryFolder.lostFolder)
    var name = file
    var number = 2
    while folder.files.exists(GalleryFolder.lostFolder + "/" + name) {
      name = "\(file.dropLast(4)) (\(number)).png"
      number += 1
    }
    try folder.files.rename(path, to: GalleryFolder.lostFolder + "/" + name)
  }

  private mutating func note(
    _ kind: GalleryProblem.Kind, _ file: String, _ sentence: String, repaired: Bool = false
  ) {
    problems.append(GalleryProblem(kind: kind, file: file, description: sentence, isRepaired: repaired))
  }

  private static func percent(_ share: Double?) -> String { share.map { "\(Int(($0 * 100).rounded())) %" } ?? "none" }
}
