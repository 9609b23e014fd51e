// Winograd's minimal filtering F(4×4, 3×3) (Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2016,
// section 4.3): a 4×4 tile of outputs from a 6×6 tile of inputs with 36 products for each pair of channels, not 144.
//
//   Y = Aᵀ [ (G g Gᵀ) ⊙ (Bᵀ d B) ] A
//
// The points are 0, ±1, ±2, ∞. All arrays in the transformed domain are 36 planes `step` floats apart; a plane holds
// tiles × channels (v, m), or packed weights. The gradients are the adjoints of the same three maps.

/// Bᵀ d for one column of six.
INLINE void input_points(V d0, V d1, V d2, V d3, V d4, V d5, V *t) {
  V a = d4 - 4 * d2, b = d3 - 4 * d1;
  V c = d4 - d2, e = 2 * (d3 - d1);
  t[0] = 4 * d0 + (d4 - 5 * d2);
  t[1] = a + b;
  t[2] = a - b;
  t[3] = c + e;
  t[4] = c - e;
  t[5] = 4 * d1 + (d5 - 5 * d3);
}

/// B t, the adjoint of input_points.
INLINE void input_points_adjoint(V t0, V t1, V t2, V t3, V t4, V t5, V *d) {
  V a = t1 + t2, b = t1 - t2, c = t3 + t4, e = t3 - t4;
  d[0] = 4 * t0;
  d[1] = 4 * (t5 - b) - 2 * e;
  d[2] = -5 * t0 - (4 * a + c);
  d[3] = (b + 2 * e) - 5 * t5;
  d[4] = (t0 + a) + c;
  d[5] = t5;
}

/// Aᵀ m for one column of six.
INLINE void output_points(V m0, V m1, V m2, V m3, V m4, V m5, V *t) {
  V a = m1 + m2, b = m1 - m2, c = m3 + m4, e = m3 - m4;
  t[0] = (m0 + a) + c;
  t[1] = b + 2 * e;
  t[2] = a + 4 * c;
  t[3] = (b + m5) + 8 * e;
}

/// A t, the adjoint of output_points.
INLINE void output_points_adjoint(V t0, V t1, V t2, V t3, V *m) {
  V a = t0 + t2, b = t1 + t3, c = t0 + 4 * t2, e = 2 * t1 + 8 * t3;
  m[0] = t0;
  m[1] = a + b;
  m[2] = a - b;
  m[3] = c + e;
  m[4] = c - e;
  m[5] = t3;
}

/// G g for one column of three.
INLINE void weight_points(V g0, V g1, V g2, V *t) {
  V a = (g0 + g2) * (-1.0f / 6), b = g1 * (1.0f / 6), c = g0 * (1.0f / 24) + g2 * (1.0f / 6), e = g1 * (1.0f / 12);
  t[0] = g0 * 0.25f;
  t[1] = a - b;
  t[2] = a + b;
  t[3] = c + e;
  t[4] = c - e;
  t[5] = g2;
}

/// Gᵀ t, the adjoint of weight_points.
INLINE void weight_points_adjoint(V t0, V t1, V t2, V t3, V t4, V t5, V *g) {
  V a = (t1 + t2) * (-1.0f / 6), b = (t2 - t1) * (1.0f / 6), c = t3 + t4, e = t3 - t4;
  g[0] = t0 * 0.25f + a + c * (1.0f / 24);
  g[1] = b + e * (1.0f / 12);
  g[2] = a + c * (1.0f / 6) + t5;
}

static const float zeros[64] = {};

