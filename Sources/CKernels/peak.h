// The most that one thread can multiply: chains of multiplications and additions that stay in registers and do not wait
// for each other. Each function does `rounds` rounds and returns how many multiplications and additions that were, a
// product and its sum counting as two. What they come to goes to *sink, so that no compiler can leave them out.

/// Independent chains: enough to hide the latency of the slowest multiplier, few enough for the registers.
#define PEAK_CHAINS (BLOCK > 6 ? 24 : 12)

static long float_peak(long rounds, float *sink) {
  V sums[PEAK_CHAINS];
  UNROLL for (int i = 0; i < PEAK_CHAINS; i++) sums[i] = splat((float)i);
  // Every sum goes through its own product, which nobody can take out of the loop; they run towards one.
  V a = splat(0.5f), b = splat(0.5f);
  for (long round = 0; round < rounds; round++) {
    UNROLL for (int i = 0; i < PEAK_CHAINS; i++) sums[i] = sums[i] * a + b;
  }
  V all = sums[0];
  UNROLL for (int i = 1; i < PEAK_CHAINS; i++) all += sums[i];
  *sink = total(all);
  return rounds * PEAK_CHAINS * VL * 2;
}

#if AK_BFLOAT16
static long bfloat16_peak(long rounds, float *sink) {
  V sums[PEAK_CHAINS];
  UNROLL for (int i = 0; i < PEAK_CHAINS; i++) sums[i] = splat((float)i);
  VI a = (VI){} + 0x3c003c00, b = a;
  for (long round = 0; round < rounds; round++) {
    UNROLL for (int i = 0; i < PEAK_CHAINS; i++) sums[i] = dot_pairs(sums[i], a, b);
  }
  V all = sums[0];
  UNROLL for (int i = 1; i < PEAK_CHAINS; i++) all += sums[i];
  *sink = total(all);
  return rounds * PEAK_CHAINS * VL * 2 * 2;
}

static long int8_peak(long rounds, float *sink) {
  __m512i sums[PEAK_CHAINS];
  UNROLL for (int i = 0; i < PEAK_CHAINS; i++) sums[i] = _mm512_set1_epi32(i);
  __m512i a = _mm512_set1_epi8(1), b = a;
  for (long round = 0; round < rounds; round++) {
    UNROLL for (int i = 0; i < PEAK_CHAINS; i++) sums[i] = _mm512_dpbusd_epi32(sums[i], a, b);
  }
  __m512i all = sums[0];
  UNROLL for (int i = 1; i < PEAK_CHAINS; i++) all = _mm512_add_epi32(all, sums[i]);
  *sink = (float)_mm512_reduce_add_epi32(all);
  return rounds * PEAK_CHAINS * VL * 4 * 2;
}
#endif
