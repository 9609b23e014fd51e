import ArgumentParser
import Foundation

/// The program: a studio, and what stands beside it.
@main
struct AICanvasCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "aicanvas",
    abstract: "Draw in the terminal; a small neural network turns the outline into a picture.",
    discussion: "Without a subcommand the studio opens.",
    version: "0.1.0",
    subcommands: [
      StudioCommand.self, TranslateCommand.self, DomainsCommand.self, GalleryCommand.self, ClassCommand.self,
      TrainCommand.self, EvaluateCommand.self, DataCommand.self, BenchCommand.self, DoctorCommand.self,
    ],
    defaultSubcommand: StudioCommand.self)

  static func main() async {
    // A file that may not grow any more is an error to be told, as a full disk is, not the end of the program.
    signal(SIGXFSZ, SIG_IGN)
    await main(nil)
  }
}
