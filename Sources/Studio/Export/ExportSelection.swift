import Foundation
import Pictures

/// Which creations an export takes; everything that hangs unless told otherwise.
package struct ExportSelection: Hashable, Sendable {
  package var animal: Artist.Animal?
  package var colour: CrayonColour?
  package var since: Date?
  /// A domain's name.
  package var domain: String?

  package init(
    animal: Artist.Animal? = nil, colour: CrayonColour? = nil, since: Date? = nil, domain: String? = nil
  ) {
    self.animal = animal
    self.colour = colour
    self.since = since
    self.domain = domain
  }

  package func includes(_ creation: Creation) -> Bool {
    (animal == nil || creation.artist.animal == animal) && (colour == nil || creation.artist.colour == colour)
      && since.map { creation.created >= $0 } ?? true && (domain == nil || creation.domain == domain)
  }

  /// The artist in words such as `panda`, `blue` or `blue-panda`; nil where a word is neither an animal nor a colour.
  package static func artist(_ words: String) -> (animal: Artist.Animal?, colour: CrayonColour?)? {
    var found: (animal: Artist.Animal?, colour: CrayonColour?) = (nil, nil)
    let parts = words.lowercased().split { " -_,".contains($0) }.map(String.init)
    guard !parts.isEmpty else { return nil }
    for part in parts {
      if let animal = Artist.Animal(rawValue: part), found.animal == nil {
        found.animal = animal
      } else if let colour = CrayonColour.allCases.first(where: { "\($0)" == part }), found.colour == nil {
        found.colour = colour
      } else {
        return nil
      }
    }
    return found
  }
}
