#ifndef CKERNELSTESTS_ACTIVATIONS_H
#define CKERNELSTESTS_ACTIVATIONS_H

#include "Harness.h"

/// An activation with the slope or limit that goes with it.
typedef struct {
  const char *name;
  int code;
  float parameter;
} activation;

static const activation activations[] = {
    {"no activation", AK_NONE, 0}, {"relu", AK_RELU, 0},         {"leaky", AK_LEAKY, 0.25f},
    {"clip", AK_CLIP, 1.5f},       {"clipped relu", AK_CLIPPED_RELU, 1.25f},
    {"tanh", AK_TANH, 0},          {"sigmoid", AK_SIGMOID, 0},
};

/// The first of them, which a norm can be followed by.
enum { NORM_ACTIVATIONS = 5 };

static inline double activated(activation a, double x) {
  double limit = (double)a.parameter;
  switch (a.code) {
    case AK_RELU: return x < 0 ? 0 : x;
    case AK_LEAKY: return x < 0 ? limit * x : x;
    case AK_TANH: return tanh(x);
    case AK_SIGMOID: return 1 / (1 + exp(-x));
    case AK_CLIP: return x < -limit ? -limit : x > limit ? limit : x;
    case AK_CLIPPED_RELU: return x < 0 ? 0 : x > limit ? limit : x;
    default: return x;
  }
}

/// The derivative where the activation's result is y; in a corner that of the side where it is the smaller.
static inline double derivative(activation a, double y) {
  double limit = (double)a.parameter;
  switch (a.code) {
    case AK_RELU: return y > 0 ? 1 : 0;
    case AK_LEAKY: return y > 0 ? 1 : limit;
    case AK_TANH: return 1 - y * y;
    case AK_SIGMOID: return y * (1 - y);
    case AK_CLIP: return y > -limit && y < limit ? 1 : 0;
    case AK_CLIPPED_RELU: return y > 0 && y < limit ? 1 : 0;
    default: return 1;
  }
}

#endif
