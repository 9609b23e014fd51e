#include "CFuzzer.h"

#include <stdlib.h>

// Weak, so that everything links without libFuzzer too.
int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*try)(const uint8_t *, size_t)) __attribute__((weak));

bool aicanvas_has_fuzzer(void) { return LLVMFuzzerRunDriver != NULL; }

void aicanvas_fuzz(int count, char **arguments, int (*try)(const uint8_t *, size_t)) {
  if (LLVMFuzzerRunDriver) exit(LLVMFuzzerRunDriver(&count, &arguments, try));
}
