import ArgumentParser
import Foundation
import Generation
import Networks
import Studio

/// A network by the name it is listed under, or by its file.
struct NamedModel {
  let model: ModelExport
  /// The checkpoint that it is read from.
  let path: String

  /// - Parameters:
  ///   - name: of a domain, of what makes pictures larger, draws lines or cartoons, judges or makes faces; or a file.
  ///   - domain: which one, of a file with several.
  init(_ name: String, domain: String? = nil) throws {
    if name.contains("/") || name.hasSuffix(".safetensors") {
      try self.init(path: name, domain: domain)
      return
    }
    guard domain == nil else { throw ValidationError("--domain goes with a file that makes several domains.") }
    let catalogue = DomainCatalogue.installed()
    if let info = catalogue[name] ?? Self.further(catalogue).first(where: { $0.name == name }) {
      try self.init(path: info.path, domain: name)
      return
    }
    guard let path = Self.others(catalogue).first(where: { $0.name == name })?.path else {
      throw ValidationError("There is no model called \(name); there are: \(Self.names(catalogue)). Or name a file.")
    }
    try self.init(path: path, domain: nil)
  }

  /// The picture that shows what it makes, where the program has one.
  var samplePath: String? {
    guard let home = ProgramHome.find() else { return nil }
    let path = "\(home)/Assets/Samples/\(model.name).png"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  private init(path: String, domain: String?) throws {
    self.path = path
    model =
      ClassifierCheckpoint.isClassifier(path: path)
      ? .classifier(try ClassifierCheckpoint(path: path))
      : .generator(try GeneratorCheckpoint(path: path, domain: domain))
  }

  /// Those that work from pictures or noise.
  private static func further(_ catalogue: DomainCatalogue) -> [DomainInfo] {
    catalogue.pictureArtists + catalogue.surprises
  }

  /// The checkpoints that are no domains, by their files' names.
  private static func others(_ catalogue: DomainCatalogue) -> [(name: String, path: String)] {
    [
      catalogue.upscaler, catalogue.pictureUpscaler, catalogue.lineArtist, catalogue.cartoonArtist?.path,
      catalogue.classifier,
    ].compactMap { path in
      path.map { (URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent, $0) }
    }
  }

  private static func names(_ catalogue: DomainCatalogue) -> String {
    let domains = (catalogue.domains + further(catalogue)).map(\.name)
    return (domains + others(catalogue).map(\.name)).joined(separator: ", ")
  }
}
