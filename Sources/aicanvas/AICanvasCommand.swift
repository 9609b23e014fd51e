import ArgumentParser
import Foundation
import Kernels

/// The program: a studio, and what stands beside it.
@main
struct AICanvasCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "aicanvas",
    abstract: "Draw in the terminal; a small neural network turns the outline into a picture.",
    discussion: """
      Without a subcommand the studio opens; `aicanvas help studio` tells its options. Nothing leaves the machine but to \
      a server that you name, and only `aicanvas serve` and `aicanvas class serve` take connections.

      EXAMPLES
        aicanvas                                # draw
        aicanvas --lang ko --live
        aicanvas translate cat.jpg --domain panda
        aicanvas colouring-page cat.jpg --format pdf
        aicanvas surprise --output faces/       # a face that nobody has
        aicanvas upscale photo.jpg --by 4       # the same picture, larger
        aicanvas serve                          # a page to draw on, and the same for other programs
        aicanvas class serve /srv/class-3b      # takes a class's pictures from other machines, and shows them on a wall
        aicanvas gallery export book --format pdf
        aicanvas doctor                         # what this terminal can do

      ENVIRONMENT
        AICANVAS_HOME     the folder with Assets and Checkpoints
        AICANVAS_KERNELS  amx, avx512bf16, avx512, avx2 or baseline instead of the best there is
        LANG, NO_COLOR, TERM, XDG_DATA_HOME, XDG_STATE_HOME, XDG_CONFIG_HOME

      The exit status is 0 if all went well, 1 if something failed, 64 if the
      command line makes no sense.
      """,
    version: "0.1.0",
    subcommands: [
      StudioCommand.self, TranslateCommand.self, ColouringPageCommand.self, ServeCommand.self, DomainsCommand.self,
      GalleryCommand.self, ClassCommand.self, TrainCommand.self, EvaluateCommand.self, DataCommand.self,
      BenchCommand.self, DoctorCommand.self, SamplesCommand.self, SurpriseCommand.self, FacesCommand.self,
      ExportModelCommand.self, ImportModelCommand.self,
      UpscaleCommand.self, DecodePictureCommand.self,
    ],
    defaultSubcommand: StudioCommand.self)

  /// Runs on the main thread. Were it `async`, it would sit on a thread of Swift's shared pool for as long as the studio
  /// is open.
  static func main() {
    // A file that may not grow any more is an error to be told, as a full disk is, not the end of the program.
    signal(SIGXFSZ, SIG_IGN)
    ThreadPool.shareSmallMemory()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Console.exit(error)
    }
  }
}
