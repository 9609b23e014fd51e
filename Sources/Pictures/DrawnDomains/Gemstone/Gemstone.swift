/// Cut stones from the side and from above, rings, and clusters of crystals.
package struct Gemstone: DrawnDomain {
  package static let name = "gemstone"
  package static let titles = (english: "Gemstone", korean: "보석")

  private static let scene = Scene.studio(Colour(0.80, 0.78, 0.95))

  package init() {}

  package func scene(size: Int) -> Image { Self.scene.picture(size: size) }

  package func draw(_ style: DrawnStyle, using random: inout SeededGenerator) -> DrawnPicture {
    var figure = Figure(isUsual: style.colours == .usual, random: random)
    switch figure.random.index(weights: [0.5, 0.16, 0.14, 0.1, 0.1]) {
    case 0: figure.addBrilliant()
    case 1: figure.addRhombus()
    case 2: figure.addTopView()
    case 3: figure.addRing()
    default: figure.addCrystals()
    }
    if figure.random.chance(0.22) { figure.addSparkles() }
    let stage = Stage(scene: Self.scene, tilt: 0.14, clumsiness: 1.3)
    return stage.show(figure, style, using: &random)
  }
}
