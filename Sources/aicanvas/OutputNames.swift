import Foundation

/// Names for the files that a command writes: none takes the place of a file that the command reads, nor of another that
/// it wrote.
struct OutputNames {
  private var taken: Set<String>

  /// - Parameter files: those that the command reads.
  init(besides files: [String]) { taken = Set(files.map(Self.resolved)) }

  /// A path that is free: cat.png and cat.jpg become cat and cat-2.
  mutating func free(_ path: String) -> String {
    let url = URL(fileURLWithPath: path)
    let stem = url.deletingPathExtension().path
    var candidate = path
    var number = 2
    while !taken.insert(Self.resolved(candidate)).inserted {
      candidate = "\(stem)-\(number).\(url.pathExtension)"
      number += 1
    }
    return candidate
  }

  private static func resolved(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }
}
