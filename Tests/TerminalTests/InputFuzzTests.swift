import Support
import Terminal
import Testing

/// Whatever a terminal, a pipe or a cat on the keyboard sends.
@Suite(.ownThread) struct InputFuzzTests {
  @Test func bytes() {
    var fuzzer = Fuzzer(
      "terminal-input",
      texts: [
        "\u{1B}[<0;10;5M\u{1B}[<32;11;5M\u{1B}[<0;11;5m", "\u{1B}[200~pasted\u{1B}[201~q",
        "\u{1B}[1;5C\u{1B}OP\u{1B}[[C",
        "\u{1B}[M !!\u{1B}[M#!!", "\u{1B}P>|XTerm(379)\u{1B}\\\u{1B}[?63;1;2;4c",
        "\u{1B}[?1;0;1024S\u{1B}[?2;0;1000;1000S",
        "\u{1B}[4;480;800t\u{1B}[6;20;10t\u{1B}[?1016;2$y", "\u{1B}[97;5u\u{1B}[27;2;9~한글 é", "\u{1B}[2;4;100;200;0&w",
        "\u{1B}]0;title\u{7}\u{1B}_x\u{1B}\\",
      ])
    var parser = InputParser()
    let tried = fuzzer.run(20_000) { input in
      // One parser for all: what one input leaves behind meets the next.
      var replies: [TerminalReply] = []
      for piece in [input[..<(input.count / 2)], input[(input.count / 2)...]] {
        for case .reply(let reply) in parser.read(piece) { replies.append(reply) }
      }
      _ = parser.flush()
      let capabilities = Capabilities(
        replies: replies, size: WindowSize(columns: 80, rows: 24), environment: TerminalEnvironment(variables: [:]))
      parser.measureMouse(cell: capabilities.cell, pixels: capabilities.pixelMouse)
      _ = Doctor.report(capabilities)
    }
    #expect(tried >= 20_000)
  }

  @Test func wordsOnTheScreen() {
    var fuzzer = Fuzzer(
      "screen-words", texts: ["판다 é 👩‍👩‍👧", "a\u{1B}[31mb\u{202E}c", "line\nline\ttab", "\u{301}\u{301}x\u{FE0F}"])
    let tried = fuzzer.run(5000) { input in
      var grid = Grid(columns: 12, rows: 2)
      grid.write(String(decoding: input, as: UTF8.self), column: -2, row: 0)
      if let first = String(decoding: input, as: UTF8.self).first { grid[3, 1] = Cell(first) }
      let isClean = grid.lines.joined().unicodeScalars.allSatisfy {
        $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
      }
      #expect(isClean, "\(input)")
    }
    #expect(tried >= 5000)
  }
}
