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

  @Test(arguments: DrawnDomains.names)
  func itsSceneIsWhatStandsBehindItsThings(name: String) throws {
    let domain = try #require(DrawnDomains[name])
    let scene = domain.scene(size: 48)
    for step in 0..<5 {
      var random = SeededGenerator(seed: 46, step)
      let drawn = domain.draw(DrawnStyle(size: 48, colours: .anyThing, look: .toy), using: &random)
      // Where neither the thing nor its shadow is.
      for pixel in 0..<(48 * 12) where drawn.thing.coverage.pixels[pixel * 3] == 0 {
        let place = (pixel * 3)..<(pixel * 3 + 3)
        #expect(drawn.image.pixels[place] == scene.pixels[place])
      }
    }
  }

  @Test(arguments: DrawnDomains.names)
  func theThingIsKnownWithoutItsScene(name: String) throws {
    let domain = try #require(DrawnDomains[name])
    for step in 0..<6 {
      var random = SeededGenerator(seed: 45, step)
      let drawn = domain.draw(DrawnStyle(size: 48, colours: .any, look: .toy), using: &random)
      #expect((0.02...0.9).contains(drawn.thing.share))
      // Where the thing covers everything, the picture shows the thing.
      for pixel in 0..<(48 * 48) where drawn.thing.coverage.pixels[pixel * 3] == 255 {
        for channel in 0..<3 {
          #expect(drawn.thing.colours.pixels[pixel * 3 + channel] == drawn.image.pixels[pixel * 3 + channel])
        }
      }
    }
  }

  @Test(arguments: DrawnDomains.names)
  func looksAndColoursDifferInWhatTheySay(name: String) throws {
    let domain = try #require(DrawnDomains[name])
    func draw(_ colours: DrawnStyle.Colours, _ look: DrawnStyle.Look, _ step: Int) -> DrawnPicture {
      var random = SeededGenerator(seed: 46, step)
      return domain.draw(DrawnStyle(size: 64, colours: colours, look: look), using: &random)
    }
    let (toy, outlined) = (draw(.usual, .toy, 0), draw(.usual, .outlined, 0))
    #expect(toy.strokes == outlined.strokes && toy.image != outlined.image)
    // Only the thing changes its colours; the scene stays what it is. The corner shows the scene.
    let corners = Set((0..<12).map { Array(draw(.anyThing, .toy, $0).image.pixels[0..<3]) })
    let others = Set((0..<12).map { Array(draw(.any, .toy, $0).image.pixels[0..<3]) })
    #expect(corners.count == 1 && others.count > 3)
  }
}
