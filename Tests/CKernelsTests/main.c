// Compares every inner loop in C with plain loops that are written from its definition, at odd shapes and in arrays at
// whose ends memory ends. For the instruction sets named, or for each that this processor has. One sentence for each
// check that fails; the exit status is 1 with any, 2 for a name that this processor does not have.

#include <stdio.h>

#include "Harness.h"

static void check(const ak_table *t) {
  checking("%s", t->name);
  expect(t->panel == 2 * t->vector, "a panel is %ld outputs, and a vector %ld floats.", t->panel, t->vector);
  long before = compared();
  check_products(t);
  check_pairs(t);
  check_winograd(t);
  check_halves(t);
  check_norms(t);
  check_elementwise(t);
  finish_checking();
  printf("%s: %ld numbers compared, vectors of %ld floats, tiles of %ld rows.\n", t->name, compared() - before,
         t->vector, t->block);
}

int main(int count, char **arguments) {
  static const char *const names[] = {"amx", "avx512bf16", "avx512", "avx2", "baseline"};
  for (int i = 1; i < count; i++) {
    if (!ak_find(arguments[i])) {
      printf("This processor has no instruction set “%s”.\n", arguments[i]);
      return 2;
    }
  }
  check_select();
  check_pictures();
  check_pool();
  for (int i = 1; i < count; i++) check(ak_find(arguments[i]));
  for (long i = 0; count == 1 && i < COUNT(names); i++) {
    const ak_table *table = ak_find(names[i]);
    if (table) check(table);
  }
  finish_checking();
  if (failures()) {
    printf("%ld checks failed.\n", failures());
    return 1;
  }
  printf("All %ld numbers agree with the plain loops.\n", compared());
  return 0;
}
