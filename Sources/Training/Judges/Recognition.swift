import Foundation
import Generation
import Networks
import Pictures

/// How often the pictures of one word are recognised, beside real pictures that the classifier never learnt from, and
/// beside the mere doodles.
///
/// It tells whether the form is there, seen small and by a small network; not whether a picture is beautiful, and where
/// there are few real pictures not much.
package struct Recognition: Encodable, Equatable, Sendable {
  package let word: String
  /// The class that the word belongs to; nil where the classifier has none, and then nothing else is known.
  package let className: String?
  /// Number of pictures.
  package let pictures: Int
  /// Of the made pictures.
  package let made: ClassifierCard.Recall?
  /// Of the doodles themselves, black on white: what a picture adds to its lines is the difference.
  package let doodles: ClassifierCard.Recall?
  /// Of held-out real pictures of the class.
  package let real: ClassifierCard.Recall?
  /// The class that most pictures are held for.
  package let takenFor: String?

  package init(
    word: String, className: String?, made: ClassifierCard.Recall?, doodles: ClassifierCard.Recall? = nil,
    real: ClassifierCard.Recall?, takenFor: String?
  ) {
    self.word = word
    self.className = className
    self.pictures = made?.pictures ?? 0
    self.made = made
    self.doodles = doodles
    self.real = real
    self.takenFor = takenFor
  }

  /// - Parameters:
  ///   - pictures: what was made of the word's doodles.
  ///   - doodles: the doodles, black on white.
  package init(word: String, pictures: [Image], doodles: [Image], by recogniser: PictureRecogniser) {
    self.word = word
    self.pictures = pictures.count
    guard let number = recogniser.card.index(ofWord: word), !pictures.isEmpty else {
      (className, made, self.doodles, real, takenFor) = (nil, nil, nil, nil, nil)
      return
    }
    let known = recogniser.card.classes[number]
    let guesses = pictures.map { recogniser.guess($0, rightClass: number) }
    className = known.name
    made = ClassifierCard.Recall(guesses)
    self.doodles = ClassifierCard.Recall(doodles.map { recogniser.guess($0, rightClass: number) })
    real = known.heldOut
    let votes = Dictionary(guesses.map { ($0.likeliest, 1) }, uniquingKeysWith: +)
    takenFor = votes.max { ($0.value, -$0.key) < ($1.value, -$1.key) }.map { recogniser.card.classes[$0.key].name }
  }

  /// The share of made pictures that are recognised at once over that of real ones; nil where no real one is.
  package var relative: Double? { Self.relative(made, real) }

  fileprivate static func relative(_ made: ClassifierCard.Recall?, _ real: ClassifierCard.Recall?) -> Double? {
    guard let made, let real, real.top1 > 0 else { return nil }
    return made.top1 / real.top1
  }

  enum CodingKeys: String, CodingKey {
    case word, pictures, made, doodles, real, relative
    case className = "class"
    case takenFor = "taken_for"
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(word, forKey: .word)
    try container.encode(className, forKey: .className)
    try container.encode(pictures, forKey: .pictures)
    try container.encode(made, forKey: .made)
    try container.encode(doodles, forKey: .doodles)
    try container.encode(real, forKey: .real)
    try container.encode(relative, forKey: .relative)
    try container.encode(takenFor, forKey: .takenFor)
  }

  /// A line for people.
  package var line: String {
    guard let made else {
      return word.padded(to: 24) + String(format: "%8d  ", pictures) + (className == nil ? "no class" : "–")
    }
    return Self.line(word, made, doodles, real, relative) + "  " + (takenFor ?? "")
  }

  /// Above the lines of several words.
  package static let head =
    "recognised".padded(to: 24) + "pictures  top 1  top 3  doodles  real  top 1  top 3  relative  mostly taken for"

  fileprivate static func line(
    _ name: String, _ made: ClassifierCard.Recall, _ doodles: ClassifierCard.Recall?, _ real: ClassifierCard.Recall?,
    _ relative: Double?
  ) -> String {
    func figure(_ value: Double?, _ width: Int) -> String {
      let text = value.map { String(format: "%.2f", $0) } ?? "–"
      return String(repeating: " ", count: width - text.count) + text
    }
    let count = real.map { String(format: "%6d", $0.pictures) } ?? "     –"
    return name.padded(to: 24) + String(format: "%8d", made.pictures) + figure(made.top1, 7) + figure(made.top3, 7)
      + figure(doodles?.top1, 9) + count + figure(real?.top1, 7) + figure(real?.top3, 7) + figure(relative, 10)
  }

  /// Over the words that have a class and real pictures of it, each of which counts the same.
  package struct Mean: Encodable, Equatable, Sendable {
    /// Number of words.
    package let words: Int
    package let made: ClassifierCard.Recall
    package let doodles: ClassifierCard.Recall?
    package let real: ClassifierCard.Recall
    package let relative: Double?

    /// - Returns: nil where no word has both.
    package init?(_ words: [Recognition]) {
      let whole = words.filter { $0.made != nil && $0.real != nil }
      guard let made = ClassifierCard.Recall(meanOf: whole.compactMap(\.made)),
        let real = ClassifierCard.Recall(meanOf: whole.compactMap(\.real))
      else { return nil }
      self.words = whole.count
      self.made = made
      doodles = ClassifierCard.Recall(meanOf: whole.compactMap(\.doodles))
      self.real = real
      relative = Recognition.relative(made, real)
    }

    /// A line for people.
    package var line: String { Recognition.line("mean of \(words) words", made, doodles, real, relative) }
  }
}

extension ClassifierCard.Recall {
  /// - Returns: nil for nothing.
  fileprivate init?(meanOf recalls: [ClassifierCard.Recall]) {
    guard let top1 = recalls.map(\.top1).mean, let top3 = recalls.map(\.top3).mean else { return nil }
    self.init(pictures: recalls.reduce(0) { $0 + $1.pictures }, top1: top1, top3: top3)
  }
}
