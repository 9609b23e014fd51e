import Foundation
import Pictures
import Support
import Testing

/// Masks against the plain definition of each operation.
@Suite(.ownThread) struct MorphologyTests {
  private func mask(_ width: Int, _ height: Int, _ isSet: (_ x: Int, _ y: Int) -> Bool) -> BinaryMask {
    var mask = BinaryMask(width: width, height: height)
    for index in mask.bits.indices { mask.bits[index] = isSet(index % width, index / width) }
    return mask
  }

  private func random(_ width: Int, _ height: Int, share: Double) -> BinaryMask {
    var random = SeededGenerator(seed: 5, width, height)
    return mask(width, height) { _, _ in random.chance(share) }
  }

  @Test(arguments: [(9, 7), (1, 1), (20, 3), (16, 16)], [1, 2, 5])
  func dilationAndErosionAreStepsApplied(size: (width: Int, height: Int), steps: Int) {
    let start = random(size.width, size.height, share: 0.2)
    var grown = start
    var shrunk = start
    func isSet(_ mask: BinaryMask, _ x: Int, _ y: Int) -> Bool {
      x >= 0 && x < size.width && y >= 0 && y < size.height && mask.bits[y * size.width + x]
    }
    for _ in 0..<steps {
      let (before, smaller) = (grown, shrunk)
      let around = [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)]
      grown = mask(size.width, size.height) { x, y in around.contains { isSet(before, x + $0.0, y + $0.1) } }
      shrunk = mask(size.width, size.height) { x, y in around.allSatisfy { isSet(smaller, x + $0.0, y + $0.1) } }
    }
    #expect(start.dilated(steps: steps) == grown)
    #expect(start.eroded(steps: steps) == shrunk)
  }

  @Test func closingJoinsWhatIsNear() {
    // Two walls with six pixels between them, up to the border of the mask.
    let walls = mask(20, 8) { x, _ in x == 4 || x == 11 }
    #expect(walls.closed(steps: 3).bits[4 * 20 + 7])
    #expect(walls.closed(steps: 2) == walls)
  }

  @Test func holesAreWhatTheBorderDoesNotReach() {
    let filled = mask(12, 12) { x, y in (3...8).contains(x) && (3...8).contains(y) }
    let ring = filled.subtracting(filled.eroded(steps: 1))
    #expect(ring.fillingHoles() == filled)
    var open = ring
    open.bits[3 * 12 + 5] = false
    #expect(open.fillingHoles() == open)
    // A diagonal gap lets nothing through: neighbours share a side.
    var diagonal = ring
    diagonal.bits[3 * 12 + 3] = false
    #expect(diagonal.fillingHoles().area == filled.area - 1)
    #expect(filled.subtracting(ring).regions().map(\.count) == [16])
    #expect(ring.union(filled) == filled && ring.intersection(filled) == ring)
  }

  @Test func aCutoutKeepsItsTransparency() throws {
    let pixels: [UInt8] = [255, 0, 0, 255, 0, 255, 0, 0, 10, 20, 30, 128, 7, 7, 7, 255]
    try withTemporaryFolder { folder in
      let path = folder + "/cutout.png"
      try Data(RawPNG.rgba(width: 2, height: 2, pixels: pixels)).write(to: URL(fileURLWithPath: path))
      let cutout = try Cutout(contentsOf: path)
      #expect(cutout.colours.width == 2 && cutout.colours.height == 2 && !cutout.isOpaque)
      #expect(cutout.coverage.pixels == [255, 255, 255, 0, 0, 0, 128, 128, 128, 255, 255, 255])
      let image = cutout.over(Image(width: 2, height: 2, red: 246, green: 0, blue: 250))
      #expect(image.pixels == [255, 0, 0, 246, 0, 250, 128, 10, 140, 7, 7, 7])
      try Image(width: 3, height: 2).write(to: path)
      #expect(try Cutout(contentsOf: path).isOpaque)
      #expect(throws: PictureError.self) { try Cutout(contentsOf: folder + "/none.png") }
    }
  }
}
