import ArgumentParser
import Generation
import Kernels
import Studio

extension PrecisionChoice: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}

/// What the generators of drawings multiply: by the option, else the settings, else what is fastest where pictures stay
/// the same.
struct PrecisionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What generators multiply: float32, bfloat16, or auto: bfloat16 where the processor is faster with it and the "
        + "generator's pictures were measured to stay the same.", valueName: "auto|float32|bfloat16"))
  var precision: PrecisionChoice?

  func policy(usually usual: PrecisionChoice? = nil) -> PrecisionPolicy {
    PrecisionPolicy(precision ?? usual ?? .auto, records: .installed)
  }
}

extension PrecisionRecords {
  /// Those that came with the program.
  static var installed: PrecisionRecords { PrecisionRecords(path: ProgramHome.find().map(path)) }

  /// Their file in a program's folder.
  static func path(home: String) -> String { home + "/Assets/Precision.json" }
}
