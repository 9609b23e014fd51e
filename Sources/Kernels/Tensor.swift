/// A contiguous NHWC block of 32-bit floats, aligned to 64 bytes.
///
/// A tensor either takes its storage from ``TensorStorage`` (and gives it back when it goes away) or looks into memory
/// that another object owns, such as the arena that holds all parameters of a network.
package final class Tensor: @unchecked Sendable {
  package let shape: Shape
  package let data: UnsafeMutablePointer<Float>
  private let owner: AnyObject?

  package var count: Int { shape.count }

  /// The values as a buffer.
  package var values: UnsafeMutableBufferPointer<Float> { UnsafeMutableBufferPointer(start: data, count: count) }

  /// New storage. Its values are zero unless `zeroed` is false, in which case they are arbitrary.
  package init(_ shape: Shape, zeroed: Bool = true) {
    self.shape = shape
    data = TensorStorage.take(count: shape.count)
    owner = nil
    if zeroed { data.update(repeating: 0, count: shape.count) }
  }

  /// New storage holding `values`, whose number must be `shape.count`.
  package convenience init(_ shape: Shape, _ values: some Collection<Float>) {
    precondition(values.count == shape.count, "\(values.count) values for shape \(shape)")
    self.init(shape, zeroed: false)
    _ = self.values.update(fromContentsOf: values)
  }

  /// A window on memory that `owner` keeps alive. `data` must hold `shape.count` floats.
  package init(_ shape: Shape, viewing data: UnsafeMutablePointer<Float>, of owner: AnyObject) {
    self.shape = shape
    self.data = data
    self.owner = owner
  }

  deinit {
    if owner == nil { TensorStorage.giveBack(data, count: shape.count) }
  }

  /// The same memory under another shape of equal count.
  package func reshaped(_ shape: Shape) -> Tensor {
    precondition(shape.count == count, "cannot see \(self.shape) as \(shape)")
    return Tensor(shape, viewing: data, of: self)
  }

  package func copy(from other: Tensor) {
    precondition(other.count == count, "cannot copy \(other.shape) into \(shape)")
    data.update(from: other.data, count: count)
  }

  package func fill(_ value: Float) {
    data.update(repeating: value, count: count)
  }

  /// The values as an array, in memory order.
  package var array: [Float] { Array(values) }
}

/// The extent of an NHWC activation: batch, height, width, channels.
///
/// Parameters use the same four numbers with another reading, given where they are declared: a convolution's weight
/// is (kernel rows, kernel columns, inputs, outputs), a vector is (1, 1, 1, length).
package struct Shape: Hashable, Sendable, CustomStringConvertible {
  package var n: Int
  package var h: Int
  package var w: Int
  package var c: Int

  package init(_ n: Int, _ h: Int, _ w: Int, _ c: Int) {
    precondition(n >= 0 && h >= 0 && w >= 0 && c >= 0, "negative extent")
    (self.n, self.h, self.w, self.c) = (n, h, w, c)
  }

  /// A vector of `length` values.
  package static func vector(_ length: Int) -> Shape { Shape(1, 1, 1, length) }

  /// Number of values.
  package var count: Int { n * h * w * c }

  /// Number of pixels over the whole batch.
  package var pixels: Int { n * h * w }

  package var description: String { "\(n)×\(h)×\(w)×\(c)" }
}
