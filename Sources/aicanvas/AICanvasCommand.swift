import ArgumentParser

/// The program: a studio, and what stands beside it.
@main
struct AICanvasCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "aicanvas",
    abstract: "Draw in the terminal; a small neural network turns the outline into a picture.",
    discussion: "Without a subcommand the studio opens.",
    version: "0.1.0",
    subcommands: [
      StudioCommand.self, TranslateCommand.self, DomainsCommand.self, GalleryCommand.self, TrainCommand.self,
      EvaluateCommand.self, DataCommand.self, BenchCommand.self, DoctorCommand.self,
      SamplesCommand.self,
    ],
    defaultSubcommand: StudioCommand.self)
}
