// One value at a time: arithmetic, activations, sums, Adam. Counts lie about the lengths of all vectors.

#include <string.h>

#include "Activations.h"

static const double TOLERANCE = 1e-6;

static const long counts[] = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 100};
/// Sums go to double precision after each 4096 values.
static const long sumCounts[] = {0, 1, 3, 4, 7, 16, 17, 31, 63, 64, 65, 127, 4095, 4096, 4097, 4100, 9001};

static void check_arithmetic(const ak_table *t, long n) {
  checking("%s: arithmetic on %ld values", t->name, n);
  const float *a = randoms(n, -2, 2), *b = randoms(n, -2, 2), alpha = -0.7f, target = 0.3f;
  const float *coarse = multiples(n, 1, 2), *other = multiples(n, 1, 2);
  float *y = array(n), *inPlace = copied(b, n);
  exact *expected = sums(n);

  for (long i = 0; i < n; i++) expected[i] = exactly((double)a[i]), add_product(expected + i, (double)b[i], 1);
  t->add(a, b, n, y);
  compare(y, expected, n, TOLERANCE);
  t->add(a, inPlace, n, inPlace);
  compare(inPlace, expected, n, TOLERANCE);

  for (long i = 0; i < n; i++) expected[i] = exactly((double)a[i] * (double)b[i]);
  t->multiply(a, b, n, y);
  compare(y, expected, n, TOLERANCE);
  inPlace = copied(a, n);
  t->multiply(inPlace, b, n, inPlace);
  compare(inPlace, expected, n, TOLERANCE);

  for (long i = 0; i < n; i++) {
    expected[i] = exactly((double)b[i]);
    add_product(expected + i, (double)alpha, (double)a[i]);
  }
  inPlace = copied(b, n);
  t->axpy(alpha, a, n, inPlace);
  compare(inPlace, expected, n, TOLERANCE);

  for (long i = 0; i < n; i++) expected[i] = exactly((double)alpha * (double)a[i]);
  t->scale(alpha, a, n, y);
  compare(y, expected, n, TOLERANCE);
  inPlace = copied(a, n);
  t->scale(alpha, inPlace, n, inPlace);
  compare(inPlace, expected, n, TOLERANCE);

  for (long i = 0; i < n; i++) {
    expected[i] = exactly((double)alpha * (coarse[i] > other[i] ? 1 : coarse[i] < other[i] ? -1 : 0));
  }
  t->signOfDifference(coarse, other, alpha, n, y);
  compare(y, expected, n, 0);

  for (long i = 0; i < n; i++) {
    expected[i] = exactly((double)alpha * (double)a[i]);
    add_product(expected + i, -(double)alpha, (double)target);
  }
  t->differenceFrom(a, target, alpha, n, y);
  compare(y, expected, n, TOLERANCE);
}

static void check_sums(const ak_table *t, long n) {
  checking("%s: sums of %ld values", t->name, n);
  const float *a = randoms(n, -1, 2), *b = randoms(n, -1, 1), target = 0.9f;
  exact sum = exactly(0), dot = exactly(0), difference = exactly(0), distance = exactly(0);
  double most = 0;
  for (long i = 0; i < n; i++) {
    add_product(&sum, (double)a[i], 1);
    add_product(&dot, (double)a[i], (double)b[i]);
    add_product(&difference, fabs((double)a[i] - (double)b[i]), 1);
    add_product(&distance, (double)a[i] - (double)target, (double)a[i] - (double)target);
    most = fmax(most, fabs((double)a[i]));
  }
  compare_number(t->sum(a, n), sum, TOLERANCE);
  compare_number(t->dot(a, b, n), dot, TOLERANCE);
  compare_number(t->absoluteDifference(a, b, n), difference, TOLERANCE);
  compare_number(t->squaredDistance(a, target, n), distance, TOLERANCE);
  compare_number((double)t->maximumMagnitude(a, n), exactly(most), 0);
  if (n == 0) return;
  // One value that is no number hides nowhere.
  float *broken = copied(a, n);
  broken[random_between(0, n - 1)] = NAN;
  compare_number((double)t->maximumMagnitude(broken, n), exactly(INFINITY), 0);
  broken = copied(a, n);
  broken[random_between(0, n - 1)] = -INFINITY;
  compare_number((double)t->maximumMagnitude(broken, n), exactly(INFINITY), 0);
}

