#ifndef AICANVAS_COPENBLAS_H
#define AICANVAS_COPENBLAS_H
#include <cblas.h>
#endif
