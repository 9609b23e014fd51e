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

/// Which pictures of the gallery are wanted.
package struct GalleryQuery: Hashable, Sendable {
  package var filter: GalleryFilter
  package var offset: Int
  package var limit: Int
  /// The side of a thumbnail in pixels.
  package var thumbnailSide: Int

  package var inTrash: Bool { filter.inTrash == true }
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

/// One creation, read in full.
package struct OpenedCreation: Equatable, Sendable {
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
