import Pictures
import Support
import Testing

@Suite(.serialized, .ownThread) struct DrawnDomainTests {
  @Test(arguments: DrawnDomains.names)
  func usualPicturesHoldNoSurprises(name: String) throws {
    let domain = try #require(DrawnDomains[name])
    for step in 0..<30 {
      var random = SeededGenerator(seed: 41, step)
      #expect(domain.draw(size: 24, isUsual: true, using: &random).surprises.isEmpty)
    }
  }

  @Test(arguments: DrawnDomains.names)
  func otherPicturesMostlyDo(name: String) throws {
    let domain = try #require(DrawnDomains[name])
    var surprising = 0
    for step in 0..<40 {
      var random = SeededGenerator(seed: 42, step)
      let drawn = domain.draw(size: 24, isUsual: false, using: &random)
      if !drawn.surprises.isEmpty { surprising += 1 }
      for place in drawn.surprises { #expect(place.x.isFinite && place.y.isFinite) }
    }
    #expect(surprising > 20)
  }

  @Test(arguments: DrawnDomains.names)
  func linesAreWhole(name: String) throws {
    let domain = try #require(DrawnDomains[name])
    for step in 0..<60 {
      var random = SeededGenerator(seed: 43, step)
      let strokes = domain.draw(size: 16, isUsual: step.isMultiple(of: 2), using: &random).strokes
      #expect(strokes.contains { !$0.isHidden.allSatisfy { $0 } })
      for stroke in strokes {
        #expect(stroke.points.count > 1 && stroke.points.count == stroke.isHidden.count)
        #expect(stroke.points.allSatisfy { $0.x.isFinite && $0.y.isFinite })
      }
    }
  }

  @Test(arguments: DrawnDomains.names)
  func theSameSeedDrawsTheSame(name: String) throws {
    let domain = try #require(DrawnDomains[name])
    for size in [1, 17, 128] {
      var a = SeededGenerator(seed: 44, size)
      var b = SeededGenerator(seed: 44, size)
      let first = domain.draw(size: size, isUsual: false, using: &a)
      let second = domain.draw(size: size, isUsual: false, using: &b)
      #expect(first.image.pixels == second.image.pixels)
      #expect(first.strokes == second.strokes && a == b)
      #expect(first.image.width == size && first.image.height == size)
    }
  }
}
