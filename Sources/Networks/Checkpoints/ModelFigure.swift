/// The figures that a model card's `scores` may hold, by key.
package enum ModelFigure: String, Sendable, CaseIterable {
  case lineFollowing = "line_following"
  case doodleHintError = "doodle_hint_error"
  case doodles
  case l1
  case ssim
  case hintError = "hint_error"
  case pairs
  case facesFound = "faces_found"
  case faceOverlap = "face_overlap"
  case doodleFacesFound = "doodle_faces_found"
  case bfloat16Mean = "bfloat16_mean_difference"
  case bfloat16Extreme = "bfloat16_extreme_difference"

  /// What people call it.
  package var title: String {
    switch self {
    case .lineFollowing: "line following"
    case .doodleHintError: "hint error on doodles"
    case .doodles: "doodles looked at"
    case .l1: "L1"
    case .ssim: "SSIM"
    case .hintError: "hint error"
    case .pairs: "fresh pairs"
    case .facesFound: "faces found"
    case .faceOverlap: "overlap of faces"
    case .doodleFacesFound: "faces found in doodles"
    case .bfloat16Mean: "mean difference of bfloat16, of 255"
    case .bfloat16Extreme: "99.9 % of it within, of 255"
    }
  }

  /// Whether it is a number of things rather than a measure.
  package var isCount: Bool { self == .doodles || self == .pairs }
}
