import ArgumentParser
import Files
import Generation
import Networks
import Studio

/// Which generator a command uses.
struct ModelOptions: ParsableArguments {
  @Option(help: "A generator's checkpoint file instead of the domain's own.")
  var checkpoint: String?

  /// The checkpoint that was named, or else the domain's.
  func load(domain: String?) throws -> GeneratorCheckpoint {
    let found = try find(domain: domain)
    return try GeneratorCheckpoint(path: found.path, domain: found.domain)
  }

  /// Its file, and the name of the domain in it.
  func find(domain: String?) throws -> (path: String, domain: String?) {
    if let checkpoint { return (checkpoint, domain) }
    guard let domain else { throw ValidationError("Give --domain NAME or --checkpoint FILE.") }
    let catalogue = DomainCatalogue.installed()
    if catalogue.named(domain) == nil {
      let name = domain.lowercased()
      if let artist = catalogue.pictureArtists.first(where: { $0.name == name }) {
        if let problem = artist.problem { throw ValidationError("\(problem)") }
        return (artist.path, artist.name)
      }
      if let path = catalogue.cartoonArtist?.path, try GeneratorCheckpoint.card(path: path).domain == name {
        return (path, name)
      }
    }
    let info = try catalogue.required(domain)
    return (info.path, info.name)
  }
}

extension DomainCatalogue {
  /// The domain that a person names; throws a sentence where there is none, or it is of no use.
  func required(_ words: String) throws -> DomainInfo {
    guard let info = named(words) else { throw ValidationError(missing(words)) }
    if let problem = info.problem { throw ValidationError("\(problem)") }
    return info
  }

  func missing(_ name: String) -> String {
    guard !domains.isEmpty else {
      return "No checkpoints were found. Run aicanvas from its own folder, or set AICANVAS_HOME to it."
    }
    let names = domains.map(\.name)
    let meant = NearestName.suggestion(for: name, among: names).map { "did you mean \($0)? There are" } ?? "there are"
    return "There is no domain called \(name); \(meant): \(names.joined(separator: ", "))."
  }
}
