// Convolutions of one padded picture by product, narrowProduct and depthwise, the gradient of their weight by
// correlate; called as the target above calls them (DirectConvolution, ConvolutionWeightGradient,
// DepthwiseConvolution).

#include <string.h>

#include "Harness.h"

/// Single precision against double, as a share of the terms' magnitudes.
static const double TOLERANCE = 1e-6;

typedef struct {
  long inputs, outputs, kernel, stride, dilation, height, width;  // extents of the output
  bool hasBias;
  bool isPaired;  // whether pairs of bfloat16 are multiplied
} convolution;

static long span(const convolution *g) { return (g->kernel - 1) * g->dilation + 1; }
static long copied_rows(const convolution *g) { return (g->height - 1) * g->stride + span(g); }
static long copied_columns(const convolution *g) { return (g->width - 1) * g->stride + span(g); }

/// Index in the padded picture of what output pixel (y, x) reads by the kernel's (row, column) of channel i.
static long source(const convolution *g, long y, long x, long row, long column, long i) {
  long line = y * g->stride + row * g->dilation, place = x * g->stride + column * g->dilation;
  return (line * copied_columns(g) + place) * g->inputs + i;
}

/// Index in a weight (kernel rows, kernel columns, inputs, outputs).
static long tap(const convolution *g, long row, long column, long i, long o) {
  return ((row * g->kernel + column) * g->inputs + i) * g->outputs + o;
}

/// Output o of pixel (y, x) by the definition.
static exact convolved(const convolution *g, const float *x, const float *w, const float *bias, long row, long column,
                       long o) {
  exact result = exactly(bias ? (double)bias[o] : 0);
  for (long i = 0; i < g->kernel; i++) {
    for (long j = 0; j < g->kernel; j++) {
      for (long c = 0; c < g->inputs; c++) {
        add_product(&result, (double)x[source(g, row, column, i, j, c)], (double)w[tap(g, i, j, c, o)]);
      }
    }
  }
  return result;
}

/// Channels of a pixel as they are multiplied: in pairs they are filled up to an even number.
static long filled(const convolution *g) { return g->isPaired ? rounded_up(g->inputs, 2) : g->inputs; }

/// Places of floats that a pixel takes.
static long places(const convolution *g) { return g->isPaired ? filled(g) / 2 : g->inputs; }

/// Taps whose values lie side by side: without gaps, those of a kernel's row.
static long run_taps(const convolution *g) { return g->dilation == 1 ? g->kernel : 1; }

/// Rows of packed weights that a run takes.
static long run_rows(const ak_table *t, const convolution *g) {
  return rounded_up(run_taps(g) * filled(g), g->isPaired ? 2 * t->pairRun : 1);
}

/// The weight packed tap after tap, and once more from a weight that lies as (kernel rows, columns, outputs, inputs).
static const float *packed(const ak_table *t, const convolution *g, const float *w) {
  long taps = g->kernel * g->kernel, area = g->inputs * g->outputs;
  long rows = taps / run_taps(g) * run_rows(t, g);
  long count = rows * rounded_up(g->outputs, t->vector);
  float *result = zeros(count), *again = zeros(count), *exchanged = array(taps * area);
  exact *expected = sums(count);
  for (long p = 0; p < taps; p++) {
    long first = p / run_taps(g) * run_rows(t, g) + p % run_taps(g) * filled(g);
    t->pack(w + p * area, g->inputs, g->outputs, g->outputs, 1, result, rows, first);
    for (long i = 0; i < g->inputs; i++) {
      for (long o = 0; o < g->outputs; o++) {
        float value = w[p * area + i * g->outputs + o];
        exchanged[p * area + o * g->inputs + i] = value;
        expected[packed_index(t, first + i, o, rows, g->outputs)] = exactly((double)value);
      }
    }
    t->pack(exchanged + p * area, g->inputs, 1, g->outputs, g->inputs, again, rows, first);
  }
  compare(result, expected, count, 0);
  compare(again, expected, count, 0);
  if (!g->isPaired) return result;
  float *pairs = array(count / 2);
  t->pairWeights(result, rows, g->outputs, pairs);
  return pairs;
}

