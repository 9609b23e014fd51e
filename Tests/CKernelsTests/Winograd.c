// Winograd's F(4×4, 3×3): each map against the matrices that Lavin and Gray 2016 print in section 4.3, then a layer
// forward and backward against the plain convolution, called as Kernels/Winograd.swift calls them.

#include <stdlib.h>

#include "Harness.h"

static const double TOLERANCE = 1e-6;
/// The matrices' entries up to 8 multiply what single precision leaves out.
static const double LAYER_TOLERANCE = 1e-5;
/// Tiles and weights are rounded to eight digits after their transform.
static const double PAIRS_TOLERANCE = 2e-2;

enum { POINTS = 36 };

/// The three matrices for floats, as they are printed.
static const double B[6][6] = {{4, 0, 0, 0, 0, 0},     {0, -4, 4, -2, 2, 4}, {-5, -4, -4, -1, -1, 0},
                               {0, 1, -1, 2, -2, -5},  {1, 1, 1, 1, 1, 0},   {0, 0, 0, 0, 0, 1}};
static const double G[6][3] = {{1.0 / 4, 0, 0},
                               {-1.0 / 6, -1.0 / 6, -1.0 / 6},
                               {-1.0 / 6, 1.0 / 6, -1.0 / 6},
                               {1.0 / 24, 1.0 / 12, 1.0 / 6},
                               {1.0 / 24, -1.0 / 12, 1.0 / 6},
                               {0, 0, 1}};
static const double A[6][4] = {{1, 0, 0, 0}, {1, 1, 1, 1},  {1, -1, 1, -1},
                               {1, 2, 4, 8}, {1, -2, 4, -8}, {0, 0, 0, 1}};

typedef struct {
  double b[6][6], g[6][3], a[6][4];
} maps;

/// The matrices for the points 0, ±near, ±far, ∞ by Toom and Cook's construction: a takes a polynomial's values at the
/// points, g those of the weight over what the others' product M is there, and b has the coefficients of M without each
/// point, for ∞ of all of M.
static maps constructed(double near, double far) {
  const double points[5] = {0, near, -near, far, -far};
  maps result = {0};
  for (int i = 0; i < 6; i++) {
    double product[6] = {1};  // coefficients of the product of x - point over the other points
    double value = 1;
    int degree = 0;
    for (int j = 0; j < 5; j++) {
      if (j == i) continue;
      degree++;
      for (int k = degree; k >= 0; k--) product[k] = (k ? product[k - 1] : 0) - points[j] * product[k];
      if (i < 5) value *= points[i] - points[j];
    }
    for (int k = 0; k < 6; k++) result.b[k][i] = product[k];
    for (int k = 0; k < 3; k++) result.g[i][k] = i < 5 ? pow(points[i], k) / value : k == 2;
    for (int k = 0; k < 4; k++) result.a[i][k] = i < 5 ? pow(points[i], k) : k == 3;
  }
  return result;
}

/// The points for floats, or for pairs of bfloat16.
static maps maps_of(bool isPaired) { return isPaired ? constructed(0.75, 1.5) : constructed(1, 2); }

static void check_maps(void) {
  checking("the constructed matrices beside the printed ones");
  maps m = maps_of(false);
  for (int i = 0; i < 36; i++) compare_number(m.b[i / 6][i % 6], exactly(B[i / 6][i % 6]), 1e-15);
  for (int i = 0; i < 18; i++) compare_number(m.g[i / 3][i % 3], exactly(G[i / 3][i % 3]), 1e-15);
  for (int i = 0; i < 24; i++) compare_number(m.a[i / 4][i % 4], exactly(A[i / 4][i % 4]), 1e-15);
}

/// matrix · x · matrixᵀ, or matrixᵀ · x · matrix: element (i, j). The matrix has `rows` rows and `columns` columns.
static exact sandwiched(const double *matrix, int rows, int columns, bool isTransposed, const double *x, int i, int j) {
  exact result = exactly(0);
  int inner = isTransposed ? rows : columns;
  for (int a = 0; a < inner; a++) {
    for (int b = 0; b < inner; b++) {
      double left = isTransposed ? matrix[a * columns + i] : matrix[i * columns + a];
      double right = isTransposed ? matrix[b * columns + j] : matrix[j * columns + b];
      add_product(&result, left * right, x[a * inner + b]);
    }
  }
  return result;
}

