import Pictures

/// Pictures as sixels (DEC STD 070, chapter 9).
struct SixelPictures: PictureProtocol {
  /// The terminal's colour registers.
  let colours: Int

  func encode(_ image: Image, quality: PicturePlacement.Quality) -> [UInt8] {
    switch quality {
    case .live: ExactSixel.encode(image, colours: colours)
    case .draft, .full: SixelEncoder.encode(image, quality: quality, colours: colours) ?? []
    }
  }

  func show(_ encoded: [UInt8], at place: PicturePlace, piece: Int, order: Int) -> [UInt8] {
    Array(place.startOfRow(0).utf8) + encoded
  }
}
