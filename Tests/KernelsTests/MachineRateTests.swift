import Kernels
import Support
import Testing

@Suite(.ownThread) struct MachineRateTests {
  @Test func everyProductThatTheSetHasIsMeasured() {
    for set in InstructionSet.available {
      InstructionSet.with(set) {
        let rate = MachineRate.measured()
        #expect(rate.float32 > 0 && rate.copying > 0)
        let multipliesLess = ["amx", "avx512bf16"].contains(set.name)
        #expect((rate.bfloat16 ?? 0 > 0) == multipliesLess && (rate.int8 ?? 0 > 0) == multipliesLess)
        #expect(rate.multiplying(.float32) == rate.float32 && rate.multiplying(.bfloat16) == rate.bfloat16)
      }
    }
  }
}
