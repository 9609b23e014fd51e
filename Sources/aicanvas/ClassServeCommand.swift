import ArgumentParser
import Foundation
import Generation
import Server
import Studio

extension ClassCommand {
  struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "serve",
      abstract: "Take the class's pictures from other machines, over HTTP, and show them on a wall.",
      discussion: """
        For studios without a network drive: each is opened with `aicanvas --class http://…:8090`, keeps its pictures on \
        its own machine, and sends them here; what cannot be sent is sent later. The wall at the address itself shows \
        the newest pictures, for a projector. Only this machine is answered unless --host says otherwise, and then a \
        token is needed: the first line of a file, which each studio gets as --class-token.

        The folder is one that `class init` has made; studios on this machine may use it at the same time. Settings for \
        good are in class-server.json, which is written as server.json is (see `aicanvas help serve`, also for the \
        limits).

        EXAMPLES
          aicanvas class serve /srv/class-3b
          aicanvas class serve /srv/class-3b --host 0.0.0.0 --token-file token
          aicanvas --class http://teacher.local:8090 --class-token token     # on each child's machine
        """)

    static let usualPort = 8090

    @Argument(help: ArgumentHelp("The class's folder.", valueName: "dir"), completion: .directory)
    var folder: String

    @OptionGroup var serving: ServingOptions

    func run() throws {
      try GalleryOptions.requireClass(folder)
      let service = try ClassService(
        serving.wanted(usually: "class-server.json", usualPort: Self.usualPort), folder: folder,
        catalogue: DomainCatalogue.installed(), assets: ProgramHome.required() + "/Assets")
      try service.runToEnd { ServingOptions.announce(service.settings.host, $0) }
    }
  }
}
