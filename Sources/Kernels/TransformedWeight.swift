import CKernels

/// The weight of a 3×3 convolution in the Winograd domain: for each of the 36 points a packed matrix inputs × outputs.
struct TransformedWeight {
  let inputs: Int
  let outputs: Int
  let step: Int
  let data: Tensor

  /// Transforms `weight`, (3, 3, inputs, outputs), on all threads.
  init(_ weight: UnsafePointer<Float>, inputs: Int, outputs: Int) {
    let step = Winograd.step(inputs * outputs)
    let data = Tensor(.vector(Winograd.points * step), zeroed: false)
    (self.inputs, self.outputs, self.step, self.data) = (inputs, outputs, step, data)
    ThreadPool.shared.run(count: inputs, grain: 16) { range in
      InstructionSet.loops.winogradWeight(weight, inputs, outputs, range.lowerBound, range.upperBound, data.data, step)
    }
  }

  /// For each point the product of `rows` rows of `inputs` values with the weight, rows of `outputs` values.
  func multiply(
    _ v: UnsafePointer<Float>, step vStep: Int, rows: Int, into m: UnsafeMutablePointer<Float>, step mStep: Int
  ) {
    let loops = InstructionSet.loops
    var product = ak_product()
    product.columnStride = inputs
    product.segments = 1
    product.run = inputs
    product.outputStride = outputs
    product.columns = rows
    product.outputs = outputs
    for point in 0..<Winograd.points {
      product.input = v + point * vStep
      product.weight = UnsafePointer(data.data + point * step)
      product.output = m + point * mStep
      loops.product(&product)
    }
  }
}
