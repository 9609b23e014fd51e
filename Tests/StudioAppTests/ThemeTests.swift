import Foundation
import StudioApp
import Support
import Terminal
import Testing

@Suite("Colours of the studio", .ownThread) struct ThemeTests {
  /// Relative luminance, 0…1 (WCAG 2.2, section "relative luminance").
  private func luminance(_ colour: TerminalColour) -> Double? {
    guard case .rgb(let red, let green, let blue) = colour else { return nil }
    func linear(_ level: UInt8) -> Double {
      let share = Double(level) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  @Test("Words stand out from what is behind them", arguments: [false, true]) func contrast(_ isDark: Bool) throws {
    var capabilities = Capabilities(columns: 80, rows: 24)
    capabilities.colourDepth = .trueColour
    let theme = Theme(capabilities, isDark: isDark)
    let styles = [
      ("desk", theme.desk), ("quiet", theme.quiet), ("heading", theme.heading), ("star", theme.star),
      ("paper", theme.paper), ("paper's hint", theme.paperHint), ("preview", theme.preview), ("card", theme.card),
      ("card's cap", theme.cardCap), ("shaded card", theme.shadedCard), ("shaded cap", theme.shadedCap),
      ("chosen", theme.chosen), ("primary", theme.primary),
    ]
    for (name, style) in styles {
      let front = try #require(luminance(style.foreground), "\(name)")
      let back = try #require(luminance(style.background), "\(name)")
      let ratio = (max(front, back) + 0.05) / (min(front, back) + 0.05)
      #expect(ratio >= 4.5, "\(name): \(ratio)")
    }
  }
}
