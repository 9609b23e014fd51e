// Depthwise convolution: each channel has a kernel of its own and meets no other channel. One vector of channels at a
// time, a few neighbouring pixels together, so that a weight that was loaded serves all of them.

/// Neighbouring outputs that share each load of a weight.
enum { DEPTHWISE_PIXELS = 4 };

/// m outputs of the n channels from c on. `side` is the kernel's, or 0 where only q knows it.
INLINE void depthwise_tile(const int m, const int side, const int whole, const ak_depthwise *q, const float *in, long c,
                           long n, float *out) {
#define DEPTHWISE_LOAD(p) (whole ? load(p) : load_first(p, n))
  V bias = q->bias ? DEPTHWISE_LOAD(q->bias + c) : (V){};
  V sums[DEPTHWISE_PIXELS];
  UNROLL for (int i = 0; i < m; i++) sums[i] = bias;
  const long kernel = side ? side : q->kernel;
  const float *weight = q->weight + c;
  for (long row = 0; row < kernel; row++) {
    const float *line = in + row * q->rowStride + c;
    for (long tap = 0; tap < kernel; tap++, line += q->channels, weight += q->channels) {
      V w = DEPTHWISE_LOAD(weight);
      UNROLL for (int i = 0; i < m; i++) sums[i] += DEPTHWISE_LOAD(line + i * q->columnStride) * w;
    }
  }
  UNROLL for (int i = 0; i < m; i++) {
    if (whole) {
      store(out + i * q->channels + c, sums[i]);
    } else {
      store_first(out + i * q->channels + c, sums[i], n);
    }
  }
#undef DEPTHWISE_LOAD
}

#define DEPTHWISE_ROW(side, whole)                                                                    \
  do {                                                                                                \
    long x = 0;                                                                                       \
    for (; x + DEPTHWISE_PIXELS <= q->columns; x += DEPTHWISE_PIXELS) {                               \
      depthwise_tile(DEPTHWISE_PIXELS, side, whole, q, q->input + x * q->columnStride, c, n,          \
                     q->output + x * q->channels);                                                    \
    }                                                                                                 \
    for (; x < q->columns; x++) {                                                                     \
      depthwise_tile(1, side, whole, q, q->input + x * q->columnStride, c, n, q->output + x * q->channels); \
    }                                                                                                 \
  } while (0)

static void depthwise(const ak_depthwise *q) {
  for (long c = 0; c < q->channels; c += VL) {
    long n = q->channels - c;
    if (n >= VL && q->kernel == 3) {
      DEPTHWISE_ROW(3, 1);
    } else if (n >= VL) {
      DEPTHWISE_ROW(0, 1);
    } else {
      DEPTHWISE_ROW(0, 0);
    }
  }
}