typedef struct {
  long inputs, outputs, height, width, padding;  // extents of the input
  bool reflect, hasNorm, hasBias;
  bool isPaired;  // whether pairs of bfloat16 are multiplied at the points
} layer;

static long output_height(const layer *g) { return g->height + 2 * g->padding - 2; }
static long output_width(const layer *g) { return g->width + 2 * g->padding - 2; }
static long across(const layer *g) { return (output_width(g) + 3) / 4; }
static long down(const layer *g) { return (output_height(g) + 3) / 4; }

/// Distance of two points' planes, as in the target above: an odd number of lines of the cache.
static long step(long floats) { return ((floats + 15) / 16 | 1) * 16; }

typedef struct {
  const float *factor, *offset;
  float lowest, highest;
} norm;

/// Pixel (y, x) of the padded input, in coordinates of the input, normalised where the layer has a norm.
static double padded(const layer *g, const norm *n, const float *x, long row, long column, long c) {
  if (g->reflect) {
    row = labs(row), column = labs(column);
    if (row >= g->height) row = 2 * (g->height - 1) - row;
    if (column >= g->width) column = 2 * (g->width - 1) - column;
  }
  if (row < 0 || row >= g->height || column < 0 || column >= g->width) return 0;
  double value = (double)x[(row * g->width + column) * g->inputs + c];
  if (!g->hasNorm) return value;
  return fmin(fmax(value * (double)n->factor[c] + (double)n->offset[c], (double)n->lowest), (double)n->highest);
}

/// Numbers with few bits, so that the norm of an input is exact and no rounding of its own is carried through the maps.
static norm random_norm(const layer *g) {
  if (!g->hasNorm) return (norm){};
  return (norm){multiples(g->inputs, 2, 8), multiples(g->inputs, 1, 4), 0, 1.5f};
}

static float *random_input(const layer *g) { return multiples(g->height * g->width * g->inputs, 1, 256); }

static void name(const ak_table *t, const char *what, const layer *g) {
  checking("%s: %s, %ld × %ld, %ld to %ld channels, padding %ld%s%s%s", t->name, what, g->height, g->width, g->inputs,
           g->outputs, g->padding, g->reflect ? ", reflected" : "", g->hasNorm ? ", normalised" : "",
           g->isPaired ? ", in pairs" : "");
}

/// Places of floats that so many values take at the points.
static long places(const layer *g, long values) { return g->isPaired ? values / 2 : values; }

/// The tiles from..<to of x, taken to the points.
static float *to_points(const ak_table *t, const layer *g, const norm *n, const float *x, long from, long to) {
  long vStep = step(places(g, (to - from) * g->inputs));
  float *v = array(POINTS * vStep);
  ak_winograd_input q = {.input = x, .height = g->height, .width = g->width, .channels = g->inputs,
                         .padding = g->padding, .reflect = g->reflect, .factor = n->factor, .offset = n->offset,
                         .lowest = n->lowest, .highest = n->highest, .tilesAcross = across(g), .from = from, .to = to,
                         .output = v, .step = vStep, .pairs = g->isPaired};
  t->winogradInput(&q);
  return v;
}

static ak_winograd_output tiles(const layer *g, float *points, long pointStep, float *y, long from, long to) {
  return (ak_winograd_output){.input = points, .step = pointStep, .output = y, .height = output_height(g),
                              .width = output_width(g), .channels = g->outputs, .tilesAcross = across(g),
                              .from = from, .to = to, .pairs = g->isPaired};
}

