import Foundation
import Kernels
import Networks
import Pictures
import Support
import Testing
import Training

/// Gradients are given to the other processes in buckets while backward goes on: each once, and none too early.
@Suite(.ownThread) struct GradientReducerTests {
  /// One of two processes whose sums do nothing but note what was to be summed.
  private final class Recorder: ProcessGroup, @unchecked Sendable {
    let size = 2
    let rank = 0
    var begun: [UnsafeMutableBufferPointer<Float>] = []
    /// The values at that time.
    var values: [[Float]] = []

    func beginSum(_ values: UnsafeMutableBufferPointer<Float>) {
      begun.append(values)
      self.values.append(Array(values))
    }
    func finishSums() {}
    func sum(_ values: [Double]) -> [Double] { values }
    func broadcast(_ bytes: UnsafeMutableRawBufferPointer) {}
    func leave() {}
    func end(status: Int32) -> Never { exit(status) }
  }

  private static let graphs: [(String, LayerGraph, side: Int)] = [
    ("resnet", ResNetGenerator(inputChannels: 2, width: 4, blocks: 2).graph, 16),
    ("unet", UNetGenerator(inputChannels: 2, width: 2, downsamplings: 5).graph, 32),
    (
      "skip-resnet", SkipResNetGenerator(inputChannels: 2, width: 4, blocks: 2, coreWidth: 6, styleWidth: 3).graph, 16
    ),
    ("patch", PatchDiscriminator(inputChannels: 2, width: 4).graph, 32),
    ("dcgan", DCGANGenerator(latent: 2, width: 3, doublings: 2).graph, 1),
    ("compact", CompactUpscaler(features: 4, convolutions: 3, scale: 2).graph, 8),
  ]

  private func network(_ graph: LayerGraph) -> TrainedNetwork {
    let network = Network(graph)
    var random = SeededGenerator(seed: 4)
    network.initialize(using: &random)
    return TrainedNetwork("network", network)
  }

  private func backward(_ trained: TrainedNetwork, side: Int) {
    var random = SeededGenerator(seed: 5)
    let x = Tensor(Shape(2, side, side, trained.network.graph.input.channels))
    x.fillNormal(mean: 0, deviation: 1, using: &random)
    let tape = Tape(seed: 1)
    let y = trained.network.forward(x, tape: tape)
    let dy = Tensor(y.shape)
    dy.fillNormal(mean: 0, deviation: 1, using: &random)
    trained.completeGradients(from: dy, tape: tape)
  }

  @Test(arguments: [1, 100, 1 << 18, Int.max], 0..<graphs.count)
  func everyGradientIsSummedOnceWhenItIsComplete(_ bucket: Int, _ number: Int) throws {
    let (name, graph, side) = Self.graphs[number]
    let trained = network(graph)
    let alone = network(graph)
    backward(alone, side: side)
    let gradients = alone.network.parameters.gradients.array
    let group = Recorder()
    let reducer = GradientReducer([trained], over: group, bucket: bucket)
    // Twice, as in two steps.
    for _ in 0..<2 {
      trained.network.parameters.clearGradients()
      backward(trained, side: side)
      let early = group.begun.count
      try reducer.reduce([trained])
      let first = trained.network.parameters.gradients.data
      var next = trained.network.parameters.count
      for (values, seen) in zip(group.begun, group.values) {
        let place = try #require(values.baseAddress) - first
        #expect(place + values.count == next, "\(name)")
        next = place
        // What was given away was what it is in the end.
        #expect(Array(gradients[place..<(place + values.count)]) == seen, "\(name)")
      }
      #expect(next == 0, "\(name)")
      #expect(bucket == .max ? early == 0 : bucket > 100 || early > 1, "\(name): \(early) sums while backward went on")
      #expect(trained.network.parameters.gradients.array == gradients.map { $0 / 2 })
      group.begun = []
      group.values = []
    }
  }

  /// A loss at one of two outputs leaves the other's layers without gradients; they are given away all the same.
  @Test func layersThatNothingComesBackToAreSummedToo() throws {
    var graph = LayerGraph(inputChannels: 2)
    func convolution(_ name: String) -> LayerOperation {
      .convolution(name: name, ConvolutionGeometry(inputs: 2, outputs: 2, kernel: 1), bias: true)
    }
    let trunk = graph.append(convolution("trunk"), to: graph.input)
    let first = graph.append(convolution("first"), to: trunk)
    let second = graph.append(convolution("second"), to: trunk)
    graph.finish([first, second])
    let network = network(graph).network
    var places: [Int] = []
    let x = Tensor(Shape(1, 4, 4, 2))
    x.fill(1)
    let tape = Tape()
    let y = network.forward(x, tape: tape)
    network.backward(y, tape: tape, gradients: .parameters) { places.append($0) }
    #expect(places.count == 3 && places.last == 0 && places == places.sorted(by: >))
  }

  @Test func aProcessAloneChangesNothing() throws {
    let trained = network(Self.graphs[0].1)
    let reducer = GradientReducer([trained], over: SoleProcess(), bucket: 1)
    backward(trained, side: 16)
    let gradients = trained.network.parameters.gradients.array
    try reducer.reduce([trained])
    #expect(trained.network.parameters.gradients.array == gradients && reducer.waited == .zero)
  }

  #if !MPI
    @Test func severalProcessesWithoutMPIAreRefused() throws {
      func refusal(_ environment: [String: String]) -> String? {
        #expect(throws: TrainingError.self) { _ = try MPILaunch.group(environment: environment) }?.description
      }
      #expect(try MPILaunch.group(environment: [:]).size == 1)
      #expect(try MPILaunch.group(environment: ["OMPI_COMM_WORLD_SIZE": "1"]).size == 1)
      let words = refusal(["OMPI_COMM_WORLD_SIZE": "3"])
      #expect(words?.contains("one of 3 processes") == true && words?.contains("--traits MPI") == true)
      #expect(refusal(["PMI_SIZE": "2"])?.contains("not by Open MPI") == true)
    }
  #endif
}
