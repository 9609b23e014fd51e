import Kernels

/// The name, kind and extent of one parameter tensor.
package struct ParameterDescription: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case convolution(inputs: Int, outputs: Int, kernel: Int)
    case transposedConvolution(inputs: Int, outputs: Int, kernel: Int)
    case bias(Int)
    case normScale(Int)
    case normShift(Int)
    case depthwiseConvolution(channels: Int, kernel: Int)
    case linear(inputs: Int, outputs: Int)
    /// Statistics that a norm gathers; no gradient reaches them.
    case runningMean(Int)
    case runningVariance(Int)
    /// Of a rectifier below zero.
    case slope(Int)
  }

  /// PyTorch's name, such as `model.1.weight`.
  package let name: String
  package let kind: Kind

  init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// The extent in files: (out, in, kh, kw) for a convolution, (in, out, kh, kw) for a transposed one, (channels, 1, kh,
  /// kw) for a depthwise one, (out, in) for a linear layer.
  package var fileShape: [Int] {
    switch kind {
    case .convolution(let inputs, let outputs, let kernel): [outputs, inputs, kernel, kernel]
    case .transposedConvolution(let inputs, let outputs, let kernel): [inputs, outputs, kernel, kernel]
    case .bias(let length), .normScale(let length), .normShift(let length), .runningMean(let length),
      .runningVariance(let length), .slope(let length):
      [length]
    case .depthwiseConvolution(let channels, let kernel): [channels, 1, kernel, kernel]
    case .linear(let inputs, let outputs): [outputs, inputs]
    }
  }

  /// The extent in memory: (kh, kw, in, out) for a convolution, (in, kh, kw, out) for a transposed one, (kh, kw, 1,
  /// channels) for a depthwise one, (1, 1, in, out) for a linear layer.
  package var shape: Shape {
    switch kind {
    case .convolution(let inputs, let outputs, let kernel): Shape(kernel, kernel, inputs, outputs)
    case .transposedConvolution(let inputs, let outputs, let kernel): Shape(inputs, kernel, kernel, outputs)
    case .bias(let length), .normScale(let length), .normShift(let length), .runningMean(let length),
      .runningVariance(let length), .slope(let length):
      .vector(length)
    case .depthwiseConvolution(let channels, let kernel): Shape(kernel, kernel, 1, channels)
    case .linear(let inputs, let outputs): Shape(1, 1, inputs, outputs)
    }
  }

  /// Whether training changes it by its gradient.
  package var isTrained: Bool {
    switch kind {
    case .runningMean, .runningVariance: false
    case .convolution, .transposedConvolution, .bias, .normScale, .normShift, .linear, .depthwiseConvolution, .slope:
      true
    }
  }

  /// The values of a parameter in the file's order.
  func fileValues(of memory: Tensor) -> [Float] {
    var file = [Float](repeating: 0, count: memory.count)
    file.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      permute(file: base, memory: memory.data, intoFile: true)
    }
    return file
  }

  /// Fills a parameter with values in the file's order.
  func fill(_ memory: Tensor, fromFile values: [Float]) {
    precondition(values.count == memory.count, "\(values.count) values for \(name)")
    var values = values
    values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      permute(file: base, memory: memory.data, intoFile: false)
    }
  }

  /// Moves values from the file's order into memory's, or back.
  ///
  /// Both orders are permutations of four axes; the loops run over memory's order, so writes or reads there are
  /// contiguous.
  package func permute(
    file: UnsafeMutablePointer<Float>, memory: UnsafeMutablePointer<Float>, intoFile: Bool
  ) {
    let shape = self.shape
    var index = 0
    // Steps in the file for each of memory's four axes.
    let steps: (Int, Int, Int, Int)
    switch kind {
    case .convolution(let inputs, _, let kernel):
      steps = (kernel, 1, kernel * kernel, inputs * kernel * kernel)
    case .transposedConvolution(_, let outputs, let kernel):
      steps = (outputs * kernel * kernel, kernel, 1, kernel * kernel)
    case .linear(let inputs, _):
      steps = (0, 0, 1, inputs)
    case .bias, .normScale, .normShift, .runningMean, .runningVariance, .slope:
      steps = (0, 0, 0, 1)
    case .depthwiseConvolution(_, let kernel):
      steps = (kernel, 1, 0, kernel * kernel)
    }
    for a in 0..<shape.n {
      for b in 0..<shape.h {
        for c in 0..<shape.w {
          var place = a * steps.0 + b * steps.1 + c * steps.2
          for _ in 0..<shape.c {
            if intoFile { file[place] = memory[index] } else { memory[index] = file[place] }
            index += 1
            place += steps.3
          }
        }
      }
    }
  }
}
