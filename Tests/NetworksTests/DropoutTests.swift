import Kernels
import Networks
import Support
import Testing

@Suite(.ownThread) struct DropoutTests {
  private static let graph = LayerGraph(inputChannels: 3, chain: [.activation(.relu), .dropout(0.25)])

  private func input(_ n: Int = 2) -> Tensor {
    let x = Tensor(Shape(n, 16, 24, 3))
    for index in 0..<x.count { x.data[index] = 1 + Float(index % 7) }
    return x
  }

  @Test func nothingIsDroppedInUse() throws {
    let network = Network(Self.graph)
    let x = input()
    #expect(network.forward(x).array == x.array)
    #expect(network.forward(x, tape: Tape()).array == x.array)
    let plan = InferencePlan(Self.graph, network.parameters, input: x.shape)
    plan.input.copy(from: x)
    try plan.run()
    #expect(plan.output.array == x.array)
  }

  @Test func itsShareIsDroppedAndTheRestScaled() {
    let network = Network(Self.graph)
    let x = input(4)
    let y = network.forward(x, tape: Tape(seed: 5)).array
    let dropped = zip(x.array, y).count { $1 == 0 }
    #expect(abs(Double(dropped) / Double(x.count) - 0.25) < 0.03)
    for (before, after) in zip(x.array, y) where after != 0 { #expect(abs(after - before / 0.75) < 1e-5) }
    #expect(network.forward(x, tape: Tape(seed: 5)).array == y)
    #expect(network.forward(x, tape: Tape(seed: 6)).array != y)
  }

  @Test func gradientsFlowWhereValuesDid() throws {
    let network = Network(Self.graph)
    let x = input()
    let tape = Tape(seed: 9)
    let y = network.forward(x, tape: tape)
    let dy = Tensor(y.shape)
    dy.fill(3)
    let dx = try #require(network.backward(dy, tape: tape, gradients: .input))
    for (value, gradient) in zip(y.array, dx.array) { #expect(value == 0 ? gradient == 0 : abs(gradient - 4) < 1e-5) }
    let plainTape = Tape()
    _ = network.forward(x, tape: plainTape)
    #expect(try #require(network.backward(dy, tape: plainTape, gradients: .input)).array == dy.array)
  }

  /// A value that somebody else reads too must not be overwritten by what follows the dropped one.
  @Test func planKeepsAValueThatHasOtherReaders() throws {
    var graph = LayerGraph(inputChannels: 3)
    let first = graph.append(.activation(.relu), to: graph.input)
    let dropped = graph.append(.activation(.tanh), to: graph.append(.dropout(0.5), to: first))
    graph.finish([graph.append(.add, to: first, dropped)])
    let network = Network(graph)
    let x = input(1)
    let plan = InferencePlan(graph, network.parameters, input: x.shape)
    plan.input.copy(from: x)
    try plan.run()
    #expect(relativeError(plan.output.array, network.forward(x).array) < 1e-6)
  }
}
