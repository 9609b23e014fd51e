import Foundation
import Pictures

/// Real pictures that made ones are compared with.
package struct JudgeReference: Sendable {
  /// Of the pictures with a transparent background, which alone tell where the thing is.
  package let figures: [PictureFigures]
  /// Of all pictures, one set for each extractor that it was made with.
  package let features: [FeatureSet]
  /// Number of pictures.
  package var count: Int { features.first?.rows ?? 0 }

  /// Fewer pictures have no neighbourhoods.
  package static let fewest = 4 * DensityCoverage.neighbours
  /// Cut-out things with fewer opaque pixels are too small to be judged.
  private static let smallestFigure = 3000

  /// Reads the pictures of a folder and of the folders in it; files that cannot be read are left out.
  ///
  /// Each is judged at 256 × 256 pixels; cut-out ones lie on a sheet of nearly white.
  ///
  /// - Parameter extractors: what the distances will be measured by; at least one.
  /// - Throws: ``PictureError`` where the folder holds too few, ``TrainingError`` where they are all alike.
  package init(folder: String, extractors: [any FeatureExtractor]) throws {
    precondition(!extractors.isEmpty, "nothing describes the pictures")
    var figures: [PictureFigures] = []
    var features = extractors.map { FeatureSet(features: $0.count) }
    let files = try PictureFolder.files(in: folder, isDeep: true)
    for file in files {
      guard let cutout = try? Cutout(contentsOf: file) else { continue }
      let sheet = Image(
        width: cutout.colours.width, height: cutout.colours.height, red: 246, green: 246, blue: 250)
      let picture = Self.fitted(cutout.over(sheet), sheet: (246, 246, 250))
      for (index, extractor) in extractors.enumerated() { features[index].append(extractor.values(picture)) }
      if !cutout.isOpaque, let judged = Self.figures(of: picture, cutout) { figures.append(judged) }
    }
    let count = features[0].rows
    guard count >= Self.fewest else {
      throw PictureError.tooFewPictures(
        path: folder, found: count, needed: Self.fewest, unreadable: files.count - count)
    }
    guard features.allSatisfy({ FeatureSet.standardized($0, by: $0) != nil }) else {
      throw TrainingError("The pictures in \(folder) are all alike; judging needs different ones.")
    }
    self.figures = figures
    self.features = features
  }

  private static func figures(of picture: Image, _ cutout: Cutout) -> PictureFigures? {
    let silhouette = fitted(cutout.coverage, sheet: (0, 0, 0))
    var figure = BinaryMask(width: silhouette.width, height: silhouette.height)
    for pixel in figure.bits.indices { figure.bits[pixel] = silhouette.pixels[pixel * 3] > 200 }
    guard figure.area >= smallestFigure else { return nil }
    return PictureFigures(picture, ink: nil, figure: figure.eroded(steps: 3))
  }

  private static func fitted(_ image: Image, sheet: (UInt8, UInt8, UInt8)) -> Image {
    image.letterboxed(side: PictureFigures.side, red: sheet.0, green: sheet.1, blue: sheet.2)
  }
}
