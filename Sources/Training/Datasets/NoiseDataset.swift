import Kernels
import Pictures

/// Pictures, noise and random numbers for a `NoiseGAN`: all that a step needs, so that the step itself draws nothing.
package struct NoiseDataset: Dataset {
  private let faces: FacePictures
  private let latent: Int
  private let criticSteps: Int

  /// - Parameters:
  ///   - latent: values of noise.
  ///   - criticSteps: steps of the discriminator for each of the generator.
  package init(_ faces: FacePictures, latent: Int, criticSteps: Int) {
    self.faces = faces
    self.latent = latent
    self.criticSteps = criticSteps
  }

  package func example(seed: UInt64, step: Int, index: Int, size: Int) -> Example {
    var random = SeededGenerator(seed: seed, step, index)
    func values(_ count: Int, _ value: (inout SeededGenerator) -> Double) -> Example.Part {
      Example.Part(.vector(count), (0..<count).map { _ in Float(value(&random)) })
    }
    func noise() -> Example.Part { values(latent) { $0.normal() } }
    func draws(_ count: Int) -> Example.Part { values(count) { $0.uniform(0, 1) } }
    var parts: [TensorName: Example.Part] = [:]
    for critic in 0..<criticSteps {
      let picture = faces.picture(size: size, using: &random)
      parts[.real(critic)] = Example.Part(Shape(1, size, size, 3), picture.activations())
      parts[.latent(critic)] = noise()
      parts[.mix(critic)] = draws(1)
      parts[.realChange(critic)] = draws(DifferentiableAugmentation.draws)
      parts[.fakeChange(critic)] = draws(DifferentiableAugmentation.draws)
    }
    parts[.latent(nil)] = noise()
    parts[.fakeChange(nil)] = draws(DifferentiableAugmentation.draws)
    return Example(parts)
  }
}
