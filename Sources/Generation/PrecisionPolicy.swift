import Kernels
import Networks

/// What a person wants generators to multiply.
package enum PrecisionChoice: String, CaseIterable, Sendable {
  /// What is fastest, where pictures stay the same.
  case auto
  case float32, bfloat16
}

/// What a generator multiplies, for pictures and for the quick drafts that pictures replace.
package struct GeneratorPrecision: Hashable, Sendable {
  package var pictures: Precision
  package var drafts: Precision

  package init(pictures: Precision, drafts: Precision) {
    self.pictures = pictures
    self.drafts = drafts
  }

  package static let float32 = GeneratorPrecision(pictures: .float32, drafts: .float32)
}

/// Decides what each generator multiplies.
package struct PrecisionPolicy: Sendable {
  package let choice: PrecisionChoice
  private let records: PrecisionRecords

  package init(_ choice: PrecisionChoice, records: PrecisionRecords) {
    self.choice = choice
    self.records = records
  }

  /// Everything in float32.
  package static let float32 = PrecisionPolicy(.float32, records: PrecisionRecords(path: nil))

  /// By itself a generator takes bfloat16 where the processor has its products: for drafts always, for pictures where it
  /// was measured that they stay the same.
  package func precision(of checkpoint: GeneratorCheckpoint) -> GeneratorPrecision {
    switch choice {
    case .float32: return .float32
    case .bfloat16: return GeneratorPrecision(pictures: .bfloat16, drafts: .bfloat16)
    case .auto:
      guard InstructionSet.current.multipliesBFloat16 else { return .float32 }
      let isFaithful = records.figures(of: checkpoint)?.isFaithful == true
      return GeneratorPrecision(pictures: isFaithful ? .bfloat16 : .float32, drafts: .bfloat16)
    }
  }
}
