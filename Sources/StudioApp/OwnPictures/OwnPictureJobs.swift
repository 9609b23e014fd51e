import Pictures
import Studio

/// Looks for the pictures of a folder.
package struct ListPictures: StudioJob {
  package let folder: String

  package init(folder: String) {
    self.folder = folder
  }

  package func run() -> PictureAlbum { PictureAlbum(listing: folder) }
}

/// Makes one picture small. One at a time, so that what is seen comes first even where the hand scrolls on.
package struct ReadThumbnail: StudioJob {
  package let path: String
  /// The longer side in pixels.
  package let side: Int

  package init(path: String, side: Int) {
    self.path = path
    self.side = side
  }

  package struct Answer: Equatable, Sendable {
    package let path: String
    package let side: Int
    /// Nil where the file cannot be read as a picture.
    package let image: Image?

    package init(path: String, side: Int, image: Image?) {
      self.path = path
      self.side = side
      self.image = image
    }
  }

  /// A picture that takes longer is shown by its name alone.
  private static let longest = Duration.seconds(2)

  package func run() -> Answer {
    let start = ContinuousClock.now
    let image = try? Image(contentsOf: path, longSide: side) { ContinuousClock.now - start > Self.longest }
    return Answer(path: path, side: side, image: image)
  }
}

/// Makes the cartoon of a picture.
package struct MakeCartoon: StudioJob {
  package let path: String
  package let source: ByIdentity<any PictureCartoonist>

  package struct Answer: Equatable, Sendable {
    package let path: String
    package let result: Result<PictureCartoon, OwnPictureProblem>
  }

  package func run() -> Answer {
    do {
      return Answer(path: path, result: .success(try source.object.cartoon(ofPictureAt: path)))
    } catch {
      // Without a reason of its own it is the network's file that could not be read.
      return Answer(path: path, result: .failure(error as? OwnPictureProblem ?? .unreadable))
    }
  }
}

/// Asks for the lines of a picture.
package struct OutlineRequest: Hashable, Sendable {
  package enum Source: Hashable, Sendable {
    /// A picture's path.
    case file(String)
    case picture(Image)
  }

  package let source: Source
  /// Tells the requests of one screen apart.
  package let number: Int

  package init(_ source: Source, number: Int) {
    self.source = source
    self.number = number
  }
}

/// What became of such a request; nothing is heard of one that was called off.
package struct OutlineAnswer: Equatable, Sendable {
  package let request: OutlineRequest
  package let result: Result<[Stroke], OwnPictureProblem>

  package init(_ request: OutlineRequest, _ result: Result<[Stroke], OwnPictureProblem>) {
    self.request = request
    self.result = result
  }
}
