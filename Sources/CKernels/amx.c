// AVX-512 with products of whole matrices of bfloat16 (AMX: Sapphire Rapids and later). A tile register holds 16 rows of
// 64 bytes. One instruction adds to a tile of 16 × 16 sums the products of a tile of pixels (16 of them, 16 pairs each)
// and a tile of weights (16 pairs, 16 outputs each), in which packed pairs lie as they are. All but pairProduct is what
// AVX512-BF16 does.
//
// Intel, "Intel 64 and IA-32 Architectures Software Developer's Manual", volume 1, chapter 18.
#include <stddef.h>

#include "CKernels.h"
#include "amx.h"

#if defined(__x86_64__) && defined(__linux__)
#include <cpuid.h>
#include <immintrin.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#pragma clang attribute push(__attribute__((target("amx-tile,amx-bf16,amx-int8"))), apply_to = function)

/// Pixels, outputs and pairs of one tile.
enum { SIDE = 16 };

/// Sums of `high` × `wide` tiles: two by two, one to three next to each other, or one to three below each other. The last
/// tile in each direction holds what is left, the others are full.
typedef struct {
  int high, wide, lastPixels, lastOutputs;
} block;

/// What LDTILECFG reads.
typedef struct {
  uint8_t palette, startRow, reserved[14];
  uint16_t columnBytes[16];
  uint8_t rows[16];
} __attribute__((packed)) tile_shapes;

static void shape(tile_shapes *shapes, int tile, int rows, int columns) {
  shapes->rows[tile] = (uint8_t)rows;
  shapes->columnBytes[tile] = (uint16_t)(4 * columns);
}

/// Sums lie in tiles 0 to 3, pixels from 4 on, and weights from 6, 5 (next to each other) or 7 (below each other) on.
static void set_shapes(block b) {
  tile_shapes shapes = {.palette = 1};
  int firstWeights = b.high == 1 ? 5 : b.wide == 1 ? 7 : 6;
  for (int i = 0; i < b.high; i++) {
    int pixels = i == b.high - 1 ? b.lastPixels : SIDE;
    shape(&shapes, 4 + i, pixels, SIDE);
    for (int j = 0; j < b.wide; j++) {
      int outputs = j == b.wide - 1 ? b.lastOutputs : SIDE;
      shape(&shapes, firstWeights + j, SIDE, outputs);
      shape(&shapes, i * b.wide + j, pixels, outputs);
    }
  }
  _tile_loadconfig(&shapes);
}

/// Packed weights of 16 outputs: in a panel of two vectors, or in one of one that is the last.
typedef struct {
  const float *pairs;
  long stride;  // places between rows
} weights;

static weights weights_of(const ak_product *p, long K, long output) {
  long panel = output / (2 * SIDE) * (2 * SIDE);
  long width = p->outputs - panel > SIDE ? 2 * SIDE : SIDE;
  return (weights){p->weight + panel * K + (output - panel), width};
}

#define PIXELS(tile, i) _tile_loadd(tile, pixels + (i) * SIDE * p->columnStride, 4 * p->columnStride)
#define WEIGHTS(tile, w)                      \
  do {                                        \
    _tile_loadd(tile, w.pairs, 4 * w.stride); \
    w.pairs += SIDE * w.stride;               \
  } while (0)
/// Repeats what follows for every 16 pairs of every run.
#define EACH_TILE_OF_PAIRS(...)                                                                    \
  for (long segment = 0; segment < p->segments; segment++) {                                       \
    for (long tap = 0; tap < p->taps; tap++) {                                                     \
      const float *pixels = input + segment * p->rowStride + tap * p->tapStride;                   \
      for (long k = 0; k < p->run; k += SIDE, pixels += SIDE) __VA_ARGS__                          \
    }                                                                                              \
  }
/// Sums begin with the bias, the same in each row.
#define BEGIN(tile, j)                                    \
  do {                                                    \
    if (p->bias) {                                        \
      _tile_loadd(tile, p->bias + output + (j) * SIDE, 0); \
    } else {                                              \
      _tile_zero(tile);                                   \
    }                                                     \
  } while (0)
#define END(tile, i, j) _tile_stored(tile, to + (i) * SIDE * p->outputStride + (j) * SIDE, 4 * p->outputStride)

