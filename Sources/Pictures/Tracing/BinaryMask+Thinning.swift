extension BinaryMask {
  /// Lines one pixel wide in the middle of what is set; connections and holes stay (Zhang and Suen, "A fast parallel
  /// algorithm for thinning digital patterns", 1984), and steps of a staircase are cut to diagonals.
  package func thinned() -> BinaryMask {
    var result = self
    var alive = bits.indices.filter { bits[$0] }
    var isChanged = true
    while isChanged {
      isChanged = false
      for pass in 0..<2 {
        let doomed = alive.filter { result.bits[$0] && result.mayGo($0, pass: pass) }
        for index in doomed { result.bits[index] = false }
        isChanged = isChanged || !doomed.isEmpty
      }
      alive = alive.filter { result.bits[$0] }
    }
    for index in alive where result.isStep(index) { result.bits[index] = false }
    return result
  }

  /// The eight neighbours, clockwise from the one above.
  private func ring(_ index: Int) -> (Bool, Bool, Bool, Bool, Bool, Bool, Bool, Bool) {
    let x = index % width
    let y = index / width
    return (
      self[x, y - 1], self[x + 1, y - 1], self[x + 1, y], self[x + 1, y + 1], self[x, y + 1], self[x - 1, y + 1],
      self[x - 1, y], self[x - 1, y - 1]
    )
  }

  private func mayGo(_ index: Int, pass: Int) -> Bool {
    let (n, ne, e, se, s, sw, w, nw) = ring(index)
    let around = [n, ne, e, se, s, sw, w, nw]
    let count = around.count { $0 }
    guard (2...6).contains(count) else { return false }
    var rises = 0
    for step in 0..<8 where !around[step] && around[(step + 1) & 7] { rises += 1 }
    guard rises == 1 else { return false }
    return pass == 0 ? !(n && e && s) && !(e && s && w) : !(n && e && w) && !(n && s && w)
  }

  /// A corner whose two neighbours along the axes touch each other anyway.
  private func isStep(_ index: Int) -> Bool {
    let (n, ne, e, se, s, sw, w, nw) = ring(index)
    return (n && e && !s && !w && !sw) || (e && s && !n && !w && !nw) || (s && w && !n && !e && !ne)
      || (w && n && !s && !e && !se)
  }
}
