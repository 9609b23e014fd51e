import Foundation
import Pictures
import Studio
import Support
import Testing

@Suite(.ownThread) struct JournalTests {
  private let folder = TemporaryFolder()

  private func stroke(_ index: Int, _ kind: Stroke.Kind = .pencil) -> Stroke {
    let y = Double(index % 100) / 100
    return Stroke(kind, points: [Point(0.1, y), Point(0.5, y), Point(0.9, 1 - y)])
  }

  /// A dead process's journal: what `write` put down, under a name that a journal could have.
  private func leftBehind(_ write: (Journal) throws -> Void) throws -> [UInt8] {
    let other = TemporaryFolder()
    let journal = try Journal(folder: other.path)
    try write(journal)
    let name = try #require(try other.names().first)
    return try other.bytes(name)
  }

  @Test func findsEveryFinishedStrokeAgain() throws {
    do {
      let journal = try Journal(folder: folder.path)
      for index in 0..<5 { try journal.append(stroke(index, index == 3 ? .crayon(.pink) : .pencil)) }
      try journal.undo()
    }
    let next = try Journal(folder: folder.path)
    var drawing = try #require(next.recover())
    #expect(drawing.strokes == [stroke(0), stroke(1), stroke(2), stroke(3, .crayon(.pink))])
    drawing.redo()
    #expect(drawing.strokes.last == stroke(4))
  }

  @Test func aChosenPaletteIsFoundAgain() throws {
    let bytes = try leftBehind { journal in
      try journal.newPage(Drawing(strokes: [stroke(1), .palette(3)]))
      try journal.append(.palette(4))
      try journal.append(stroke(2))
    }
    try folder.write(bytes, "00000000000000001-1-1.jsonl")
    var drawing = try #require(try Journal(folder: folder.path).recover())
    #expect(drawing.strokes == [stroke(1), .palette(3), .palette(4), stroke(2)])
    drawing.undo()
    drawing.undo()
    #expect(drawing.strokes.lastPalette == 3)
  }

  @Test func theDomainComesBackWithTheDrawing() throws {
    let bytes = try leftBehind { journal in
      try journal.take(domain: "panda")
      try journal.append(stroke(1))
      try journal.take(prompt: "cat")
      try journal.take(domain: "car")
      try journal.newPage(Drawing(strokes: [stroke(2)]))
    }
    try folder.write(bytes, "00000000000000001-1-1.jsonl")
    let journal = try Journal(folder: folder.path)
    #expect(journal.recover()?.strokes == [stroke(2)])
    #expect(journal.recoveredDomain == "car" && journal.recoveredPrompt == "cat")
    try journal.resume()
    #expect(journal.recoveredDomain == nil)
    // A journal from before domains were written down has none.
    let old = try leftBehind { try $0.append(stroke(3)) }
    let other = TemporaryFolder()
    try other.write(old, "00000000000000001-1-1.jsonl")
    let next = try Journal(folder: other.path)
    #expect(next.recover()?.strokes == [stroke(3)] && next.recoveredDomain == nil)
  }

  @Test func recordsEveryKindOfChange() throws {
    let bytes = try leftBehind { journal in
      try journal.append(stroke(1))
      try journal.append(stroke(2))
      try journal.clear()
      try journal.undo()
      try journal.undo()
      try journal.redo()
      try journal.append(stroke(3, .eraser))
    }
    try folder.write(bytes, "00000000000000001-1-1.jsonl")
    let drawing = try #require(try Journal(folder: folder.path).recover())
    #expect(drawing.strokes == [stroke(1), stroke(2), stroke(3, .eraser)])
  }

  @Test func theIdeaIsFoundAgain() throws {
    let bytes = try leftBehind { journal in
      try journal.take(prompt: "kite")
      try journal.newPage(Drawing(strokes: [stroke(1)]))
      try journal.append(stroke(2))
    }
    try folder.write(bytes, "00000000000000001-1-1.jsonl")
    do {
      let journal = try Journal(folder: folder.path)
      #expect(journal.recoveredPrompt == nil)
      #expect(journal.recover()?.strokes == [stroke(1), stroke(2)])
      #expect(journal.recoveredPrompt == "kite")
      try journal.resume()
      try journal.clear()
      try journal.append(stroke(3))
    }
    do {
      let journal = try Journal(folder: folder.path)
      #expect(journal.recover()?.strokes == [stroke(3)])
      #expect(journal.recoveredPrompt == "kite")
      try journal.resume()
      try journal.take(prompt: nil)
    }
    let journal = try Journal(folder: folder.path)
    #expect(journal.recover() != nil)
    #expect(journal.recoveredPrompt == nil)
  }

