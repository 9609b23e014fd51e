import CKernels

/// A weight matrix (rows × outputs) in the order in which the product kernel reads it: panels of two vectors of
/// outputs, each panel row after row. In bfloat16 two rows are one row of pairs.
///
/// The rows belong to `runs` runs of neighbouring input values, as many to each. Rows that nothing is packed into are
/// zero in bfloat16, where runs are filled up to what the kernel multiplies at a time.
struct PackedWeight {
  let outputs: Int
  let precision: Precision
  /// Rows of each run.
  private let run: Int
  private let rows: Int
  private let floats: Tensor

  /// - Parameter run: rows of each run that are used: an even number in bfloat16.
  init(runs: Int, of run: Int, outputs: Int, precision: Precision) {
    self.outputs = outputs
    self.precision = precision
    switch precision {
    case .float32: self.run = run
    case .bfloat16:
      let step = 2 * InstructionSet.loops.pairRun
      self.run = (run + step - 1) / step * step
    }
    rows = runs * self.run
    floats = Tensor(.vector(rows * Self.paddedOutputs(outputs)), zeroed: precision != .float32)
  }

  /// Outputs rounded up to whole vectors: what the packed panels hold together.
  private static func paddedOutputs(_ outputs: Int) -> Int {
    let vector = InstructionSet.loops.vector
    return (outputs + vector - 1) / vector * vector
  }

  /// Copies `count` rows to row `row` of a run and those after it; element (k, n) is
  /// `weight[k · rowStride + n · outputStride]`.
  func pack(
    _ weight: UnsafePointer<Float>, run: Int, row: Int, count: Int, rowStride: Int, outputStride: Int
  ) {
    InstructionSet.loops.pack(
      weight, count, rowStride, outputs, outputStride, floats.data, rows, run * self.run + row)
  }

  /// What is multiplied, once all rows are there.
  var packed: Tensor {
    switch precision {
    case .float32: return floats
    case .bfloat16:
      let pairs = Tensor(.vector(floats.count / 2), zeroed: false)
      InstructionSet.loops.pairWeights(floats.data, rows, outputs, pairs.data)
      return pairs
    }
  }
}

/// Weights of one to three outputs in the order in which `narrowProduct` reads them, (outputs, runs, what a run holds):
/// each run filled up with zeros to whole vectors.
struct NarrowWeight {
  let runs: Int
  /// Neighbouring pixels of a run.
  let taps: Int
  let inputs: Int
  let outputs: Int
  let precision: Precision

  /// Whether dot products are faster than a register tile of outputs, most of which would be padding.
  var isFaster: Bool {
    let multipliesMatrices = precision == .bfloat16 && InstructionSet.current.multipliesMatrices
    return outputs <= 3 && !multipliesMatrices && taps * precision.places(inputs) >= InstructionSet.loops.vector
  }

  /// - Parameter weight: of (run, tap, input, output).
  func packed(_ weight: (Int, Int, Int, Int) -> Float) -> Tensor {
    let (filled, vector) = (precision.filled(inputs), InstructionSet.loops.vector)
    let places = (taps * precision.places(inputs) + vector - 1) / vector * vector
    let padded = precision == .float32 ? places : 2 * places
    let floats = Tensor(Shape(1, outputs, runs, padded))
    for output in 0..<outputs {
      for run in 0..<runs {
        for tap in 0..<taps {
          let to = floats.data + (output * runs + run) * padded + tap * filled
          for input in 0..<inputs { to[input] = weight(run, tap, input, output) }
        }
      }
    }
    guard precision == .bfloat16 else { return floats }
    let pairs = Tensor(Shape(1, outputs, runs, places), zeroed: false)
    InstructionSet.loops.pairChannels(floats.data, 1, floats.count, pairs.data)
    return pairs
  }
}
