import Foundation
import Kernels
import Networks
import Support
import Testing

@Suite(.ownThread) final class ClassifierNetworkTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "classifier-\(UUID())").path
  private let card = ClassifierCard(
    inputChannels: 10, width: 3, size: 32,
    classes: [
      .init(name: "bag", words: ["purse", "backpack"], heldOut: .init(pictures: 4, top1: 0.5, top3: 0.75)),
      .init(name: "star", words: ["star"]), .init(name: "planet", words: []),
    ], steps: 7, data: [ModelCard.DataSource(name: "set", licence: "CC0", credit: "somebody")])

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func network() -> Network {
    let network = Network(card.network.graph)
    var random = RandomValues(seed: 4)
    network.parameters.values.copy(from: random.tensor(network.parameters.values.shape))
    return network
  }

  @Test func scoresAndFeaturesOfEachPicture() {
    let network = network()
    var random = RandomValues(seed: 5)
    let both = random.tensor(Shape(2, 16, 16, 10))
    let tap = network.graph.value(ofTap: ClassifierNetwork.featuresTap)
    let given = network.forward(both, giving: [network.graph.outputs[0], tap])
    #expect(given[0].shape == Shape(2, 1, 1, 3) && given[1].shape == Shape(2, 1, 1, card.network.features))
    // Each picture is looked at alone.
    for index in 0..<2 {
      let one = Tensor(Shape(1, 16, 16, 10), Array(both.array[(index * 2560)..<((index + 1) * 2560)]))
      let alone = network.forward(one).array
      #expect(relativeError(Array(given[0].array[(index * 3)..<(index * 3 + 3)]), alone) < 1e-5)
    }
    // What features the head reads is what the tap gives.
    let weight = network.parameters.value("head.weight")
    let bias = network.parameters.value("head.bias")
    for score in 0..<3 {
      var sum = bias.data[score]
      for feature in 0..<card.network.features { sum += given[1].data[feature] * weight.data[feature * 3 + score] }
      #expect(abs(sum - given[0].data[score]) < 1e-3 * max(1, abs(sum)))
    }
  }

  @Test func gradients() {
    let network = network()
    for parameter in network.parameters.descriptions {
      // Small weights keep scores where differences can be taken.
      let value = network.parameters.value(parameter.name)
      for index in 0..<value.count { value.data[index] *= 0.3 }
    }
    var random = RandomValues(seed: 6)
    checkGradient(of: [random.tensor(Shape(1, 8, 8, 10))], step: 1e-3, tolerance: 2e-2) { inputs in
      network.forward(inputs[0])
    } backward: { inputs, dy in
      let tape = Tape()
      _ = network.forward(inputs[0], tape: tape)
      return [network.backward(dy, tape: tape, gradients: .input) ?? Tensor(inputs[0].shape)]
    }
  }

  @Test func writtenAndRead() throws {
    let path = folder + "/classifier.safetensors"
    let parameters = network().parameters
    try ClassifierCheckpoint(card: card, parameters: parameters).write(to: path)
    #expect(ClassifierCheckpoint.isClassifier(path: path))
    let read = try ClassifierCheckpoint(path: path)
    #expect(read.card == card)
    for parameter in parameters.descriptions {
      let (written, found) = (parameters.value(parameter.name), read.parameters.value(parameter.name))
      #expect(relativeError(found.array, written.array) < 1e-3, "\(parameter.name)")
    }
    #expect(card.index(ofWord: "backpack") == 0 && card.index(ofWord: "planet") == nil)
    // No generator, and nobody takes it for one.
    #expect(throws: CheckpointError.self) { _ = try GeneratorCheckpoint(path: path) }
  }

  @Test func badFilesAreNamed() throws {
    let path = folder + "/bad.safetensors"
    func write(_ json: String?) throws {
      var writer = SafetensorsWriter()
      if let json { writer.metadata["classifier_card"] = json }
      writer.add("x", shape: [1], [1])
      try writer.write(to: path)
    }
    func message() -> String {
      do {
        _ = try ClassifierCheckpoint(path: path)
        return "no error"
      } catch {
        return "\(error)"
      }
    }
    try write(nil)
    #expect(!ClassifierCheckpoint.isClassifier(path: path) && message().contains("is no classifier"))
    try write("{}")
    #expect(message().contains("cannot be read"))
    let encoder = JSONEncoder()
    for (change, words): ((inout ClassifierCard) -> Void, String) in [
      ({ $0.width = 0 }, "width 0"), ({ $0.classes = [] }, "0 classes"), ({ $0.size = 8 }, "8 pixels"),
      ({ $0.size = 40 }, "40 pixels"), ({ $0.inputChannels = 0 }, "0 input channels"), ({ _ in }, "is missing"),
    ] {
      var changed = card
      change(&changed)
      try write(String(decoding: try encoder.encode(changed), as: UTF8.self))
      #expect(message().contains(words), "\(words): \(message())")
    }
  }
}
