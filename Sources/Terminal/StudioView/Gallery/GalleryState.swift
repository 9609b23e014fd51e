import Pictures
import Studio

/// One picture on the gallery's wall.
package struct GalleryItem: Equatable, Sendable, Identifiable {
  package var creation: Creation
  /// Nil where the picture's file could not be read.
  package var thumbnail: Image?

  package var id: Int64 { creation.id }

  package init(creation: Creation, thumbnail: Image?) {
    self.creation = creation
    self.thumbnail = thumbnail
  }
}

/// A stretch of the gallery, newest first, as the runtime read it.
package struct GalleryPage: Equatable, Sendable {
  package var query: GalleryQuery
  package var items: [GalleryItem]
  /// How many pictures the gallery (or its trash) holds in all.
  package var total: Int

  package init(query: GalleryQuery, items: [GalleryItem], total: Int) {
    self.query = query
    self.items = items
    self.total = total
  }
}

/// What the gallery's screen shows.
package struct GalleryState: Equatable, Sendable {
  package var inTrash = false
  /// The page on the wall; nil until the first has come.
  package var page: GalleryPage?
  /// The page asked for, until it comes.
  package var awaited: GalleryQuery?
  /// Index of the chosen picture on its page.
  package var selected = 0
  /// Grows with every page that comes, so that the terminal sees new pictures.
  package var generation = 0
  /// Opens the chosen picture as soon as the awaited page is here: for leafing through single pictures.
  package var opensWhenLoaded = false
  /// The creation on its way is to be drawn on rather than shown.
  package var editsWhenOpened = false

  package var selectedItem: GalleryItem? {
    guard let page, page.items.indices.contains(selected) else { return nil }
    return page.items[selected]
  }
}

/// One creation, opened large.
package struct CreationState: Equatable, Sendable {
  package var creation: Creation
  package var picture: Image?
  package var sketch: Image?
  package var strokes: [Stroke]

  package init(creation: Creation, picture: Image?, sketch: Image?, strokes: [Stroke]) {
    self.creation = creation
    self.picture = picture
    self.sketch = sketch
    self.strokes = strokes
  }
}
