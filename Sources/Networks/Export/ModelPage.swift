import Files
import Foundation

extension ModelExport {
  /// The model card as the page that model hubs show: facts in front, as YAML, then words as Markdown.
  ///
  /// - Parameter sample: the name of a picture file beside the page; nil for none.
  package func page(sample: String? = nil) -> String {
    let facts = PageFacts(self)
    var lines = ["---"]
    if let id = facts.licence {
      lines.append("license: \(id)")
    } else {
      lines += ["license: other", "license_name: see-data-and-credits"]
    }
    lines += ["pipeline_tag: \(facts.task)", "library_name: aicanvas", "language:", "- en", "- ko", "tags:"]
    lines += facts.tags.map { "- \($0)" }
    if !facts.data.isEmpty { lines += ["datasets:"] + facts.datasets.map { "- \(Self.quoted($0))" } }
    lines += ["---", "", "# \(Self.plain(facts.title))", "", facts.summary, ""]
    if let sample { lines += ["![A sample](\(sample))", ""] }
    lines += ["## What it reads and gives", "", "32-bit floats, channels first; \(interface.size).", ""]
    lines += ["| channel | what | values |", "|---|---|---|"]
    lines += interface.channels.map { "| \($0.number) | \($0.name): \($0.meaning) | \($0.range) |" }
    lines += ["", "Output: \(interface.output).", "", "## Data and credits", ""]
    if facts.data.isEmpty {
      lines += ["The card names no data.", ""]
    } else {
      lines += ["| data | licence | credit |", "|---|---|---|"]
      lines += facts.data.map {
        "| \(Self.plain($0.name)) | \(Self.plain($0.licence)) | \(Self.plain($0.credit)) |"
      }
      lines.append("")
    }
    if !facts.figures.isEmpty {
      lines += ["## Figures", "", "| figure | value |", "|---|---|"]
      lines += facts.figures.map { "| \(Self.plain($0.name)) | \($0.value) |" } + [""]
    }
    lines += ["## Limitations", ""]
    lines += facts.limitations.isEmpty ? ["None are written down."] : facts.limitations.map { "- \(Self.plain($0))" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A word of the card as YAML; JSON's strings are such.
  private static func quoted(_ word: String) -> String {
    let inner = word.shown(atMost: 200).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(inner)\""
  }

  /// Words of the card as Markdown that means nothing but these words: they may be a stranger's.
  private static func plain(_ words: String) -> String {
    var text = ""
    for character in words.shown(atMost: 500) {
      if "\\`*_[]<>|#!&~".contains(character) { text.append("\\") }
      text.append(character)
    }
    return text
  }
}

/// What a page says of a model.
private struct PageFacts {
  let title: String
  let summary: String
  /// The kind of task, by the hub's name.
  let task: String
  let tags: [String]
  let data: [ModelCard.DataSource]
  let figures: [(name: String, value: String)]
  let limitations: [String]

  init(_ model: ModelExport) {
    switch model {
    case .generator(let checkpoint):
      let card = checkpoint.card
      title = "\(card.titles.en) · \(card.titles.ko)"
      let isFromNoise = card.architecture.sideFromNoise != nil
      task = isFromNoise ? "unconditional-image-generation" : "image-to-image"
      let work =
        switch card.layout {
        case .unitPicture?: "enlarges pictures"
        case .upscaling?: "doubles the side of a picture that was made of a sketch"
        case .picture? where card.architecture.outputChannels == 1: "draws the lines of a picture"
        case .picture?: "makes a picture of a picture"
        default: isFromNoise ? "makes pictures of nothing but noise" : "makes a picture of a drawing"
        }
      summary =
        "A small generator of AICanvas that \(work): \(card.architecture.summary), "
        + "\(card.architecture.graph.parameterCount) weights, \(card.steps) steps of training."
      tags =
        ["aicanvas", card.architecture.family.rawValue, "gan"]
        + (card.layout.map { $0.parts.contains { [.ink, .page(1), .page(3)].contains($0) } } == true
          ? ["sketch-to-image", "pix2pix"] : [])
      data = card.data
      let known = ModelFigure.allCases.compactMap { figure in
        card.scores[figure.rawValue].map {
          (figure.title, String(format: figure.isCount ? "%.0f" : "%.4f", $0))
        }
      }
      let others = card.scores.filter { ModelFigure(rawValue: $0.key) == nil }.sorted { $0.key < $1.key }
      figures = known + others.prefix(50).map { ($0.key, String(format: "%.4f", $0.value)) }
      limitations = card.limitations
    case .classifier(let checkpoint):
      let card = checkpoint.card
      title = "Classifier of \(card.classes.count) things"
      task = "image-classification"
      summary =
        "It judges the pictures of AICanvas' generators, from which it learnt nothing: width \(card.width), "
        + "\(card.steps) steps of training."
      tags = ["aicanvas", "image-classification"]
      data = card.data
      figures =
        card.heldOut.map {
          [
            ("held-out pictures", "\($0.pictures)"), ("right", String(format: "%.4f", $0.top1)),
            ("among the first three", String(format: "%.4f", $0.top3)),
          ]
        } ?? []
      limitations = card.limitations
    }
  }

  /// The data's names, each once.
  var datasets: [String] {
    var seen: Set<String> = []
    return data.map(\.name).filter { seen.insert($0).inserted }
  }

  /// The hub's name of the licence; nil where there are several, or one that it does not know.
  var licence: String? {
    let ids = Set(data.map { Self.ids[$0.licence.lowercased()] })
    return ids.count == 1 ? ids.first ?? nil : nil
  }

  private static let ids = [
    "mit": "mit", "cc0": "cc0-1.0", "cc0 1.0": "cc0-1.0", "cc by 4.0": "cc-by-4.0", "cc-by-4.0": "cc-by-4.0",
    "cc by-sa 4.0": "cc-by-sa-4.0", "cc by-nc 4.0": "cc-by-nc-4.0", "cc by-nc-sa 4.0": "cc-by-nc-sa-4.0",
    "apache 2.0": "apache-2.0", "apache-2.0": "apache-2.0", "bsd-3-clause": "bsd-3-clause", "bsd": "bsd",
    "gpl-3.0": "gpl-3.0",
  ]
}
