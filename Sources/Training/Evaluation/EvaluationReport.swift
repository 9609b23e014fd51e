import Foundation
import Generation
import Networks

/// The figures of an evaluation, for people or for programs.
package struct EvaluationReport: Encodable, Sendable {
  /// The figures of the doodles of one file.
  package struct File: Encodable, Equatable, Sendable {
    package let name: String
    package let doodles: Int
    package let lineFollowing: Double?
    package let hintError: Double?

    enum CodingKeys: String, CodingKey {
      case name, doodles
      case lineFollowing = "line_following"
      case hintError = "hint_error"
    }
  }

  /// Mean absolute difference of red, green and blue on fresh pairs, 0…1.
  package let l1: Double?
  package let ssim: Double?
  /// Mean absolute difference of red, green and blue to the colour asked for, in hinted spots of fresh pairs, 0…1.
  package let hintError: Double?
  /// How far what is made of fresh pairs' sketches differs among itself, and how far the true pictures do; see
  /// ``PairScores``.
  package let spread: Double?
  package let trueSpread: Double?
  /// Number of fresh pairs.
  package let pairs: Int
  /// Mean share of the doodles' ink with an edge of the picture within two pixels at 256.
  package let lineFollowing: Double?
  /// As ``hintError``, under random dabs on the doodles.
  package let doodleHintError: Double?
  /// Number of doodles looked at.
  package let doodles: Int
  package let files: [File]
  /// What the judges say; nil where they were not asked.
  package let judge: JudgeScores?
  /// What they say of the generator that this one is compared with.
  package let comparedJudge: JudgeScores?
  /// How often the studio would ask whether a doodle is of a domain; nil but for the domain for everything.
  package let questions: QuestionScores?
  /// Where face detectors looked at what was made of the fresh pairs' sketches.
  package let faces: FaceScores?
  /// Where they looked at what was made of the doodles.
  package let doodleFaces: FaceScores?
  /// How pictures differ from those in float32; nil where they are that.
  package let precision: PrecisionFigures?

  enum CodingKeys: String, CodingKey {
    case l1, ssim, spread, pairs, doodles, files, judge, faces, questions, precision
    case doodleFaces = "doodle_faces"
    case comparedJudge = "compared_judge"
    case lineFollowing = "line_following"
    case hintError = "hint_error"
    case trueSpread = "true_spread"
    case doodleHintError = "doodle_hint_error"
  }

  package init(
    pairs: PairScores?, doodles: DoodleScores?, judge: JudgeScores? = nil, comparedJudge: JudgeScores? = nil,
    faces: FaceScores? = nil, doodleFaces: FaceScores? = nil, questions: QuestionScores? = nil,
    precision: PrecisionFigures? = nil
  ) {
    self.precision = precision
    self.questions = questions
    self.faces = faces
    self.doodleFaces = doodleFaces
    self.judge = judge
    self.comparedJudge = comparedJudge
    l1 = pairs?.l1
    ssim = pairs?.ssim
    hintError = pairs?.hintError
    spread = pairs?.spread
    trueSpread = pairs?.trueSpread
    self.pairs = pairs?.count ?? 0
    lineFollowing = doodles?.lineFollowing
    doodleHintError = doodles?.hintError
    self.doodles = doodles?.results.count ?? 0
    files = (doodles?.groups ?? []).map { group in
      File(
        name: group.name, doodles: group.results.count, lineFollowing: group.lineFollowing,
        hintError: group.hintError)
    }
  }

  /// One object; figures that were not measured are null.
  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    guard let data = try? encoder.encode(self) else { preconditionFailure("the figures are finite numbers") }
    return String(decoding: data, as: UTF8.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(l1, forKey: .l1)
    try container.encode(ssim, forKey: .ssim)
    try container.encode(hintError, forKey: .hintError)
    try container.encode(spread, forKey: .spread)
    try container.encode(trueSpread, forKey: .trueSpread)
    try container.encode(pairs, forKey: .pairs)
    try container.encode(lineFollowing, forKey: .lineFollowing)
    try container.encode(doodleHintError, forKey: .doodleHintError)
    try container.encode(doodles, forKey: .doodles)
    try container.encode(files, forKey: .files)
    try container.encodeIfPresent(judge, forKey: .judge)
    try container.encodeIfPresent(comparedJudge, forKey: .comparedJudge)
    try container.encodeIfPresent(faces, forKey: .faces)
    try container.encodeIfPresent(questions, forKey: .questions)
    try container.encodeIfPresent(doodleFaces, forKey: .doodleFaces)
    try container.encodeIfPresent(precision, forKey: .precision)
  }

  package var text: String {
    var lines: [String] = []
    func add(_ figure: ModelFigure, _ value: Double?, _ note: String) {
      guard let value else { return }
      lines.append(figure.title.padded(to: 24) + String(format: "%.4f", value) + "  " + note)
    }
    add(.l1, l1, "mean difference of colours on \(pairs) fresh pairs, 0…1")
    add(.ssim, ssim, "structural similarity on \(pairs) fresh pairs, at most 1")
    add(.hintError, hintError, "mean difference of colours in hinted spots of fresh pairs, 0…1")
    if let spread, let trueSpread {
      lines.append(
        "spread".padded(to: 24) + String(format: "%.4f  ", spread)
          + String(format: "deviation among the pictures of fresh pairs, 0…1; of the true ones %.4f", trueSpread))
    }
    add(.lineFollowing, lineFollowing, "share of the ink of \(doodles) doodles with an edge near by")
    add(.doodleHintError, doodleHintError, "mean difference of colours under random dabs on the doodles, 0…1")
    if let precision {
      lines.append(
        "beside float32".padded(to: 24)
          + String(
            format: "%.2f of 255 on average, 99.9 %% of all colours within %.0f", precision.mean, precision.extreme))
    }
    if files.count > 1 {
      lines.append("")
      lines.append("file".padded(to: 24) + "doodles  line following  hint error")
      for file in files {
        func figure(_ value: Double?) -> String { value.map { String(format: "%.4f", $0) } ?? "–" }
        lines.append(
          file.name.padded(to: 24) + "\(file.doodles)".padded(to: 9) + figure(file.lineFollowing).padded(to: 16)
            + figure(file.hintError))
      }
    }
    if let faces { lines += ["", "fresh pairs", faces.text] }
    if let doodleFaces { lines += ["", "doodles", doodleFaces.text] }
    if let judge { lines += ["", judge.text] }
    if let questions { lines += ["", questions.text] }
    if let comparedJudge { lines += ["", "the generator compared with", comparedJudge.text] }
    return lines.joined(separator: "\n")
  }

  /// The measured figures for a model card, rounded to four digits.
  package var scores: [String: Double] {
    var scores: [String: Double] = [:]
    func add(_ figure: ModelFigure, _ value: Double?) {
      if let value { scores[figure.rawValue] = (value * 10_000).rounded() / 10_000 }
    }
    add(.l1, l1)
    add(.ssim, ssim)
    add(.hintError, hintError)
    add(.lineFollowing, lineFollowing)
    add(.doodleHintError, doodleHintError)
    add(.pairs, pairs > 0 ? Double(pairs) : nil)
    add(.doodles, doodles > 0 ? Double(doodles) : nil)
    // The first detector's opinion; the second is for the table.
    add(.facesFound, faces?.opinions.first?.found)
    add(.faceOverlap, faces?.opinions.first?.overlap)
    add(.doodleFacesFound, doodleFaces?.opinions.first?.found)
    return scores
  }
}

extension String {
  func padded(to length: Int) -> String {
    count >= length ? self + " " : self + String(repeating: " ", count: length - count)
  }
}
