#include <string.h>

#include "CKernels.h"

static long mirrored(long i, long size) {
  if (i < 0) i = -i;
  return i >= size ? 2 * (size - 1) - i : i;
}

void ak_pad(const float *x, long height, long width, long channels, long top, long left, int reflect, float *out,
            long rows, long columns) {
  size_t pixel = (size_t)channels * sizeof(float);
  for (long y = 0; y < rows; y++) {
    float *to = out + y * columns * channels;
    long sourceY = top + y;
    if (sourceY < 0 || sourceY >= height) {
      // Rows further out than a reflection reaches are only asked for where their values do not matter.
      sourceY = reflect ? mirrored(sourceY, height) : -1;
      if (sourceY < 0 || sourceY >= height) {
        memset(to, 0, pixel * (size_t)columns);
        continue;
      }
    }
    const float *from = x + sourceY * width * channels;
    long before = left < 0 ? -left : 0;
    if (before > columns) before = columns;
    long first = left < 0 ? 0 : left;
    long middle = width - first;
    if (middle > columns - before) middle = columns - before;
    if (middle < 0) middle = 0;
    memcpy(to + before * channels, from + first * channels, pixel * (size_t)middle);
    for (long i = 0; i < columns; i++) {
      if (i == before && middle > 0) i += middle;
      if (i >= columns) break;
      long sourceX = reflect ? mirrored(left + i, width) : -1;
      if (sourceX >= 0 && sourceX < width) {
        memcpy(to + i * channels, from + sourceX * channels, pixel);
      } else {
        memset(to + i * channels, 0, pixel);
      }
    }
  }
}

static void add_row(const float *restrict from, long count, float *restrict to) {
  for (long i = 0; i < count; i++) to[i] += from[i];
}

void ak_fold(const float *dpadded, long height, long width, long channels, long border, long row, float *dx) {
  long columns = width + 2 * border;
  float *to = dx + row * width * channels;
  // The padded rows that show this one: itself, and its mirror images above and below.
  long sources[3] = {row + border, row >= 1 && row <= border ? border - row : -1, -1};
  long below = 2 * (height - 1) - row;
  if (below >= height && below < height + border) sources[2] = below + border;
  for (int s = 0; s < 3; s++) {
    if (sources[s] < 0) continue;
    const float *from = dpadded + sources[s] * columns * channels;
    if (s == 0) {
      memcpy(to, from + border * channels, (size_t)(width * channels) * sizeof(float));
    } else {
      add_row(from + border * channels, width * channels, to);
    }
    for (long i = 0; i < border; i++) {
      add_row(from + i * channels, channels, to + (border - i) * channels);
      add_row(from + (border + width + i) * channels, channels, to + (width - 2 - i) * channels);
    }
  }
}

void ak_transpose(const float *x, long rows, long columns, float *y) {
  enum { SIDE = 16 };
  for (long top = 0; top < rows; top += SIDE) {
    for (long left = 0; left < columns; left += SIDE) {
      long bottom = top + SIDE < rows ? top + SIDE : rows, right = left + SIDE < columns ? left + SIDE : columns;
      for (long column = left; column < right; column++) {
        for (long row = top; row < bottom; row++) y[column * rows + row] = x[row * columns + column];
      }
    }
  }
}

static long clamped(long i, long size) { return i < 0 ? 0 : i >= size ? size - 1 : i; }

void ak_upsample(const float *x, long height, long width, long channels, long from, long to, float *y) {
  for (long row = from; row < to; row++) {
    // An even row lies a quarter above its source's centre, an odd one a quarter below.
    const float *near = x + (row / 2) * width * channels;
    const float *far = x + clamped(row % 2 ? row / 2 + 1 : row / 2 - 1, height) * width * channels;
    for (long column = 0; column < 2 * width; column++) {
      long a = (column / 2) * channels;
      long b = clamped(column % 2 ? column / 2 + 1 : column / 2 - 1, width) * channels;
      float *restrict out = y + (row * 2 * width + column) * channels;
      for (long c = 0; c < channels; c++) {
        out[c] = 0.75f * (0.75f * near[a + c] + 0.25f * near[b + c]) + 0.25f * (0.75f * far[a + c] + 0.25f * far[b + c]);
      }
    }
  }
}

