import Files
import Pictures

/// The children's names behind the artists, in a file that only the teacher has: no studio asks for one, and no gallery
/// keeps one.
///
/// A line a child, the artist first: `blue-panda Mina Kim`. Empty lines, and what follows a `#`, mean nothing.
package struct ChildNames: Equatable, Sendable {
  private var names: [Artist: String] = [:]

  package init() {}

  package subscript(artist: Artist) -> String? { names[artist] }

  package var isEmpty: Bool { names.isEmpty }

  /// Why a list of names cannot be used: one sentence for the user.
  package struct Fault: Error, Equatable, Sendable, CustomStringConvertible {
    package let description: String
  }

  private static let largestFile = 1 << 20

  /// - Throws: ``Fault`` where the file cannot be read, or with the number of the line that makes no sense.
  package init(path: String) throws(Fault) {
    let bytes: [UInt8]
    do throws(SystemFailure) {
      bytes = try SystemFile.read(path, limit: Self.largestFile)
    } catch {
      throw Fault(description: "The list of names \(path) cannot be read: \(error.reason).")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Fault(description: "The list of names \(path) is no text in UTF-8.")
    }
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
      guard let first = words.first else { continue }
      guard let found = ExportSelection.artist(String(first)), let animal = found.animal, let colour = found.colour
      else {
        throw Fault(
          description: "\(path), line \(index + 1): \(String(first).shown(atMost: 40)) is no artist; write one as in "
            + "blue-panda Mina Kim.")
      }
      let artist = Artist(animal, colour)
      guard words.count > 1 else {
        throw Fault(description: "\(path), line \(index + 1): the name of \(first) is missing.")
      }
      guard names[artist] == nil else {
        throw Fault(description: "\(path), line \(index + 1): \(first) has a name already; each artist is one child.")
      }
      names[artist] = words.dropFirst().joined(separator: " ").shown(atMost: 60)
    }
  }
}
