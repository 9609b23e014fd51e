import Foundation

/// What a running program has of the machine, as Linux tells it (proc(5)).
struct ProcessUse {
  /// Memory in pages that are in use, in megabytes.
  let memory: Double
  let descriptors: Int
  let threads: Int
  /// Time of the processor so far, all threads together, in seconds.
  let processor: Double

  /// nil where there is no such process any more.
  init?(_ process: pid_t) {
    let folder = "/proc/\(process)"
    guard let status = try? String(contentsOfFile: folder + "/status", encoding: .utf8),
      let descriptors = try? FileManager.default.contentsOfDirectory(atPath: folder + "/fd").count,
      let threads = try? FileManager.default.contentsOfDirectory(atPath: folder + "/task").count,
      let times = try? String(contentsOfFile: folder + "/stat", encoding: .utf8)
    else { return nil }
    let resident = status.firstMatch(of: /VmRSS:\s*(\d+) kB/).flatMap { Double($0.1) }
    memory = (resident ?? 0) / 1024
    self.descriptors = descriptors
    self.threads = threads
    // The 14th and 15th number, in ticks; behind the name, which may hold spaces.
    let numbers = times.split(separator: ")").last?.split(separator: " ") ?? []
    processor =
      numbers.dropFirst(11).prefix(2).reduce(0) { $0 + (Double($1) ?? 0) } / Double(sysconf(Int32(_SC_CLK_TCK)))
  }
}
