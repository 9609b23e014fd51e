// Winograd's F(5×5, 2×2): a 5×5 tile of outputs of a 2×2 kernel from a 6×6 tile of inputs, with 36 products, not 100. A
// 4×4 kernel of stride 2 is four such kernels, one for each pair of an odd or even row and column; transposed, each of
// them makes every second pixel of every second row.
//
// The points are those of winograd.h for floats: 0, ±1, ±2, ∞. What takes inputs to them only depends on the points, so
// it is the same; Aᵀ has a row more, G a column less. Nothing is clipped while reading: inputs lie in padded copies.

/// Aᵀ m for one column of six: five outputs.
INLINE void five_outputs(V m0, V m1, V m2, V m3, V m4, V m5, V *t) {
  V a = m1 + m2, b = m1 - m2, c = m3 + m4, e = m3 - m4;
  t[0] = (m0 + a) + c;
  t[1] = b + 2 * e;
  t[2] = a + 4 * c;
  t[3] = b + 8 * e;
  t[4] = (a + m5) + 16 * c;
}

/// G g for one column of two.
INLINE void half_weight_points(V g0, V g1, V *t) {
  weight_points(0, g0, g1, (V){}, t);
  t[5] = g1;
}

static void halves_input(const ak_halves_input *q) {
  for (long tile = q->from; tile < q->to; tile++) {
    const float *in = q->input + tile / q->tilesAcross * 5 * q->rowStride + tile % q->tilesAcross * 5 * q->columnStride;
    float *out = q->output + (tile - q->from) * q->pitch;
    for (long c = 0; c < q->channels; c += VL) {
      V columns[6][6];  // after the transform down each column: [column][point]
      UNROLL for (int j = 0; j < 6; j++) {
        V d[6];
        UNROLL for (int i = 0; i < 6; i++) d[i] = load(in + i * q->rowStride + j * q->columnStride + c);
        input_points(0, d[0], d[1], d[2], d[3], d[4], d[5], columns[j]);
      }
      UNROLL for (int i = 0; i < 6; i++) {
        V t[6];
        input_points(0, columns[0][i], columns[1][i], columns[2][i], columns[3][i], columns[4][i], columns[5][i], t);
        UNROLL for (int j = 0; j < 6; j++) store(out + (i * 6 + j) * q->step + c, t[j]);
      }
    }
  }
}

static void halves_output(const ak_halves_output *q) {
  for (long tile = q->from; tile < q->to; tile++) {
    long top = q->top + tile / q->tilesAcross * 5, left = q->left + tile % q->tilesAcross * 5;
    const float *in = q->input + (tile - q->from) * q->pitch;
    float *out = q->output + top * q->rowStride + left * q->columnStride;
    for (long c = 0; c < q->channels; c += VL) {
      V partial[6][5];
      UNROLL for (int j = 0; j < 6; j++) {
        V m[6];
        UNROLL for (int i = 0; i < 6; i++) m[i] = load(in + (i * 6 + j) * q->step + c);
        five_outputs(m[0], m[1], m[2], m[3], m[4], m[5], partial[j]);
      }
      V bias = q->bias ? load(q->bias + c) : (V){};
      UNROLL for (int i = 0; i < 5; i++) {
        if (top + i < 0 || top + i >= q->rows) continue;
        V t[5];
        five_outputs(partial[0][i], partial[1][i], partial[2][i], partial[3][i], partial[4][i], partial[5][i], t);
        UNROLL for (int j = 0; j < 5; j++) {
          if (left + j >= 0 && left + j < q->columns) {
            store(out + i * q->rowStride + j * q->columnStride + c, t[j] + bias);
          }
        }
      }
    }
  }
}

static void halves_weight(const ak_halves_weight *q) {
  for (long n = 0; n < q->outputs; n += VL) {
    long column = q->firstColumn + n, panel = column / (2 * VL) * (2 * VL), width = panel_width(panel, q->columns);
    for (long k = q->from; k < q->to; k++) {
      V columns[2][6];
      UNROLL for (int j = 0; j < 2; j++) {
        const float *w = q->weight + j * q->columnStride + k * q->inputStride + n;
        half_weight_points(load(w), load(w + q->rowStride), columns[j]);
      }
      float *to = q->packed + panel * q->rows + (q->firstRow + k) * width + (column - panel);
      UNROLL for (int i = 0; i < 6; i++) {
        V t[6];
        half_weight_points(columns[0][i], columns[1][i], t);
        UNROLL for (int j = 0; j < 6; j++) store(to + (i * 6 + j) * q->step, t[j]);
      }
    }
  }
}
