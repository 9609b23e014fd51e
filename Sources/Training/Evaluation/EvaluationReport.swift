import Foundation

/// The figures of an evaluation, for people or for programs.
package struct EvaluationReport: Encodable, Sendable {
  /// Mean absolute difference of red, green and blue on fresh pairs, 0…1.
  package let l1: Double?
  package let ssim: Double?
  /// Mean share of the doodles' ink with an edge of the picture within two pixels at 256.
  package let lineFollowing: Double?
  /// Mean absolute difference of red, green and blue to the colour asked for, in hinted spots, 0…1.
  package let hintError: Double?
  /// Number of doodles looked at.
  package let doodles: Int

  enum CodingKeys: String, CodingKey {
    case l1, ssim, doodles
    case lineFollowing = "line_following"
    case hintError = "hint_error"
  }

  package init(pairs: PairScores?, doodles: DoodleScores?) {
    l1 = pairs?.l1
    ssim = pairs?.ssim
    hintError = pairs?.hintError
    lineFollowing = doodles?.lineFollowing
    self.doodles = doodles?.results.count ?? 0
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
    try container.encode(lineFollowing, forKey: .lineFollowing)
    try container.encode(hintError, forKey: .hintError)
    try container.encode(doodles, forKey: .doodles)
  }

  package var text: String {
    var lines: [String] = []
    func add(_ name: String, _ value: Double?, _ note: String) {
      guard let value else { return }
      lines.append(
        name.padding(toLength: 16, withPad: " ", startingAt: 0) + String(format: "%.4f", value) + "  " + note)
    }
    add("L1", l1, "mean difference of colours on fresh pairs, 0…1")
    add("SSIM", ssim, "structural similarity on fresh pairs, at most 1")
    add("hint error", hintError, "mean difference of colours in hinted spots, 0…1")
    add("line following", lineFollowing, "share of the doodles' ink with an edge near by")
    if doodles > 0 { lines.append("doodles         \(doodles)") }
    return lines.joined(separator: "\n")
  }
}
