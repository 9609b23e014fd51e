#if defined(__x86_64__)
#include <math.h>
#include <string.h>
#define AK_NAME "avx2"
#define AK_TABLE ak_table_avx2
#define VL 8
#define BLOCK 6
#define DOTS 3
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "variant.h"
#pragma clang attribute pop
#endif
