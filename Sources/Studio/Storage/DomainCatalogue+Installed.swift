import Generation

extension DomainCatalogue {
  /// The domains of this installation and this user. Only the files' heads are read.
  package static func installed(
    paths: StoragePaths = StoragePaths(), home: String? = ProgramHome.find()
  ) -> DomainCatalogue {
    DomainCatalogue(builtIn: home.map { $0 + "/Checkpoints" }, own: paths.checkpoints)
  }
}