static void winograd_input(const ak_winograd_input *q) {
  for (long tile = q->from; tile < q->to; tile++) {
    long top = tile / q->tilesAcross * 4 - q->padding, left = tile % q->tilesAcross * 4 - q->padding;
    const float *source[6][6];
    int advance[6][6];  // 0 where the border is zero and the source stays at `zeros`
    for (int i = 0; i < 6; i++) {
      long y = top + i;
      if (q->reflect) y = y < 0 ? -y : y >= q->height ? 2 * (q->height - 1) - y : y;
      for (int j = 0; j < 6; j++) {
        long x = left + j;
        if (q->reflect) x = x < 0 ? -x : x >= q->width ? 2 * (q->width - 1) - x : x;
        int within = y >= 0 && y < q->height && x >= 0 && x < q->width;
        advance[i][j] = within;
        source[i][j] = within ? q->input + (y * q->width + x) * q->channels : zeros;
      }
    }
    float *out = q->output + (tile - q->from) * q->channels;
    for (long c = 0; c < q->channels; c += VL) {
      V columns[6][6];  // after the transform down each column: [column][point]
      UNROLL for (int j = 0; j < 6; j++) {
        V d[6];
        UNROLL for (int i = 0; i < 6; i++) d[i] = load(source[i][j] + (advance[i][j] ? c : 0));
        if (q->factor) {
          V factor = load(q->factor + c), offset = load(q->offset + c);
          UNROLL for (int i = 0; i < 6; i++) {
            d[i] = smaller(larger(d[i] * factor + offset, splat(q->lowest)), splat(q->highest));
          }
        }
        input_points(d[0], d[1], d[2], d[3], d[4], d[5], columns[j]);
      }
      UNROLL for (int i = 0; i < 6; i++) {
        V t[6];
        input_points(columns[0][i], columns[1][i], columns[2][i], columns[3][i], columns[4][i], columns[5][i], t);
        UNROLL for (int j = 0; j < 6; j++) store(out + (i * 6 + j) * q->step + c, t[j]);
      }
    }
  }
}

static void winograd_output(const ak_winograd_output *q) {
  for (long tile = q->from; tile < q->to; tile++) {
    long top = tile / q->tilesAcross * 4, left = tile % q->tilesAcross * 4;
    long rows = q->height - top < 4 ? q->height - top : 4, columns = q->width - left < 4 ? q->width - left : 4;
    const float *in = q->input + (tile - q->from) * q->channels;
    float *out = q->output + (top * q->width + left) * q->channels;
    for (long c = 0; c < q->channels; c += VL) {
      V partial[6][4];
      UNROLL for (int j = 0; j < 6; j++) {
        V m[6];
        UNROLL for (int i = 0; i < 6; i++) m[i] = load(in + (i * 6 + j) * q->step + c);
        output_points(m[0], m[1], m[2], m[3], m[4], m[5], partial[j]);
      }
      V bias = q->bias ? load(q->bias + c) : (V){};
      UNROLL for (int i = 0; i < 4; i++) {
        if (i >= rows) break;
        V t[4];
        output_points(partial[0][i], partial[1][i], partial[2][i], partial[3][i], partial[4][i], partial[5][i], t);
        UNROLL for (int j = 0; j < 4; j++) {
          if (j < columns) store(out + (i * q->width + j) * q->channels + c, t[j] + bias);
        }
      }
    }
  }
}

/// The adjoint of winograd_output: q->output (dy) is read, q->input (dm) is written.
static void winograd_output_gradient(const ak_winograd_output *q) {
  for (long tile = q->from; tile < q->to; tile++) {
    long top = tile / q->tilesAcross * 4, left = tile % q->tilesAcross * 4;
    long rows = q->height - top < 4 ? q->height - top : 4, columns = q->width - left < 4 ? q->width - left : 4;
    float *to = q->input + (tile - q->from) * q->channels;
    const float *dy = q->output + (top * q->width + left) * q->channels;
    for (long c = 0; c < q->channels; c += VL) {
      V partial[4][6];
      UNROLL for (int j = 0; j < 4; j++) {
        V t[4];
        UNROLL for (int i = 0; i < 4; i++) {
          t[i] = i < rows && j < columns ? load(dy + (i * q->width + j) * q->channels + c) : (V){};
        }
        output_points_adjoint(t[0], t[1], t[2], t[3], partial[j]);
      }
      UNROLL for (int i = 0; i < 6; i++) {
        V m[6];
        output_points_adjoint(partial[0][i], partial[1][i], partial[2][i], partial[3][i], m);
        UNROLL for (int j = 0; j < 6; j++) store(to + (i * 6 + j) * q->step + c, m[j]);
      }
    }
  }
}

