import Foundation

/// What a program had of the machine over time.
struct SoakCurves {
  private var samples: [(seconds: Double, use: ProcessUse)] = []

  mutating func add(_ use: ProcessUse, seconds: Double) { samples.append((seconds, use)) }

  /// How much the least of the last third lies above the most of the first: above zero only for what grows.
  func growth<Value: BinaryInteger>(of value: KeyPath<ProcessUse, Value>) -> Value {
    let values = samples.map { $0.use[keyPath: value] }
    let third = max(1, values.count / 3)
    return (values.suffix(third).min() ?? 0) - (values.prefix(third).max() ?? 0)
  }

  func growth(of value: KeyPath<ProcessUse, Double>) -> Double {
    let values = samples.map { $0.use[keyPath: value] }
    let third = max(1, values.count / 3)
    return (values.suffix(third).min() ?? 0) - (values.prefix(third).max() ?? 0)
  }

  func words(_ value: KeyPath<ProcessUse, Int>) -> String {
    samples.map { "\($0.use[keyPath: value])" }.joined(separator: " ")
  }

  var summary: String {
    func range(_ values: [Double]) -> String {
      String(format: "%.0f to %.0f, at the end %.0f", values.min() ?? 0, values.max() ?? 0, values.last ?? 0)
    }
    return
      "memory \(range(samples.map(\.use.memory))) MB, open files \(range(samples.map { Double($0.use.descriptors) })), "
      + "threads \(range(samples.map { Double($0.use.threads) }))"
  }

  /// Of the points in each column of the drawing the least and the most: an hour has thousands more than can be seen.
  private static func thinned(_ points: [(x: Double, value: Double)]) -> [(x: Double, value: Double)] {
    Dictionary(grouping: points) { $0.x.rounded() }.sorted { $0.key < $1.key }.flatMap { column in
      let ends = [column.value.min { $0.value < $1.value }, column.value.max { $0.value < $1.value }].compactMap(\.self)
      return (ends.first?.value == ends.last?.value ? Array(ends.prefix(1)) : ends).sorted { $0.x < $1.x }
    }
  }

  /// The three curves under one another, each from nothing to its most.
  var svg: String {
    let (width, height, left) = (640.0, 110.0, 120.0)
    let end = max(samples.last?.seconds ?? 1, 1)
    let curves: [(String, [Double])] = [
      ("memory, MB", samples.map(\.use.memory)), ("open files", samples.map { Double($0.use.descriptors) }),
      ("threads", samples.map { Double($0.use.threads) }),
    ]
    var parts: [String] = []
    for (index, (name, values)) in curves.enumerated() {
      let top = Double(index) * height + 12
      let most = max(values.max() ?? 1, 1)
      let points = Self.thinned(zip(samples, values).map { (left + $0.seconds / end * (width - left - 10), $1) }).map {
        String(format: "%.1f,%.1f", $0.x, top + (1 - $0.value / most) * (height - 30))
      }
      parts += [
        "<text x=\"8\" y=\"\(top + 10)\">\(name)</text>",
        String(format: "<text x=\"8\" y=\"%.0f\">at most %.0f</text>", top + 26, most),
        "<path d=\"M\(left) \(top)V\(top + height - 30)H\(width - 10)\" fill=\"none\" stroke=\"#999\"/>",
        "<polyline points=\"\(points.joined(separator: " "))\" fill=\"none\" stroke=\"#c40\" stroke-width=\"1.5\"/>",
      ]
    }
    parts.append(
      String(
        format: "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"end\">%.0f minutes</text>", width - 10, 3 * height + 8,
        end / 60))
    return
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 346\" font-family=\"sans-serif\" font-size=\"12\">\n"
      + "<rect width=\"640\" height=\"346\" fill=\"#fff\"/>\n" + parts.joined(separator: "\n") + "\n</svg>\n"
  }
}
