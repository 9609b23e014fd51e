#include <stdlib.h>
#include <string.h>

#include "CKernels.h"
#include "amx.h"

extern const ak_table ak_table_baseline;
#if defined(__x86_64__)
extern const ak_table ak_table_avx512bf16;
extern const ak_table ak_table_avx512;
extern const ak_table ak_table_avx2;
#endif

const ak_table *ak_find(const char *name) {
  if (!name) {
    const char *wish = getenv("AICANVAS_KERNELS");
    const ak_table *wished = wish ? ak_find(wish) : NULL;
    if (wished) return wished;
  }
#if defined(__x86_64__)
  __builtin_cpu_init();
  int avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
               __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
  int bfloat16 = avx512 && __builtin_cpu_supports("avx512bf16") && __builtin_cpu_supports("avx512vnni");
  if ((!name || !strcmp(name, "amx")) && bfloat16 && ak_find_amx()) return ak_find_amx();
  // Where the processor has matrices and may not use them, its vectors multiply bfloat16 half as fast as floats.
  if ((!name ? !ak_processor_has_amx() : !strcmp(name, "avx512bf16")) && bfloat16) return &ak_table_avx512bf16;
  if ((!name || !strcmp(name, "avx512")) && avx512) return &ak_table_avx512;
  if ((!name || !strcmp(name, "avx2")) && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    return &ak_table_avx2;
  }
#endif
  return !name || !strcmp(name, "baseline") ? &ak_table_baseline : NULL;
}

static _Thread_local const ak_table *own_choice = NULL;

const ak_table *ak_choose(const ak_table *table) {
  const ak_table *former = own_choice;
  own_choice = table;
  return former;
}

const ak_table *ak_current(void) {
  static _Atomic(const ak_table *) best = NULL;
  if (own_choice) return own_choice;
  const ak_table *table = best;
  if (!table) best = table = ak_find(NULL);
  return table;
}

static _Thread_local void *thread_value = NULL;

void *ak_thread_value(void) { return thread_value; }
void ak_set_thread_value(void *value) { thread_value = value; }
