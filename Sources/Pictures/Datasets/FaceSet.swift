/// The faces of a folder, each as one small square picture held in memory.
package struct FaceSet: Sendable {
  /// Where the head lies in every picture, in shares of the picture's width.
  package struct Crop: Codable, Hashable, Sendable {
    package var left: Double
    package var top: Double
    package var side: Double

    package init(left: Double, top: Double, side: Double) {
      self.left = left
      self.top = top
      self.side = side
    }

    /// Whether it is a part of the width.
    package var isPossible: Bool { left >= 0 && top >= 0 && side > 0 && left + side <= 1 && top <= 4 }
  }

  /// Which files of a folder belong to a set, and how they are seen.
  package struct Selection: Sendable {
    package var crop: Crop?
    /// Whether the pictures are transparent, to be laid on a ground.
    package var isCutOut = false
    /// Names without their endings; nil for all.
    package var only: [String]?
    /// Files whose names begin with one of these; nil for all.
    package var beginning: [String]?
    /// Whether pictures without colours are left out.
    package var leavesOutGrey = false

    package init() {}
  }

  private enum Face: Sendable {
    case picture(Image)
    case cutout(Cutout)
  }

  /// Files that are not usable pictures, with the reason.
  package let skipped: [PictureError]
  /// The files' names, in order.
  package let names: [String]
  private let faces: [Face]

  package var count: Int { faces.count }

  /// Reads a folder and the folders within, on all processors.
  ///
  /// - Parameters:
  ///   - side: of the pictures in pixels.
  ///   - limit: read at most so many of the files, evenly spread over the folder.
  ///   - progress: called from any thread, with the number of files read and of all files.
  /// - Throws: ``PictureError`` when the folder cannot be read or holds too few usable pictures.
  package init(
    folder: String, _ selection: Selection, side: Int, limit: Int? = nil,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws(PictureError) {
    let wanted = try PictureFolder.files(in: folder, isDeep: true).filter { path in
      let name = PictureFolder.name(of: path)
      return selection.only?.contains(PictureFolder.stem(of: path)) != false
        && selection.beginning?.contains { name.hasPrefix($0) } != false
    }
    let paths = ParallelReading.thinned(wanted, to: limit)
    let results = ParallelReading.results(of: paths, progress: progress) { path throws(PictureError) in
      try Self.face(path, selection, side: side)
    }
    var faces: [Face] = []
    var names: [String] = []
    var skipped: [PictureError] = []
    for (path, result) in zip(paths, results) {
      switch result {
      case .success(let face?):
        faces.append(face)
        names.append(PictureFolder.name(of: path))
      case .success(nil): break
      case .failure(let error): skipped.append(error)
      }
    }
    guard faces.count >= PictureSet.fewest else {
      throw .tooFewPictures(path: folder, found: faces.count, needed: PictureSet.fewest, unreadable: skipped.count)
    }
    self.faces = faces
    self.names = names
    self.skipped = skipped
  }

  /// - Returns: nil for a picture that is left out.
  private static func face(_ path: String, _ selection: Selection, side: Int) throws(PictureError) -> Face? {
    if selection.isCutOut {
      return .cutout(try Cutout(contentsOf: path).framed(side: side, margin: side / 16))
    }
    let image = try Image(contentsOf: path)
    if selection.leavesOutGrey && image.isGrey { return nil }
    return .picture(image.head(selection.crop).scaled(width: side, height: side))
  }

  /// One face.
  ///
  /// - Parameter ground: what a transparent picture lies on.
  package func picture(_ index: Int, ground: (UInt8, UInt8, UInt8)) -> Image {
    switch faces[index] {
    case .picture(let image): image
    case .cutout(let cutout):
      cutout.over(
        Image(
          width: cutout.colours.width, height: cutout.colours.height, red: ground.0, green: ground.1, blue: ground.2))
    }
  }
}

/// Faces of several sets in fixed proportions, as a generator from noise shall make them.
package struct FacePictures: Sendable {
  private let sets: [FaceSet]
  private let shares: [Double]

  /// - Parameter parts: at least one, each with its share above 0.
  package init(_ parts: [(set: FaceSet, share: Double)]) {
    precondition(!parts.isEmpty && parts.allSatisfy { $0.share > 0 }, "nothing to mix")
    sets = parts.map(\.set)
    shares = parts.map(\.share)
  }

  /// A face, as it is or mirrored, on a pastel ground where it has none.
  package func picture(size: Int, using random: inout SeededGenerator) -> Image {
    let set = sets[random.index(weights: shares)]
    let index = Int(random.next() % UInt64(set.count))
    func pale() -> UInt8 { UInt8(random.uniform(190, 251)) }
    let face = set.picture(index, ground: (pale(), pale(), pale())).scaled(width: size, height: size)
    return random.chance(0.5) ? face.flippedHorizontally : face
  }

  /// Every face once, with its file's name, on one ground.
  package var all: [(name: String, picture: Image)] {
    sets.flatMap { set in
      (0..<set.count).map { (set.names[$0], set.picture($0, ground: (225, 225, 235))) }
    }
  }
}

extension Image {
  /// The square that a crop says, as far as it lies in the picture; without one the largest square in the middle.
  fileprivate func head(_ crop: FaceSet.Crop?) -> Image {
    guard let crop else {
      let side = min(width, height)
      return cropped(x: (width - side) / 2, y: (height - side) / 2, width: side, height: side)
    }
    let side = min(max(1, Int((crop.side * Double(width)).rounded())), height)
    let x = min(Int((crop.left * Double(width)).rounded()), width - side)
    let y = min(Int((crop.top * Double(width)).rounded()), height - side)
    return cropped(x: max(0, x), y: max(0, y), width: min(side, width), height: side)
  }

  /// Whether its colours are grey but for what a scanner adds.
  fileprivate var isGrey: Bool {
    var sum = 0
    for start in stride(from: 0, to: pixels.count, by: 3) {
      let (red, green, blue) = (Int(pixels[start]), Int(pixels[start + 1]), Int(pixels[start + 2]))
      sum += max(red, green, blue) - min(red, green, blue)
    }
    return sum < 8 * width * height
  }
}
