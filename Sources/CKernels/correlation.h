// Sums over pixels of outer products: what the gradient of a weight is. Register tiles of up to BLOCK × two vectors.

INLINE void correlation_tile(const int m, const int nv, const ak_correlation *q, const float *a, const float *b,
                             long bRow, long bColumn, float *c, long valid) {
  V sums[BLOCK][2];
  UNROLL for (int i = 0; i < m; i++) {
    UNROLL for (int j = 0; j < nv; j++) sums[i][j] = (V){};
  }
  long columns = q->columns, aColumn = q->aColumn;
  for (long row = 0; row < q->rows; row++) {
    const float *pa = a + row * q->aRow, *pb = b + row * bRow;
    _Pragma("clang loop unroll(disable)") for (long column = 0; column < columns; column++) {
      V v[2];
      UNROLL for (int j = 0; j < nv; j++) v[j] = load(pb + j * VL);
      UNROLL for (int i = 0; i < m; i++) {
        float s = pa[i];
        UNROLL for (int j = 0; j < nv; j++) sums[i][j] += s * v[j];
      }
      pa += aColumn;
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

/// Pixels of b copied at a time: a panel of them stays in the first-level cache.
enum { CORRELATION_COPY = 128 };

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
    // A panel of b is copied together where it is read often: at the usual distances between pixels its lines would
    // fall into few sets of the cache. An incomplete panel must be copied, since whole vectors are loaded.
    if (valid == width && (q->aCount <= 2 * BLOCK || q->bColumn == width)) {
      correlate_panel(q, q->b + n, q->bRow, q->bColumn, n, width, valid);
      continue;
    }
    float copy[CORRELATION_COPY * 2 * VL];
    if (valid < width) __builtin_memset(copy, 0, sizeof copy);
    long most = q->columns < CORRELATION_COPY ? q->columns : CORRELATION_COPY;
    long rowsAtOnce = CORRELATION_COPY / (most > 0 ? most : 1);
    for (long row = 0; row < q->rows; row += rowsAtOnce) {
      long rows = q->rows - row < rowsAtOnce ? q->rows - row : rowsAtOnce;
      for (long first = 0; first < q->columns; first += most) {
        long columns = q->columns - first < most ? q->columns - first : most;
        for (long r = 0; r < rows; r++) {
          const float *from = q->b + (row + r) * q->bRow + first * q->bColumn + n;
          float *to = copy + r * columns * width;
          if (valid == width) {
            for (long i = 0; i < columns; i++, from += q->bColumn, to += width) {
              store(to, load(from));
              if (width > VL) store(to + VL, load(from + VL));
            }
          } else {
            for (long i = 0; i < columns; i++, from += q->bColumn, to += width) {
              for (long j = 0; j < valid; j++) to[j] = from[j];
            }
          }
        }
        ak_correlation piece = *q;
        piece.a += row * q->aRow + first * q->aColumn;
        piece.rows = rows;
        piece.columns = columns;
        correlate_panel(&piece, copy, columns * width, width, n, width, valid);
      }
    }
  }
}
