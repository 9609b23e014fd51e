import CKernels

/// A weight matrix (rows × outputs) in the order in which the product kernel reads it: panels of two vectors of
/// outputs, each panel row after row.
struct PackedWeight {
  let rows: Int
  let outputs: Int
  let storage: Tensor

  init(rows: Int, outputs: Int) {
    self.rows = rows
    self.outputs = outputs
    storage = Tensor(.vector(rows * Self.paddedOutputs(outputs)), zeroed: false)
  }

  /// Outputs rounded up to whole vectors: what the packed panels hold together.
  static func paddedOutputs(_ outputs: Int) -> Int {
    let vector = InstructionSet.loops.vector
    return (outputs + vector - 1) / vector * vector
  }

  var data: UnsafeMutablePointer<Float> { storage.data }

  /// Copies `count` rows beginning at `row`; element (k, n) is `weight[k · rowStride + n · outputStride]`.
  func pack(_ weight: UnsafePointer<Float>, row: Int, count: Int, rowStride: Int, outputStride: Int) {
    InstructionSet.loops.pack(weight, count, rowStride, outputs, outputStride, data, rows, row)
  }
}
