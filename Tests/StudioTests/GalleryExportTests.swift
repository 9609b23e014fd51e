import Foundation
import Generation
import Pictures
import Studio
import Support
import Testing

/// What an export writes, what it leaves alone, and what it leaves behind when it fails.
@Suite(.ownThread) struct GalleryExportTests {
  private let bench = GalleryBench()
  private let target = TemporaryFolder()

  static func export(
    _ gallery: Gallery, _ selection: ExportSelection = ExportSelection(), _ language: Language = .english
  ) throws -> GalleryExport {
    let assets = Program.repository.appendingPathComponent("Assets").path
    let texts = try Language.allCases.map {
      try ExportTexts($0, folder: assets + "/Texts") { DomainTitles(english: "The \($0)", korean: "\($0) 그림") }
    }
    let chosen = try #require(texts.first { $0.language == language })
    let other = try #require(texts.first { $0.language != language })
    var export = GalleryExport(
      gallery: gallery, selection: selection, texts: chosen, otherTexts: other, isLanguageFixed: false,
      assets: assets + "/Export")
    export.lineDrawing = try LineDrawing(.canny, artist: nil)
    return export
  }

  private func text(_ file: String) throws -> String { String(decoding: try target.bytes(file), as: UTF8.self) }

  private func leftovers() throws -> [String] { try target.names().filter { $0.hasPrefix(".") } }

  @Test func aPageHoldsEverythingAndEscapesIt() throws {
    let gallery = try bench.open()
    try bench.keep(gallery, 1)
    try bench.keep(gallery, 2, domain: "\"><script>alert('x')</script>&")
    try gallery.moveToTrash(try bench.keep(gallery, 3, domain: "shoe"))
    let report = try Self.export(gallery).write(.html, to: target.path + "/page")
    #expect(report.pictures == 2 && report.warnings.isEmpty)
    let page = try text("page/index.html")
    #expect(page.components(separatedBy: "<figure>").count == 3)
    #expect(page.contains("Orange fox") && page.contains("주황 여우") && page.contains("The panda"))
    #expect(page.contains("&lt;script&gt;alert(&#39;x&#39;)") && !page.contains("<script>alert"))
    #expect(!page.contains("shoe"))
    // Nothing is loaded from elsewhere.
    for address in ["http:", "https:", "//cdn", "@import", "url("] { #expect(!page.contains(address), "\(address)") }
    for creation in try gallery.creations() {
      #expect(try target.bytes("page/" + creation.pictureFile) == bench.folder.bytes(creation.pictureFile))
      #expect(try target.bytes("page/" + creation.sketchFile) == bench.folder.bytes(creation.sketchFile))
    }
    #expect(try target.names("page/pictures").count == 2)
    #expect(try leftovers().isEmpty)
  }

  @Test func titlesStandAboveAndNamesOnPaperAlone() throws {
    let gallery = try bench.open()
    try bench.keep(gallery, 1)
    try target.write(Array("orange-fox Mina <Kim>".utf8), "names.txt")
    var export = try Self.export(gallery)
    let plain = try export.write(.pdf, to: target.path + "/plain")
    export.title = "Class <3b>"
    export.names = try ChildNames(path: target.path + "/names.txt")
    _ = try export.write(.html, to: target.path + "/page")
    let page = try text("page/index.html")
    #expect(page.contains("<title>Class &lt;3b&gt;</title>") && page.contains(">Class &lt;3b&gt;</span></h1>"))
    #expect(!page.contains("Mina"), "names stay on paper")
    _ = try export.write(.pdf, to: target.path + "/book")
    for file in ["book.pdf", "certificates.pdf"] {
      #expect(try target.bytes("book/" + file) != target.bytes("plain/" + file), "\(file)")
    }
    #expect(plain.pictures == 1)
    _ = try export.write(.png, to: target.path + "/sheet")
    export.names = ChildNames()
    _ = try export.write(.png, to: target.path + "/other")
    #expect(try target.bytes("sheet/sheet-001.png") != target.bytes("other/sheet-001.png"))
  }

  /// Whatever a text of the page says: only what the page brings itself runs, by a word that differs each time.
  @Test func aPagesPolicyLetsNothingElseRun() throws {
    let gallery = try bench.open()
    try bench.keep(gallery, 1)
    var words: Set<String> = []
    for name in ["first", "second"] {
      _ = try Self.export(gallery).write(.html, to: target.path + "/" + name)
      let page = try text(name + "/index.html")
      let policy = try #require(page.firstMatch(of: /Content-Security-Policy" content="([^"]+)"/)).output.1
      let rules = policy.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
      let word = try #require(policy.firstMatch(of: /script-src 'nonce-(\w{8,})'/)).output.1
      #expect(rules.contains("default-src 'none'") && rules.contains("base-uri 'none'"))
      #expect(rules.contains("style-src 'nonce-\(word)'") && !policy.contains("unsafe"))
      #expect(page.contains("<script nonce=\"\(word)\">") && page.contains("<style nonce=\"\(word)\">"))
      // Neither style nor script stands in an attribute, where the policy would forbid it.
      #expect(page.matches(of: /<[^>]+ (style|on\w+)=/).isEmpty)
      words.insert(String(word))
    }
    #expect(words.count == 2)
  }

  @Test func everyAddressInThePageIsAFile() throws {
    let gallery = try bench.open()
    try bench.keep(gallery, 1, domain: "우주 #100%")
    _ = try Self.export(gallery).write(.html, to: target.path + "/page")
    let page = try text("page/index.html")
    let addresses = page.matches(of: /(?:src|data-sketch)="([^"]+)"/).map { String($0.output.1) }
    #expect(addresses.count == 2)
    for address in addresses {
      let file = try #require(address.removingPercentEncoding)
      #expect(FileManager.default.fileExists(atPath: target.path + "/page/" + file), "\(file)")
    }
  }

