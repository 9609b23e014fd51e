import Kernels
import Pictures
import Support
import Testing
import Training

@Suite(.ownThread) struct LossTests {
  @Test(arguments: AdversarialLoss.allCases, [Float(0), 1])
  func gradientIsTheSlope(_ loss: AdversarialLoss, target: Float) {
    let scores = Tensor(Shape(1, 2, 3, 1), [-3, -0.5, 0, 0.25, 2, 30])
    let gradient = Tensor(scores.shape)
    _ = loss.evaluate(scores, target: target, weight: 0.7, gradient: gradient)
    let unused = Tensor(scores.shape)
    for index in 0..<scores.count {
      let kept = scores.data[index]
      scores.data[index] = kept + 0.01
      let above = loss.evaluate(scores, target: target, weight: 0.7, gradient: unused)
      scores.data[index] = kept - 0.01
      let below = loss.evaluate(scores, target: target, weight: 0.7, gradient: unused)
      scores.data[index] = kept
      #expect(abs((above - below) / 0.02 - Double(gradient.data[index])) < 1e-3)
    }
  }

  @Test func hingeLetsGoOfWhatIsClearlyToldApart() {
    let scores = Tensor(Shape(1, 1, 4, 1), [-2, -0.5, 0.5, 2])
    let gradient = Tensor(scores.shape)
    #expect(AdversarialLoss.hinge.evaluate(scores, target: 1, weight: 4, gradient: gradient) == 5)
    #expect(gradient.array == [-1, -1, -1, 0])
    #expect(AdversarialLoss.hinge.evaluate(scores, target: 0, weight: 4, gradient: gradient) == 5)
    #expect(gradient.array == [0, 1, 1, 1])
    #expect(AdversarialLoss.hinge.evaluateGenerator(scores, weight: 4, gradient: gradient) == 0)
    #expect(gradient.array == [-1, -1, -1, -1])
    let other = Tensor(scores.shape)
    for loss in [AdversarialLoss.leastSquares, .crossEntropy] {
      #expect(
        loss.evaluateGenerator(scores, weight: 0.3, gradient: gradient)
          == loss.evaluate(scores, target: 1, weight: 0.3, gradient: other))
      #expect(gradient.array == other.array)
    }
  }

  @Test func crossEntropySurvivesLargeScores() {
    let scores = Tensor(Shape(1, 1, 2, 1), [-500, 500])
    let gradient = Tensor(scores.shape)
    #expect(AdversarialLoss.crossEntropy.evaluate(scores, target: 1, weight: 1, gradient: gradient) == 250)
    #expect(gradient.array == [-0.5, 0])
  }

  @Test func meanAbsoluteErrorAddsItsGradient() {
    let a = Tensor(Shape(1, 1, 1, 4), [0, 1, 2, 3])
    let b = Tensor(Shape(1, 1, 1, 4), [1, 1, 0, 2.5])
    let gradient = Tensor(a.shape, [1, 1, 1, 1])
    #expect(MeanAbsoluteError.evaluate(a, b, weight: 2, addingTo: gradient) == 0.875)
    #expect(gradient.array == [0.5, 1, 1.5, 1.5])
  }

  @Test func learningRateIsFlatThenFallsToZero() {
    let schedule = LearningRateSchedule(base: 1, steps: 10, decaySteps: 4)
    #expect((0..<10).map(schedule.rate(at:)) == [1, 1, 1, 1, 1, 1, 1, 0.75, 0.5, 0.25])
    #expect(schedule.rate(at: 10) == 0)
  }
}
