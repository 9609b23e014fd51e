#ifndef AICANVAS_CPOTRACE_H
#define AICANVAS_CPOTRACE_H
#include <potracelib.h>
#endif
