// Padding, enlargement, pooling and their adjoints: pictures (height, width, channels), rows in two parts as threads
// share them.

#include "Harness.h"

static const double TOLERANCE = 1e-6;

typedef struct {
  long height, width, channels;
} extents;

static long area(extents s) { return s.height * s.width * s.channels; }

static long at(extents s, long y, long x, long c) { return (y * s.width + x) * s.channels + c; }

/// The mirror image of an index beyond an edge, which itself is not repeated.
static long reflected(long i, long size) { return i < 0 ? -i : i >= size ? 2 * (size - 1) - i : i; }

static void check_pad(extents s, long top, long left, bool reflect, long rows, long columns) {
  checking("ak_pad, %ld × %ld × %ld, %ld × %ld from (%ld, %ld), %s", s.height, s.width, s.channels, rows, columns, top,
           left, reflect ? "reflected" : "zeros");
  const float *x = randoms(area(s), -1, 1);
  extents out = {rows, columns, s.channels};
  float *y = array(area(out));
  exact *expected = sums(area(out));
  for (long row = 0; row < rows; row++) {
    for (long column = 0; column < columns; column++) {
      long from = top + row, place = left + column;
      if (reflect) from = reflected(from, s.height), place = reflected(place, s.width);
      bool isWithin = from >= 0 && from < s.height && place >= 0 && place < s.width;
      for (long c = 0; c < s.channels; c++) {
        expected[at(out, row, column, c)] = exactly(isWithin ? (double)x[at(s, from, place, c)] : 0);
      }
    }
  }
  ak_pad(x, s.height, s.width, s.channels, top, left, reflect, y, rows, columns);
  compare(y, expected, area(out), 0);
}

static void check_fold(extents s, long padding) {
  checking("ak_fold, %ld × %ld × %ld by %ld", s.height, s.width, s.channels, padding);
  extents wide = {s.height + 2 * padding, s.width + 2 * padding, s.channels};
  const float *dy = randoms(area(wide), -1, 1);
  float *dx = array(area(s));
  exact *expected = sums(area(s));
  for (long row = 0; row < wide.height; row++) {
    for (long column = 0; column < wide.width; column++) {
      long to = reflected(row - padding, s.height), place = reflected(column - padding, s.width);
      for (long c = 0; c < s.channels; c++) {
        add_product(expected + at(s, to, place, c), (double)dy[at(wide, row, column, c)], 1);
      }
    }
  }
  for (long row = 0; row < s.height; row++) ak_fold(dy, s.height, s.width, s.channels, padding, row, dx);
  compare(dx, expected, area(s), TOLERANCE);
}

static void check_transpose(long rows, long columns) {
  checking("ak_transpose, %ld × %ld", rows, columns);
  const float *x = randoms(rows * columns, -1, 1);
  float *y = array(rows * columns);
  exact *expected = sums(rows * columns);
  for (long i = 0; i < rows * columns; i++) expected[i % columns * rows + i / columns] = exactly((double)x[i]);
  ak_transpose(x, rows, columns, y);
  compare(y, expected, rows * columns, 0);
}

/// The share that source pixel `from` has in pixel `to` of a line of `size` that was enlarged to twice its length: each
/// new pixel's centre lies a quarter from the centre of one source, three quarters from another's; edges are repeated.
static double share(long from, long to, long size) {
  double centre = ((double)to + 0.5) / 2 - 0.5, result = 0;
  for (long i = -1; i <= size; i++) {
    long source = i < 0 ? 0 : i >= size ? size - 1 : i;
    if (source == from) result += fmax(0, 1 - fabs(centre - (double)i));
  }
  return result;
}

static void check_upsample(extents s) {
  checking("ak_upsample and its gradient, %ld × %ld × %ld", s.height, s.width, s.channels);
  extents large = {2 * s.height, 2 * s.width, s.channels};
  const float *x = randoms(area(s), -1, 1), *dy = randoms(area(large), -1, 1);
  float *y = array(area(large)), *dx = array(area(s));
  exact *yExpected = sums(area(large)), *dxExpected = sums(area(s));
  for (long i = 0; i < large.height * s.height; i++) {
    long to = i % large.height, from = i / large.height;
    for (long j = 0; j < large.width * s.width; j++) {
      long column = j % large.width, source = j / large.width;
      double weight = share(from, to, s.height) * share(source, column, s.width);
      if (weight == 0) continue;
      for (long c = 0; c < s.channels; c++) {
        long small = at(s, from, source, c), enlarged = at(large, to, column, c);
        add_product(yExpected + enlarged, weight, (double)x[small]);
        add_product(dxExpected + small, weight, (double)dy[enlarged]);
      }
    }
  }
  long middle = large.height / 3;
  ak_upsample(x, s.height, s.width, s.channels, 0, middle, y);
  ak_upsample(x, s.height, s.width, s.channels, middle, large.height, y);
  compare(y, yExpected, area(large), TOLERANCE);
  middle = s.height / 2;
  ak_upsample_gradient(dy, s.height, s.width, s.channels, 0, middle, dx);
  ak_upsample_gradient(dy, s.height, s.width, s.channels, middle, s.height, dx);
  compare(dx, dxExpected, area(s), TOLERANCE);
}

