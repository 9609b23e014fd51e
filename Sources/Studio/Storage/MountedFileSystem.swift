import Foundation

/// What kind of file system a folder lies on (Linux: proc(5), `/proc/self/mounts`).
package enum MountedFileSystem {
  /// Whether a folder lies on another machine, or on a file system that may be on one.
  static func isRemote(_ path: String) -> Bool {
    let mounts = (try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8)) ?? ""
    return isRemote(URL(fileURLWithPath: path).resolvingSymlinksInPath().path, mounts: mounts)
  }

  /// - Parameter mounts: a line a file system: device, place, kind, and more.
  package static func isRemote(_ path: String, mounts: String) -> Bool {
    var nearest = (place: "", kind: "")
    for line in mounts.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 2 else { continue }
      let place = fields[1].replacingOccurrences(of: "\\040", with: " ")
      let holds = place == "/" || path == place || path.hasPrefix(place + "/")
      // Of two on the same place, the later hides the earlier.
      if holds && place.count >= nearest.place.count { nearest = (place, String(fields[2])) }
    }
    let kinds = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "virtiofs", "vboxsf"]
    return kinds.contains(nearest.kind) || nearest.kind.hasPrefix("fuse")
  }
}
