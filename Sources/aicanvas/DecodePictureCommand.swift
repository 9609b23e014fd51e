import ArgumentParser
import Pictures

/// What the program runs of itself to decode a picture of a stranger: see `DecodingHelper`.
struct DecodePictureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: DecodingHelper.subcommand, abstract: "Decode a picture for another aicanvas.", shouldDisplay: false)

  @Argument var format: String
  @Argument var mostPixels: Int
  @Argument var longSide: Int?

  func run() { DecodingHelper.serve(format: format, mostPixels: mostPixels, longSide: longSide) }
}
