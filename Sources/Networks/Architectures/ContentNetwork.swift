import Foundation
import Kernels

/// Classifiers of photographs, as far as the layer whose features tell a picture's content, frozen. Their weights are
/// read from files with torchvision's names; batch norms are folded into the convolutions before them.
package enum ContentNetwork: String, Codable, Sendable, CaseIterable {
  /// VGG19 up to conv4_4, before its rectifier (Simonyan and Zisserman 2015; Chen, Lai and Liu 2018, section 3.2.2).
  case vgg19
  /// ResNet101 up to its third stage (He et al. 2016).
  case resnet101

  /// What the network reads is (picture − mean) / deviation, of red, green and blue in 0…1, as for all of torchvision's
  /// classifiers.
  package static let mean: [Float] = [0.485, 0.456, 0.406]
  package static let deviation: [Float] = [0.229, 0.224, 0.225]

  /// Features are an eighth of the picture's size for VGG19, a sixteenth for ResNet101.
  package var graph: LayerGraph {
    switch self {
    case .vgg19: Self.vgg19Graph
    case .resnet101: Self.resNet101Graph
    }
  }

  /// The weights of a file with torchvision's names, which may hold more than is needed.
  package func parameters(from file: SafetensorsFile) throws(CheckpointError) -> ParameterArena {
    let arena = ParameterArena(graph)
    switch self {
    case .vgg19: try arena.read(into: arena.values, from: file)
    case .resnet101:
      for weight in arena.descriptions where weight.name.hasSuffix(".weight") {
        let name = String(weight.name.dropLast(".weight".count))
        try Self.fold(name, Self.norm(after: name), weight, into: arena, from: file)
      }
    }
    return arena
  }

  // MARK: - VGG19

  private static var vgg19Graph: LayerGraph {
    var graph = LayerGraph(inputChannels: 3)
    var x = graph.input
    // Modules count convolutions, rectifiers and poolings alike.
    var module = 0
    let last = 25
    for (width, count) in [(64, 2), (128, 2), (256, 4), (512, 4)] {
      for _ in 0..<count {
        let geometry = ConvolutionGeometry(inputs: x.channels, outputs: width, kernel: 3, padding: 1)
        x = graph.append(.convolution(name: "features.\(module)", geometry, bias: true), to: x)
        if module < last { x = graph.append(.activation(.relu), to: x) }
        module += 2
      }
      if module < last { x = graph.append(.maxPool, to: x) }
      module += 1
    }
    graph.finish([x])
    return graph
  }

  // MARK: - ResNet101

  private static var resNet101Graph: LayerGraph {
    var graph = LayerGraph(inputChannels: 3)
    func convolution(_ name: String, _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1) -> LayerOperation {
      .convolution(
        name: name,
        ConvolutionGeometry(inputs: inputs, outputs: outputs, kernel: kernel, stride: stride, padding: kernel / 2),
        bias: true)
    }
    var x = graph.append(
      [convolution("conv1", 3, 64, kernel: 7, stride: 2), .activation(.relu), .overlappingMaxPool], to: graph.input)
    for (stage, (width, blocks, stride)) in [(64, 3, 1), (128, 4, 2), (256, 23, 2)].enumerated() {
      for block in 0..<blocks {
        let name = "layer\(stage + 1).\(block)"
        let step = block == 0 ? stride : 1
        let branch = graph.append(
          [
            convolution("\(name).conv1", x.channels, width, kernel: 1), .activation(.relu),
            convolution("\(name).conv2", width, width, kernel: 3, stride: step), .activation(.relu),
            convolution("\(name).conv3", width, width * 4, kernel: 1),
          ], to: x)
        let short =
          step > 1 || x.channels != width * 4
          ? graph.append(convolution("\(name).downsample.0", x.channels, width * 4, kernel: 1, stride: step), to: x) : x
        x = graph.append(.activation(.relu), to: graph.append(.add, to: short, branch))
      }
    }
    graph.finish([x])
    return graph
  }

  /// The norm that follows a convolution.
  private static func norm(after convolution: String) -> String {
    if convolution.hasSuffix(".downsample.0") { return String(convolution.dropLast(1)) + "1" }
    guard let end = convolution.range(of: "conv", options: .backwards) else { return convolution }
    return convolution.replacingCharacters(in: end, with: "bn")
  }

  /// What torchvision adds to a variance.
  private static let epsilon: Float = 1e-5

  /// norm(w ∗ x) = (γ / σ) · w ∗ x + β − γ μ / σ, with the running mean μ and deviation σ.
  private static func fold(
    _ name: String, _ norm: String, _ weight: ParameterDescription, into arena: ParameterArena,
    from file: SafetensorsFile
  ) throws(CheckpointError) {
    let outputs = weight.fileShape[0]
    var values = try file.floats(weight.name, shape: weight.fileShape)
    let scale = try file.floats("\(norm).weight", shape: [outputs])
    let shift = try file.floats("\(norm).bias", shape: [outputs])
    let mean = try file.floats("\(norm).running_mean", shape: [outputs])
    let variance = try file.floats("\(norm).running_var", shape: [outputs])
    let each = values.count / outputs
    let bias = arena.value("\(name).bias")
    for output in 0..<outputs {
      let factor = scale[output] / (max(variance[output], 0) + epsilon).squareRoot()
      for index in (output * each)..<((output + 1) * each) { values[index] *= factor }
      bias.data[output] = shift[output] - mean[output] * factor
    }
    weight.fill(arena.value(weight.name), fromFile: values)
  }
}
