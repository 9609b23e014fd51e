import Pictures

/// The lines of pictures, found in one of several ways and cleaned, as curves for paper.
package struct LineDrawing: Sendable {
  package enum Method: String, Sendable, CaseIterable {
    /// By a trained network.
    case learned
    /// Edges where the brightness changes.
    case canny
    /// What is darker than its surroundings.
    case dodge
  }

  /// How much of a picture becomes line.
  package enum Detail: String, Sendable, CaseIterable {
    case low, medium, high

    /// The longer side of the picture in which lines are looked for, in pixels: what is small there is left out.
    package var side: Int {
      switch self {
      case .low: 256
      case .medium: 400
      case .high: 640
      }
    }
  }

  package let method: Method
  package let detail: Detail
  private let artist: LineArtist?

  /// Pieces that reach over less than this share of the longer side are specks.
  private static let speck = 6.0 / 256
  /// Pictures of so few levels between darkest and palest show nothing.
  private static let faintest: UInt8 = 8
  /// The longer side of the mask that curves are made from.
  private static let traced = 1600

  /// - Parameter artist: for the learned method; of no account for the others.
  /// - Throws: ``GenerationError`` where the learned method has no network.
  package init(_ method: Method, detail: Detail = .medium, artist: LineArtist?) throws(GenerationError) {
    if method == .learned && artist == nil {
      throw GenerationError(
        "There is no checkpoint that draws lines; use --method canny or dodge, or train one: aicanvas train "
          + "colouring-page-first.")
    }
    self.method = method
    self.detail = detail
    self.artist = artist
  }

  /// How surely each place of a picture lies on a line, 0…1; of the picture's size, which is taken as it is.
  package func lines(of picture: Image, isCancelled: () -> Bool = { false }) throws -> Plane {
    switch method {
    case .learned:
      guard let artist else { preconditionFailure("checked when it was made") }
      return try artist.lines(of: picture, isCancelled: isCancelled)
    case .canny:
      let edges = Canny.edges(GreyPicture(picture))
      return Plane(width: picture.width, height: picture.height, values: edges.bits.map { $0 ? 1 : 0 })
    case .dodge:
      let drawing = PencilDodge.drawing(GreyPicture(picture))
      // A quarter darker than around it is a line.
      return Plane(
        width: picture.width, height: picture.height,
        values: drawing.levels.map { min((255 - Float($0)) / 255 * 2, 1) })
    }
  }

  /// The curves of a picture's lines, without specks; empty where there are none.
  ///
  /// - Parameters:
  ///   - picture: of any size.
  ///   - isCancelled: asked between layers.
  /// - Throws: `CancellationError`.
  package func curves(of picture: Image, isCancelled: () -> Bool = { false }) throws -> LineCurves {
    LineCurves(try mask(of: picture, longSide: Self.traced, isCancelled: isCancelled))
  }

  /// The lines of a picture as strokes of a pencil on the canvas, without specks; none where there are no lines.
  ///
  /// - Parameters:
  ///   - picture: of any size.
  ///   - isCancelled: asked between layers.
  /// - Throws: `CancellationError`.
  package func strokes(of picture: Image, isCancelled: () -> Bool = { false }) throws -> [Stroke] {
    LineStrokes.strokes(of: try mask(of: picture, longSide: LineStrokes.side, isCancelled: isCancelled))
  }

  /// What of a picture is line, at another size.
  private func mask(of picture: Image, longSide: Int, isCancelled: () -> Bool) throws -> BinaryMask {
    let longer = max(picture.width, picture.height)
    func sides(_ target: Int) -> (width: Int, height: Int) {
      (max(1, picture.width * target / longer), max(1, picture.height * target / longer))
    }
    let read = sides(detail.side)
    let large = sides(longSide)
    let small = picture.scaled(width: read.width, height: read.height)
    // The network's norms would make a drawing of an empty page's last grain.
    guard small.contrast > Self.faintest else { return BinaryMask(width: large.width, height: large.height) }
    let lines = try lines(of: small, isCancelled: isCancelled)
    // Smooth between pixels, so that the threshold cuts smooth rims.
    var mask = BinaryMask(lines.enlarged(width: large.width, height: large.height), from: 0.5)
    if method == .canny { mask = mask.dilated(steps: 1) }
    return mask.withoutSpecks(extent: Int(Self.speck * Double(longSide)))
  }
}

extension Image {
  /// Levels between the darkest and the palest pixel of the channel in which they differ most.
  fileprivate var contrast: UInt8 {
    var (darkest, palest): ([UInt8], [UInt8]) = ([255, 255, 255], [0, 0, 0])
    for (index, level) in pixels.enumerated() {
      darkest[index % 3] = min(darkest[index % 3], level)
      palest[index % 3] = max(palest[index % 3], level)
    }
    return zip(palest, darkest).map { $0 - $1 }.max() ?? 0
  }
}
