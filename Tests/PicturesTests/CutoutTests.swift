import Foundation
import Pictures
import Support
import Testing

@Suite(.ownThread) struct CutoutTests {
  /// A PNG of a disc with a soft edge and a dark stripe; transparent around it, with rubbish for colours there.
  private func disc(_ colour: (UInt8, UInt8, UInt8), radius: Double = 0.35, size: Int = 96) -> [UInt8] {
    var pixels: [UInt8] = []
    for y in 0..<size {
      for x in 0..<size {
        let p = Point((Double(x) + 0.5) / Double(size) - 0.5, (Double(y) + 0.5) / Double(size) - 0.5)
        let alpha = UInt8(min(max((radius - p.length) * Double(size) + 0.5, 0), 1) * 255)
        if alpha == 0 {
          pixels += [255, 0, 255, 0]
        } else {
          pixels += abs(p.y) < 0.05 ? [20, 20, 20, alpha] : [colour.0, colour.1, colour.2, alpha]
        }
      }
    }
    return RawPNG.rgba(width: size, height: size, pixels: pixels)
  }

  private func withSet(_ count: Int = 6, _ body: (CutoutSet) throws -> Void) throws {
    let colours: [(UInt8, UInt8, UInt8)] = [(220, 60, 50), (60, 160, 70), (70, 90, 210), (240, 200, 60)]
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/within", withIntermediateDirectories: true)
      for index in 0..<count {
        let name = index % 2 == 0 ? "\(1000 + index).png" : "within/\(1000 + index).png"
        try Data(disc(colours[index % 4])).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
      }
      try body(try CutoutSet(folder: folder))
    }
  }

  @Test func transparencyIsRead() throws {
    let cutout = try Cutout(data: disc((220, 60, 50)))
    #expect(abs(cutout.share - 0.385) < 0.01)
    #expect(cutout.figure.values[0] == 0 && cutout.figure.values[30 * 96 + 48] == 1)
    // What nobody sees has no colour, over any ground.
    #expect(Array(cutout.colours.pixels[0..<3]) == [0, 0, 0])
    let over = cutout.over(Image(width: 96, height: 96, red: 1, green: 2, blue: 3))
    #expect(Array(over.pixels[0..<3]) == [1, 2, 3])
    #expect(Array(over.pixels[((30 * 96 + 48) * 3)..<((30 * 96 + 48) * 3 + 3)]) == [220, 60, 50])
    // A dark thing in front of a bright, larger one: together they cover as much as the larger one.
    let both = cutout.over(try Cutout(data: disc((250, 250, 250), radius: 0.45)))
    #expect(both.figure.values[48 * 96 + 48] == 1 && abs(both.share - 0.636) < 0.01)
    #expect(both.colours.pixels[(48 * 96 + 48) * 3] == 20 && both.colours.pixels[(8 * 96 + 48) * 3] == 250)
    // A picture without transparency covers everything.
    #expect(try Cutout(data: Image(width: 9, height: 5).pngData()).share == 1)
    #expect(throws: PictureError.self) { try Cutout(data: [1, 2, 3]) }
    let framed = cutout.framed(side: 128, margin: 16)
    #expect(framed.figure.width == 128 && framed.figure.values[64 * 128 + 64] == 1)
    #expect(abs(framed.share - 0.385 * 96 * 96 / 128 / 128) < 0.01)
  }

  @Test func aWholeTurnOfHuesChangesNothingAndAThirdSwapsColours() throws {
    let cutout = try Cutout(data: disc((220, 60, 50)))
    let whole = cutout.hueTurned(by: 2 * .pi)
    #expect(zip(whole.colours.pixels, cutout.colours.pixels).allSatisfy { abs(Int($0) - Int($1)) <= 2 })
    #expect(whole.coverage == cutout.coverage)
    let turned = cutout.hueTurned(by: 2 * .pi / 3)
    let before = cutout.colours.luminance().values[30 * 96 + 48]
    let after = turned.colours.luminance().values[30 * 96 + 48]
    #expect(abs(before - after) < 0.06)
    let pixel = Array(turned.colours.pixels[((30 * 96 + 48) * 3)..<((30 * 96 + 48) * 3 + 3)])
    #expect(pixel[0] < 120 && max(pixel[1], pixel[2]) > 100)
  }

  @Test func theSilhouetteIsExactAndLinesWithinAreThere() throws {
    try withSet { set in
      for index in 0..<4 {
        let trace = set.trace(index)
        let outline = try #require(trace.strokes.first { $0.role == .silhouette })
        #expect(outline.isClosed)
        // The disc is framed by a margin of 8 of 256.
        for point in outline.points {
          #expect(abs((point - Point(0.5, 0.5)).length - 0.35 * 240 / 256) < 0.012)
        }
        #expect(trace.strokes.contains { stroke in stroke.points.allSatisfy { abs($0.y - 0.5) < 0.08 } })
      }
    }
  }

  @Test func theSameArgumentsGiveTheSamePair() throws {
    try withSet { set in
      let pairs = CutoutPairs(set)
      let a = pairs.pair(seed: 1, step: 4, index: 2, size: 40)
      _ = pairs.pair(seed: 1, step: 9, index: 0, size: 32)
      let b = CutoutPairs(set).pair(seed: 1, step: 4, index: 2, size: 40)
      #expect(a.ink == b.ink && a.hints == b.hints && a.picture == b.picture && a.palette == b.palette)
      #expect(a.palette != nil && a.ink.width == 40 && a.picture.width == 40)
      #expect(a.picture != pairs.pair(seed: 1, step: 5, index: 2, size: 40).picture)
      #expect(a.picture != pairs.pair(seed: 2, step: 4, index: 2, size: 40).picture)
    }
  }

  @Test func sketchesLieOnLinesAndPicturesKeepNoInk() throws {
    try withSet { set in
      let pairs = CutoutPairs(set, style: PairStyle(hasHints: false))
      var followed = 0.0
      for step in 0..<20 {
        let pair = pairs.strokePair(seed: 7, step: step, index: 0, size: 256)
        #expect(pair.hints.marks.isEmpty)
        followed += LineFollowing.share(ink: SketchRaster.ink(pair.sketch, size: 256), picture: pair.picture) ?? 0
        // A disc with one stripe: hardly anything is as dark as kept ink would be all around.
        let dark = pair.picture.luminance().values.count { $0 < 0.15 }
        #expect(dark < 256 * 256 / 8)
      }
      #expect(followed / 20 > 0.5)
    }
  }

  @Test func distractorsStandInThePicture() throws {
    try withSet { set in
      let plain = CutoutPairs(set, style: PairStyle(lines: .edges, hasHints: false))
      let free = CutoutPairs(set, style: PairStyle(hasHints: false, distractors: 1))
      #expect(!plain.strokePair(seed: 5, step: 0, index: 0, size: 64).hasHardInk)
      var followed = 0.0
      for step in 0..<12 {
        let pair = free.strokePair(seed: 5, step: step, index: 0, size: 256)
        let last = [pair.sketch[pair.sketch.count - 1]]
        followed += LineFollowing.share(ink: SketchRaster.ink(last, size: 256), picture: pair.picture) ?? 1
      }
      #expect(followed / 12 > 0.7)
    }
  }

  @Test func groundsAreWhatAPaletteOrADomainLetsOneExpect() throws {
    try withSet { set in
      let style = PairStyle(hasHints: false, hasPalette: true)
      let domain = try #require(DrawnDomains["car"])
      let scene = domain.scene(size: 64)
      for step in 0..<10 {
        let standing = CutoutPairs(set, style: style, scene: domain).pair(seed: 4, step: step, index: 0, size: 64)
        #expect(standing.picture.pixels.prefix(3) == scene.pixels.prefix(3))
        let pair = CutoutPairs(set, style: style).pair(seed: 4, step: step, index: 0, size: 64)
        var random = SeededGenerator(seed: UInt64(step))
        let ground = CutoutPairs.ground(
          try #require(pair.palette).groundTint, isExpected: true, size: 64, using: &random)
        #expect(pair.picture.pixels.prefix(3) == ground.pixels.prefix(3))
      }
    }
  }

  @Test func severalThingsMeetAndHuesVary() throws {
    try withSet { set in
      let pairs = CutoutPairs(set)
      var palettes: Set<[String]> = []
      var shares: [Double] = []
      for step in 0..<40 {
        let pair = pairs.strokePair(seed: 3, step: step, index: 0, size: 64)
        let palette = try #require(pair.palette)
        palettes.insert(palette.hex)
        #expect(pair.picture.width == 64)
        let mask = InsideMask(SketchRaster.ink(pair.sketch, size: 64))
        shares.append(Double(mask.inside.values.reduce(0, +)) / 4096)
      }
      #expect(palettes.count > 15)
      #expect((0.1...0.5).contains(shares.reduce(0, +) / 40))
    }
  }

  @Test func everyTwentiethOfALargeSetIsHeldOut() throws {
    try withTemporaryFolder { folder in
      let bytes = Data(disc((220, 60, 50), size: 20))
      for index in 0..<220 { try bytes.write(to: URL(fileURLWithPath: "\(folder)/\(1000 + index).png")) }
      let set = try CutoutSet(folder: folder)
      #expect(CutoutPairs(set).count == 209 && CutoutPairs(set, part: .heldOut).count == 11)
      #expect(try CutoutSet(folder: folder, leavingOut: ["10"], limit: 50).count == 50)
    }
  }

  @Test func rubbishIsLeftOutAndNamed() throws {
    try withTemporaryFolder { folder in
      #expect(throws: PictureError.self) { try CutoutSet(folder: folder + "/nowhere") }
      for index in 0..<4 {
        try Data(disc((220, 60, 50))).write(to: URL(fileURLWithPath: "\(folder)/\(index).png"))
      }
      try Data("no picture".utf8).write(to: URL(fileURLWithPath: folder + "/bad.png"))
      try Image(width: 20, height: 20).write(to: folder + "/opaque.png")
      let set = try CutoutSet(folder: folder)
      #expect(set.count == 4 && set.skipped.count == 2)
      #expect(set.skipped.contains { $0.description.contains("transparent background") })
    }
  }
}
