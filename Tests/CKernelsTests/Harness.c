#define _GNU_SOURCE
#include "Harness.h"

#include <float.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static char description[256] = "the beginning";
static bool hasFailed;
static long comparisons, failedChecks;

/// Floats in front of each array that must stay as they are.
enum { BAND = 64 };
static const uint32_t bandBits = 0x7fc0beef;  // a NaN that no arithmetic makes

typedef struct region {
  struct region *next;
  char *start;
  size_t bytes;
  float *values;
} region;
static region *regions;

typedef struct block {
  struct block *next;
  exact values[];
} block;
static block *blocks;

static void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void fail(const char *format, ...) {
  // One sentence for each check: further differences have the same cause.
  if (hasFailed) return;
  hasFailed = true;
  failedChecks++;
  va_list words;
  va_start(words, format);
  printf("%s: ", description);
  vprintf(format, words);
  printf("\n");
  va_end(words);
}

static void on_fault(int signal) {
  (void)signal;
  static const char sentence[] = ": memory outside its arrays was touched.\n";
  (void)!write(STDOUT_FILENO, description, strlen(description));
  (void)!write(STDOUT_FILENO, sentence, sizeof sentence - 1);
  _exit(1);
}

void finish_checking(void) {
  while (regions) {
    region *r = regions;
    for (int i = 1; i <= BAND; i++) {
      uint32_t bits;
      memcpy(&bits, r->values - i, sizeof bits);
      if (bits != bandBits) fail("something was written %d floats in front of an array.", i);
    }
    munmap(r->start, r->bytes);
    regions = r->next;
    free(r);
  }
  while (blocks) {
    block *b = blocks;
    blocks = b->next;
    free(b);
  }
  fflush(stdout);
}

void checking(const char *format, ...) {
  static bool isWatching;
  if (!isWatching) {
    isWatching = true;
    signal(SIGSEGV, on_fault);
    signal(SIGBUS, on_fault);
  }
  finish_checking();
  hasFailed = false;
  va_list words;
  va_start(words, format);
  vsnprintf(description, sizeof description, format, words);
  va_end(words);
}

float *array(long count) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  size_t floats = (size_t)count * sizeof(float);
  size_t bytes = (floats + BAND * sizeof(float) + page - 1) / page * page + page;
  char *start = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  region *r = malloc(sizeof *r);
  if (start == MAP_FAILED || !r || mprotect(start + bytes - page, page, PROT_NONE)) {
    printf("%s: there is no memory for %ld floats.\n", description, count);
    exit(1);
  }
  *r = (region){regions, start, bytes, (float *)(start + bytes - page - floats)};
  regions = r;
  for (int i = 1; i <= BAND; i++) memcpy(r->values - i, &bandBits, sizeof bandBits);
  for (long i = 0; i < count; i++) r->values[i] = NAN;
  return r->values;
}

float *zeros(long count) {
  float *result = array(count);
  memset(result, 0, (size_t)count * sizeof(float));
  return result;
}

float *copied(const float *values, long count) {
  float *result = array(count);
  memcpy(result, values, (size_t)count * sizeof(float));
  return result;
}

/// Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators".
static uint64_t next_random(void) {
  static uint64_t state = 1;
  uint64_t z = state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

long random_between(long lowest, long highest) {
  return lowest + (long)(next_random() % (uint64_t)(highest - lowest + 1));
}

float *randoms(long count, double lowest, double highest) {
  float *result = array(count);
  for (long i = 0; i < count; i++) {
    result[i] = (float)(lowest + (highest - lowest) * (double)(next_random() >> 11) * 0x1p-53);
  }
  return result;
}

float *multiples(long count, int limit, int steps) {
  float *result = array(count);
  for (long i = 0; i < count; i++) {
    result[i] = (float)random_between(-(long)limit * steps, (long)limit * steps) / (float)steps;
  }
  return result;
}

double nearest_bfloat16(double value) {
  if (!isfinite(value)) return value;
  int exponent;
  double fraction = frexp(value, &exponent);
  return ldexp(nearbyint(ldexp(fraction, 8)), exponent - 8);
}

float *as_bfloat16(float *values, long count) {
  for (long i = 0; i < count; i++) values[i] = (float)nearest_bfloat16((double)values[i]);
  return values;
}

float paired(const float *pairs, long i) {
  uint32_t pair;
  memcpy(&pair, pairs + i / 2, sizeof pair);
  uint32_t bits = i % 2 ? pair & 0xffff0000 : pair << 16;
  float result;
  memcpy(&result, &bits, sizeof result);
  return result;
}

exact *sums(long count) {
  block *b = calloc(1, sizeof *b + (size_t)count * sizeof(exact));
  if (!b) {
    printf("%s: there is no memory for %ld sums.\n", description, count);
    exit(1);
  }
  b->next = blocks;
  blocks = b;
  return b->values;
}

exact *untouched(long count) {
  exact *result = sums(count);
  for (long i = 0; i < count; i++) result[i].value = NAN;
  return result;
}

void compare_number(double got, exact expected, double tolerance) {
  comparisons++;
  double bound = tolerance * expected.magnitude + 2 * (double)FLT_MIN;
  bool agrees = isnan(expected.value)   ? isnan(got)
                : isinf(expected.value) ? got == expected.value
                                        : fabs(got - expected.value) <= bound;
  if (!agrees) fail("%.9g came out, and the plain loop has %.9g.", got, expected.value);
}

void compare(const float *got, const exact *expected, long count, double tolerance) {
  for (long i = 0; i < count; i++) {
    compare_number((double)got[i], expected[i], tolerance);
    if (hasFailed) return;
  }
}

void expect(bool condition, const char *format, ...) {
  comparisons++;
  if (condition || hasFailed) return;
  char words[256];
  va_list rest;
  va_start(rest, format);
  vsnprintf(words, sizeof words, format, rest);
  va_end(rest);
  fail("%s", words);
}

long compared(void) { return comparisons; }
long failures(void) { return failedChecks; }
