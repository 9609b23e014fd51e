import Foundation
import Support
import Terminal
import Testing

/// What terminals answered when they were asked what they can do: `Tests/Fixtures/Terminals`, recorded, or reconstructed
/// from what is public about those that could not be tried.
@Suite(.ownThread) struct RecordedTerminalsTests {
  struct Recording: Decodable, CustomTestStringConvertible {
    struct Expected: Decodable {
      let graphics: String
      let sharedMemory, placeholders, pixelMouse, synchronized: Bool
    }

    let terminal: String
    let isRecorded: Bool
    /// Where and how it was recorded, or from what it was reconstructed.
    let source: String
    let environment: [String: String]
    /// Columns, rows, and width and height in pixels, as the kernel told them.
    let kernel: [Int]
    /// What `tmux display-message` printed.
    let tmux: String?
    let answers: String
    let expected: Expected

    var testDescription: String { terminal }
  }

  static let recordings: [Recording] = {
    let folder = Program.repository.appending(path: "Tests/Fixtures/Terminals")
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.sorted { $0.path < $1.path }.compactMap {
      (try? Data(contentsOf: $0)).flatMap { try? JSONDecoder().decode(Recording.self, from: $0) }
    }
  }()

  @Test func thereAreManyOfThem() {
    #expect(Self.recordings.count >= 25 && Self.recordings.count(where: \.isRecorded) >= 15)
    #expect(Self.recordings.allSatisfy { !$0.source.isEmpty })
    #expect(Set(Self.recordings.map(\.expected.graphics)) == ["kitty", "iterm", "sixel", "blocks"])
  }

  @Test(arguments: recordings) func theBestWayIsFound(_ recording: Recording) {
    var parser = InputParser()
    // In pieces, as a slow line brings them.
    let bytes = Array(recording.answers.utf8)
    let items = stride(from: 0, to: bytes.count, by: 3).flatMap { parser.read(bytes[$0..<min($0 + 3, bytes.count)]) }
    let replies = items.compactMap { if case .reply(let reply) = $0 { reply } else { nil } }
    #expect(replies.count == items.count && !parser.isPending, "an answer was taken for a key")
    let capabilities = Capabilities(
      replies: replies,
      size: WindowSize(
        columns: recording.kernel[0], rows: recording.kernel[1], width: recording.kernel[2],
        height: recording.kernel[3]),
      environment: TerminalEnvironment(
        variables: recording.environment, tmux: recording.tmux.flatMap(TmuxClient.init(answer:))))
    let expected = recording.expected
    #expect(capabilities.graphics.rawValue == expected.graphics, "\(recording.terminal)")
    #expect(!capabilities.graphicsReasons.isEmpty && capabilities.pixelMouse == expected.pixelMouse)
    #expect(capabilities.synchronizedOutput == expected.synchronized)
    #expect(capabilities.cell.width >= 4 && capabilities.cell.height >= 8)
    if capabilities.graphics == .kitty {
      #expect(capabilities.kitty.sharedMemory == expected.sharedMemory)
      #expect(capabilities.kitty.placeholders == expected.placeholders)
    }
    #expect(Doctor.report(capabilities).joined().contains(capabilities.graphicsReasons[0]))
  }
}
