/// Things that a program draws and whose name is known, beside the drawn domains, each of which mixes several.
package enum DrawnKind: String, Codable, CaseIterable, Sendable {
  case panda, car, shoe, handbag, gemstone, face, bear, angel, dragon, sword, crown, star, moon, planet, rocket
  case pickupTruck = "pickup-truck"
  case flyingSaucer = "flying-saucer"

  /// A picture of it, on a scene that tells nothing of it.
  package func draw(size: Int, using random: inout SeededGenerator) -> Image {
    if self == .panda { return Panda().draw(size: size, isUsual: false, using: &random).image }
    var figure = Figure(isUsual: random.chance(0.3), random: random)
    add(to: &figure)
    var stage = Stage(scene: .any(using: &figure.random), tilt: 0.12, clumsiness: 1.2)
    stage.hasShadow = figure.random.chance(0.5)
    let style = DrawnStyle(size: size, colours: figure.isUsual ? .usual : .any)
    return stage.show(figure, style, using: &random).image
  }

  private func add(to figure: inout Figure) {
    switch self {
    case .panda: break
    case .car:
      switch figure.random.index(weights: [0.55, 0.3, 0.15]) {
      case 0: figure.addSaloon()
      case 1: figure.addPoliceCar()
      default: figure.addFrontView()
      }
    case .pickupTruck: figure.addPickup()
    case .shoe:
      switch figure.random.index(weights: [0.3, 0.3, 0.16, 0.12, 0.12]) {
      case 0: figure.addSneaker()
      case 1: figure.addBoot()
      case 2: figure.addHeel()
      case 3: figure.addSandal()
      default: figure.addSlipper()
      }
    case .handbag:
      switch figure.random.index(weights: [0.4, 0.24, 0.22, 0.14]) {
      case 0: figure.addTote()
      case 1: figure.addSatchel()
      case 2: figure.addPurse()
      default: figure.addClutch()
      }
    case .gemstone:
      switch figure.random.index(weights: [0.55, 0.2, 0.15, 0.1]) {
      case 0: figure.addBrilliant()
      case 1: figure.addRhombus()
      case 2: figure.addTopView()
      default: figure.addRing()
      }
    case .face: figure.addFace()
    case .bear: figure.addBear()
    case .angel: figure.addAngel()
    case .dragon: figure.addDragon()
    case .sword: figure.addSword()
    case .crown: figure.addCrown()
    case .star: figure.addStar()
    case .moon: figure.addMoon()
    case .planet: figure.addPlanet()
    case .rocket: figure.addRocket()
    case .flyingSaucer: figure.addSaucer()
    }
  }
}

extension Scene {
  /// Any of them.
  static func any(using random: inout SeededGenerator) -> Scene {
    switch random.index(weights: [0.5, 0.25, 0.25]) {
    case 0:
      .studio(
        Colour(
          hue: random.uniform(0, 1), saturation: random.uniform(0, 0.6), brightness: random.uniform(0.5, 1)))
    case 1: .road
    default: .deepSpace
    }
  }
}
