import Foundation
import Pictures
import Studio
import Support
import Testing

@Suite("The children's names", .ownThread) struct ChildNamesTests {
  private let folder = TemporaryFolder()

  private func names(_ text: String) throws -> ChildNames {
    try folder.write(Array(text.utf8), "names.txt")
    return try ChildNames(path: folder.path + "/names.txt")
  }

  private func fault(_ text: String) -> String {
    do {
      _ = try names(text)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test("A line a child; comments and empty lines mean nothing") func reading() throws {
    let names = try names("# Class 3b\n\nblue-panda  Mina Kim \r\nRed-Fox 김민아  # since May\n")
    #expect(names[Artist(.panda, .blue)] == "Mina Kim" && names[Artist(.fox, .red)] == "김민아")
    #expect(names[Artist(.cat, .blue)] == nil && !names.isEmpty)
    #expect(try self.names("").isEmpty)
  }

  @Test("A fault is told with its line") func faults() {
    #expect(fault("blue-panda Mina\nunicorn Tom").contains("line 2: unicorn is no artist"))
    #expect(fault("panda Tom").contains("line 1: panda is no artist"))
    #expect(fault("blue-panda").contains("line 1: the name of blue-panda is missing"))
    #expect(fault("blue-panda Mina\n\npanda-blue Tom").contains("line 3: panda-blue has a name already"))
    #expect(throws: ChildNames.Fault.self) { try ChildNames(path: folder.path + "/nowhere") }
    #expect(throws: ChildNames.Fault.self) { try ChildNames(path: folder.path) }
    #expect(!fault("\u{1B}[31mred x").contains("\u{1B}"))
  }
}
