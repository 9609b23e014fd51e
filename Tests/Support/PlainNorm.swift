import Kernels

/// Normalisation by its definition, in double precision.
package enum PlainNorm {
  /// activation((x - mean) / √(variance + 1e-5) · scale + shift) over groups of pixels: each picture, or the batch.
  package static func forward(
    _ x: Tensor, wholeBatch: Bool, scale: [Float]?, shift: [Float]?, negativeSlope: Float
  ) -> [Float] {
    let channels = x.shape.c
    let groups = wholeBatch ? 1 : x.shape.n
    let pixels = x.shape.pixels / groups
    var result = [Float](repeating: 0, count: x.count)
    for group in 0..<groups {
      for channel in 0..<channels {
        let places = (0..<pixels).map { (group * pixels + $0) * channels + channel }
        let mean = places.reduce(0.0) { $0 + Double(x.data[$1]) } / Double(pixels)
        let variance =
          places.reduce(0.0) { $0 + (Double(x.data[$1]) - mean) * (Double(x.data[$1]) - mean) } / Double(pixels)
        for place in places {
          let normal = (Double(x.data[place]) - mean) / (variance + 1e-5).squareRoot()
          let value = normal * Double(scale?[channel] ?? 1) + Double(shift?[channel] ?? 0)
          result[place] = Float(value < 0 ? value * Double(negativeSlope) : value)
        }
      }
    }
    return result
  }
}
