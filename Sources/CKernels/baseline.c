// What the compiler may assume of every processor of the family: SSE2 on x86-64, NEON on 64-bit Arm.
#include <math.h>
#include <string.h>
#define AK_NAME "baseline"
#define AK_TABLE ak_table_baseline
#define VL 4
#if defined(__aarch64__)
#define BLOCK 12
#define DOTS 6
#else
#define BLOCK 6
#define DOTS 3
#endif
#include "variant.h"
