// Which table is in use.

#include <stdlib.h>
#include <string.h>

#include "Harness.h"

void check_select(void) {
  checking("ak_find");
  const ak_table *baseline = ak_find("baseline");
  unsetenv("AICANVAS_KERNELS");
  const ak_table *best = ak_find(NULL);
  expect(baseline && !strcmp(baseline->name, "baseline"), "there is no baseline.");
  expect(!ak_find("abacus"), "there is a table for an unknown name.");
  expect(best, "there is no best table.");
  setenv("AICANVAS_KERNELS", "baseline", 1);
  expect(ak_find(NULL) == baseline, "AICANVAS_KERNELS is not heard.");
  setenv("AICANVAS_KERNELS", "abacus", 1);
  expect(ak_find(NULL) == best, "an unknown name in AICANVAS_KERNELS does not lead to the best table.");
  unsetenv("AICANVAS_KERNELS");

  checking("ak_choose");
  ak_table own = *baseline;
  const ak_table *former = ak_choose(&own);
  expect(!former, "a thread that chose nothing has a choice.");
  expect(ak_current() == &own, "a choice is not in use.");
  expect(ak_choose(NULL) == &own, "the former choice did not come back.");
  expect(ak_current() == best, "without a choice, the best table is not in use.");
}