static void check_input(const ak_table *t, const layer *g) {
  name(t, "winogradInput", g);
  const float *x = random_input(g);
  norm n = random_norm(g);
  long count = across(g) * down(g), middle = count / 2;
  maps m = maps_of(g->isPaired);
  for (int part = 0; part < 2; part++) {
    long from = part ? middle : 0, to = part ? count : middle, vStep = step(places(g, (to - from) * g->inputs));
    const float *v = to_points(t, g, &n, x, from, to);
    for (long i = 0; i < (to - from) * g->inputs; i++) {
      long tile = from + i / g->inputs, c = i % g->inputs;
      long top = tile / across(g) * 4 - g->padding, left = tile % across(g) * 4 - g->padding;
      // What a tile holds beyond the padding only meets outputs beyond the picture.
      bool isWithin = top + 6 <= g->height + g->padding && left + 6 <= g->width + g->padding;
      double d[POINTS];
      for (int p = 0; p < POINTS; p++) d[p] = padded(g, &n, x, top + p / 6, left + p % 6, c);
      for (int p = 0; p < POINTS; p++) {
        exact expected = sandwiched(m.b[0], 6, 6, true, d, p / 6, p % 6);
        if (!isWithin) expected.magnitude = INFINITY;
        if (g->isPaired) {  // half of the eighth digit is rounded away
          expected.magnitude += fabs(expected.value) * (0x1p-8 / TOLERANCE);
          compare_number((double)paired(v + p * vStep, i), expected, TOLERANCE);
        } else {
          compare_number((double)v[p * vStep + i], expected, TOLERANCE);
        }
      }
    }
    // Between the planes nothing is written.
    for (int p = 0; p < POINTS; p++) {
      for (long i = places(g, (to - from) * g->inputs); i < vStep; i++) {
        expect(isnan(v[p * vStep + i]), "plane %d has a value behind its tiles.", p);
      }
    }
  }
}

static void check_output(const ak_table *t, const layer *g) {
  name(t, "winogradOutput", g);
  long count = across(g) * down(g), mStep = step(count * g->outputs);
  long height = output_height(g), width = output_width(g), middle = count / 2;
  float *m = randoms(POINTS * mStep, -1, 1), *y = array(height * width * g->outputs);
  const float *bias = g->hasBias ? randoms(g->outputs, -1, 1) : NULL;
  for (int part = 0; part < 2; part++) {
    long from = part ? middle : 0;
    ak_winograd_output q = tiles(g, m + from * g->outputs, mStep, y, from, part ? count : middle);
    q.bias = bias;
    t->winogradOutput(&q);
  }
  maps maps = maps_of(g->isPaired);
  exact *expected = sums(height * width * g->outputs);
  for (long i = 0; i < height * width * g->outputs; i++) {
    long o = i % g->outputs, column = i / g->outputs % width, row = i / g->outputs / width;
    double points[POINTS];
    for (int p = 0; p < POINTS; p++) {
      points[p] = (double)m[p * mStep + (row / 4 * across(g) + column / 4) * g->outputs + o];
    }
    expected[i] = sandwiched(maps.a[0], 6, 4, true, points, (int)(row % 4), (int)(column % 4));
    if (bias) add_product(expected + i, (double)bias[o], 1);
  }
  compare(y, expected, height * width * g->outputs, TOLERANCE);
}

static void check_output_gradient(const ak_table *t, const layer *g) {
  name(t, "winogradOutputGradient", g);
  long count = across(g) * down(g), mStep = step(count * g->outputs);
  long height = output_height(g), width = output_width(g);
  float *dy = randoms(height * width * g->outputs, -1, 1), *m = array(POINTS * mStep);
  ak_winograd_output q = tiles(g, m, mStep, dy, 0, count);
  t->winogradOutputGradient(&q);
  exact *expected = untouched(POINTS * mStep);
  for (long tile = 0; tile < count; tile++) {
    for (long o = 0; o < g->outputs; o++) {
      double d[16];
      for (int p = 0; p < 16; p++) {
        long row = tile / across(g) * 4 + p / 4, column = tile % across(g) * 4 + p % 4;
        d[p] = row < height && column < width ? (double)dy[(row * width + column) * g->outputs + o] : 0;
      }
      for (int p = 0; p < POINTS; p++) {
        expected[p * mStep + tile * g->outputs + o] = sandwiched(A[0], 6, 4, false, d, p / 6, p % 6);
      }
    }
  }
  compare(m, expected, POINTS * mStep, TOLERANCE);
}