  @Test func aSelectionIsKeptTo() throws {
    let gallery = try bench.open()
    for second in 0..<4 { try bench.keep(gallery, second, domain: second % 2 == 0 ? "panda" : "car") }
    let panda = try Self.export(gallery, ExportSelection(domain: "panda"))
    #expect(try panda.write(.html, to: target.path + "/panda").pictures == 2)
    let late = ExportSelection(since: GalleryBench.date(3))
    #expect(try Self.export(gallery, late).write(.html, to: target.path + "/late").pictures == 1)
    for selection in [ExportSelection(animal: .cat), ExportSelection(colour: .blue), ExportSelection(domain: "bus")] {
      let path = target.path + "/none"
      #expect(throws: ExportError.nothingSelected) { try Self.export(gallery, selection).write(.html, to: path) }
      #expect(!FileManager.default.fileExists(atPath: path))
    }
    #expect(try leftovers().isEmpty)
  }

  @Test(
    "An artist is an animal, a colour or both",
    arguments: [
      ("panda", Artist.Animal.panda, CrayonColour?.none), ("blue", nil, .blue), ("Blue-Panda", .panda, .blue),
      ("fox orange", .fox, .orange),
    ] as [(String, Artist.Animal?, CrayonColour?)])
  func artists(_ words: String, _ animal: Artist.Animal?, _ colour: CrayonColour?) throws {
    let found = try #require(ExportSelection.artist(words))
    #expect(found.animal == animal && found.colour == colour)
  }

  @Test(arguments: ["", "-", "unicorn", "panda cat", "blue red", "blue blue panda"])
  func whatIsNoArtist(_ words: String) {
    #expect(ExportSelection.artist(words) == nil)
  }

