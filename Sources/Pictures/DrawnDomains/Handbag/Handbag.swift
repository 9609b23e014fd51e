/// Bags: totes, satchels with a flap, round purses with a clasp, clutches, shopping bags.
package struct Handbag: DrawnDomain {
  package static let name = "handbag"
  package static let titles = (english: "Handbag", korean: "가방")

  private static let scene = Scene.studio(Colour(0.98, 0.86, 0.74))

  package init() {}

  package func scene(size: Int) -> Image { Self.scene.picture(size: size) }

  package func draw(_ style: DrawnStyle, using random: inout SeededGenerator) -> DrawnPicture {
    var figure = Figure(isUsual: style.colours == .usual, random: random)
    switch figure.random.index(weights: [0.42, 0.24, 0.2, 0.14]) {
    case 0: figure.addTote()
    case 1: figure.addSatchel()
    case 2: figure.addPurse()
    default: figure.addClutch()
    }
    let stage = Stage(scene: Self.scene, clumsiness: 1.2)
    return stage.show(figure, style, using: &random)
  }
}
