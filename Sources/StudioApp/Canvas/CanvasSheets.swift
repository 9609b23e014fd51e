import Pictures
import Terminal

/// The drawings that the last frames showed, each at its place, so that the next frame only draws what changed; and the
/// little pictures on buttons and shelves, which are the same in every frame.
///
/// A memory for speed alone: a frame painted with it is the same as one painted without. Stays on one thread.
package final class CanvasSheets {
  private var sheets: [(area: Rectangle, sheet: DrawingSheet)] = []
  /// As many drawings as any screen shows at once, and some more.
  private static let most = 16

  package init() {}

  /// The sheet of this place and size, the last used one last.
  func sheet(for area: Rectangle, width: Int, height: Int) -> DrawingSheet {
    let known = sheets.lastIndex { $0.area == area && $0.sheet.width == width && $0.sheet.height == height }
    let entry = known.map { sheets.remove(at: $0) } ?? (area: area, sheet: DrawingSheet(width: width, height: height))
    sheets.append(entry)
    if sheets.count > Self.most { sheets.removeFirst() }
    return entry.sheet
  }

  /// What a little picture looks like.
  struct LittleLook: Hashable {
    enum Subject: Hashable {
      case icon(Icon)
      case cells(CellPicture)
    }

    var subject: Subject
    var width: Int
    var height: Int
    var colour: TerminalColour
    var ground: TerminalColour
  }

  private var littlePictures: [LittleLook: Image] = [:]
  /// More than all that the screens show in a window of one size.
  private static let mostLittlePictures = 500

  func littlePicture(_ look: LittleLook, _ draw: () -> Image) -> Image {
    if let known = littlePictures[look] { return known }
    if littlePictures.count >= Self.mostLittlePictures { littlePictures = [:] }
    let image = draw()
    littlePictures[look] = image
    return image
  }
}
