import Foundation

/// A recipe's file, whatever it is a recipe of.
enum RecipeFile {
  static func read<Content: Decodable>(_ path: String) throws(TrainingError) -> Content {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw TrainingError("The recipe \(path) cannot be read; is it there?")
    }
    do {
      return try JSONDecoder().decode(Content.self, from: data)
    } catch {
      throw TrainingError("The recipe \(path) is not of the expected form: \(summary(of: error)).")
    }
  }

  /// What a recipe is of, where it says so; nil for a file that cannot be read.
  static func model(of path: String) -> String? {
    struct Model: Decodable { var model: String? }
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else { return nil }
    return (try? JSONDecoder().decode(Model.self, from: data))?.model
  }

  /// Such as `stages[1].steps`.
  private static func place(_ path: [any CodingKey]) -> String {
    path.reduce("") { text, key in
      key.intValue.map { "\(text)[\($0)]" } ?? (text.isEmpty ? key.stringValue : "\(text).\(key.stringValue)")
    }
  }

  private static func summary(of error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, let context): "no \"\(place(context.codingPath + [key]))\""
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      context.codingPath.isEmpty ? "it is no object" : "\"\(place(context.codingPath))\" has the wrong type"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      "\"\(place(context.codingPath))\" has an impossible value"
    default: "it is not JSON"
    }
  }
}
