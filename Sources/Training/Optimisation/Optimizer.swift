import Kernels

/// How parameters follow their gradients.
package protocol Optimizer: AnyObject {
  /// Steps taken so far.
  var step: Int { get set }
  /// What it remembers between steps, by its name in saved states; vectors of the parameters' layout.
  var moments: [(name: String, values: Tensor)] { get }

  /// Moves the parameters against their gradients and clears the gradients.
  func update(learningRate: Float)
}
