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

extension Golden {
  /// Weights that both sides make of a tensor's name, where writing them down would take too much room: uniform ones by
  /// the golden files' script.
  package static func formula(_ name: String, _ shape: [Int]) -> [Float] {
    let fan = shape.count > 1 ? shape.dropFirst().reduce(1, *) : 1
    let scale = (6 / Float(fan)).squareRoot()
    return uniform(name, count: shape.reduce(1, *)).map { u in
      if name.hasSuffix("running_var") { return 1 + abs(u) / 10 }
      if name.hasSuffix("running_mean") || name.hasSuffix("bias") { return u / 10 }
      return shape.count > 1 ? u * scale : 1 + u / 10
    }
  }

  /// Slopes of parametric rectifiers, likewise.
  package static func slopes(_ name: String, count: Int) -> [Float] {
    uniform(name, count: count).map { 0.25 + $0 / 10 }
  }

  /// Numbers in −1…1: splitmix64, seeded by the name's FNV-1a hash.
  private static func uniform(_ name: String, count: Int) -> [Float] {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return (1...count).map { number in
      var z = hash &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      z ^= z >> 31
      return Float(Double(z >> 40) / 8_388_608 - 1)
    }
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
