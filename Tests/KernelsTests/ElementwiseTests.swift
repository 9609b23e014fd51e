import Foundation
import Kernels
import Support
import Testing

/// Elementwise operations, sums and Adam against plain loops, in sizes that are no multiple of any vector.
@Suite(.ownThread) struct ElementwiseTests {
  static let counts = [1, 7, 15, 33, 70_001]

  @Test(arguments: counts) func arithmetic(_ count: Int) {
    var random = RandomValues(seed: 10)
    let (a, b) = (random.tensor(.vector(count)), random.tensor(.vector(count)))
    for set in InstructionSet.available {
      InstructionSet.with(set) {
        let y = Tensor(.vector(count))
        Elementwise.add(a, b, into: y)
        #expect(y.array == zip(a.array, b.array).map { $0 + $1 })
        Elementwise.multiply(a, b, into: y)
        #expect(y.array == zip(a.array, b.array).map { $0 * $1 })
        Elementwise.scale(3, a, into: y)
        #expect(y.array == a.array.map { 3 * $0 })
        Elementwise.axpy(0.5, b, into: y)
        #expect(relativeError(y.array, zip(a.array, b.array).map { 3 * $0 + 0.5 * $1 }) < 1e-6)
        let (da, db) = (a.array.map(Double.init), b.array.map(Double.init))
        #expect(abs(Elementwise.sum(a) - da.reduce(0, +)) < 1e-6 * Double(count))
        #expect(abs(Elementwise.dot(a, b) - zip(da, db).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-6 * Double(count))
        #expect(
          abs(Elementwise.absoluteDifference(a, b) - zip(da, db).reduce(0) { $0 + abs($1.0 - $1.1) })
            < 1e-6 * Double(count))
        #expect(
          abs(Elementwise.squaredDistance(a, from: 1) - da.reduce(0) { $0 + ($1 - 1) * ($1 - 1) })
            < 1e-6 * Double(count))
        #expect(Elementwise.maximumMagnitude(a) == a.array.map(abs).max())
      }
    }
  }

  @Test func functionsAreExactToAFewUnits() {
    let x = Tensor(.vector(4001), (0...4000).map { Float($0 - 2000) / 100 })
    let y = Tensor(x.shape)
    for set in InstructionSet.available {
      InstructionSet.with(set) {
        let cases: [(Activation, (Double) -> Double)] = [
          (.tanh, { tanh($0) }), (.sigmoid, { 1 / (1 + exp(-$0)) }), (.relu, { max($0, 0) }),
          (.leaky(0.25), { $0 < 0 ? $0 / 4 : $0 }), (.clip(0.5), { min(max($0, -0.5), 0.5) }),
          (.clippedRelu(0.5), { min(max($0, 0), 0.5) }),
        ]
        for (activation, exact) in cases {
          Activations.forward(x, activation, into: y)
          for (value, input) in zip(y.values, x.values) {
            let expected = exact(Double(input))
            #expect(abs(Double(value) - expected) <= 4e-7 * abs(expected), "\(activation) \(input) \(set.name)")
          }
        }
        Elementwise.exponential(x, into: y)
        #expect(zip(y.values, x.values).allSatisfy { abs(Double($0) / exp(Double($1)) - 1) < 4e-7 })
      }
    }
  }

  @Test func nonFiniteValuesAreFound() {
    for set in InstructionSet.available {
      InstructionSet.with(set) {
        for bad in [Float.nan, .infinity, -.infinity] {
          let x = Tensor(.vector(40_003))
          #expect(Elementwise.isFinite(x) && Elementwise.firstNonFinite(x) == nil)
          for place in [0, 17, 40_002] {
            x.fill(0)
            x.data[place] = bad
            #expect(!Elementwise.isFinite(x))
            #expect(Elementwise.firstNonFinite(x) == place)
          }
        }
      }
    }
    let x = Tensor(.vector(3), [.nan, 1, -1])
    Activations.forward(x, .relu, into: x)
    #expect(x.data[0].isNaN && x.data[1] == 1 && x.data[2] == 0)
  }

  @Test func channelsAreConcatenatedAndSplit() {
    let (a, b) = (Tensor(Shape(1, 1, 2, 1), [1, 2]), Tensor(Shape(1, 1, 2, 2), [3, 4, 5, 6]))
    let y = Tensor(Shape(1, 1, 2, 3))
    Elementwise.concatenateChannels([a, b], into: y)
    #expect(y.array == [1, 3, 4, 2, 5, 6])
    let (c, d) = (Tensor(a.shape), Tensor(b.shape))
    Elementwise.splitChannels(y, into: [c, d])
    #expect(c.array == a.array && d.array == b.array)
  }

  @Test func rmspropFollowsTheAlgorithm() {
    let count = 37
    var random = RandomValues(seed: 12)
    for set in InstructionSet.available {
      InstructionSet.with(set) {
        let p = random.tensor(.vector(count))
        let (squares, scratch) = (Tensor(.vector(count)), Tensor(.vector(count)))
        var expected = p.array.map(Double.init)
        var average = [Double](repeating: 0, count: count)
        for _ in 0..<5 {
          let g = random.tensor(.vector(count))
          RMSprop.step(
            parameters: p.data, gradients: g.data, squareAverage: squares.data, scratch: scratch.data, count: count,
            learningRate: 0.01, smoothing: 0.99, epsilon: 1e-8)
          for i in 0..<count {
            let gradient = Double(g.data[i])
            average[i] = 0.99 * average[i] + 0.01 * gradient * gradient
            expected[i] -= 0.01 * gradient / (average[i].squareRoot() + 1e-8)
          }
        }
        #expect(relativeError(p.array, expected.map(Float.init)) < 1e-6)
      }
    }
  }

  @Test func picturesAreFlattenedChannelAfterChannel() {
    let x = Tensor(Shape(2, 1, 2, 3), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    let y = Tensor(Flatten.outputShape(for: x.shape))
    Flatten.forward(x, into: y)
    #expect(y.array == [1, 4, 2, 5, 3, 6, 7, 10, 8, 11, 9, 12])
    let back = Tensor(x.shape)
    Flatten.backward(y, into: back)
    #expect(back.array == x.array)
  }

  @Test func adamFollowsTheAlgorithm() {
    let count = 37
    var random = RandomValues(seed: 11)
    for set in InstructionSet.available {
      InstructionSet.with(set) {
        let p = random.tensor(.vector(count))
        let (m, v) = (Tensor(.vector(count)), Tensor(.vector(count)))
        var expected = p.array.map(Double.init)
        var (first, second) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
        for step in 1...5 {
          let g = random.tensor(.vector(count))
          Adam.step(
            parameters: p.data, gradients: g.data, firstMoment: m.data, secondMoment: v.data, count: count,
            learningRate: 0.01, beta1: 0.5, beta2: 0.999, epsilon: 1e-8, step: step)
          for i in 0..<count {
            let gradient = Double(g.data[i])
            first[i] = 0.5 * first[i] + 0.5 * gradient
            second[i] = 0.999 * second[i] + 0.001 * gradient * gradient
            let (a, b) = (first[i] / (1 - pow(0.5, Double(step))), second[i] / (1 - pow(0.999, Double(step))))
            expected[i] -= 0.01 * a / (b.squareRoot() + 1e-8)
          }
        }
        #expect(relativeError(p.array, expected.map(Float.init)) < 1e-6)
      }
    }
  }
}
