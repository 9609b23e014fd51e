// bfloat16: the upper half of a float, eight significant binary digits. Two neighbouring values lie as a pair in one
// 32-bit lane, the first in its lower half, so that arrays of pairs are handled as arrays of floats are.

typedef short VS __attribute__((vector_size(VL * 2)));
typedef short VSU __attribute__((vector_size(VL * 2), aligned(2), may_alias));
typedef int VIU __attribute__((vector_size(VL * 4), aligned(4), may_alias));

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

/// Rounds the first n values to (n + 1) / 2 pairs; where n is odd, the last one's second is zero.
INLINE void store_first_pairs(float *p, V x, long n) {
  if (n >= VL) {
    store_pairs(p, x);
  } else {
    float pairs[VL / 2];
    store_pairs(pairs, x);
    if (n % 2) ((short_in_float *)pairs)[n] = 0;
    __builtin_memcpy(p, pairs, (size_t)((n + 1) / 2) * sizeof(float));
  }
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

/// Makes pairs of packed weights: of rows k and k + 1 of each panel (see pack), k even, one row of pairs. K is even.
static void pair_weights(const float *packed, long K, long outputs, float *pairs) {
  for (long first = 0; first < outputs; first += 2 * VL) {
    long width = outputs - first > VL ? 2 * VL : VL;
    const float *from = packed + first * K;
    float *to = pairs + first * (K / 2);
    for (long k = 0; k < K; k += 2, from += 2 * width, to += width) {
      for (long n = 0; n < width; n += VL) {
        *(VIU *)(to + n) = rounded(load(from + n)) | rounded(load(from + width + n)) << 16;
      }
    }
  }
}

/// Rounds pixels of `channels` values to (channels + 1) / 2 pairs each; the last pair's second is zero where channels is
/// odd.
static void pair_channels(const float *x, long pixels, long channels, float *pairs) {
  long odd = channels % 2;
  // Pixels without a gap between them are as good as one.
  if (!odd) {
    channels *= pixels;
    pixels = 1;
  }
  for (long pixel = 0; pixel < pixels; pixel++, x += channels, pairs += (channels + 1) / 2) {
    long c = 0, left = (pixels - pixel) * channels;
    // The last vector may reach into the next pixel, whose pairs come after these.
    for (; c < channels && c + VL <= left; c += VL) store_pairs(pairs + c / 2, load(x + c));
    if (c < channels) store_first_pairs(pairs + c / 2, load_first(x + c, channels - c), channels - c);
    if (odd) ((short_in_float *)pairs)[channels] = 0;
  }
}
