import Foundation
import Pictures

/// Shows one picture in the ordinary flow of a terminal's output, without a full-screen session.
package enum InlinePicture {
  /// Cells beyond which a picture made of blocks grows no further.
  private static let largestBlock = (columns: 64, rows: 32)

  /// Bytes that draw the picture at the cursor and leave the cursor on the line below it.
  package static func bytes(_ image: Image, in capabilities: Capabilities) -> [UInt8] {
    if capabilities.sixel, let sixel = sixel(image, in: capabilities) { return sixel + Array("\r\n".utf8) }
    let rectangle = Rectangle(
      column: 0, row: 0, columns: min(capabilities.columns, largestBlock.columns),
      rows: max(1, min(capabilities.rows - 1, largestBlock.rows)))
    guard let block = HalfBlocks.cells(for: PicturePlacement(rectangle: rectangle, image: image), in: capabilities)
    else { return [] }
    var text = ""
    for row in 0..<block.rectangle.rows {
      for cell in block.cells[(row * block.rectangle.columns)..<((row + 1) * block.rectangle.columns)] {
        text += sequence(cell.style, capabilities.colourDepth) + String(cell.text ?? " ")
      }
      text += capabilities.colourDepth == .none ? "\r\n" : "\u{1B}[0m\r\n"
    }
    return Array(text.utf8)
  }

  /// Writes the picture to this process's terminal.
  package static func show(_ image: Image) throws(TerminalError) {
    let capabilities = try Capabilities.detect()
    FileHandle.standardOutput.write(Data(bytes(image, in: capabilities)))
  }

  /// The picture at its own size, or smaller where the window or the terminal's limit is.
  private static func sixel(_ image: Image, in capabilities: Capabilities) -> [UInt8]? {
    let width = min(capabilities.columns * capabilities.cellWidth, capabilities.sixelLimit.width)
    let height = min((capabilities.rows - 1) * capabilities.cellHeight, capabilities.sixelLimit.height)
    let scale = min(1, Double(width) / Double(image.width), Double(height) / Double(image.height))
    let fitted =
      scale == 1
      ? image
      : image.scaled(
        width: max(1, Int(Double(image.width) * scale)), height: max(1, Int(Double(image.height) * scale)))
    return SixelEncoder.encode(fitted, colours: capabilities.sixelColours)
  }

  private static func sequence(_ style: Style, _ depth: Capabilities.ColourDepth) -> String {
    guard depth != .none else { return "" }
    return "\u{1B}[" + code(style.foreground, base: 30, depth) + ";" + code(style.background, base: 40, depth) + "m"
  }

  /// The parameters of SGR (ECMA-48, 8.3.117, and ITU T.416 for 38 and 48).
  private static func code(_ colour: TerminalColour, base: Int, _ depth: Capabilities.ColourDepth) -> String {
    guard case .rgb(let red, let green, let blue) = colour else { return "\(base + 9)" }
    switch depth {
    case .trueColour: return "\(base + 8);2;\(red);\(green);\(blue)"
    case .palette256: return "\(base + 8);5;\(TerminalPalette.nearest256(red, green, blue))"
    case .ansi16, .none:
      let index = TerminalPalette.nearestANSI(red, green, blue)
      return "\(index < 8 ? base + index : base + 52 + index)"
    }
  }
}
