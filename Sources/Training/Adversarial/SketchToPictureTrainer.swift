import Kernels
import Networks

/// pix2pix training (Isola et al. 2017, section 3): a generator and a discriminator that sees sketch and picture.
///
/// One step first improves the discriminator, then the generator: adversarial loss + λ · L1.
package final class SketchToPictureTrainer {
  /// The losses of one step.
  package struct Losses: Equatable, Sendable {
    /// The discriminator's, halved, as it judges two pictures.
    package var discriminator: Double
    package var adversarial: Double
    package var l1: Double
  }

  package let generator: Network
  package let discriminator: Network
  package let generatorOptimizer: AdamOptimizer
  package let discriminatorOptimizer: AdamOptimizer
  package let loss: AdversarialLoss
  /// λ, the weight of L1.
  package let l1Weight: Float

  package init(generator: Network, discriminator: Network, loss: AdversarialLoss, l1Weight: Float) {
    self.generator = generator
    self.discriminator = discriminator
    self.loss = loss
    self.l1Weight = l1Weight
    generatorOptimizer = AdamOptimizer(generator.parameters)
    discriminatorOptimizer = AdamOptimizer(discriminator.parameters)
  }

  /// One alternating step.
  ///
  /// - Parameters:
  ///   - sketch: (n, h, w, inputs).
  ///   - picture: (n, h, w, 3) in −1…1.
  package func step(sketch: Tensor, picture: Tensor, learningRate: Float) -> Losses {
    let tape = Tape()
    let fake = generator.forward(sketch, tape: tape)
    let discriminatorLoss = improveDiscriminator(
      sketch: sketch, picture: picture, fake: fake, learningRate: learningRate)
    let (adversarial, fakeGradient) = judge(sketch: sketch, fake: fake)
    let l1 = MeanAbsoluteError.evaluate(fake, picture, weight: l1Weight, addingTo: fakeGradient)
    generator.backward(fakeGradient, tape: tape, gradients: .parameters)
    generatorOptimizer.update(learningRate: learningRate)
    return Losses(discriminator: discriminatorLoss, adversarial: adversarial, l1: l1)
  }

  /// Real and fake go through the discriminator as one batch: its norms look at each picture alone, so the result is
  /// that of two passes.
  private func improveDiscriminator(
    sketch: Tensor, picture: Tensor, fake: Tensor, learningRate: Float
  ) -> Double {
    let n = sketch.shape.n
    var shape = Self.pairShape(sketch, picture)
    shape.n *= 2
    let pairs = Tensor(shape, zeroed: false)
    Elementwise.concatenateChannels([sketch, picture], into: pairs.batch(0..<n))
    Elementwise.concatenateChannels([sketch, fake], into: pairs.batch(n..<(2 * n)))
    let tape = Tape()
    let scores = discriminator.forward(pairs, tape: tape)
    let gradient = Tensor(scores.shape, zeroed: false)
    let real = loss.evaluate(scores.batch(0..<n), target: 1, weight: 0.5, gradient: gradient.batch(0..<n))
    let fakes = loss.evaluate(
      scores.batch(n..<(2 * n)), target: 0, weight: 0.5, gradient: gradient.batch(n..<(2 * n)))
    discriminator.backward(gradient, tape: tape, gradients: .parameters)
    discriminatorOptimizer.update(learningRate: learningRate)
    return real + fakes
  }

  /// The generator's adversarial loss, and its gradient at the fake picture.
  private func judge(sketch: Tensor, fake: Tensor) -> (loss: Double, gradient: Tensor) {
    let pair = Tensor(Self.pairShape(sketch, fake), zeroed: false)
    Elementwise.concatenateChannels([sketch, fake], into: pair)
    let tape = Tape()
    let scores = discriminator.forward(pair, tape: tape)
    let scoreGradient = Tensor(scores.shape, zeroed: false)
    let value = loss.evaluate(scores, target: 1, weight: 1, gradient: scoreGradient)
    guard let pairGradient = discriminator.backward(scoreGradient, tape: tape, gradients: .input) else {
      preconditionFailure("the input's gradient was asked for")
    }
    let sketchGradient = Tensor(sketch.shape, zeroed: false)
    let fakeGradient = Tensor(fake.shape, zeroed: false)
    Elementwise.splitChannels(pairGradient, into: [sketchGradient, fakeGradient])
    return (value, fakeGradient)
  }

  private static func pairShape(_ sketch: Tensor, _ picture: Tensor) -> Shape {
    Shape(sketch.shape.n, sketch.shape.h, sketch.shape.w, sketch.shape.c + picture.shape.c)
  }
}

extension Tensor {
  /// Some pictures of a batch, in the same memory.
  package func batch(_ range: Range<Int>) -> Tensor {
    precondition(range.lowerBound >= 0 && range.upperBound <= shape.n, "batch \(range) of \(shape)")
    let one = shape.h * shape.w * shape.c
    return Tensor(
      Shape(range.count, shape.h, shape.w, shape.c), viewing: data + range.lowerBound * one, of: self)
  }
}
