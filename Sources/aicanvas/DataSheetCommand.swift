import ArgumentParser
import Foundation
import Pictures
import Terminal
import Training

struct DataSheetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sheet", abstract: "Show what training will see: sketches with their hints above the pictures.")

  @Argument(help: ArgumentHelp("A recipe's name: one of the domains.", valueName: "recipe"))
  var recipe: String?

  @OptionGroup(title: "Your own pictures") var own: OwnPictureOptions

  @OptionGroup(title: "What it sees") var data: DataOptions

  @Option(name: .customLong("out"), help: "Write the sheet to this PNG file.")
  var output: String?

  @Flag(help: "Show the sheet in the terminal (sixel, or coloured blocks).")
  var show = false

  @OptionGroup var graphics: GraphicsOptions

  @Option(help: "Number of pairs.")
  var count = 16

  @Option(help: "Side of the pairs in pixels.")
  var size = 128

  @Option(help: "Decides the pairs.")
  var seed: UInt64 = 1

  func validate() throws {
    try own.check(against: recipe)
    guard output != nil || show else { throw ValidationError("Say where to: --out FILE.png, --show, or both.") }
    guard (1...400).contains(count) else { throw ValidationError("--count must be 1 to 400, not \(count).") }
    guard (16...1024).contains(size) else { throw ValidationError("--size must be 16 to 1024, not \(size).") }
  }

  func run() throws {
    var recipe = try own.recipe(or: self.recipe)
    _ = data.change(&recipe)
    if let fault = recipe.fault { throw ValidationError("This cannot be shown: \(fault).") }
    guard let layout = recipe.layout else { preconditionFailure("a recipe without fault has a layout") }
    let sheet = PairSheet.draw(try data.open(recipe).dataset, layout: layout, seed: seed, count: count, side: size)
    if let output { try sheet.write(to: output) }
    if show { try InlinePicture.show(sheet, graphics: graphics.wanted()) }
  }
}
