import ArgumentParser
import Foundation
import Generation
import Studio

struct ClassCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "class", abstract: "Prepare a folder that a whole class draws into.",
    discussion: """
      A class's folder lies on one computer or on a network drive. Each studio opens it with `aicanvas --class DIR`; \
      several may do so at once, and none overwrites another's pictures. The folder's file `class.json` tells which \
      domains can be chosen, what to draw, what must be typed to leave, and how many pictures may hang. It is JSON, and \
      comments are allowed. What makes no sense in it is told in a sentence and ignored.

      Without a network drive, `aicanvas class serve DIR` takes the pictures over HTTP, and shows them on a wall; each \
      studio then opens the class with `aicanvas --class http://…:8090`.

      EXAMPLES
        aicanvas class init /srv/class-3b
        aicanvas --class /srv/class-3b
        aicanvas class serve /srv/class-3b --host 0.0.0.0 --token-file token
        aicanvas gallery export book --format pdf --gallery /srv/class-3b
      """,
    subcommands: [Init.self, Check.self, Serve.self])

  struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make the folder, with a commented example of class.json.",
      discussion: """
        A class.json that is there already is left as it is. On a machine where each child has an account of its own, \
        the accounts need a group in common: a new folder is that group's, and nobody else's.

        EXAMPLE
          aicanvas class init /srv/class-3b --group class3b
        """)

    @Argument(help: ArgumentHelp("The folder to make.", valueName: "dir"), completion: .directory)
    var folder: String

    @Option(help: "The group of users that draws; the one that new files have there unless given.")
    var group: String?

    func run() throws {
      let isNew = try ClassRules.prepare(
        folder: folder, domains: DomainCatalogue.installed().domains.map(\.name), group: group)
      Console.say(
        isNew
          ? "\(folder)/\(ClassRules.fileName) is an example to change. Then: aicanvas --class \(folder)"
          : "\(folder)/\(ClassRules.fileName) was there already and was left as it is.")
      if let group, let access = ClassRules.access(folder), !access.isShared {
        throw ValidationError("The folder was there already and is not shared with \(group): \(access.text)")
      }
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell what class.json says, and what in it makes no sense.")

    @Argument(help: ArgumentHelp("The class's folder.", valueName: "dir"), completion: .directory)
    var folder: String

    func run() throws {
      try GalleryOptions.require(folder, "class")
      let catalogue = DomainCatalogue.installed()
      let (rules, complaint) = ClassRules.read(folder: folder)
      let unknown = Set(rules.domains + rules.prompts.map(\.domain)).filter { catalogue.named($0) == nil }.sorted()
      let names = rules.domains.compactMap { catalogue.named($0)?.name }
      if let title = rules.title { Console.say("title          \(title)") }
      Console.say("domains        \(names.isEmpty ? "all" : names.joined(separator: ", "))")
      Console.say(
        "prompts        \(rules.prompts.isEmpty ? "the program's own" : rules.prompts.map(\.words.english).joined(separator: " | "))"
      )
      Console.say("to leave       \(rules.leavePhrase.map { "type \($0)" } ?? "anybody may")")
      Console.say("most pictures  \(rules.mostPictures.map(String.init) ?? "no limit")")
      if let access = ClassRules.access(folder) { Console.say("who may draw   \(access.text)") }
      if let complaint { Console.say(complaint) }
      for name in unknown { Console.say(catalogue.missing(name)) }
      if complaint != nil || !unknown.isEmpty { throw ExitCode.failure }
    }
  }
}
