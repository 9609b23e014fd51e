import Files
import HTTPTypes
import Hummingbird

/// A file of the page at `/`, read when the server starts: no name in a request ever becomes a path.
struct WebFile: Sendable {
  let type: String
  let bytes: [UInt8]

  private static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "json": "application/json", "svg": "image/svg+xml",
  ]

  /// Those of a folder, by name.
  static func all(in folder: String) -> [String: WebFile] {
    var files: [String: WebFile] = [:]
    for name in SystemFile.names(in: folder) {
      guard let dot = name.lastIndex(of: "."), let type = types[String(name[name.index(after: dot)...])],
        let bytes = try? SystemFile.read(folder + "/" + name, limit: 1 << 20)
      else { continue }
      files[name] = WebFile(type: type, bytes: bytes)
    }
    return files
  }

  /// Everything the page needs comes from this server, and nothing else may: no script, style, picture or connection.
  private static let policy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob: data:", "connect-src 'self'",
    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
  ].joined(separator: "; ")

  var response: Response {
    var headers = HTTPFields()
    headers[.contentType] = type
    headers[.cacheControl] = "no-cache"
    headers[.contentSecurityPolicy] = Self.policy
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
