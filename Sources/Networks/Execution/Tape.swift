import Kernels

/// What one forward pass leaves for its backward pass, last in, first out.
package final class Tape {
  private var saved: [Tensor] = []

  package init() {}

  func push(_ tensor: Tensor) { saved.append(tensor) }

  func pop() -> Tensor {
    guard let last = saved.popLast() else { preconditionFailure("backward without a matching forward") }
    return last
  }

  /// True once backward has used everything.
  package var isEmpty: Bool { saved.isEmpty }
}
