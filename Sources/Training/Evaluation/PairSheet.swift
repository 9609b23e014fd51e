import Networks
import Pictures

/// What training will see, for people: sketches with their hints above the pictures.
package enum PairSheet {
  /// - Parameters:
  ///   - count: number of pairs; eight to a row.
  ///   - side: side of a pair in pixels.
  package static func draw(
    _ dataset: any Dataset, layout: InputLayout, seed: UInt64, count: Int, side: Int
  ) -> Image {
    precondition(count > 0, "a sheet needs a pair")
    var rows: [[ContactSheet.Cell]] = []
    for start in stride(from: 0, to: count, by: 8) {
      var sketches: [ContactSheet.Cell] = []
      var pictures: [ContactSheet.Cell] = []
      for step in start..<min(start + 8, count) {
        let pair = dataset.example(seed: seed, step: step, index: 0, size: side)
        sketches.append(ContactSheet.Cell(InputPreview.image(pair[.input].values, layout: layout, size: side)))
        pictures.append(ContactSheet.Cell(Image(activations: pair[.target].values, width: side, height: side)))
      }
      rows += [sketches, pictures]
    }
    return ContactSheet(rows: rows, cellSize: min(side, 192)).image()
  }
}
