import Generation
import Pictures
import Synchronization

/// A photograph and what a network made of it.
package struct PictureCartoon: Equatable, Sendable {
  /// As it was read: at most as large as the cartoon can be.
  package let photograph: Image
  package let cartoon: Image
  package let milliseconds: Double
  /// Which weights made it, as a hexadecimal digest; nil where that is not known.
  package let checkpointDigest: String?

  package init(photograph: Image, cartoon: Image, milliseconds: Double, checkpointDigest: String? = nil) {
    self.photograph = photograph
    self.cartoon = cartoon
    self.milliseconds = milliseconds
    self.checkpointDigest = checkpointDigest
  }
}

/// Makes cartoons of the user's pictures: a network in the studio, something simpler in tests.
///
/// Called on a worker's thread.
package protocol PictureCartoonist: AnyObject, Sendable {
  /// The name that its pictures are kept under, and what it is called.
  var name: String { get }
  var titles: DomainTitles { get }

  /// The cartoon of a picture file.
  ///
  /// - Throws: ``OwnPictureProblem``, or an error of whatever the cartoonist is made of.
  func cartoon(ofPictureAt path: String) throws -> PictureCartoon
}

/// The network that makes cartoons, loaded when the first is wanted.
package final class NetworkCartoonist: PictureCartoonist {
  private let network: DomainInfo
  private let loaded = Mutex<(artist: CartoonArtist, digest: String?)?>(nil)

  package init(_ network: DomainInfo) {
    self.network = network
  }

  package var name: String { network.name }
  package var titles: DomainTitles { network.titles }

  package func cartoon(ofPictureAt path: String) throws -> PictureCartoon {
    let photograph: Image
    do throws(PictureError) {
      photograph = try Image(contentsOf: path, longSide: CartoonArtist.usualSide) { false }
    } catch {
      throw OwnPictureProblem(error)
    }
    let side = max(photograph.width, photograph.height)
    guard CartoonArtist.canDraw(photograph, side: side) else { throw OwnPictureProblem.tooNarrow }
    let (artist, digest) = try ready()
    let start = ContinuousClock.now
    let cartoon = try artist.cartoon(of: photograph, side: side)
    return PictureCartoon(
      photograph: photograph, cartoon: cartoon, milliseconds: (ContinuousClock.now - start) / .milliseconds(1),
      checkpointDigest: digest)
  }

  private func ready() throws -> (artist: CartoonArtist, digest: String?) {
    try loaded.withLock { loaded in
      let pair = try loaded ?? (CartoonArtist(network), CheckpointDigest.of(fileAt: network.path))
      loaded = pair
      return pair
    }
  }
}
