/// The domains that there are checkpoints for.
package struct DomainCatalogue: Hashable, Sendable {
  /// Sorted by name; names are unique.
  package let domains: [DomainInfo]
  /// The checkpoint that doubles pictures, where there is one; it is no domain of its own.
  package let enlarger: String?

  /// Looks for `*.safetensors` files.
  ///
  /// - Parameters:
  ///   - builtIn: the folder of the checkpoints that came with the program; nil for none.
  ///   - own: the folder of the user's own. One that has the name of a built-in domain takes its place: somebody who
  ///     trains a panda wants to see that panda.
  ///   - readCard: a checkpoint's model card; nil where it cannot be read. Then the file's name is the title.
  package init(builtIn: String?, own: String?, readCard: (_ path: String) -> DomainCard?) {
    var found: [String: DomainInfo] = [:]
    for (folder, isBuiltIn) in [(builtIn, true), (own, false)] {
      guard let folder else { continue }
      for file in SystemFile.names(in: folder) where file.hasSuffix(Self.ending) && !file.hasPrefix(".") {
        let name = String(file.dropLast(Self.ending.count))
        let path = folder + "/" + file
        guard !SystemFile.isFolder(path) else { continue }
        let card = readCard(path)
        let titles = card?.titles ?? Self.titles(from: name)
        found[name] = DomainInfo(name: name, titles: titles, path: path, isBuiltIn: isBuiltIn, card: card)
      }
    }
    enlarger = found.removeValue(forKey: Self.enlargerName)?.path
    domains = found.values.sorted { $0.name < $1.name }
  }

  /// The catalogue of the running program.
  package init(
    paths: StoragePaths = StoragePaths(), home: String? = ProgramHome.find(), readCard: (String) -> DomainCard?
  ) {
    self.init(builtIn: home.map { $0 + "/Checkpoints" }, own: paths.checkpoints, readCard: readCard)
  }

  package subscript(name: String) -> DomainInfo? { domains.first { $0.name == name } }

  private static let enlargerName = "enlarger"
  private static let ending = ".safetensors"

  /// `space-ship` becomes "Space ship".
  private static func titles(from name: String) -> DomainTitles {
    let words = name.split { $0 == "-" || $0 == "_" }.joined(separator: " ")
    let title = words.prefix(1).uppercased() + words.dropFirst()
    return DomainTitles(english: title, korean: title)
  }
}