void ak_upsample_gradient(const float *dy, long height, long width, long channels, long from, long to, float *dx) {
  static const float weights[4] = {0.25f, 0.75f, 0.75f, 0.25f};
  for (long row = from; row < to; row++) {
    memset(dx + row * width * channels, 0, (size_t)(width * channels) * sizeof(float));
    for (int i = 0; i < 4; i++) {
      // Beyond the edge the enlargement read the edge again, so its weight comes back to it.
      long sourceY = 2 * row - 1 + i;
      float weightY = weights[i];
      if (sourceY < 0 || sourceY >= 2 * height) continue;
      if ((row == 0 && i == 1) || (row == height - 1 && i == 2)) weightY = 1;
      for (long column = 0; column < width; column++) {
        float *restrict out = dx + (row * width + column) * channels;
        for (int j = 0; j < 4; j++) {
          long sourceX = 2 * column - 1 + j;
          if (sourceX < 0 || sourceX >= 2 * width) continue;
          float weightX = weights[j];
          if ((column == 0 && j == 1) || (column == width - 1 && j == 2)) weightX = 1;
          const float *in = dy + (sourceY * 2 * width + sourceX) * channels;
          for (long c = 0; c < channels; c++) out[c] += weightY * weightX * in[c];
        }
      }
    }
  }
}

void ak_repeat(const float *x, long width, long channels, long from, long to, float *y) {
  size_t pixel = (size_t)channels * sizeof(float);
  for (long row = from; row < to; row++) {
    const float *in = x + row * width * channels;
    float *out = y + 4 * row * width * channels;
    for (long column = 0; column < width; column++) {
      memcpy(out + 2 * column * channels, in + column * channels, pixel);
      memcpy(out + (2 * column + 1) * channels, in + column * channels, pixel);
    }
    memcpy(out + 2 * width * channels, out, 2 * pixel * (size_t)width);
  }
}

void ak_repeat_gradient(const float *dy, long width, long channels, long from, long to, float *dx) {
  for (long row = from; row < to; row++) {
    const float *above = dy + 4 * row * width * channels, *below = above + 2 * width * channels;
    for (long column = 0; column < width; column++) {
      float *restrict out = dx + (row * width + column) * channels;
      long a = 2 * column * channels, b = a + channels;
      for (long c = 0; c < channels; c++) out[c] = (above[a + c] + above[b + c]) + (below[a + c] + below[b + c]);
    }
  }
}

void ak_max_pool(const float *x, long width, long channels, long from, long to, float *y) {
  long columns = width / 2;
  for (long row = from; row < to; row++) {
    for (long column = 0; column < columns; column++) {
      const float *a = x + (2 * row * width + 2 * column) * channels;
      const float *b = a + width * channels;
      float *restrict out = y + (row * columns + column) * channels;
      for (long c = 0; c < channels; c++) {
        float upper = a[c] > a[channels + c] ? a[c] : a[channels + c];
        float lower = b[c] > b[channels + c] ? b[c] : b[channels + c];
        out[c] = upper > lower ? upper : lower;
      }
    }
  }
}

void ak_max_pool_gradient(const float *x, const float *dy, long width, long channels, long from, long to, float *dx) {
  long columns = width / 2;
  for (long row = from; row < to; row++) {
    for (long column = 0; column < columns; column++) {
      long corner = (2 * row * width + 2 * column) * channels;
      long offsets[4] = {0, channels, width * channels, (width + 1) * channels};
      const float *in = dy + (row * columns + column) * channels;
      for (long c = 0; c < channels; c++) {
        int best = 0;
        for (int i = 1; i < 4; i++) {
          if (x[corner + offsets[i] + c] > x[corner + offsets[best] + c]) best = i;
        }
        dx[corner + offsets[best] + c] = in[c];
      }
    }
  }
}
