import ArgumentParser

/// Looking at and preparing what generators are trained on.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "See, and prepare, what generators are trained on.",
    subcommands: [DataPairsCommand.self, DataSheetCommand.self, DataFiguresCommand.self, DataFilterCommand.self])
}
