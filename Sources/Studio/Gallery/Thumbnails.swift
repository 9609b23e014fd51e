import Pictures
import Synchronization

/// Small pictures of creations, so that a gallery screen does not read and scale files at every redraw.
///
/// Holds a bounded number, least recently used out first. Safe to use from several threads.
package final class Thumbnails: Sendable {
  private struct Key: Hashable {
    /// Kept pictures never change and IDs are never reused, so the ID identifies the picture.
    let creation: Creation.ID
    let width: Int
    let height: Int
  }

  private struct State {
    var images: [Key: (image: Image, used: Int)] = [:]
    var clock = 0
  }

  private let gallery: Gallery
  private let capacity: Int
  private let state = Mutex(State())

  package init(_ gallery: Gallery, capacity: Int = 128) {
    precondition(capacity > 0, "a cache needs room for one picture")
    self.gallery = gallery
    self.capacity = capacity
  }

  /// The creation's picture, scaled to fit into `width` × `height` pixels.
  package func image(for creation: Creation, width: Int, height: Int) throws(GalleryError) -> Image {
    precondition(width > 0 && height > 0, "a thumbnail needs pixels")
    let key = Key(creation: creation.id, width: width, height: height)
    if let image = cached(key) { return image }
    let full = try gallery.image(for: creation)
    let scale = min(Double(width) / Double(full.width), Double(height) / Double(full.height))
    let image = full.scaled(
      width: max(1, Int((Double(full.width) * scale).rounded())),
      height: max(1, Int((Double(full.height) * scale).rounded())))
    state.withLock { state in
      state.clock += 1
      state.images[key] = (image, state.clock)
      if state.images.count > capacity, let oldest = state.images.min(by: { $0.value.used < $1.value.used }) {
        state.images[oldest.key] = nil
      }
    }
    return image
  }

  /// How many pictures are held.
  package var count: Int { state.withLock { $0.images.count } }

  private func cached(_ key: Key) -> Image? {
    state.withLock { state in
      guard let image = state.images[key]?.image else { return nil }
      state.clock += 1
      state.images[key]?.used = state.clock
      return image
    }
  }
}
