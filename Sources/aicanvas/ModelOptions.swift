import ArgumentParser
import Generation
import Networks
import Studio

/// Which generator a command uses.
struct ModelOptions: ParsableArguments {
  @Option(help: "A generator's checkpoint file instead of the domain's own.")
  var checkpoint: String?

  /// The checkpoint that was named, or else the domain's.
  func load(domain: String?) throws -> GeneratorCheckpoint {
    try GeneratorCheckpoint(path: path(domain: domain), domain: domain)
  }

  /// Its file.
  func path(domain: String?) throws -> String {
    if let checkpoint { return checkpoint }
    guard let domain else { throw ValidationError("Give --domain NAME or --checkpoint FILE.") }
    let catalogue = DomainCatalogue.installed()
    guard let info = catalogue[domain] ?? catalogue.pictureArtists.first(where: { $0.name == domain }) else {
      if let path = catalogue.cartoonArtist, try GeneratorCheckpoint.card(path: path).domain == domain { return path }
      throw ValidationError(catalogue.missing(domain))
    }
    if let problem = info.problem { throw ValidationError("\(problem)") }
    return info.path
  }
}

extension DomainCatalogue {
  func missing(_ name: String) -> String {
    domains.isEmpty
      ? "No checkpoints were found. Run aicanvas from its own folder, or set AICANVAS_HOME to it."
      : "There is no domain called \(name); there are: \(domains.map(\.name).joined(separator: ", "))."
  }
}
