import Pictures
import Studio

/// Makes one face. The next one is asked for when it is there, so that a key that is held never piles them up.
package struct MakeFace: StudioJob {
  package let place: FacePlace
  package let source: ByIdentity<any FaceArtist>

  package struct Answer: Equatable, Sendable {
    package let place: FacePlace
    /// Nil where the network's file cannot be read.
    package let image: Image?

    package init(place: FacePlace, image: Image?) {
      self.place = place
      self.image = image
    }
  }

  package func run() -> Answer { Answer(place: place, image: try? source.object.face(at: place)) }
}
