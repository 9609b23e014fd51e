#ifndef AICANVAS_CFUZZER_H
#define AICANVAS_CFUZZER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// libFuzzer, where the test executable was linked with it (see .ci/fuzz).

/// Whether it was.
bool aicanvas_has_fuzzer(void);

/// Calls `try` with one input after another, which are made from those in the folders among `arguments` and kept there
/// where they reach something new. It does not come back: the process ends with what libFuzzer says of it, 0 where
/// nothing was found.
void aicanvas_fuzz(int count, char **arguments, int (*try)(const uint8_t *input, size_t length));

#endif
