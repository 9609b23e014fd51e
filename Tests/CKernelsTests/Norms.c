// Statistics of channels over pixels, and the passes of normalisation; x holds rows of channels.

#include "Activations.h"

static const double TOLERANCE = 1e-6;
/// Squared deviations are taken about another point than the mean and corrected.
static const double SQUARES_TOLERANCE = 1e-5;

/// - mean: far from zero, single precision must still see the deviations.
static void check_moments(const ak_table *t, long pixels, long channels, double mean) {
  checking("%s: moments, %ld pixels of %ld channels about %g", t->name, pixels, channels, mean);
  const float *x = randoms(pixels * channels, mean - 1, mean + 1);
  float *means = array(channels), *squares = array(channels);
  t->moments(x, pixels, channels, means, squares);
  for (long c = 0; c < channels; c++) {
    exact sum = exactly(0), deviations = exactly(0);
    for (long i = c; i < pixels * channels; i += channels) add_product(&sum, (double)x[i], 1.0 / (double)pixels);
    for (long i = c; i < pixels * channels; i += channels) {
      double deviation = (double)x[i] - sum.value;
      add_product(&deviations, deviation, deviation);
    }
    compare_number((double)means[c], sum, TOLERANCE);
    compare_number((double)squares[c], deviations, SQUARES_TOLERANCE);
  }
}

static void check_channel_sums(const ak_table *t, long pixels, long channels) {
  checking("%s: channelSums, %ld pixels of %ld channels", t->name, pixels, channels);
  const float *x = randoms(pixels * channels, -1, 1);
  float *got = array(channels);
  exact *expected = sums(channels);
  for (long i = 0; i < pixels * channels; i++) add_product(expected + i % channels, (double)x[i], 1);
  t->channelSums(x, pixels, channels, got);
  compare(got, expected, channels, TOLERANCE);
}

/// Numbers with few bits, so that x · factor + offset is exact and falls on corners too.
typedef struct {
  float *x, *factor, *offset;
} affine;

static affine random_affine(long pixels, long channels) {
  return (affine){multiples(pixels * channels, 4, 64), multiples(channels, 2, 8), multiples(channels, 1, 4)};
}

static double applied(affine n, long i, long c) {
  return (double)n.x[i] * (double)n.factor[c] + (double)n.offset[c];
}

static void check_normalise(const ak_table *t, long pixels, long channels, activation a) {
  checking("%s: normalise, %ld pixels of %ld channels, %s", t->name, pixels, channels, a.name);
  affine n = random_affine(pixels, channels);
  float *y = array(pixels * channels), *inPlace = copied(n.x, pixels * channels);
  exact *expected = sums(pixels * channels);
  for (long i = 0; i < pixels * channels; i++) expected[i] = exactly(activated(a, applied(n, i, i % channels)));
  t->normalise(n.x, pixels, channels, n.factor, n.offset, a.code, a.parameter, y, channels);
  t->normalise(inPlace, pixels, channels, n.factor, n.offset, a.code, a.parameter, inPlace, channels);
  compare(y, expected, pixels * channels, TOLERANCE);
  compare(inPlace, expected, pixels * channels, TOLERANCE);
  // Beside what others write between these pixels, and without factors.
  long step = channels + 3;
  float *apart = array(pixels * step);
  exact *between = untouched(pixels * step);
  for (long i = 0; i < pixels * channels; i++) {
    between[i / channels * step + i % channels] = exactly(activated(a, (double)n.x[i]));
  }
  t->normalise(n.x, pixels, channels, NULL, NULL, a.code, a.parameter, apart, step);
  compare(apart, between, pixels * step, TOLERANCE);
}

static void check_normalise_add(const ak_table *t, long pixels, long channels, double lowest, double highest) {
  checking("%s: normaliseAdd, %ld pixels of %ld channels, kept in %g…%g", t->name, pixels, channels, lowest, highest);
  affine n = random_affine(pixels, channels);
  float *y = array(pixels * channels), *residual = randoms(pixels * channels, -1, 1);
  exact *expected = sums(pixels * channels);
  for (long i = 0; i < pixels * channels; i++) {
    expected[i] = exactly((double)residual[i]);
    add_product(expected + i, fmin(fmax(applied(n, i, i % channels), lowest), highest), 1);
  }
  t->normaliseAdd(n.x, pixels, channels, n.factor, n.offset, (float)lowest, (float)highest, residual, y);
  t->normaliseAdd(n.x, pixels, channels, n.factor, n.offset, (float)lowest, (float)highest, residual, residual);
  compare(y, expected, pixels * channels, TOLERANCE);
  compare(residual, expected, pixels * channels, TOLERANCE);
}

