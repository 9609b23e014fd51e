import Foundation
import Generation
import Pictures

/// The networks that read pictures, in memory; those that there are checkpoints for.
struct PictureArtists: Sendable {
  let lines: LineArtist?
  let cartoons: CartoonArtist?
  let upscaler: PictureUpscaler?
  let faces: (any FaceFinder)?

  /// - Parameter checkpoints: the folder that holds the face detectors; nil for none.
  init(_ catalogue: DomainCatalogue, checkpoints: String?) throws {
    lines = try catalogue.loadLineArtist()
    cartoons = try catalogue.loadCartoonArtist()
    upscaler = try catalogue.loadPictureUpscaler()
    faces = try checkpoints.map { try FaceDetectorKind.yunet.detector(in: $0) }
    // So that no request is the first.
    let blank = Image(width: 64, height: 64)
    _ = try lines?.lines(of: blank)
    _ = try cartoons?.cartoon(of: blank, side: 64)
    _ = try upscaler?.upscaled(blank, by: .two)
    _ = try faces?.faces(in: blank)
  }

  /// Throws where nobody here can do it.
  func check(_ order: PictureOrder) throws(Problem) {
    switch order {
    case .colouringPage(method: .learned, detail: _, format: _, paper: _, side: _, title: _):
      guard lines != nil else {
        throw Problem(.notFound, "This server has no network that draws lines; ask for method=canny or method=dodge.")
      }
    case .cartoon where cartoons == nil:
      throw Problem(.notFound, "This server has no network that draws cartoons.")
    case .upscale(let factor, _):
      guard let upscaler else { throw Problem(.notFound, "This server has no network that enlarges pictures.") }
      guard upscaler.canEnlarge(by: factor) else {
        throw .badRequest("This server enlarges pictures twice, not \(factor.rawValue) times; ask for by=2.")
      }
    case .faces where faces == nil: throw Problem(.notFound, "This server has no network that finds faces.")
    case .colouringPage, .cartoon, .faces: break
    }
  }

  /// Makes what was asked for of a picture; for workers.
  ///
  /// - Throws: a ``Problem`` where nothing can be made of this picture.
  func file(
    _ order: PictureOrder, of picture: Image, isCancelled: () -> Bool
  ) throws -> (mediaType: String, bytes: [UInt8]) {
    do {
      switch order {
      case .colouringPage(let method, let detail, let format, let paper, let side, let title):
        let curves = try LineDrawing(method, detail: detail, artist: lines).curves(
          of: picture, isCancelled: isCancelled)
        guard !curves.isEmpty else {
          throw Problem.badRequest("No lines were found in the picture; try detail=high, or another method.")
        }
        let page = ColouringPage(curves, title: title)
        return (format.mediaType, try Self.bytes(page, format, paper, side: side))
      case .cartoon(let side, let most):
        guard let cartoons else { preconditionFailure("checked before") }
        let side = side ?? min(max(picture.width, picture.height), CartoonArtist.usualSide, most)
        let made = try cartoons.cartoon(of: picture, side: side, isCancelled: isCancelled)
        return (PictureOrder.Format.png.mediaType, try made.pngData(compression: 4))
      case .upscale(let factor, let most):
        guard let upscaler else { preconditionFailure("checked before") }
        let (width, height) = (picture.width * factor.rawValue, picture.height * factor.rawValue)
        guard max(width, height) <= most else {
          throw Problem.tooLarge(
            "The picture would have \(width)×\(height) pixels; those made here have \(most) a side at the most.")
        }
        let made = try upscaler.upscaled(picture, by: factor, isCancelled: isCancelled)
        return (PictureOrder.Format.png.mediaType, try made.pngData(compression: 4))
      case .faces:
        guard let faces else { preconditionFailure("checked before") }
        let found = try faces.faces(in: picture).map(FaceDescription.init)
        return ("application/json", JSONAnswer.bytes(["faces": found]))
      }
    } catch let error as GenerationError {
      throw Problem.badRequest("\(error)")
    }
  }

  private static func bytes(
    _ page: ColouringPage, _ format: PictureOrder.Format, _ paper: ColouringPage.Paper, side: Int
  ) throws -> [UInt8] {
    switch format {
    case .png: return try page.image(longSide: side).pngData(compression: 6)
    case .svg: return Array(page.svg.utf8)
    case .pdf:
      // Cairo writes documents to files alone.
      let path = FileManager.default.temporaryDirectory.appendingPathComponent("aicanvas-\(UUID().uuidString).pdf").path
      defer { unlink(path) }
      let document = try PDFDocument(
        path: path, width: paper.size.width, height: paper.size.height, title: page.title)
      page.draw(on: document, nameLabel: "Name")
      try document.finish()
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
  }
}
