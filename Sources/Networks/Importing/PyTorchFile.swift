import Files

/// A file that `torch.save` wrote: tensors by name, and nothing else of it. It is a ZIP archive with one pickle and one
/// entry for each storage of numbers; before PyTorch 1.6 it was several pickles with the numbers behind them.
///
/// Python would execute what the pickle says. ``PickleReader`` does not.
struct PyTorchFile: TensorSource {
  let path: String
  let shapes: [String: [Int]]
  private let pickle: PickleReader
  private let views: [String: PickleReader.TensorView]
  private let numbers: Numbers

  /// Where storages lie.
  private enum Numbers {
    case archive(ZipReader, entries: [String: ZipReader.Entry])
    case behindThePickles(MappedFile, [String: Range<Int>])
  }

  /// Bytes that a pickle may have, and a storage.
  private static let mostPickleBytes = 16 << 20
  private static let mostStorageBytes = 1 << 30

  init(path: String) throws(CheckpointError) {
    self.path = path
    let file = try MappedFile(path: path)
    var reader: PickleReader
    let root: PickleValue
    if Self.isArchive(file.bytes) {
      let (archive, entries, bytes) = try Self.archive(path)
      (reader, root) = try Self.read(bytes, path)
      numbers = .archive(archive, entries: entries)
    } else {
      let ranges: [String: Range<Int>]
      (reader, root, ranges) = try Self.readOld(file)
      numbers = .behindThePickles(file, ranges)
    }
    do throws(PickleError) {
      views = try reader.tensorsByName(in: root)
    } catch {
      throw CheckpointError(path, .format, error.detail)
    }
    // A tensor's storage is read as a whole, and one of a gigabyte might stand behind each of a hundred thousand tensors.
    let storages = reader.storages
    let work = views.values.reduce(0) { $0 + storages[$1.storage].count * storages[$1.storage].type.bytes }
    guard work <= 8 * file.bytes.count + Self.mostPickleBytes else {
      throw CheckpointError(
        path, .format,
        "has tensors that are windows on few and large storages, or says so; save copies of them: "
          + "{name: tensor.clone() for name, tensor in model.state_dict().items()}")
    }
    pickle = reader
    shapes = views.mapValues(\.shape)
  }

  /// Whether a file looks like one that `torch.save` wrote: a ZIP archive, or the old form's magic number as a pickle.
  static func isLikely(_ file: MappedFile) -> Bool {
    isArchive(file.bytes) || file.bytes.starts(with: oldBeginning)
  }

  private static func isArchive(_ bytes: UnsafeRawBufferPointer) -> Bool { bytes.starts(with: [0x50, 0x4B, 3, 4]) }

  func floats(_ name: String) throws(CheckpointError) -> [Float] {
    guard let view = views[name] else { throw CheckpointError(path, .tensor(name), "is missing") }
    let storage = pickle.storages[view.storage]
    let wanted = storage.count * storage.type.bytes
    guard wanted <= Self.mostStorageBytes else {
      throw CheckpointError(path, .tensor(name), "has more numbers than any network here")
    }
    let whole: [Float]
    switch numbers {
    case .archive(let archive, let entries):
      guard let entry = entries[storage.key] else { throw CheckpointError(path, .tensor(name), "has no numbers") }
      guard entry.size == UInt64(wanted) else {
        throw CheckpointError(path, .tensor(name), "has \(entry.size) bytes, expected \(wanted)")
      }
      let bytes: [UInt8]
      do throws(ArchiveError) {
        bytes = try archive.read(entry, limit: Self.mostStorageBytes)
      } catch {
        throw CheckpointError(path, .tensor(name), error.reason)
      }
      // `withUnsafeBytes` would forget the type of the error.
      whole = try bytes.withUnsafeBytes { bytes in
        Result { () throws(CheckpointError) in try StoredNumbers.floats(bytes, storage.type, name, path) }
      }.get()
    case .behindThePickles(let file, let ranges):
      guard let range = ranges[storage.key], range.count == wanted else {
        throw CheckpointError(path, .tensor(name), "has no numbers, or another number of them than it says")
      }
      whole = try StoredNumbers.floats(UnsafeRawBufferPointer(rebasing: file.bytes[range]), storage.type, name, path)
    }
    return Self.gathered(whole, view)
  }

