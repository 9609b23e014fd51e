import Generation
import Pictures
import Synchronization

/// A place on the way from one face to another.
package struct FacePlace: Hashable, Sendable {
  /// Which kind of faces, an index of ``FaceArtist/kinds``.
  package var kind: Int
  /// What the face behind was made of, and the one ahead.
  package var from: UInt64
  package var to: UInt64
  /// How far on the way, 0…1.
  package var share: Double

  package init(kind: Int = 0, from: UInt64, to: UInt64, share: Double = 0) {
    self.kind = kind
    self.from = from
    self.to = to
    self.share = share
  }
}

/// Makes faces that nobody has: networks in the studio, something simpler in tests.
///
/// Called on a worker's thread.
package protocol FaceArtist: AnyObject, Sendable {
  /// What the kinds of faces are called; at least one.
  var kinds: [DomainTitles] { get }

  /// The face at a place, square. The same place always has the same face.
  ///
  /// - Throws: an error of whatever the artist is made of; there is no face then.
  func face(at place: FacePlace) throws -> Image
}

/// The generators of faces from noise, each loaded when its first face is wanted.
package final class NoiseFaces: FaceArtist {
  package let kinds: [DomainTitles]
  private let paths: [String]
  private let loaded = Mutex<[Int: SurpriseGenerator]>([:])
  private let loadUpscaler: @Sendable () throws -> PictureUpscaler?
  private let upscaler = Mutex<PictureUpscaler?>(nil)

  /// Side of the faces in pixels: the networks make less, and lines are found in what is enlarged.
  private static let side = 256

  /// - Parameters:
  ///   - models: nil is returned where there are none.
  ///   - upscaler: enlarges the faces; Lanczos's window does where there is none.
  package init?(_ models: [DomainInfo], upscaler: @escaping @Sendable () throws -> PictureUpscaler? = { nil }) {
    guard !models.isEmpty else { return nil }
    loadUpscaler = upscaler
    // Drawn faces before photographed ones: their lines are clear, and children like them.
    let models = models.sorted { Self.isDrawn($0) && !Self.isDrawn($1) }
    kinds = models.map(\.titles)
    paths = models.map(\.path)
  }

  private static func isDrawn(_ model: DomainInfo) -> Bool {
    model.name.hasSuffix("-cartoon") || model.name.hasSuffix("-toy")
  }

  package func face(at place: FacePlace) throws -> Image {
    let generator = try loaded.withLock { loaded in
      if let generator = loaded[place.kind] { return generator }
      let generator = try SurpriseGenerator(path: paths[place.kind])
      loaded[place.kind] = generator
      return generator
    }
    let noise = SurpriseGenerator.between(
      generator.noise(seed: place.from), generator.noise(seed: place.to), share: Float(place.share))
    let face = try generator.picture(noise: noise)
    let upscaler = try upscaler.withLock { upscaler in
      upscaler = try upscaler ?? loadUpscaler()
      return upscaler
    }
    return try upscaler?.enlarged(face, width: Self.side, height: Self.side)
      ?? face.resized(width: Self.side, height: Self.side)
  }
}
