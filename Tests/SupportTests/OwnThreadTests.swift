import Foundation
import Support
import Synchronization
import Testing

/// No test may block or keep a thread of Swift's shared pool: see `OwnThreadTrait`.
@Suite(.ownThread) struct OwnThreadTests {
  @Test func aSynchronousTestHasAThreadOfItsOwn() {
    #expect(OwnThreadTrait.isOnOwnThread)
  }

  @Test(arguments: 1...3) func soHasATestWithArguments(_ number: Int) {
    #expect(OwnThreadTrait.isOnOwnThread)
  }

  @Test func anAsynchronousTestStaysOnThem() async {
    #expect(OwnThreadTrait.isOnOwnThread)
    await Task.yield()
    #expect(OwnThreadTrait.isOnOwnThread)
    await withTaskGroup { group in
      for _ in 0..<4 { group.addTask { OwnThreadTrait.isOnOwnThread } }
      for await isOnOwnThread in group { #expect(isOnOwnThread) }
    }
  }

  @Suite(.ownThread) struct Nested {
    @Test func aSuiteWithinASuiteDoesNotWaitForItself() { #expect(OwnThreadTrait.isOnOwnThread) }
  }

  @Test func theSharedPoolAnswersWhileTestsBlock() async {
    let hasAnswered = Mutex(false)
    Task.detached { hasAnswered.withLock { $0 = true } }
    let deadline = Date(timeIntervalSinceNow: 60)
    while !hasAnswered.withLock({ $0 }) && Date() < deadline { usleep(1000) }
    #expect(hasAnswered.withLock { $0 })
  }

  /// The declaration around each test: from the last line that begins at the margin to the brace.
  @Test func everySuiteHasTheTrait() throws {
    var named: Set<String> = []
    var lacking: [String] = []
    var extended: [(name: String, place: String)] = []
    for (file, text) in try Self.sources() {
      var declaration = ""
      var isOpen = false
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        if let first = line.first, first != " ", first != "}", !line.hasPrefix("//") {
          declaration = isOpen ? declaration + " " + line : String(line)
          isOpen = line.hasPrefix("@") && !line.contains("{")
          if declaration.contains(".ownThread"), let name = Self.typeName(declaration) { named.insert(name) }
        }
        guard line.drop(while: { $0 == " " }).hasPrefix("@Test") else { continue }
        if declaration.hasPrefix("extension "), let name = Self.typeName(declaration) {
          extended.append((name, file))
        } else if !declaration.contains(".ownThread") {
          lacking.append("\(file): \(declaration)")
        }
      }
    }
    lacking += extended.filter { !named.contains($0.name) }.map { "\($0.place): extension \($0.name)" }
    #expect(lacking.isEmpty, "suites whose tests would hold up Swift's shared pool: \(lacking)")
    #expect(named.count > 50)
  }

  @Test func noTestHasATimeLimit() throws {
    let limit = "." + "timeLimit("
    let limited = try Self.sources().filter { $0.text.contains(limit) }.map(\.file)
    #expect(limited.isEmpty, "these limits would count the time that a test waits for its turn: \(limited)")
  }

  private static func typeName(_ declaration: String) -> String? {
    let words = declaration.split { !($0.isLetter || $0.isNumber || $0 == "_") }
    guard let keyword = words.lastIndex(where: { ["struct", "class", "enum", "extension"].contains($0) }),
      keyword + 1 < words.count
    else { return nil }
    return String(words[keyword + 1])
  }

  private static func sources() throws -> [(file: String, text: String)] {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try FileManager.default.subpathsOfDirectory(atPath: tests.path).filter { $0.hasSuffix(".swift") }.sorted()
      .map { ($0, try String(contentsOf: tests.appending(path: $0), encoding: .utf8)) }
  }
}
