/// The names of CartoonGAN's published weights for PyTorch (`conv01_1`, `in01_1.scale` …), which number every layer, as
/// ``CartoonGANGenerator`` has them.
enum CartoonGANNames {
  /// The first tensor's name.
  static let first = "conv01_1.weight"

  /// What a tensor is called here; nil where no tensor of such a generator is called so.
  static func translated(_ name: String) -> String? {
    let words = name.split(separator: ".")
    guard words.count == 2 else { return nil }
    let layer = String(words[0])
    switch words[1] {
    case "weight", "bias": return convolution(layer).map { "\($0).\(words[1])" }
    case "scale": return norm(layer).map { "\($0).weight" }
    case "shift": return norm(layer).map { "\($0).bias" }
    default: return nil
    }
  }

  private static func convolution(_ layer: String) -> String? {
    let ends = [
      "conv01_1": "down_convs.0", "conv02_1": "down_convs.3", "conv02_2": "down_convs.4", "conv03_1": "down_convs.7",
      "conv03_2": "down_convs.8", "deconv01_1": "up_convs.0", "deconv01_2": "up_convs.1", "deconv02_1": "up_convs.4",
      "deconv02_2": "up_convs.5", "deconv03_1": "up_convs.8",
    ]
    return ends[layer] ?? block(layer, "conv").map { "resnet_blocks.\($0.block).conv\($0.half)" }
  }

  private static func norm(_ layer: String) -> String? {
    let ends = [
      "in01_1": "down_convs.1", "in02_1": "down_convs.5", "in03_1": "down_convs.9", "in12_1": "up_convs.2",
      "in13_1": "up_convs.6",
    ]
    return ends[layer] ?? block(layer, "in").map { "resnet_blocks.\($0.block).conv\($0.half)_norm" }
  }

  /// Eight blocks are numbered from 4 to 11, their halves 1 and 2.
  private static func block(_ layer: String, _ kind: String) -> (block: Int, half: Int)? {
    let numbers = layer.dropFirst(kind.count).split(separator: "_")
    guard layer.hasPrefix(kind), numbers.count == 2, let block = Int(numbers[0]), let half = Int(numbers[1]),
      (4...11).contains(block), (1...2).contains(half)
    else { return nil }
    return (block - 4, half)
  }
}