  @Test func strokesOfOneStepAreFoundAgainAsOneStep() throws {
    let bytes = try leftBehind { journal in
      try journal.append(stroke(1))
      try journal.append([stroke(2), stroke(3)])
      try journal.undo()
      try journal.redo()
      try journal.replace(with: [stroke(4)])
      try journal.undo()
    }
    try folder.write(bytes, "00000000000000001-1-1.jsonl")
    var drawing = try #require(try Journal(folder: folder.path).recover())
    #expect(drawing.strokes == [stroke(1), stroke(2), stroke(3)])
    drawing.undo()
    #expect(drawing.strokes == [stroke(1)])
  }

  @Test func aKilledProcessLosesNothing() async throws {
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String] in
      let journal = try Journal(folder: path)
      for index in 0..<3 { try journal.append(Stroke(points: [Point(0.1, Double(index) / 4)])) }
      kill(getpid(), SIGKILL)
    }
    let drawing = try #require(try Journal(folder: folder.path).recover())
    #expect(drawing.strokes == (0..<3).map { Stroke(points: [Point(0.1, Double($0) / 4)]) })
  }

  @Test func aFullDiskTearsNoLine() async throws {
    await #expect(processExitsWith: .success) { [path = folder.path as String] in
      let journal = try Journal(folder: path)
      try journal.append(Stroke(points: [Point(0.1, 0.1)]))
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      let usual = limit.rlim_cur
      limit.rlim_cur = 1000
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      let long = Stroke(points: (0..<200).map { Point(Double($0) / 200, 0.5) })
      #expect(throws: JournalError.self) { try journal.append(long) }
      limit.rlim_cur = usual
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      try journal.append(Stroke(points: [Point(0.2, 0.2)]))
    }
    let drawing = try #require(try Journal(folder: folder.path).recover())
    #expect(drawing.strokes.map(\.points) == [[Point(0.1, 0.1)], [Point(0.2, 0.2)]])
  }

  @Test func aNewPageForgetsTheOld() throws {
    do {
      let journal = try Journal(folder: folder.path)
      try journal.append(stroke(1))
      try journal.newPage()
      #expect(try folder.names().count == 1)
      try journal.append(stroke(2))
    }
    #expect(try Journal(folder: folder.path).recover()?.strokes == [stroke(2)])
  }

  @Test func killedAtAnyByte() throws {
    let bytes = try leftBehind { journal in
      for index in 0..<4 { try journal.append(stroke(index)) }
    }
    let name = "00000000000000001-1-1.jsonl"
    let journal = try Journal(folder: folder.path)
    for length in 0...bytes.count {
      try folder.write(Array(bytes[..<length]), name)
      let finished = bytes[..<length].count { $0 == UInt8(ascii: "\n") }
      let found = journal.recover()?.strokes ?? []
      #expect(found == (0..<finished).map { stroke($0) }, "cut at byte \(length)")
      journal.discardRecovered()
    }
  }

  @Test func stopsAtADamagedLine() throws {
    let bytes = try leftBehind { journal in
      for index in 0..<4 { try journal.append(stroke(index)) }
    }
    let name = "00000000000000001-1-1.jsonl"
    let journal = try Journal(folder: folder.path)
    for position in bytes.indices {
      var damaged = bytes
      damaged[position] ^= 0x15
      try folder.write(damaged, name)
      let before = bytes[..<position].count { $0 == UInt8(ascii: "\n") }
      #expect((journal.recover()?.strokes ?? []) == (0..<before).map { stroke($0) }, "byte \(position)")
      journal.discardRecovered()
    }
  }

  @Test func survivesRubbish() throws {
    var generator = SeededGenerator(seed: 3)
    for index in 0..<20 {
      try folder.write((0..<500).map { _ in .random(in: 0...255, using: &generator) }, "0\(index)-1-1.jsonl")
    }
    try FileManager.default.createDirectory(atPath: folder.path + "/9-folder.jsonl", withIntermediateDirectories: true)
    #expect(try Journal(folder: folder.path).recover() == nil)
  }

  @Test func twoStudiosKeepOutOfEachOthersWay() throws {
    let first = try Journal(folder: folder.path)
    try first.append(stroke(1))
    let second = try Journal(folder: folder.path)
    #expect(second.recover() == nil)
    try second.append(stroke(2))
    try first.append(stroke(3))
    try first.newPage(Drawing(strokes: [stroke(8)]))
    #expect(second.recover() == nil)
    #expect(first.recover() == nil)
    #expect(try folder.names().filter { $0.hasSuffix(".jsonl") }.count == 2)
  }

  @Test func oneLeftoverGoesToOneStudio() throws {
    let bytes = try leftBehind { try $0.append(stroke(1)) }
    try folder.write(bytes, "00000000000000001-1-1.jsonl")
    let first = try Journal(folder: folder.path)
    let second = try Journal(folder: folder.path)
    #expect(first.recover() != nil)
    #expect(second.recover() == nil)
    try first.resume()
    #expect(second.recover() == nil)
    #expect(!(try folder.names().contains("00000000000000001-1-1.jsonl")))
  }

  @Test func theNewestLeftoverComesFirst() throws {
    try folder.write(try leftBehind { try $0.append(stroke(1)) }, "00000000000000001-9-9.jsonl")
    try folder.write(try leftBehind { try $0.append(stroke(2)) }, "00000000000000002-1-1.jsonl")
    let journal = try Journal(folder: folder.path)
    #expect(journal.recover()?.strokes == [stroke(2)])
    journal.discardRecovered()
    #expect(journal.recover()?.strokes == [stroke(1)])
  }

  @Test func whatWasResumedSurvivesTheNextCrash() throws {
    try folder.write(try leftBehind { try $0.append(stroke(1)) }, "00000000000000001-1-1.jsonl")
    do {
      let journal = try Journal(folder: folder.path)
      _ = journal.recover()
      try journal.resume()
      try journal.append(stroke(2))
    }
    let drawing = try #require(try Journal(folder: folder.path).recover())
    #expect(drawing.strokes == [stroke(1), stroke(2)])
    #expect(drawing.canUndo)
  }

  @Test func staysSmall() throws {
    let journal = try Journal(folder: folder.path)
    let long = Stroke(points: (0..<2000).map { Point(Double($0) / 2000, Double($0 % 7) / 7) })
    for _ in 0..<60 {
      try journal.append(long)
      try journal.undo()
    }
    let name = try #require(try folder.names().first)
    let size = try folder.bytes(name).count
    #expect(size < 2 << 20, "\(size) bytes for an empty page")
  }

  /// A line as a journal has it, with its checksum, whatever it says.
  private func line(_ record: String) -> [UInt8] { JournalLine.bytes(Array(record.utf8)) }

  /// Numbers that met a precondition, an overflow or the pen.
  @Test(
    arguments: [
      #"{"page":{"_0":{"strokes":[],"revision":9223372036854775807,"past":[],"future":[]}}}"#,
      #"{"page":{"_0":{"strokes":[],"revision":-1,"past":[],"future":[]}}}"#,
      #"{"stroke":{"_0":{"kind":{"pencil":{}},"width":1e300,"points":[{"x":0.1,"y":0.1}]}}}"#,
      #"{"stroke":{"_0":{"kind":{"pencil":{}},"width":0.1,"points":[{"x":1e300,"y":0.1}]}}}"#,
      #"{"strokes":{"_0":[{"kind":{"pencil":{}},"width":0.1,"points":[]}]}}"#,
      #"{"page":{"_0":{"strokes":[],"revision":1,"past":[{"add":{"_0":{"kind":{"pencil":{}},"width":7,"points":[]}}}],"future":[]}}}"#,
    ])
  func aLineThatMakesNoSenseEndsTheReading(_ record: String) throws {
    let good = line(#"{"stroke":{"_0":{"kind":{"pencil":{}},"width":0.01,"points":[{"x":0.1,"y":0.1}]}}}"#)
    try folder.write(good + line(record) + good, "00000000000000001-1-1.jsonl")
    var drawing = try #require(try Journal(folder: folder.path).recover())
    #expect(drawing.strokes.count == 1)
    drawing.begin(at: Point(0.2, 0.2))
    drawing.extend(to: Point(0.4, 0.4))
    #expect(drawing.end().count == 1)
  }

  @Test func aPenThatWasDownIsUpAgain() throws {
    let page =
      #"{"page":{"_0":{"strokes":[],"revision":1,"past":[{"removeGroup":{"_0":-5}},{"removeGroup":{"_0":9223372036854775807}}],"#
      + #""future":[],"pen":{"settled":[],"recent":[],"grain":{"x":1e-300,"y":0},"isMirrored":true,"points":[]}}}}"#
    try folder.write(line(page), "00000000000000001-1-1.jsonl")
    var drawing = try #require(try Journal(folder: folder.path).recover())
    drawing.extend(to: Point(0.5, 0.5))
    while drawing.undo() {}
    while drawing.redo() {}
    #expect(!drawing.isDrawing && drawing.strokes.isEmpty)
  }

  @Test func tellsWhyItCannotWrite() throws {
    try folder.write([1], "file")
    let error = #expect(throws: JournalError.self) { try Journal(folder: folder.path + "/file/journal") }
    #expect(error?.description.contains(folder.path) == true)
  }
}
