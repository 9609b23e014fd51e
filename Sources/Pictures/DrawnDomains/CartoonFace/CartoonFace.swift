/// Faces from the front: a ball with a smile as long as the lines say no more, people with hair, ears and noses.
package struct CartoonFace: DrawnDomain {
  package static let name = "cartoon-face"
  package static let titles = (english: "Cartoon face", korean: "만화 얼굴")

  private static let scene = Scene.studio(Colour(0.72, 0.86, 0.98))

  package init() {}

  package func scene(size: Int) -> Image { Self.scene.picture(size: size) }

  package func draw(_ style: DrawnStyle, using random: inout SeededGenerator) -> DrawnPicture {
    var figure = Figure(isUsual: style.colours == .usual, random: random)
    figure.addFace()
    let stage = Stage(scene: Self.scene, hasShadow: false, tilt: 0.1, clumsiness: 1.3)
    return stage.show(figure, style, using: &random)
  }
}
