import ArgumentParser
import Foundation
import Networks

struct ExportModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export-model", abstract: "Write a generator for other programs: ONNX, or safetensors for PyTorch.",
    discussion: """
      The file says channel by channel what the network reads. Of a network that makes several domains the one that was \
      named is written, without the channels that choose it.

      EXAMPLES
        aicanvas export-model panda                              # panda.onnx
        aicanvas export-model panda --opset 13 --half
        aicanvas export-model cartoon --format safetensors --output cartoon-for-pytorch.safetensors
        aicanvas export-model runs/cats.safetensors --output cats.onnx
        aicanvas export-model panda --card --output hub/panda.onnx    # with README.md and a sample beside it
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case onnx, safetensors
  }

  @Argument(help: "A domain or another generator, as upscaler or classifier; or a checkpoint's file.")
  var name: String

  @Option(help: "Which kind of file: onnx or safetensors.")
  var format = Format.onnx

  @Option(help: "The version of ONNX's operators, 11 to 21; 17 unless given.")
  var opset: Int?

  @Flag(help: "Store weights as 16-bit floats: half the size, eleven binary digits.")
  var half = false

  @Option(help: "The domain to write, of a file that makes several.")
  var domain: String?

  @Option(help: "Where to write; NAME.onnx or NAME.safetensors here unless given.")
  var output: String?

  @Flag(
    help: "Write the model card beside it: README.md as model hubs show it, and a sample picture where there is one.")
  var card = false

  func validate() throws {
    let versions = ONNXExporter.operatorVersions
    if let opset, !versions.contains(opset) {
      throw ValidationError("--opset can be \(versions.lowerBound) to \(versions.upperBound), not \(opset).")
    }
    if opset != nil && format != .onnx { throw ValidationError("--opset goes with --format onnx.") }
  }

  func run() throws {
    let named = try NamedModel(name, domain: domain)
    let bytes =
      switch format {
      case .onnx: try named.model.onnx(operatorVersion: opset ?? 17, half: half, source: named.path)
      case .safetensors: try named.model.safetensors(half: half, source: named.path)
      }
    let path = output ?? "\(named.model.name).\(format.rawValue)"
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    let page = folder.appendingPathComponent("README.md").path
    if card && FileManager.default.fileExists(atPath: page) {
      throw ValidationError("\(page) is there already and may be yours; give --output in another folder.")
    }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw ValidationError("\(folder.path) cannot be made: \(error.localizedDescription)")
    }
    try CheckpointFile.write(bytes, to: path)
    if card {
      let sample = named.samplePath.map { URL(fileURLWithPath: $0) }
      if let sample {
        try CheckpointFile.write(
          try Data(contentsOf: sample), to: folder.appendingPathComponent(sample.lastPathComponent).path)
      }
      try CheckpointFile.write(Data(named.model.page(sample: sample?.lastPathComponent).utf8), to: page)
      Console.say(page)
    }
    let interface = named.model.interface
    let channels = interface.channels.last?.numbers.upperBound ?? 0
    Console.say("\(path)  \(bytes.count) bytes")
    Console.say("reads \(channels) channels; \(interface.size)")
    for channel in interface.channels { Console.say("  \(channel.number)  \(channel.line)") }
    Console.say("gives \(interface.output)")
  }
}
