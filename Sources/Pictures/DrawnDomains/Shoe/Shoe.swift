/// Shoes from the side: sneakers, boots, heels, sandals, slippers, walking shoes.
package struct Shoe: DrawnDomain {
  package static let name = "shoe"
  package static let titles = (english: "Shoe", korean: "신발")

  private static let scene = Scene.studio(Colour(0.70, 0.88, 0.93))

  package init() {}

  package func scene(size: Int) -> Image { Self.scene.picture(size: size) }

  package func draw(_ style: DrawnStyle, using random: inout SeededGenerator) -> DrawnPicture {
    var figure = Figure(isUsual: style.colours == .usual, random: random)
    switch figure.random.index(weights: [0.34, 0.28, 0.14, 0.1, 0.14]) {
    case 0: figure.addSneaker()
    case 1: figure.addBoot()
    case 2: figure.addHeel()
    case 3: figure.addSandal()
    default: figure.addSlipper()
    }
    let stage = Stage(scene: Self.scene, clumsiness: 1.2)
    return stage.show(figure, style, using: &random)
  }
}
