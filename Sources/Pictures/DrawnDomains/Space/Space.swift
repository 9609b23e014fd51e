/// What flies at night: stars, moons, planets, saucers, rockets, comets.
package struct Space: DrawnDomain {
  package static let name = "space"
  package static let titles = (english: "Space", korean: "우주")

  private static let scene = Scene.deepSpace

  package init() {}

  package func scene(size: Int) -> Image { Self.scene.picture(size: size) }

  package func draw(_ style: DrawnStyle, using random: inout SeededGenerator) -> DrawnPicture {
    var figure = Figure(isUsual: style.colours == .usual, random: random)
    var stage = Stage(scene: Self.scene, hasShadow: false, tilt: 0.2, clumsiness: 1.1)
    switch figure.random.index(weights: [0.24, 0.2, 0.22, 0.14, 0.14, 0.06]) {
    case 0:
      figure.addStar()
      stage.clumsiness = 1.6
    case 1: figure.addMoon()
    case 2: figure.addSaucer()
    case 3: figure.addPlanet()
    case 4: figure.addRocket()
    default: figure.addComet()
    }
    if figure.random.chance(0.15) { figure.addSmallStars() }
    return stage.show(figure, style, using: &random)
  }
}
