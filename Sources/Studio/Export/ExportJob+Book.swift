import Files
import Foundation
import Pictures

extension ExportJob {
  /// `book.pdf`, A4 upright: a title page, then a page a creation, oldest first. `certificates.pdf`: one per artist.
  mutating func writeBook() throws {
    let book = try PDFDocument(
      path: try folder.place(for: "book.pdf"), width: Self.short, height: Self.long, title: title)
    let sheets = try PDFDocument(
      path: try folder.place(for: "certificates.pdf"), width: Self.long, height: Self.short, title: texts[.certificate])
    do {
      try fill(book, sheets)
    } catch {
      guard let code = book.failureCode ?? sheets.failureCode else { throw error }
      throw SystemFailure(folder.path, code: code)
    }
    if book.unknownLetters + sheets.unknownLetters > 0 {
      warn("This machine has no font for some letters, which are boxes now; for Hangul, install fonts-nanum.")
    }
  }

  private mutating func fill(_ book: PDFDocument, _ sheets: PDFDocument) throws {
    try titlePage(of: book)
    var honours: [Artist: Honours] = [:]
    for creation in creations.reversed() {
      guard let images = images(of: creation) else { continue }
      honours[creation.artist, default: Honours(creation)].add(creation)
      finishedOne()
      try page(of: book, creation, images.picture, images.sketch)
    }
    try book.finish()
    for (artist, honours) in honours.sorted(by: { $0.value.first.created < $1.value.first.created }) {
      try certificate(on: sheets, artist, honours)
    }
    try sheets.finish()
  }

  /// What a certificate counts. Nothing of it rates a child.
  struct Honours {
    let first: Creation
    var best: Creation
    var pictures = 0
    var strokes = 0
    var domains: [String] = []

    init(_ creation: Creation) {
      first = creation
      best = creation
    }

    mutating func add(_ creation: Creation) {
      pictures += 1
      strokes += creation.strokeCount
      if !domains.contains(creation.domain) { domains.append(creation.domain) }
      if creation.shownStars >= best.shownStars { best = creation }
    }
  }

  /// The sides of A4 in points.
  private static let short = 595.0
  private static let long = 842.0

  private mutating func titlePage(of book: PDFDocument) throws {
    let (width, height) = (book.width, book.height)
    book.frame(
      x: 28, y: 28, width: width - 56, height: height - 56, radius: 18, thickness: 4, colour: (0.24, 0.49, 0.84))
    book.text(title, font: "Sans Bold 34", x: 48, y: 90, width: width - 96, wraps: true)
    book.text(
      texts.filled(.subtitle, ["count": String(creations.count)]), font: "Sans 16", x: 48, y: 190, width: width - 96)
    if let newest = creations.first, let oldest = creations.last {
      let days = [oldest, newest].map { String(ExportTexts.date($0.created).prefix(10)) }
      book.text(
        days[0] == days[1] ? days[0] : days.joined(separator: " – "), font: "Sans 12", x: 48, y: 220,
        width: width - 96)
    }
    // Nine pictures from all over the time.
    let side = 144.0
    let shown = min(9, creations.count)
    for place in 0..<shown {
      let index = place * creations.count / shown
      guard let image = try? export.gallery.image(for: creations[index]) else { continue }
      let x = (width - 3 * side - 24) / 2 + Double(place % 3) * (side + 12)
      book.image(image, x: x, y: 270 + Double(place / 3) * (side + 12), width: side, height: side)
    }
    try book.endPage()
  }

