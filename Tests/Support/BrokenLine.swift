import Foundation

/// A port of this machine that leads to another one, over a line that breaks: after so many bytes, in one direction or
/// the other, both ends of a connection are closed at once.
package final class BrokenLine: Sendable {
  /// The port to connect to.
  package let port: Int
  private let socket: Int32

  /// What becomes of a connection: broken after so many bytes to the server, or from it; whole where both are nil.
  package struct Break: Sendable {
    package var afterSent: Int?
    package var afterReceived: Int?

    package init(afterSent: Int? = nil, afterReceived: Int? = nil) {
      self.afterSent = afterSent
      self.afterReceived = afterReceived
    }
  }

  /// - Parameters:
  ///   - server: the port behind.
  ///   - next: asked for each connection.
  package init(to server: Int, _ next: @escaping @Sendable () -> Break) throws {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0 && listen(socket, 64) == 0
      }
    }
    guard isListening else {
      close(socket)
      throw POSIXError(.EADDRNOTAVAIL)
    }
    self.socket = socket
    port = Int(UInt16(bigEndian: address.sin_port))
    // Ends when the socket is shut.
    Thread.detachNewThread {
      while case let client = accept(socket, nil, nil), client >= 0 {
        let way = next()
        Thread.detachNewThread { Self.carry(client, to: server, way) }
      }
      close(socket)
    }
  }

  deinit { shutdown(socket, Int32(SHUT_RDWR)) }

  private static func carry(_ client: Int32, to server: Int, _ way: Break) {
    defer { close(client) }
    let behind = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(behind) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(server).bigEndian)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let isConnected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(behind, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { return }
    var left = (sent: way.afterSent ?? .max, received: way.afterReceived ?? .max)
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      var ends = [
        pollfd(fd: client, events: Int16(POLLIN), revents: 0), pollfd(fd: behind, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&ends, 2, 60_000) > 0 else { return }
      if ends[0].revents != 0 {
        let count = recv(client, &buffer, min(buffer.count, max(left.sent, 1)), 0)
        guard count > 0, left.sent > 0, send(behind, buffer, count, Int32(MSG_NOSIGNAL)) == count else { return }
        left.sent -= count
      }
      if ends[1].revents != 0 {
        let count = recv(behind, &buffer, min(buffer.count, max(left.received, 1)), 0)
        guard count > 0, left.received > 0, send(client, buffer, count, Int32(MSG_NOSIGNAL)) == count else { return }
        left.received -= count
      }
    }
  }
}
