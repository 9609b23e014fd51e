#if defined(__linux__)
#define _GNU_SOURCE
#include <malloc.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "CKernels.h"

unsigned long ak_flush_denormals(void) {
#if defined(__x86_64__)
  unsigned int word = _mm_getcsr();
  _mm_setcsr(word | 0x8040);  // flush to zero, denormals are zero
  return word;
#elif defined(__aarch64__)
  unsigned long word;
  __asm__ volatile("mrs %0, fpcr" : "=r"(word));
  unsigned long flushing = word | (1ul << 24);
  __asm__ volatile("msr fpcr, %0" : : "r"(flushing));
  return word;
#else
  return 0;
#endif
}

void ak_restore_denormals(unsigned long word) {
#if defined(__x86_64__)
  _mm_setcsr((unsigned int)word);
#elif defined(__aarch64__)
  __asm__ volatile("msr fpcr, %0" : : "r"(word));
#else
  (void)word;
#endif
}

void ak_limit_arenas(int most) {
#ifdef M_ARENA_MAX
  mallopt(M_ARENA_MAX, most);
#else
  (void)most;
#endif
}

static void pause_processor(void) {
#if defined(__x86_64__)
  _mm_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// A worker that finds nothing to do looks this often before it sleeps: most layers follow each other within
/// microseconds, and waking a sleeping thread costs more than many layers.
enum { LOOKS_BEFORE_SLEEP = 4000 };

struct ak_pool {
  long threads;
  int niceness;
  pthread_mutex_t turn;  // held by the caller whose tasks run
  pthread_mutex_t lock;  // guards the conditions below
  pthread_cond_t work, done;
  atomic_long generation;
  atomic_long remaining;
  atomic_long *next;  // for each thread: the first task of its share that nobody has begun
  long tasks;
  ak_body body;
  void *context;
  const ak_table *table;  // the caller's choice of instruction set
};

typedef struct {
  ak_pool *pool;
  long index;
} worker;

static _Thread_local bool inside = false;

/// A thread does its own share in order, then helps the others with theirs: another program may hold up one processor.
/// What a task computes does not depend on who does it.
static void run_share(ak_pool *pool, long index) {
  for (long turn = 0; turn < pool->threads; turn++) {
    long owner = (index + turn) % pool->threads;
    long end = pool->tasks * (owner + 1) / pool->threads;
    for (;;) {
      long task = atomic_fetch_add(&pool->next[owner], 1);
      if (task >= end) break;
      pool->body(pool->context, task);
    }
  }
}

static void *work(void *argument) {
  worker self = *(worker *)argument;
  free(argument);
  ak_pool *pool = self.pool;
  inside = true;
  ak_flush_denormals();
#if defined(__linux__)
  // On Linux a thread has a niceness of its own.
  if (pool->niceness > 0) (void)setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), pool->niceness);
#endif
  long seen = 0;
  for (;;) {
    for (int look = 0; look < LOOKS_BEFORE_SLEEP && atomic_load(&pool->generation) == seen; look++) pause_processor();
    if (atomic_load(&pool->generation) == seen) {
      pthread_mutex_lock(&pool->lock);
      while (atomic_load(&pool->generation) == seen) pthread_cond_wait(&pool->work, &pool->lock);
      pthread_mutex_unlock(&pool->lock);
    }
    seen = atomic_load(&pool->generation);
    ak_choose(pool->table);
    run_share(pool, self.index);
    if (atomic_fetch_sub(&pool->remaining, 1) == 1) {
      pthread_mutex_lock(&pool->lock);
      pthread_cond_signal(&pool->done);
      pthread_mutex_unlock(&pool->lock);
    }
  }
  return NULL;
}

ak_pool *ak_pool_make(long threads, int niceness) {
  ak_pool *pool = calloc(1, sizeof *pool);
  pool->threads = 1;
  pool->niceness = niceness;
  pool->next = calloc((size_t)(threads > 1 ? threads : 1), sizeof *pool->next);
  pthread_mutex_init(&pool->turn, NULL);
  pthread_mutex_init(&pool->lock, NULL);
  pthread_cond_init(&pool->work, NULL);
  pthread_cond_init(&pool->done, NULL);
  for (long index = 1; index < threads; index++) {
    worker *self = malloc(sizeof *self);
    *self = (worker){pool, index};
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, 4 << 20);
    int failure = pthread_create(&thread, &attributes, work, self);
    pthread_attr_destroy(&attributes);
    if (failure) {  // fewer threads than wished for are no reason to stop
      free(self);
      break;
    }
    pool->threads = index + 1;
  }
  return pool;
}

long ak_pool_threads(const ak_pool *pool) { return pool->threads; }

void ak_pool_run(ak_pool *pool, long tasks, ak_body body, void *context) {
  if (inside || tasks <= 1 || pool->threads == 1) {
    unsigned long word = ak_flush_denormals();
    for (long task = 0; task < tasks; task++) body(context, task);
    ak_restore_denormals(word);
    return;
  }
  pthread_mutex_lock(&pool->turn);
  inside = true;
  unsigned long word = ak_flush_denormals();
  pool->tasks = tasks;
  pool->body = body;
  pool->context = context;
  const ak_table *choice = ak_choose(NULL);
  ak_choose(choice);
  pool->table = choice;
  for (long index = 0; index < pool->threads; index++) {
    atomic_store(&pool->next[index], tasks * index / pool->threads);
  }
  atomic_store(&pool->remaining, pool->threads - 1);
  pthread_mutex_lock(&pool->lock);
  atomic_fetch_add(&pool->generation, 1);
  pthread_cond_broadcast(&pool->work);
  pthread_mutex_unlock(&pool->lock);
  run_share(pool, 0);
  for (int look = 0; look < LOOKS_BEFORE_SLEEP && atomic_load(&pool->remaining) > 0; look++) pause_processor();
  if (atomic_load(&pool->remaining) > 0) {
    pthread_mutex_lock(&pool->lock);
    while (atomic_load(&pool->remaining) > 0) pthread_cond_wait(&pool->done, &pool->lock);
    pthread_mutex_unlock(&pool->lock);
  }
  ak_restore_denormals(word);
  inside = false;
  pthread_mutex_unlock(&pool->turn);
}
