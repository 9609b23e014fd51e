import Kernels
import Pictures

/// Endless views of things with what they show: each class equally often, each picture of it in ever new views.
package struct LabelledDataset: Dataset {
  /// What shows one class.
  package struct Shelf: Sendable {
    package var things: [Cutout]
    package var drawn: [DrawnKind]

    package init(things: [Cutout] = [], drawn: [DrawnKind] = []) {
      self.things = things
      self.drawn = drawn
    }
  }

  private let shelves: [Shelf]
  private let drawnShare: Double

  /// - Parameters:
  ///   - shelves: by class; none empty.
  ///   - drawnShare: how often a drawn picture is shown of a class that has things too.
  package init(_ shelves: [Shelf], drawnShare: Double) {
    precondition(
      shelves.allSatisfy { !$0.things.isEmpty || !$0.drawn.isEmpty }, "a class without pictures cannot be learnt")
    self.shelves = shelves
    self.drawnShare = drawnShare
  }

  package func example(seed: UInt64, step: Int, index: Int, size: Int) -> Example {
    var random = SeededGenerator(seed: seed, step, index)
    let number = Int(random.next() % UInt64(shelves.count))
    let shelf = shelves[number]
    let isDrawn = shelf.things.isEmpty || !shelf.drawn.isEmpty && random.chance(drawnShare)
    let picture =
      isDrawn
      ? RecognisableView.picture(
        of: shelf.drawn[Int(random.next() % UInt64(shelf.drawn.count))], size: size, using: &random)
      : RecognisableView.picture(
        of: shelf.things[Int(random.next() % UInt64(shelf.things.count))], size: size, using: &random)
    var label = [Float](repeating: 0, count: shelves.count)
    label[number] = 1
    return Example([
      .input: Example.Part(Shape(1, size / 2, size / 2, FormChannels.count), FormChannels.values(of: picture)),
      .picture: Example.Part(Shape(1, size, size, 3), picture.activations()),
      .label: Example.Part(Shape(1, 1, 1, shelves.count), label),
    ])
  }
}
