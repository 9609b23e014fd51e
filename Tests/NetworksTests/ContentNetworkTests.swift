import Foundation
import Kernels
import Networks
import Support
import Testing

/// Frozen classifiers against PyTorch. Their weights would fill a hundred megabytes, so both sides make them by a
/// formula of the tensors' names, which the golden files' script gives.
@Suite(.ownThread) struct ContentNetworkTests {
  @Test func vgg19() throws { try check("content_vgg19", .vgg19) }

  @Test func resNet101() throws { try check("content_resnet101", .resnet101) }

  private func check(_ name: String, _ content: ContentNetwork) throws {
    let golden = try Golden(name)
    let path = FileManager.default.temporaryDirectory.path + "/\(name)-\(UUID().uuidString).safetensors"
    defer { unlink(path) }
    try Self.write(content, to: path)
    let network = Network(content.graph, parameters: try content.parameters(from: SafetensorsFile(path: path)))
    func normalised(_ picture: Tensor) -> Tensor {
      let result = Tensor(picture.shape, picture.values)
      for index in 0..<result.count {
        result.data[index] =
          (result.data[index] - ContentNetwork.mean[index % 3]) / ContentNetwork.deviation[index % 3]
      }
      return result
    }
    let tape = Tape()
    let features = network.forward(normalised(try golden.activation("input")), tape: tape)
    let wanted = try golden.activation("features")
    #expect(features.shape == wanted.shape)
    #expect(relativeError(features.array, wanted.array) < 1e-4)
    let other = network.forward(normalised(try golden.activation("other")))
    let gradient = Tensor(features.shape)
    var loss = 0.0
    for index in 0..<features.count {
      let difference = features.data[index] - other.data[index]
      loss += Double(abs(difference)) / Double(features.count)
      gradient.data[index] = (difference > 0 ? 1 : difference < 0 ? -1 : 0) / Float(features.count)
    }
    let expected = Double(try golden.floats("loss")[0])
    #expect(abs(loss - expected) < 1e-4 * expected)
    let inward = try #require(network.backward(gradient, tape: tape, gradients: .input))
    for index in 0..<inward.count { inward.data[index] /= ContentNetwork.deviation[index % 3] }
    let error = relativeError(inward.array, try golden.activation("grad_input").array)
    // The gradient of |a − b| at a feature is a sign; where both are equal but for rounding it may be either. One such
    // sign among tens of thousands weighs a hundredth of their random sum.
    #expect(error < 2e-2, "\(error)")
  }

  /// A file as torchvision would write it, each tensor made of its name.
  private static func write(_ content: ContentNetwork, to path: String) throws {
    var writer = SafetensorsWriter()
    for parameter in content.graph.parameters {
      let shape = parameter.fileShape
      if content == .vgg19 {
        writer.add(parameter.name, shape: shape, Golden.formula(parameter.name, shape))
        continue
      }
      // Convolutions have no bias there: a norm follows each.
      guard parameter.name.hasSuffix(".weight") else { continue }
      writer.add(parameter.name, shape: shape, Golden.formula(parameter.name, shape))
      let convolution = String(parameter.name.dropLast(".weight".count))
      let norm =
        convolution.hasSuffix("downsample.0")
        ? String(convolution.dropLast()) + "1" : convolution.replacingOccurrences(of: "conv", with: "bn")
      for leaf in ["weight", "bias", "running_mean", "running_var"] {
        let name = "\(norm).\(leaf)"
        writer.add(name, shape: [shape[0]], Golden.formula(name, [shape[0]]))
      }
    }
    try writer.write(to: path)
  }
}
