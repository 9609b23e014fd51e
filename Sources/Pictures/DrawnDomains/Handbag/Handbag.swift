/// Bags: totes, satchels with a flap, round purses with a clasp, clutches, shopping bags.
package struct Handbag: DrawnDomain {
  package static let name = "handbag"
  package static let titles = (english: "Handbag", korean: "가방")

  package init() {}

  package func draw(_ style: DrawnStyle, using random: inout SeededGenerator) -> DrawnPicture {
    var figure = Figure(isUsual: style.colours == .usual, random: random)
    switch figure.random.index(weights: [0.42, 0.24, 0.2, 0.14]) {
    case 0: figure.addTote()
    case 1: figure.addSatchel()
    case 2: figure.addPurse()
    default: figure.addClutch()
    }
    let stage = Stage(scene: .studio(Colour(0.98, 0.86, 0.74)), clumsiness: 1.2)
    return stage.show(figure, style, using: &random)
  }
}
