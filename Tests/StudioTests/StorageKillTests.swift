import Foundation
import Pictures
import Studio
import Support
import Testing

/// A program that writes to gallery and journal without a pause is killed at random moments, and what it had said to be
/// done is done.
///
/// `AICANVAS_KILLS=10000` kills it ten thousand times instead of twenty; `AICANVAS_KILL_SEED=7` makes it do other things.
/// KillTests does the same to the whole studio.
@Suite(.ownThread) struct StorageKillTests {
  private static let environment = ProcessInfo.processInfo.environment
  private let home = TemporaryFolder()

  private var gallery: String { home.path + "/gallery" }
  private var journal: String { home.path + "/journal" }

  /// What must be there, and what may be.
  private struct Promises {
    enum Place { case hanging, trash }

    /// Where each picture is, by its number.
    var pictures: [Int: Place] = [:]
    var strokes: [Int] = []
    /// What it was about to do when it was killed.
    var inFlight: (verb: String, number: Int)?

    mutating func note(_ line: Substring) {
      let words = line.split(separator: " ")
      guard words.count == 3, let number = Int(words[2]) else { return }
      let verb = String(words[1])
      inFlight = words[0] == "+" ? (verb, number) : nil
      guard words[0] == "-" else { return }
      switch verb {
      case "keep", "restore": pictures[number] = .hanging
      case "trash": pictures[number] = .trash
      case "empty": pictures = pictures.filter { $0.value == .hanging }
      case "stroke": strokes.append(number)
      default: strokes = []
      }
    }
  }

  @Test func nothingFinishedIsLost() throws {
    let kills = Self.environment["AICANVAS_KILLS"].flatMap { Int($0) } ?? 20
    let seed = Self.environment["AICANVAS_KILL_SEED"].flatMap { UInt64($0) } ?? .random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    var promises = Promises()
    var tally: [String: Int] = [:]
    for round in 0..<kills {
      let place = "seed \(seed), round \(round)"
      promises.strokes = []
      promises.inFlight = nil
      for line in try killed(seed: seed &+ UInt64(round), first: 1_700_000_000 + round * 10_000, &random) {
        if line.hasPrefix("-") { tally["done: \(line.split(separator: " ")[1])", default: 0] += 1 }
        promises.note(line)
      }
      if let verb = promises.inFlight?.verb { tally["cut: \(verb)", default: 0] += 1 }
      try checkJournal(promises, place)
      try checkGallery(&promises, place, &tally)
    }
    print(
      "kills: \(kills), seed \(seed), "
        + tally.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "))
  }

  /// Runs the driver, kills it, and returns the lines that it said.
  private func killed(seed: UInt64, first: Int, _ random: inout SeededGenerator) throws -> [Substring] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.built("KillDriver"))
    process.arguments = [gallery, journal, "\(seed)", "\(first)"]
    // A file takes whatever is said, whether or not anybody reads yet.
    let path = home.path + "/said"
    try Data().write(to: URL(fileURLWithPath: path))
    process.standardOutput = FileHandle(forWritingAtPath: path)
    process.standardError = FileHandle.nullDevice
    func said() -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
    try process.run()
    // One in eight while it starts and opens the gallery.
    if Int.random(in: 0..<8, using: &random) > 0 {
      while process.isRunning, !said().contains("ready") { usleep(2_000) }
    }
    usleep(UInt32.random(in: 0...40_000, using: &random))
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL, "\(said())")
    // The last line may be half a line.
    return said().split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  }

  private func checkJournal(_ promises: Promises, _ place: String) throws {
    let journal = try Journal(folder: journal)
    let found = (journal.recover()?.finishedStrokes ?? []).map { Int(($0.points[0].y * 1000).rounded()) }
    let promised = promises.strokes.map { $0 % 1000 }
    switch promises.inFlight {
    case ("stroke", let number)?: #expect([promised, promised + [number % 1000]].contains(found), "\(place)")
    case ("page", _)?: #expect([promised, []].contains(found), "\(place)")
    default: #expect(found == promised, "\(place)")
    }
    journal.discardRecovered()
  }

  /// From here on, what was found is what must be there.
  private func checkGallery(_ promises: inout Promises, _ place: String, _ tally: inout [String: Int]) throws {
    let gallery = try Gallery(path: gallery)
    #expect(gallery.warnings.isEmpty, "\(place): \(gallery.warnings)")
    for problem in try gallery.verify(repairing: true) {
      tally["repaired: \(problem.kind)", default: 0] += 1
      #expect(problem.isRepaired, "\(place): \(problem)")
    }
    let left = try gallery.verify()
    #expect(left.isEmpty, "\(place): \(left)")
    var found: [Int: Promises.Place] = [:]
    for creation in try gallery.creations(inTrash: nil) {
      let number = Int(creation.created.timeIntervalSince1970.rounded())
      found[number] = creation.trashed == nil ? .hanging : .trash
      #expect(
        try gallery.image(for: creation).pixels.prefix(3) == [UInt8(number % 256), 90, 40], "\(place): \(number)")
      #expect(try gallery.sketch(for: creation).width > 0 && gallery.drawing(for: creation).strokes.count == 1)
      if promises.pictures[number] == nil {
        let isBeingKept = promises.inFlight.map { $0 == ("keep", number) } ?? false
        #expect(isBeingKept, "\(place): nobody kept \(number)")
      }
    }
    for (number, promised) in promises.pictures where found[number] != promised {
      let isOnTheWay = promises.inFlight.map { flight in
        ["trash", "restore"].contains(flight.verb) && flight.number == number && found[number] != nil
          || flight.verb == "empty" && promised == .trash
      }
      #expect(isOnTheWay == true, "\(place): \(number) is not where it was put")
    }
    promises.pictures = found
  }
}
