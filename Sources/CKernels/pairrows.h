// Rows of a picture with their border, as pairs of bfloat16: what a convolution multiplies. A norm is applied or the
// picture enlarged on the way, so that neither takes a way through memory of its own.

/// Pixels that lie side by side.
static void pair_pixels(const ak_pair_rows *q, const float *x, long pixels, float *pairs) {
  long channels = q->channels;
  if (!q->factor) {
    pair_channels(x, pixels, channels, pairs);
    return;
  }
  V lowest = splat(q->lowest), highest = splat(q->highest);
  for (long pixel = 0; pixel < pixels; pixel++, x += channels, pairs += (channels + 1) / 2) {
    for (long c = 0; c < channels; c += VL) {
      long n = channels - c;
      V v = load_first(x + c, n) * load_first(q->factor + c, n) + load_first(q->offset + c, n);
      store_first_pairs(pairs + c / 2, smaller(larger(v, lowest), highest), n);
    }
  }
}

/// The pixels from..<to of row y of the picture enlarged by two, see ak_upsample.
static void pair_enlarged(const ak_pair_rows *q, long y, long from, long to, float *pairs) {
  long channels = q->channels, places = (channels + 1) / 2, last = q->width - 1;
  long beside = y % 2 ? y / 2 + 1 : y / 2 - 1;
  beside = beside < 0 ? 0 : beside >= q->height ? q->height - 1 : beside;
  const float *near = q->input + y / 2 * q->width * channels, *far = q->input + beside * q->width * channels;
  for (long c = 0; c < channels; c += VL) {
    long n = channels - c;
#define COLUMN(i) (load_first(near + (i) * channels + c, n) * 0.75f + load_first(far + (i) * channels + c, n) * 0.25f)
    long column = from / 2;
    V before = COLUMN(column > 0 ? column - 1 : 0), here = COLUMN(column);
    for (; 2 * column < to; column++) {
      V after = COLUMN(column < last ? column + 1 : last);
      float *out = pairs + (2 * column - from) * places + c / 2;
      if (2 * column >= from) store_first_pairs(out, here * 0.75f + before * 0.25f, n);
      if (2 * column + 1 < to) store_first_pairs(out + places, here * 0.75f + after * 0.25f, n);
      before = here;
      here = after;
    }
#undef COLUMN
  }
}

INLINE long mirror(long i, long size) {
  if (i < 0) i = -i;
  return i >= size ? 2 * (size - 1) - i : i;
}

/// The pixels from..<to of row y, both within the picture.
static void pair_run(const ak_pair_rows *q, long y, long from, long to, float *pairs) {
  if (q->enlarged) {
    pair_enlarged(q, y, from, to, pairs);
  } else {
    pair_pixels(q, q->input + (y * q->width + from) * q->channels, to - from, pairs);
  }
}

static void pair_rows(const ak_pair_rows *q) {
  long scale = q->enlarged ? 2 : 1, height = scale * q->height, width = scale * q->width;
  long places = (q->channels + 1) / 2;
  size_t pixel = (size_t)places * sizeof(float);
  // Columns before the picture, and those that show it.
  long before = q->left < 0 ? -q->left : 0, first = q->left < 0 ? 0 : q->left;
  if (before > q->columns) before = q->columns;
  long middle = width - first < q->columns - before ? width - first : q->columns - before;
  if (middle < 0) middle = 0;
  for (long row = 0; row < q->rows; row++) {
    float *out = q->output + row * q->columns * places;
    long y = q->reflect ? mirror(q->top + row, height) : q->top + row;
    // Rows further out than a reflection reaches are only asked for where their values do not matter.
    if (y < 0 || y >= height) {
      __builtin_memset(out, 0, pixel * (size_t)q->columns);
      continue;
    }
    pair_run(q, y, first, first + middle, out + before * places);
    for (long i = 0; i < q->columns; i++) {
      if (i == before) i += middle;
      if (i >= q->columns) break;
      long x = q->reflect ? mirror(q->left + i, width) : q->left + i, shown = x - q->left;
      if (x < 0 || x >= width) {
        __builtin_memset(out + i * places, 0, pixel);
      } else if (shown >= before && shown < before + middle) {
        __builtin_memcpy(out + i * places, out + shown * places, pixel);
      } else {
        pair_run(q, y, x, x + 1, out + i * places);
      }
    }
  }
}
