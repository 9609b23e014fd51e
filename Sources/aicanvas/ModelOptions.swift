import ArgumentParser
import Networks
import Studio

/// Which generator a command uses.
struct ModelOptions: ParsableArguments {
  @Option(help: "A generator's checkpoint file instead of the domain's own.")
  var checkpoint: String?

  /// The checkpoint that was named, or else the domain's.
  func load(domain: String?) throws -> GeneratorCheckpoint { try GeneratorCheckpoint(path: path(domain: domain)) }

  /// Its file.
  func path(domain: String?) throws -> String {
    if let checkpoint { return checkpoint }
    guard let domain else { throw ValidationError("Give --domain NAME or --checkpoint FILE.") }
    let catalogue = DomainCatalogue.installed()
    guard let info = catalogue[domain] else { throw ValidationError(catalogue.missing(domain)) }
    return info.path
  }
}

extension DomainCatalogue {
  /// The enlarger's checkpoint, where there is one.
  func loadEnlarger() throws -> GeneratorCheckpoint? { try enlarger.map { try GeneratorCheckpoint(path: $0) } }

  /// The domains of this installation and this user, with their model cards. Only the files' heads are read.
  static func installed() -> DomainCatalogue {
    DomainCatalogue { path in (try? GeneratorCheckpoint.card(path: path)).map { DomainCard($0) } }
  }

  func missing(_ name: String) -> String {
    domains.isEmpty
      ? "No checkpoints were found. Run aicanvas from its own folder, or set AICANVAS_HOME to it."
      : "There is no domain called \(name); there are: \(domains.map(\.name).joined(separator: ", "))."
  }
}
