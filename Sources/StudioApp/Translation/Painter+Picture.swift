import Pictures
import Terminal

/// The picture beside the canvas: as it arrives, or the drawing it came from.
extension Painter {
  /// - Parameter heading: what becomes of a heading, for frames whose edge has little room.
  mutating func translatedPicture(_ bench: Workbench, in frame: Rectangle, heading: (String) -> String) {
    let area = frame.inset()
    guard let picture = bench.translation.picture else {
      box(frame, heading: heading(bench.texts[.pictureHeading]))
      grid.fill(area, with: Cell(style: theme.paper))
      let empty = bench.translation.isLive ? TextKey.emptyLivePicture : .emptyPicture
      let words = bench.texts[bench.translation.underWay == nil ? empty : .working]
      paragraph(words, in: area.inset(columns: 2, rows: 0), style: theme.paperHint, title: theme.mascot)
      return
    }
    if let sketch = bench.translation.sketch {
      box(frame, heading: heading(bench.texts[.sketchHeading]))
      self.picture(sketch, in: area, generation: bench.translation.generation)
      return
    }
    // A small sign is all that a child sees of another machine's work.
    let sign = picture.isElsewhere ? theme.isASCII ? " *" : " ☁" : ""
    box(frame, heading: heading(bench.texts[picture.isDraft ? .draftHeading : .pictureHeading] + sign))
    if let reveal = bench.translation.reveal {
      self.picture(reveal.frame(of: picture.image), in: area, generation: reveal.generation, isDraft: true)
    } else {
      self.picture(picture.image, in: area, generation: picture.generation, isDraft: picture.isDraft)
    }
  }
}
