import Support
import Terminal
import TerminalSupport
import Testing

@Suite(.ownThread) struct CapabilitiesTests {
  private let bare = WindowSize(columns: 80, rows: 24)

  /// What is detected when a terminal gives this profile's answers to the questions that are really sent.
  private func detect(
    _ profile: TerminalProfile, size: WindowSize? = nil, variables: [String: String] = ["TERM": "xterm-256color"],
    codeset: String = "UTF-8", ascii: Bool = false, tmux: TmuxClient? = nil
  ) -> Capabilities {
    let environment = TerminalEnvironment(
      variables: variables, codeset: codeset, characters: ascii ? .ascii : nil, tmux: tmux)
    var screen = ScreenModel(columns: 80, rows: 24, profile: profile)
    screen.feed(Capabilities.query(for: environment, sharedPixel: "/none").utf8)
    var parser = InputParser()
    let items = parser.read(screen.answers)
    let replies = items.compactMap { if case .reply(let reply) = $0 { reply } else { nil } }
    #expect(replies.count == items.count, "an answer was taken for a key")
    return Capabilities(replies: replies, size: size ?? bare, environment: environment)
  }

  @Test func theTableOfTerminals() {
    let plain = detect(.xterm)
    #expect(plain.graphics == .blocks && plain.pixelMouse && !plain.synchronizedOutput)
    #expect(plain.terminalName == "XTerm(379)")
    #expect(!plain.cellSizeKnown && plain.cell == .init(width: 10, height: 20))
    let sixel = detect(.xtermSixel)
    #expect(sixel.graphics == .sixel && sixel.sixelColours == 256)
    #expect(sixel.sixelLimit == .init(width: 1000, height: 1000))
    let mlterm = detect(.mlterm, variables: ["TERM": "mlterm", "COLORTERM": "truecolor", "MLTERM": "3.9.0"])
    #expect(mlterm.graphics == .sixel && mlterm.locator && !mlterm.pixelMouse && mlterm.cellSizeKnown)
    #expect(mlterm.sixelLimit == .init(width: 1000, height: 1000) && mlterm.colourDepth == .palette256)
    let foot = detect(.foot, variables: ["TERM": "foot"])
    #expect(foot.graphics == .sixel && foot.pixelMouse && foot.synchronizedOutput && foot.colourDepth == .trueColour)
    #expect(foot.sixelLimit == .init(width: 10000, height: 10000))
    let kitty = detect(.kitty, variables: ["TERM": "xterm-kitty"])
    #expect(
      kitty.graphics == .kitty && kitty.pixelMouse && kitty.synchronizedOutput && kitty.colourDepth == .trueColour)
    let tmux = detect(.tmux, variables: ["TERM": "tmux-256color", "TMUX": "/tmp/tmux,1,0"])
    #expect(tmux.graphics == .blocks && tmux.inMultiplexer && tmux.colourDepth == .palette256 && !tmux.pixelMouse)
    let silent = detect(.silent, variables: ["TERM": "vt220"])
    #expect(silent.graphics == .blocks && silent.colourDepth == .none && silent.terminalName == "vt220")
  }

  @Test func theFirstAttributeIsNoAbility() {
    let replies: [TerminalReply] = [.attributes([4, 6])]
    let environment = TerminalEnvironment(variables: ["TERM": "xterm"])
    #expect(Capabilities(replies: replies, size: bare, environment: environment).graphics == .blocks)
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

  @Test func theUserHasTheLastWord() {
    #expect(detect(.kitty, variables: ["TERM": "x", "AICANVAS_GRAPHICS": "sixel"]).graphics == .sixel)
    #expect(detect(.foot, variables: ["TERM": "x", "AICANVAS_GRAPHICS": "blocks"]).graphics == .blocks)
    #expect(detect(.foot, variables: ["TERM": "x", "AICANVAS_GRAPHICS": "yes"]).graphics == .sixel)
    let environment = TerminalEnvironment(variables: ["AICANVAS_GRAPHICS": "blocks"], graphics: .iterm)
    #expect(Capabilities(replies: [], size: bare, environment: environment).graphics == .iterm)
    let plain = TerminalEnvironment(variables: ["TERM": "xterm"], characters: .halfBlocks)
    #expect(Capabilities(replies: [], size: bare, environment: plain).unicode == .halfBlocks)
  }

  @Test func placeholdersNeedATerminalThatDrawsThem() {
    let variables = ["TERM": "tmux-256color", "TMUX": "x"]
    func graphics(_ terminal: String, passes: Bool = true) -> GraphicsProtocol {
      let client = TmuxClient(terminal: terminal, passesThrough: passes)
      return detect(.tmuxInKitty, variables: variables, tmux: client).graphics
    }
    #expect(graphics("kitty(0.28.1)") == .kitty && graphics("kitty(1.0.0)") == .kitty)
    #expect(graphics("ghostty 1.1.0") == .kitty)
    #expect(graphics("kitty(0.26.5)") == .blocks && graphics("Konsole 22.12.3") == .blocks && graphics("") == .blocks)
    #expect(graphics("kitty(0.32.0)", passes: false) == .blocks)
    let kitty = detect(
      .tmuxInKitty, variables: variables, tmux: TmuxClient(terminal: "kitty(0.32.0)", passesThrough: true))
    #expect(kitty.kitty == KittyOptions(sharedMemory: true, placeholders: true))
    #expect(TmuxClient(answer: "kitty(0.32.2)\t1\n") == TmuxClient(terminal: "kitty(0.32.2)", passesThrough: true))
    #expect(TmuxClient(answer: "\u{1B}[31m\t0") == TmuxClient(terminal: "[31m", passesThrough: false))
    #expect(TmuxClient(answer: "no server running") == nil && TmuxClient(answer: "") == nil)
  }

  @Test func whoWouldPrintTheQuestionIsNotAsked() {
    func asks(_ variables: [String: String], tmux: TmuxClient? = nil) -> Bool {
      Capabilities.query(for: TerminalEnvironment(variables: variables, tmux: tmux)).contains("_G")
    }
    #expect(asks(["TERM": "xterm-256color"]) && asks(["TERM": "xterm-kitty"]))
    #expect(!asks(["TERM": "xterm-256color", "VTE_VERSION": "5202"]))
    #expect(!asks(["TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"]))
    #expect(!asks(["TERM": "linux"]) && !asks(["TERM": "screen", "STY": "1.x"]) && !asks(["TERM": "vt220"]))
    #expect(!asks(["TERM": "tmux-256color", "TMUX": "x"]))
    let open = TmuxClient(terminal: "kitty(0.32.0)", passesThrough: true)
    let query = Capabilities.query(
      for: TerminalEnvironment(variables: ["TERM": "tmux-256color", "TMUX": "x"], tmux: open))
    // Within the passthrough every escape is doubled.
    #expect(query.contains("\u{1B}Ptmux;\u{1B}\u{1B}_G") && query.contains("\u{1B}\u{1B}[5n\u{1B}\\"))
  }

  @Test func theDoctorGivesAdvice() {
    func report(_ capabilities: Capabilities) -> String { Doctor.report(capabilities).joined(separator: "\n") }
    #expect(report(detect(.xterm)).contains("xterm -ti vt340"))
    #expect(report(detect(.tmux, variables: ["TERM": "tmux-256color"])).contains("allow-passthrough on"))
    #expect(report(detect(.kitty)).contains("kitty graphics, in shared memory"))
    #expect(report(detect(.kitty)).contains("said OK to a picture by kitty's protocol"))
    #expect(report(detect(.xterm)).contains("do not name sixel (4)"))
    let good = report(detect(.foot))
    #expect(good.contains("sixel, 256 colours, up to 10000×10000") && !good.contains("→"))
    #expect(report(detect(.foot, variables: ["TERM": "foot", "NO_COLOR": "1"])).contains("unset NO_COLOR"))
    #expect(report(detect(.foot, codeset: "C")).contains("--ascii"))
    #expect(report(detect(.xterm)).contains("\"characters\": \"blocks\""))
  }

  @Test func theDoctorNeedsNoTerminal() {
    let environment = TerminalEnvironment(
      variables: ["TERM": "xterm-kitty", "TMUX": "x"], tmux: TmuxClient(terminal: "kitty(0.32.2)", passesThrough: false)
    )
    let report = Doctor.report(without: environment).joined(separator: "\n")
    #expect(report.contains("TERM=xterm-kitty") && report.contains("around tmux    kitty(0.32.2)"))
    #expect(Doctor.report(without: TerminalEnvironment(variables: [:])).joined().contains("nothing about a terminal"))
  }

  @Test func resettingSwitchesEverythingOff() {
    var screen = ScreenModel()
    screen.feed("\u{1B}[?1049h\u{1B}[?1002h\u{1B}[?1006h\u{1B}[?1016h\u{1B}[?2004h\u{1B}[?2026h\u{1B}[?25l".utf8)
    #expect(screen.modes == [7, 1049, 1002, 1006, 1016, 2004, 2026])
    screen.feed(Doctor.reset.utf8)
    #expect(screen.modes == [7, 25])
  }
}
