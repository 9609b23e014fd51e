import Foundation
import Pictures
import Studio
import Support
import Testing

/// The power is cut at every operation on the disk while a page is drawn and while a class is made.
@Suite(.ownThread, .enabled(if: FileRecorder.works)) struct PowerCutTests {
  private static func stroke(_ number: Int) -> Stroke {
    Stroke(points: [Point(0.1, Double(number) / 20), Point(0.9, Double(number) / 20)])
  }

  /// A page, as far as a person sees it.
  private struct Page: Equatable {
    var strokes: [Stroke] = []
    var prompt: String?
    var domain: String?
  }

  /// Strokes that were drawn, taken back and begun anew: after each call the next start finds the page as it is.
  @Test func pages() throws {
    let first = (1...3).map(Self.stroke)
    let steps: [((Journal) throws -> Void, (inout Page) -> Void)] = [
      ({ try $0.take(domain: "panda") }, { $0.domain = "panda" }),
      ({ try $0.append(first[0]) }, { $0.strokes = [first[0]] }),
      ({ try $0.append([first[1], first[2]]) }, { $0.strokes = first }),
      ({ try $0.undo() }, { $0.strokes = [first[0]] }),
      ({ try $0.redo() }, { $0.strokes = first }),
      ({ try $0.take(prompt: "a panda at the sea") }, { $0.prompt = "a panda at the sea" }),
      ({ try $0.newPage(Drawing(strokes: [Self.stroke(7)])) }, { $0.strokes = [Self.stroke(7)] }),
      ({ try $0.append(Self.stroke(8)) }, { $0.strokes.append(Self.stroke(8)) }),
      ({ try $0.discardPage() }, { $0 = Page(domain: "panda") }),
      ({ try $0.append(Self.stroke(9)) }, { $0.strokes = [Self.stroke(9)] }),
    ]
    let home = TemporaryFolder()
    var promises: [Int] = []
    var promised = [Page()]
    let operations = try FileRecorder.record(home.path) {
      let journal = try Journal(folder: home.path + "/state/aicanvas/journal")
      for (step, change) in steps {
        try step(journal)
        promises.append(FileRecorder.count)
        var page = promised[promised.count - 1]
        change(&page)
        promised.append(page)
      }
    }
    let cuts = PowerCuts(before: FileTree(), operations, promises: promises)
    #expect(cuts.end == (try FileTree(home.path)), "the recording lacks something")
    let count = try cuts.forEach { cut in
      let done = promises.count { $0 <= cut.moment }
      let folder = TemporaryFolder(inMemory: true)
      try cut.tree.write(to: folder.path)
      let journal = try Journal(folder: folder.path + "/state/aicanvas/journal")
      let found = journal.recover()?.strokes ?? []
      let allowed = [promised[done]] + (promises.contains(cut.moment) ? [] : [promised[min(done + 1, steps.count)]])
      #expect(allowed.contains { $0.strokes == found }, "\(cut.description): \(found.count) strokes")
      guard !found.isEmpty else { return }
      #expect(allowed.contains { $0.domain == journal.recoveredDomain }, "\(cut.description)")
      #expect(allowed.contains { $0.prompt == journal.recoveredPrompt }, "\(cut.description)")
      // Going on with it works.
      try journal.resume()
      try journal.append(Self.stroke(10))
    }
    print("power cuts of the journal: \(operations.count) operations, \(count) different folders")
  }

  /// A class that `class init` has made is there, and its rules are whole.
  @Test func classes() throws {
    let home = TemporaryFolder()
    let operations = try FileRecorder.record(home.path) {
      _ = try ClassRules.prepare(folder: home.path + "/schools/class-3b", domains: ["panda", "car"])
    }
    let whole = try FileTree(home.path)
    let cuts = PowerCuts(before: FileTree(), operations, promises: [operations.count])
    #expect(cuts.end == whole, "the recording lacks something")
    cuts.forEach { cut in
      let rules = cut.tree.files["schools/class-3b/class.json"]
      #expect(rules == nil || rules == whole.files["schools/class-3b/class.json"], "\(cut.description)")
      if cut.moment == operations.count { #expect(rules != nil, "\(cut.description): the rules are lost") }
    }
  }
}
