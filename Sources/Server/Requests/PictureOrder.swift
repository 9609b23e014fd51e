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
  /// A cartoon, the longer side in pixels; nil for what suits the picture.
  case cartoon(side: Int?)

  /// The names of the parameters, as the API's description tells them.
  package static let colouringPageParameters = ["method", "detail", "format", "paper", "size", "title"]
  package static let cartoonParameters = ["size"]

  private static let longestTitle = 120

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
      side: try query.number("size", in: 64...mostSide) ?? mostSide, title: title)
  }

  /// - Parameter mostSide: of what is made, in pixels.
  static func cartoon(_ query: Query, mostSide: Int) throws(Problem) -> PictureOrder {
    .cartoon(side: try query.number("size", in: 64...min(mostSide, CartoonArtist.longestSide)))
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
    }
  }

  /// How much there will be to do: pixels.
  var work: Double {
    switch self {
    case .colouringPage(let method, let detail, _, _, _, _):
      method == .learned ? Double(detail.side * detail.side) : Double(detail.side * detail.side) / 4
    case .cartoon(let side): Double((side ?? CartoonArtist.usualSide) * (side ?? CartoonArtist.usualSide))
    }
  }
}
