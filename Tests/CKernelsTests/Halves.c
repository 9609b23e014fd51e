// Kernels of 4×4 and stride 2 as four of 2×2: called as Kernels/HalvedConvolution.swift calls them, against the plain
// convolution and its adjoint.

#include <stdlib.h>

#include "Harness.h"

/// The maps' entries up to 16 multiply what single precision leaves out.
static const double TOLERANCE = 2e-5;

enum { POINTS = 36, SIDE = 5 };

typedef struct {
  long inputs, outputs, height, width;  // extents of the smaller picture
  bool isTransposed, hasBias;
} layer;

static long step(long floats) { return ((floats + 15) / 16 | 1) * 16; }

static const float *filter(const ak_table *t, const layer *g, const float *w) {
  long rows = g->isTransposed ? g->inputs : 4 * g->inputs, columns = g->isTransposed ? 4 * g->outputs : g->outputs;
  float *packed = array(POINTS * step(rows * columns));
  for (int phase = 0; phase < 4; phase++) {
    long a = phase / 2, b = phase % 2, tap = g->outputs, next = 2 * g->outputs, input = 16 * g->outputs;
    const float *first = w + ((3 - a) * 4 + 3 - b) * tap;
    if (g->isTransposed) {
      next = -next;
    } else {
      tap = g->inputs * g->outputs, next = 2 * tap, input = g->outputs;
      first = w + (a * 4 + b) * tap;
    }
    ak_halves_weight q = {.weight = first, .rowStride = 4 * next, .columnStride = next, .inputStride = input,
                          .outputs = g->outputs, .packed = packed, .step = step(rows * columns), .rows = rows,
                          .columns = columns, .firstRow = g->isTransposed ? 0 : phase * g->inputs,
                          .firstColumn = g->isTransposed ? phase * g->outputs : 0};
    q.to = g->inputs / 3;
    t->halvesWeight(&q);
    q.from = q.to, q.to = g->inputs;
    t->halvesWeight(&q);
  }
  return packed;
}

static void check_layer(const ak_table *t, const layer *g) {
  checking("%s: a 4×4 kernel of stride 2%s by halves, %ld × %ld, %ld to %ld channels", t->name,
           g->isTransposed ? ", transposed," : "", g->height, g->width, g->inputs, g->outputs);
  long scale = g->isTransposed ? 1 : 2, high = g->height * scale, wide = g->width * scale;  // of the input
  long outHigh = g->height * (3 - scale), outWide = g->width * (3 - scale);
  long before = g->isTransposed ? 1 : 0, across = (g->width + before + SIDE - 1) / SIDE;
  long down = (g->height + before + SIDE - 1) / SIDE, count = across * down;
  const float *x = randoms(high * wide * g->inputs, -1, 1), *w = randoms(16 * g->inputs * g->outputs, -1, 1);
  const float *bias = g->hasBias ? randoms(g->outputs, -1, 1) : NULL;
  long rows = g->isTransposed ? g->inputs : 4 * g->inputs, columns = g->isTransposed ? 4 * g->outputs : g->outputs;
  long advance = SIDE * scale, beyond = scale, line = (across * advance + beyond) * g->inputs;
  float *copy = zeros((down * advance + beyond) * line);
  for (long i = 0; i < high * wide * g->inputs; i++) {
    long pixel = i / g->inputs;
    copy[(pixel / wide + 1) * line + (pixel % wide + 1) * g->inputs + i % g->inputs] = x[i];
  }
  const float *u = filter(t, g, w);
  float *y = array(outHigh * outWide * g->outputs);
  for (long part = 0; part < 2; part++) {  // the tiles in two blocks
    long from = part ? count / 2 : 0, to = part ? count : count / 2;
    long vStep = step((to - from) * rows), mStep = step((to - from) * columns);
    float *v = array(POINTS * vStep), *m = array(POINTS * mStep);
    for (int phase = 0; phase < (g->isTransposed ? 1 : 4); phase++) {
      ak_halves_input q = {.input = copy + phase / 2 * line + phase % 2 * g->inputs, .rowStride = scale * line,
                           .columnStride = scale * g->inputs, .channels = g->inputs, .tilesAcross = across,
                           .from = from, .to = to, .output = v + phase * g->inputs, .step = vStep, .pitch = rows};
      t->halvesInput(&q);
    }
    for (int p = 0; p < POINTS; p++) {
      ak_product q = {.input = v + p * vStep, .columnStride = rows, .segments = 1, .taps = 1, .run = rows,
                      .weight = u + p * step(rows * columns), .output = m + p * mStep, .outputStride = columns,
                      .columns = to - from, .outputs = columns, .rows = 1};
      t->product(&q);
    }
    for (int phase = 0; phase < (g->isTransposed ? 4 : 1); phase++) {
      long a = phase / 2, b = phase % 2, spread = 3 - scale;
      ak_halves_output q = {.input = m + phase * g->outputs, .step = mStep, .pitch = columns, .bias = bias,
                            .output = y + (a * outWide + b) * g->outputs, .rowStride = spread * outWide * g->outputs,
                            .columnStride = spread * g->outputs, .rows = outHigh / spread,
                            .columns = outWide / spread, .top = -a, .left = -b, .channels = g->outputs,
                            .tilesAcross = across, .from = from, .to = to};
      t->halvesOutput(&q);
    }
  }
  exact *expected = sums(outHigh * outWide * g->outputs);
  for (long i = 0; i < outHigh * outWide * g->outputs; i++) {
    expected[i] = exactly(bias ? (double)bias[i % g->outputs] : 0);
  }
  for (long row = 0; row < g->height; row++) {
    for (long column = 0; column < g->width; column++) {
      for (int p = 0; p < 16; p++) {
        // The pixel of the larger picture that this one meets by the tap.
        long r = 2 * row + p / 4 - 1, c = 2 * column + p % 4 - 1;
        if (r < 0 || r >= 2 * g->height || c < 0 || c >= 2 * g->width) continue;
        long small = row * g->width + column, large = r * 2 * g->width + c;
        const float *from = x + (g->isTransposed ? small : large) * g->inputs;
        exact *to = expected + (g->isTransposed ? large : small) * g->outputs;
        for (long k = 0; k < g->inputs; k++) {
          const float *tap = w + (g->isTransposed ? k * 16 + p : p * g->inputs + k) * g->outputs;
          for (long o = 0; o < g->outputs; o++) add_product(to + o, (double)from[k], (double)tap[o]);
        }
      }
    }
  }
  compare(y, expected, outHigh * outWide * g->outputs, TOLERANCE);
}

void check_halves(const ak_table *t) {
  long v = t->vector;
  const layer layers[] = {
      {.inputs = 16, .outputs = 16, .height = 5, .width = 5, .hasBias = true},
      {.inputs = 32, .outputs = 16, .height = 4, .width = 11},
      {.inputs = v, .outputs = 3 * v, .height = 1, .width = 6, .hasBias = true},
      {.inputs = 5 * v, .outputs = v, .height = 12, .width = 9},
  };
  for (long i = 0; i < COUNT(layers); i++) {
    for (int isTransposed = 0; isTransposed < 2; isTransposed++) {
      layer g = layers[i];
      g.isTransposed = isTransposed;
      check_layer(t, &g);
    }
  }
}
