import Foundation
import Kernels
import Networks

/// PyTorch's answers: the files in Tests/Fixtures, or in the folder that `AICANVAS_GOLDEN` names.
package struct Golden {
  package let file: SafetensorsFile

  package init(_ name: String) throws {
    let folder =
      ProcessInfo.processInfo.environment["AICANVAS_GOLDEN"].map { URL(fileURLWithPath: $0) }
      ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures")
    file = try SafetensorsFile(path: folder.appendingPathComponent("\(name).safetensors").path)
  }

  package func shape(_ name: String) -> [Int]? { file.entries[name]?.shape }

  package func floats(_ name: String) throws -> [Float] { try file.floats(name) }

  /// An activation, turned from PyTorch's N,C,H,W into ours.
  package func activation(_ name: String) throws -> Tensor {
    let values = try file.floats(name)
    guard let shape = shape(name), shape.count == 4 else { preconditionFailure("\(name) is no activation") }
    return Tensor.fromChannelsFirst(values, shape)
  }
}

extension Tensor {
  /// Values in N,C,H,W order as a tensor.
  package static func fromChannelsFirst(_ values: [Float], _ shape: [Int]) -> Tensor {
    let (n, c, h, w) = (shape[0], shape[1], shape[2], shape[3])
    let tensor = Tensor(Shape(n, h, w, c))
    for b in 0..<n {
      for y in 0..<h {
        for x in 0..<w {
          for channel in 0..<c {
            tensor.data[((b * h + y) * w + x) * c + channel] = values[((b * c + channel) * h + y) * w + x]
          }
        }
      }
    }
    return tensor
  }
}
