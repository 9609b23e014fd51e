import Foundation
import Generation
import Pictures

/// What a person has chosen once and for all, in `settings.json`. Everything may be left out; options of the command
/// line go before.
package struct Settings: Equatable, Sendable {
  /// `"language"`: `"en"` or `"ko"`; else `LANG` decides.
  package var language: Language?
  /// `"artist"`: who draws, such as `"blue-panda"`.
  package var artist: Artist?
  /// `"ascii"`: plain letters instead of blocks and braille dots.
  package var ascii = false
  /// `"characters"`: `"braille"`, `"blocks"` or `"ascii"`, whatever the font has; nil to judge by locale and terminal.
  package var characters: String?
  /// `"graphics"`: how pictures are shown: `"kitty"`, `"iterm"`, `"sixel"` or `"blocks"`; nil, or `"auto"`, for the best
  /// way that the terminal offers.
  package var graphics: String?
  /// `"reducedMotion"`: nothing moves by itself.
  package var reducedMotion = false
  /// `"sound"`: the terminal's bell rings when a picture is finished or a sticker comes.
  package var sound = false
  /// `"live"`: pictures are made while the pen moves.
  package var live = false
  /// `"gallery"`: the gallery's folder; `~` is the home folder.
  package var gallery: String?
  /// `"server"`: the address of an `aicanvas serve` that makes the pictures.
  package var server: String?
  /// `"serverToken"`: the file with the word that it asks for.
  package var serverToken: String?
  /// `"threads"`: how many to compute with, 1…256.
  package var threads: Int?
  /// `"precision"`: what generators multiply: `"auto"`, `"float32"` or `"bfloat16"`; nil is `"auto"`.
  package var precision: PrecisionChoice?

  package init() {}

  /// Reads a file; what it does not tell is as usual.
  ///
  /// - Returns: the settings, and one sentence about what made no sense and was ignored.
  package static func read(_ path: String) -> (settings: Settings, complaint: String?) {
    var reader = SettingsReader(path: path)
    var settings = Settings()
    func fullPath(_ text: String) -> String? {
      text.hasPrefix("~/") ? NSHomeDirectory() + text.dropFirst() : text.hasPrefix("/") ? text : nil
    }
    settings.language = reader.text("language", "\"en\" or \"ko\"", Language.init(rawValue:))
    settings.artist = reader.text("artist", "a colour and an animal, as in \"blue-panda\"") { words in
      ExportSelection.artist(words).map { Artist($0.animal ?? .panda, $0.colour ?? .blue) }
    }
    settings.ascii = reader.flag("ascii") ?? false
    settings.characters = reader.text("characters", "\"braille\", \"blocks\" or \"ascii\"") {
      ["braille", "blocks", "ascii"].contains($0) ? $0 : nil
    }
    let graphics = reader.text("graphics", "\"auto\", \"kitty\", \"iterm\", \"sixel\" or \"blocks\"") {
      ["auto", "kitty", "iterm", "sixel", "blocks"].contains($0) ? $0 : nil
    }
    settings.graphics = graphics == "auto" ? nil : graphics
    settings.reducedMotion = reader.flag("reducedMotion") ?? false
    settings.live = reader.flag("live") ?? false
    settings.sound = reader.flag("sound") ?? false
    settings.gallery = reader.text("gallery", "a folder's full path", fullPath)
    settings.server = reader.text("server", "an address such as \"http://studio.local:8080\"") {
      $0.hasPrefix("http://") ? $0 : nil
    }
    settings.serverToken = reader.text("serverToken", "a file's full path", fullPath)
    settings.threads = reader.number("threads", in: 1...256)
    settings.precision = reader.text(
      "precision", "\"auto\", \"float32\" or \"bfloat16\"", PrecisionChoice.init(rawValue:))
    return (settings, reader.complaint)
  }
}