/// The weight as (output, kernel row, run rounded up to whole vectors with zeros).
static const float *narrow(const ak_table *t, const convolution *g, const float *w) {
  long run = rounded_up(g->kernel * places(g), t->vector), padded = g->isPaired ? 2 * run : run;
  float *result = zeros(g->outputs * g->kernel * padded);
  for (long o = 0; o < g->outputs; o++) {
    for (long p = 0; p < g->kernel * g->kernel; p++) {
      float *to = result + (o * g->kernel + p / g->kernel) * padded + p % g->kernel * filled(g);
      for (long i = 0; i < g->inputs; i++) to[i] = w[tap(g, p / g->kernel, p % g->kernel, i, o)];
    }
  }
  if (!g->isPaired) return result;
  float *pairs = array(g->outputs * g->kernel * run);
  t->pairChannels(result, 1, g->outputs * g->kernel * padded, pairs);
  return pairs;
}

/// - spread: distance of neighbouring outputs in pixels, as the phases of a transposed convolution are written.
static void check_convolution(const ak_table *t, convolution g, long spread, bool isNarrow) {
  const char *function = isNarrow ? g.isPaired ? "narrowPairProduct" : "narrowProduct"
                                  : g.isPaired ? "pairProduct" : "product";
  checking("%s: %s, kernel %ld, stride %ld, dilation %ld, %ld to %ld channels, %ld columns", t->name, function,
           g.kernel, g.stride, g.dilation, g.inputs, g.outputs, g.width);
  long pixels = copied_rows(&g) * copied_columns(&g), floats = g.width * spread * g.outputs;
  float *x = randoms(pixels * g.inputs, -1, 1), *w = randoms(g.kernel * g.kernel * g.inputs * g.outputs, -1, 1);
  // The narrow product may read a vector further; what it finds there, NaN here, must not matter. That of matrices may
  // read nearly a tile further, finite numbers.
  long slack = isNarrow ? t->vector : g.isPaired ? t->pairRun - 1 : 0;
  float *copy = array(pixels * places(&g) + slack);
  if (!isNarrow) memset(copy + pixels * places(&g), 0, (size_t)slack * sizeof(float));
  if (g.isPaired) {
    // What has eight digits already is not rounded.
    as_bfloat16(x, pixels * g.inputs), as_bfloat16(w, g.kernel * g.kernel * g.inputs * g.outputs);
    t->pairChannels(x, pixels, g.inputs, copy);
  } else {
    memcpy(copy, x, (size_t)(pixels * g.inputs) * sizeof(float));
  }
  const float *bias = g.hasBias ? randoms(g.outputs, -1, 1) : NULL;
  float *y = array(g.height * floats);
  exact *expected = untouched(g.height * floats);
  ak_product p = {
      .rowStride = g.dilation * copied_columns(&g) * places(&g),
      .columnStride = g.stride * places(&g),
      .segments = g.kernel,
      .taps = g.dilation == 1 ? 1 : g.kernel,
      .tapStride = g.dilation * places(&g),
      .run = g.dilation == 1 ? g.kernel * places(&g) : places(&g),
      .weight = isNarrow ? narrow(t, &g, w) : packed(t, &g, w),
      .bias = bias,
      .outputStride = spread * g.outputs,
      .columns = g.width,
      .outputs = g.outputs,
      .input = copy,
      .output = y,
      .rows = g.height,
      .inputRow = g.stride * copied_columns(&g) * places(&g),
      .outputRow = floats,
  };
  if (g.isPaired) {
    (isNarrow ? t->narrowPairProduct : t->pairProduct)(&p);
  } else {
    (isNarrow ? t->narrowProduct : t->product)(&p);
  }
  for (long row = 0; row < g.height; row++) {
    for (long column = 0; column < g.width; column++) {
      for (long o = 0; o < g.outputs; o++) {
        expected[row * floats + column * spread * g.outputs + o] = convolved(&g, x, w, bias, row, column, o);
      }
    }
  }
  compare(y, expected, g.height * floats, TOLERANCE);
}

