// One value at a time: sums, activations, Adam.

#define EACH(count, whole, rest)                  \
  do {                                            \
    long i = 0;                                   \
    for (; i + VL <= (count); i += VL) { whole; } \
    if (i < (count)) {                            \
      long n = (count) - i;                       \
      rest;                                       \
    }                                             \
  } while (0)

static void add(const float *a, const float *b, long count, float *y) {
  EACH(count, store(y + i, load(a + i) + load(b + i)), store_first(y + i, load_first(a + i, n) + load_first(b + i, n), n));
}

static void multiply(const float *a, const float *b, long count, float *y) {
  EACH(count, store(y + i, load(a + i) * load(b + i)), store_first(y + i, load_first(a + i, n) * load_first(b + i, n), n));
}

static void axpy(float alpha, const float *x, long count, float *y) {
  EACH(count, store(y + i, load(y + i) + alpha * load(x + i)),
       store_first(y + i, load_first(y + i, n) + alpha * load_first(x + i, n), n));
}

static void scale(float alpha, const float *x, long count, float *y) {
  EACH(count, store(y + i, alpha * load(x + i)), store_first(y + i, alpha * load_first(x + i, n), n));
}

/// e^x by 2^k · e^r, |r| ≤ ln 2 / 2, with the Taylor polynomial of degree 7.
INLINE V exponential_of(V x) {
  x = smaller(larger(x, splat(-87)), splat(88));
  V scaled = x * 1.44269504f;
  V shifted = scaled + 12582912.0f;  // 1.5 · 2^23: the sum's last bits are the nearest integer
  V k = shifted - 12582912.0f;
  V r = (x - k * 0.693359375f) + k * 2.12194440e-4f;
  V p = splat(1.0f / 5040);
  p = p * r + 1.0f / 720;
  p = p * r + 1.0f / 120;
  p = p * r + 1.0f / 24;
  p = p * r + 1.0f / 6;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  VI exponent = (VI)shifted << 23;
  return (V)((VI)p + exponent);
}

/// tanh x: near zero by its odd Taylor polynomial, since 1 - 2 / (e^2x + 1) loses digits there.
INLINE V tanh_of(V x) {
  V a = magnitude(x), s = x * x;
  V near = x + x * s * (-1.0f / 3 + s * (2.0f / 15 + s * (-17.0f / 315 + s * (62.0f / 2835))));
  V far = 1.0f - 2.0f / (exponential_of(2 * smaller(a, splat(20))) + 1.0f);
  far = (V)((VI)far | ((VI)x & (int)0x80000000));
  V y = pick(a < 0.25f, near, far);
  return pick(x == x, y, x);
}

INLINE V sigmoid_of(V x) {
  V y = 1.0f / (1.0f + exponential_of(-x));
  return pick(x == x, y, x);
}

INLINE V activated(V x, const int activation, float slope) {
  switch (activation) {
    case AK_RELU: return pick(x < 0, (V){}, x);
    case AK_LEAKY: return pick(x < 0, slope * x, x);
    case AK_TANH: return tanh_of(x);
    case AK_SIGMOID: return sigmoid_of(x);
    case AK_CLIP: return pick(x < -slope, splat(-slope), pick(x > slope, splat(slope), x));
    case AK_CLIPPED_RELU: return pick(x < 0, (V){}, pick(x > slope, splat(slope), x));
    default: return x;
  }
}

/// dy times the derivative, from the output y.
INLINE V activated_gradient(V y, V dy, const int activation, float slope) {
  switch (activation) {
    case AK_RELU: return pick(y > 0, dy, (V){});
    case AK_LEAKY: return pick(y > 0, dy, slope * dy);
    case AK_TANH: return dy * (1 - y * y);
    case AK_SIGMOID: return dy * (y * (1 - y));
    case AK_CLIP: return pick(magnitude(y) < slope, dy, (V){});
    case AK_CLIPPED_RELU: return pick(y > 0, pick(y < slope, dy, (V){}), (V){});
    default: return dy;
  }
}

/// Repeats `statement` with the activation known at compile time.
#define FOR_ACTIVATION(statement)                                                \
  switch (activation) {                                                          \
    case AK_RELU: { enum { kind = AK_RELU }; statement; break; }                 \
    case AK_LEAKY: { enum { kind = AK_LEAKY }; statement; break; }               \
    case AK_TANH: { enum { kind = AK_TANH }; statement; break; }                 \
    case AK_SIGMOID: { enum { kind = AK_SIGMOID }; statement; break; }           \
    case AK_CLIP: { enum { kind = AK_CLIP }; statement; break; }                 \
    case AK_CLIPPED_RELU: { enum { kind = AK_CLIPPED_RELU }; statement; break; } \
    default: { enum { kind = AK_NONE }; statement; break; }                      \
  }

