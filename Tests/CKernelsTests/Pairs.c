// Rounding to pairs of bfloat16: of pixels, and of the rows of packed weights.

#include "Harness.h"

/// Values at which a rounding shows: ties, both of whose neighbours are even once, the largest, a carry, NaN.
static const float special[] = {0x1.01p0f, 0x1.03p0f, -0x1.01p0f, 0x1.010002p0f, 0x1.00fffep0f, 0x1.ffp0f, 0x1.fep127f,
                                -0.0f, 3e38f, INFINITY, -INFINITY, NAN};

static void check_channels(const ak_table *t, long pixels, long channels) {
  checking("%s: pairChannels, %ld pixels of %ld channels", t->name, pixels, channels);
  float *x = randoms(pixels * channels, -2, 2);
  for (long i = 0; i < COUNT(special) && i < pixels * channels; i++) x[i] = special[i];
  long places = (channels + 1) / 2;
  float *pairs = array(pixels * places);
  t->pairChannels(x, pixels, channels, pairs);
  for (long pixel = 0; pixel < pixels; pixel++) {
    for (long c = 0; c < 2 * places; c++) {
      double expected = c < channels ? nearest_bfloat16((double)x[pixel * channels + c]) : 0;
      if (isfinite(expected) && fabs(expected) > 0x1.fep127) expected = copysign(INFINITY, expected);
      compare_number((double)paired(pairs, pixel * 2 * places + c), exactly(expected), 0);
    }
  }
}

static void check_rows(const ak_table *t, long rows, long outputs) {
  checking("%s: pairRows, %ld rows of %ld outputs", t->name, rows, outputs);
  long count = rows * rounded_up(outputs, t->vector);
  float *packed = array(count), *pairs = array(count / 2);
  const float *w = randoms(rows * outputs, -1, 1);
  t->pack(w, rows, outputs, outputs, 1, packed, rows, 0);
  t->pairRows(packed, rows, outputs, pairs);
  for (long k = 0; k < rows; k++) {
    for (long n = 0; n < outputs; n++) {
      long place = packed_index(t, k / 2, n, rows / 2, outputs);
      compare_number((double)paired(pairs, 2 * place + k % 2),
                     exactly(nearest_bfloat16((double)w[k * outputs + n])), 0);
    }
  }
}

void check_pairs(const ak_table *t) {
  static const long channels[] = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 23, 31, 32, 33, 48};
  static const long outputs[] = {1, 3, 4, 5, 8, 9, 15, 16, 17, 31, 32, 33, 49};
  for (long i = 0; i < COUNT(channels); i++) {
    for (long pixels = 1; pixels < 8; pixels++) check_channels(t, pixels, channels[i]);
  }
  for (long i = 0; i < COUNT(outputs); i++) {
    for (long rows = 2; rows < 20; rows += 6) check_rows(t, rows, outputs[i]);
  }
}
