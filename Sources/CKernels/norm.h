// Per-channel statistics over pixels, and the passes of normalisation forward and backward. One vector of channels
// at a time, walking down the pixels of a block that fits the first cache.

/// Mean and sum of squared deviations for each channel. Both are taken about the block's first pixel, which keeps
/// single precision good where the mean is large against the deviation.
static void moments(const float *x, long pixels, long channels, float *mean, float *squares) {
  for (long c = 0; c < channels; c += VL) {
    long n = channels - c;
    V origin = load_first(x + c, n);
    V s[4] = {}, q[4] = {};
    long i = 0;
    const float *p = x + c;
    if (n >= VL) {
      for (; i + 4 <= pixels; i += 4) {
        UNROLL for (int u = 0; u < 4; u++) {
          V d = load(p + u * channels) - origin;
          s[u] += d;
          q[u] += d * d;
        }
        p += 4 * channels;
      }
    }
    for (; i < pixels; i++, p += channels) {
      V d = load_first(p, n) - origin;
      s[0] += d;
      q[0] += d * d;
    }
    V sum = (s[0] + s[1]) + (s[2] + s[3]), square = (q[0] + q[1]) + (q[2] + q[3]);
    V average = sum / (float)pixels;
    store_first(mean + c, origin + average, n);
    store_first(squares + c, larger(square - sum * average, (V){}), n);
  }
}

static void channel_sums(const float *x, long pixels, long channels, float *sums) {
  for (long c = 0; c < channels; c += VL) {
    long n = channels - c;
    V s[4] = {};
    long i = 0;
    const float *p = x + c;
    if (n >= VL) {
      for (; i + 4 <= pixels; i += 4, p += 4 * channels) {
        UNROLL for (int u = 0; u < 4; u++) s[u] += load(p + u * channels);
      }
    }
    if (n < VL && channels >= VL) {
      // A vector that ends with the last channel can be loaded as a whole; its first lanes have been summed before.
      for (p -= VL - n; i < pixels; i++, p += channels) s[0] += load(p);
      float lanes[VL];
      store(lanes, s[0]);
      __builtin_memcpy(sums + c, lanes + VL - n, (size_t)n * sizeof(float));
      continue;
    }
    for (; i < pixels; i++, p += channels) s[0] += load_first(p, n);
    store_first(sums + c, (s[0] + s[1]) + (s[2] + s[3]), n);
  }
}

#define NORMALISE(get, put)                                                        \
  for (long i = 0; i < pixels; i++) {                                              \
    put(y + i * step + c, activated(get(x + i * channels + c) * f + o, kind, slope)); \
  }

/// activation(x · factor + offset), channel by channel, to pixels that lie `step` apart.
static void normalise(const float *x, long pixels, long channels, const float *factor, const float *offset,
                      int activation, float slope, float *y, long step) {
  for (long c = 0; c < channels; c += VL) {
    long n = channels - c;
    V f = factor ? load_first(factor + c, n) : splat(1), o = offset ? load_first(offset + c, n) : splat(0);
    if (n >= VL) {
      FOR_ACTIVATION(NORMALISE(load, store))
    } else {
#define LOAD_N(p) load_first(p, n)
#define STORE_N(p, v) store_first(p, v, n)
      FOR_ACTIVATION(NORMALISE(LOAD_N, STORE_N))
    }
  }
}

/// residual + x · factor + offset, the latter kept between two values.
static void normalise_add(const float *x, long pixels, long channels, const float *factor, const float *offset,
                          float lowest, float highest, const float *residual, float *y) {
  for (long c = 0; c < channels; c += VL) {
    long n = channels - c;
    V f = load_first(factor + c, n), o = load_first(offset + c, n);
    for (long i = c; i < pixels * channels; i += channels) {
      V v = smaller(larger(load_first(x + i, n) * f + o, splat(lowest)), splat(highest));
      store_first(y + i, load_first(residual + i, n) + v, n);
    }
  }
}

#define NORM_GRADIENT_SUMS(get)                                                      \
  for (long i = 0; i < pixels; i++) {                                                \
    V v = get(x + i * channels + c);                                                 \
    V g = activated_gradient(v * f + o, get(dy + i * channels + c), kind, slope);    \
    s[0] += g;                                                                       \
    q[0] += g * (v - m);                                                             \
  }

/// Sums of g and of g · x̂, where g is dy behind the activation and x̂ = (x - mean) · inverse.
static void norm_gradient_sums(const float *x, const float *dy, long pixels, long channels, const float *mean,
                               const float *inverse, const float *factor, const float *offset, int activation,
                               float slope, float *sums, float *productSums) {
  for (long c = 0; c < channels; c += VL) {
    long n = channels - c;
    V f = load_first(factor + c, n), o = load_first(offset + c, n), m = load_first(mean + c, n);
    V s[1] = {}, q[1] = {};
    if (n >= VL) {
      FOR_ACTIVATION(NORM_GRADIENT_SUMS(load))
    } else {
      FOR_ACTIVATION(NORM_GRADIENT_SUMS(LOAD_N))
    }
    store_first(sums + c, s[0], n);
    store_first(productSums + c, q[0] * load_first(inverse + c, n), n);
  }
}

#define NORM_GRADIENT(get, put)                                                      \
  for (long i = 0; i < pixels; i++) {                                                \
    V v = get(x + i * channels + c);                                                 \
    V g = activated_gradient(v * f + o, get(dy + i * channels + c), kind, slope);    \
    put(dx + i * channels + c, a * g + (b * (v - m) + k));                           \
  }

/// dyFactor · g + xFactor · (x - mean) + constant, with g as above.
static void norm_gradient(const float *x, const float *dy, long pixels, long channels, const float *mean,
                          const float *factor, const float *offset, const float *dyFactor, const float *xFactor,
                          const float *constant, int activation, float slope, float *dx) {
  for (long c = 0; c < channels; c += VL) {
    long n = channels - c;
    V f = load_first(factor + c, n), o = load_first(offset + c, n), m = load_first(mean + c, n);
    V a = load_first(dyFactor + c, n), b = load_first(xFactor + c, n), k = load_first(constant + c, n);
    if (n >= VL) {
      FOR_ACTIVATION(NORM_GRADIENT(load, store))
    } else {
      FOR_ACTIVATION(NORM_GRADIENT(LOAD_N, STORE_N))
    }
  }
}

/// x where it is above zero, else x times its channel's slope.
static void parametric_relu(const float *x, long pixels, long channels, const float *slope, float *y) {
  for (long first = 0; first < pixels * channels; first += channels) {
    for (long c = 0; c < channels; c += VL) {
      long n = channels - c;
      V v = load_first(x + first + c, n);
      store_first(y + first + c, pick(v < 0, load_first(slope + c, n) * v, v), n);
    }
  }
}

static void parametric_relu_gradient(const float *x, const float *dy, long pixels, long channels, const float *slope,
                                     float *dx, float *slopeSums) {
  for (long c = 0; c < channels; c += VL) {
    long n = channels - c;
    V s = load_first(slope + c, n), sum = {};
    for (long i = c; i < pixels * channels; i += channels) {
      V v = load_first(x + i, n), g = load_first(dy + i, n);
      VI isAbove = v > 0;
      store_first(dx + i, pick(isAbove, g, s * g), n);
      sum += pick(isAbove, (V){}, v * g);
    }
    store_first(slopeSums + c, sum, n);
  }
}