/// Brings all rows of tiles back to the padded picture.
static void add_input_gradient(const ak_table *t, const layer *g, const float *v, long vStep, float *padded) {
  long height = g->height + 2 * g->padding, width = g->width + 2 * g->padding;
  for (long row = 0; row < down(g); row++) {
    ak_winograd_input_gradient q = {.input = v + row * across(g) * g->inputs, .step = vStep, .tiles = across(g),
                                    .channels = g->inputs, .gradient = padded + 4 * row * width * g->inputs,
                                    .width = width, .rows = height - 4 * row};
    t->winogradInputGradient(&q);
  }
}

static void check_input_gradient(const ak_table *t, const layer *g) {
  name(t, "winogradInputGradient", g);
  long height = g->height + 2 * g->padding, width = g->width + 2 * g->padding, count = across(g) * down(g);
  long vStep = step(count * g->inputs), floats = height * width * g->inputs;
  const float *v = randoms(POINTS * vStep, -1, 1);
  float *gradient = randoms(floats, -1, 1);
  exact *expected = sums(floats);
  for (long i = 0; i < floats; i++) expected[i] = exactly((double)gradient[i]);
  for (long tile = 0; tile < count; tile++) {
    for (long c = 0; c < g->inputs; c++) {
      double points[POINTS];
      for (int p = 0; p < POINTS; p++) points[p] = (double)v[p * vStep + tile * g->inputs + c];
      for (int p = 0; p < POINTS; p++) {
        long row = tile / across(g) * 4 + p / 6, column = tile % across(g) * 4 + p % 6;
        if (row >= height || column >= width) continue;
        exact part = sandwiched(B[0], 6, 6, false, points, p / 6, p % 6);
        exact *sum = expected + (row * width + column) * g->inputs + c;
        sum->value += part.value;
        sum->magnitude += part.magnitude;
      }
    }
  }
  add_input_gradient(t, g, v, vStep, gradient);
  compare(gradient, expected, floats, TOLERANCE);
}

/// The weight at the points, its inputs in two parts; floats in any case.
static const float *filter(const ak_table *t, const float *w, long inputs, long outputs, bool isPaired) {
  float *result = array(POINTS * step(inputs * outputs));
  t->winogradWeight(w, inputs, outputs, 0, inputs / 3, isPaired, result, step(inputs * outputs));
  t->winogradWeight(w, inputs, outputs, inputs / 3, inputs, isPaired, result, step(inputs * outputs));
  return result;
}

static void check_weight(const ak_table *t, const layer *g) {
  name(t, "winogradWeight", g);
  long uStep = step(g->inputs * g->outputs);
  const float *w = randoms(9 * g->inputs * g->outputs, -1, 1), *u = filter(t, w, g->inputs, g->outputs, g->isPaired);
  maps maps = maps_of(g->isPaired);
  exact *expected = untouched(POINTS * uStep);
  for (long k = 0; k < g->inputs; k++) {
    for (long n = 0; n < g->outputs; n++) {
      double taps[9];
      for (int p = 0; p < 9; p++) taps[p] = (double)w[(p * g->inputs + k) * g->outputs + n];
      for (int p = 0; p < POINTS; p++) {
        expected[p * uStep + packed_index(t, k, n, g->inputs, g->outputs)] =
            sandwiched(maps.g[0], 6, 3, false, taps, p / 6, p % 6);
      }
    }
  }
  compare(u, expected, POINTS * uStep, TOLERANCE);
}

