import ArgumentParser
import Foundation
import Generation
import Networks
import Pictures
import Server
import Studio
import StudioApp
import Terminal

struct StudioCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "studio", abstract: "Open the studio: draw, and see the picture.",
    discussion: """
      Everything can be settled for good in settings.json, in aicanvas in your configuration folder (XDG_CONFIG_HOME, \
      usually ~/.config/aicanvas). It is JSON, comments are allowed, everything may be left out:

        { "language": "ko", "artist": "blue-panda", "ascii": false, "reducedMotion": false, "live": false, "sound": false,
          "graphics": "auto", "characters": "braille", "gallery": "~/Pictures/aicanvas", "threads": 2,
          "precision": "auto", "server": "http://studio.local:8080" }

      "graphics" is how pictures are shown (auto, kitty, iterm, sixel, blocks), "characters" what your font has (braille, \
      blocks, ascii); `aicanvas doctor` helps with both.

      Options go before settings, settings before the environment.

      EXAMPLES
        aicanvas --lang ko --live
        aicanvas studio --domain panda --gallery /media/stick/gallery
        aicanvas --server http://studio.local:8080
        aicanvas --class /srv/class-3b          # see `aicanvas help class`
        aicanvas --class http://teacher.local:8090 --class-token token
      """)

  @Option(help: "The domain to begin with; `aicanvas domains` lists them.")
  var domain: String?

  @OptionGroup var folder: GalleryOptions

  @Option(
    name: .customLong("class"),
    help: ArgumentHelp(
      "A class's folder, which takes the gallery's place; or the address of an `aicanvas class serve`, which gets the "
        + "pictures that are kept here.", valueName: "dir-or-url"),
    completion: .directory)
  var classPlace: String?

  @Option(
    help: ArgumentHelp("A file whose first line is the word that the class's server asks for.", valueName: "file"),
    completion: .file())
  var classToken: String?

  @Option(name: .customLong("lang"), help: "Language: en or ko; from LANG unless given.")
  var language: Language?

  @Flag(help: "Use plain letters instead of blocks and braille dots.")
  var ascii = false

  @OptionGroup var graphics: GraphicsOptions

  @Flag(help: "Translate while the pen moves, from the beginning.")
  var live = false

  @Flag(help: "For an audience: a large canvas that is translated while you draw, and no questions.")
  var present = false

  @Flag(help: "The same with recorded drawings through every domain, until a key is pressed.")
  var demo = false

  @Flag(help: "Ring the terminal's bell softly when a picture is finished or a sticker comes; silent otherwise.")
  var sound = false

  @Flag(help: "Nothing moves by itself: pictures appear at once, replays jump from stroke to stroke.")
  var reducedMotion = false

  @Option(
    help: ArgumentHelp(
      "The folder of your own pictures, which can become lines to colour; your Pictures folder unless given.",
      valueName: "dir"),
    completion: .directory)
  var pictures: String?

  @Option(
    help: ArgumentHelp(
      "The address of an `aicanvas serve` that makes the pictures; this machine does while it does not answer.",
      valueName: "url"))
  var server: String?

  @Option(
    help: ArgumentHelp("A file whose first line is the word that the server asks for.", valueName: "file"),
    completion: .file())
  var serverToken: String?

  @OptionGroup var precision: PrecisionOptions

  @OptionGroup var compute: ComputeOptions

  func validate() throws {
    if classPlace != nil && folder.path != nil {
      throw ValidationError("--class and --gallery both name the gallery's folder; leave one out.")
    }
    if classToken != nil && classPlace == nil {
      throw ValidationError("--class-token is for the server that --class names; give its address, too.")
    }
    if let pictures, !PictureFolder.isFolder(pictures) {
      throw ValidationError("There is no folder \(pictures); --pictures names the folder of your own pictures.")
    }
  }

  func run() throws {
    let paths = StoragePaths()
    let chosenClass = try classPlace.map { try ChosenClass($0, tokenFile: classToken) }
    let (settings, settingsComplaint) = Settings.read(paths.settings)
    let (rules, rulesComplaint) = chosenClass.map { ClassRules.read(folder: $0.folder) } ?? (ClassRules(), nil)
    let complaints = [settingsComplaint, rulesComplaint].compactMap { $0 }
    for complaint in complaints { Console.complain(complaint) }
    // Computing gives way to the screen.
    try compute.apply(usually: settings.threads, niceness: 5)
    let home = try ProgramHome.required()
    let catalogue = DomainCatalogue.installed()
    guard catalogue.domains.contains(where: { $0.problem == nil }) else {
      throw ValidationError(catalogue.domains.first?.problem.map { "\($0)" } ?? catalogue.missing("any"))
    }
    let initial = try domain.map { try catalogue.required($0).name }
    let chosen = rules.domains.compactMap(catalogue.named)
    let gallery = try GalleryOptions.open(
      chosenClass?.folder ?? folder.path ?? settings.gallery ?? paths.gallery, mostPictures: rules.mostPictures)
    var options = StudioOptions(
      translator: try translator(catalogue, settings), domains: chosen.isEmpty ? catalogue.domains : chosen,
      initialDomain: initial, gallery: gallery,
      journalFolder: paths.journal,
      checkpointDigest: { catalogue[$0].flatMap { CheckpointDigest.of(fileAt: $0.path) } },
      language: language ?? settings.language ?? Language(environment: ProcessInfo.processInfo.environment),
      textsFolder: home + "/Assets/Texts", artist: settings.artist ?? Artist(), isLive: live || settings.live)
    options.opening = demo ? .demo : present ? .presenter : .drawing
    options.reducedMotion = reducedMotion || settings.reducedMotion
    options.hasSound = sound || settings.sound
    options.library = library(home, catalogue, rules)
    options.leavePhrase = rules.leavePhrase
    options.courier = chosenClass?.courier(for: gallery)
    options.outliner = outliner(catalogue)
    options.domainGuesser = ClassifierGuesser { try catalogue.loadClassifier().map(PictureRecogniser.init) }
    options.cartoonist = catalogue.cartoonArtist.map(NetworkCartoonist.init)
    options.faceArtist = NoiseFaces(catalogue.surprises, upscaler: catalogue.loadPictureUpscaler)
    if let pictures { options.picturesFolder = URL(fileURLWithPath: pictures).standardizedFileURL.path }
    options.hasSoundSettings = complaints.isEmpty
    try runStudio(
      options: options,
      environment: .current(
        characters: settings.trustedCharacters(ascii: ascii), graphics: graphics.wanted(settings)))
  }

  /// This machine's generators, behind a server where one is named.
  private func translator(_ catalogue: DomainCatalogue, _ settings: Settings) throws -> any Translator {
    let local = GeneratorLibrary(catalogue, precision: precision.policy(usually: settings.precision))
    guard let address = server ?? settings.server else { return local }
    do {
      let token = try (serverToken ?? settings.serverToken).map { try RemoteTranslator.token(path: $0) }
      return RemoteTranslator(try ServerAddress(address), token: token, local: local)
    } catch {
      // A mistake in the settings must not keep a child from drawing.
      if server != nil || serverToken != nil { throw error }
      Console.complain("\(error) This machine makes the pictures.")
      return local
    }
  }

  /// Who finds the lines of the user's own pictures. Without it the studio offers everything else.
  private func outliner(_ catalogue: DomainCatalogue) -> (any PictureOutliner)? {
    guard catalogue.lineArtist != nil else { return nil }
    return LineArtOutliner { try LineDrawing(.learned, artist: catalogue.loadLineArtist()) }
  }

  /// What there is to play with; a teacher's own ideas take the place of the program's.
  private func library(_ home: String, _ catalogue: DomainCatalogue, _ rules: ClassRules) -> StudioLibrary {
    var library = StudioLibrary(
      assets: home + "/Assets", domains: catalogue.domains.map(\.name), own: StoragePaths().checkpoints)
    for problem in library.problems { Console.complain("\(problem)") }
    if !rules.prompts.isEmpty {
      library.prompts = PromptList(
        rules.prompts.map { Prompt(id: "class-" + $0.words.english, domain: $0.domain, words: $0.words) })
    }
    return library
  }
}

extension Language: ExpressibleByArgument {}
