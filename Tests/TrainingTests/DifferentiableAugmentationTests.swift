import Kernels
import Support
import Testing
import Training

@Suite(.ownThread) struct DifferentiableAugmentationTests {
  private typealias Kind = DifferentiableAugmentation.Kind

  private func draws(_ rows: [[Float]]) -> Tensor {
    Tensor(Shape(rows.count, 1, 1, DifferentiableAugmentation.draws), rows.flatMap { $0 })
  }

  private func random(_ count: Int, seed: UInt64 = 2) -> Tensor {
    var random = RandomValues(seed: seed)
    return draws((0..<count).map { _ in (0..<DifferentiableAugmentation.draws).map { _ in (random.value() + 1) / 2 } })
  }

  /// Every change is linear plus a constant, so ⟨A x − A 0, y⟩ = ⟨x, Aᵀ y⟩ for all x and y.
  @Test(arguments: [[.colour], [.translation], [.cutout], [.colour, .translation, .cutout]] as [[Kind]])
  private func backwardIsTheTranspose(kinds: [Kind]) {
    var values = RandomValues(seed: 7)
    for side in [16, 33] {
      let shape = Shape(6, side, side, 3)
      let change = DifferentiableAugmentation(kinds, random: random(6))
      let (x, y) = (values.tensor(shape), values.tensor(shape))
      let moved = change.forward(x)
      Elementwise.axpy(-1, change.forward(Tensor(shape)), into: moved)
      let (left, right) = (Elementwise.dot(moved, y), Elementwise.dot(x, change.backward(y)))
      #expect(abs(left - right) < 1e-3 * max(1, abs(left)), "\(left), \(right)")
    }
  }

  @Test func colourChangesBrightnessSaturationAndContrast() {
    let x = Tensor(Shape(1, 1, 1, 3), [0.5, 0, -0.5])
    func changed(_ brightness: Float, _ saturation: Float, _ contrast: Float) -> [Float] {
      DifferentiableAugmentation([.colour], random: draws([[brightness, saturation, contrast, 0, 0, 0, 0]]))
        .forward(x).array
    }
    #expect(changed(0.5, 0.5, 0.5) == [0.5, 0, -0.5])
    #expect(changed(0.75, 0.5, 0.5) == [0.75, 0.25, -0.25])
    #expect(changed(0.5, 0, 0.5) == [0, 0, 0])
    #expect(changed(0.5, 0.5, 0.25) == [0.375, 0, -0.375])
  }

  @Test func translationMovesByAnEighthAtMost() {
    let x = Tensor(Shape(1, 16, 16, 1))
    x.data[8 * 16 + 8] = 1
    for (draw, shift) in [(Float(0), -2), (0.5, 0), (0.999, 2)] {
      let y = DifferentiableAugmentation([.translation], random: draws([[0, 0, 0, draw, 0.5, 0, 0]])).forward(x)
      #expect(y.values.firstIndex(of: 1) == (8 + shift) * 16 + 8)
      #expect(y.values.count { $0 != 0 } == 1)
    }
  }

  @Test func cutoutTakesASquareOfHalfTheSide() {
    let x = Tensor(Shape(1, 16, 16, 1))
    x.fill(1)
    func kept(_ row: Float, _ column: Float) -> Int {
      DifferentiableAugmentation([.cutout], random: draws([[0, 0, 0, 0, 0, row, column]])).forward(x).values.count {
        $0 == 1
      }
    }
    #expect(kept(0.5, 0.5) == 256 - 64)
    // A corner of it alone lies in the picture.
    #expect(kept(0, 0) == 256 - 16)
  }

  @Test func nothingChangesWithoutKinds() {
    var values = RandomValues(seed: 5)
    let x = values.tensor(Shape(2, 8, 8, 3))
    #expect(DifferentiableAugmentation([], random: random(2)).forward(x).array == x.array)
  }
}
