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

  /// - Parameter work: all of it is really done.
  package init(work: Int, done: Int? = nil, bytes: Int, precision: Precision = .float32) {
    self.work = work
    self.done = done ?? work
    self.bytes = bytes
    self.precision = precision
  }
}
