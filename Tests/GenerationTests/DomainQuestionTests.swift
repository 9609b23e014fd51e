import Generation
import Networks
import Pictures
import Support
import Testing

@Suite(.ownThread) struct DomainQuestionTests {
  /// A classifier that sees the same in every picture: the head's biases decide.
  private func recogniser(_ classes: [(String, Float)]) throws -> PictureRecogniser {
    let card = ClassifierCard(
      inputChannels: FormChannels.count, width: 2, size: 32,
      classes: classes.map { ClassifierCard.PictureClass(name: $0.0, words: []) }, steps: 1, data: [])
    let parameters = ParameterArena(card.network.graph)
    for (index, known) in classes.enumerated() { parameters.value("head.bias").values[index] = known.1 }
    return try PictureRecogniser(ClassifierCheckpoint(card: card, parameters: parameters))
  }

  @Test func thingsOfADomainCountTogether() throws {
    let page = Image(width: 64, height: 64, red: 240)
    func question(_ classes: [(String, Float)]) throws -> DomainQuestion? {
      DomainQuestion(picture: page, drawing: page, by: try recogniser(classes))
    }
    let space = try #require(try question([("star", 5), ("moon", 5), ("house", 5), ("panda", -9)]))
    #expect(space.domain == "space" && abs(space.surety - 2.0 / 3) < 1e-3)
    #expect(try question([("house", 9), ("panda", 3)]) == nil, "no domain is for houses")
    let sure = try #require(try question([("panda", 9), ("house", 0)]))
    #expect(sure.domain == "panda" && sure.surety > 0.99)
    #expect(DomainQuestion.domain(ofClass: "truck") == "car" && DomainQuestion.domain(ofClass: "house") == nil)
  }
}
