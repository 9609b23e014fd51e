import Foundation

/// An answer to a request over HTTP/1.1.
package struct HTTPReply {
  package let status: Int
  /// By names in small letters.
  package let headers: [String: String]
  package let body: [UInt8]

  package var text: String { String(decoding: body, as: UTF8.self) }

  package var json: [String: Any]? { try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] }
}

/// A client's end of a connection to this machine, made of nothing but a socket, so that it can misbehave.
package final class HTTPConnection {
  private let socket: Int32
  private var received: [UInt8] = []

  /// - Throws: where nobody listens on the port.
  package init(port: Int) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let isConnected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    // What throws here is whole already, so that deinit closes the socket; a second close would hit a descriptor that
    // another thread has just been given.
    guard isConnected else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .ECONNREFUSED) }
    var limit = timeval(tv_sec: 120, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(socket) }

  /// Sends what the server takes; returns whether it took everything.
  @discardableResult
  package func send(_ bytes: [UInt8]) -> Bool {
    var done = 0
    while done < bytes.count {
      let sent = bytes[done...].withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard sent > 0 else { return false }
      done += sent
    }
    return true
  }

  @discardableResult
  package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// Sends a request with a body of known length.
  package func send(
    _ method: String, _ target: String, _ headers: [String: String] = [:], body: [UInt8]? = nil
  ) {
    var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if let body { head += "Content-Length: \(body.count)\r\n" }
    send(Array((head + "\r\n").utf8) + (body ?? []))
  }

  /// Sends a request and waits for its answer.
  package func request(
    _ method: String, _ target: String, _ headers: [String: String] = [:], body: [UInt8]? = nil
  ) -> HTTPReply? {
    send(method, target, headers, body: body)
    return reply(toHead: method == "HEAD")
  }

  /// Tells the server that nothing more will be sent.
  package func finishSending() { shutdown(socket, Int32(SHUT_WR)) }

  /// The next answer; nil where the server closes the connection without one.
  package func reply(toHead: Bool = false) -> HTTPReply? {
    while true {
      guard let end = received.firstRange(of: "\r\n\r\n".utf8) else {
        guard receive() else { return nil }
        continue
      }
      let lines = String(decoding: received[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
      received.removeSubrange(..<end.upperBound)
      let words = lines[0].split(separator: " ")
      guard words.count > 1, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else { return nil }
      if (100..<200).contains(status) { continue }
      var headers: [String: String] = [:]
      for line in lines.dropFirst() {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      }
      guard let body = toHead ? [] : body(headers) else { return nil }
      return HTTPReply(status: status, headers: headers, body: body)
    }
  }

  private func body(_ headers: [String: String]) -> [UInt8]? {
    if let length = headers["content-length"].flatMap({ Int($0) }) { return take(length) }
    guard headers["transfer-encoding"] == "chunked" else {
      while receive() {}
      defer { received = [] }
      return received
    }
    var body: [UInt8] = []
    while true {
      guard let line = line(), let count = Int(line.prefix { $0 != ";" }, radix: 16) else { return nil }
      guard let piece = take(count), line.isEmpty == false, self.line() == "" else { return nil }
      if count == 0 { return body }
      body += piece
    }
  }

  private func line() -> String? {
    while true {
      if let end = received.firstRange(of: "\r\n".utf8) {
        defer { received.removeSubrange(..<end.upperBound) }
        return String(decoding: received[..<end.lowerBound], as: UTF8.self)
      }
      guard receive() else { return nil }
    }
  }

  private func take(_ count: Int) -> [UInt8]? {
    while received.count < count {
      guard receive() else { return nil }
    }
    defer { received.removeSubrange(..<count) }
    return Array(received[..<count])
  }

  /// Waits for more; false at the end of the connection.
  package func receive() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(socket, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    received += buffer[..<count]
    return true
  }
}