/// dw[i, j, c, o] += Σ over pixels of x · dy, all rows of the picture at once.
///
/// - windowFirst: whether the window's values meet vectors of outputs, or the outputs vectors of the window's values.
static void check_weight_gradient(const ak_table *t, convolution g, bool windowFirst) {
  checking("%s: correlate, kernel %ld, stride %ld, %ld to %ld channels, %ld × %ld pixels, %s first", t->name, g.kernel,
           g.stride, g.inputs, g.outputs, g.height, g.width, windowFirst ? "window" : "pixels");
  long run = g.kernel * g.inputs, line = copied_columns(&g) * g.inputs, count = g.kernel * run * g.outputs;
  const float *x = randoms(copied_rows(&g) * line, -1, 1), *dy = randoms(g.height * g.width * g.outputs, -1, 1);
  float *dw = randoms(count, -1, 1);
  exact *expected = sums(count);
  for (long i = 0; i < count; i++) expected[i] = exactly((double)dw[i]);
  for (long i = 0; i < g.kernel; i++) {
    ak_correlation q = {.rows = g.height, .columns = g.width};
    if (windowFirst) {  // (kernel rows, kernel columns, inputs, outputs)
      q.a = x + i * line, q.aRow = g.stride * line, q.aColumn = g.stride * g.inputs, q.aCount = run;
      q.b = dy, q.bRow = g.width * g.outputs, q.bColumn = g.outputs, q.bCount = g.outputs;
      q.c = dw + i * run * g.outputs, q.cRow = g.outputs;
    } else {  // (outputs, kernel rows, kernel columns, inputs)
      q.a = dy, q.aRow = g.width * g.outputs, q.aColumn = g.outputs, q.aCount = g.outputs;
      q.b = x + i * line, q.bRow = g.stride * line, q.bColumn = g.stride * g.inputs, q.bCount = run;
      q.c = dw + i * run, q.cRow = g.kernel * run;
    }
    t->correlate(&q);
    for (long j = 0; j < run; j++) {
      for (long o = 0; o < g.outputs; o++) {
        exact *sum = expected + (windowFirst ? (i * run + j) * g.outputs + o : (o * g.kernel + i) * run + j);
        for (long row = 0; row < g.height; row++) {
          for (long column = 0; column < g.width; column++) {
            add_product(sum, (double)x[source(&g, row, column, i, j / g.inputs, j % g.inputs)],
                        (double)dy[(row * g.width + column) * g.outputs + o]);
          }
        }
      }
    }
  }
  compare(dw, expected, count, TOLERANCE);
}

static void check_depthwise(const ak_table *t, convolution g) {
  checking("%s: depthwise, kernel %ld, stride %ld, %ld channels, %ld columns", t->name, g.kernel, g.stride, g.inputs,
           g.width);
  long line = copied_columns(&g) * g.inputs, floats = g.width * g.inputs;
  const float *x = randoms(copied_rows(&g) * line, -1, 1), *w = randoms(g.kernel * g.kernel * g.inputs, -1, 1);
  const float *bias = g.hasBias ? randoms(g.inputs, -1, 1) : NULL;
  float *y = array(g.height * floats);
  exact *expected = sums(g.height * floats);
  ak_depthwise q = {.rowStride = line, .columnStride = g.stride * g.inputs, .weight = w, .bias = bias,
                    .columns = g.width, .channels = g.inputs, .kernel = g.kernel};
  for (long row = 0; row < g.height; row++) {
    q.input = x + row * g.stride * line;
    q.output = y + row * floats;
    t->depthwise(&q);
    for (long i = 0; i < floats; i++) {
      long column = i / g.inputs, c = i % g.inputs;
      exact *sum = expected + row * floats + i;
      *sum = exactly(bias ? (double)bias[c] : 0);
      for (long p = 0; p < g.kernel * g.kernel; p++) {
        add_product(sum, (double)x[source(&g, row, column, p / g.kernel, p % g.kernel, c)],
                    (double)w[p * g.inputs + c]);
      }
    }
  }
  compare(y, expected, g.height * floats, TOLERANCE);
}

