import Pictures
import Studio

/// What the studio asks of the gallery, as calls that take their time and end in messages.
struct GalleryService: Sendable {
  private let gallery: Gallery
  private let thumbnails: Thumbnails
  private let courier: (any PictureCourier)?
  private let checkpointDigest: @Sendable (String) -> String?
  private let texts: Texts

  init(_ options: StudioOptions, _ texts: Texts) {
    gallery = options.gallery
    thumbnails = Thumbnails(options.gallery)
    courier = options.courier
    checkpointDigest = options.checkpointDigest
    self.texts = texts
  }

  func measurement(_ strokes: [Stroke], _ picture: Image) -> Measurement { gallery.measurement(strokes, picture) }

  /// Hangs a picture, and tells what it has brought.
  func keep(_ request: KeepRequest, _ measurement: Measurement?) -> [StudioMessage] {
    do throws(GalleryError) {
      // The level is only for the celebration: not being able to read it must not cost the picture.
      let before = try? gallery.record(of: request.artist).level
      let creation = try gallery.keep(
        Drawing(strokes: request.strokes), picture: request.picture, domain: request.domain, artist: request.artist,
        translateMilliseconds: request.milliseconds,
        checkpointDigest: request.isElsewhere ? nil : checkpointDigest(request.domain),
        story: request.story, measurement: measurement)
      courier?.send()
      let after = try? gallery.record(of: request.artist).level
      let celebration = Celebration(stickers: creation.stickers, level: after == before ? nil : after)
      let kept = StudioMessage.kept(request.canvas, revision: request.revision)
      return celebration.isEmpty ? [kept] : [kept, .celebrate(celebration)]
    } catch {
      return [.keepFailed(texts.problem(error))]
    }
  }

  /// Hangs a cartoon; it brings nothing, since nobody drew it.
  func keep(_ cartoon: PictureCartoon, domain: String, withPhotograph: Bool, by artist: Artist) -> [StudioMessage] {
    answer { () throws(GalleryError) in
      _ = try gallery.keep(
        cartoon.cartoon, photograph: withPhotograph ? cartoon.photograph : nil, domain: domain, artist: artist,
        translateMilliseconds: cartoon.milliseconds, checkpointDigest: cartoon.checkpointDigest)
      courier?.send()
      return .cartoonKept
    }
  }

  func page(_ query: GalleryQuery) -> [StudioMessage] {
    answer { () throws(GalleryError) in
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

  func creation(_ id: Int64) -> [StudioMessage] {
    answer { () throws(GalleryError) in
      let creation = try gallery.creation(id)
      return .creation(
        OpenedCreation(
          creation: creation, picture: try? gallery.image(for: creation), sketch: try? gallery.sketch(for: creation),
          strokes: try gallery.drawing(for: creation).strokes))
    }
  }

  func moveToTrash(_ id: Int64) -> [StudioMessage] {
    answer { () throws(GalleryError) in
      try gallery.moveToTrash(try gallery.creation(id))
      // One that waited for the class does not any more.
      courier?.send()
      return .trashed(id)
    }
  }

  func restore(_ id: Int64) -> [StudioMessage] {
    answer { () throws(GalleryError) in
      try gallery.restore(try gallery.creation(id))
      courier?.send()
      return .restored(id)
    }
  }

  func setFavourite(_ id: Int64, _ isFavourite: Bool) -> [StudioMessage] {
    answer { () throws(GalleryError) in
      try gallery.setFavourite(isFavourite, try gallery.creation(id))
      return .favourite(id, isFavourite)
    }
  }

  func record(of artist: Artist) -> [StudioMessage] {
    answer { () throws(GalleryError) in .record(artist, try gallery.record(of: artist)) }
  }

  /// Best effort: the next start would show another animal, which is no reason to trouble a child.
  func remember(_ artist: Artist) -> [StudioMessage] {
    try? gallery.remember(artist)
    return []
  }

  /// Best effort: the next start would begin with another domain.
  func remember(domain: String) -> [StudioMessage] {
    try? gallery.remember(domain: domain)
    return []
  }

  private func answer(_ work: () throws(GalleryError) -> StudioAnswer) -> [StudioMessage] {
    do throws(GalleryError) {
      return [.answer(try work())]
    } catch {
      return [.problem(texts.problem(error))]
    }
  }
}
