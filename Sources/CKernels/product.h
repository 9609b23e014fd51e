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

/// A part of the sum of one panel whose weights stay in the first-level cache while every pixel of a call meets them.
typedef struct {
  long segment, tap, k;  // where in the kernel it begins
  long runs, run;        // so many runs, and of each so many values
  int isFirst, isLast;
} product_part;

enum { PRODUCT_BYTES = 16 << 10 };  // of weights in a part, unless a single run of few values has more

/// The part after `part` of the panel's K rows: whole runs, or a piece of one.
INLINE product_part next_part(const ak_product *p, product_part part, const long width) {
  long most = PRODUCT_BYTES / (width * (long)sizeof(float)), taps = p->segments * p->taps;
  if (part.run == 0) {
    part.isFirst = 1;
  } else {
    part.isFirst = 0;
    part.k += part.run;
    if (part.k == p->run) {
      long next = part.segment * p->taps + part.tap + part.runs;
      part.segment = next / p->taps;
      part.tap = next % p->taps;
      part.k = 0;
    }
  }
  long done = part.segment * p->taps + part.tap;
  if (p->run <= most) {
    part.runs = most / (p->run > 0 ? p->run : 1) < taps - done ? most / (p->run > 0 ? p->run : 1) : taps - done;
    part.run = p->run;
  } else {
    // Pieces of nearly equal length.
    long pieces = (p->run - part.k + most - 1) / most;
    part.runs = 1;
    part.run = (p->run - part.k + pieces - 1) / pieces;
  }
  part.isLast = done + part.runs == taps && part.k + part.run == p->run;
  return part;
}

/// m pixels × nv vectors; `valid` outputs are stored. Inputs and weights are floats, or pairs of bfloat16.
INLINE void product_tile(const int m, const int nv, const int pairs, const ak_product *p, const product_part *part,
                         const float *input, const float *weight, const float *bias, float *output, long valid) {
  V sums[BLOCK][2];
  UNROLL for (int i = 0; i < m; i++) {
    UNROLL for (int j = 0; j < nv; j++) {
      sums[i][j] = part->isFirst ? (V){} : load_first(output + i * p->outputStride + j * VL, valid - j * VL);
    }
  }
  long step = p->columnStride, run = part->run, tap = part->tap;
  const float *row = input + part->segment * p->rowStride + part->k;
  for (long r = 0; r < part->runs; r++) {
    const float *in = row + tap * p->tapStride;
    _Pragma("clang loop unroll(disable)") for (long k = 0; k < run; k++) {
      V w[2];
      UNROLL for (int j = 0; j < nv; j++) w[j] = load(weight + j * VL);
      UNROLL for (int i = 0; i < m; i++) {
        if (pairs) {
          VI a = (VI){} + ((const int_in_float *)in)[i * step];
          UNROLL for (int j = 0; j < nv; j++) sums[i][j] = dot_pairs(sums[i][j], a, (VI)w[j]);
        } else {
          float a = in[i * step];
          UNROLL for (int j = 0; j < nv; j++) sums[i][j] += a * w[j];
        }
      }
      weight += nv * VL;
      in++;
    }
    if (++tap == p->taps) {
      tap = 0;
      row += p->rowStride;
    }
  }
  if (!part->isLast) bias = 0;
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

#define PRODUCT_TILE(m, nv, pairs)                                                                                \
  static void product_tile_##m##_##nv##_##pairs(const ak_product *p, const product_part *part, const float *input, \
                                                const float *weight, const float *bias, float *output,            \
                                                long valid) {                                                     \
    product_tile(m, nv, pairs, p, part, input, weight, bias, output, valid);                                      \
  }
#define PRODUCT_TILES(m) PRODUCT_TILE(m, 1, 0) PRODUCT_TILE(m, 2, 0) PRODUCT_TILE(m, 1, 1) PRODUCT_TILE(m, 2, 1)
#define EACH_TILE(m) \
  {{product_tile_##m##_1_0, product_tile_##m##_1_1}, {product_tile_##m##_2_0, product_tile_##m##_2_1}}

PRODUCT_TILES(1) PRODUCT_TILES(2) PRODUCT_TILES(3) PRODUCT_TILES(4) PRODUCT_TILES(5) PRODUCT_TILES(6)
#if BLOCK > 6
PRODUCT_TILES(7) PRODUCT_TILES(8) PRODUCT_TILES(9) PRODUCT_TILES(10) PRODUCT_TILES(11) PRODUCT_TILES(12)
#endif
#if BLOCK > 12
PRODUCT_TILES(13) PRODUCT_TILES(14)
#endif

/// By pixels, vectors, and whether they multiply pairs.
static void (*const product_tiles[BLOCK][2][2])(const ak_product *, const product_part *, const float *, const float *,
                                                const float *, float *, long) = {
    EACH_TILE(1), EACH_TILE(2), EACH_TILE(3), EACH_TILE(4), EACH_TILE(5), EACH_TILE(6),
#if BLOCK > 6
    EACH_TILE(7), EACH_TILE(8), EACH_TILE(9), EACH_TILE(10), EACH_TILE(11), EACH_TILE(12),
#endif
#if BLOCK > 12
    EACH_TILE(13), EACH_TILE(14),
#endif
};

/// Panel by panel and part by part, so that weights are read once from where there is room for all of them, and then
/// stay near.
INLINE void product_panels(const ak_product *p, const int pairs) {
  long K = p->segments * p->taps * p->run;
  long blocks = (p->columns + BLOCK - 1) / BLOCK;
  for (long n = 0; n < p->outputs; n += 2 * VL) {
    long width = panel_width(n, p->outputs);
    long valid = p->outputs - n < width ? p->outputs - n : width;
    const float *weight = p->weight + n * K, *bias = p->bias ? p->bias + n : 0;
    product_part part = {0};
    do {
      part = next_part(p, part, width);
      for (long row = 0; row < p->rows; row++) {
        const float *input = p->input + row * p->inputRow;
        float *output = p->output + row * p->outputRow + n;
        for (long block = 0; block < blocks; block++) {
          // Blocks of nearly equal size: a tile of one or two pixels would load more than it computes.
          long from = p->columns * block / blocks, to = p->columns * (block + 1) / blocks;
          product_tiles[to - from - 1][width / VL - 1][pairs](p, &part, input + from * p->columnStride, weight, bias,
                                                              output + from * p->outputStride, valid);
        }
      }
      weight += part.runs * part.run * width;
    } while (!part.isLast);
  }
}

static void product(const ak_product *p) { product_panels(p, 0); }
static void pair_product(const ak_product *p) { product_panels(p, 1); }
