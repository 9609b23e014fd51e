import Foundation
import Pictures

/// Pictures as PNG files between escape sequences: iTerm2's inline images
/// (https://iterm2.com/documentation-images.html), which other terminals have taken up.
struct InlineImages: PictureProtocol {
  func encode(_ image: Image, quality: PicturePlacement.Quality) -> [UInt8] {
    guard let file = try? image.pngData() else { return [] }
    return Array("size=\(file.count):".utf8) + Array(Data(file).base64EncodedData())
  }

  func show(_ encoded: [UInt8], at place: PicturePlace, piece: Int, order: Int) -> [UInt8] {
    // Sizes in cells: on screens with many pixels to a point, pixels would be counted differently.
    let head =
      "\(place.startOfRow(0))\u{1B}]1337;File=inline=1;width=\(place.columns);height=\(place.rows);"
      + "preserveAspectRatio=0;doNotMoveCursor=1;"
    return encoded.isEmpty ? [] : Array(head.utf8) + encoded + [0x07]
  }
}
