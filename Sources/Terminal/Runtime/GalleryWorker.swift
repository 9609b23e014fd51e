import Dispatch
import Pictures
import Studio

/// Reads and writes the gallery in the background, one thing at a time, and answers with messages.
final class GalleryWorker: Sendable {
  private let gallery: Gallery
  private let thumbnails: Thumbnails
  private let artist: Artist
  private let checkpointDigest: @Sendable (String) -> String?
  private let texts: Texts
  private let inbox: Inbox
  private let queue = DispatchQueue(label: "aicanvas.gallery", qos: .userInitiated)

  init(_ options: StudioOptions, _ texts: Texts, _ inbox: Inbox) {
    self.texts = texts
    gallery = options.gallery
    thumbnails = Thumbnails(options.gallery)
    artist = options.artist
    checkpointDigest = options.checkpointDigest
    self.inbox = inbox
  }

  func keep(_ request: KeepRequest) {
    queue.async { [self] in
      do throws(GalleryError) {
        _ = try gallery.keep(
          Drawing(strokes: request.strokes), picture: request.picture, domain: request.domain, artist: artist,
          translateMilliseconds: request.milliseconds, checkpointDigest: checkpointDigest(request.domain),
          story: request.story)
        inbox.post(.kept(request.canvas, revision: request.revision))
      } catch {
        inbox.post(.keepFailed(texts.problem(error)))
      }
    }
  }

  func load(_ query: GalleryQuery) {
    answer { [self] () throws(GalleryError) in
      let total = try gallery.count(inTrash: query.inTrash)
      let items = try gallery.creations(inTrash: query.inTrash, offset: query.offset, limit: query.limit).map {
        // One damaged file must not hide the other pictures.
        GalleryItem(
          creation: $0,
          thumbnail: try? thumbnails.image(for: $0, width: query.thumbnailSide, height: query.thumbnailSide))
      }
      return .galleryPage(GalleryPage(query: query, items: items, total: total))
    }
  }

  func open(_ id: Int64) {
    answer { [self] () throws(GalleryError) in
      let creation = try gallery.creation(id)
      return .creation(
        CreationState(
          creation: creation, picture: try? gallery.image(for: creation), sketch: try? gallery.sketch(for: creation),
          strokes: try gallery.drawing(for: creation).strokes))
    }
  }

  func moveToTrash(_ id: Int64) {
    answer { [self] () throws(GalleryError) in
      try gallery.moveToTrash(try gallery.creation(id))
      return .trashed(id)
    }
  }

  func restore(_ id: Int64) {
    answer { [self] () throws(GalleryError) in
      try gallery.restore(try gallery.creation(id))
      return .restored(id)
    }
  }

  func waitUntilDone() {
    queue.sync {}
  }

  private func answer(_ work: @escaping @Sendable () throws(GalleryError) -> StudioMessage) {
    queue.async { [texts, inbox] in
      do throws(GalleryError) {
        inbox.post(try work())
      } catch {
        inbox.post(.problem(texts.problem(error)))
      }
    }
  }
}
