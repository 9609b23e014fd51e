/// Why a pickle is not read, in words that follow the file's name.
struct PickleError: Error, Equatable {
  let detail: String

  init(_ detail: String) { self.detail = detail }
}

/// What a pickle holds. Containers and tensors are numbers in tables of their own: nothing is nested in memory, so that no
/// depth of nesting is too deep to be let go of.
enum PickleValue: Equatable {
  case none
  case bool(Bool)
  case integer(Int)
  case float(Double)
  case text(String)
  /// A whole number of more than eight bytes, the lowest first.
  case largeInteger([UInt8])
  case tuple(Int)
  case list(Int)
  case dictionary(Int)
  case global(PickleGlobal)
  /// The number of a storage, and of a tensor.
  case storage(Int)
  case tensor(Int)
}

/// What a pickle may name. Nothing of it is executed: a name only tells what the values behind it mean.
enum PickleGlobal: Equatable {
  case orderedDictionary
  /// Storage, offset, sizes, strides, and more that is of no account.
  case tensor
  /// A tensor, and more that is of no account.
  case parameter
  case storage(SafetensorsFile.ElementType)

  init?(module: String, name: String) {
    switch (module, name) {
    case ("collections", "OrderedDict"): self = .orderedDictionary
    case ("torch._utils", "_rebuild_tensor_v2"), ("torch._utils", "_rebuild_tensor"): self = .tensor
    case ("torch._utils", "_rebuild_parameter"): self = .parameter
    case ("torch", let name):
      guard let type = Self.storages[name] else { return nil }
      self = .storage(type)
    default: return nil
    }
  }

  private static let storages: [String: SafetensorsFile.ElementType] = [
    "FloatStorage": .f32, "DoubleStorage": .f64, "HalfStorage": .f16, "BFloat16Storage": .bf16, "LongStorage": .i64,
    "IntStorage": .i32, "ShortStorage": .i16, "CharStorage": .i8, "ByteStorage": .u8, "BoolStorage": .bool,
  ]
}

/// Interprets the part of Python's pickle format that state dictionaries of PyTorch use: plain values, lists, tuples,
/// dictionaries, and tensors. It executes nothing; what else a pickle names or does is refused.
///
/// The format is a small stack machine (Python's `pickletools`). Every count is bounded: time and memory grow with the
/// bytes of the pickle, and with nothing that these claim.
struct PickleReader {
  /// Numbers in a file, and what is known of them before they are read.
  struct Storage: Equatable {
    let key: String
    let type: SafetensorsFile.ElementType
    /// Elements.
    let count: Int
  }

  /// A window on a storage.
  struct TensorView: Equatable {
    let storage: Int
    let offset: Int
    let shape: [Int]
    let strides: [Int]
  }

  private(set) var lists: [[PickleValue]] = []
  private(set) var dictionaries: [[(key: PickleValue, value: PickleValue)]] = []
  private(set) var storages: [Storage] = []
  private(set) var tensors: [TensorView] = []

  private let bytes: UnsafeRawBufferPointer
  /// The next byte.
  private(set) var place: Int
  private var stack: [PickleValue] = []
  /// Heights of the stack at which groups began.
  private var marks: [Int] = []
  private var memory: [Int: PickleValue] = [:]
  /// Entries of dictionaries that were made from lists.
  private var copied = 0

  static let mostOperations = 1 << 20
  static let mostDimensions = 8
  static let mostBytesOfText = 1 << 20

  init(_ bytes: UnsafeRawBufferPointer, from place: Int = 0) {
    self.bytes = bytes
    self.place = place
  }

  /// Reads up to the end of one pickle; another may follow.
  mutating func read() throws(PickleError) -> PickleValue {
    stack = []
    marks = []
    memory = [:]
    for _ in 0..<Self.mostOperations {
      let code = try byte()
      if code == UInt8(ascii: ".") {
        guard stack.count == 1, marks.isEmpty else { throw PickleError("has a pickle that ends too early or too late") }
        return stack[0]
      }
      try perform(code)
    }
    throw PickleError("has a pickle of more than \(Self.mostOperations) steps")
  }

  // MARK: - The machine

