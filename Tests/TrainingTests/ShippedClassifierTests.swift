import Foundation
import Generation
import Networks
import Pictures
import Support
import Testing
import Training

/// The classifier that comes with the program.
@Suite(.ownThread) struct ShippedClassifierTests {
  private static let path = Program.repository.appending(path: "Checkpoints/classifier.safetensors").path

  @Test func itsCardIsWholeAndItsRecipes() throws {
    let card = try ClassifierCheckpoint(path: Self.path).card
    let recipe = try ClassifierRecipe(
      path: Program.repository.appending(path: "Assets/Recipes/classifier.json").path)
    #expect(card.classes.map(\.name) == recipe.classes.map(\.name))
    #expect(card.classes.map(\.words) == recipe.classes.map(\.words))
    #expect(card.steps == recipe.steps && !card.data.isEmpty && !card.limitations.isEmpty)
    // Measured on pictures of artists that it never learnt from.
    #expect(!card.heldOutData.isEmpty && card.classes.allSatisfy { $0.heldOut != nil })
    let all = try #require(card.heldOut)
    #expect(all.pictures > 500 && all.top1 > 0.5 && all.top3 > 0.7)
    let bytes = try FileManager.default.attributesOfItem(atPath: Self.path)[.size] as? Int
    #expect(try #require(bytes) < 3_000_000)
  }

  @Test func recognisesWhatTheProgramDraws() throws {
    let recogniser = try PictureRecogniser(try ClassifierCheckpoint(path: Self.path))
    let words: [DrawnKind: String] = [
      .panda: "panda", .car: "car", .shoe: "shoe", .handbag: "purse", .gemstone: "diamond", .crown: "crown",
      .sword: "sword", .star: "star", .moon: "moon", .flyingSaucer: "flying-saucer",
    ]
    var right = 0
    for (kind, word) in words {
      let number = try #require(recogniser.card.index(ofWord: word))
      for seed: UInt64 in 100..<103 {
        var random = SeededGenerator(seed: seed)
        if recogniser.guess(kind.draw(size: 128, using: &random), rightClass: number).place < 3 { right += 1 }
      }
    }
    #expect(right >= 24, "\(right) of 30")
  }
}