static void check_norm_gradient(const ak_table *t, long pixels, long channels, activation a) {
  checking("%s: normGradientSums and normGradient, %ld pixels of %ld channels, %s", t->name, pixels, channels, a.name);
  affine n = random_affine(pixels, channels);
  long count = pixels * channels;
  float *dy = randoms(count, -1, 1), *dx = array(count);
  const float *mean = randoms(channels, -1, 1), *inverse = randoms(channels, 0.5, 2);
  const float *dyFactor = randoms(channels, -1, 1), *xFactor = randoms(channels, -1, 1);
  const float *constant = randoms(channels, -1, 1);
  float *gSums = array(channels), *productSums = array(channels);
  exact *g = sums(channels), *products = sums(channels), *expected = sums(count);
  for (long i = 0; i < count; i++) {
    long c = i % channels;
    double gradient = (double)dy[i] * derivative(a, activated(a, applied(n, i, c)));
    double deviation = (double)n.x[i] - (double)mean[c];
    add_product(g + c, gradient, 1);
    add_product(products + c, gradient, deviation * (double)inverse[c]);
    add_product(expected + i, gradient, (double)dyFactor[c]);
    add_product(expected + i, deviation, (double)xFactor[c]);
    add_product(expected + i, (double)constant[c], 1);
  }
  t->normGradientSums(n.x, dy, pixels, channels, mean, inverse, n.factor, n.offset, a.code, a.parameter, gSums,
                      productSums);
  compare(gSums, g, channels, TOLERANCE);
  compare(productSums, products, channels, TOLERANCE);
  t->normGradient(n.x, dy, pixels, channels, mean, n.factor, n.offset, dyFactor, xFactor, constant, a.code, a.parameter,
                  dx);
  compare(dx, expected, count, TOLERANCE);
  // dx may be dy.
  t->normGradient(n.x, dy, pixels, channels, mean, n.factor, n.offset, dyFactor, xFactor, constant, a.code, a.parameter,
                  dy);
  compare(dy, expected, count, TOLERANCE);
}

static void check_parametric_relu(const ak_table *t, long pixels, long channels) {
  checking("%s: parametricRelu and its gradient, %ld pixels of %ld channels", t->name, pixels, channels);
  long count = pixels * channels;
  float *x = multiples(count, 2, 4), *y = array(count), *dx = array(count), *slopeSums = array(channels);
  const float *dy = randoms(count, -1, 1), *slope = randoms(channels, -0.5, 1);
  exact *expected = sums(count), *gradient = sums(count), *slopes = sums(channels);
  for (long i = 0; i < count; i++) {
    double s = (double)slope[i % channels], value = (double)x[i];
    expected[i] = exactly(value < 0 ? s * value : value);
    gradient[i] = exactly((value > 0 ? 1 : s) * (double)dy[i]);
    add_product(slopes + i % channels, (double)dy[i], fmin(value, 0));
  }
  t->parametricRelu(x, pixels, channels, slope, y);
  compare(y, expected, count, TOLERANCE);
  t->parametricReluGradient(x, dy, pixels, channels, slope, dx, slopeSums);
  compare(dx, gradient, count, TOLERANCE);
  compare(slopeSums, slopes, channels, TOLERANCE);
  t->parametricRelu(x, pixels, channels, slope, x);
  compare(x, expected, count, TOLERANCE);
}

void check_norms(const ak_table *t) {
  static const long pixels[] = {1, 2, 3, 4, 5, 7, 8, 9, 31, 130};
  static const long channels[] = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 20, 31, 33, 48};
  for (long i = 0; i < COUNT(pixels); i++) {
    for (long j = 0; j < COUNT(channels); j++) {
      long p = pixels[i], c = channels[j];
      check_moments(t, p, c, (i + j) % 2 ? 0 : 1000);
      check_channel_sums(t, p, c);
      check_normalise_add(t, p, c, i % 2 ? 0 : -INFINITY, j % 2 ? 1.5 : INFINITY);
      check_parametric_relu(t, p, c);
      activation a = activations[(i + j) % NORM_ACTIVATIONS];
      check_normalise(t, p, c, a);
      check_norm_gradient(t, p, c, a);
    }
  }
}
