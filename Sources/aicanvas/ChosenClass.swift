import ArgumentParser
import Server
import Studio
import StudioApp

/// The class that a studio is opened for: a folder, or a server that has one.
struct ChosenClass {
  /// The gallery's folder: the class's own, or this machine's pictures for that server.
  let folder: String
  /// Sends what is kept to the server; nil for a folder.
  private let server: RemoteClass?

  /// Milliseconds that a studio waits for the rules of a class before it opens without.
  private static let patience = 3000

  /// - Parameters:
  ///   - place: a folder, or an address that begins with `http://`.
  ///   - tokenFile: a file with the word that the server asks for.
  /// - Throws: a sentence where there is no such class, or its server wants another word. A server that does not answer
  ///   is no reason: what is kept is sent later.
  init(_ place: String, tokenFile: String?) throws {
    guard place.lowercased().hasPrefix("http://") || place.lowercased().hasPrefix("https://") else {
      if tokenFile != nil { throw ValidationError("--class-token is for a class's server; a folder needs none.") }
      try GalleryOptions.requireClass(place)
      folder = place
      server = nil
      return
    }
    let server = RemoteClass(
      try ServerAddress(place), token: try tokenFile.map { try RemoteTranslator.token(path: $0) })
    self.server = server
    folder = StoragePaths().classes + "/" + server.folderName
    switch server.rules(milliseconds: Self.patience) {
    case .document(let rules): try ClassRules.adopt(rules, folder: folder)
    case .locked:
      throw ValidationError("The class's server at \(place) wants another word; --class-token names the file with it.")
    case .stranger:
      throw ValidationError("What answers at \(place) is no class's server; the teacher's address is wanted here.")
    case .silent:
      let isKnown = ClassRules.isClass(folder)
      Console.complain(
        "The class's server at \(place) does not answer. Pictures are kept in \(folder) and sent later"
          + (isKnown ? "." : "; the class's rules are not known yet."))
    }
  }

  /// Who sends the pictures that are kept in the folder's gallery.
  func courier(for gallery: Gallery) -> (any PictureCourier)? {
    server.map { ClassCourier($0, ClassOutbox(gallery)) }
  }
}
