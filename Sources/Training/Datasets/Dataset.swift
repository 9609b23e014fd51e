import Kernels

/// Where training examples come from: the arguments alone decide an example, so that a resumed run sees what an
/// uninterrupted one would have seen.
package protocol Dataset: Sendable {
  /// One example.
  ///
  /// - Parameters:
  ///   - seed: of the run.
  ///   - step: of the run.
  ///   - index: within the step's batch, which several processes may share.
  ///   - size: side of its pictures in pixels.
  func example(seed: UInt64, step: Int, index: Int, size: Int) -> Example
}

/// What a tensor of an example or a batch is.
package struct TensorName: Hashable, Sendable {
  package let name: String

  package init(_ name: String) {
    self.name = name
  }

  /// What a generator reads.
  package static let input = TensorName("input")
  /// What it should make of that: red, green and blue, or lines alone, in −1…1.
  package static let target = TensorName("target")
}

/// Named tensors of one example.
package struct Example: Sendable {
  /// Values in NHWC order.
  package struct Part: Sendable {
    /// With n = 1.
    package let shape: Shape
    package let values: [Float]

    package init(_ shape: Shape, _ values: [Float]) {
      precondition(shape.n == 1 && shape.count == values.count, "\(values.count) values for \(shape)")
      self.shape = shape
      self.values = values
    }
  }

  private let parts: [TensorName: Part]

  package init(_ parts: [TensorName: Part]) {
    self.parts = parts
  }

  /// A square input and its square picture, of any number of channels each.
  package init(input: [Float], target: [Float], size: Int) {
    self.init([
      .input: Part(Shape(1, size, size, input.count / (size * size)), input),
      .target: Part(Shape(1, size, size, target.count / (size * size)), target),
    ])
  }

  package var names: [TensorName] { Array(parts.keys) }

  package subscript(name: TensorName) -> Part {
    guard let part = parts[name] else { preconditionFailure("the example has no \(name.name)") }
    return part
  }
}

/// Named tensors of several examples, one after the other on the first axis.
package struct Batch: Sendable {
  private let tensors: [TensorName: Tensor]
  /// Decides whatever else is random in the step, such as what is dropped; nil for nothing.
  package let seed: UInt64?
  /// The number of its first example in the step's batch, of which this may be one process's share.
  package let firstExample: Int

  package init(_ tensors: [TensorName: Tensor], seed: UInt64? = nil, firstExample: Int = 0) {
    self.tensors = tensors
    self.seed = seed
    self.firstExample = firstExample
  }

  /// - Parameters:
  ///   - examples: at least one, with the same names and shapes.
  ///   - seed: decides whatever else is random in the step.
  ///   - firstExample: the number of the first one in the step's batch.
  package init(_ examples: [Example], seed: UInt64? = nil, firstExample: Int = 0) {
    guard let first = examples.first else { preconditionFailure("a batch of nothing") }
    var tensors: [TensorName: Tensor] = [:]
    for name in first.names {
      var shape = first[name].shape
      shape.n = examples.count
      let tensor = Tensor(shape, zeroed: false)
      for (index, example) in examples.enumerated() {
        precondition(example[name].shape == first[name].shape, "the examples of a batch differ in shape")
        _ = tensor.batch(index..<(index + 1)).values.update(fromContentsOf: example[name].values)
      }
      tensors[name] = tensor
    }
    self.init(tensors, seed: seed, firstExample: firstExample)
  }

  package subscript(name: TensorName) -> Tensor {
    guard let tensor = tensors[name] else { preconditionFailure("the batch has no \(name.name)") }
    return tensor
  }
}
