// bfloat16: the upper half of a float, eight significant binary digits. Two neighbouring values lie as a pair in one
// 32-bit lane, the first in its lower half, so that arrays of pairs are handled as arrays of floats are.

typedef short VS __attribute__((vector_size(VL * 2)));
typedef short VSU __attribute__((vector_size(VL * 2), aligned(2)));
typedef int VIU __attribute__((vector_size(VL * 4), aligned(4)));

/// Each lane rounded to the nearest bfloat16, ties to even, in its lower half; NaN stays NaN.
INLINE VI rounded(V x) {
  VI bits = (VI)x, upper = (bits >> 16) & 0xffff;
  VI nearest = ((bits + 0x7fff + (upper & 1)) >> 16) & 0xffff;
  VI ordinary = x == x;
  return (ordinary & nearest) | (~ordinary & (upper | 0x40));
}

/// Rounds VL neighbouring values to VL / 2 pairs.
INLINE void store_pairs(float *p, V x) {
#if AK_BFLOAT16
  _mm256_storeu_si256((__m256i *)p, (__m256i)_mm512_cvtneps_pbh((__m512)x));
#else
  *(VSU *)p = __builtin_convertvector(rounded(x), VS);
#endif
}

/// sum + a's first · b's first + a's second · b's second, lane by lane.
INLINE V dot_pairs(V sum, VI a, VI b) {
#if AK_BFLOAT16
  return (V)_mm512_dpbf16_ps((__m512)sum, (__m512bh)a, (__m512bh)b);
#else
  const int second = (int)0xffff0000;
  sum += (V)(a & second) * (V)(b & second);
  sum += (V)(a << 16) * (V)(b << 16);
  return sum;
#endif
}