static void check_weight_gradient(const ak_table *t, const layer *g) {
  name(t, "winogradWeightGradient", g);
  long area = g->inputs * g->outputs, uStep = step(area);
  const float *du = randoms(POINTS * uStep, -1, 1);
  float *dw = randoms(9 * area, -1, 1);
  exact *expected = sums(9 * area);
  for (long i = 0; i < 9 * area; i++) {
    double points[POINTS];
    for (int p = 0; p < POINTS; p++) points[p] = (double)du[p * uStep + i % area];
    expected[i] = sandwiched(G[0], 6, 3, true, points, (int)(i / area / 3), (int)(i / area % 3));
    add_product(expected + i, (double)dw[i], 1);
  }
  t->winogradWeightGradient(du, uStep, g->inputs, g->outputs, 0, g->inputs / 3, dw);
  t->winogradWeightGradient(du, uStep, g->inputs, g->outputs, g->inputs / 3, g->inputs, dw);
  compare(dw, expected, 9 * area, TOLERANCE);
}

/// At each point `rows` rows of `inputs` values times the filter.
static void multiply(const ak_table *t, const float *v, long vStep, long rows, const float *u, long inputs,
                     long outputs, bool isPaired, float *m, long mStep) {
  for (int p = 0; p < POINTS; p++) {
    const float *weight = u + p * step(inputs * outputs);
    long places = isPaired ? inputs / 2 : inputs;
    if (isPaired) {
      float *pairs = array(places * outputs);
      t->pairWeights(weight, inputs, outputs, pairs);
      weight = pairs;
    }
    ak_product q = {.input = v + p * vStep, .columnStride = places, .segments = 1, .taps = 1, .run = places,
                    .weight = weight, .output = m + p * mStep, .outputStride = outputs, .columns = rows,
                    .outputs = outputs, .rows = 1};
    (isPaired ? t->pairProduct : t->product)(&q);
  }
}

/// A layer as a whole: rows of tiles at a time, as its tasks are.
static void check_forward(const ak_table *t, const layer *g) {
  name(t, "a layer by winogradInput, product, winogradOutput", g);
  long height = output_height(g), width = output_width(g);
  const float *x = random_input(g);
  const float *w = randoms(9 * g->inputs * g->outputs, -1, 1), *u = filter(t, w, g->inputs, g->outputs, g->isPaired);
  const float *bias = g->hasBias ? randoms(g->outputs, -1, 1) : NULL;
  norm n = random_norm(g);
  float *y = array(height * width * g->outputs);
  for (long row = 0; row < down(g); row += 2) {
    long from = row * across(g), to = (row + 2 < down(g) ? row + 2 : down(g)) * across(g);
    long mStep = step((to - from) * g->outputs);
    float *m = array(POINTS * mStep);
    multiply(t, to_points(t, g, &n, x, from, to), step(places(g, (to - from) * g->inputs)), to - from, u, g->inputs,
             g->outputs, g->isPaired, m, mStep);
    ak_winograd_output q = tiles(g, m, mStep, y, from, to);
    q.bias = bias;
    t->winogradOutput(&q);
  }
  exact *expected = sums(height * width * g->outputs);
  for (long i = 0; i < height * width * g->outputs; i++) {
    long o = i % g->outputs, column = i / g->outputs % width, row = i / g->outputs / width;
    expected[i] = exactly(bias ? (double)bias[o] : 0);
    for (int p = 0; p < 9; p++) {
      for (long c = 0; c < g->inputs; c++) {
        add_product(expected + i, padded(g, &n, x, row - g->padding + p / 3, column - g->padding + p % 3, c),
                    (double)w[(p * g->inputs + c) * g->outputs + o]);
      }
    }
  }
  compare(y, expected, height * width * g->outputs, g->isPaired ? PAIRS_TOLERANCE : LAYER_TOLERANCE);
}

