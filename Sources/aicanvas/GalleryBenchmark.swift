import ArgumentParser
import Foundation
import Benchmarks
import Generation
import Studio

/// Measures a large gallery in a temporary folder, and prints or keeps the figures.
enum GalleryBenchmark {
  static func run(count: Int, json: Bool) throws {
    let home = try ProgramHome.required()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("aicanvas-bench-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let texts = try [Language.english, .korean].map {
      try ExportTexts($0, folder: home + "/Assets/Texts") { DomainTitles(english: $0, korean: $0) }
    }
    let line = ProgressLine()
    let measurement = try GalleryMeasurement(
      count: count, folder: folder, texts: (texts[0], texts[1]), assets: home + "/Assets/Export"
    ) { line.show($0) }
    line.end()
    if json {
      let figures = measurement.rows.map { ["what": $0.what, "value": "\($0.value)", "unit": $0.unit] }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
      Console.say(String(decoding: try encoder.encode(figures), as: UTF8.self))
    } else {
      Console.say("\(count) generated creations")
      for row in measurement.rows {
        Console.say(String(format: "%9.1f %@", row.value, row.unit.isEmpty ? row.what : "\(row.unit)  \(row.what)"))
      }
    }
  }
}
