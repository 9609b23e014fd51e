import Foundation

/// What a classifier's checkpoint says of itself, kept as JSON under the metadata key `classifier_card`.
package struct ClassifierCard: Codable, Equatable, Sendable {
  /// One of the things it tells apart.
  package struct PictureClass: Codable, Equatable, Sendable {
    package var name: String
    /// The words, such as names of files of doodles, that belong to it.
    package var words: [String]
    /// On pictures that it never learnt from; nil before they were measured, or where there are none.
    package var heldOut: Recall?

    package init(name: String, words: [String], heldOut: Recall? = nil) {
      self.name = name
      self.words = words
      self.heldOut = heldOut
    }
  }

  /// How often pictures were recognised.
  package struct Recall: Codable, Equatable, Sendable {
    /// Number of pictures.
    package var pictures: Int
    /// Share of them, 0…1, whose most likely class is the right one.
    package var top1: Double
    /// Share whose right class is one of the three most likely.
    package var top3: Double

    package init(pictures: Int, top1: Double, top3: Double) {
      self.pictures = pictures
      self.top1 = top1
      self.top3 = top3
    }
  }

  package var inputChannels: Int
  package var width: Int
  /// Side, in pixels, of the pictures it sees.
  package var size: Int
  package var classes: [PictureClass]
  package var steps: Int
  package var data: [ModelCard.DataSource]
  /// Where the held-out pictures are from.
  package var heldOutData: [ModelCard.DataSource]
  /// Over all held-out pictures.
  package var heldOut: Recall?
  package var limitations: [String]

  package init(
    inputChannels: Int, width: Int, size: Int, classes: [PictureClass], steps: Int, data: [ModelCard.DataSource],
    heldOutData: [ModelCard.DataSource] = [], heldOut: Recall? = nil, limitations: [String] = []
  ) {
    self.inputChannels = inputChannels
    self.width = width
    self.size = size
    self.classes = classes
    self.steps = steps
    self.data = data
    self.heldOutData = heldOutData
    self.heldOut = heldOut
    self.limitations = limitations
  }

  package var network: ClassifierNetwork {
    ClassifierNetwork(inputChannels: inputChannels, width: width, classes: classes.count)
  }

  /// The class that a word belongs to; nil where none does.
  package func index(ofWord word: String) -> Int? { classes.firstIndex { $0.words.contains(word) } }

  static let metadataKey = "classifier_card"

  init(json: String, path: String) throws(CheckpointError) {
    guard let card = try? JSONDecoder().decode(ClassifierCard.self, from: Data(json.utf8)) else {
      throw CheckpointError(path, .card, "has a classifier's card that cannot be read; train it again")
    }
    do {
      try card.network.validate()
      try ArchitectureError.check("pixels a side", card.size, in: 16...1024)
      guard card.size % 16 == 0 else {
        throw ArchitectureError("\(card.size) pixels a side, expected a multiple of 16")
      }
    } catch {
      throw CheckpointError(path, .card, "has an impossible classifier's card: \(error)")
    }
    self = card
  }

  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { preconditionFailure("a card holds only finite numbers") }
    return String(decoding: data, as: UTF8.self)
  }
}
