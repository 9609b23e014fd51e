import Generation
import HTTPTypes
import Pictures

/// What a request's body holds, by its `Content-Type`.
enum SketchBody: Equatable {
  case strokes
  case picture
  /// A form with a picture in it.
  case form(boundary: String)

  private static let pictureFormats: Set<PictureFormat> = [.png, .jpeg, .webp]

  init(_ headers: HTTPFields) throws(Problem) {
    if let encoding = headers[.contentEncoding], encoding.lowercased() != "identity" {
      throw Problem(.unsupportedMediaType, "Send the body as it is, without a Content-Encoding.")
    }
    let type = headers[.contentType] ?? ""
    switch type.prefix(while: { $0 != ";" }).filter({ $0 != " " }).lowercased() {
    case "application/json": self = .strokes
    case "image/png", "image/jpeg", "image/webp": self = .picture
    case "multipart/form-data":
      guard let boundary = MultipartForm.boundary(type) else {
        throw .badRequest("The form's Content-Type names no boundary.")
      }
      self = .form(boundary: boundary)
    default:
      throw Problem(
        .unsupportedMediaType,
        "Send strokes as application/json, or a sketch as image/png, image/jpeg, image/webp or multipart/form-data.")
    }
  }

  /// The most bytes it may have, and what it is called.
  func limit(_ limits: ServerLimits) -> (bytes: Int, kind: String) {
    switch self {
    case .strokes: (limits[.strokesBytes], "A drawing")
    case .picture: (limits[.pictureBytes], "A picture")
    // Heads and boundaries of the parts come on top.
    case .form: (limits[.pictureBytes] + 4096, "A form")
    }
  }

  /// Reads the body. It takes time and memory, so only workers do it.
  func input(_ bytes: [UInt8], palette: PaletteChoice, limits: ServerLimits) throws(Problem) -> GenerationInput {
    switch self {
    case .strokes: .strokes(try StrokesDocument(bytes, limits: limits).strokes, palette: palette)
    case .picture: try Self.picture(bytes, palette, limits)
    case .form(let boundary): try Self.picture(MultipartForm.file(in: bytes, boundary: boundary), palette, limits)
    }
  }

  private static func picture(
    _ bytes: [UInt8], _ palette: PaletteChoice, _ limits: ServerLimits
  ) throws(Problem) -> GenerationInput {
    .picture(try image(bytes, pictureFormats, limits), palette: palette)
  }

  /// Reads a picture in one of some formats.
  static func image(
    _ bytes: [UInt8], _ formats: Set<PictureFormat>, _ limits: ServerLimits
  ) throws(Problem) -> Image {
    do throws(PictureError) {
      return try Image(data: bytes, name: "The picture", formats: formats, mostPixels: limits[.pixels])
    } catch .tooLarge(let name, let width, let height, let most) {
      throw .tooLarge("\(name) has \(width)×\(height) pixels; at most \(most) in all are taken.")
    } catch {
      throw .badRequest("\(error)")
    }
  }
}