  private mutating func perform(_ code: UInt8) throws(PickleError) {
    switch code {
    case 0x80:
      let version = try byte()
      guard version <= 5 else { throw PickleError("has a pickle of the unknown version \(version)") }
    case 0x95: _ = try number(8)  // A frame's length.
    case UInt8(ascii: "N"): stack.append(.none)
    case 0x88: stack.append(.bool(true))
    case 0x89: stack.append(.bool(false))
    case UInt8(ascii: "K"): stack.append(.integer(Int(try byte())))
    case UInt8(ascii: "M"): stack.append(.integer(try number(2)))
    case UInt8(ascii: "J"): stack.append(.integer(Int(Int32(truncatingIfNeeded: try number(4)))))
    case 0x8A: stack.append(try long())
    case UInt8(ascii: "G"):
      let bits = try take(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      stack.append(.float(Double(bitPattern: bits)))
    case UInt8(ascii: "X"), UInt8(ascii: "T"): stack.append(try text(try number(4)))
    case 0x8C, UInt8(ascii: "U"): stack.append(try text(try number(1)))
    case UInt8(ascii: "("): marks.append(stack.count)
    case UInt8(ascii: ")"): stack.append(tuple([]))
    case UInt8(ascii: "t"): stack.append(tuple(try group()))
    case 0x85, 0x86, 0x87: stack.append(tuple(try last(Int(code) - 0x84)))
    case UInt8(ascii: "]"):
      lists.append([])
      stack.append(.list(lists.count - 1))
    case UInt8(ascii: "}"):
      dictionaries.append([])
      stack.append(.dictionary(dictionaries.count - 1))
    case UInt8(ascii: "a"): try append(try last(1))
    case UInt8(ascii: "e"): try append(try group())
    case UInt8(ascii: "s"): try set(try last(2))
    case UInt8(ascii: "u"): try set(try group())
    case UInt8(ascii: "q"): memory[Int(try byte())] = try top()
    case UInt8(ascii: "r"): memory[try number(4)] = try top()
    case 0x94: memory[memory.count] = try top()
    case UInt8(ascii: "h"): stack.append(try remembered(Int(try byte())))
    case UInt8(ascii: "j"): stack.append(try remembered(try number(4)))
    case UInt8(ascii: "c"): stack.append(try global(module: try line(), name: try line()))
    case 0x93:
      let words = try last(2)
      guard case .text(let module) = words[0], case .text(let name) = words[1] else {
        throw PickleError("names something by what is no word")
      }
      stack.append(try global(module: module, name: name))
    case UInt8(ascii: "Q"): stack.append(try storage(try last(1)[0]))
    case UInt8(ascii: "R"):
      let call = try last(2)
      stack.append(try value(of: call[0], call[1]))
    case UInt8(ascii: "b"):
      // The state of a dictionary is what PyTorch notes about modules' versions.
      let parts = try last(2)
      guard case .dictionary = parts[0] else { throw PickleError("gives a state to what is no dictionary") }
      stack.append(parts[0])
    default:
      throw PickleError(
        "does something that no file of tensors needs (pickle operation \(String(code, radix: 16))); only tensors are "
          + "read, and nothing is executed")
    }
  }

  private mutating func byte() throws(PickleError) -> UInt8 {
    guard place < bytes.count else { throw PickleError("has a pickle that is cut off") }
    defer { place += 1 }
    return bytes[place]
  }

  private mutating func take(_ count: Int) throws(PickleError) -> Slice<UnsafeRawBufferPointer> {
    guard count <= bytes.count - place else { throw PickleError("has a pickle that is cut off") }
    defer { place += count }
    return bytes[place..<(place + count)]
  }

  /// A whole number of so many bytes, the lowest first.
  private mutating func number(_ count: Int) throws(PickleError) -> Int {
    let bits = try take(count).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int(truncatingIfNeeded: bits)
  }

  /// A whole number in two's complement, with its length before it.
  private mutating func long() throws(PickleError) -> PickleValue {
    let count = Int(try byte())
    let digits = try take(count)
    if count > 8 { return .largeInteger(Array(digits)) }
    let bits = digits.reversed().reduce(Int64(digits.last.map { $0 >= 0x80 } == true ? -1 : 0)) { $0 << 8 | Int64($1) }
    return .integer(Int(bits))
  }

  private mutating func text(_ count: Int) throws(PickleError) -> PickleValue {
    guard count <= Self.mostBytesOfText else { throw PickleError("has a word of \(count) bytes") }
    guard let text = String(validating: try take(count), as: UTF8.self) else {
      throw PickleError("has a word that is no text")
    }
    return .text(text)
  }

  /// What comes before the end of the line.
  private mutating func line() throws(PickleError) -> String {
    let start = place
    while try byte() != UInt8(ascii: "\n") {
      guard place - start <= 200 else { throw PickleError("names something with too long a name") }
    }
    guard let text = String(validating: bytes[start..<(place - 1)], as: UTF8.self) else {
      throw PickleError("has a name that is no text")
    }
    return text
  }

  /// Takes the last so many values of the stack, none of them from before the current group.
  private mutating func last(_ count: Int) throws(PickleError) -> [PickleValue] {
    guard stack.count - count >= marks.last ?? 0 else { throw PickleError("has a pickle that makes no sense") }
    let values = Array(stack.suffix(count))
    stack.removeLast(count)
    return values
  }

  /// Takes the values of the current group.
  private mutating func group() throws(PickleError) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw PickleError("has a pickle that makes no sense") }
    let values = Array(stack[mark...])
    stack.removeLast(values.count)
    return values
  }

  private func top() throws(PickleError) -> PickleValue {
    guard let value = stack.last, stack.count > marks.last ?? 0 else {
      throw PickleError("has a pickle that makes no sense")
    }
    return value
  }

  private func remembered(_ index: Int) throws(PickleError) -> PickleValue {
    guard let value = memory[index] else { throw PickleError("has a pickle that refers to nothing") }
    return value
  }

  private mutating func tuple(_ values: [PickleValue]) -> PickleValue {
    lists.append(values)
    return .tuple(lists.count - 1)
  }

  private mutating func append(_ values: [PickleValue]) throws(PickleError) {
    guard case .list(let index) = try top() else { throw PickleError("adds something to what is no list") }
    lists[index] += values
  }

  private mutating func set(_ values: [PickleValue]) throws(PickleError) {
    guard case .dictionary(let index) = try top(), values.count % 2 == 0 else {
      throw PickleError("adds an entry to what is no dictionary")
    }
    for place in stride(from: 0, to: values.count, by: 2) {
      dictionaries[index].append((values[place], values[place + 1]))
    }
  }

  // MARK: - Tensors

  private func global(module: String, name: String) throws(PickleError) -> PickleValue {
    guard let global = PickleGlobal(module: module, name: name) else {
      throw PickleError(
        "names \(module).\(name), which is no part of a tensor; only tensors are read, and nothing is executed. Save the "
          + "state dictionary alone: torch.save(model.state_dict(), FILE)")
    }
    return .global(global)
  }

  /// ('storage', kind, key, place, count), and in older files what a view of it is.
  private mutating func storage(_ value: PickleValue) throws(PickleError) -> PickleValue {
    guard case .tuple(let index) = value, (5...6).contains(lists[index].count), lists[index][0] == .text("storage"),
      case .global(.storage(let type)) = lists[index][1], case .text(let key) = lists[index][2], key.utf8.count <= 100,
      case .integer(let count) = lists[index][4], (0...(1 << 32)).contains(count),
      lists[index].count == 5 || lists[index][5] == .none
    else { throw PickleError("refers to something beside the pickle that is no storage of numbers") }
    storages.append(Storage(key: key, type: type, count: count))
    return .storage(storages.count - 1)
  }

  private mutating func value(of callee: PickleValue, _ arguments: PickleValue) throws(PickleError) -> PickleValue {
    guard case .global(let global) = callee, case .tuple(let index) = arguments else {
      throw PickleError("calls what is no part of a tensor; nothing is executed")
    }
    let arguments = lists[index]
    switch global {
    case .orderedDictionary:
      dictionaries.append(try pairs(arguments))
      return .dictionary(dictionaries.count - 1)
    case .parameter:
      guard case .tensor? = arguments.first else { throw PickleError("has a parameter that is no tensor") }
      return arguments[0]
    case .tensor:
      guard arguments.count >= 4, case .storage(let storage) = arguments[0], case .integer(let offset) = arguments[1],
        case .tuple(let sizes) = arguments[2], case .tuple(let steps) = arguments[3]
      else { throw PickleError("has a tensor that makes no sense") }
      tensors.append(try view(storage, offset, lists[sizes], lists[steps]))
      return .tensor(tensors.count - 1)
    case .storage: throw PickleError("makes a storage of numbers in a way that is not read")
    }
  }

  /// The entries of a dictionary that is made from a list of pairs, or from nothing.
  private mutating func pairs(_ arguments: [PickleValue]) throws(PickleError) -> [(
    key: PickleValue, value: PickleValue
  )] {
    guard let first = arguments.first else { return [] }
    guard arguments.count == 1, case .list(let index) = first else { throw PickleError("has an odd dictionary") }
    // One list may be made into many dictionaries.
    copied += lists[index].count
    guard copied <= Self.mostOperations else { throw PickleError("has more dictionaries than any network") }
    var entries: [(key: PickleValue, value: PickleValue)] = []
    for pair in lists[index] {
      switch pair {
      case .list(let index), .tuple(let index):
        guard lists[index].count == 2 else { throw PickleError("has an odd dictionary") }
        entries.append((lists[index][0], lists[index][1]))
      default: throw PickleError("has an odd dictionary")
      }
    }
    return entries
  }

  /// A tensor that lies within its storage.
  private func view(
    _ storage: Int, _ offset: Int, _ sizes: [PickleValue], _ steps: [PickleValue]
  ) throws(PickleError) -> TensorView {
    guard sizes.count == steps.count, sizes.count <= Self.mostDimensions else {
      throw PickleError("has a tensor of \(sizes.count) dimensions and \(steps.count) strides")
    }
    let most = storages[storage].count
    guard (0...most).contains(offset) else { throw PickleError("has a tensor that reaches beyond its numbers") }
    var (shape, strides): ([Int], [Int]) = ([], [])
    var (count, last) = (1, offset)
    for (size, step) in zip(sizes, steps) {
      // Neither may be beyond 2^32, so that the products and sums below stay far from any limit.
      guard case .integer(let size) = size, case .integer(let step) = step, (0...(1 << 28)).contains(size),
        (0...(1 << 32)).contains(step)
      else { throw PickleError("has a tensor of an impossible shape") }
      shape.append(size)
      strides.append(step)
      count *= size
      last += max(size - 1, 0) * step
      guard count <= 1 << 28, last <= 1 << 33 else { throw PickleError("has a tensor of an impossible shape") }
    }
    guard count == 0 || last < most else {
      throw PickleError("has a tensor that reaches beyond its numbers")
    }
    return TensorView(storage: storage, offset: offset, shape: shape, strides: strides)
  }

  // MARK: - What was read

  /// The tensors among a value's parts and their parts, named by the way to them, such as `state_dict.model.1.weight`.
  ///
  /// - Throws: ``PickleError`` where there are more parts than any network has; a part may stand in several places.
  func tensorsByName(in root: PickleValue) throws(PickleError) -> [String: TensorView] {
    var found: [String: TensorView] = [:]
    var visits = 0
    var open: [(name: String, value: PickleValue, depth: Int)] = [("", root, 0)]
    while let (name, value, depth) = open.popLast() {
      visits += 1
      guard visits <= Self.mostParts else { throw PickleError("has more than \(Self.mostParts) parts") }
      // State dictionaries stand at the top or a few levels below.
      let isDeep = depth == Self.mostDepth
      func add(_ key: String, _ value: PickleValue) {
        if name.utf8.count + key.utf8.count <= 400 {
          open.append((name.isEmpty ? key : "\(name).\(key)", value, depth + 1))
        }
      }
      switch value {
      case .tensor(let index): found[name] = tensors[index]
      case .list(let index), .tuple(let index):
        guard !isDeep, open.count + lists[index].count <= Self.mostParts else { continue }
        for (number, value) in lists[index].enumerated() { add("\(number)", value) }
      case .dictionary(let index):
        guard !isDeep, open.count + dictionaries[index].count <= Self.mostParts else { continue }
        for (key, value) in dictionaries[index] {
          switch key {
          case .text(let key): add(key, value)
          case .integer(let key): add("\(key)", value)
          default: continue
          }
        }
      case .none, .bool, .integer, .float, .text, .largeInteger, .global, .storage: continue
      }
    }
    return found
  }

  private static let mostParts = 100_000
  private static let mostDepth = 6
}
