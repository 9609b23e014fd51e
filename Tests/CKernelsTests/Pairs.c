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
  checking("%s: pairWeights, %ld rows of %ld outputs", t->name, rows, outputs);
  long count = rows * rounded_up(outputs, t->vector);
  float *packed = array(count), *pairs = array(count / 2);
  const float *w = randoms(rows * outputs, -1, 1);
  t->pack(w, rows, outputs, outputs, 1, packed, rows, 0);
  t->pairWeights(packed, rows, outputs, pairs);
  for (long k = 0; k < rows; k++) {
    for (long n = 0; n < outputs; n++) {
      long place = packed_index(t, k / 2, n, rows / 2, outputs);
      compare_number((double)paired(pairs, 2 * place + k % 2),
                     exactly(nearest_bfloat16((double)w[k * outputs + n])), 0);
    }
  }
}

/// The picture that rows are taken from, value by value: the input, or what it is when it is enlarged by two.
static double shown(const ak_pair_rows *q, long y, long x, long c) {
  if (!q->enlarged) return (double)q->input[(y * q->width + x) * q->channels + c];
  long besideY = y % 2 ? y / 2 + 1 : y / 2 - 1, besideX = x % 2 ? x / 2 + 1 : x / 2 - 1;
  long ys[2] = {y / 2, besideY < 0 ? 0 : besideY >= q->height ? q->height - 1 : besideY};
  long xs[2] = {x / 2, besideX < 0 ? 0 : besideX >= q->width ? q->width - 1 : besideX};
  double sum = 0;
  for (int i = 0; i < 2; i++) {
    for (int j = 0; j < 2; j++) {
      double weight = (i ? 0.25 : 0.75) * (j ? 0.25 : 0.75);
      sum += weight * (double)q->input[(ys[i] * q->width + xs[j]) * q->channels + c];
    }
  }
  return sum;
}

static long mirrored(long i, long size) { return i < 0 ? -i : i >= size ? 2 * (size - 1) - i : i; }

/// Numbers are small multiples of 1/16, so that every sum is exact and only the last step rounds.
static float *sixteenths(long count) {
  float *x = randoms(count, -8, 8);
  for (long i = 0; i < count; i++) x[i] = nearbyintf(16 * x[i]) / 16;
  return x;
}

static void check_picture_rows(const ak_table *t, ak_pair_rows q, bool hasNorm) {
  checking("%s: pairRows, %ld × %ld pixels of %ld channels%s%s%s, %ld rows from %ld, %ld columns from %ld", t->name,
           q.height, q.width, q.channels, q.enlarged ? ", enlarged" : "", q.reflect ? ", mirrored" : "",
           hasNorm ? ", with a norm" : "", q.rows, q.top, q.columns, q.left);
  long height = q.enlarged ? 2 * q.height : q.height, width = q.enlarged ? 2 * q.width : q.width;
  long places = (q.channels + 1) / 2;
  q.input = sixteenths(q.height * q.width * q.channels);
  q.factor = hasNorm ? sixteenths(q.channels) : NULL;
  q.offset = hasNorm ? sixteenths(q.channels) : NULL;
  q.lowest = -3, q.highest = 25;
  q.output = array(q.rows * q.columns * places);
  t->pairRows(&q);
  for (long row = 0; row < q.rows; row++) {
    for (long column = 0; column < q.columns; column++) {
      long y = q.top + row, x = q.left + column;
      if (q.reflect) y = mirrored(y, height), x = mirrored(x, width);
      for (long c = 0; c < 2 * places; c++) {
        double expected = 0;
        if (c < q.channels && y >= 0 && y < height && x >= 0 && x < width) {
          expected = shown(&q, y, x, c);
          if (hasNorm) expected = fmin(fmax(expected * (double)q.factor[c] + (double)q.offset[c], -3), 25);
        }
        long place = (row * q.columns + column) * 2 * places + c;
        compare_number((double)paired(q.output, place), exactly(nearest_bfloat16(expected)), 0);
      }
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
  static const ak_pair_rows parts[] = {
      {.height = 5, .width = 7, .top = -1, .left = -1, .rows = 7, .columns = 9},
      {.height = 4, .width = 4, .top = -3, .left = -3, .rows = 5, .columns = 10},
      {.height = 6, .width = 5, .top = 2, .left = 1, .rows = 3, .columns = 3},
      {.height = 3, .width = 8, .top = 2, .left = 5, .rows = 2, .columns = 7},
      {.height = 2, .width = 2, .top = -1, .left = -1, .rows = 4, .columns = 2},
      {.height = 3, .width = 3, .top = 4, .left = -9, .rows = 2, .columns = 4},
  };
  for (long i = 0; i < COUNT(channels); i++) {
    for (long j = 0; j < COUNT(parts); j++) {
      ak_pair_rows q = parts[j];
      q.channels = channels[i];
      check_picture_rows(t, q, false);
      check_picture_rows(t, q, true);
      q.enlarged = 1;
      check_picture_rows(t, q, false);
      // What a mirror shows lies within the picture.
      if (j >= 4) continue;
      q.reflect = 1;
      check_picture_rows(t, q, false);
      q.enlarged = 0;
      check_picture_rows(t, q, false);
      check_picture_rows(t, q, true);
    }
  }
}
