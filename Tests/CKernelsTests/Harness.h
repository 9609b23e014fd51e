#ifndef CKERNELSTESTS_HARNESS_H
#define CKERNELSTESTS_HARNESS_H

// What all checks share: arrays at whose ends memory ends, seeded numbers, and comparing with plain loops.

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "CKernels.h"

/// A sum in double precision, and the sum of its terms' magnitudes, by which its rounding errors are measured.
typedef struct {
  double value, magnitude;
} exact;

static inline void add_product(exact *sum, double a, double b) {
  sum->value += a * b;
  sum->magnitude += fabs(a * b);
}

static inline exact exactly(double value) { return (exact){value, fabs(value)}; }

/// Begins a check: gives back the arrays of the one before, looks whether anything was written in front of them, and
/// keeps the words (as of printf) for the sentence on a difference.
void checking(const char *format, ...) __attribute__((format(printf, 1, 2)));

/// Ends the last check.
void finish_checking(void);

/// `count` floats, all NaN. The first one behind them cannot be touched without a signal, what lies in front of them is
/// looked at when the check ends. They live until then, as do all arrays below.
float *array(long count);

/// `count` floats, all zero.
float *zeros(long count);

/// The same values in an array of their own.
float *copied(const float *values, long count);

/// Seeded numbers, evenly between the two.
float *randoms(long count, double lowest, double highest);

/// Seeded multiples of 1/steps from -limit to limit. With few bits, sums of a few products of them are exact, so that
/// no rounding puts one on the wrong side of an activation's corner.
float *multiples(long count, int limit, int steps);

/// Sums that begin with zero.
exact *sums(long count);

/// What is expected of values that nothing may write: they still are NaN.
exact *untouched(long count);

/// Fails the check unless |got - expected| ≤ tolerance · magnitude + 2 · the smallest normal float everywhere. NaN is
/// expected where expected.value is NaN, and there alone.
void compare(const float *got, const exact *expected, long count, double tolerance);

/// The same for one number.
void compare_number(double got, exact expected, double tolerance);

/// Fails the check with these words (as of printf) unless the condition holds.
void expect(bool condition, const char *format, ...) __attribute__((format(printf, 2, 3)));

/// A seeded whole number from lowest to highest.
long random_between(long lowest, long highest);

/// The value with eight significant binary digits, ties to even.
double nearest_bfloat16(double value);

/// The same for `count` values where they lie.
float *as_bfloat16(float *values, long count);

/// Value i of an array of pairs of bfloat16, each pair in a float's place, its first value in the lower half.
float paired(const float *pairs, long i);

/// Numbers that were compared, and checks that failed.
long compared(void), failures(void);

/// The value rounded up to a multiple of `step`.
static inline long rounded_up(long value, long step) { return (value + step - 1) / step * step; }

/// Where element (k, n) of a matrix of so many rows and outputs lies in packed panels, by the description of `pack`:
/// full panels, then one vector if that is enough for the rest.
static inline long packed_index(const ak_table *t, long k, long n, long rows, long outputs) {
  long first = n / t->panel * t->panel;
  long width = outputs - first > t->vector ? t->panel : t->vector;
  return first * rows + k * width + n - first;
}

#define COUNT(array) (long)(sizeof(array) / sizeof(array)[0])

// The checks of each file: of one instruction set's table, or of what all share.
void check_products(const ak_table *t);
void check_pairs(const ak_table *t);
void check_winograd(const ak_table *t);
void check_halves(const ak_table *t);
void check_norms(const ak_table *t);
void check_elementwise(const ak_table *t);
void check_pictures(void);
void check_pool(void);
void check_select(void);

#endif
