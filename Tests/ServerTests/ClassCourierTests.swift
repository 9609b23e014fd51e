import Dispatch
import Foundation
import Pictures
import Server
import Studio
import Support
import Synchronization
import Testing

/// A studio whose pictures belong to a class that is elsewhere: nothing is lost, nothing comes twice.
@Suite(.ownThread) struct ClassCourierTests {
  /// What a studio was told.
  private final class Told: Sendable {
    private let counts = Mutex<[Int]>([])
    var all: [Int] { counts.withLock { $0 } }
    func hear(_ count: Int) { counts.withLock { $0.append(count) } }
  }

  private func courier(
    _ port: Int, _ studio: StudioGallery, token: String? = nil
  ) throws -> (courier: ClassCourier, told: Told) {
    let server = RemoteClass(try ServerAddress("http://127.0.0.1:\(port)"), token: token)
    let courier = ClassCourier(server, ClassOutbox(studio.gallery), firstPause: 0.01)
    let told = Told()
    courier.start { told.hear($0) }
    return (courier, told)
  }

  private func identities(_ gallery: Gallery) throws -> [String?] {
    try gallery.creations(inTrash: nil).map(\.identity)
  }

  @Test func whatIsKeptIsSentAtOnce() throws {
    let word = "correct-horse-battery-staple"
    let server = try RunningClass(token: word)
    // What was kept before the studio was opened goes first.
    let early = try server.studio.keep(0)
    let (courier, told) = try courier(server.port, server.studio, token: word)
    let gallery = try server.gallery()
    #expect(RunningService.waits { (try? gallery.count()) == 1 })
    let late = try server.studio.keep(1)
    courier.send()
    #expect(RunningService.waits { (try? gallery.count()) == 2 })
    courier.finish()
    #expect(try identities(gallery) == [late.identity, early.identity] && told.all.isEmpty)
    #expect(try ClassOutbox(server.studio.gallery).waiting().isEmpty && gallery.verify().isEmpty)
    // The next studio has nothing to send.
    let requests = server.log.requests.count
    let (next, _) = try self.courier(server.port, server.studio, token: word)
    next.finish()
    #expect(server.log.requests.count == requests)
  }

  @Test func whatCannotBeSentWaitsForTheServerAndForTheNextStudio() throws {
    let server = try RunningClass()
    let studio = server.studio
    let kept = try (0..<3).map { try studio.keep($0) }
    // Nobody listens.
    var (courier, told) = try courier(1, studio)
    #expect(RunningService.waits { told.all == [3] })
    try studio.gallery.moveToTrash(kept[1])
    courier.send()
    #expect(RunningService.waits { told.all == [3, 2] }, "what was thrown away waits no more")
    courier.finish()
    #expect(try ClassOutbox(studio.gallery).waiting().map(\.id) == [kept[0].id, kept[2].id])
    // A server that wants a word nobody knows takes nothing, and nothing is lost.
    let locked = try RunningClass(token: "correct-horse-battery-staple")
    (courier, told) = try self.courier(locked.port, studio)
    #expect(RunningService.waits { told.all == [2] })
    courier.finish()
    // Another day.
    (courier, told) = try self.courier(server.port, studio)
    #expect(RunningService.waits { (try? ClassOutbox(studio.gallery).waiting().isEmpty) == true })
    try studio.gallery.restore(kept[1])
    courier.send()
    #expect(RunningService.waits { (try? ClassOutbox(studio.gallery).waiting().isEmpty) == true })
    courier.finish()
    let gallery = try server.gallery()
    #expect(try Set(identities(gallery)) == Set(kept.map(\.identity)) && gallery.count() == 3)
  }

  @Test func aListOfWhatWasSentThatIsLostCostsNothing() throws {
    let server = try RunningClass()
    try server.studio.keep()
    for _ in 0..<2 {
      let (courier, _) = try courier(server.port, server.studio)
      #expect(RunningService.waits { (try? ClassOutbox(server.studio.gallery).waiting().isEmpty) == true })
      courier.finish()
      try Data([0xFF, 0x00, 0x41]).write(
        to: URL(fileURLWithPath: server.studio.gallery.path + "/" + ClassOutbox.fileName))
    }
    #expect(server.log.requests.map { $0["status"] } == ["201", "200"])
    #expect(try server.gallery().count(inTrash: nil) == 1)
  }

  @Test func aPictureThatIsRefusedHoldsUpNoOther() throws {
    let server = try RunningClass(change: { $0.limits[.pictureBytes] = 2000 })
    let studio = server.studio
    // Noise does not shrink.
    var random = SeededGenerator(seed: 1)
    var large = Image(width: 64, height: 64)
    for index in large.pixels.indices { large.pixels[index] = UInt8.random(in: 0...255, using: &random) }
    let big = try studio.gallery.keep(
      Drawing(strokes: StudioGallery.strokes), picture: large, domain: "panda", artist: Artist(),
      date: Date(timeIntervalSince1970: 1_750_000_000))
    let damaged = try studio.keep(1)
    try Data("no picture".utf8).write(
      to: URL(fileURLWithPath: studio.gallery.path + "/" + damaged.pictureFile))
    let small = try studio.keep(2)
    let (courier, told) = try courier(server.port, studio)
    #expect(RunningService.waits { told.all == [2] })
    #expect(try identities(server.gallery()) == [small.identity])
    // It is not sent again and again.
    courier.finish()
    #expect(server.log.requests.filter { $0["status"] == "413" }.count == 1)
    #expect(try ClassOutbox(studio.gallery).waiting().map(\.id) == [big.id, damaged.id])
  }

  /// Lines that break in the head, in the picture, and in the answer, at places chosen at random.
  @Test func whateverBreaksTheLineNothingIsLostAndNothingComesTwice() throws {
    let server = try RunningClass()
    let studios = try (0..<3).map { number in
      number == 0 ? server.studio : try StudioGallery(server.folder + "/../studio-\(number)")
    }
    let seed = UInt64.random(in: 0...UInt64.max)
    let random = Mutex((generator: SeededGenerator(seed: seed), isWhole: false))
    let line = try BrokenLine(to: server.port) {
      random.withLock { random in
        if random.isWhole { return BrokenLine.Break() }
        switch Int.random(in: 0..<4, using: &random.generator) {
        case 0: return BrokenLine.Break(afterSent: Int.random(in: 0..<200, using: &random.generator))
        case 1: return BrokenLine.Break(afterSent: Int.random(in: 0..<3000, using: &random.generator))
        case 2: return BrokenLine.Break(afterReceived: Int.random(in: 0..<300, using: &random.generator))
        default: return BrokenLine.Break()
        }
      }
    }
    var kept: [String?] = []
    let couriers = try studios.map { try courier(line.port, $0) }
    for number in 0..<8 {
      for (index, studio) in studios.enumerated() {
        kept.append(try studio.keep(number, artist: Artist(Artist.Animal.allCases[index], .red)).identity)
        couriers[index].courier.send()
      }
    }
    // Whoever waits longest before asking again need not be waited for: others are kept meanwhile.
    let isSent = RunningService.waits {
      for (courier, _) in couriers { courier.send() }
      return studios.allSatisfy { (try? ClassOutbox($0.gallery).waiting().isEmpty) == true }
    }
    #expect(isSent, "seed \(seed)")
    for (courier, _) in couriers { courier.finish() }
    let gallery = try server.gallery()
    #expect(try gallery.count() == kept.count && Set(identities(gallery)) == Set(kept), "seed \(seed)")
    #expect(try gallery.verify().isEmpty, "seed \(seed)")
    random.withLock { $0.isWhole = true }
  }
}
