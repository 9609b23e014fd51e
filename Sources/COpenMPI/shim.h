// MPI as Swift can use it: what MPI offers as macros, here as functions.
#ifndef AICANVAS_COPENMPI_H
#define AICANVAS_COPENMPI_H
#include <mpi.h>

// Begins MPI for a program in which this thread alone will call it.
static inline int mpi_begin(void) {
  int provided;
  int error = MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided);
  // Errors come back to the caller, who knows what to say.
  return error ? error : MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
}

static inline int mpi_size(int *size) { return MPI_Comm_size(MPI_COMM_WORLD, size); }
static inline int mpi_rank(int *rank) { return MPI_Comm_rank(MPI_COMM_WORLD, rank); }

// Begins to replace values by their sums over all processes.
static inline int mpi_begin_sum_float(float *values, int count, MPI_Request *request) {
  return MPI_Iallreduce(MPI_IN_PLACE, values, count, MPI_FLOAT, MPI_SUM, MPI_COMM_WORLD, request);
}
static inline int mpi_begin_sum_double(double *values, int count, MPI_Request *request) {
  return MPI_Iallreduce(MPI_IN_PLACE, values, count, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD, request);
}

// Begins to replace bytes by those of the first process.
static inline int mpi_begin_broadcast(void *bytes, int count, MPI_Request *request) {
  return MPI_Ibcast(bytes, count, MPI_BYTE, 0, MPI_COMM_WORLD, request);
}

// Goes on with what was begun, and tells whether this one is done.
static inline int mpi_test(MPI_Request *request, int *is_done) {
  return MPI_Test(request, is_done, MPI_STATUS_IGNORE);
}

static inline int mpi_abort(int status) { return MPI_Abort(MPI_COMM_WORLD, status); }

enum { MPI_LONGEST_ERROR = MPI_MAX_ERROR_STRING };
#endif
