import Files
import Foundation
import Generation

/// What a teacher has settled for a class, in the file `class.json` of the class's folder.
package struct ClassRules: Equatable, Sendable {
  /// `"title"`: what the class is called, on exported pages; the usual heading where nil.
  package var title: String?
  /// `"domains"`: the names of those to choose from, in this order; all where empty.
  package var domains: [String] = []
  /// `"prompts"`: what to draw, one of them a day; the program's own where empty.
  package var prompts: [Prompt] = []
  /// `"leavePhrase"`: what must be typed to leave the studio, in small letters and digits; nothing where nil.
  package var leavePhrase: String?
  /// `"mostPictures"`: how many may hang, 1…100,000; no limit where nil.
  package var mostPictures: Int?

  /// An idea of the teacher's.
  package struct Prompt: Hashable, Sendable {
    /// The domain it is meant for.
    package var domain: String
    package var words: DomainTitles
  }

  package init() {}

  package static let fileName = "class.json"

  /// Whether a folder is a class's, or a gallery that may become one.
  package static func isClass(_ folder: String) -> Bool {
    let files = ConfinedFolder(folder)
    return files.exists(fileName) || files.exists(GalleryFolder.indexFile)
  }

  /// Reads the rules of a class's folder; a folder without the file has none.
  ///
  /// - Returns: the rules, and one sentence about what made no sense and was ignored.
  package static func read(folder: String) -> (rules: ClassRules, complaint: String?) {
    var reader = SettingsReader(fileName, in: ConfinedFolder(folder))
    var rules = ClassRules()
    // No heading of a page shows more.
    let title = reader.text("title", "a text") { $0.shown(atMost: 80) }
    rules.title = title?.isEmpty == false ? title : nil
    rules.domains = (reader.texts("domains") ?? []).prefix(100).map { $0.shown(atMost: 100) }
    rules.prompts = (reader.groups("prompts", of: ["domain", "en", "ko"]) ?? []).prefix(1000).compactMap { texts in
      guard let domain = texts["domain"], let words = texts["en"] ?? texts["ko"], !words.isEmpty else { return nil }
      // Longer ideas than these no screen shows.
      return Prompt(
        domain: domain.shown(atMost: 100),
        words: DomainTitles(
          english: words.shown(atMost: 200), korean: (texts["ko"] ?? words).shown(atMost: 200)))
    }
    let phrase = reader.text("leavePhrase", "at most twenty small letters a–z and digits") { isPhrase($0) ? $0 : nil }
    rules.leavePhrase = phrase?.isEmpty == false ? phrase : nil
    rules.mostPictures = reader.number("mostPictures", in: 1...100_000)
    return (rules, reader.complaint)
  }

  private struct Document: Encodable {
    struct Prompt: Encodable {
      let domain: String
      let en: String
      let ko: String
    }
    let title: String?
    let domains: [String]
    let prompts: [Prompt]
    let leavePhrase: String?
  }

  /// The file for studios that are elsewhere. How many pictures may hang is left out: the class counts them, and not
  /// each studio.
  package func document() -> [UInt8] {
    let document = Document(
      title: title, domains: domains,
      prompts: prompts.map { Document.Prompt(domain: $0.domain, en: $0.words.english, ko: $0.words.korean) },
      leavePhrase: leavePhrase)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(document) else { preconditionFailure("texts can always be written") }
    return Array(bytes)
  }

  /// Takes the rules that a class's server has sent into a folder, to be read like those of any other class.
  package static func adopt(_ document: [UInt8], folder: String) throws(GalleryError) {
    do throws(SystemFailure) {
      try SystemFile.makeFolder(folder)
      try AtomicFile.write(document, to: fileName, in: ConfinedFolder(folder))
    } catch {
      if error.isDiskFull { throw .diskFull(path: folder) }
      throw .folderUnusable(path: folder, reason: error.reason)
    }
  }

  /// Letters that every keyboard has, also one that is set to Hangul: its keys bear both.
  private static func isPhrase(_ text: String) -> Bool {
    text.count <= 20 && text.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) }
  }

  /// Makes a folder for a class, with a commented example of its rules. An existing file is left as it is, and so are
  /// the permissions of an existing folder.
  ///
  /// A new folder is its group's and nobody else's; whatever is made in it belongs to that group, too.
  ///
  /// - Parameter group: its name or number; nil for the one that new files have there.
  /// - Returns: whether the example was written.
  package static func prepare(
    folder: String, domains: [String], group: String? = nil
  ) throws(GalleryError) -> Bool {
    do throws(SystemFailure) {
      let isNew = !SystemFile.exists(folder)
      try SystemFile.makeFolder(folder)
      if isNew { try give(folder, to: group) }
      let files = ConfinedFolder(folder)
      guard !files.exists(fileName) else { return false }
      try AtomicFile.write(Array(example(domains).utf8), to: fileName, in: files)
      return true
    } catch {
      if error.isDiskFull { throw .diskFull(path: folder) }
      throw .folderUnusable(path: folder, reason: error.reason)
    }
  }

  private static func give(_ folder: String, to group: String?) throws(SystemFailure) {
    if let group {
      guard let number = getgrnam(group)?.pointee.gr_gid ?? gid_t(group) else {
        rmdir(folder)
        throw SystemFailure("the group \(group.shown())", code: ENOENT)
      }
      guard chown(folder, uid_t.max, number) == 0 else {
        let failure = SystemFailure(folder)
        rmdir(folder)
        throw failure
      }
    }
    // What is made inside belongs to the folder's group (the set-group-ID bit).
    guard chmod(folder, 0o2770) == 0 else { throw SystemFailure(folder) }
  }

  /// Who can draw into a class's folder, in words; nil where there is no such folder.
  package static func access(_ folder: String) -> (text: String, isShared: Bool)? {
    var facts = stat()
    guard stat(folder, &facts) == 0 else { return nil }
    let group = getgrgid(facts.st_gid).map { String(cString: $0.pointee.gr_name) } ?? "\(facts.st_gid)"
    if facts.st_mode & 0o002 != 0 { return ("everybody on this machine", true) }
    if facts.st_mode & 0o070 == 0o070 { return ("the group \(group), and nobody else", true) }
    return ("its owner alone; to share it with the group \(group): chmod g+rwxs \(folder)", false)
  }

  private static func example(_ domains: [String]) -> String {
    """
    {
      // A class's folder. Every computer opens it with: aicanvas --class THIS-FOLDER
      // Pictures of all studios come here: `pictures`, `sketches`, and an index that mends itself.
      // 우리 반 폴더예요. 컴퓨터마다 aicanvas --class 이-폴더 로 열어요.

      // What the class is called: it stands on exported pages, books and certificates.
      "title": "",

      // What can be drawn, in this order; [] for everything. There are:
      // \(domains.joined(separator: ", "))
      "domains": [],

      // What to draw today: one of these each day, the same on all computers; [] for the program's own.
      // For example: [{"domain": "panda", "en": "a panda at the sea", "ko": "바닷가의 판다"}]
      "prompts": [],

      // What must be typed to leave the studio: small letters and digits; "" if anybody may leave.
      "leavePhrase": "",

      // How many pictures may hang; the trash does not count.
      "mostPictures": 500,
    }

    """
  }
}
