/// What a file is by its first bytes, for sentences about files that are something else than they should be.
enum FileLook {
  /// Beginnings that tell a kind of file, and what people call it.
  private static let beginnings: [(bytes: [UInt8], name: String)] = [
    ([0x89, 0x50, 0x4E, 0x47], "a picture (PNG)"), ([0xFF, 0xD8, 0xFF], "a picture (JPEG)"),
    (Array("GIF8".utf8), "a picture (GIF)"), ([0x89, 0x48, 0x44, 0x46], "an HDF5 file, as Keras writes"),
    ([0x1F, 0x8B], "packed with gzip; unpack it first"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "packed with xz; unpack it first"),
    ([0x28, 0xB5, 0x2F, 0xFD], "packed with zstd; unpack it first"),
    (Array("Rar!".utf8), "a RAR archive; unpack it first"),
    ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive; unpack it first"), (Array("%PDF".utf8), "a PDF document"),
    (Array("GGUF".utf8), "a GGUF file of a language model"),
    ([0x50, 0x4B], "the end of a ZIP archive without its beginning"),
    (Array("version https://git-lfs".utf8), "a pointer of Git LFS; fetch the file itself with `git lfs pull`"),
  ]

  /// Such as “a web page”: what stands behind “looks like” in a sentence.
  ///
  /// - Parameter bytes: of the whole file, which is not empty.
  static func name(_ bytes: UnsafeRawBufferPointer) -> String {
    let start = bytes.prefix(512)
    if let known = beginnings.first(where: { bytes.starts(with: $0.bytes) }) { return known.name }
    if bytes.count > 262, bytes[257..<262].elementsEqual("ustar".utf8) { return "a tar archive; unpack it first" }
    if bytes[0] == 0x80, bytes.count > 1, (2...5).contains(bytes[1]) {
      return "a pickle of Python that does not begin as torch.save does"
    }
    if start.allSatisfy({ $0 == 0 }) { return "zeros, as a download that was broken off leaves them" }
    // A letter may be cut in two at the end.
    let text = (0...3).lazy.compactMap { String(validating: start.dropLast($0), as: UTF8.self) }.first
    if let text, text.unicodeScalars.allSatisfy({ $0.value >= 0x20 || "\n\r\t".unicodeScalars.contains($0) }) {
      return text.drop { $0.isWhitespace }.hasPrefix("<") ? "a web page" : "a text"
    }
    return "nothing that is known here"
  }
}
