// Sums over pixels of outer products: what the gradient of a weight is. Register tiles of up to BLOCK × two vectors.

INLINE void correlation_tile(const int m, const int nv, const ak_correlation *q, const float *a, const float *b,
                             long bRow, long bColumn, float *c, long valid) {
  V sums[m][nv];
  UNROLL for (int i = 0; i < m; i++) {
    UNROLL for (int j = 0; j < nv; j++) sums[i][j] = (V){};
  }
  for (long row = 0; row < q->rows; row++) {
    const float *pa = a + row * q->aRow, *pb = b + row * bRow;
    _Pragma("clang loop unroll(disable)") for (long column = 0; column < q->columns; column++) {
      V v[nv];
      UNROLL for (int j = 0; j < nv; j++) v[j] = load(pb + j * VL);
      UNROLL for (int i = 0; i < m; i++) {
        float s = pa[i];
        UNROLL for (int j = 0; j < nv; j++) sums[i][j] += s * v[j];
      }
      pa += q->aColumn;
      pb += bColumn;
    }
  }
  UNROLL for (int i = 0; i < m; i++) {
    UNROLL for (int j = 0; j < nv; j++) {
      long left = valid - j * VL;
      if (left > 0) store_first(c + i * q->cRow + j * VL, load_first(c + i * q->cRow + j * VL, left) + sums[i][j], left);
    }
  }
}

#define CORRELATION_TILE(m, nv)                                                                              \
  static void correlation_tile_##m##_##nv(const ak_correlation *q, const float *a, const float *b, long bRow, \
                                          long bColumn, float *c, long valid) {                               \
    correlation_tile(m, nv, q, a, b, bRow, bColumn, c, valid);                                                \
  }
#define CORRELATION_TILES(m) CORRELATION_TILE(m, 1) CORRELATION_TILE(m, 2)
#define BOTH_CORRELATIONS(m) {correlation_tile_##m##_1, correlation_tile_##m##_2}

CORRELATION_TILES(1) CORRELATION_TILES(2) CORRELATION_TILES(3) CORRELATION_TILES(4) CORRELATION_TILES(5)
CORRELATION_TILES(6)
#if BLOCK > 6
CORRELATION_TILES(7) CORRELATION_TILES(8) CORRELATION_TILES(9) CORRELATION_TILES(10) CORRELATION_TILES(11)
CORRELATION_TILES(12)
#endif
#if BLOCK > 12
CORRELATION_TILES(13) CORRELATION_TILES(14)
#endif

static void (*const correlation_tiles[BLOCK][2])(const ak_correlation *, const float *, const float *, long, long,
                                                 float *, long) = {
    BOTH_CORRELATIONS(1), BOTH_CORRELATIONS(2), BOTH_CORRELATIONS(3), BOTH_CORRELATIONS(4), BOTH_CORRELATIONS(5),
    BOTH_CORRELATIONS(6),
#if BLOCK > 6
    BOTH_CORRELATIONS(7), BOTH_CORRELATIONS(8), BOTH_CORRELATIONS(9), BOTH_CORRELATIONS(10), BOTH_CORRELATIONS(11),
    BOTH_CORRELATIONS(12),
#endif
#if BLOCK > 12
    BOTH_CORRELATIONS(13), BOTH_CORRELATIONS(14),
#endif
};

/// Columns copied at a time where b must be padded to a whole vector.
enum { CORRELATION_COPY = 64 };

static void correlate_panel(const ak_correlation *q, const float *b, long bRow, long bColumn, long n, long width,
                            long valid) {
  long blocks = (q->aCount + BLOCK - 1) / BLOCK;
  for (long block = 0; block < blocks; block++) {
    long from = q->aCount * block / blocks, to = q->aCount * (block + 1) / blocks;
    correlation_tiles[to - from - 1][width / VL - 1](q, q->a + from, b, bRow, bColumn, q->c + from * q->cRow + n,
                                                     valid);
  }
}

static void correlate(const ak_correlation *q) {
  for (long n = 0; n < q->bCount; n += 2 * VL) {
    long width = panel_width(n, q->bCount);
    long valid = q->bCount - n < width ? q->bCount - n : width;
    if (valid == width) {
      correlate_panel(q, q->b + n, q->bRow, q->bColumn, n, width, valid);
      continue;
    }
    // Loading whole vectors would run past the end of b, so pieces of its rows are copied beside zeros.
    float copy[CORRELATION_COPY * 2 * VL];
    __builtin_memset(copy, 0, sizeof copy);
    for (long row = 0; row < q->rows; row++) {
      for (long first = 0; first < q->columns; first += CORRELATION_COPY) {
        long columns = q->columns - first < CORRELATION_COPY ? q->columns - first : CORRELATION_COPY;
        for (long i = 0; i < columns; i++) {
          const float *from = q->b + row * q->bRow + (first + i) * q->bColumn + n;
          for (long j = 0; j < valid; j++) copy[i * width + j] = from[j];
        }
        ak_correlation piece = *q;
        piece.a += row * q->aRow + first * q->aColumn;
        piece.rows = 1;
        piece.columns = columns;
        correlate_panel(&piece, copy, 0, width, n, width, valid);
      }
    }
  }
}
