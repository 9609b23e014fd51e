#ifndef AICANVAS_CKERNELS_H
#define AICANVAS_CKERNELS_H

// Inner loops, compiled once for each instruction set and reached through a table of functions.
// Everything here works on one thread; Swift splits the work. Floats are 32 bits wide, extents and strides count
// floats unless a name says otherwise.

#ifdef __cplusplus
extern "C" {
#endif

/// What is applied to a value x: nothing, max(x, 0), x < 0 ? slope·x : x, tanh x, 1 / (1 + e^-x).
enum { AK_NONE = 0, AK_RELU = 1, AK_LEAKY = 2, AK_TANH = 3, AK_SIGMOID = 4, AK_CLIP = 5, AK_CLIPPED_RELU = 6 };

/// Rows of output pixels as a product: output[x, o] = bias[o] + Σ input[s·rowStride + x·columnStride + r] · weight, and
/// the next row `inputRow` and `outputRow` floats further on.
///
/// The sum runs over `segments` rows of the window and `run` consecutive floats in each (kernel columns × channels,
/// which lie next to each other when channels come last). So a convolution over a padded input needs no im2col.
/// Where a kernel has gaps, each row is `taps` such runs, `tapStride` floats apart; usually it is one.
typedef struct {
  const float *input;
  long rowStride, columnStride, segments, taps, tapStride, run;
  const float *weight;  // packed, see pack
  const float *bias;    // outputs values, or NULL for zero
  float *output;
  long outputStride;  // floats between the outputs of neighbouring columns
  long columns, outputs;
  long rows, inputRow, outputRow;
} ak_product;

/// One row of output pixels of a convolution in which channels do not meet: output[x, c] = bias[c] + Σ over the kernel's
/// rows and columns of input[row·rowStride + x·columnStride + column·channels + c] · weight[row, column, c].
typedef struct {
  const float *input;  // padded
  long rowStride, columnStride;
  const float *weight;  // kernel × kernel × channels
  const float *bias;    // channels values, or NULL for zero
  float *output;        // columns × channels
  long columns, channels, kernel;
} ak_depthwise;

/// A sum over pixels: c[i, j] += Σ over rows and columns of a[row, column, i] · b[row, column, j].
typedef struct {
  const float *a;
  long aRow, aColumn, aCount;
  const float *b;
  long bRow, bColumn, bCount;
  long rows, columns;
  float *c;
  long cRow;
} ak_correlation;

/// Rows of a picture with their border, rounded to pairs of bfloat16, (channels + 1) / 2 to a pixel. Row y of the output is
/// row `top + y` of the picture, its column x is column `left + x`; what lies outside is zero, or mirrored at the edge
/// pixel, which is not repeated.
typedef struct {
  const float *input;
  long height, width, channels;
  int reflect;
  int enlarged;                  // whether the picture is what ak_upsample makes of the input; then without a norm
  const float *factor, *offset;  // per channel, applied while reading, or NULL
  float lowest, highest;         // then kept between these
  long top, left;
  float *output;
  long rows, columns;
} ak_pair_rows;

/// The tiles from..<to (in reading order) of a picture, taken to the 36 points.
typedef struct {
  const float *input;
  long height, width, channels, padding;
  int reflect;
  const float *factor, *offset;  // per channel, applied while reading, or NULL
  float lowest, highest;         // then kept between these
  long tilesAcross, from, to;
  float *output;  // tile `from` first
  long step;
  int pairs;  // whether the output is rounded to pairs of bfloat16
} ak_winograd_input;

/// The tiles from..<to of a picture, computed from the 36 points.
typedef struct {
  float *input;
  long step;
  const float *bias;  // or NULL
  float *output;
  long height, width, channels, tilesAcross, from, to;
  int pairs;  // whether what was multiplied were pairs of bfloat16, which have points of their own
} ak_winograd_output;

/// One row of tiles, brought back from the 36 points to the padded input and added there.
typedef struct {
  const float *input;
  long step, tiles, channels;
  float *gradient;     // the row's first padded pixel
  long width, rows;    // extent of the padded picture; rows that are left from here
} ak_winograd_input_gradient;

// Kernels of 4×4 and stride 2 as four of 2×2, see halves.h. Channels and outputs are multiples of `vector`.

/// The tiles from..<to of a padded picture, taken to the 36 points.
typedef struct {
  const float *input;
  long rowStride, columnStride;  // between the rows and columns that are read; 5 of them to the next tile
  long channels, tilesAcross, from, to;
  float *output;  // tile `from` first
  long step, pitch;  // between points, between tiles
} ak_halves_input;

/// The tiles from..<to of five by five pixels, computed from the 36 points.
typedef struct {
  const float *input;  // tile `from` first
  long step, pitch;
  const float *bias;  // or NULL
  float *output;      // row 0, column 0
  long rowStride, columnStride;  // between the rows and columns that are written
  long rows, columns;            // of them; no others are written
  long top, left;                // of the first tile: 0, or −1
  long channels, tilesAcross, from, to;
} ak_halves_output;

/// A 2×2 kernel taken to the 36 points, as a part of the packed matrices of all four.
typedef struct {
  const float *weight;  // of the kernel's first row and column, input 0, output 0
  long rowStride, columnStride, inputStride;
  long from, to, outputs;  // inputs, and all outputs
  float *packed;           // at each point rows × columns, see pack
  long step, rows, columns;
  long firstRow, firstColumn;  // where input 0 and output 0 lie
} ak_halves_weight;

/// One step of Adam over a block of parameters; the bias corrections are already folded into the two factors.
typedef struct {
  float *parameters, *firstMoment, *secondMoment;
  const float *gradients;
  long count;
  float beta1, beta2, epsilon;
  float stepSize;          // learningRate / (1 - beta1^t)
  float inverseRootScale;  // 1 / sqrt(1 - beta2^t)
} ak_adam;

/// The inner loops for one instruction set.
typedef struct {
  const char *name;
  long vector;  // floats in one vector register
  long panel;   // outputs in one full panel of packed weights: two vectors
  long block;   // most rows in one register tile

  /// Packed weights: panels of `panel` outputs (the last may be one vector wide), each holding all K rows in turn.
  /// Copies k rows starting at row kOffset of K; element (k, n) is read at w[k·kStride + n·nStride].
  void (*pack)(const float *w, long k, long kStride, long n, long nStride, float *packed, long K, long kOffset);
  void (*product)(const ak_product *p);
  /// The same for one to three outputs, by dot products. Weights lie as [output][segment][run rounded up to vector].
  /// Each row is one run (no gaps between taps). May read up to one vector beyond the end of each input run; what it
  /// finds there does not matter.
  void (*narrowProduct)(const ak_product *p);

  // Products of bfloat16, whose sums are floats. A float's place holds a pair of neighbouring values; where such arrays
  // go in, extents and strides count pairs. Fast where bfloat16Peak is there.
  /// Pairs to whose multiple the weights of each run are filled up with zeros. Above one, where matrices are multiplied,
  /// pairProduct reads as far in the input, too; what it finds there must be finite.
  long pairRun;
  /// Pairs of packed weights: of the rows k and k + 1 of each panel, k even, one row of pairs. K is even.
  void (*pairWeights)(const float *packed, long K, long outputs, float *pairs);
  /// Rounds pixels of `channels` values to (channels + 1) / 2 pairs each, filled up with zero.
  void (*pairChannels)(const float *x, long pixels, long channels, float *pairs);
  void (*pairRows)(const ak_pair_rows *q);
  /// As product and narrowProduct.
  void (*pairProduct)(const ak_product *p);
  void (*narrowPairProduct)(const ak_product *p);

  void (*correlate)(const ak_correlation *c);
  void (*depthwise)(const ak_depthwise *q);

  // Winograd F(4×4, 3×3), see winograd.h. Channels, inputs and outputs are multiples of `vector`.
  void (*winogradInput)(const ak_winograd_input *q);
  void (*winogradOutput)(const ak_winograd_output *q);
  void (*winogradOutputGradient)(const ak_winograd_output *q);
  void (*winogradInputGradient)(const ak_winograd_input_gradient *q);
  void (*winogradWeight)(const float *w, long inputs, long outputs, long from, long to, int pairs, float *packed,
                         long step);
  void (*winogradWeightGradient)(const float *du, long step, long inputs, long outputs, long from, long to, float *dw);

  void (*halvesInput)(const ak_halves_input *q);
  void (*halvesOutput)(const ak_halves_output *q);
  void (*halvesWeight)(const ak_halves_weight *q);

  // Per-channel statistics and their use; x holds `pixels` rows of `channels`.
  void (*moments)(const float *x, long pixels, long channels, float *mean, float *squares);
  void (*channelSums)(const float *x, long pixels, long channels, float *sums);
  /// y = activation(x · factor + offset) to pixels that lie `step` floats apart; factor and offset may both be NULL.
  void (*normalise)(const float *x, long pixels, long channels, const float *factor, const float *offset,
                    int activation, float slope, float *y, long step);
  void (*normaliseAdd)(const float *x, long pixels, long channels, const float *factor, const float *offset,
                       float lowest, float highest, const float *residual, float *y);
  void (*normGradientSums)(const float *x, const float *dy, long pixels, long channels, const float *mean,
                           const float *inverse, const float *factor, const float *offset, int activation, float slope,
                           float *sums, float *productSums);
  void (*normGradient)(const float *x, const float *dy, long pixels, long channels, const float *mean,
                       const float *factor, const float *offset, const float *dyFactor, const float *xFactor,
                       const float *constant, int activation, float slope, float *dx);

  /// A rectifier whose slope below zero each channel has of its own (PReLU): y = x < 0 ? slope[c]·x : x; y may be x.
  void (*parametricRelu)(const float *x, long pixels, long channels, const float *slope, float *y);
  /// dx = dy times the derivative at x; slopeSums[c] = Σ over pixels of dy·min(x, 0).
  void (*parametricReluGradient)(const float *x, const float *dy, long pixels, long channels, const float *slope,
                                 float *dx, float *slopeSums);

  // Elementwise.
  void (*add)(const float *a, const float *b, long count, float *y);
  void (*multiply)(const float *a, const float *b, long count, float *y);
  void (*axpy)(float alpha, const float *x, long count, float *y);
  void (*scale)(float alpha, const float *x, long count, float *y);
  void (*activate)(const float *x, long count, int activation, float slope, float *y);
  void (*activateGradient)(const float *y, const float *dy, long count, int activation, float slope, float *dx);
  void (*exponential)(const float *x, long count, float *y);
  double (*sum)(const float *x, long count);
  double (*dot)(const float *a, const float *b, long count);
  double (*absoluteDifference)(const float *a, const float *b, long count);
  double (*squaredDistance)(const float *x, float target, long count);
  void (*signOfDifference)(const float *a, const float *b, float alpha, long count, float *y);
  void (*differenceFrom)(const float *x, float target, float alpha, long count, float *y);
  float (*maximumMagnitude)(const float *x, long count);
  void (*adam)(const ak_adam *a);

  // The most that one thread can multiply, see peak.h; NULL where the processor has no such products.
  long (*floatPeak)(long rounds, float *sink);
  long (*bfloat16Peak)(long rounds, float *sink);
  long (*int8Peak)(long rounds, float *sink);
} ak_table;

/// The table for an instruction set by name ("amx", "avx512bf16", "avx512", "avx2", "baseline"), or NULL if the CPU lacks it.
/// With NULL: the one that AICANVAS_KERNELS names, or else the best one.
const ak_table *ak_find(const char *name);

/// The table in use: the calling thread's own choice if it made one (tests do), or else ak_find(NULL).
const ak_table *ak_current(void);
/// Sets the calling thread's choice, which its tasks in a pool follow; NULL takes it back. Returns the former choice.
const ak_table *ak_choose(const ak_table *table);

/// Copies rows of an image with padding. Row y of `out` is row `top + y` of the input, its column x is column
/// `left + x`; what lies outside is zero or the reflection (the edge pixel itself is not repeated).
void ak_pad(const float *x, long height, long width, long channels, long top, long left, int reflect, float *out,
            long rows, long columns);

/// The adjoint of ak_pad with reflection by `padding` on each side: row `row` of dx (height × width) is overwritten.
void ak_fold(const float *dpadded, long height, long width, long channels, long padding, long row, float *dx);

/// The transposed matrix: y (columns × rows) of x (rows × columns).
void ak_transpose(const float *x, long rows, long columns, float *y);

/// Bilinear enlargement by two in each direction (half-pixel centres, edges repeated): output rows from..<to.
void ak_upsample(const float *x, long height, long width, long channels, long from, long to, float *y);
/// The adjoint of ak_upsample: input rows from..<to of dx, overwritten.
void ak_upsample_gradient(const float *dy, long height, long width, long channels, long from, long to, float *dx);
/// Enlargement by two in each direction, each pixel repeated: input rows from..<to.
void ak_repeat(const float *x, long width, long channels, long from, long to, float *y);
/// The adjoint of ak_repeat: input rows from..<to of dx, overwritten.
void ak_repeat_gradient(const float *dy, long width, long channels, long from, long to, float *dx);
/// The largest of each 2 × 2 window: output rows from..<to of a (height/2 × width/2) picture.
void ak_max_pool(const float *x, long width, long channels, long from, long to, float *y);
/// Sends dy to the first largest value of each window: output rows from..<to. dx must be zero before.
void ak_max_pool_gradient(const float *x, const float *dy, long width, long channels, long from, long to, float *dx);

/// Runs body(context, task) for all tasks, each thread a contiguous share first, the calling thread too.
/// Inside a task, or when tasks is 1, runs in place. Concurrent callers take turns.
typedef void (*ak_body)(void *context, long task);
typedef struct ak_pool ak_pool;
ak_pool *ak_pool_make(long threads, int niceness);
void ak_pool_run(ak_pool *pool, long tasks, ak_body body, void *context);
long ak_pool_threads(const ak_pool *pool);

/// A value that the calling thread keeps for itself (the pool it prefers).
void *ak_thread_value(void);
void ak_set_thread_value(void *value);

/// Lets all threads take malloc's memory from at most so many arenas; without effect where malloc has none.
void ak_limit_arenas(int most);

/// Sets the calling thread's treatment of denormal numbers to zero and returns the former control word.
unsigned long ak_flush_denormals(void);
void ak_restore_denormals(unsigned long word);

#ifdef __cplusplus
}
#endif
#endif
