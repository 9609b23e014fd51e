import ArgumentParser

/// Which generator of faces from noise.
struct FaceOptions: ParsableArguments {
  @Option(help: "For face: vanilla, dcgan, wgan or wgan-gp; dcgan unless given.")
  var model: String?

  @Option(help: "For face: which kind of faces, portrait, cartoon or toy; portrait unless given.")
  var kind: String?

  func checkAreNone() throws {
    if model != nil || kind != nil { throw ValidationError("--model and --kind go with face.") }
  }
}
