/// The domains that are drawn by program, by name.
package enum DrawnDomains {
  package static let all: [any DrawnDomain.Type] = [
    Panda.self, Car.self, CartoonFace.self, GameCharacter.self, Gemstone.self, Handbag.self, Shoe.self, Space.self,
  ]

  package static var names: [String] { all.map { $0.name }.sorted() }

  package static subscript(name: String) -> (any DrawnDomain)? {
    all.first { $0.name == name }?.init()
  }
}
