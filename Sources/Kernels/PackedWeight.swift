import CKernels

/// A weight matrix (rows × outputs) in the order in which the product kernel reads it: panels of two vectors of
/// outputs, each panel row after row. In bfloat16 two rows are one row of pairs.
struct PackedWeight {
  let rows: Int
  let outputs: Int
  let storage: Tensor

  /// - Parameter zeroed: whether rows that are never packed shall be zero.
  init(rows: Int, outputs: Int, zeroed: Bool = false) {
    self.rows = rows
    self.outputs = outputs
    storage = Tensor(.vector(rows * Self.paddedOutputs(outputs)), zeroed: zeroed)
  }

  /// Outputs rounded up to whole vectors: what the packed panels hold together.
  static func paddedOutputs(_ outputs: Int) -> Int {
    let vector = InstructionSet.loops.vector
    return (outputs + vector - 1) / vector * vector
  }

  var data: UnsafeMutablePointer<Float> { storage.data }

  /// The weights as what is multiplied with `precision`; once all rows are there, whose number is even in bfloat16.
  func rounded(to precision: Precision) -> Tensor {
    switch precision {
    case .float32: return storage
    case .bfloat16:
      let pairs = Tensor(.vector(storage.count / 2), zeroed: false)
      InstructionSet.loops.pairRows(data, rows, outputs, pairs.data)
      return pairs
    }
  }

  /// Copies `count` rows beginning at `row`; element (k, n) is `weight[k · rowStride + n · outputStride]`.
  func pack(_ weight: UnsafePointer<Float>, row: Int, count: Int, rowStride: Int, outputStride: Int) {
    InstructionSet.loops.pack(weight, count, rowStride, outputs, outputStride, data, rows, row)
  }
}
