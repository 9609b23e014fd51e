import Foundation
import Pictures

/// Kitty's terminal graphics protocol (https://sw.kovidgoyal.net/kitty/graphics-protocol/).
///
/// Pixels go through shared memory where the terminal can read it, else in chunks of base64. Every change is a new
/// picture with a number of its own, and the old one is deleted afterwards: nothing blinks, and no frames of animations
/// are needed, which not every terminal has. Within tmux the pictures' data is passed through it, and placeholder
/// characters in the text say where each piece of a picture is.
struct KittyGraphics: PictureProtocol {
  let options: KittyOptions

  var isOverCells: Bool { !options.placeholders }

  /// Base64 characters that one escape sequence may carry.
  private static let chunk = 4096

  func encode(_ image: Image, quality: PicturePlacement.Quality) -> [UInt8] {
    // A small piece is sent sooner than compressed.
    if options.sharedMemory || image.pixels.count <= 3 * Self.chunk { return [24] + image.pixels }
    guard let file = try? image.pngData() else { return [24] + image.pixels }
    return [100] + file
  }

  func show(_ encoded: [UInt8], at place: PicturePlace, piece: Int, order: Int) -> [UInt8] {
    guard let format = encoded.first else { return [] }
    let cells = "c=\(place.columns),r=\(place.rows)"
    // Above the text, in the order of their making. Below the text would spare cutting them where a dialog lies over
    // them, but kitty 0.26 mixes up the colours of all cells then.
    let depth = order % 1_000_000_000
    let kind = options.placeholders ? "a=T,U=1,\(cells)" : "a=T,C=1,p=1,\(cells),z=\(depth)"
    let keys = "\(kind),q=2,i=\(piece),f=\(format),s=\(place.size.width),v=\(place.size.height)"
    let data = transmission(keys, encoded.dropFirst())
    guard options.placeholders else { return Array(place.startOfRow(0).utf8) + data }
    return data + Array(KittyPlaceholder.text(piece: piece, at: place).utf8)
  }

  func delete(_ pieces: [Int]) -> [UInt8] { pieces.flatMap { command("a=d,d=I,q=2,i=\($0)", []) } }

  var deleteAll: [UInt8] { command("a=d,d=A,q=2", []) }

  private func transmission(_ keys: String, _ data: ArraySlice<UInt8>) -> [UInt8] {
    if options.sharedMemory, let name = SharedMemory.make(data) {
      return command(keys + ",t=s,S=\(data.count)", Array(Data(name.utf8).base64EncodedData())[...])
    }
    let text = Array(Data(data).base64EncodedData())
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: max(text.count, 1), by: Self.chunk) {
      let end = min(start + Self.chunk, text.count)
      let more = "m=\(end < text.count ? 1 : 0)"
      bytes += command(start == 0 ? "\(keys),t=d,\(more)" : "\(more),q=2", text[start..<end])
    }
    return bytes
  }

  private func command(_ keys: String, _ payload: ArraySlice<UInt8>) -> [UInt8] {
    let bytes = Array("\u{1B}_G\(keys);".utf8) + payload + Array("\u{1B}\\".utf8)
    return options.placeholders ? TmuxPassthrough.wrap(bytes) : bytes
  }
}

/// Sequences for the terminal that tmux runs in.
enum TmuxPassthrough {
  /// Every escape is doubled (tmux(1), `allow-passthrough`).
  static func wrap(_ bytes: [UInt8]) -> [UInt8] {
    Array("\u{1B}Ptmux;".utf8) + bytes.flatMap { $0 == 0x1B ? [0x1B, 0x1B] : [$0] } + Array("\u{1B}\\".utf8)
  }
}
