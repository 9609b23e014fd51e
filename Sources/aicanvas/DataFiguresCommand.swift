import ArgumentParser
import Foundation
import Training

struct DataFiguresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures",
    abstract: "Judge the pictures that training will see, as `evaluate --judge` judges those that a generator makes.",
    discussion: "A line for each domain: a generator cannot be expected to come nearer to an aim than its examples do.")

  @Argument(help: ArgumentHelp("A recipe's name: one of the domains, or trunk.", valueName: "recipe"))
  var recipe: String?

  @OptionGroup(title: "Your own pictures") var own: OwnPictureOptions

  @OptionGroup(title: "What it sees") var data: DataOptions

  @Option(help: "Number of pairs of each domain.")
  var count = 40

  @Option(help: "Decides the pairs.")
  var seed: UInt64 = 1

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    try own.check(against: recipe)
    guard (1...10_000).contains(count) else { throw ValidationError("--count must be 1 to 10000, not \(count).") }
  }

  func run() throws {
    var recipe = try own.recipe(or: self.recipe)
    _ = data.change(&recipe)
    // Parts of pictures enclose less than the whole.
    recipe.closeUps = nil
    if let fault = recipe.fault { throw ValidationError("This cannot be judged: \(fault).") }
    guard let layout = recipe.layout, layout.contains(.ink) else {
      throw ValidationError("The recipe of \(recipe.name) has no sketches, and the judges look at what those enclose.")
    }
    guard !layout.contains(.coarsePicture) else {
      throw ValidationError("The recipe of \(recipe.name) shows what a smaller picture lacks, and that is no picture.")
    }
    let opened = try data.open(recipe)
    let sets = (recipe.domains ?? []).compactMap { domain in
      opened.dataset(of: domain.name).map { (domain.name, $0) }
    }
    let judged = (sets.isEmpty ? [(recipe.name, opened.dataset)] : sets).compactMap { name, dataset in
      ExampleFigures.judge(dataset, name: name, layout: layout, seed: seed, count: count)
    }
    guard !judged.isEmpty else { throw TrainingError("None of the sketches of \(recipe.name) encloses anything.") }
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      Console.say(String(decoding: try encoder.encode(judged), as: UTF8.self))
    } else {
      Console.say(([JudgeScores.Figures.head] + judged.map(\.line)).joined(separator: "\n"))
    }
  }
}