/// The gradients of the padded input and of the weight.
static void check_backward(const ak_table *t, const layer *g) {
  name(t, "a layer's gradients by the adjoint maps", g);
  long height = output_height(g), width = output_width(g), count = across(g) * down(g), area = g->inputs * g->outputs;
  long paddedWidth = g->width + 2 * g->padding, floats = (g->height + 2 * g->padding) * paddedWidth * g->inputs;
  const float *x = random_input(g), *w = randoms(9 * area, -1, 1);
  float *dy = randoms(height * width * g->outputs, -1, 1), *exchanged = array(9 * area);
  norm n = {};
  for (long i = 0; i < 9 * area; i++) {
    exchanged[i / area * area + i % g->outputs * g->inputs + i % area / g->outputs] = w[i];
  }
  long vStep = step(count * g->inputs), mStep = step(count * g->outputs), uStep = step(area);
  float *m = array(POINTS * mStep), *v = array(POINTS * vStep);
  ak_winograd_output q = tiles(g, m, mStep, dy, 0, count);
  t->winogradOutputGradient(&q);

  float *dx = zeros(floats);
  multiply(t, m, mStep, count, filter(t, exchanged, g->outputs, g->inputs, false), g->outputs, g->inputs, false, v,
           vStep);
  add_input_gradient(t, g, v, vStep, dx);

  float *du = zeros(POINTS * uStep), *dw = zeros(9 * area);
  const float *points = to_points(t, g, &n, x, 0, count);
  for (int p = 0; p < POINTS; p++) {
    for (long first = 0; first < count; first += 5) {
      ak_correlation sum = {.a = points + p * vStep + first * g->inputs, .aColumn = g->inputs, .aCount = g->inputs,
                            .b = m + p * mStep + first * g->outputs, .bColumn = g->outputs, .bCount = g->outputs,
                            .rows = 1, .columns = count - first < 5 ? count - first : 5, .c = du + p * uStep,
                            .cRow = g->outputs};
      t->correlate(&sum);
    }
  }
  t->winogradWeightGradient(du, uStep, g->inputs, g->outputs, 0, g->inputs, dw);

  exact *dxExpected = sums(floats), *dwExpected = sums(9 * area);
  for (long i = 0; i < height * width * g->outputs; i++) {
    long o = i % g->outputs, column = i / g->outputs % width, row = i / g->outputs / width;
    for (int p = 0; p < 9; p++) {
      for (long c = 0; c < g->inputs; c++) {
        long tap = (p * g->inputs + c) * g->outputs + o, y = row + p / 3, at = column + p % 3;
        add_product(dxExpected + (y * paddedWidth + at) * g->inputs + c, (double)dy[i], (double)w[tap]);
        add_product(dwExpected + tap, (double)dy[i], padded(g, &n, x, y - g->padding, at - g->padding, c));
      }
    }
  }
  compare(dx, dxExpected, floats, LAYER_TOLERANCE);
  compare(dw, dwExpected, 9 * area, LAYER_TOLERANCE);
}

void check_winograd(const ak_table *t) {
  long v = t->vector;
  const layer layers[] = {
      {.inputs = 16, .outputs = 16, .height = 4, .width = 4, .padding = 1, .reflect = true, .hasBias = true},
      {.inputs = 32, .outputs = 16, .height = 5, .width = 7, .padding = 1, .reflect = true, .hasNorm = true},
      {.inputs = 16, .outputs = 48, .height = 3, .width = 13, .padding = 1, .hasBias = true},
      {.inputs = 48, .outputs = 32, .height = 9, .width = 10, .padding = 0, .hasNorm = true, .hasBias = true},
      {.inputs = v, .outputs = 3 * v, .height = 1, .width = 1, .padding = 1},
      {.inputs = 3 * v, .outputs = v, .height = 2, .width = 2, .padding = 1, .reflect = true, .hasBias = true},
      {.inputs = 5 * v, .outputs = 5 * v, .height = 8, .width = 6, .padding = 0, .hasBias = true},
      {.inputs = 16, .outputs = 16, .height = 11, .width = 29, .padding = 1},
  };
  check_maps();
  for (long i = 0; i < COUNT(layers); i++) {
    const layer *g = layers + i;
    layer paired = *g;
    paired.isPaired = true;
    for (int j = 0; j < 2; j++) {
      const layer *either = j ? &paired : g;
      check_input(t, either);
      check_output(t, either);
      check_weight(t, either);
      // Where matrices are multiplied, layers are not taken to the points in pairs.
      if (!j || t->pairRun == 1) check_forward(t, either);
    }
    check_output_gradient(t, g);
    check_input_gradient(t, g);
    check_weight_gradient(t, g);
    if (!g->hasNorm) check_backward(t, g);
  }
}
