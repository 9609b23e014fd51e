// The whole set of inner loops for one instruction set. The including file sets VL (floats in a vector), BLOCK (rows
// of a register tile), DOTS (pixels of a dot-product tile of three outputs), AK_NAME and AK_TABLE, and the target
// attribute; AK_BFLOAT16 where the processor multiplies pairs of bfloat16.
#include "CKernels.h"
#ifndef AK_BFLOAT16
#define AK_BFLOAT16 0
#endif

typedef float V __attribute__((vector_size(VL * 4)));
typedef int VI __attribute__((vector_size(VL * 4)));
typedef float VU __attribute__((vector_size(VL * 4), aligned(4)));
/// The bits of what lies in an array of floats.
typedef int int_in_float __attribute__((may_alias));
typedef short short_in_float __attribute__((may_alias));

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")

INLINE V load(const float *p) { return *(const VU *)p; }
INLINE void store(float *p, V v) { *(VU *)p = v; }
INLINE V splat(float x) { return (V){} + x; }
INLINE V pick(VI mask, V yes, V no) { return (V)((mask & (VI)yes) | (~mask & (VI)no)); }
INLINE V larger(V a, V b) { return pick(a > b, a, b); }
INLINE V smaller(V a, V b) { return pick(a < b, a, b); }
INLINE V magnitude(V a) { return (V)((VI)a & 0x7fffffff); }

/// The first n floats at p, zeros after; reads nothing beyond them.
INLINE V load_first(const float *p, long n) {
  if (n >= VL) return load(p);
  V v = {};
  __builtin_memcpy(&v, p, (size_t)n * sizeof(float));
  return v;
}

INLINE void store_first(float *p, V v, long n) {
  if (n >= VL) {
    store(p, v);
  } else {
    __builtin_memcpy(p, &v, (size_t)n * sizeof(float));
  }
}

INLINE float total(V v) {
  float lanes[VL], sum = 0;
  __builtin_memcpy(lanes, &v, sizeof v);
  UNROLL for (int width = VL / 2; width > 0; width /= 2) {
    UNROLL for (int i = 0; i < width; i++) lanes[i] += lanes[i + width];
  }
  sum = lanes[0];
  return sum;
}

#include "bfloat16.h"
#include "pairrows.h"
#include "product.h"
#include "narrow.h"
#include "correlation.h"
#include "depthwise.h"
#include "winograd.h"
#include "halves.h"
#include "elementwise.h"
#include "norm.h"
#include "peak.h"

const ak_table AK_TABLE = {
    .name = AK_NAME,
    .vector = VL,
    .panel = 2 * VL,
    .block = BLOCK,
    .pack = pack,
    .product = product,
    .narrowProduct = narrow_product,
    .pairRun = 1,
    .pairWeights = pair_weights,
    .pairChannels = pair_channels,
    .pairRows = pair_rows,
    .pairProduct = pair_product,
    .narrowPairProduct = narrow_pair_product,
    .correlate = correlate,
    .depthwise = depthwise,
    .winogradInput = winograd_input,
    .winogradOutput = winograd_output,
    .winogradOutputGradient = winograd_output_gradient,
    .winogradInputGradient = winograd_input_gradient,
    .winogradWeight = winograd_weight,
    .winogradWeightGradient = winograd_weight_gradient,
    .halvesInput = halves_input,
    .halvesOutput = halves_output,
    .halvesWeight = halves_weight,
    .moments = moments,
    .channelSums = channel_sums,
    .normalise = normalise,
    .normaliseAdd = normalise_add,
    .normGradientSums = norm_gradient_sums,
    .normGradient = norm_gradient,
    .parametricRelu = parametric_relu,
    .parametricReluGradient = parametric_relu_gradient,
    .add = add,
    .multiply = multiply,
    .axpy = axpy,
    .scale = scale,
    .activate = activate,
    .activateGradient = activate_gradient,
    .exponential = exponential,
    .sum = sum,
    .dot = dot,
    .absoluteDifference = absolute_difference,
    .squaredDistance = squared_distance,
    .signOfDifference = sign_of_difference,
    .differenceFrom = difference_from,
    .maximumMagnitude = maximum_magnitude,
    .adam = adam,
    .floatPeak = float_peak,
#if AK_BFLOAT16
    .bfloat16Peak = bfloat16_peak,
    .int8Peak = int8_peak,
#endif
};
