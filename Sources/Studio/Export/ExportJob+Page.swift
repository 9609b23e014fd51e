import Files
import Foundation
import Pictures

extension ExportJob {
  /// `index.html` with everything it needs inside, and the pictures beside it.
  ///
  /// The list of pictures is plain HTML and can be read without the script, which adds the large view.
  mutating func writePage() throws {
    let path = try folder.place(for: "index.html")
    let file = try SystemFile.create(path)
    defer { close(file) }
    func put(_ text: String) throws(SystemFailure) { try SystemFile.writeAll(Array(text.utf8), to: file, path) }
    let nonce = Self.nonce()
    try put(try head(nonce))
    for creation in creations {
      guard let files = files(of: creation) else { continue }
      try folder.write(files.picture, to: "pictures/" + creation.file)
      if let sketch = files.sketch { try folder.write(sketch, to: "sketches/" + creation.file) }
      try put(figure(creation, hasSketch: files.sketch != nil))
      finishedOne()
    }
    try put(try foot(nonce))
  }

  private func head(_ nonce: String) throws -> String {
    let count = [texts, export.otherTexts].map { $0.filled(.subtitle, ["count": String(creations.count)]) }
    return """
      <!DOCTYPE html>
      <html lang="\(texts.language.rawValue)"\(export.isLanguageFixed ? " data-fixed" : "")>
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(Self.policy(nonce))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>\(Self.escaped(title))</title>
      <style nonce="\(nonce)">
      \(try asset("gallery.css"))
      \(Self.markRules)
      </style>
      </head>
      <body>
      <header>
      <h1>\(export.title.map { words($0, $0) } ?? words(.title))</h1>
      <p>\(words(count[0], count[1]))</p>
      <nav>
      <button id="play"><i>▶</i> \(words(.slideshow))</button>
      <button id="language"><i>가A</i> \(words(.language))</button>
      </nav>
      </header>
      <main>

      """
  }

  private func figure(_ creation: Creation, hasSketch: Bool) -> String {
    let file = Self.address(creation.file)
    let artist = words(texts.artist(creation.artist), export.otherTexts.artist(creation.artist))
    let domain = words(texts.domain(creation.domain), export.otherTexts.domain(creation.domain))
    let followed = texts.followed(creation).map { " · " + words($0, export.otherTexts.followed(creation) ?? $0) } ?? ""
    let stars =
      String(repeating: "★", count: creation.shownStars)
      + String(repeating: "☆", count: max(0, 3 - creation.shownStars))
    let sketch = hasSketch ? " data-sketch=\"sketches/\(file)\"" : ""
    let colour = creation.artist.colour
    return """
      <figure>
      <button class="open"\(sketch)><img src="pictures/\(file)" width="\(creation.width)" height="\(creation.height)" \
      loading="lazy" alt="\(Self.escaped(texts.domain(creation.domain)))"></button>
      <figcaption>
      <b>\(domain)</b> <span class="stars" title="\(creation.shownStars)/3">\(stars)</span><br>
      <span class="animal">\(creation.artist.animal.emoji)</span> <span class="mark \(colour)">\(colour.symbol)</span> \(artist)
      <small>\(Self.escaped(ExportTexts.date(creation.created)))\(followed)</small>
      </figcaption>
      </figure>

      """
  }

  private func foot(_ nonce: String) throws -> String {
    """
    </main>
    <div id="viewer" role="dialog" aria-modal="true" hidden>
    <div class="stage"><img class="after" alt=""><img class="before" alt=""><span class="edge"></span></div>
    <div class="caption" aria-live="polite"></div>
    <input class="slider" type="range" min="0" max="100" value="50" aria-label="\(Self.escaped(texts[.beforeAfter]))">
    <div class="controls">
    <button data-do="previous"><i>←</i> \(words(.previous))</button>
    <button data-do="play"><i>▶</i> <span class="when-still">\(words(.slideshow))</span>\
    <span class="when-playing">\(words(.pause))</span></button>
    <button data-do="compare"><i>◐</i> \(words(.beforeAfter))</button>
    <button data-do="next"><i>→</i> \(words(.next))</button>
    <button data-do="close"><i>✕</i> \(words(.close))</button>
    </div>
    <p class="hint">\(words(.hint))</p>
    </div>
    <script nonce="\(nonce)">
    \(try asset("gallery.js"))
    </script>
    </body>
    </html>

    """
  }

  /// Nothing runs and nothing is loaded but what this page brings: should a text ever get past ``escaped(_:)``, it still
  /// does nothing. A page in a file has no origin of its own, so its pictures are named by their scheme.
  private static func policy(_ nonce: String) -> String {
    "default-src 'none'; script-src 'nonce-\(nonce)'; style-src 'nonce-\(nonce)'; img-src 'self' file:; "
      + "base-uri 'none'; form-action 'none'"
  }

  /// A word that nobody who wrote a text of the page could know.
  private static func nonce() -> String {
    (0..<4).map { _ in String(UInt32.random(in: 0...UInt32.max), radix: 36) }.joined()
  }

  /// The colours of the artists' marks.
  private static var markRules: String {
    CrayonColour.allCases.map { colour in
      let (red, green, blue) = colour.rgb
      return ".mark.\(colour) { color: rgb(\(red), \(green), \(blue)) }"
    }.joined(separator: "\n")
  }

  private func words(_ key: ExportText) -> String { words(texts[key], export.otherTexts[key]) }

  /// A text that changes with the page's language.
  private func words(_ text: String, _ other: String) -> String {
    "<span class=\"t\" data-\(texts.language.rawValue)=\"\(Self.escaped(text))\" "
      + "data-\(export.otherTexts.language.rawValue)=\"\(Self.escaped(other))\">\(Self.escaped(text))</span>"
  }

  private func asset(_ name: String) throws -> String {
    String(decoding: try SystemFile.read(export.assets + "/" + name), as: UTF8.self)
  }

  /// A text as HTML, inside of quotes as well.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }

  /// A file's name as a part of an address: a `#` or `%` in it would otherwise mean something else.
  static func address(_ file: String) -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~".utf8)
    return file.utf8.reduce(into: "") { result, byte in
      if plain.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
  }
}