static void check_repeat(extents s) {
  checking("ak_repeat and its gradient, %ld × %ld × %ld", s.height, s.width, s.channels);
  extents large = {2 * s.height, 2 * s.width, s.channels};
  const float *x = randoms(area(s), -1, 1), *dy = randoms(area(large), -1, 1);
  float *y = array(area(large)), *dx = array(area(s));
  exact *yExpected = sums(area(large)), *dxExpected = sums(area(s));
  for (long row = 0; row < large.height; row++) {
    for (long column = 0; column < large.width; column++) {
      for (long c = 0; c < s.channels; c++) {
        long small = at(s, row / 2, column / 2, c), enlarged = at(large, row, column, c);
        yExpected[enlarged] = exactly((double)x[small]);
        add_product(dxExpected + small, (double)dy[enlarged], 1);
      }
    }
  }
  long middle = s.height / 2;
  ak_repeat(x, s.width, s.channels, 0, middle, y);
  ak_repeat(x, s.width, s.channels, middle, s.height, y);
  compare(y, yExpected, area(large), 0);
  ak_repeat_gradient(dy, s.width, s.channels, 0, middle, dx);
  ak_repeat_gradient(dy, s.width, s.channels, middle, s.height, dx);
  compare(dx, dxExpected, area(s), TOLERANCE);
}

static void check_max_pool(extents s) {
  checking("ak_max_pool and its gradient, %ld × %ld × %ld", s.height, s.width, s.channels);
  extents small = {s.height / 2, s.width / 2, s.channels};
  // Few different values, so that windows have several largest ones.
  const float *x = multiples(area(s), 1, 2), *dy = randoms(area(small), -1, 1);
  float *y = array(area(small)), *dx = zeros(area(s));
  exact *yExpected = sums(area(small)), *dxExpected = sums(area(s));
  for (long row = 0; row < small.height; row++) {
    for (long column = 0; column < small.width; column++) {
      for (long c = 0; c < s.channels; c++) {
        long best = at(s, 2 * row, 2 * column, c), to = at(small, row, column, c);
        for (int p = 1; p < 4; p++) {
          long place = at(s, 2 * row + p / 2, 2 * column + p % 2, c);
          if (x[place] > x[best]) best = place;
        }
        yExpected[to] = exactly((double)x[best]);
        dxExpected[best] = exactly((double)dy[to]);
      }
    }
  }
  long middle = small.height / 2;
  ak_max_pool(x, s.width, s.channels, 0, middle, y);
  ak_max_pool(x, s.width, s.channels, middle, small.height, y);
  compare(y, yExpected, area(small), 0);
  ak_max_pool_gradient(x, dy, s.width, s.channels, 0, middle, dx);
  ak_max_pool_gradient(x, dy, s.width, s.channels, middle, small.height, dx);
  compare(dx, dxExpected, area(s), 0);
}

void check_pictures(void) {
  static const extents shapes[] = {{1, 1, 1}, {1, 2, 3}, {2, 1, 4},  {2, 3, 5},
                                   {3, 2, 8}, {4, 7, 3}, {5, 5, 17}, {8, 3, 16}};
  for (long i = 0; i < COUNT(shapes); i++) {
    extents s = shapes[i];
    check_upsample(s);
    check_repeat(s);
    check_max_pool(s);
    check_pad(s, -3, -2, false, s.height + 7, s.width + 5);
    check_pad(s, 1, 1, false, s.height, s.width);
    check_pad(s, -1, s.width, false, 2, 3);
    check_pad(s, s.height + 1, -s.width - 4, false, 2, 3);
    check_pad(s, 0, 0, false, s.height, s.width);
    for (long padding = 1; padding < s.height && padding < s.width; padding++) {
      check_pad(s, -padding, -padding, true, s.height + 2 * padding, s.width + 2 * padding);
      check_pad(s, s.height - 2, -padding, true, 2, s.width + padding);
      check_fold(s, padding);
    }
    check_fold(s, 0);
  }
  static const long sides[] = {1, 2, 15, 16, 17, 33};
  for (long i = 0; i < COUNT(sides); i++) {
    for (long j = 0; j < COUNT(sides); j++) check_transpose(sides[i], sides[j]);
  }
}
