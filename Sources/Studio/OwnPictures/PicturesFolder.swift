import Files
import Foundation

/// Where a user's pictures are, by the XDG user directories.
package enum PicturesFolder {
  /// The folder that `user-dirs.dirs` names; else `~/Pictures`, or what it is called in another language. One of these is
  /// there, or the answer is `~/Pictures`.
  ///
  /// - Parameter environment: the process's own unless a test says otherwise.
  package static func find(environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory()
    let configured = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.config"
    if let bytes = try? SystemFile.read(configured + "/user-dirs.dirs", limit: 1 << 16),
      let named = named(in: String(decoding: bytes, as: UTF8.self), home: home), SystemFile.isFolder(named)
    {
      return named
    }
    return names.map { "\(home)/\($0)" }.first(where: SystemFile.isFolder) ?? home + "/Pictures"
  }

  /// As desktops call the folder in the languages that most of their users speak.
  private static let names = [
    "Pictures", "사진", "그림", "Bilder", "Images", "Imágenes", "Immagini", "Imagens", "Afbeeldingen", "Obrazy", "Kuvat",
    "Billeder", "Obrázky", "Képek", "Resimler", "Изображения", "Зображення", "ピクチャ", "画像", "图片", "圖片",
  ]

  /// The folder that a line such as `XDG_PICTURES_DIR="$HOME/Pictures"` names; the last such line counts. Nil where there
  /// is none, and where it names the home folder itself, which stands for no folder at all.
  static func named(in file: String, home: String) -> String? {
    let prefix = "XDG_PICTURES_DIR=\""
    let values = file.split(whereSeparator: \.isNewline).compactMap { line -> String? in
      let line = line.drop { $0 == " " || $0 == "\t" }
      guard line.hasPrefix(prefix) else { return nil }
      return unquoted(line.dropFirst(prefix.count))
    }
    guard var path = values.last else { return nil }
    if path == "$HOME" || path.hasPrefix("$HOME/") { path = home + path.dropFirst("$HOME".count) }
    while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
    return path.hasPrefix("/") && path != home ? path : nil
  }

  /// What stands before the closing quotation mark; a backslash takes the next character as it is.
  private static func unquoted(_ text: Substring) -> String? {
    var value = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        value.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        return value
      } else {
        value.append(character)
      }
    }
    return nil
  }
}