static void activate(const float *x, long count, int activation, float slope, float *y) {
  FOR_ACTIVATION(EACH(count, store(y + i, activated(load(x + i), kind, slope)),
                      store_first(y + i, activated(load_first(x + i, n), kind, slope), n)));
}

static void activate_gradient(const float *y, const float *dy, long count, int activation, float slope, float *dx) {
  FOR_ACTIVATION(EACH(count, store(dx + i, activated_gradient(load(y + i), load(dy + i), kind, slope)),
                      store_first(dx + i, activated_gradient(load_first(y + i, n), load_first(dy + i, n), kind, slope), n)));
}

static void exponential(const float *x, long count, float *y) {
  EACH(count, store(y + i, exponential_of(load(x + i))), store_first(y + i, exponential_of(load_first(x + i, n)), n));
}

/// Floats summed in single precision before the partial sum goes to double.
enum { SUM_PIECE = 4096 };

#define SUMMED(count, whole, rest)                                                \
  double result = 0;                                                              \
  for (long first = 0; first < (count); first += SUM_PIECE) {                     \
    long end = (count) - first < SUM_PIECE ? (count) : first + SUM_PIECE, i = first; \
    V parts[4] = {};                                                              \
    for (; i + 4 * VL <= end; i += 4 * VL) {                                      \
      UNROLL for (int u = 0; u < 4; u++) {                                        \
        long at = i + u * VL;                                                     \
        parts[u] += whole;                                                        \
      }                                                                           \
    }                                                                             \
    for (; i < end; i += VL) {                                                    \
      long n = end - i;                                                           \
      parts[0] += rest;                                                           \
    }                                                                             \
    result += (double)total((parts[0] + parts[1]) + (parts[2] + parts[3]));       \
  }                                                                               \
  return result;

static double sum(const float *x, long count) { SUMMED(count, load(x + at), load_first(x + i, n)) }

static double dot(const float *a, const float *b, long count) {
  SUMMED(count, load(a + at) * load(b + at), load_first(a + i, n) * load_first(b + i, n))
}

static double absolute_difference(const float *a, const float *b, long count) {
  SUMMED(count, magnitude(load(a + at) - load(b + at)), magnitude(load_first(a + i, n) - load_first(b + i, n)))
}

INLINE V squared(V x) { return x * x; }

/// What load_first leaves beyond its n floats is zero, so the padding lanes are subtracted from the target too.
INLINE V first_of(float x, long n) {
  V v;
  UNROLL for (int i = 0; i < VL; i++) v[i] = i < n ? x : 0;
  return v;
}

static double squared_distance(const float *x, float target, long count) {
  SUMMED(count, squared(load(x + at) - target), squared(load_first(x + i, n) - first_of(target, n)))
}

INLINE V signed_of(V d, float alpha) { return pick(d > 0, splat(alpha), pick(d < 0, splat(-alpha), (V){})); }

static void sign_of_difference(const float *a, const float *b, float alpha, long count, float *y) {
  EACH(count, store(y + i, signed_of(load(a + i) - load(b + i), alpha)),
       store_first(y + i, signed_of(load_first(a + i, n) - load_first(b + i, n), alpha), n));
}

static void difference_from(const float *x, float target, float alpha, long count, float *y) {
  EACH(count, store(y + i, alpha * (load(x + i) - target)), store_first(y + i, alpha * (load_first(x + i, n) - target), n));
}

/// NaN counts as infinite, so that it cannot hide.
static float maximum_magnitude(const float *x, long count) {
  V most = {};
  EACH(count, V a = magnitude(load(x + i)); most = pick(a <= most, most, pick(a == a, a, splat(INFINITY))),
       V a = magnitude(load_first(x + i, n)); most = pick(a <= most, most, pick(a == a, a, splat(INFINITY))));
  float result = 0;
  for (int i = 0; i < VL; i++) result = most[i] > result ? most[i] : result;
  return result;
}

INLINE void adam_step(const ak_adam *a, long i, long n) {
  V g = load_first(a->gradients + i, n);
  V m = load_first(a->firstMoment + i, n), v = load_first(a->secondMoment + i, n);
  m = a->beta1 * m + (1 - a->beta1) * g;
  v = a->beta2 * v + (1 - a->beta2) * (g * g);
  V p = load_first(a->parameters + i, n);
  p -= a->stepSize * m / (__builtin_elementwise_sqrt(v) * a->inverseRootScale + a->epsilon);
  store_first(a->firstMoment + i, m, n);
  store_first(a->secondMoment + i, v, n);
  store_first(a->parameters + i, p, n);
}

static void adam(const ak_adam *a) {
  EACH(a->count, adam_step(a, i, VL), adam_step(a, i, n));
}
