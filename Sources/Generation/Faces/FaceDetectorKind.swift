import Networks

/// The detectors that come with the program.
package enum FaceDetectorKind: String, CaseIterable, Sendable {
  /// Faces with landmarks.
  case yunet
  /// Faces alone, by another network.
  case rfb

  /// The detector's file in the folder of checkpoints.
  private var file: String {
    switch self {
    case .yunet: "faces/yunet.onnx"
    case .rfb: "faces/rfb-320.onnx"
    }
  }

  /// Opens the detector.
  ///
  /// - Parameter checkpoints: the folder of the checkpoints that came with the program.
  /// - Throws: `CheckpointError` where its file is missing or damaged.
  package func detector(in checkpoints: String) throws(CheckpointError) -> any FaceFinder {
    let path = checkpoints + "/" + file
    switch self {
    case .yunet: return try FaceDetector(path: path)
    case .rfb: return try RFBDetector(path: path)
    }
  }
}
