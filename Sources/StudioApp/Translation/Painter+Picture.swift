import Pictures
import Terminal

/// The picture beside the canvas: as it arrives, or the drawing it came from.
extension Painter {
  /// - Parameter heading: what becomes of a heading, for frames whose edge has little room.
  mutating func translatedPicture(_ bench: Workbench, in frame: Rectangle, heading: (String) -> String) {
    let area = frame.inset()
    let unsent = bench.unsent > 0 ? (theme.isASCII ? " +" : " ✉") + String(bench.unsent) : ""
    // Where there is no room for signs, the words are left.
    func signed(_ key: TextKey, _ signs: String) -> String {
      let whole = heading(bench.texts[key] + signs)
      return whole.isEmpty ? heading(bench.texts[key]) : whole
    }
    guard let picture = bench.translation.picture else {
      box(frame, heading: signed(.pictureHeading, unsent))
      grid.fill(area, with: Cell(style: theme.paper))
      let empty = bench.translation.isLive ? TextKey.emptyLivePicture : .emptyPicture
      let words = bench.texts[bench.translation.underWay == nil ? empty : .working]
      paragraph(words, in: area.inset(columns: 2, rows: 0), style: theme.paperHint, title: theme.mascot)
      return
    }
    if let sketch = bench.translation.sketch {
      box(frame, heading: signed(.sketchHeading, unsent))
      self.picture(sketch, in: area, generation: bench.translation.generation)
      return
    }
    // A small sign is all that a child sees of another machine's work, or of what waits for the class.
    let sign = picture.isElsewhere ? theme.isASCII ? " *" : " ☁" : ""
    box(frame, heading: signed(picture.isDraft ? .draftHeading : .pictureHeading, sign + unsent))
    if let reveal = bench.translation.reveal {
      self.picture(reveal.frame(of: picture.image), in: area, generation: reveal.generation, isDraft: true)
    } else {
      self.picture(picture.image, in: area, generation: picture.generation, isDraft: picture.isDraft)
    }
  }
}