  @Test func strangersFilesAreLeftAlone() throws {
    let gallery = try bench.open()
    try bench.keep(gallery, 1)
    let export = try Self.export(gallery)
    let path = target.path + "/page"
    _ = try export.write(.html, to: path)
    // An earlier export gives way, also to one of another kind.
    _ = try export.write(.pdf, to: path)
    #expect(try target.names("page") == ["aicanvas-export.json", "book.pdf", "certificates.pdf"])
    _ = try export.write(.html, to: path)
    try target.write([1], "page/pictures/mine.txt")
    #expect(throws: ExportError.foreignFiles(path: path, example: "pictures/mine.txt")) {
      try export.write(.html, to: path)
    }
    #expect(try target.names("page/pictures").count == 2)
    try target.write([1], "note.txt")
    #expect(throws: ExportError.foreignFiles(path: target.path, example: "note.txt")) {
      try export.write(.html, to: target.path)
    }
    #expect(throws: ExportError.notAFolder(path: target.path + "/note.txt")) {
      try export.write(.html, to: target.path + "/note.txt")
    }
    try FileManager.default.createDirectory(atPath: target.path + "/empty", withIntermediateDirectories: true)
    #expect(try export.write(.html, to: target.path + "/empty/").pictures == 1)
    #expect(try leftovers().isEmpty)
  }

  @Test(arguments: Language.allCases) func aBookHasAPageAPicture(_ language: Language) throws {
    let gallery = try bench.open()
    for second in 0..<3 { try bench.keep(gallery, second) }
    _ = try gallery.keep(
      GalleryBench.drawing(), picture: GalleryBench.picture(), domain: "car", artist: Artist(.owl, .pink))
    let report = try Self.export(gallery, ExportSelection(), language).write(.pdf, to: target.path + "/book")
    #expect(report.pictures == 4)
    for (file, pages) in [("book.pdf", 5), ("certificates.pdf", 2)] {
      let bytes = String(decoding: try target.bytes("book/" + file), as: Unicode.ASCII.self)
      #expect(bytes.hasPrefix("%PDF-") && bytes.contains("%%EOF"))
      #expect(bytes.matches(of: /\/Type \/Page\s/).count == pages, "\(file)")
    }
  }

  @Test(arguments: ColouringPage.Paper.allCases)
  func aColouringBookHasAPageAPictureWithLines(_ paper: ColouringPage.Paper) throws {
    let gallery = try bench.open()
    for second in 0..<2 { try bench.keep(gallery, second, domain: "<car>") }
    let empty = try gallery.keep(
      GalleryBench.drawing(), picture: Image(width: 256, height: 256), domain: "car", artist: Artist(.owl, .pink))
    var export = try Self.export(gallery)
    export.paper = paper
    let report = try export.write(.colouringBook, to: target.path + "/pages")
    #expect(report.pictures == 2)
    #expect(report.warnings.count == 1 && report.warnings[0].contains(empty.pictureFile), "\(report.warnings)")
    #expect(try target.names("pages") == ["aicanvas-export.json", "colouring-book.pdf"])
    let bytes = String(decoding: try target.bytes("pages/colouring-book.pdf"), as: Unicode.ASCII.self)
    #expect(bytes.hasPrefix("%PDF-") && bytes.contains("%%EOF"))
    #expect(bytes.matches(of: /\/Type \/Page\s/).count == 2)
    let width = String(Int(paper.size.width))
    #expect(bytes.contains("/MediaBox [ 0 0 \(width)"), "paper of the asked size")
  }

  @Test func withoutLinesThereIsNoColouringBook() throws {
    let gallery = try bench.open()
    _ = try gallery.keep(
      GalleryBench.drawing(), picture: Image(width: 64, height: 64), domain: "car", artist: Artist())
    var export = try Self.export(gallery)
    #expect(throws: ExportError.noLines) { try export.write(.colouringBook, to: target.path + "/pages") }
    export.lineDrawing = nil
    #expect(throws: ExportError.noLines) { try export.write(.colouringBook, to: target.path + "/pages") }
    #expect(try target.names().isEmpty)
  }

  @Test func sheetsHoldFortyEight() throws {
    let gallery = try bench.open()
    for second in 0..<49 { try bench.keep(gallery, second) }
    #expect(try Self.export(gallery).write(.png, to: target.path + "/sheets").pictures == 49)
    let names = try target.names("sheets")
    #expect(names == ["aicanvas-export.json", "sheet-001.png", "sheet-002.png"])
    let first = try Image(contentsOf: target.path + "/sheets/sheet-001.png")
    let second = try Image(contentsOf: target.path + "/sheets/sheet-002.png")
    #expect(first.width > 8 * 192 && first.height > 6 * 192)
    #expect(second.width < first.width && second.height < first.height)
  }

  @Test func aMissingPictureIsToldAndLeftOut() throws {
    let gallery = try bench.open()
    let gone = try bench.keep(gallery, 1)
    try bench.keep(gallery, 2)
    try FileManager.default.removeItem(atPath: bench.folder.path + "/" + gone.pictureFile)
    for format in ExportFormat.allCases {
      let report = try Self.export(gallery).write(format, to: "\(target.path)/\(format)")
      #expect(report.pictures == 1 && report.warnings.count == 1, "\(format)")
      #expect(report.warnings.first?.contains(gone.pictureFile) == true)
    }
  }

  @Test("A full disk leaves nothing half-made", arguments: ExportFormat.allCases)
  func fullDisk(_ format: ExportFormat) async throws {
    let gallery = try bench.open()
    for second in 0..<3 { try bench.keep(gallery, second) }
    await #expect(processExitsWith: .success) {
      [folder = bench.folder.path as String, path = target.path as String, name = format.rawValue as String] in
      let gallery = try Gallery(path: folder, lineMeasure: GalleryBench.darkness)
      let format = try #require(ExportFormat(rawValue: name))
      let export = try GalleryExportTests.export(gallery)
      signal(SIGXFSZ, SIG_IGN)
      var limits = rlimit(rlim_cur: 300, rlim_max: 300)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limits)
      let error = #expect(throws: ExportError.self) { try export.write(format, to: path + "/out") }
      #expect(error == .diskFull(path: path + "/out"), "\(String(describing: error))")
    }
    #expect(try target.names().isEmpty)
    #expect(try bench.open().verify().isEmpty)
  }

  @Test func wordsAreCompleteInBothLanguages() throws {
    let folder = Program.repository.appendingPathComponent("Assets/Texts").path
    for language in Language.allCases {
      let data = try #require(FileManager.default.contents(atPath: "\(folder)/export-\(language.rawValue).json"))
      let words = try JSONDecoder().decode([String: String].self, from: data)
      #expect(Set(words.keys) == Set(ExportText.allCases.map(\.rawValue)))
    }
    let texts = try ExportTexts(.korean, folder: folder) { DomainTitles(english: $0, korean: $0) }
    for animal in Artist.Animal.allCases {
      for colour in CrayonColour.allCases {
        let name = texts.artist(Artist(animal, colour))
        #expect(!name.contains("{") && !name.contains(animal.rawValue), "\(name)")
      }
    }
  }
}
