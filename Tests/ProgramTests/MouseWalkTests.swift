import Support
import Testing

@Suite(.serialized, .ownThread) struct MouseWalkTests {
  @Test("Everything can be done with the mouse alone") func walk() throws { try StudioWalk(.mouse).walk() }
}
