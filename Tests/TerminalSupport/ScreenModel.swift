import Terminal

/// A terminal's screen in memory: enough of a VT220 for what curses sends, with sixel pictures cut out and kept.
package struct ScreenModel: Sendable {
  package struct Place: Hashable, Sendable {
    /// Empty for the right half of a wide character.
    package var text = " "
    /// The number of the picture in ``pictures`` that is still to be seen here.
    package var picture: Int?
    /// The number of the inline image in ``inlineImages`` that is still to be seen here.
    package var inlineImage: Int?
    /// The graphic rendition as it was set, `1;38;5;208` for instance.
    package var style = ""
  }

  package private(set) var columns: Int
  package private(set) var rows: Int
  package private(set) var places: [[Place]]
  /// Every picture that came, in order.
  package private(set) var pictures: [SixelPicture] = []
  /// Pictures by kitty's protocol that have not been deleted.
  package private(set) var kitty = KittyScreen()
  /// Every inline image that came, in order.
  package private(set) var inlineImages: [InlineImage] = []
  /// Modes that are switched on, by number, of those set with `CSI ? … h`.
  package private(set) var modes: Set<Int> = [7, 25]
  /// Something moved by scrolling, or a picture ran into the last row.
  package private(set) var hasScrolled = false
  /// What the terminal answers; to be taken and sent to the program.
  package var answers: [UInt8] = []
  /// Every byte that came.
  package private(set) var bytes: [UInt8] = []

  package let profile: TerminalProfile
  private var parser = OutputParser()
  private var column = 0
  private var row = 0
  private var saved = (column: 0, row: 0)
  private var region: ClosedRange<Int>
  private var style = ""
  private var last = " "

  package init(columns: Int = 80, rows: Int = 24, profile: TerminalProfile = .plainSixel) {
    self.columns = columns
    self.rows = rows
    self.profile = profile
    places = [[Place]](repeating: [Place](repeating: Place(), count: columns), count: rows)
    region = 0...(rows - 1)
  }

  /// The text of each row, without the spaces at its end.
  package var lines: [String] {
    places.map { row in
      let text = row.map(\.text).joined()
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The whole text, for searching.
  package var text: String { lines.joined(separator: "\n") }

  /// How many places still show the picture with this number.
  package func cells(showing picture: Int) -> Int {
    places.reduce(0) { $0 + $1.count { $0.picture == picture } }
  }

  /// What the pictures on a block of cells look like together, as an eye sees it: where a later picture or a text lies
  /// over an earlier one, only what still shows of that. White where there is none.
  ///
  /// - Returns: RGB, row by row, a cell's height and width in pixels for each cell.
  package func seen(columns: Range<Int>, rows: Range<Int>) -> (width: Int, height: Int, pixels: [UInt8]) {
    var decoded: [Int: (width: Int, height: Int, pixels: [UInt8])] = [:]
    let width = columns.count * profile.cellWidth
    let height = rows.count * profile.cellHeight
    var pixels = [UInt8](repeating: 255, count: width * height * 3)
    for row in rows {
      for column in columns {
        guard let number = places[row][column].picture else { continue }
        if decoded[number] == nil { decoded[number] = pictures[number].decoded() }
        guard let picture = decoded[number] else { continue }
        let left = (column - pictures[number].column) * profile.cellWidth
        let top = (row - pictures[number].row) * profile.cellHeight
        for y in top..<max(top, min(top + profile.cellHeight, picture.height)) {
          for x in left..<max(left, min(left + profile.cellWidth, picture.width)) {
            let from = (y * picture.width + x) * 3
            let toY = (row - rows.lowerBound) * profile.cellHeight + y - top
            let toX = (column - columns.lowerBound) * profile.cellWidth + x - left
            let to = (toY * width + toX) * 3
            pixels[to] = picture.pixels[from]
            pixels[to + 1] = picture.pixels[from + 1]
            pixels[to + 2] = picture.pixels[from + 2]
          }
        }
      }
    }
    return (width, height, pixels)
  }

  /// For each cell of a block, row by row, whether the picture there has anything but white paper.
  package func pictureInk(columns: Range<Int>, rows: Range<Int>) -> [Bool] {
    let seen = seen(columns: columns, rows: rows)
    return (0..<rows.count).flatMap { row in
      (0..<columns.count).map { column -> Bool in
        (row * profile.cellHeight..<(row + 1) * profile.cellHeight).contains { y in
          (column * profile.cellWidth..<(column + 1) * profile.cellWidth).contains { x in
            seen.pixels[(y * seen.width + x) * 3 + 1] < 250
          }
        }
      }
    }
  }

  package mutating func resize(columns: Int, rows: Int) {
    let old = places
    self.columns = columns
    self.rows = rows
    places = (0..<rows).map { row in
      (0..<columns).map { column in row < old.count && column < old[row].count ? old[row][column] : Place() }
    }
    region = 0...(rows - 1)
    (column, row) = (min(column, columns - 1), min(row, rows - 1))
  }

  package mutating func feed(_ new: some Sequence<UInt8>) {
    for byte in new {
      bytes.append(byte)
      if let token = parser.take(byte) { apply(token) }
    }
  }

  private mutating func apply(_ token: OutputParser.Token) {
    switch token {
    case .text(let scalar): put(String(scalar))
    case .control(0x08): column = max(min(column, columns - 1) - 1, 0)
    case .control(0x09): column = min(column / 8 * 8 + 8, columns - 1)
    case .control(0x0A), .control(0x0B), .control(0x0C): lineFeed()
    case .control(0x0D): column = 0
    case .control: break
    case .escape("7"): saved = (column, row)
    case .escape("8"): (column, row) = saved
    case .escape("D"): lineFeed()
    case .escape("E"): (column, _) = (0, lineFeed())
    case .escape("M"): if row == region.lowerBound { scroll(-1) } else { row = max(row - 1, 0) }
    case .escape: break
    case .device(let string): show(string)
    case .application(let string):
      answers += kitty.take(string, column: column, row: row, profile: profile)
    case .system(let string): showImage(string)
    case .sequence(let prefix, let numbers, let final): sequence(prefix, numbers, final)
    }
  }

  private mutating func sequence(_ prefix: Character?, _ numbers: [Int], _ final: String) {
    let count = max(numbers.first ?? 1, 1)
    switch (prefix, final) {
    case ("?", "h"): modes.formUnion(numbers)
    case ("?", "l"): modes.subtract(numbers)
    case (nil, "H"), (nil, "f"):
      row = min(count, rows) - 1
      column = min(max(numbers.count > 1 ? numbers[1] : 1, 1), columns) - 1
    case (nil, "A"): row = max(row - count, 0)
    case (nil, "B"): row = min(row + count, rows - 1)
    case (nil, "C"): column = min(column + count, columns - 1)
    case (nil, "D"): column = max(column - count, 0)
    case (nil, "G"): column = min(count, columns) - 1
    case (nil, "d"): row = min(count, rows) - 1
    case (nil, "J"): eraseScreen(numbers.first ?? 0)
    case (nil, "K"): eraseLine(numbers.first ?? 0)
    case (nil, "X"): erase(row, column..<min(column + count, columns))
    case (nil, "@"): shift(by: count)
    case (nil, "P"): shift(by: -count)
    case (nil, "L"), (nil, "M"):
      let (whole, start) = (region, row)
      region = start...max(whole.upperBound, start)
      scroll(final == "L" ? -count : count)
      region = whole
    case (nil, "S"): scroll(count)
    case (nil, "T"): scroll(-count)
    case (nil, "b"): for _ in 0..<min(count, columns) { put(last) }
    case (nil, "r"):
      let top = min(count, rows) - 1
      let bottom = min(numbers.count > 1 && numbers[1] > 0 ? numbers[1] : rows, rows) - 1
      region = top...max(top, bottom)
      (column, row) = (0, 0)
    case (nil, "m"): style = numbers.allSatisfy { $0 == 0 } ? "" : numbers.map(String.init).joined(separator: ";")
    default:
      answers += profile.answer(prefix: prefix, numbers: numbers, final: final, columns: columns, rows: rows).utf8
    }
  }

  private mutating func put(_ text: String) {
    let width = CharacterWidth.cells(of: text)
    if width == 0 {
      places[row][max(column - 1, 0)].text += text
      return
    }
    if column + width > columns {
      column = 0
      lineFeed()
    }
    last = text
    places[row][column] = Place(text: text, style: style)
    if width == 2 { places[row][column + 1] = Place(text: "", style: style) }
    // One past the edge means: wrap before the next character.
    column += width
  }

  @discardableResult private mutating func lineFeed() -> Int {
    if row == region.upperBound { scroll(1) } else { row = min(row + 1, rows - 1) }
    return row
  }

  /// Moves the region's rows up, or down if negative.
  private mutating func scroll(_ count: Int) {
    hasScrolled = true
    for _ in 0..<min(abs(count), region.count) {
      let blank = [Place](repeating: Place(), count: columns)
      if count > 0 {
        places.remove(at: region.lowerBound)
        places.insert(blank, at: region.upperBound)
      } else {
        places.remove(at: region.upperBound)
        places.insert(blank, at: region.lowerBound)
      }
    }
  }

  private mutating func shift(by count: Int) {
    hasScrolled = true
    let start = min(column, columns - 1)
    for _ in 0..<min(abs(count), columns - start) {
      if count > 0 {
        places[row].removeLast()
        places[row].insert(Place(), at: start)
      } else {
        places[row].remove(at: start)
        places[row].append(Place())
      }
    }
  }

  private mutating func erase(_ row: Int, _ range: Range<Int>) {
    for column in range { places[row][column] = Place() }
  }

  private mutating func eraseLine(_ kind: Int) {
    let here = min(column, columns - 1)
    erase(row, kind == 0 ? here..<columns : kind == 1 ? 0..<(here + 1) : 0..<columns)
  }

  private mutating func eraseScreen(_ kind: Int) {
    for row in 0..<rows where kind >= 2 || (kind == 0 ? row > self.row : row < self.row) { erase(row, 0..<columns) }
    if kind < 2 { eraseLine(kind) }
  }

  private mutating func showImage(_ string: [UInt8]) {
    guard let image = InlineImage(string, column: column, row: row) else { return }
    inlineImages.append(image)
    for row in row..<min(row + image.rows, rows) {
      for column in column..<min(column + image.columns, columns) {
        places[row][column] = Place(inlineImage: inlineImages.count - 1)
      }
    }
  }

  private mutating func show(_ string: [UInt8]) {
    if string.starts(with: Array("tmux;".utf8)) {
      // What tmux passes through to the terminal around it, whose answers come back.
      var outside = OutputParser()
      var last: UInt8 = 0
      for byte in string.dropFirst(5) {
        defer { last = byte == 0x1B && last == 0x1B ? 0 : byte }
        if byte == 0x1B && last == 0x1B { continue }
        switch outside.take(byte) {
        case .application(let string): answers += kitty.take(string, column: column, row: row, profile: profile)
        case .sequence(nil, [5], "n"): answers += "\u{1B}[0n".utf8
        default: break
        }
      }
      return
    }
    // `ESC P`, numbers, `q`: a sixel picture; anything else is for other ears.
    guard string.drop(while: { (0x30...0x3B).contains($0) }).first == UInt8(ascii: "q") else { return }
    let picture = SixelPicture(column: column, row: row, bytes: Array("\u{1B}P".utf8) + string + Array("\u{1B}\\".utf8))
    pictures.append(picture)
    guard let size = picture.rasterSize else { return }
    let wide = (size.width + profile.cellWidth - 1) / profile.cellWidth
    let high = (size.height + profile.cellHeight - 1) / profile.cellHeight
    if row + high >= rows { hasScrolled = true }
    for row in row..<min(row + high, rows) {
      for column in column..<min(column + wide, columns) {
        places[row][column] = Place(picture: pictures.count - 1)
      }
    }
  }
}
