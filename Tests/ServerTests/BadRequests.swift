import Pictures

/// Requests that make no sense, as the bytes a client would send.
enum BadRequests {
  /// Kinds of nonsense that any address can get.
  ///
  /// - Parameters:
  ///   - method: of the address.
  ///   - path: of the address.
  /// - Returns: the bytes, and whether they must be refused; the others a server may also answer.
  static func everywhere(_ method: String, _ path: String) -> [(name: String, bytes: [UInt8], isRefused: Bool)] {
    func plain(_ head: String, _ body: String = "") -> [UInt8] { Array((head + "\r\n\r\n" + body).utf8) }
    func line(_ method: String, _ target: String, _ headers: String = "", body: String = "") -> [UInt8] {
      plain("\(method) \(target) HTTP/1.1\r\nHost: localhost" + (headers.isEmpty ? "" : "\r\n" + headers), body)
    }
    let long = String(repeating: "a", count: 20_000)
    let manyHeaders = (0..<500).map { "X-\($0): 1" }.joined(separator: "\r\n")
    let other = method == "GET" ? "POST" : "GET"
    return [
      ("another method", line(other, path), true),
      ("DELETE", line("DELETE", path), true),
      ("PUT with a body", line("PUT", path, "Content-Length: 3", body: "abc"), true),
      ("PATCH", line("PATCH", path), true),
      ("OPTIONS", line("OPTIONS", path), true),
      ("TRACE", line("TRACE", path), true),
      ("CONNECT", line("CONNECT", path), true),
      ("a method of its own", line("SCRIBBLE", path), true),
      ("a method in small letters", line(method.lowercased(), path), true),
      ("a very long method", line(long, path), true),
      ("a method with signs", line("GE{}T", path), true),
      ("a path below", line(method, (path == "/" ? "" : path) + "/more/and/more"), true),
      ("a path upwards", line(method, path + "/../../../../etc/passwd"), true),
      ("a path upwards, encoded", line(method, path + "/%2e%2e%2f%2e%2e%2fetc%2fpasswd"), true),
      ("a path with a zero", line(method, path + "%00"), true),
      ("a path with a space", plain("\(method) \(path) x HTTP/1.1\r\nHost: localhost"), true),
      ("a very long path", line(method, "/" + long), true),
      ("slashes alone", line(method, "////"), true),
      ("an asterisk", line(method, "*"), true),
      ("no path", line(method, ""), true),
      ("another machine's address", line(method, "http://example.org/nothing"), true),
      (
        "bytes that are no ASCII",
        Array("\(method) /".utf8) + [0xFF, 0xC3, 0x28] + Array(" HTTP/1.1\r\nHost: x\r\n\r\n".utf8), true
      ),
      ("parameters that are not well formed", line(method, path + "?%zz=%"), false),
      ("a parameter of its own", line(method, path + "?unheard=of"), false),
      ("a thousand parameters", line(method, path + "?" + (0..<1000).map { "a\($0)=1" }.joined(separator: "&")), false),
      ("a very long parameter", line(method, path + "?a=" + long), false),
      ("no host", plain("\(method) \(path) HTTP/1.1"), false),
      ("two hosts", line(method, path, "Host: elsewhere"), false),
      ("too many headers", line(method, path, manyHeaders), true),
      ("a very long header", line(method, path, "X: " + long), true),
      ("a header without a colon", line(method, path, "nonsense"), true),
      ("a header with a zero", line(method, path, "X: a\u{0}b"), true),
      ("a header that is folded", line(method, path, "X: a\r\n b"), false),
      ("a header with a space before its colon", line(method, path, "X : a"), true),
      ("a length below zero", line(method, path, "Content-Length: -1"), true),
      ("a length that is no number", line(method, path, "Content-Length: many"), true),
      ("two lengths", line(method, path, "Content-Length: 1\r\nContent-Length: 2", body: "ab"), true),
      ("a length beyond numbers", line(method, path, "Content-Length: 99999999999999999999999"), true),
      (
        "a length and pieces", line(method, path, "Content-Length: 3\r\nTransfer-Encoding: chunked", body: "0\r\n\r\n"),
        false
      ),
      ("an unknown coding", line(method, path, "Transfer-Encoding: rubbish"), true),
      ("a piece of no length", line(method, path, "Transfer-Encoding: chunked", body: "xyz\r\n"), false),
      (
        "a piece longer than numbers", line(method, path, "Transfer-Encoding: chunked", body: "fffffffffffffffff\r\n"),
        false
      ),
      ("a body that is cut off", line(method, path, "Content-Length: 100", body: "abc"), false),
      ("pieces that are cut off", line(method, path, "Transfer-Encoding: chunked", body: "5\r\nab"), false),
      ("HTTP 0.9", Array("\(method) \(path)\r\n".utf8), false),
      ("HTTP 7", plain("\(method) \(path) HTTP/7.3\r\nHost: x"), true),
      ("HTTP 2 from the beginning", Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8), true),
      (
        "the beginning of TLS",
        [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC, 0x03, 0x03] + [UInt8](repeating: 0x5A, count: 500), true
      ),
      ("zeros", [UInt8](repeating: 0, count: 4096), true),
      ("nothing but line ends", [UInt8](repeating: 0x0A, count: 4096), false),
      ("half a head", Array("\(method) \(path) HTTP/1.1\r\nHost: loc".utf8), false),
      ("a wish for another protocol", line(method, path, "Connection: Upgrade\r\nUpgrade: websocket"), false),
      ("an Expect of its own", line(method, path, "Expect: miracles"), false),
      ("an Authorization of its own", line(method, path, "Authorization: Basic !!!"), false),
      ("an Accept of its own", line(method, path, "Accept: ;;;q=x,,/,*/*;q=nan"), false),
    ]
  }

  /// Drawings and headers that make no sense, for the addresses that take drawings.
  static let drawings: [(name: String, headers: [String: String], body: [UInt8])] = {
    func json(_ name: String, _ text: String) -> (String, [String: String], [UInt8]) {
      (name, ["Content-Type": "application/json"], Array(text.utf8))
    }
    func stroke(_ fields: String) -> String { #"{"strokes":[{\#(fields)}]}"# }
    let deep = String(repeating: "[", count: 100_000)
    let points = "[" + String(repeating: "[0.5,0.5],", count: 60_000) + "[0.5,0.5]]"
    return [
      json("nothing", ""), json("an empty object", "{}"), json("a list", "[]"), json("null", "null"),
      json("a number", "7"), json("a text", "\"strokes\""), json("cut off", #"{"strokes":[{"points":[[0.1,"#),
      json("strokes that are null", #"{"strokes":null}"#), json("strokes that are a number", #"{"strokes":1}"#),
      json("strokes that are an object", #"{"strokes":{}}"#), json("a stroke that is null", #"{"strokes":[null]}"#),
      json("a stroke that is a list", #"{"strokes":[[]]}"#), json("no points", stroke(#""tool":"pencil""#)),
      json("empty points", stroke(#""points":[]"#)), json("a point of nothing", stroke(#""points":[[]]"#)),
      json("a point of one number", stroke(#""points":[[0.1]]"#)),
      json("a point of texts", stroke(#""points":[["a","b"]]"#)), json("points of numbers", stroke(#""points":[1,2]"#)),
      json("a point far away", stroke(#""points":[[1e9,0]]"#)),
      json("a point beyond numbers", stroke(#""points":[[1e999,0]]"#)),
      json("a point that is no number", stroke(#""points":[[NaN,0]]"#)),
      json("a point beyond below", stroke(#""points":[[-1.5,0]]"#)),
      json("an unknown tool", stroke(#""tool":"chainsaw","points":[[0,0]]"#)),
      json("a tool that is a number", stroke(#""tool":1,"points":[[0,0]]"#)),
      json("a crayon without a colour", stroke(#""tool":"crayon","points":[[0,0]]"#)),
      json("a crayon of an unknown colour", stroke(#""tool":"crayon","colour":"ultraviolet","points":[[0,0]]"#)),
      json("a width of nothing", stroke(#""width":0,"points":[[0,0]]"#)),
      json("a width below nothing", stroke(#""width":-1,"points":[[0,0]]"#)),
      json("a width beyond the canvas", stroke(#""width":2,"points":[[0,0]]"#)),
      json("a width that is a text", stroke(#""width":"1","points":[[0,0]]"#)),
      json("too many points", stroke(#""points":\#(points)"#)),
      json("too many strokes", #"{"strokes":["# + String(repeating: #"{"points":[[0,0]]},"#, count: 2500) + "{}]}"),
      json("a deep list", deep), json("a deep object", String(repeating: #"{"strokes":"#, count: 10_000)),
      json("a comment", "// {}"), json("half an escape", #"{"strokes\ud800":[]}"#),
      ("bytes that are no text", ["Content-Type": "application/json"], [0x7B, 0xFF, 0xFE, 0x7D]),
      (
        "UTF-16", ["Content-Type": "application/json"],
        [0xFF, 0xFE] + "{}".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
      ),
      ("zeros", ["Content-Type": "application/json"], [UInt8](repeating: 0, count: 1000)),
      ("more than allowed", ["Content-Type": "application/json"], [UInt8](repeating: 0x20, count: 2 << 20)),
      ("no type", [:], Array("{}".utf8)), ("an unknown type", ["Content-Type": "text/plain"], Array("{}".utf8)),
      ("a type of its own", ["Content-Type": ";;;/"], Array("{}".utf8)),
      ("compressed", ["Content-Type": "application/json", "Content-Encoding": "gzip"], [0x1F, 0x8B, 8, 0]),
      ("a form without a boundary", ["Content-Type": "multipart/form-data"], Array("--x\r\n\r\n".utf8)),
    ]
  }()

  /// Pictures that make no sense, for the address that takes sketches.
  static let pictures: [(name: String, headers: [String: String], body: [UInt8])] = {
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    func form(_ name: String, _ body: String, boundary: String = "b") -> (String, [String: String], [UInt8]) {
      (name, ["Content-Type": "multipart/form-data; boundary=\(boundary)"], Array(body.utf8))
    }
    let png = ["Content-Type": "image/png"]
    return [
      ("no picture", png, []), ("text", png, Array("picture".utf8)), ("a signature alone", png, signature),
      ("a head of zeros", png, signature + [UInt8](repeating: 0, count: 100)),
      (
        "a huge announced size", png,
        signature + [0, 0, 0, 13] + Array("IHDR".utf8) + [
          0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 8, 2, 0, 0, 0, 0, 0, 0, 0,
        ]
      ),
      ("a GIF", png, Array("GIF89a".utf8) + [1, 0, 1, 0, 0, 0, 0, 0x3B]),
      ("a BMP", png, Array("BM".utf8) + [UInt8](repeating: 0, count: 60)),
      ("an SVG", png, Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8)),
      ("a JPEG that is cut off", ["Content-Type": "image/jpeg"], [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]),
      (
        "a WebP that is cut off", ["Content-Type": "image/webp"],
        Array("RIFF".utf8) + [9, 0, 0, 0] + Array("WEBPVP8 ".utf8)
      ),
      ("more than allowed", png, [UInt8](repeating: 1, count: 5 << 20)),
      form("a form of nothing", ""), form("a form that does not begin", "hello"),
      form("a form that ends at once", "--b--\r\n"),
      form("a form without an end", "--b\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\nxyz"),
      form("a part without an end of its head", "--b\r\nContent-Disposition: form-data"),
      form("a form without a file", "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b--\r\n"),
      form(
        "a file that is no picture", "--b\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\nx\r\n--b--\r\n"),
      form("a file of nothing", "--b\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\n\r\n--b--\r\n"),
      form("a hundred parts", String(repeating: "--b\r\nX: y\r\n\r\nx\r\n", count: 100) + "--b--"),
      form("a boundary of nothing", "--\r\n\r\n", boundary: "\"\""),
      form("a very long boundary", "--\r\n\r\n", boundary: String(repeating: "b", count: 200)),
    ]
  }()

  /// Kept pictures that make no sense, for a class: PNG files with notes.
  static func parcels(_ identity: String) throws -> [(name: String, body: [UInt8])] {
    let png = try Image(width: 8, height: 8, red: 200).pngData()
    func note(_ fields: String) -> String {
      #"{"artist":{"animal":"fox","colour":1},"created":1795000001000,"domain":"panda","stars":2\#(fields)}"#
    }
    let notes: [(String, String)] = [
      ("an empty note", ""), ("a note that is no JSON", "note"), ("a note that is a list", "[]"),
      ("a note that is null", "null"), ("a note of nothing", "{}"), ("a note that is cut off", #"{"artist":{"#),
      ("a deep note", String(repeating: "[", count: 100_000)),
      ("no artist", #"{"created":1,"domain":"panda","stars":2}"#),
      ("an unknown animal", #"{"artist":{"animal":"yeti","colour":1},"created":1,"domain":"panda","stars":2}"#),
      ("an unknown colour", #"{"artist":{"animal":"fox","colour":99},"created":1,"domain":"panda","stars":2}"#),
      ("no domain", #"{"artist":{"animal":"fox","colour":1},"created":1,"stars":2}"#),
      ("a domain of nothing", #"{"artist":{"animal":"fox","colour":1},"created":1,"domain":"","stars":2}"#),
      (
        "a very long domain",
        #"{"artist":{"animal":"fox","colour":1},"created":1,"domain":"\#(String(repeating: "a", count: 101))","stars":2}"#
      ),
      (
        "a domain with commands for terminals",
        #"{"artist":{"animal":"fox","colour":1},"created":1,"domain":"\u001b[2J","stars":2}"#
      ),
      ("no stars", #"{"artist":{"animal":"fox","colour":1},"created":1,"domain":"panda"}"#),
      ("nine stars", #"{"artist":{"animal":"fox","colour":1},"created":1,"domain":"panda","stars":9}"#),
      ("a time before all", #"{"artist":{"animal":"fox","colour":1},"created":-1,"domain":"panda","stars":2}"#),
      ("a time beyond all", #"{"artist":{"animal":"fox","colour":1},"created":1e300,"domain":"panda","stars":2}"#),
      ("a time in words", #"{"artist":{"animal":"fox","colour":1},"created":"now","domain":"panda","stars":2}"#),
      ("an impossible measure", note(#","lineFollowing":1.5"#)), ("an impossible size", note(#","width":-1"#)),
      ("an impossible duration", note(#","translateMilliseconds":-1"#)),
      ("a very long digest", note(#","checkpointDigest":"\#(String(repeating: "0", count: 101))""#)),
      ("strokes that are no list", note(#","strokes":{}"#)), ("a stroke of nothing", note(#","strokes":[{}]"#)),
      ("another identity", note(#","identity":"\#(String(identity.reversed()))""#)),
      ("an identity in capitals", note(#","identity":"\#(String(repeating: "A", count: 32))""#)),
      ("an identity that is a path", note(#","identity":"../../../../../../../../etc/passwd""#)),
    ]
    return notes.map { ($0, Self.png(png, noted: Array($1.utf8))) } + [
      ("no note", png), ("a note that is no text", Self.png(png, noted: [0xFF, 0xFE, 0x7B])),
      ("a note in half a picture", Array(Self.png(png, noted: Array(note("").utf8)).dropLast(20))),
      (
        "a note behind half a picture",
        Array(png.dropLast(20)) + Self.png(png, noted: Array(note("").utf8)).dropFirst(8)
      ),
    ]
  }

  /// A PNG file with a note as a gallery writes it, behind its header.
  static func png(_ png: [UInt8], noted note: [UInt8]) -> [UInt8] {
    func number(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
    let chunk = Array("iTXtaicanvas".utf8) + [0, 0, 0, 0, 0] + note
    var sum = UInt32.max
    for byte in chunk {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return png[..<33] + number(UInt32(chunk.count - 4)) + chunk + number(~sum) + png[33...]
  }

  /// The first note in a PNG file.
  static func note(in png: [UInt8]) -> String? {
    let head = Array("iTXtaicanvas".utf8) + [0, 0, 0, 0, 0]
    guard let start = png.firstRange(of: head), start.lowerBound >= 4 else { return nil }
    let length = png[(start.lowerBound - 4)..<start.lowerBound].reduce(0) { $0 << 8 | Int($1) } + 4
    return String(validating: png[start.upperBound..<(start.lowerBound + length)], as: UTF8.self)
  }

  /// What stands in an identity's place and is none.
  static let identities = [
    "a", String(repeating: "a", count: 31), String(repeating: "a", count: 33), String(repeating: "A", count: 32),
    String(repeating: "g", count: 32), "..%2f..%2f..%2f..%2fetc%2fpasswd0", "%61" + String(repeating: "a", count: 31),
    String(repeating: "%00", count: 32), String(repeating: "a", count: 31) + "%20",
    String(repeating: "a", count: 32) + "?most=1", String(repeating: "a", count: 32) + "/more",
  ]

  /// Addresses of a class's wall that show nothing.
  static let wallPaths = [
    "wall?most=0", "wall?most=-1", "wall?most=201", "wall?most=many", "wall?most=", "wall?most=1&most=1",
    "wall?unheard=of", "wall?%zz", "wall/", "wall/0", "wall/-1", "wall/1", "wall/one", "wall/1.5", "wall/1e3",
    "wall/99999999999999999999", "wall/..", "wall/%2e%2e", "wall/1?most=1", "wall/1/more", "class?title=x", "class/x",
  ]

  /// Parameters that make no sense, for the addresses that make pictures.
  static let queries = [
    "", "domain=", "domain=unicorn", "domain=../outline", "domain=%00", "domain=outline&domain=outline",
    "domain=outline&size=0",
    "domain=outline&size=-64", "domain=outline&size=63", "domain=outline&size=1e9",
    "domain=outline&size=99999999999999999999",
    "domain=outline&size=2048", "domain=outline&size=", "domain=outline&palette=", "domain=outline&palette=red",
    "domain=outline&palette=e0403c", "domain=outline&palette=e0403c,e0403c,e0403c,e0403c",
    "domain=outline&palette=gggggg,e0403c,e0403c",
    "domain=outline&seed=-1", "domain=outline&seed=1.5", "domain=outline&seed=18446744073709551616",
    "domain=outline&palette=own&seed=1", "domain=outline&palette=e0403c,ffd34d,3a6ea5&seed=1",
    "domain=outline&unheard=of", "%zz", "domain",
    "&&&", "domain=outline&", "=", "domain=outline;size=64",
  ]
}
