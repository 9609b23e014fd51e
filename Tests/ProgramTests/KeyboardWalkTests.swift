import Support
import Testing

@Suite(.serialized, .ownThread) struct KeyboardWalkTests {
  @Test("Everything can be done with the keys alone") func walk() throws { try StudioWalk(.keys).walk() }
}
