import Kernels
import Networks

/// How far apart two pictures lie in the features of a frozen network: mean |f(a) − f(b)| (Chen, Lai and Liu 2018,
/// "CartoonGAN", equation 3).
package final class ContentLoss {
  private let network: Network
  private let scale: [Float]
  private let shift: [Float]

  /// - Parameters:
  ///   - network: reads pictures of red, green and blue; never changed.
  ///   - mean: of each channel, of pictures in 0…1, as the network expects them: it reads (picture − mean) / deviation.
  ///   - deviation: likewise. Half of each gives the network pictures in −1…1.
  package init(_ network: Network, mean: [Float] = [0.5, 0.5, 0.5], deviation: [Float] = [0.5, 0.5, 0.5]) {
    precondition(mean.count == 3 && deviation.count == 3, "pictures have three channels")
    self.network = network
    scale = deviation.map { 0.5 / $0 }
    shift = zip(mean, deviation).map { (0.5 - $0) / $1 }
  }

  /// The loss of `made` against `photo`; `weight` times its gradient at `made` is added to `gradient`.
  ///
  /// The features' gradients flow through the whole network; what it needs for that, all its layers' outputs for one
  /// batch, lives during this call only.
  ///
  /// - Parameters:
  ///   - made: (n, h, w, 3) in −1…1; `photo` and `gradient` are of the same shape.
  package func evaluate(_ made: Tensor, photo: Tensor, weight: Float, addingTo gradient: Tensor) -> Double {
    precondition(made.shape == photo.shape && made.shape == gradient.shape && made.shape.c == 3, "\(made.shape)")
    let tape = Tape()
    let features = network.forward(normalised(made), tape: tape)
    let wanted = network.forward(normalised(photo))
    let featureGradient = Tensor(features.shape)
    let loss = MeanAbsoluteError.evaluate(features, wanted, weight: weight, addingTo: featureGradient)
    guard let inner = network.backward(featureGradient, tape: tape, gradients: .input) else {
      preconditionFailure("the input's gradient was asked for")
    }
    for index in 0..<gradient.count { gradient.data[index] += inner.data[index] * scale[index % 3] }
    return loss
  }

  private func normalised(_ picture: Tensor) -> Tensor {
    let result = Tensor(picture.shape, zeroed: false)
    for index in 0..<picture.count { result.data[index] = picture.data[index] * scale[index % 3] + shift[index % 3] }
    return result
  }
}
