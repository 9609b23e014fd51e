// Products of input rows with packed weights, in register tiles of up to BLOCK pixels × two vectors of outputs.

/// Width of the panel that starts at output n: full panels, then one vector if that is enough for the rest.
INLINE long panel_width(long n, long outputs) { return outputs - n > VL ? 2 * VL : VL; }

static void pack(const float *w, long k, long kStride, long n, long nStride, float *packed, long K, long kOffset) {
  for (long first = 0; first < n; first += 2 * VL) {
    long width = panel_width(first, n);
    float *to = packed + first * K + kOffset * width;
    long valid = n - first < width ? n - first : width;
    for (long row = 0; row < k; row++, to += width) {
      const float *from = w + row * kStride + first * nStride;
      if (nStride == 1) {
        __builtin_memcpy(to, from, (size_t)valid * sizeof(float));
      } else {
        for (long j = 0; j < valid; j++) to[j] = from[j * nStride];
      }
      for (long j = valid; j < width; j++) to[j] = 0;
    }
  }
}

/// m pixels × nv vectors; `valid` outputs are stored.
INLINE void product_tile(const int m, const int nv, const ak_product *p, const float *input, const float *weight,
                         const float *bias, float *output, long valid) {
  V sums[BLOCK][2];
  UNROLL for (int i = 0; i < m; i++) {
    UNROLL for (int j = 0; j < nv; j++) sums[i][j] = (V){};
  }
  long step = p->columnStride, run = p->run;
  for (long segment = 0; segment < p->segments; segment++) {
    for (long tap = 0; tap < p->taps; tap++) {
      const float *in = input + segment * p->rowStride + tap * p->tapStride;
      _Pragma("clang loop unroll(disable)") for (long k = 0; k < run; k++) {
        V w[2];
        UNROLL for (int j = 0; j < nv; j++) w[j] = load(weight + j * VL);
        UNROLL for (int i = 0; i < m; i++) {
          float a = in[i * step];
          UNROLL for (int j = 0; j < nv; j++) sums[i][j] += a * w[j];
        }
        weight += nv * VL;
        in++;
      }
    }
  }
  if (valid == nv * VL) {
    V start[2];
    UNROLL for (int j = 0; j < nv; j++) start[j] = bias ? load(bias + j * VL) : (V){};
    UNROLL for (int i = 0; i < m; i++) {
      UNROLL for (int j = 0; j < nv; j++) store(output + i * p->outputStride + j * VL, sums[i][j] + start[j]);
    }
  } else {
    UNROLL for (int i = 0; i < m; i++) {
      float row[2 * VL];
      UNROLL for (int j = 0; j < nv; j++) store(row + j * VL, sums[i][j]);
      for (long j = 0; j < valid; j++) output[i * p->outputStride + j] = row[j] + (bias ? bias[j] : 0);
    }
  }
}

#define PRODUCT_TILE(m, nv)                                                                                 \
  static void product_tile_##m##_##nv(const ak_product *p, const float *input, const float *weight,         \
                                      const float *bias, float *output, long valid) {                       \
    product_tile(m, nv, p, input, weight, bias, output, valid);                                             \
  }
#define PRODUCT_TILES(m) PRODUCT_TILE(m, 1) PRODUCT_TILE(m, 2)
#define BOTH(m) {product_tile_##m##_1, product_tile_##m##_2}

PRODUCT_TILES(1) PRODUCT_TILES(2) PRODUCT_TILES(3) PRODUCT_TILES(4) PRODUCT_TILES(5) PRODUCT_TILES(6)
#if BLOCK > 6
PRODUCT_TILES(7) PRODUCT_TILES(8) PRODUCT_TILES(9) PRODUCT_TILES(10) PRODUCT_TILES(11) PRODUCT_TILES(12)
#endif
#if BLOCK > 12
PRODUCT_TILES(13) PRODUCT_TILES(14)
#endif

static void (*const product_tiles[BLOCK][2])(const ak_product *, const float *, const float *, const float *, float *,
                                             long) = {
    BOTH(1), BOTH(2), BOTH(3), BOTH(4), BOTH(5), BOTH(6),
#if BLOCK > 6
    BOTH(7), BOTH(8), BOTH(9), BOTH(10), BOTH(11), BOTH(12),
#endif
#if BLOCK > 12
    BOTH(13), BOTH(14),
#endif
};

static void product(const ak_product *p) {
  long K = p->segments * p->taps * p->run;
  long blocks = (p->columns + BLOCK - 1) / BLOCK;
  for (long block = 0; block < blocks; block++) {
    // Blocks of nearly equal size: a tile of one or two pixels would load more than it computes.
    long from = p->columns * block / blocks, to = p->columns * (block + 1) / blocks;
    for (long n = 0; n < p->outputs; n += 2 * VL) {
      long width = panel_width(n, p->outputs);
      long valid = p->outputs - n < width ? p->outputs - n : width;
      product_tiles[to - from - 1][width / VL - 1](p, p->input + from * p->columnStride, p->weight + n * K,
                                                   p->bias ? p->bias + n : 0, p->output + from * p->outputStride + n,
                                                   valid);
    }
  }
}
