/// Somebody outside the state who does something for the studio, told apart by who it is: a state that holds one can
/// still be compared.
///
/// - Note: what it holds must be an object, though a protocol may stand for it.
package struct ByIdentity<Object: Sendable>: Equatable, Sendable {
  package let object: Object

  package init(_ object: Object) {
    self.object = object
  }

  package static func == (left: ByIdentity, right: ByIdentity) -> Bool {
    left.object as AnyObject === right.object as AnyObject
  }
}
