import Foundation

/// A browser under remote control (Chrome DevTools Protocol over a pair of pipes).
final class Chromium {
  static let path = ["chromium", "chromium-browser", "google-chrome"].map { "/usr/bin/" + $0 }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  struct Failure: Error {
    let words: String
  }

  private let process = Process()
  private let commands: Int32
  private let answers: Int32
  private var received: [UInt8] = []
  private var session: String?
  private var number = 0
  /// Events that came so far: method and parameters.
  private(set) var events: [(method: String, parameters: [String: Any])] = []

  /// - Parameter folder: for its profile.
  init(folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["in", "out"] { mkfifo(folder + "/" + name, 0o600) }
    // Both ways open for reading and writing, so that nobody waits for the other end.
    commands = open(folder + "/in", O_RDWR | O_CLOEXEC)
    answers = open(folder + "/out", O_RDWR | O_CLOEXEC)
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "exec \"$0\" \"$@\" 3<'\(folder)/in' 4>'\(folder)/out'", Self.path ?? "chromium", "--headless",
      "--no-sandbox",
      "--disable-gpu", "--disable-dev-shm-usage", "--lang=en", "--user-data-dir=\(folder)/profile",
      "--remote-debugging-pipe", "about:blank",
    ]
    process.environment = ["HOME": folder, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let targets = try call("Target.getTargets")["targetInfos"] as? [[String: Any]] ?? []
    guard let page = targets.first(where: { $0["type"] as? String == "page" })?["targetId"] as? String else {
      throw Failure(words: "no page: \(targets)")
    }
    session = try call("Target.attachToTarget", ["targetId": page, "flatten": true])["sessionId"] as? String
    for domain in ["Page", "Runtime", "Network", "Log"] { _ = try call("\(domain).enable") }
  }

  deinit {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    close(commands)
    close(answers)
  }

  /// Calls a method and waits for its answer.
  @discardableResult
  func call(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    number += 1
    var message: [String: Any] = ["id": number, "method": method, "params": parameters]
    if let session { message["sessionId"] = session }
    let bytes = Array(try JSONSerialization.data(withJSONObject: message)) + [0]
    guard write(commands, bytes, bytes.count) == bytes.count else { throw Failure(words: "\(method) was not taken") }
    while true {
      let answer = try next()
      if let name = answer["method"] as? String {
        events.append((name, answer["params"] as? [String: Any] ?? [:]))
      } else if answer["id"] as? Int == number {
        if let error = answer["error"] { throw Failure(words: "\(method): \(error)") }
        return answer["result"] as? [String: Any] ?? [:]
      }
    }
  }

  private func next() throws -> [String: Any] {
    while true {
      if let end = received.firstIndex(of: 0) {
        defer { received.removeSubrange(...end) }
        let message = try JSONSerialization.jsonObject(with: Data(received[..<end]))
        return message as? [String: Any] ?? [:]
      }
      var ready = pollfd(fd: answers, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, 120_000) > 0 else { throw Failure(words: "the browser does not answer") }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(answers, &buffer, buffer.count)
      guard count > 0 else { throw Failure(words: "the browser is gone") }
      received += buffer[..<count]
    }
  }

  /// The value of an expression in the page.
  @discardableResult
  func evaluate(_ expression: String) throws -> Any? {
    let answer = try call(
      "Runtime.evaluate", ["expression": expression, "returnByValue": true, "awaitPromise": true, "userGesture": true])
    if let exception = answer["exceptionDetails"] { throw Failure(words: "\(expression): \(exception)") }
    return (answer["result"] as? [String: Any])?["value"]
  }

  /// Waits until an expression is true.
  func wait(for expression: String) throws {
    for _ in 0..<3000 {
      if try evaluate(expression) as? Bool == true { return }
      usleep(20_000)
    }
    throw Failure(words: "never true: \(expression)")
  }

  func setSize(width: Int, height: Int, isPhone: Bool) throws {
    try call(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": isPhone])
    try call("Emulation.setTouchEmulationEnabled", ["enabled": isPhone])
  }

  /// What draws.
  enum Pointer: String {
    case mouse, pen, finger
  }

  /// Moves a pointer that is down through places of the window, in pixels.
  func draw(_ places: [(x: Double, y: Double)], with pointer: Pointer) throws {
    for (index, place) in places.enumerated() {
      let isFirst = index == 0
      if pointer == .finger {
        try call(
          "Input.dispatchTouchEvent",
          ["type": isFirst ? "touchStart" : "touchMove", "touchPoints": [["x": place.x, "y": place.y]]])
      } else {
        try call(
          "Input.dispatchMouseEvent",
          [
            "type": isFirst ? "mousePressed" : "mouseMoved", "x": place.x, "y": place.y, "button": "left", "buttons": 1,
            "clickCount": isFirst ? 1 : 0, "pointerType": pointer.rawValue,
          ])
      }
    }
    guard let last = places.last else { return }
    if pointer == .finger {
      try call("Input.dispatchTouchEvent", ["type": "touchEnd", "touchPoints": [] as [Any]])
    } else {
      try call(
        "Input.dispatchMouseEvent",
        [
          "type": "mouseReleased", "x": last.x, "y": last.y, "button": "left", "buttons": 0, "clickCount": 1,
          "pointerType": pointer.rawValue,
        ])
    }
  }

  func press(_ key: String, code: Int, text: String? = nil) throws {
    var facts: [String: Any] = ["type": "keyDown", "key": key, "windowsVirtualKeyCode": code]
    if let text { facts["text"] = text }
    try call("Input.dispatchKeyEvent", facts)
    facts["type"] = "keyUp"
    facts["text"] = nil
    try call("Input.dispatchKeyEvent", facts)
  }

  /// A PNG file of the window.
  func screenshot() throws -> [UInt8] {
    guard let data = (try call("Page.captureScreenshot")["data"] as? String).flatMap({ Data(base64Encoded: $0) }) else {
      throw Failure(words: "no screenshot")
    }
    return Array(data)
  }
}
