#ifndef AICANVAS_COPENBLAS_H
#define AICANVAS_COPENBLAS_H
#include <cblas.h>

/* OpenBLAS brings LAPACK along, but Debian's package has no C header for it. */
void dsyev_(char *job, char *triangle, int *n, double *a, int *lda, double *w, double *work, int *lwork, int *info);
#endif
