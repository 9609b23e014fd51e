import Pictures
import Studio
import Terminal

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

/// A stretch of the gallery, newest first, as the runtime read it: what is seen, and what is next to it.
package struct GalleryPage: Equatable, Sendable {
  package var query: GalleryQuery
  package var items: [GalleryItem]
  /// How many pictures pass the filter in all.
  package var total: Int
  /// What there is to filter by.
  package var choices: GalleryChoices

  package init(query: GalleryQuery, items: [GalleryItem], total: Int, choices: GalleryChoices = GalleryChoices()) {
    self.query = query
    self.items = items
    self.total = total
    self.choices = choices
  }

  /// Where the stretch lies among all pictures.
  package var range: Range<Int> { query.offset..<(query.offset + items.count) }
}

/// What the gallery's screen shows.
package struct GalleryState: Equatable, Sendable {
  package var filter = GalleryFilter()
  /// The stretch that has been read; nil until the first has come.
  package var page: GalleryPage?
  /// The stretch asked for, until it comes.
  package var awaited: GalleryQuery?
  /// The chosen picture, counted from the newest.
  package var selected = 0
  /// First row of the wall that can be seen.
  package var top = 0
  /// Opens the chosen picture as soon as it has been read: for leafing through single pictures.
  package var opensWhenLoaded = false
  /// The creation on its way is to be drawn on rather than shown.
  package var editsWhenOpened = false
  /// The opened creation's drawing draws itself again.
  package var replay: RunningReplay?
  package var slideshow: Slideshow?

  package init() {}

  package var inTrash: Bool { filter.inTrash == true }
  package var total: Int { page?.total ?? 0 }
  package var selectedItem: GalleryItem? { item(selected) }

  /// The picture at a place, counted from the newest; nil where it has not been read.
  package func item(_ index: Int) -> GalleryItem? {
    guard let page, page.range.contains(index) else { return nil }
    return page.items[index - page.query.offset]
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