void check_products(const ak_table *t) {
  static const long outputs[] = {1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 23, 24, 25, 31, 32, 33, 47, 48, 49, 64, 65};
  static const long columns[] = {1, 2, 3, 5, 6, 7, 11, 12, 13, 14, 15, 16, 25, 29, 33, 43, 51};
  static const convolution shapes[] = {
      {.inputs = 1, .kernel = 1, .stride = 1, .dilation = 1}, {.inputs = 3, .kernel = 3, .stride = 1, .dilation = 1},
      {.inputs = 5, .kernel = 2, .stride = 2, .dilation = 1}, {.inputs = 4, .kernel = 4, .stride = 2, .dilation = 1},
      {.inputs = 2, .kernel = 3, .stride = 1, .dilation = 2}, {.inputs = 17, .kernel = 1, .stride = 1, .dilation = 1},
      {.inputs = 3, .kernel = 7, .stride = 1, .dilation = 1}, {.inputs = 16, .kernel = 3, .stride = 2, .dilation = 1},
      {.inputs = 3, .kernel = 2, .stride = 3, .dilation = 3}, {.inputs = 66, .kernel = 1, .stride = 1, .dilation = 1},
  };
  long turn = 0;
  for (long i = 0; i < COUNT(outputs); i++) {
    for (long j = 0; j < COUNT(columns); j++, turn++) {
      convolution g = shapes[turn % COUNT(shapes)];
      g.outputs = outputs[i], g.height = 2, g.width = columns[j], g.hasBias = turn % 3 != 0;
      for (int isPaired = 0; isPaired < 2; isPaired++) {
        g.isPaired = isPaired;
        g.dilation = shapes[turn % COUNT(shapes)].dilation;
        check_convolution(t, g, 1 + turn % 2, false);
        g.dilation = 1;
        if (g.outputs <= 3) check_convolution(t, g, 1, true);
      }
      check_weight_gradient(t, g, turn % 2 == 0);
    }
  }
  // Sums in several parts: of whole runs, of pieces of each, and both with gaps between taps and broken panels.
  static const convolution deep[] = {
      {.inputs = 70, .outputs = 35, .kernel = 3, .stride = 1, .dilation = 1, .height = 3, .width = 9},
      {.inputs = 131, .outputs = 21, .kernel = 4, .stride = 2, .dilation = 1, .height = 2, .width = 13},
      {.inputs = 601, .outputs = 9, .kernel = 2, .stride = 1, .dilation = 1, .height = 2, .width = 5},
      {.inputs = 300, .outputs = 18, .kernel = 2, .stride = 1, .dilation = 2, .height = 2, .width = 7},
      {.inputs = 45, .outputs = 5, .kernel = 5, .stride = 1, .dilation = 2, .height = 2, .width = 15},
  };
  for (long i = 0; i < COUNT(deep); i++) {
    for (int isPaired = 0; isPaired < 2; isPaired++) {
      convolution g = deep[i];
      g.isPaired = isPaired, g.hasBias = i % 2 == 0;
      check_convolution(t, g, 1 + i % 2, false);
    }
  }
  // More pixels than correlate copies at a time, in one row and in several; more rows of a than two tiles hold.
  static const convolution large[] = {
      {.inputs = 16, .outputs = 3, .kernel = 3, .stride = 1, .height = 1, .width = 301},
      {.inputs = 11, .outputs = 32, .kernel = 3, .stride = 1, .height = 9, .width = 37},
      {.inputs = 32, .outputs = 64, .kernel = 1, .stride = 1, .height = 3, .width = 140},
      {.inputs = 30, .outputs = 20, .kernel = 2, .stride = 2, .height = 3, .width = 64},
  };
  for (long i = 0; i < COUNT(large); i++) {
    convolution g = large[i];
    g.dilation = 1;
    check_weight_gradient(t, g, true);
    check_weight_gradient(t, g, false);
  }
  static const long channels[] = {1, 3, 4, 5, 8, 11, 12, 16, 17, 32, 37};
  for (long kernel = 1; kernel <= 5; kernel++) {
    for (long i = 0; i < COUNT(channels); i++, turn++) {
      convolution g = {.inputs = channels[i], .kernel = kernel, .stride = 1 + turn % 2, .dilation = 1, .height = 2,
                       .width = columns[turn % COUNT(columns)], .hasBias = turn % 3 != 0};
      check_depthwise(t, g);
    }
  }
}
