import Generation
import Pictures

/// Something that is made of a picture, rather than of a drawing.
package enum PictureOrder: Equatable, Sendable {
  package enum Format: String, CaseIterable, Sendable {
    case png, svg, pdf

    var mediaType: String {
      switch self {
      case .png: "image/png"
      case .svg: "image/svg+xml"
      case .pdf: "application/pdf"
      }
    }
  }

  /// A page to colour in.
  case colouringPage(
    method: LineDrawing.Method, detail: LineDrawing.Detail, format: Format, paper: ColouringPage.Paper, side: Int,
    title: String)
  /// A cartoon, the longer side in pixels; nil for what suits the picture, up to the most that is made here.
  case cartoon(side: Int?, most: Int)
  /// The picture itself, larger; of what is made the longer side may have `most` pixels.
  case upscale(by: PictureUpscaler.Factor, most: Int)
  /// Where the faces in it are, as JSON.
  case faces

  /// The names of the parameters, as the API's description tells them.
  package static let colouringPageParameters = ["method", "detail", "format", "paper", "size", "title"]
  package static let cartoonParameters = ["size"]
  package static let upscaleParameters = ["by"]

  private static let longestTitle = 120
  private static let smallestSide = 64

  /// - Parameter mostSide: of what is made, in pixels.
  static func colouringPage(_ query: Query, mostSide: Int) throws(Problem) -> PictureOrder {
    let title = query["title"] ?? ""
    guard title.count <= longestTitle else {
      throw .badRequest("The parameter title may have \(longestTitle) characters.")
    }
    return .colouringPage(
      method: try choice(query, "method", LineDrawing.Method.learned),
      detail: try choice(query, "detail", LineDrawing.Detail.medium),
      format: try choice(query, "format", Format.png), paper: try choice(query, "paper", ColouringPage.Paper.a4),
      side: try side(query, most: mostSide) ?? mostSide, title: title)
  }

  /// - Parameter mostSide: of what is made, in pixels.
  static func cartoon(_ query: Query, mostSide: Int) throws(Problem) -> PictureOrder {
    let most = min(mostSide, CartoonArtist.longestSide)
    return .cartoon(side: try side(query, most: most), most: most)
  }

  /// - Parameter mostSide: of what is made, in pixels.
  static func upscale(_ query: Query, mostSide: Int) throws(Problem) -> PictureOrder {
    guard let word = query["by"] else { return .upscale(by: .two, most: mostSide) }
    guard let factor = Int(word).flatMap(PictureUpscaler.Factor.init) else {
      throw .badRequest("The parameter by must be one of 2, 4.")
    }
    return .upscale(by: factor, most: mostSide)
  }

  private static func side(_ query: Query, most: Int) throws(Problem) -> Int? {
    try query.number("size", in: min(smallestSide, most)...most)
  }

  private static func choice<Choice: RawRepresentable & CaseIterable>(
    _ query: Query, _ name: String, _ usual: Choice
  ) throws(Problem) -> Choice where Choice.RawValue == String {
    guard let word = query[name] else { return usual }
    guard let choice = Choice(rawValue: word) else {
      let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw .badRequest("The parameter \(name) must be one of \(known).")
    }
    return choice
  }

  /// What figures and the log call it.
  var name: String {
    switch self {
    case .colouringPage: "colouring-page"
    case .cartoon: "cartoon"
    case .upscale: "upscale"
    case .faces: "faces"
    }
  }

  /// How much there will be to do: pixels.
  var work: Double {
    switch self {
    case .colouringPage(let method, let detail, _, _, _, _):
      Self.squared(detail.side) / (method == .learned ? 1 : 4)
    case .cartoon(let side, let most):
      Self.squared(side ?? min(CartoonArtist.usualSide, most))
    case .upscale(let factor, let most): Self.squared(most / factor.rawValue)
    case .faces: Self.squared(FaceDetector.usualLongestSide) / 4
    }
  }

  private static func squared(_ side: Int) -> Double { Double(side * side) }
}
