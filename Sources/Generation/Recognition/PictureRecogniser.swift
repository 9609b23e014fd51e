import Foundation
import Kernels
import Networks
import Pictures

/// A trained classifier at work: says what a picture shows, and describes it by features.
package final class PictureRecogniser {
  /// How a picture was taken.
  package struct Guess: Equatable, Sendable {
    /// Classes that are held for likelier than the right one.
    package let place: Int
    /// The likeliest class.
    package let likeliest: Int
  }

  package let card: ClassifierCard
  private let network: Network
  private let features: LayerGraph.Value

  /// - Throws: ``GenerationError`` for a classifier that reads something else than ``FormChannels``.
  package init(_ checkpoint: ClassifierCheckpoint) throws {
    guard checkpoint.card.inputChannels == FormChannels.count else {
      throw GenerationError(
        "The classifier reads \(checkpoint.card.inputChannels) channels where pictures have \(FormChannels.count); "
          + "train it again with: aicanvas train classifier")
    }
    card = checkpoint.card
    network = Network(checkpoint.card.network.graph, parameters: checkpoint.parameters)
    features = network.graph.value(ofTap: ClassifierNetwork.featuresTap)
  }

  /// The share of likelihood of each class, and the features of the last stage: each the mean over the picture and its
  /// mirror image, since a thing is the same from both sides.
  ///
  /// - Parameter picture: square, of any size.
  package func look(_ picture: Image) -> (shares: [Double], features: [Double]) {
    let side = card.size
    let small = picture.scaled(width: side, height: side)
    let input = Tensor(Shape(2, side / 2, side / 2, FormChannels.count), zeroed: false)
    _ = input.values.update(
      fromContentsOf: FormChannels.values(of: small) + FormChannels.values(of: small.flippedHorizontally))
    let given = network.forward(input, giving: [network.graph.outputs[0], features])
    let (scores, described) = (given[0].array, given[1].array)
    var shares = [Double](repeating: 0, count: card.classes.count)
    for view in 0..<2 {
      let row = scores[(view * shares.count)..<((view + 1) * shares.count)].map(Double.init)
      let highest = row.max() ?? 0
      let powers = row.map { exp($0 - highest) }
      let sum = powers.reduce(0, +)
      for index in shares.indices { shares[index] += powers[index] / sum / 2 }
    }
    let half = described.count / 2
    return (shares, zip(described.prefix(half), described.dropFirst(half)).map { Double($0 + $1) / 2 })
  }

  package func guess(_ picture: Image, rightClass: Int) -> Guess { guess(look(picture).shares, rightClass: rightClass) }

  package func guess(_ shares: [Double], rightClass: Int) -> Guess {
    Guess(
      place: shares.count { $0 > shares[rightClass] },
      likeliest: shares.indices.reduce(0) { shares[$1] > shares[$0] ? $1 : $0 })
  }
}
