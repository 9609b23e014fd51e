import Dispatch
import Pictures
import Studio
import Terminal

/// Reads and writes the gallery in the background, one thing at a time, and answers with messages.
final class GalleryWorker: Sendable {
  private let gallery: Gallery
  private let thumbnails: Thumbnails
  private let checkpointDigest: @Sendable (String) -> String?
  private let texts: Texts
  private let inbox: Inbox
  private let queue = DispatchQueue(label: "aicanvas.gallery", qos: .userInitiated)

  init(_ options: StudioOptions, _ texts: Texts, _ inbox: Inbox) {
    self.texts = texts
    gallery = options.gallery
    thumbnails = Thumbnails(options.gallery)
    checkpointDigest = options.checkpointDigest
    self.inbox = inbox
  }

  func keep(_ request: KeepRequest) {
    queue.async { [self] in
      do throws(GalleryError) {
        // What an artist has collected is not worth losing a picture for.
        let before = try? gallery.record(of: request.artist).level
        let creation = try gallery.keep(
          Drawing(strokes: request.strokes), picture: request.picture, domain: request.domain, artist: request.artist,
          translateMilliseconds: request.milliseconds, checkpointDigest: checkpointDigest(request.domain),
          story: request.story)
        inbox.post(.kept(request.canvas, revision: request.revision))
        let after = try? gallery.record(of: request.artist).level
        let celebration = Celebration(stickers: creation.stickers, level: after == before ? nil : after)
        if !celebration.isEmpty { inbox.post(.celebrate(celebration)) }
      } catch {
        inbox.post(.keepFailed(texts.problem(error)))
      }
    }
  }

  func load(_ query: GalleryQuery) {
    answer { [self] () throws(GalleryError) in
      let total = try gallery.count(query.filter)
      let items = try gallery.creations(query.filter, offset: query.offset, limit: query.limit).map {
        // One damaged file must not hide the other pictures.
        GalleryItem(
          creation: $0,
          thumbnail: try? thumbnails.image(for: $0, width: query.thumbnailSide, height: query.thumbnailSide))
      }
      return .galleryPage(
        GalleryPage(query: query, items: items, total: total, choices: try gallery.choices(inTrash: query.inTrash)))
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

  func setFavourite(_ isFavourite: Bool, _ id: Int64) {
    answer { [self] () throws(GalleryError) in
      try gallery.setFavourite(isFavourite, try gallery.creation(id))
      return .favourite(id, isFavourite)
    }
  }

  func loadRecord(of artist: Artist) {
    answer { [self] () throws(GalleryError) in .record(artist, try gallery.record(of: artist)) }
  }

  func remember(_ artist: Artist) {
    // Who drew last is a comfort; that it cannot be written is not worth a child's worry.
    queue.async { [gallery] in try? gallery.remember(artist) }
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
