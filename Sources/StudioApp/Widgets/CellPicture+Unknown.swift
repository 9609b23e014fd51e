import Terminal

extension CellPicture {
  /// Stands for a sticker that has not been found.
  package static let unknown = CellPicture(
    #"""
    ........   ___
    ..mmmm..
    .....mm.  (   )
    .....mm.
    ...mm...     /
    ........
    ...mm...    o
    ........
    """#)
}
