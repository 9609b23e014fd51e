// Products for very few outputs, where a vector of outputs would be mostly padding: dot products along the input run.

/// sum + a · w of floats or of pairs of bfloat16, lane by lane.
INLINE V narrow_term(const int pairs, V sum, V a, V w) { return pairs ? dot_pairs(sum, (VI)a, (VI)w) : sum + a * w; }

INLINE void narrow_tile(const int m, const int n, const int pairs, const ak_product *p, long row, long column) {
  V sums[3 * DOTS][3];
  UNROLL for (int i = 0; i < m; i++) {
    UNROLL for (int o = 0; o < n; o++) sums[i][o] = (V){};
  }
  long segments = p->segments, padded = (p->run + VL - 1) / VL * VL, whole = p->run / VL * VL, step = p->columnStride;
  VI lanes;
  UNROLL for (int i = 0; i < VL; i++) lanes[i] = i;
  VI mask = lanes < (int)(p->run - whole);
  for (long segment = 0; segment < p->segments; segment++) {
    const float *in = p->input + row * p->inputRow + segment * p->rowStride + column * step;
    const float *weight = p->weight + segment * padded;
    long k = 0;
    _Pragma("clang loop unroll(disable)") for (; k < whole; k += VL) {
      V w[3];
      UNROLL for (int o = 0; o < n; o++) w[o] = load(weight + o * segments * padded + k);
      UNROLL for (int i = 0; i < m; i++) {
        V a = load(in + i * step + k);
        UNROLL for (int o = 0; o < n; o++) sums[i][o] = narrow_term(pairs, sums[i][o], a, w[o]);
      }
    }
    if (k < p->run) {
      V w[3];
      UNROLL for (int o = 0; o < n; o++) w[o] = load(weight + o * segments * padded + k);
      UNROLL for (int i = 0; i < m; i++) {
        V a = (V)(mask & (VI)load(in + i * step + k));
        UNROLL for (int o = 0; o < n; o++) sums[i][o] = narrow_term(pairs, sums[i][o], a, w[o]);
      }
    }
  }
  UNROLL for (int i = 0; i < m; i++) {
    UNROLL for (int o = 0; o < n; o++) {
      p->output[row * p->outputRow + (column + i) * p->outputStride + o] = total(sums[i][o]) + (p->bias ? p->bias[o] : 0);
    }
  }
}

/// Pixels of a tile of n outputs: as many sums at a time for one output as for three, or each would wait for the last.
#define DOTS_OF(n) (3 * DOTS / (n))

#define NARROW_ROWS(n, pairs)                                                                                      \
  static void narrow_rows_##n##_##pairs(const ak_product *p) {                                                     \
    for (long row = 0; row < p->rows; row++) {                                                                     \
      long column = 0;                                                                                             \
      for (; column + DOTS_OF(n) <= p->columns; column += DOTS_OF(n)) narrow_tile(DOTS_OF(n), n, pairs, p, row, column); \
      for (; column < p->columns; column++) narrow_tile(1, n, pairs, p, row, column);                              \
    }                                                                                                              \
  }
NARROW_ROWS(1, 0) NARROW_ROWS(2, 0) NARROW_ROWS(3, 0) NARROW_ROWS(1, 1) NARROW_ROWS(2, 1) NARROW_ROWS(3, 1)

static void narrow_product(const ak_product *p) {
  switch (p->outputs) {
    case 1: narrow_rows_1_0(p); break;
    case 2: narrow_rows_2_0(p); break;
    case 3: narrow_rows_3_0(p); break;
  }
}

static void narrow_pair_product(const ak_product *p) {
  switch (p->outputs) {
    case 1: narrow_rows_1_1(p); break;
    case 2: narrow_rows_2_1(p); break;
    case 3: narrow_rows_3_1(p); break;
  }
}
