/// Figures and treasures of games: bears, angels, dragons, robots, knights, slimes, swords, crowns.
package struct GameCharacter: DrawnDomain {
  package static let name = "game-character"
  package static let titles = (english: "Game character", korean: "게임 캐릭터")

  private static let scene = Scene.studio(Colour(0.76, 0.90, 0.80))

  package init() {}

  package func scene(size: Int) -> Image { Self.scene.picture(size: size) }

  package func draw(_ style: DrawnStyle, using random: inout SeededGenerator) -> DrawnPicture {
    var figure = Figure(isUsual: style.colours == .usual, random: random)
    var stage = Stage(scene: Self.scene, clumsiness: 1.2)
    switch figure.random.index(weights: [0.18, 0.15, 0.13, 0.14, 0.13, 0.09, 0.1, 0.08]) {
    case 0: figure.addBear()
    case 1: figure.addAngel()
    case 2: figure.addDragon()
    case 3:
      figure.addSword()
      stage.tilt = 0.35
      stage.hasShadow = false
    case 4: figure.addCrown()
    case 5: figure.addRobot()
    case 6: figure.addHero()
    default: figure.addSlime()
    }
    return stage.show(figure, style, using: &random)
  }
}
