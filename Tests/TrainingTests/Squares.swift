import Pictures
import Training

/// Squares of one colour: sketch and picture that a generator can learn in a few steps.
struct Squares: Dataset {
  func example(seed: UInt64, step: Int, index: Int, size: Int) -> Example {
    var random = SeededGenerator(seed: seed, step, index)
    let left = Int.random(in: 2..<(size / 2), using: &random)
    var input = [Float](repeating: 0, count: size * size)
    var target = [Float](repeating: -0.5, count: size * size * 3)
    for y in 4..<(size - 4) {
      for x in left..<(left + size / 3) {
        input[y * size + x] = x == left || y == 4 ? 1 : 0
        target[(y * size + x) * 3] = 0.9
      }
    }
    return Example(input: input, target: target, size: size)
  }
}