/// The sums of one block, whose shapes are set: from pixel `column` and output `output` on.
static void sum_block(const ak_product *p, block b, long K, long column, long output) {
  const float *input = p->input + column * p->columnStride;
  float *to = p->output + column * p->outputStride + output;
  weights w[3];
  for (int j = 0; j < b.wide; j++) w[j] = weights_of(p, K, output + j * SIDE);
  if (b.high == 1) {
    BEGIN(0, 0);
    if (b.wide > 1) BEGIN(1, 1);
    if (b.wide > 2) BEGIN(2, 2);
    EACH_TILE_OF_PAIRS({
      PIXELS(4, 0);
      WEIGHTS(5, w[0]);
      _tile_dpbf16ps(0, 4, 5);
      if (b.wide > 1) {
        WEIGHTS(6, w[1]);
        _tile_dpbf16ps(1, 4, 6);
      }
      if (b.wide > 2) {
        WEIGHTS(7, w[2]);
        _tile_dpbf16ps(2, 4, 7);
      }
    })
    END(0, 0, 0);
    if (b.wide > 1) END(1, 0, 1);
    if (b.wide > 2) END(2, 0, 2);
  } else if (b.wide == 1) {
    BEGIN(0, 0);
    BEGIN(1, 0);
    if (b.high > 2) BEGIN(2, 0);
    EACH_TILE_OF_PAIRS({
      WEIGHTS(7, w[0]);
      PIXELS(4, 0);
      _tile_dpbf16ps(0, 4, 7);
      PIXELS(5, 1);
      _tile_dpbf16ps(1, 5, 7);
      if (b.high > 2) {
        PIXELS(6, 2);
        _tile_dpbf16ps(2, 6, 7);
      }
    })
    END(0, 0, 0);
    END(1, 1, 0);
    if (b.high > 2) END(2, 2, 0);
  } else {
    BEGIN(0, 0);
    BEGIN(1, 1);
    BEGIN(2, 0);
    BEGIN(3, 1);
    EACH_TILE_OF_PAIRS({
      PIXELS(4, 0);
      WEIGHTS(6, w[0]);
      _tile_dpbf16ps(0, 4, 6);
      WEIGHTS(7, w[1]);
      _tile_dpbf16ps(1, 4, 7);
      PIXELS(5, 1);
      _tile_dpbf16ps(2, 5, 6);
      _tile_dpbf16ps(3, 5, 7);
    })
    END(0, 0, 0);
    END(1, 0, 1);
    END(2, 1, 0);
    END(3, 1, 1);
  }
}

static long smaller(long a, long b) { return a < b ? a : b; }
static long tiles(long count) { return (count + SIDE - 1) / SIDE; }

static int last(long count) { return (int)((count - 1) % SIDE) + 1; }

/// One row of output pixels.
static void matrix_row(const ak_product *p) {
  long K = p->segments * p->taps * (SIDE * tiles(p->run));
  block shaped = {.high = 0};
  long columns, outputs;
  for (long column = 0; column < p->columns; column += columns) {
    // As many sums at a time as hide how long each takes, in tiles that are as full as they can be.
    columns = smaller(p->columns - column, p->outputs <= SIDE ? 3 * SIDE : 2 * SIDE);
    for (long output = 0; output < p->outputs; output += outputs) {
      long left = p->outputs - output;
      // 64 outputs beside few pixels are twice 32 rather than 48 and 16.
      outputs = smaller(left, columns > SIDE || tiles(left) == 4 ? 2 * SIDE : 3 * SIDE);
      block b = {(int)tiles(columns), (int)tiles(outputs), last(columns), last(outputs)};
      if (memcmp(&b, &shaped, sizeof b)) {
        set_shapes(b);
        shaped = b;
      }
      sum_block(p, b, K, column, output);
    }
  }
}

static void matrix_product(const ak_product *p) {
  ak_product row = *p;
  for (long i = 0; i < p->rows; i++, row.input += p->inputRow, row.output += p->outputRow) matrix_row(&row);
  // Tiles in use would be saved and loaded with every change of threads.
  _tile_release();
}

/// See peak.h: products of tiles that are zero when they have been shaped, `values` numbers to each place.
#define MATRIX_PEAK(name, multiply, values)                                                               \
  static long name(long rounds, float *sink) {                                                            \
    float sums[SIDE * SIDE];                                                                              \
    set_shapes((block){.high = 2, .wide = 2, .lastPixels = SIDE, .lastOutputs = SIDE});                   \
    for (long round = 0; round < rounds; round++) {                                                       \
      multiply(0, 4, 6);                                                                                  \
      multiply(1, 4, 7);                                                                                  \
      multiply(2, 5, 6);                                                                                  \
      multiply(3, 5, 7);                                                                                  \
    }                                                                                                     \
    _tile_stored(0, sums, 4 * SIDE);                                                                      \
    _tile_release();                                                                                      \
    *sink = sums[0];                                                                                      \
    return rounds * 4 * SIDE * SIDE * SIDE * values * 2;                                                  \
  }
MATRIX_PEAK(bfloat16_matrix_peak, _tile_dpbf16ps, 2)
MATRIX_PEAK(int8_matrix_peak, _tile_dpbusd, 4)

#pragma clang attribute pop

extern const ak_table ak_table_avx512bf16;

static const ak_table *found;
static ak_table table;

int ak_processor_has_amx(void) {
  enum { AMX_BF16 = 1 << 22, AMX_TILE = 1 << 24, AMX_INT8 = 1 << 25 };
  unsigned a, b, c, d;
  const unsigned all = AMX_BF16 | AMX_TILE | AMX_INT8;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (d & all) == all;
}

/// Linux gives tile registers only to a process that asks for them ("Using XSTATE features in user space
/// applications", Documentation/arch/x86/xstate.rst); then to all of its threads.
static void ask(void) {
  enum { REQUEST_PERMISSION = 0x1023, TILE_DATA = 18 };
  if (!ak_processor_has_amx() || syscall(SYS_arch_prctl, REQUEST_PERMISSION, TILE_DATA) != 0) return;
  table = ak_table_avx512bf16;
  table.name = "amx";
  table.pairRun = SIDE;
  table.pairProduct = matrix_product;
  table.bfloat16Peak = bfloat16_matrix_peak;
  table.int8Peak = int8_matrix_peak;
  found = &table;
}

const ak_table *ak_find_amx(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, ask);
  return found;
}
#else
int ak_processor_has_amx(void) { return 0; }
const ak_table *ak_find_amx(void) { return NULL; }
#endif
