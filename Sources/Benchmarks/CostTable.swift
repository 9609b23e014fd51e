import Foundation
import Kernels
import Networks

/// What a picture costs by size and width.
package struct CostTable: Sendable {
  private static let sizes = [128, 256, 512, 1024]
  private static let widths = [16, 32, 64]

  /// Median milliseconds, by width and then by size.
  private let medians: [[Double]]

  /// - Parameter runs: counted runs of each picture.
  package init(inputs: Int, blocks: Int, runs: Int, threads: Int, progress: (String) -> Void) throws {
    medians = try Self.widths.map { width in
      let generator = Benchmark.randomGenerator(
        .resNet(ResNetGenerator(inputChannels: inputs, width: width, blocks: blocks)))
      return try Self.sizes.map { size in
        progress("width \(width), \(size)×\(size)")
        return try Benchmark.inference(generator, size: size, runs: runs, threads: threads).medianMs
      }
    }
  }

  /// Milliseconds, and in brackets how they grew for four times the pixels.
  package var text: String {
    func row(_ cells: [String]) -> String {
      cells.map { String(repeating: " ", count: max(0, 16 - $0.count)) + $0 }.joined()
    }
    let head = row(["width"] + Self.sizes.map { "\($0)×\($0)" })
    let rows = zip(Self.widths, medians).map { width, times in
      row(
        ["\(width)"]
          + times.indices.map { index in
            let time = String(format: "%.1f ms", times[index])
            return index == 0 ? time : time + String(format: " (%.1f)", times[index] / times[index - 1])
          })
    }
    return ([head] + rows).joined(separator: "\n")
  }
}
