/// What an operation has to do, counted from shapes.
package struct OperationCost: Sendable {
  /// Multiplications and additions of the plain algorithm.
  package var work: Int
  /// Those that are really done: Winograd's convolution multiplies a quarter as often. Transforms of tiles, norms on the
  /// way and rounded-up vectors are not counted.
  package var done: Int
  /// Bytes that have to be read and written: every value of inputs, outputs and weights once, wherever it lies.
  package var bytes: Int
  /// What is multiplied.
  package var precision: Precision

  /// An operation on floats, all of whose work is done.
  ///
  /// - Parameter touching: what is read and written, each once.
  package init(work: Int, touching tensors: [Tensor]) {
    self.init(work: work, reading: tensors.reduce(0) { $0 + $1.count }, weights: 0, writing: 0, precision: .float32)
  }

  /// An operation on floats with weights of another precision.
  init(work: Int, done: Int? = nil, reading: Int, weights: Int, writing: Int, precision: Precision) {
    self.work = work
    self.done = done ?? work
    self.precision = precision
    bytes = MemoryLayout<Float>.stride * (reading + precision.places(weights) + writing)
  }
}
