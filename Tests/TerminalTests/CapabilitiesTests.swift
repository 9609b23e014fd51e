import Support
import Terminal
import TerminalSupport
import Testing

@Suite(.ownThread) struct CapabilitiesTests {
  private let bare = WindowSize(columns: 80, rows: 24)

  /// What is detected when a terminal gives this profile's answers to the questions that are really sent.
  private func detect(
    _ profile: TerminalProfile, size: WindowSize? = nil, variables: [String: String] = ["TERM": "xterm-256color"],
    codeset: String = "UTF-8", ascii: Bool = false
  ) -> Capabilities {
    var screen = ScreenModel(columns: 80, rows: 24, profile: profile)
    screen.feed(Capabilities.query.utf8)
    var parser = InputParser()
    let items = parser.read(screen.answers)
    let replies = items.compactMap { if case .reply(let reply) = $0 { reply } else { nil } }
    #expect(replies.count == items.count, "an answer was taken for a key")
    return Capabilities(
      replies: replies, size: size ?? bare,
      environment: TerminalEnvironment(variables: variables, codeset: codeset, ascii: ascii))
  }

  @Test func theTableOfTerminals() {
    let plain = detect(.xterm)
    #expect(!plain.sixel && plain.pixelMouse && !plain.synchronizedOutput && plain.terminalName == "XTerm(379)")
    #expect(!plain.cellSizeKnown && plain.cell == .init(width: 10, height: 20))
    let sixel = detect(.xtermSixel)
    #expect(sixel.sixel && sixel.sixelColours == 256 && sixel.sixelLimit == .init(width: 1000, height: 1000))
    let mlterm = detect(.mlterm, variables: ["TERM": "mlterm", "COLORTERM": "truecolor", "MLTERM": "3.9.0"])
    #expect(mlterm.sixel && mlterm.locator && !mlterm.pixelMouse && mlterm.cellSizeKnown)
    #expect(mlterm.sixelLimit == .init(width: 1000, height: 1000) && mlterm.colourDepth == .palette256)
    let foot = detect(.foot, variables: ["TERM": "foot"])
    #expect(foot.sixel && foot.pixelMouse && foot.synchronizedOutput && foot.colourDepth == .trueColour)
    #expect(foot.sixelLimit == .init(width: 10000, height: 10000))
    let kitty = detect(.kitty, variables: ["TERM": "xterm-kitty"])
    #expect(!kitty.sixel && kitty.pixelMouse && kitty.synchronizedOutput && kitty.colourDepth == .trueColour)
    let tmux = detect(.tmux, variables: ["TERM": "tmux-256color", "TMUX": "/tmp/tmux,1,0"])
    #expect(!tmux.sixel && tmux.inMultiplexer && tmux.colourDepth == .palette256 && !tmux.pixelMouse)
    let silent = detect(.silent, variables: ["TERM": "vt220"])
    #expect(!silent.sixel && silent.colourDepth == .none && silent.terminalName == "vt220")
  }

  @Test func theFirstAttributeIsNoAbility() {
    let replies: [TerminalReply] = [.attributes([4, 6])]
    let environment = TerminalEnvironment(variables: ["TERM": "xterm"])
    #expect(!Capabilities(replies: replies, size: bare, environment: environment).sixel)
  }

  @Test func theSizeOfACell() {
    // The kernel's word first, its remainder dropped: xterm counts its border.
    let xterm = detect(.xtermSixel, size: WindowSize(columns: 80, rows: 24, width: 804, height: 460))
    #expect(xterm.cell == .init(width: 10, height: 19) && xterm.cellSizeKnown)
    // Nonsense is refused, and the terminal's answer taken.
    var profile = TerminalProfile.foot
    (profile.cellWidth, profile.cellHeight) = (9, 18)
    let foot = detect(profile, size: WindowSize(columns: 80, rows: 24, width: 80, height: 24))
    #expect(foot.cell == .init(width: 9, height: 18))
    (profile.cellWidth, profile.cellHeight) = (3, 7)
    #expect(detect(profile).cell == .init(width: 10, height: 20))
  }

  @Test func colours() {
    func depth(_ variables: [String: String]) -> Capabilities.ColourDepth {
      detect(.plainSixel, variables: variables).colourDepth
    }
    #expect(depth(["TERM": "xterm", "COLORTERM": "truecolor"]) == .trueColour)
    #expect(depth(["TERM": "xterm-direct"]) == .trueColour)
    #expect(depth(["TERM": "screen-256color"]) == .palette256)
    #expect(depth(["TERM": "alacritty"]) == .palette256)
    #expect(depth(["TERM": "linux"]) == .ansi16)
    #expect(depth(["TERM": "vt100"]) == .none)
    #expect(depth(["TERM": "xterm-256color", "COLORTERM": "24bit", "NO_COLOR": "1"]) == .none)
    #expect(depth(["TERM": "xterm-256color", "NO_COLOR": ""]) == .palette256)
  }

  @Test func characters() {
    #expect(detect(.foot).unicode == .braille)
    #expect(detect(.foot, codeset: "utf8").unicode == .braille)
    #expect(detect(.foot, codeset: "ANSI_X3.4-1968").unicode == .ascii)
    #expect(detect(.foot, ascii: true).unicode == .ascii)
    #expect(detect(.silent, variables: ["TERM": "linux"]).unicode == .halfBlocks)
  }

  @Test func theUserHasTheLastWordOnSixel() {
    #expect(detect(.kitty, variables: ["TERM": "x", "AICANVAS_SIXEL": "1"]).sixel)
    #expect(!detect(.foot, variables: ["TERM": "x", "AICANVAS_SIXEL": "0"]).sixel)
    #expect(detect(.foot, variables: ["TERM": "x", "AICANVAS_SIXEL": "yes"]).sixel)
  }

  @Test func theDoctorGivesAdvice() {
    func report(_ capabilities: Capabilities) -> String { Doctor.report(capabilities).joined(separator: "\n") }
    #expect(report(detect(.xterm)).contains("xterm -ti vt340"))
    #expect(report(detect(.tmux, variables: ["TERM": "tmux-256color"])).contains("do not pass pictures through"))
    #expect(report(detect(.kitty)).contains("graphics protocol of its own"))
    let good = report(detect(.foot))
    #expect(good.contains("sixel, 256 colours, up to 10000×10000") && !good.contains("→"))
    #expect(report(detect(.foot, variables: ["TERM": "foot", "NO_COLOR": "1"])).contains("unset NO_COLOR"))
    #expect(report(detect(.foot, codeset: "C")).contains("--ascii"))
  }

  @Test func resettingSwitchesEverythingOff() {
    var screen = ScreenModel()
    screen.feed("\u{1B}[?1049h\u{1B}[?1002h\u{1B}[?1006h\u{1B}[?1016h\u{1B}[?2004h\u{1B}[?2026h\u{1B}[?25l".utf8)
    #expect(screen.modes == [7, 1049, 1002, 1006, 1016, 2004, 2026])
    screen.feed(Doctor.reset.utf8)
    #expect(screen.modes == [7, 25])
  }
}
