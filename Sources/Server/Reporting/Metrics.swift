import Foundation
import Synchronization

/// What the server has done, in Prometheus' text format (version 0.0.4).
///
/// Labels come from the server's own lists alone: routes, domains, reasons. So no request makes the text grow.
package final class Metrics: Sendable {
  /// Upper bounds in seconds.
  private static let bounds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

  private struct Histogram {
    var counts = [Int](repeating: 0, count: Metrics.bounds.count)
    var count = 0
    var sum = 0.0

    mutating func add(_ value: Double) {
      if let index = Metrics.bounds.firstIndex(where: { value <= $0 }) { counts[index] += 1 }
      count += 1
      sum += value
    }
  }

  private struct State {
    var requests: [String: Int] = [:]
    var refusals: [String: Int] = [:]
    var translations: [String: Histogram] = [:]
    var computing: [String: Histogram] = [:]
    var waiting = Histogram()
    var kept: [String: Int] = [:]
  }

  private let state = Mutex(State())

  func countRequest(method: String, route: String, status: Int) {
    state.withLock { $0.requests["method=\"\(method)\",route=\"\(route)\",status=\"\(status)\"", default: 0] += 1 }
  }

  /// - Parameter reason: such as `queue`, `client`, `slow`.
  func countRefusal(_ reason: String) {
    state.withLock { $0.refusals["reason=\"\(reason)\"", default: 0] += 1 }
  }

  /// A class got a picture.
  ///
  /// - Parameter isNew: whether it did not have it yet.
  func countKept(isNew: Bool) {
    state.withLock { $0.kept["new=\"\(isNew)\"", default: 0] += 1 }
  }

  /// - Parameters:
  ///   - total: seconds from the request's head to its picture.
  ///   - waiting: seconds of these without a worker.
  ///   - computing: seconds of these with one.
  func countPicture(domain: String, total: Double, waiting: Double, computing: Double) {
    state.withLock { state in
      state.translations["domain=\"\(domain)\"", default: Histogram()].add(total)
      state.computing["domain=\"\(domain)\"", default: Histogram()].add(computing)
      state.waiting.add(waiting)
    }
  }

  /// - Parameters:
  ///   - depth: how full the queue is now.
  ///   - isReady: what `/health/ready` says.
  package func text(depth: WorkQueue.Depth, isReady: Bool) -> String {
    let state = state.withLock { $0 }
    var lines: [String] = []
    func describe(_ name: String, _ kind: String, _ help: String) {
      lines += ["# HELP aicanvas_\(name) \(help)", "# TYPE aicanvas_\(name) \(kind)"]
    }
    func counter(_ name: String, _ help: String, _ values: [String: Int]) {
      describe(name, "counter", help)
      lines += values.sorted { $0.key < $1.key }.map { "aicanvas_\(name){\($0.key)} \($0.value)" }
    }
    func gauge(_ name: String, _ help: String, _ value: Int) {
      describe(name, "gauge", help)
      lines.append("aicanvas_\(name) \(value)")
    }
    func histogram(_ name: String, _ help: String, _ values: [String: Histogram]) {
      describe(name, "histogram", help)
      for (labels, value) in values.sorted(by: { $0.key < $1.key }) {
        let prefix = labels.isEmpty ? "" : labels + ","
        var sum = 0
        for (bound, count) in zip(Self.bounds, value.counts) {
          sum += count
          lines.append("aicanvas_\(name)_bucket{\(prefix)le=\"\(bound)\"} \(sum)")
        }
        let braces = labels.isEmpty ? "" : "{\(labels)}"
        lines.append("aicanvas_\(name)_bucket{\(prefix)le=\"+Inf\"} \(value.count)")
        lines.append("aicanvas_\(name)_sum\(braces) \(value.sum)")
        lines.append("aicanvas_\(name)_count\(braces) \(value.count)")
      }
    }
    counter("requests_total", "Answered requests.", state.requests)
    counter("refusals_total", "Requests that were not served, by reason.", state.refusals)
    counter("kept_total", "Pictures that a class got; those that are not new were sent again.", state.kept)
    histogram("translation_seconds", "From a request's head to its picture, by domain.", state.translations)
    histogram("computing_seconds", "The same with a worker, by domain.", state.computing)
    histogram("waiting_seconds", "The same without one.", ["": state.waiting])
    gauge("queue_taken", "Requests taken and not yet answered.", depth.taken)
    gauge("queue_depth", "Requests whose work has not begun.", depth.waiting)
    gauge("queue_running", "Requests that a worker works on.", depth.running)
    gauge("ready", "1 where /health/ready says so.", isReady ? 1 : 0)
    return lines.joined(separator: "\n") + "\n"
  }
}
