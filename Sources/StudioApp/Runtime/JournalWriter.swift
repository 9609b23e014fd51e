import Dispatch
import Studio
import Terminal

/// Writes the journal in the background, in order.
///
/// The disk may take tens of milliseconds for a stroke. The child does not wait for it unless the next stroke begins
/// sooner than that: then ``waitUntilWritten()`` does.
final class JournalWriter: Sendable {
  private let journal: Journal
  private let texts: Texts
  private let inbox: Inbox
  private let queue = DispatchQueue(label: "aicanvas.journal", qos: .userInitiated)

  init(_ journal: Journal, _ texts: Texts, _ inbox: Inbox) {
    self.journal = journal
    self.texts = texts
    self.inbox = inbox
  }

  func write(_ entry: JournalEntry) {
    queue.async { [journal, texts, inbox] in
      do throws(JournalError) {
        switch entry {
        case .stroke(let stroke): try journal.append(stroke)
        case .strokes(let group): try journal.append(group)
        case .replace(let strokes): try journal.replace(with: strokes)
        case .undo: try journal.undo()
        case .redo: try journal.redo()
        case .clear: try journal.clear()
        case .prompt(let prompt): try journal.take(prompt: prompt)
        case .start(let strokes): try journal.newPage(Drawing(strokes: strokes))
        case .resume: try journal.resume()
        case .forget: try journal.discardPage()
        }
      } catch {
        inbox.post(.problem(texts.problem(error)))
      }
    }
  }

  func waitUntilWritten() {
    queue.sync {}
  }
}
