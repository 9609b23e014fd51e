import Foundation

/// A file's bytes, mapped read-only into memory for as long as this object lives.
final class MappedFile: @unchecked Sendable {
  let path: String
  let bytes: UnsafeRawBufferPointer

  init(path: String) throws(CheckpointError) {
    self.path = path
    // Without blocking, so that a pipe under the name gives an error instead of waiting for ever.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CheckpointError(path, .file, "cannot be opened: \(MappedFile.systemMessage())")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw CheckpointError(path, .file, "cannot be examined: \(MappedFile.systemMessage())")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw CheckpointError(path, .file, "is not a file; name a .safetensors, .pth or .onnx file")
    }
    let size = Int(status.st_size)
    guard size > 0 else { throw CheckpointError(path, .format, "is empty") }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw CheckpointError(path, .file, "cannot be mapped: \(MappedFile.systemMessage())")
    }
    bytes = UnsafeRawBufferPointer(start: start, count: size)
  }

  deinit {
    munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
  }

  static func systemMessage() -> String { String(cString: strerror(errno)) }
}