  private mutating func page(of book: PDFDocument, _ creation: Creation, _ picture: Image, _ sketch: Image?) throws {
    let width = book.width
    book.text(texts.domain(creation.domain), font: "Sans Bold 22", x: 48, y: 40, width: width - 96)
    let (red, green, blue) = creation.artist.colour.rgb
    book.frame(
      x: 72, y: 84, width: width - 144, height: width - 144, radius: 8, thickness: 3,
      colour: (Double(red) / 255, Double(green) / 255, Double(blue) / 255))
    book.image(picture, x: 78, y: 90, width: width - 156, height: width - 156)
    let below = width - 48
    if let sketch {
      book.image(sketch, x: 78, y: below, width: 200, height: 200)
      book.frame(x: 78, y: below, width: 200, height: 200, radius: 2, thickness: 0.75, colour: (0.7, 0.7, 0.74))
    }
    let x = sketch == nil ? 78.0 : 300.0
    let room = width - 78 - x
    book.stars(creation.shownStars, of: 3, middle: x + room / 2, y: below + 24, size: 26)
    var y = below + 56
    if let name = export.names[creation.artist] {
      y += book.text(name, font: "Sans Bold 17", x: x, y: y, width: room, wraps: true) + 4
    }
    y += book.text(texts.artist(creation.artist), font: "Sans Bold 15", x: x, y: y, width: room, wraps: true) + 10
    let facts = [
      ExportTexts.date(creation.created), texts.filled(.strokes, ["count": String(creation.strokeCount)]),
      texts.followed(creation),
    ]
    for fact in facts.compactMap({ $0 }) {
      y += book.text(fact, font: "Sans 12", x: x, y: y, width: room, wraps: true) + 4
    }
    book.text(
      texts.filled(.page, ["page": String(done), "pages": String(creations.count)]), font: "Sans 9", x: 48, y: 806,
      width: width - 96)
    try book.endPage()
  }

  private mutating func certificate(on sheets: PDFDocument, _ artist: Artist, _ honours: Honours) throws {
    let (width, height) = (sheets.width, sheets.height)
    let (red, green, blue) = artist.colour.rgb
    let colour = (Double(red) / 255, Double(green) / 255, Double(blue) / 255)
    for (inset, thickness) in [(24.0, 8.0), (38, 1.5)] {
      sheets.frame(
        x: inset, y: inset, width: width - 2 * inset, height: height - 2 * inset, radius: 16, thickness: thickness,
        colour: colour)
    }
    sheets.text(texts[.certificate], font: "Sans Bold 44", x: 60, y: 62, width: width - 120)
    let name = export.names[artist]
    sheets.text(name ?? texts.artist(artist), font: "Sans Bold 26", x: 60, y: 140, width: width - 120)
    let below = [name == nil ? nil : texts.artist(artist), export.title].compactMap { $0 }.joined(separator: " · ")
    if !below.isEmpty { sheets.text(below, font: "Sans 13", x: 60, y: 182, width: width - 120) }
    let left = 400.0
    var y = 220.0
    y += sheets.text(
      texts[.certificateWords], font: "Sans 15", x: left, y: y, width: width - left - 70, isCentred: false, wraps: true)
    y += 18
    // Everything the artist ever collected, like the level in the studio; the rest is about the pictures of this book.
    let record = try? export.gallery.record(of: artist)
    let level = record.map {
      texts.filled(.certificateLevel, ["level": String($0.level), "count": String($0.stickers.count)])
    }
    let facts = [
      texts.filled(.certificatePictures, ["count": String(honours.pictures)]),
      texts.filled(.certificateStrokes, ["count": String(honours.strokes)]),
      texts.filled(.certificateDomains, ["names": honours.domains.map(texts.domain).joined(separator: ", ")]), level,
    ]
    for fact in facts.compactMap({ $0 }) {
      y +=
        sheets.text(
          fact, font: "Sans 13", x: left, y: y, width: width - left - 70, isCentred: false, wraps: true) + 6
    }
    if let image = try? export.gallery.image(for: honours.best) {
      sheets.image(image, x: 90, y: 220, width: 270, height: 270)
      sheets.frame(x: 86, y: 216, width: 278, height: 278, radius: 6, thickness: 2, colour: colour)
    }
    for (words, x) in [(texts[.certificateDate], left), (texts[.certificateSignature], left + 190)] {
      sheets.frame(x: x, y: height - 92, width: 165, height: 0.1, radius: 0, thickness: 0.75, colour: (0.3, 0.3, 0.36))
      sheets.text(words, font: "Sans 10", x: x, y: height - 86, width: 165)
    }
    try sheets.endPage()
  }
}
