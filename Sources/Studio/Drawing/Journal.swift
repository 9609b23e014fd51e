import Files
import Foundation
import Pictures
import Synchronization

/// Why the journal could not be written. Drawing goes on without it.
package struct JournalError: Error, Hashable, Sendable, CustomStringConvertible {
  package let path: String
  package let reason: String

  package var description: String { "Strokes cannot be saved to \(path) while you draw: \(reason)." }

  init(_ failure: SystemFailure) {
    path = failure.path
    reason = failure.reason
  }

  init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}

/// Keeps the page on disk while it is drawn, so that a killed program loses nothing.
///
/// Each call returns when its record is on the disk. Every process writes a file of its own and holds a lock on it while
/// it lives; what a dead process left is an unlocked file, which `recover` finds. The file is made small again (one
/// record that holds the whole page) when a page begins and whenever it has grown fourfold.
package final class Journal: Sendable {
  private let folder: String
  private let state: Mutex<State>

  private struct State: ~Copyable {
    var file: JournalFile
    /// What the file describes.
    var page = JournalPage()
    /// The left-over journal that `recover` found.
    var leftover: Leftover?
  }

  private struct Leftover: ~Copyable {
    let path: String
    let page: JournalPage
    /// Keeps other processes from recovering the same drawing.
    let lock: FileLock
  }

  /// - Parameter folder: usually `StoragePaths().journal`; made if need be.
  package init(folder: String) throws(JournalError) {
    self.folder = folder
    do throws(SystemFailure) {
      try SystemFile.makeFolder(folder)
      state = Mutex(State(file: try JournalFile(creating: Self.newPath(in: folder), [])))
    } catch {
      throw JournalError(error)
    }
  }

  /// Records a finished stroke.
  package func append(_ stroke: Stroke) throws(JournalError) { try write(.stroke(stroke)) }
  /// Records strokes that were made in one step: all of them reach the disk, or none.
  package func append(_ group: [Stroke]) throws(JournalError) { try write(.strokes(group)) }
  package func replace(with strokes: [Stroke]) throws(JournalError) { try write(.replace(strokes)) }
  package func undo() throws(JournalError) { try write(.undo) }
  package func redo() throws(JournalError) { try write(.redo) }
  package func clear() throws(JournalError) { try write(.clear) }
  /// Records which idea the page answers from now on; nil for none.
  package func take(prompt: String?) throws(JournalError) { try write(.prompt(prompt)) }
  /// Records which domain paints the page from now on.
  package func take(domain: String) throws(JournalError) { try write(.domain(domain)) }

  /// Begins a new page, which may have strokes already; the old one is forgotten. The idea that it answers stays, and so
  /// does the domain.
  package func newPage(_ drawing: Drawing = Drawing()) throws(JournalError) {
    try locked { (state) throws(JournalError) in
      try self.begin(JournalPage(drawing: drawing, prompt: state.page.prompt, domain: state.page.domain), &state)
    }
  }

  /// The newest drawing that a dead process left behind, undo history included; nil where there is none.
  ///
  /// It stays on disk, locked against other processes, until `resume` or `discardRecovered`, or until this process ends.
  package func recover() -> Drawing? {
    state.withLock { state in
      state.leftover = nil
      Self.removeUnborn(in: folder)
      for name in Self.journalsNewestFirst(in: folder) {
        let path = folder + "/" + name
        guard path != state.file.path, let lock = FileLock(ifFree: path) else { continue }
        let bytes = (try? SystemFile.readAll(lock.descriptor, path, limit: Self.largestFile)) ?? []
        let page = JournalRecord.replay(bytes)
        if page.drawing.isEmpty && !page.drawing.canUndo {
          // Nothing in it that anybody could miss, unless it is too damaged to tell: then it stays for a person to see.
          if bytes.isEmpty || bytes.last == UInt8(ascii: "\n") { unlink(path) }
          continue
        }
        state.leftover = Leftover(path: path, page: page, lock: lock)
        return page.drawing
      }
      return nil
    }
  }

  /// The idea that the recovered drawing answers; nil where there is none.
  package var recoveredPrompt: String? { state.withLock { $0.leftover?.page.prompt } }

  /// The domain that painted the recovered drawing; nil where that is not known.
  package var recoveredDomain: String? { state.withLock { $0.leftover?.page.domain } }

  /// Goes on with the recovered drawing: it becomes this journal's page.
  package func resume() throws(JournalError) {
    try locked { (state) throws(JournalError) in
      guard let page = state.leftover?.page else { return }
      try self.begin(page, &state)
      self.removeLeftover(&state)
    }
  }

  /// Throws the recovered drawing away.
  package func discardRecovered() {
    state.withLock { self.removeLeftover(&$0) }
  }

  /// Says that the page is not needed any more: it was kept, or is empty. Without this call the next start offers it.
  package func discardPage() throws(JournalError) {
    try locked { (state) throws(JournalError) in try self.begin(JournalPage(domain: state.page.domain), &state) }
  }

  private func write(_ record: JournalRecord) throws(JournalError) {
    try locked { (state) throws(JournalError) in
      var page = state.page
      record.apply(to: &page)
      if state.file.isDueForCompaction {
        try self.begin(page, &state)
      } else {
        let line = try self.line(record, state.file.path)
        do throws(SystemFailure) {
          try state.file.append(line)
        } catch {
          throw JournalError(error)
        }
        state.page = page
      }
    }
  }

  /// Replaces the file by one that holds the page alone. The old file goes only when the new one is on the disk.
  private func begin(_ page: JournalPage, _ state: inout State) throws(JournalError) {
    var lines: [UInt8] = []
    for record in page.records { lines += try line(record, state.file.path) }
    do throws(SystemFailure) {
      let new = try JournalFile(creating: Self.newPath(in: folder), lines)
      // While this process still holds the old file's lock, so that nobody recovers it in between.
      unlink(state.file.path)
      state.file = new
      state.page = page
      try SystemFile.syncFolder(folder)
    } catch {
      throw JournalError(error)
    }
  }

  private func line(_ record: JournalRecord, _ path: String) throws(JournalError) -> [UInt8] {
    do {
      return try record.line()
    } catch {
      throw JournalError(path: path, reason: "a stroke holds a number that cannot be written")
    }
  }

  private func removeLeftover(_ state: inout State) {
    guard let path = state.leftover?.path else { return }
    unlink(path)
    // Else a power cut could bring a page back that nobody wants any more; losing that is harmless.
    try? SystemFile.syncFolder(folder)
    state.leftover = nil
  }

  /// `Mutex.withLock` with a typed error.
  private func locked(_ body: (inout State) throws(JournalError) -> Void) throws(JournalError) {
    try state.withLock { (state) throws(JournalError) in try body(&state) }
  }

  // Names sort by time: microseconds since 1970, then the process.
  private static func newPath(in folder: String) -> String {
    let now = String(Int(Date().timeIntervalSince1970 * 1e6))
    let padded = String(repeating: "0", count: max(0, 17 - now.count)) + now
    return "\(folder)/\(padded)-\(getpid())-\(UInt16.random(in: 0...UInt16.max)).jsonl"
  }

  private static func journalsNewestFirst(in folder: String) -> [String] {
    SystemFile.names(in: folder).filter { $0.hasSuffix(".jsonl") }.reversed()
  }

  /// Removes files whose makers were killed before they had given them their name.
  private static func removeUnborn(in folder: String) {
    for name in SystemFile.names(in: folder) where name.hasSuffix(".jsonl.new") {
      var facts = stat()
      // A young one may belong to a process that is just about to lock it.
      guard stat(folder + "/" + name, &facts) == 0, time(nil) - facts.st_mtim.tv_sec > 60 else { continue }
      if let lock = FileLock(ifFree: folder + "/" + name) {
        unlink(folder + "/" + name)
        _ = consume lock
      }
    }
  }

  private static let largestFile = 256 << 20
}
