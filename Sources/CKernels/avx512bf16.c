// AVX-512 with products of bfloat16 pairs and of bytes: Zen 4, Cooper Lake, Sapphire Rapids and later.
#if defined(__x86_64__)
#include <immintrin.h>
#include <math.h>
#include <string.h>
#define AK_NAME "avx512bf16"
#define AK_TABLE ak_table_avx512bf16
#define AK_BFLOAT16 1
#define VL 16
#define BLOCK 14
#define DOTS 8
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,avx512bf16,avx512vnni,avx2,fma"))), apply_to = function)
#include "variant.h"
#pragma clang attribute pop
#endif
