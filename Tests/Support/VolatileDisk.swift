/// A folder on a disk whose power can be cut: what was done to it, and how much of that is sure to be there afterwards.
///
/// The rules are those of POSIX, made as hard as file systems with a journal allow: bytes are on the disk when their
/// file was synced, names when their folder was. A change of names happens as a whole, and a folder's changes in their
/// order. Everything else may be there or not, in any mixture; a write may be there in part, or as zeros.
package struct VolatileDisk {
  private enum Change {
    case write(offset: Int, [UInt8])
    case truncate(Int)
  }

  private struct Node {
    let isFolder: Bool
    /// A file's bytes on the disk.
    var synced: [UInt8] = []
    /// What happened to them since.
    var changes: [Change] = []
  }

  private struct NameChange {
    /// What a name of a folder stands for from now on; nil for nothing.
    let entries: [(folder: Int, name: String, node: Int?)]
    var isSynced = false

    func touches(_ folders: Set<Int>) -> Bool { entries.contains { folders.contains($0.folder) } }
  }

  /// Node 0 is the folder itself.
  private var nodes = [Node(isFolder: true)]
  private var firstNames: [Int: [String: Int]] = [0: [:]]
  /// As a running program sees them.
  private var names: [Int: [String: Int]] = [0: [:]]
  private var nameChanges: [NameChange] = []

  /// A disk that holds this.
  package init(_ tree: FileTree) {
    for folder in tree.folders.sorted() { _ = enter(Node(isFolder: true), folder) }
    for (file, bytes) in tree.files { _ = enter(Node(isFolder: false, synced: bytes), file) }
    firstNames = names
    nameChanges = []
  }

  // MARK: - What happens

  package mutating func apply(_ operation: FileOperation) {
    switch operation {
    case .create(let path): note([enter(Node(isFolder: false), path)])
    case .makeFolder(let path): note([enter(Node(isFolder: true), path)])
    case .remove(let path): note([leave(path)])
    case .rename(let old, let new):
      guard let node = node(old) else { preconditionFailure("\(old) is renamed and unknown") }
      note([leave(old), name(node, new)])
    case .link(let old, let new):
      guard let node = node(old) else { preconditionFailure("\(old) is linked and unknown") }
      note([name(node, new)])
    case .write(let path, let offset, let bytes): change(path, .write(offset: offset, bytes))
    case .truncate(let path, let size): change(path, .truncate(size))
    case .sync(let path): sync(path)
    }
  }

  private mutating func note(_ entries: [(folder: Int, name: String, node: Int?)]) {
    nameChanges.append(NameChange(entries: entries))
  }

  private mutating func enter(_ node: Node, _ path: String) -> (folder: Int, name: String, node: Int?) {
    nodes.append(node)
    if node.isFolder {
      names[nodes.count - 1] = [:]
      firstNames[nodes.count - 1] = [:]
    }
    return name(nodes.count - 1, path)
  }

  private mutating func name(_ node: Int, _ path: String) -> (folder: Int, name: String, node: Int?) {
    let (folder, last) = place(path)
    names[folder, default: [:]][last] = node
    return (folder, last, node)
  }

  private mutating func leave(_ path: String) -> (folder: Int, name: String, node: Int?) {
    let (folder, last) = place(path)
    names[folder, default: [:]][last] = nil
    return (folder, last, nil)
  }

  private mutating func change(_ path: String, _ change: Change) {
    guard let node = node(path) else { preconditionFailure("\(path) is written and unknown") }
    nodes[node].changes.append(change)
  }

  private mutating func sync(_ path: String) {
    guard let node = node(path) else { preconditionFailure("\(path) is synced and unknown") }
    guard nodes[node].isFolder else {
      nodes[node].synced = Self.applied(nodes[node].changes, to: nodes[node].synced)
      nodes[node].changes = []
      return
    }
    // With a change comes all that happened before to the same folders.
    var folders: Set = [node]
    for index in nameChanges.indices.reversed() where nameChanges[index].touches(folders) {
      nameChanges[index].isSynced = true
      folders.formUnion(nameChanges[index].entries.map(\.folder))
    }
  }

  private func place(_ path: String) -> (folder: Int, name: String) {
    let slash = path.lastIndex(of: "/")
    let above = slash.map { String(path[..<$0]) } ?? ""
    guard let folder = node(above) else { preconditionFailure("\(above) is unknown") }
    return (folder, slash.map { String(path[path.index(after: $0)...]) } ?? path)
  }

  private func node(_ path: String) -> Int? {
    path.split(separator: "/").reduce(0) { folder, name in folder.flatMap { names[$0]?[String(name)] } }
  }

  private static func applied(_ changes: some Sequence<Change>, to bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for change in changes {
      switch change {
      case .write(let offset, let new):
        let end = offset + new.count
        if bytes.count < end { bytes += [UInt8](repeating: 0, count: end - bytes.count) }
        bytes.replaceSubrange(offset..<end, with: new)
      case .truncate(let size):
        bytes = Array(bytes.prefix(size)) + [UInt8](repeating: 0, count: max(0, size - bytes.count))
      }
    }
    return bytes
  }

  // MARK: - What is left

  /// What of the unsynced is on the disk when the power goes.
  package enum Remains: Hashable, Sendable, CaseIterable {
    case everything, nothing
    /// Names without the bytes of their files.
    case names
    /// Bytes of files without new names.
    case bytes
    /// Everything, but the last write to each file is torn in the middle.
    case torn
  }

  /// What a running program sees.
  package var tree: FileTree { left(.everything) }

  package func left(_ remains: Remains) -> FileTree {
    tree(keepsName: { _ in remains != .nothing && remains != .bytes }) { node in
      switch remains {
      case .everything, .bytes: Self.applied(node.changes, to: node.synced)
      case .nothing, .names: node.synced
      case .torn: Self.applied(Self.torn(node.changes), to: node.synced)
      }
    }
  }

  /// A mixture: each unsynced change of names is there or not, and of each file's unsynced writes some are there, whole,
  /// torn or as zeros.
  package func left(mixedBy random: inout some RandomNumberGenerator) -> FileTree {
    let kept = nameChanges.map { _ in Bool.random(using: &random) }
    return tree(keepsName: { kept[$0] }) { node in
      let changes = node.changes.flatMap { change -> [Change] in
        switch (change, Int.random(in: 0..<4, using: &random)) {
        case (_, 0): []
        case (_, 1): Self.torn([change])
        case (.write(let offset, let bytes), 2): [.write(offset: offset, bytes.map { _ in 0 })]
        default: [change]
        }
      }
      return Self.applied(changes, to: node.synced)
    }
  }

  private static func torn(_ changes: [Change]) -> [Change] {
    guard case .write(let offset, let bytes) = changes.last else { return changes.dropLast() }
    return changes.dropLast() + [.write(offset: offset, Array(bytes.prefix(bytes.count / 2)))]
  }

  private func tree(keepsName: (Int) -> Bool, _ contents: (Node) -> [UInt8]) -> FileTree {
    var names = firstNames
    // A folder's changes happen in their order: after one that is lost, none is there.
    var stopped: Set<Int> = []
    for (index, change) in nameChanges.enumerated() {
      guard change.isSynced || (keepsName(index) && !change.touches(stopped)) else {
        stopped.formUnion(change.entries.map(\.folder))
        continue
      }
      for entry in change.entries { names[entry.folder, default: [:]][entry.name] = entry.node }
    }
    var tree = FileTree()
    func walk(_ folder: Int, _ path: String) {
      for (name, node) in (names[folder] ?? [:]).sorted(by: { $0.key < $1.key }) {
        if nodes[node].isFolder {
          tree.folders.insert(path + name)
          walk(node, path + name + "/")
        } else {
          tree.files[path + name] = contents(nodes[node])
        }
      }
    }
    walk(0, "")
    return tree
  }
}
