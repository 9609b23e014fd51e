import Foundation
import Pictures

extension ExportJob {
  /// `sheet-001.png` and so on: contact sheets of forty-eight pictures, oldest first, with captions.
  mutating func writeSheets() throws {
    let columns = 8
    let perSheet = 6 * columns
    let side = 192
    let ordered = Array(creations.reversed())
    let sheets = (ordered.count + perSheet - 1) / perSheet
    var cells: [ContactSheet.Cell] = []
    var number = 0
    for (index, creation) in ordered.enumerated() {
      if let picture = images(of: creation)?.picture {
        // Small before it waits for its sheet: a sheet's worth of full pictures would be large.
        let who = export.names[creation.artist] ?? texts.artist(creation.artist)
        let caption =
          "\(who)\n\(texts.domain(creation.domain)) " + String(repeating: "★", count: creation.shownStars)
        cells.append(ContactSheet.Cell(picture.letterboxed(side: side), caption: caption))
        finishedOne()
      }
      guard (cells.count == perSheet || index == ordered.count - 1) && !cells.isEmpty else { continue }
      number += 1
      let rows = stride(from: 0, to: cells.count, by: columns).map {
        Array(cells[$0..<min($0 + columns, cells.count)])
      }
      let page = texts.filled(.page, ["page": String(number), "pages": String(sheets)])
      let sheet = ContactSheet(title: "\(title) \(page)", rows: rows, cellSize: side)
      let digits = String(number)
      let name = "sheet-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits + ".png"
      try folder.write(try sheet.image().pngData(), to: name)
      cells = []
    }
  }
}
