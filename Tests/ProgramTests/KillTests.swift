import Foundation
import Pictures
import PseudoTerminal
import Studio
import Support
import Synchronization
import Terminal
import TerminalSupport
import Testing

/// The program is killed at random moments while a script draws, keeps and deletes.
///
/// `AICANVAS_KILLS=100` kills it a hundred times instead of three.
@Suite(.serialized, .ownThread) struct KillTests {
  private let program: Program

  init() throws { program = try Program() }

  private var kills: Int { ProcessInfo.processInfo.environment["AICANVAS_KILLS"].flatMap { Int($0) } ?? 3 }
  private var gallery: String { program.path(".local/share/aicanvas/gallery") }
  private var journal: String { program.path(".local/state/aicanvas/journal") }

  /// What the screen has promised so far.
  private struct Promises {
    /// Heights of the finished strokes of the page, 0…1, after which another had begun.
    var strokes: [Int] = []
    var kept = 0
    var asked = 0
  }

  @Test func everyFinishedStrokeAndEveryKeptPictureIsThere() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    var promises = Promises()
    var tally: [String: Int] = [:]
    for round in 0..<kills {
      let place = "seed \(seed), round \(round)"
      promises.strokes = []
      try play(&promises, &random, &tally)
      // The drawing: what was on the page, in order, perhaps with a stroke more.
      let found = try Journal(folder: journal).recover()?.finishedStrokes ?? []
      #expect(found.count >= promises.strokes.count, "\(place): \(found.count) strokes of \(promises.strokes.count)")
      #expect(found.allSatisfy { $0.points.count >= 2 }, "\(place)")
      let heights = found.map { $0.points[0].y }
      for (one, other) in zip(promises.strokes, promises.strokes.dropFirst()) where one < other {
        let indices = [one, other].compactMap { promises.strokes.firstIndex(of: $0) }
        #expect(heights[indices[0]] < heights[indices[1]], "\(place): strokes are out of order")
      }
      // The gallery: whole, and with every picture that was said to hang.
      let opened = try Gallery(path: gallery)
      #expect(opened.warnings.isEmpty, "\(place): \(opened.warnings)")
      for problem in try opened.verify(repairing: true) {
        tally["repaired: \(problem.kind)", default: 0] += 1
        #expect(problem.isRepaired, "\(place): \(problem)")
      }
      #expect(try opened.verify().isEmpty, "\(place)")
      let count = try opened.count(inTrash: nil)
      #expect(promises.kept <= count && count <= promises.asked, "\(place): \(count) pictures of \(promises.kept)")
      // From here on, these are the pictures that must be there.
      promises.kept = count
      promises.asked = count
    }
    tally["pictures", default: 0] = promises.kept
    print(
      "kills: \(kills), " + tally.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "))
  }

  /// Draws, keeps and deletes until the program is killed.
  private func play(_ promises: inout Promises, _ random: inout SeededGenerator, _ tally: inout [String: Int]) throws {
    let studio = try StudioDriver(program, arguments: ["--domain", "panda"], waitFor: nil)
    let isDead = Mutexed(false)
    let process = studio.process
    func see(_ text: String) -> Bool {
      studio.terminal.find(milliseconds: 20_000) { $0.text.contains(text) ? true : isDead.value ? false : nil } ?? false
    }
    guard studio.terminal.wait(milliseconds: 20_000, until: { $0.text.contains("Draw here") }) else {
      throw StudioDriver.Failure(description: "no studio on the screen:\n\(studio.text)")
    }
    let delay = UInt32(Int.random(in: 20_000...2_500_000, using: &random))
    let killer = Thread {
      usleep(delay)
      kill(process, SIGKILL)
      isDead.value = true
    }
    killer.start()
    if studio.text.contains("Welcome back") {
      studio.type("n")
      _ = see("U brings the old one back")
    }
    var drawn: [Int] = []
    while !isDead.value {
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<6:
        guard let row = (5...15).filter({ !drawn.contains($0) }).randomElement(using: &random) else {
          studio.type("n")
          // Whether the page was cleared before the end cannot be told, so nothing is promised any more.
          (drawn, promises.strokes) = ([], [])
          _ = see("U brings the old one back")
          continue
        }
        studio.drag([(22, Double(row)), (30, Double(row)), (37, Double(row) + 0.3)])
        // Ink in its row: the stroke has begun, so those before it are on the disk.
        let isSeen = studio.terminal.wait(milliseconds: 20_000) { screen in
          isDead.value || screen.places[row][24...34].contains { ("\u{2801}"..."\u{28FF}").contains($0.text) }
        }
        guard isSeen, !isDead.value else { break }
        promises.strokes = drawn
        drawn.append(row)
        tally["strokes", default: 0] += 1
      case 6, 7:
        guard !drawn.isEmpty else { continue }
        studio.type("\r")
        guard see("K keeps it") else { break }
        promises.asked += 1
        studio.type("k")
        guard see("hangs in the gallery") else { break }
        promises.kept += 1
        tally["kept", default: 0] += 1
        // A sticker may have come with it, in a box over the screen.
        if studio.text.contains("A new sticker!") {
          studio.type("\r")
          _ = studio.terminal.wait { isDead.value || !$0.text.contains("A new sticker!") }
        }
        studio.type("n")
        (drawn, promises.strokes) = ([], [])
        _ = see("U brings the old one back")
      default:
        guard promises.kept > 0 else { continue }
        studio.type("g")
        guard see(" / ") else { break }
        studio.type("x")
        if see("It is in the bin") { tally["thrown away", default: 0] += 1 }
        studio.type("\u{1B}")
        _ = see("Draw here")
      }
    }
    #expect(PseudoTerminal.wait(for: process) == .killed(signal: SIGKILL))
  }
}

/// A value that several threads look at.
private final class Mutexed<Value: Sendable>: Sendable {
  private let storage: Mutex<Value>

  init(_ value: Value) { storage = Mutex(value) }

  var value: Value {
    get { storage.withLock { $0 } }
    set { storage.withLock { $0 = newValue } }
  }
}
