/// Cars from the side, from a box on two circles to police cars, pick-ups and buses; now and then from the front.
package struct Car: DrawnDomain {
  package static let name = "car"
  package static let titles = (english: "Car", korean: "자동차")

  private static let scene = Scene.road

  package init() {}

  package func scene(size: Int) -> Image { Self.scene.picture(size: size) }

  package func draw(_ style: DrawnStyle, using random: inout SeededGenerator) -> DrawnPicture {
    var figure = Figure(isUsual: style.colours == .usual, random: random)
    switch figure.random.index(weights: [0.42, 0.2, 0.16, 0.14, 0.08]) {
    case 0: figure.addSaloon()
    case 1: figure.addPoliceCar()
    case 2: figure.addPickup()
    case 3: figure.addVan()
    default: figure.addFrontView()
    }
    return Stage(scene: Self.scene, tilt: 0.04, clumsiness: 1.1).show(figure, style, using: &random)
  }
}
