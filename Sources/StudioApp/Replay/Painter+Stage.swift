import Pictures
import Terminal

/// The picture's place on a stage: the picture, as it arrives, or the drawing it came from.
extension Painter {
  /// - Parameter heading: what becomes of a heading, for frames whose edge has little room.
  mutating func stagePicture(_ state: StudioState, in frame: Rectangle, heading: (String) -> String) {
    let area = frame.inset()
    guard let picture = state.picture else {
      box(frame, heading: heading(state.texts[.pictureHeading]))
      grid.fill(area, with: Cell(style: theme.paper))
      let words = state.texts[state.translation == nil ? .emptyPicture : .working]
      paragraph(words, in: area.inset(columns: 2, rows: 0), style: theme.paperHint, title: theme.mascot)
      return
    }
    if let sketch = state.stage.sketch {
      box(frame, heading: heading(state.texts[.sketchHeading]))
      self.picture(sketch, in: area, generation: state.pictureGeneration)
      return
    }
    box(frame, heading: heading(state.texts[picture.isDraft ? .draftHeading : .pictureHeading]))
    if let reveal = state.stage.reveal {
      self.picture(reveal.frame(of: picture.image), in: area, generation: reveal.generation, isDraft: true)
    } else {
      self.picture(picture.image, in: area, generation: picture.generation, isDraft: picture.isDraft)
    }
  }

  /// A picture of words on the desk.
  ///
  /// - Parameter cells: those that it covers, which must be blank for it to be shown.
  mutating func caption(_ image: Image, in area: Rectangle, over cells: Rectangle, generation: Int) {
    grid.fill(area, with: Cell(style: theme.desk))
    grid.fill(cells, with: Cell())
    pictures.append(
      PicturePlacement(
        rectangle: area, image: image, generation: generation, quality: .full, background: theme.desk.background))
  }
}
