// Products for very few outputs, where a vector of outputs would be mostly padding: dot products along the input run.

INLINE void narrow_tile(const int m, const int n, const ak_product *p, long column) {
  V sums[m][n];
  UNROLL for (int i = 0; i < m; i++) {
    UNROLL for (int o = 0; o < n; o++) sums[i][o] = (V){};
  }
  long padded = (p->run + VL - 1) / VL * VL, whole = p->run / VL * VL, step = p->columnStride;
  VI lanes;
  UNROLL for (int i = 0; i < VL; i++) lanes[i] = i;
  VI mask = lanes < (int)(p->run - whole);
  for (long segment = 0; segment < p->segments; segment++) {
    const float *in = p->input + segment * p->rowStride + column * step;
    const float *weight = p->weight + segment * padded;
    long k = 0;
    _Pragma("clang loop unroll(disable)") for (; k < whole; k += VL) {
      V w[n];
      UNROLL for (int o = 0; o < n; o++) w[o] = load(weight + o * p->segments * padded + k);
      UNROLL for (int i = 0; i < m; i++) {
        V a = load(in + i * step + k);
        UNROLL for (int o = 0; o < n; o++) sums[i][o] += a * w[o];
      }
    }
    if (k < p->run) {
      V w[n];
      UNROLL for (int o = 0; o < n; o++) w[o] = load(weight + o * p->segments * padded + k);
      UNROLL for (int i = 0; i < m; i++) {
        V a = (V)(mask & (VI)load(in + i * step + k));
        UNROLL for (int o = 0; o < n; o++) sums[i][o] += a * w[o];
      }
    }
  }
  UNROLL for (int i = 0; i < m; i++) {
    UNROLL for (int o = 0; o < n; o++) {
      p->output[(column + i) * p->outputStride + o] = total(sums[i][o]) + (p->bias ? p->bias[o] : 0);
    }
  }
}

#define NARROW_ROW(n)                                                             \
  static void narrow_row_##n(const ak_product *p) {                               \
    long column = 0;                                                              \
    for (; column + DOTS <= p->columns; column += DOTS) narrow_tile(DOTS, n, p, column); \
    for (; column < p->columns; column++) narrow_tile(1, n, p, column);           \
  }
NARROW_ROW(1) NARROW_ROW(2) NARROW_ROW(3)

static void narrow_product(const ak_product *p) {
  switch (p->outputs) {
    case 1: narrow_row_1(p); break;
    case 2: narrow_row_2(p); break;
    case 3: narrow_row_3(p); break;
  }
}
