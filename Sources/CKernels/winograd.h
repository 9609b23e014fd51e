// Winograd's minimal filtering F(4×4, 3×3) (Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2016,
// section 4.3): a 4×4 tile of outputs from a 6×6 tile of inputs with 36 products for each pair of channels, not 144.
//
//   Y = Aᵀ [ (G g Gᵀ) ⊙ (Bᵀ d B) ] A
//
// All arrays in the transformed domain are 36 planes `step` floats apart; a plane holds tiles × channels (v, m), or
// packed weights. The gradients are the adjoints of the same three maps.
//
// The points are 0, ±near, ±far, ∞: 1 and 2, whose products are the fewest, or where the transformed values are rounded
// to bfloat16, 3/4 and 3/2. Those leave half of the rounding's error in the result (1.0 % instead of 2.1 % of it for
// normally distributed values; without Winograd 0.2 %) and are exact in a float, as are their powers.
// Barabasz, Anderson, Soodhalter and Gregg, "Error Analysis and Improving the Accuracy of Winograd Convolution for Deep
// Neural Networks" (2020), choose points in this way.
#define NEAR(pairs) ((pairs) ? 0.75f : 1.0f)
#define FAR(pairs) ((pairs) ? 1.5f : 2.0f)

/// Bᵀ d for one column of six.
INLINE void input_points(const int pairs, V d0, V d1, V d2, V d3, V d4, V d5, V *t) {
  const float near = NEAR(pairs), far = FAR(pairs), n2 = near * near, f2 = far * far;
  V a = d4 - f2 * d2, b = near * (d3 - f2 * d1);
  V c = d4 - n2 * d2, e = far * (d3 - n2 * d1);
  t[0] = n2 * f2 * d0 + (d4 - (n2 + f2) * d2);
  t[1] = a + b;
  t[2] = a - b;
  t[3] = c + e;
  t[4] = c - e;
  t[5] = n2 * f2 * d1 + (d5 - (n2 + f2) * d3);
}

/// B t, the adjoint of input_points for floats.
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
INLINE void output_points(const int pairs, V m0, V m1, V m2, V m3, V m4, V m5, V *t) {
  const float near = NEAR(pairs), far = FAR(pairs), n2 = near * near, f2 = far * far;
  V a = m1 + m2, b = near * (m1 - m2), c = m3 + m4, e = m3 - m4;
  t[0] = (m0 + a) + c;
  t[1] = b + far * e;
  t[2] = n2 * a + f2 * c;
  t[3] = (n2 * b + m5) + far * f2 * e;
}

/// A t, the adjoint of output_points for floats.
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
INLINE void weight_points(const int pairs, V g0, V g1, V g2, V *t) {
  const float near = NEAR(pairs), far = FAR(pairs), n2 = near * near, f2 = far * far;
  const float atNear = 1 / (2 * n2 * (f2 - n2)), atFar = 1 / (2 * f2 * (f2 - n2));
  V a = (g0 + n2 * g2) * -atNear, b = g1 * (near * atNear);
  V c = g0 * atFar + g2 * (f2 * atFar), e = g1 * (far * atFar);
  t[0] = g0 * (1 / (n2 * f2));
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

INLINE void winograd_input_tiles(const ak_winograd_input *q, const int pairs) {
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
    float *out = q->output + (tile - q->from) * (pairs ? q->channels / 2 : q->channels);
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
        input_points(pairs, d[0], d[1], d[2], d[3], d[4], d[5], columns[j]);
      }
      UNROLL for (int i = 0; i < 6; i++) {
        V t[6];
        input_points(pairs, columns[0][i], columns[1][i], columns[2][i], columns[3][i], columns[4][i], columns[5][i],
                     t);
        UNROLL for (int j = 0; j < 6; j++) {
          float *to = out + (i * 6 + j) * q->step;
          if (pairs) {
            store_pairs(to + c / 2, t[j]);
          } else {
            store(to + c, t[j]);
          }
        }
      }
    }
  }
}

static void winograd_input(const ak_winograd_input *q) {
  if (q->pairs) {
    winograd_input_tiles(q, 1);
  } else {
    winograd_input_tiles(q, 0);
  }
}

INLINE void winograd_output_tiles(const ak_winograd_output *q, const int pairs) {
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
        output_points(pairs, m[0], m[1], m[2], m[3], m[4], m[5], partial[j]);
      }
      V bias = q->bias ? load(q->bias + c) : (V){};
      UNROLL for (int i = 0; i < 4; i++) {
        if (i >= rows) break;
        V t[4];
        output_points(pairs, partial[0][i], partial[1][i], partial[2][i], partial[3][i], partial[4][i], partial[5][i],
                      t);
        UNROLL for (int j = 0; j < 4; j++) {
          if (j < columns) store(out + (i * q->width + j) * q->channels + c, t[j] + bias);
        }
      }
    }
  }
}

static void winograd_output(const ak_winograd_output *q) {
  if (q->pairs) {
    winograd_output_tiles(q, 1);
  } else {
    winograd_output_tiles(q, 0);
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

INLINE void winograd_weight_rows(const int pairs, const float *w, long inputs, long outputs, long from, long to,
                                 float *packed, long step) {
  for (long first = 0; first < outputs; first += 2 * VL) {
    long width = panel_width(first, outputs);
    for (long k = from; k < to; k++) {
      for (long n = 0; n < width; n += VL) {
        V columns[3][6];
        UNROLL for (int j = 0; j < 3; j++) {
          V g[3];
          UNROLL for (int i = 0; i < 3; i++) g[i] = load(w + ((i * 3 + j) * inputs + k) * outputs + first + n);
          weight_points(pairs, g[0], g[1], g[2], columns[j]);
        }
        UNROLL for (int i = 0; i < 6; i++) {
          V t[6];
          weight_points(pairs, columns[0][i], columns[1][i], columns[2][i], t);
          UNROLL for (int j = 0; j < 6; j++) store(packed + (i * 6 + j) * step + first * inputs + k * width + n, t[j]);
        }
      }
    }
  }
}

/// Rows from..<to of the inputs; w is (9, inputs, outputs), packed[p · step …] the panels of point p, floats in any case.
static void winograd_weight(const float *w, long inputs, long outputs, long from, long to, int pairs, float *packed,
                            long step) {
  if (pairs) {
    winograd_weight_rows(1, w, inputs, outputs, from, to, packed, step);
  } else {
    winograd_weight_rows(0, w, inputs, outputs, from, to, packed, step);
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