  /// The values of a view in row-major order.
  private static func gathered(_ whole: [Float], _ view: PickleReader.TensorView) -> [Float] {
    let count = view.shape.reduce(1, *)
    var steps = [Int](repeating: 1, count: view.shape.count)
    for axis in steps.indices.dropLast().reversed() { steps[axis] = steps[axis + 1] * view.shape[axis + 1] }
    let isInOrder = zip(zip(steps, view.strides), view.shape).allSatisfy { $0.0 == $0.1 || $1 == 1 }
    if isInOrder { return Array(whole[view.offset..<(view.offset + count)]) }
    return (0..<count).map { index in
      var (rest, place) = (index, view.offset)
      for axis in steps.indices {
        place += rest / steps[axis] * view.strides[axis]
        rest %= steps[axis]
      }
      return whole[place]
    }
  }

  // MARK: - The archive

  private static func archive(
    _ path: String
  ) throws(CheckpointError) -> (ZipReader, entries: [String: ZipReader.Entry], pickle: [UInt8]) {
    do throws(ArchiveError) {
      let archive = try ZipReader(path: path)
      // Compressed entries could be far larger than the file; PyTorch writes none.
      guard archive.entries.allSatisfy(\.isStored) else {
        throw ArchiveError(path: path, reason: "it is compressed, which PyTorch's files are not")
      }
      let byName = Dictionary(archive.entries.map { ($0.name, $0) }) { first, _ in first }
      guard let pickle = archive.entries.first(where: { $0.name == "data.pkl" || $0.name.hasSuffix("/data.pkl") })
      else {
        throw ArchiveError(path: path, reason: "it has no data.pkl; torch.save writes one")
      }
      let folder = String(pickle.name.dropLast("data.pkl".count))
      if let order = byName[folder + "byteorder"], try archive.read(order, limit: 16) != Array("little".utf8) {
        throw ArchiveError(path: path, reason: "its numbers have their highest byte first")
      }
      let data = folder + "data/"
      var entries: [String: ZipReader.Entry] = [:]
      for entry in archive.entries where entry.name.hasPrefix(data) {
        entries[String(entry.name.dropFirst(data.count))] = entry
      }
      return (archive, entries, try archive.read(pickle, limit: mostPickleBytes))
    } catch {
      throw CheckpointError(path, .format, "is no file of tensors: \(error.reason)")
    }
  }

  private static func read(_ bytes: [UInt8], _ path: String) throws(CheckpointError) -> (PickleReader, PickleValue) {
    try bytes.withUnsafeBytes { bytes in
      Result { () throws(CheckpointError) in
        var reader = PickleReader(bytes)
        do throws(PickleError) {
          let root = try reader.read()
          return (reader, root)
        } catch {
          throw CheckpointError(path, .format, error.detail)
        }
      }
    }.get()
  }

  // MARK: - The old form

  /// A pickle of PyTorch's magic number 0x1950a86a20f9469cfc6c.
  private static let oldBeginning: [UInt8] = [
    0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E,
  ]

  /// Magic number, version, machine, the tensors, the keys of the storages; then of each storage its number of elements
  /// and these.
  private static func readOld(
    _ file: MappedFile
  ) throws(CheckpointError) -> (PickleReader, PickleValue, [String: Range<Int>]) {
    func error(_ detail: String) -> CheckpointError { CheckpointError(file.path, .format, detail) }
    guard isLikely(file) else {
      throw error("is neither a file that torch.save wrote nor any other file of tensors that is read here")
    }
    var reader = PickleReader(file.bytes)
    do throws(PickleError) {
      _ = try reader.read()
      guard try reader.read() == .integer(1001) else { throw PickleError("has an unknown version of its format") }
      guard case .dictionary(let machine) = try reader.read() else { throw PickleError("does not say what wrote it") }
      for (key, value) in reader.dictionaries[machine] where key == .text("little_endian") && value != .bool(true) {
        throw PickleError("has numbers with their highest byte first")
      }
      let root = try reader.read()
      guard case .list(let keys) = try reader.read() else { throw PickleError("does not name its numbers") }
      // The first mention of a storage says what it is.
      let kinds = Dictionary(reader.storages.map { ($0.key, $0.type) }) { first, _ in first }
      var ranges: [String: Range<Int>] = [:]
      var place = reader.place
      for key in reader.lists[keys] {
        guard case .text(let key) = key, let type = kinds[key], file.bytes.count - place >= 8 else {
          throw PickleError("is cut off, or names numbers that no tensor has")
        }
        let count = Int64(littleEndian: file.bytes.loadUnaligned(fromByteOffset: place, as: Int64.self))
        place += 8
        guard count >= 0, count <= Int64((file.bytes.count - place) / type.bytes) else {
          throw PickleError("is cut off: a tensor needs \(count) numbers")
        }
        ranges[key] = place..<(place + Int(count) * type.bytes)
        place += Int(count) * type.bytes
      }
      return (reader, root, ranges)
    } catch {
      throw CheckpointError(file.path, .format, error.detail)
    }
  }
}
