import Foundation
import Pictures
import Synchronization

/// Shows one picture in the ordinary flow of a terminal's output, without a full-screen session.
package enum InlinePicture {
  /// Cells beyond which a picture made of blocks grows no further.
  private static let largestBlock = (columns: 64, rows: 32)

  /// Bytes that draw the picture at the cursor and leave the cursor on the line below it.
  package static func bytes(_ image: Image, in capabilities: Capabilities) -> [UInt8] {
    if let picture = picture(image, in: capabilities) { return picture }
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
  ///
  /// - Parameter graphics: how; the best way that the terminal has if nil.
  package static func show(_ image: Image, graphics: GraphicsProtocol? = nil) throws(TerminalError) {
    let capabilities = try Capabilities.detect(environment: .current(graphics: graphics))
    FileHandle.standardOutput.write(Data(bytes(image, in: capabilities)))
  }

  /// The picture at its own size, or smaller where the window or the terminal's limit is, on whole cells.
  private static func picture(_ image: Image, in capabilities: Capabilities) -> [UInt8]? {
    guard let pictures = capabilities.pictureProtocol else { return nil }
    let cell = capabilities.cell
    let rows = min((image.height + cell.height - 1) / cell.height, max(capabilities.rows - 1, 1))
    let columns = min((image.width + cell.width - 1) / cell.width, capabilities.columns)
    guard
      let fit = PictureFit(
        pixels: Rectangle(columns: columns, rows: rows), image: (image.width, image.height), in: capabilities)
    else { return nil }
    let sheet = Capabilities.PixelSize(
      width: fit.cells.columns * cell.width, height: fit.cells.rows * cell.height)
    var padded = Image(width: sheet.width, height: sheet.height, red: 0, green: 0, blue: 0)
    padded.paste(image.scaled(width: fit.pixels.width, height: fit.pixels.height), x: 0, y: 0)
    let encoded = pictures.encode(padded, quality: .full)
    guard !encoded.isEmpty else { return nil }
    let place = PicturePlace(inline: fit.cells.columns, rows: fit.cells.rows, size: sheet)
    // Room is made below first and the cursor comes back up, so that nothing scrolls under the picture.
    return [UInt8](repeating: 0x0A, count: fit.cells.rows) + Array("\r\u{1B}[\(fit.cells.rows)A\u{1B}7".utf8)
      + pictures.show(encoded, at: place, piece: nextPiece(), order: 0)
      + Array("\u{1B}8\u{1B}[\(fit.cells.rows)B\r".utf8)
  }

  /// Pictures of one program stay on the screen together, so each has a number of its own.
  private static func nextPiece() -> Int {
    count.withLock { count in
      count += 1
      return 16 + (Int(getpid()) * 7 + count) % 239
    }
  }

  private static let count = Mutex(0)

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
