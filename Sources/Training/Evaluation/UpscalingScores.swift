import Foundation
import Generation
import Pictures

/// How near enlarged pictures come to the sharp ones they were made from: by the network, and by the filters that need
/// none.
package struct UpscalingScores: Codable, Equatable, Sendable {
  /// What happened to the pictures before.
  package enum Condition: String, Codable, CaseIterable, Sendable {
    /// Only made smaller, by the bicubic filter.
    case clean
    /// Blurred, made smaller, grainy or compressed, as in training.
    case damaged
  }

  /// Somebody who enlarges pictures.
  package enum Method: String, Codable, CaseIterable, Sendable {
    case bicubic, lanczos, learned
  }

  package struct Row: Codable, Equatable, Sendable {
    package var factor: Int
    package var condition: Condition
    /// A source of the pictures; nil for all.
    package var source: String?
    package var method: Method
    /// Means over the pictures: decibels, and SSIM.
    package var psnr: Double
    package var ssim: Double
    package var pictures: Int
  }

  package private(set) var rows: [Row] = []

  /// Side of the sharp pictures in pixels.
  private static let side = 192

  /// - Parameters:
  ///   - sources: pictures never learnt from.
  ///   - count: of each source.
  package init(_ upscaler: PictureUpscaler, _ sources: [(name: String, crops: SharpCrops)], count: Int) throws {
    for factor in PictureUpscaler.Factor.allCases where upscaler.canEnlarge(by: factor) {
      for condition in Condition.allCases {
        var measured: [(source: String, method: Method, psnr: Double, ssim: Double)] = []
        for source in sources {
          for number in 0..<count {
            let (sharp, small) = Self.pair(source.crops, number, factor, condition)
            for method in Method.allCases {
              let made = try Self.enlarged(small, factor, method, upscaler)
              let (psnr, ssim) = Self.scores(made, sharp)
              measured.append((source.name, method, psnr, ssim))
            }
          }
        }
        for source in [nil] + sources.map({ Optional($0.name) }) {
          for method in Method.allCases {
            let some = measured.filter { $0.method == method && (source == nil || $0.source == source) }
            guard !some.isEmpty else { continue }
            rows.append(
              Row(
                factor: factor.rawValue, condition: condition, source: source, method: method,
                psnr: some.reduce(0) { $0 + $1.psnr } / Double(some.count),
                ssim: some.reduce(0) { $0 + $1.ssim } / Double(some.count), pictures: some.count))
          }
        }
      }
    }
  }

  /// A sharp picture, and what is left of it.
  private static func pair(
    _ crops: SharpCrops, _ number: Int, _ factor: PictureUpscaler.Factor, _ condition: Condition
  ) -> (sharp: Image, small: Image) {
    let sharp = crops.part(seed: 0x5CA1E, step: number, index: 0, size: side)
    var random = SeededGenerator(seed: 0x5CA1E, number, factor.rawValue)
    let damage =
      condition == .clean
      ? PictureDegradation(filter: .bicubic) : .some(factor: factor.rawValue, using: &random)
    return (sharp, damage.applied(to: sharp, factor: factor.rawValue))
  }

  private static func enlarged(
    _ small: Image, _ factor: PictureUpscaler.Factor, _ method: Method, _ upscaler: PictureUpscaler
  ) throws -> Image {
    let (width, height) = (small.width * factor.rawValue, small.height * factor.rawValue)
    return switch method {
    case .bicubic: small.resampled(width: width, height: height, by: .bicubic)
    case .lanczos: small.resampled(width: width, height: height, by: .lanczos)
    case .learned: try upscaler.upscaled(small, by: factor)
    }
  }

  private static func scores(_ a: Image, _ b: Image) -> (psnr: Double, ssim: Double) {
    let (x, y) = (a.unitValues(), b.unitValues())
    return (
      // Equal pictures would be infinitely good.
      min(PixelDifference.peakSignalToNoise(x, y), 99),
      StructuralSimilarity.value(x, y, width: a.width, height: a.height, channels: 3)
    )
  }

  /// For each factor and condition three pictures of each source: what was left of it with each pixel repeated, enlarged
  /// by each method, and as it was.
  package static func sheet(
    _ upscaler: PictureUpscaler, _ sources: [(name: String, crops: SharpCrops)], each count: Int = 1
  ) throws -> Image {
    var rows: [[ContactSheet.Cell]] = []
    for factor in PictureUpscaler.Factor.allCases where upscaler.canEnlarge(by: factor) {
      for condition in Condition.allCases {
        for source in sources {
          for number in 0..<count {
            let (sharp, small) = pair(source.crops, number, factor, condition)
            let repeated = small.resampled(width: sharp.width, height: sharp.height, by: .box)
            rows.append(
              [.init(repeated, caption: "×\(factor.rawValue), \(condition.rawValue)")]
                + (try Method.allCases.map { method in
                  let made = try enlarged(small, factor, method, upscaler)
                  let (psnr, ssim) = scores(made, sharp)
                  return .init(made, caption: method.rawValue + String(format: " %.1f dB, %.3f", psnr, ssim))
                }) + [.init(sharp, caption: source.name)])
          }
        }
      }
    }
    return ContactSheet(rows: rows, cellSize: side).image()
  }

  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// A table for people.
  package var text: String {
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(1, width - text.count))
    }
    return
      (["by  pictures  source                  method    PSNR   SSIM"]
      + rows.map { row in
        "×\(row.factor)  " + padded(row.condition.rawValue, 10) + padded(row.source ?? "all (\(row.pictures))", 24)
          + padded(row.method.rawValue, 9) + String(format: "%5.2f  %.4f", row.psnr, row.ssim)
      }).joined(separator: "\n")
  }
}
