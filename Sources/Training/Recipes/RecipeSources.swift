import Foundation
import Pictures

extension Recipe {
  /// The pairs that this recipe asks for.
  ///
  /// - Parameter data: the folder that holds the picture sets.
  /// - Throws: ``TrainingError`` if a picture set is not there.
  package func pairs(data: String) throws(TrainingError) -> any PairSource {
    var mixed: [(source: any PairSource, share: Double)] = []
    for source in sources {
      let share = source.share ?? 1
      if let name = source.drawn, let domain = DrawnDomains[name] {
        mixed.append((DrawnPairs(domain), share))
      } else if let names = source.enlarging {
        mixed.append((EnlargingPairs(names.compactMap { DrawnDomains[$0] }), share))
      } else if let name = source.pictures {
        mixed.append((try Self.pictures(name, in: data), share))
      }
    }
    guard mixed.count > 1 else { return mixed[0].source }
    return MixedPairs(mixed)
  }

  private static func pictures(_ name: String, in data: String) throws(TrainingError) -> PicturePairs {
    let folder = name.hasPrefix("/") ? name : data + "/" + name
    do {
      return try PicturePairs(folder: folder)
    } catch {
      throw TrainingError(
        "The pictures \"\(name)\" are not in \(folder); Assets/CREDITS.md says where they come from, and --data names "
          + "the folder that holds them.")
    }
  }
}
