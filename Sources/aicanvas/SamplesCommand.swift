import ArgumentParser
import Foundation
import Generation
import Pictures
import Studio

/// Makes the small pictures by which the studio shows its domains. For those who ship new checkpoints; hidden from help.
struct SamplesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "samples",
    abstract: "Make the sample picture of each domain from the first of its outlines in Assets/Starters.",
    shouldDisplay: false)

  @Option(help: "Where to write NAME.png for each domain.")
  var output = "Assets/Samples"

  @OptionGroup var compute: ComputeOptions

  func run() throws {
    try compute.apply()
    guard let home = ProgramHome.find() else {
      throw ValidationError("Assets and Checkpoints were not found; set AICANVAS_HOME to the folder that holds both.")
    }
    let catalogue = DomainCatalogue.installed()
    let library = StudioLibrary(assets: home + "/Assets", domains: catalogue.domains.map(\.name))
    let generators = GeneratorLibrary(catalogue)
    try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    for domain in catalogue.domains where domain.problem == nil {
      guard let starter = library.starters[domain.name]?.first else {
        throw ValidationError("\(home)/Assets/Starters has no outline for \(domain.name).")
      }
      let picture = try generators.picture(domain: domain.name, .strokes(starter.outline), size: 256)
      let sample = try SamplePicture(picture)
      try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
      let path = "\(output)/\(domain.name).png"
      try Data(sample.png).write(to: URL(fileURLWithPath: path))
      Console.say("\(path)  \(sample.png.count) bytes")
    }
  }
}
