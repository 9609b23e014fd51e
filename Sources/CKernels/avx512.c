#if defined(__x86_64__)
#include <math.h>
#include <string.h>
#define AK_NAME "avx512"
#define AK_TABLE ak_table_avx512
#define VL 16
#define BLOCK 14
#define DOTS 8
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma"))), apply_to = function)
#include "variant.h"
#pragma clang attribute pop
#endif
