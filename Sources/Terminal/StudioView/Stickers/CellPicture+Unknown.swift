extension CellPicture {
  /// Stands for a sticker that has not been found.
  package static let unknown = CellPicture(
    #"""
    ........   ___
    ..aaaa..
    .aa..aa.  (   )
    .....aa.
    ....aa..     /
    ...aa...
    ........    o
    ...aa...
    """#)
}
