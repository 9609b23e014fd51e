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

  private func part(of x: Tensor, _ first: Int, _ count: Int) -> Tensor {
    let one = x.count / x.shape.n
    return Tensor(
      Shape(count, x.shape.h, x.shape.w, x.shape.c), viewing: x.data + first * one, of: x)
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

  /// Processes that share a batch drop what one that sees all of it would.
  @Test func partsOfABatchLoseWhatTheWholeWould() {
    let network = Network(Self.graph)
    let whole = network.forward(input(5), tape: Tape(seed: 5)).array
    let one = input(1).count
    for (first, count) in [(0, 2), (2, 3)] {
      let part = network.forward(part(of: input(5), first, count), tape: Tape(seed: 5, firstExample: first)).array
      #expect(part == Array(whole[(first * one)..<((first + count) * one)]))
    }
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