/// The adjoint of winograd_input without its border: adds B dv Bᵀ of one row of tiles to the padded picture
/// q->gradient. Neighbouring tiles overlap by two pixels, so rows of tiles may only run together every other one.
static void winograd_input_gradient(const ak_winograd_input_gradient *q) {
  for (long tile = 0; tile < q->tiles; tile++) {
    const float *in = q->input + tile * q->channels;
    for (long c = 0; c < q->channels; c += VL) {
      V partial[6][6];
      UNROLL for (int j = 0; j < 6; j++) {
        V t[6];
        UNROLL for (int i = 0; i < 6; i++) t[i] = load(in + (i * 6 + j) * q->step + c);
        input_points_adjoint(t[0], t[1], t[2], t[3], t[4], t[5], partial[j]);
      }
      long columns = q->width - tile * 4 < 6 ? q->width - tile * 4 : 6;
      UNROLL for (int i = 0; i < 6; i++) {
        if (i >= q->rows) break;
        V d[6];
        input_points_adjoint(partial[0][i], partial[1][i], partial[2][i], partial[3][i], partial[4][i], partial[5][i],
                             d);
        float *out = q->gradient + (i * q->width + tile * 4) * q->channels + c;
        UNROLL for (int j = 0; j < 6; j++) {
          if (j < columns) store(out + j * q->channels, load(out + j * q->channels) + d[j]);
        }
      }
    }
  }
}

/// Rows from..<to of the inputs; w is (9, inputs, outputs), packed[p · step …] the panels of point p.
static void winograd_weight(const float *w, long inputs, long outputs, long from, long to, float *packed, long step) {
  for (long first = 0; first < outputs; first += 2 * VL) {
    long width = panel_width(first, outputs);
    for (long k = from; k < to; k++) {
      for (long n = 0; n < width; n += VL) {
        V columns[3][6];
        UNROLL for (int j = 0; j < 3; j++) {
          V g[3];
          UNROLL for (int i = 0; i < 3; i++) g[i] = load(w + ((i * 3 + j) * inputs + k) * outputs + first + n);
          weight_points(g[0], g[1], g[2], columns[j]);
        }
        UNROLL for (int i = 0; i < 6; i++) {
          V t[6];
          weight_points(columns[0][i], columns[1][i], columns[2][i], t);
          UNROLL for (int j = 0; j < 6; j++) store(packed + (i * 6 + j) * step + first * inputs + k * width + n, t[j]);
        }
      }
    }
  }
}

/// Adds Gᵀ du G to dw for the inputs from..<to; du is 36 planes of (inputs, outputs).
static void winograd_weight_gradient(const float *du, long step, long inputs, long outputs, long from, long to,
                                     float *dw) {
  for (long k = from; k < to; k++) {
    for (long n = 0; n < outputs; n += VL) {
      V columns[6][3];
      UNROLL for (int j = 0; j < 6; j++) {
        V t[6];
        UNROLL for (int i = 0; i < 6; i++) t[i] = load(du + (i * 6 + j) * step + k * outputs + n);
        weight_points_adjoint(t[0], t[1], t[2], t[3], t[4], t[5], columns[j]);
      }
      UNROLL for (int i = 0; i < 3; i++) {
        V g[3];
        weight_points_adjoint(columns[0][i], columns[1][i], columns[2][i], columns[3][i], columns[4][i], columns[5][i],
                              g);
        UNROLL for (int j = 0; j < 3; j++) {
          float *to_ = dw + ((i * 3 + j) * inputs + k) * outputs + n;
          store(to_, load(to_) + g[j]);
        }
      }
    }
  }
}