/// Values that an activation may treat apart.
static const float special[] = {0, -0.0f, 1e-30f, -1e-30f, 0.2499999f, 0.25f, -0.25f, 1, -1, 9, -9, 20, -20, 88, -88,
                                100, -100, 3e38f, -3e38f, INFINITY, -INFINITY, NAN};

static void check_activation(const ak_table *t, long n, activation a) {
  checking("%s: activate, %ld values, %s", t->name, n, a.name);
  float *x = multiples(n, 6, 64), *y = array(n);
  for (long i = 0; i < n && i < COUNT(special) && n > 60; i++) x[i] = special[i];
  exact *expected = sums(n);
  for (long i = 0; i < n; i++) expected[i] = exactly(activated(a, (double)x[i]));
  t->activate(x, n, a.code, a.parameter, y);
  compare(y, expected, n, TOLERANCE);
  t->activate(x, n, a.code, a.parameter, x);
  compare(x, expected, n, TOLERANCE);

  checking("%s: activateGradient, %ld values, %s", t->name, n, a.name);
  const float *result = multiples(n, a.code == AK_TANH || a.code == AK_SIGMOID ? 1 : 2, 64);
  float *dy = randoms(n, -1, 1), *dx = array(n);
  expected = sums(n);
  for (long i = 0; i < n; i++) {
    expected[i].value = (double)dy[i] * derivative(a, (double)result[i]);
    expected[i].magnitude = fabs((double)dy[i]);
  }
  t->activateGradient(result, dy, n, a.code, a.parameter, dx);
  compare(dx, expected, n, TOLERANCE);
  t->activateGradient(result, dy, n, a.code, a.parameter, dy);
  compare(dy, expected, n, TOLERANCE);
}

static void check_exponential(const ak_table *t, long n) {
  checking("%s: exponential, %ld values", t->name, n);
  float *x = n % 2 ? randoms(n, -87, 88) : randoms(n, -1, 1), *y = array(n);
  if (n > 60) x[0] = 0, x[1] = 88, x[2] = -87, x[3] = -200, x[4] = -0.0f;
  exact *expected = sums(n);
  for (long i = 0; i < n; i++) expected[i] = exactly(exp((double)x[i]));
  t->exponential(x, n, y);
  compare(y, expected, n, TOLERANCE);
  t->exponential(x, n, x);
  compare(x, expected, n, TOLERANCE);
}

/// Kingma and Ba 2015, algorithm 1, with both corrections of the start in the two factors.
static void check_adam(const ak_table *t, long n) {
  checking("%s: adam, %ld parameters", t->name, n);
  ak_adam a = {.parameters = randoms(n, -1, 1), .firstMoment = randoms(n, -0.1, 0.1),
               .secondMoment = randoms(n, 0, 0.01), .gradients = randoms(n, -0.1, 0.1), .count = n, .beta1 = 0.5f,
               .beta2 = 0.999f, .epsilon = 1e-8f, .stepSize = 2e-4f, .inverseRootScale = 3.2f};
  // A weight that nothing reached: no division by zero.
  if (n > 3) a.firstMoment[2] = a.secondMoment[2] = 0, ((float *)a.gradients)[2] = 0;
  exact *parameters = sums(n), *first = sums(n), *second = sums(n);
  double beta1 = (double)a.beta1, beta2 = (double)a.beta2;
  for (long i = 0; i < n; i++) {
    double g = (double)a.gradients[i];
    add_product(first + i, beta1, (double)a.firstMoment[i]);
    add_product(first + i, 1 - beta1, g);
    add_product(second + i, beta2, (double)a.secondMoment[i]);
    add_product(second + i, 1 - beta2, g * g);
    double root = sqrt(second[i].value) * (double)a.inverseRootScale + (double)a.epsilon;
    parameters[i] = exactly((double)a.parameters[i]);
    add_product(parameters + i, -(double)a.stepSize, first[i].value / root);
  }
  t->adam(&a);
  compare(a.firstMoment, first, n, TOLERANCE);
  // 1 - beta2 in single precision is off by some millionths of itself.
  compare(a.secondMoment, second, n, 1e-5);
  compare(a.parameters, parameters, n, TOLERANCE);
}

void check_elementwise(const ak_table *t) {
  for (long i = 0; i < COUNT(counts); i++) {
    check_arithmetic(t, counts[i]);
    check_exponential(t, counts[i]);
    check_adam(t, counts[i]);
    for (long j = 0; j < COUNT(activations); j++) check_activation(t, counts[i], activations[j]);
  }
  for (long i = 0; i < COUNT(sumCounts); i++) check_sums(t, sumCounts[i]);
}
