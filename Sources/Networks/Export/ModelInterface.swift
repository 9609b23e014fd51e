/// What goes into a network and what comes out, in words: for those who use it in another program.
package struct ModelInterface: Hashable, Sendable {
  /// One input channel, or several that mean the same.
  package struct Channel: Hashable, Sendable {
    /// Numbers of the channels, from 0 on.
    package let numbers: Range<Int>
    /// A word or two.
    package let name: String
    package let meaning: String
    /// The values it may have.
    package let range: String

    /// Such as `0` or `0-99`.
    package var number: String {
      numbers.count == 1 ? "\(numbers.lowerBound)" : "\(numbers.lowerBound)-\(numbers.upperBound - 1)"
    }

    package var line: String { "\(name): \(meaning); \(range)" }
  }

  package let channels: [Channel]
  /// How many rows and columns of pixels it reads.
  package let size: String
  package let output: String

  package init(channels: [Channel], size: String, output: String) {
    self.channels = channels
    self.size = size
    self.output = output
  }
}

extension ModelInterface {
  package init(_ card: ModelCard) {
    let architecture = card.architecture
    let unknown = Channel(
      numbers: 0..<architecture.inputChannels, name: "input", meaning: "the model card does not say what it is",
      range: "unknown")
    if architecture.scale > 1 {
      size = "any height and width; the picture it gives is \(architecture.scale) times as high and wide"
    } else if let side = architecture.sideFromNoise {
      size = "one pixel; it gives pictures of \(side)×\(side) pixels"
    } else {
      let finished = card.nativeSize.map { "; finished on pictures of \($0)×\($0) pixels" } ?? ""
      let fixed = card.hasFixedSize == true ? ", and good at that size alone" : ""
      size =
        "height and width are multiples of \(architecture.sideMultiple), each at least \(architecture.smallestSide)"
        + finished + fixed
    }
    channels = card.layout?.channelsInWords ?? [unknown]
    output =
      switch (card.layout, architecture.outputChannels) {
      case (.unitPicture?, _): "red, green and blue of the larger picture, 0…1; what is beyond is to be cut off"
      case (.upscaling?, _):
        "half the difference to the coarse picture: the larger picture is coarse picture + 2 · output, red, green and "
          + "blue, −1…1"
      case (_, 1): "lines: −1 (black) on a line … 1 (white) on paper"
      case (_, 3): "red, green and blue of the picture, −1…1; a level of 0…255 is (value + 1) · 127.5"
      case (_, let count): "\(count) channels, −1…1"
      }
  }

  package init(_ card: ClassifierCard) {
    var channels: [Channel] = []
    func add(_ count: Int, _ name: String, _ meaning: String, _ range: String) {
      let start = channels.last?.numbers.upperBound ?? 0
      channels.append(Channel(numbers: start..<(start + count), name: name, meaning: meaning, range: range))
    }
    add(
      card.inputChannels - 2, "edges",
      "of each cell of two by two pixels the square root of the mean strength of edges in so many directions, the first "
        + "one along the rows", "0…1")
    add(1, "light", "the cell's mean of red, green and blue", "−1…1")
    add(1, "colourfulness", "the cell's mean of the largest less the smallest of red, green and blue", "0…1")
    self.channels = channels
    size = "height and width are \(card.size / 2): cells of a picture of \(card.size)×\(card.size) pixels"
    output = "a score for each of \(card.classes.count) classes, before softmax"
  }
}

extension InputLayout {
  /// What each channel is, for those who fill it in another program.
  package var channelsInWords: [ModelInterface.Channel] {
    var channels: [ModelInterface.Channel] = []
    func add(_ name: String, _ meaning: String, _ range: String, count: Int = 1) {
      let start = channels.last?.numbers.upperBound ?? 0
      channels.append(
        ModelInterface.Channel(numbers: start..<(start + count), name: name, meaning: meaning, range: range))
    }
    func addColours(_ name: String, _ meaning: String) {
      for colour in ["red", "green", "blue"] { add("\(name) \(colour)", meaning, "−1…1") }
    }
    for part in parts {
      switch part {
      case .ink: add("ink", "pencil ink, 1 on the line, 0 on paper", "0…1")
      case .hints:
        add("hint mask", "1 where a crayon dabbed, 0 elsewhere", "0…1")
        addColours("hint", "the crayon's colour where it dabbed, 0 elsewhere")
      case .palette:
        for colour in ["main", "second", "accent"] {
          addColours(colour, "the palette's \(colour) colour, the same at each pixel")
        }
      case .insideMask:
        add("inside", "how surely the place lies inside the drawing's outlines", "0…1")
        add("distance", "0 on a line, 1 far away from any", "0…1")
      case .coarsePicture: addColours("coarse", "the picture at half the side, scaled up")
      case .picture: addColours("picture", "the picture's colour")
      case .height: add("height", "of the middle of the pixel's row, from the upper edge to the lower", "−1…1")
      case .domain(let count):
        add("domain", "1 in the channel of the domain that is wanted, 0 in the others", "0 or 1", count: count)
      case .noise(let count):
        add("noise", "independent values of a standard normal distribution", "mostly −3…3", count: count)
      case .unitPicture:
        for colour in ["red", "green", "blue"] { add("picture \(colour)", "the picture's colour", "0…1") }
      case .page(1): add("page", "the drawing as a grey picture, −1 on the line, 1 on paper", "−1…1")
      case .page(let count):
        add("page", "red, green and blue of the drawing as a picture, −1 on the line, 1 on paper", "−1…1", count: count)
      }
    }
    return channels
  }
}
