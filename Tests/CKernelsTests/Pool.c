// The thread pool: every task once, in place within a task, by the caller's instruction set, denormals as zero inside
// and as before outside.

#include <pthread.h>
#include <stdatomic.h>

#include "Harness.h"

enum { MOST_TASKS = 1000 };

typedef struct {
  ak_pool *pool;
  const ak_table *table;
  atomic_int runs[MOST_TASKS];
  atomic_int otherTables, denormals, elsewhere;
} visit;

static bool keeps_denormals(void) {
  volatile float small = 1.5e-38f, half = 0.5f;
  volatile float result = small * half;
  return result != 0;
}

static void visit_task(void *context, long task) {
  visit *v = context;
  atomic_fetch_add(&v->runs[task], 1);
  if (ak_current() != v->table) atomic_fetch_add(&v->otherTables, 1);
  if (keeps_denormals()) atomic_fetch_add(&v->denormals, 1);
}

static void check_tasks(ak_pool *pool, long tasks) {
  checking("ak_pool_run, %ld tasks on %ld threads", tasks, ak_pool_threads(pool));
  // A table of its own, which a thread finds only where it follows the caller's choice.
  ak_table own = *ak_current();
  visit v = {.pool = pool, .table = &own};
  const ak_table *former = ak_choose(v.table);
  ak_pool_run(pool, tasks, visit_task, &v);
  ak_choose(former);
  for (long task = 0; task < MOST_TASKS; task++) {
    int runs = atomic_load(&v.runs[task]);
    expect(runs == (task < tasks), "task %ld ran %d times.", task, runs);
  }
  expect(!atomic_load(&v.otherTables), "tasks had another instruction set than their caller.");
  expect(!atomic_load(&v.denormals), "tasks computed with denormal numbers.");
  expect(keeps_denormals(), "denormal numbers stayed zero after the tasks.");
}

typedef struct {
  visit *v;
  pthread_t thread;
} nest;

static void nested_task(void *context, long task) {
  nest *n = context;
  if (!pthread_equal(pthread_self(), n->thread)) atomic_fetch_add(&n->v->elsewhere, 1);
  atomic_fetch_add(&n->v->runs[task], 1);
}

static void nesting_task(void *context, long task) {
  visit *v = context;
  nest n = {v, pthread_self()};
  (void)task;
  ak_pool_run(v->pool, 10, nested_task, &n);
}

static void check_nesting(ak_pool *pool) {
  checking("ak_pool_run within a task, %ld threads", ak_pool_threads(pool));
  visit v = {.pool = pool};
  ak_pool_run(pool, 30, nesting_task, &v);
  expect(!atomic_load(&v.elsewhere), "a task's own tasks ran on another thread.");
  for (long task = 0; task < 10; task++) {
    expect(atomic_load(&v.runs[task]) == 30, "task %ld ran %d times for 30.", task, atomic_load(&v.runs[task]));
  }
}

typedef struct {
  ak_pool *pool;
  long total;
  atomic_long sum;
} adding;

static void add_task(void *context, long task) { atomic_fetch_add(&((adding *)context)->sum, task); }

static void *add_often(void *context) {
  adding *a = context;
  for (int i = 0; i < 50; i++) ak_pool_run(a->pool, 20, add_task, a);
  a->total = atomic_load(&a->sum);
  return NULL;
}

static void check_callers(ak_pool *pool) {
  checking("ak_pool_run from three threads at once, %ld threads", ak_pool_threads(pool));
  adding callers[3] = {{.pool = pool}, {.pool = pool}, {.pool = pool}};
  pthread_t threads[3];
  for (int i = 0; i < 3; i++) {
    if (pthread_create(threads + i, NULL, add_often, callers + i)) {
      expect(false, "no thread could be started.");
      return;
    }
  }
  for (int i = 0; i < 3; i++) {
    pthread_join(threads[i], NULL);
    expect(callers[i].total == 50 * 190, "the tasks' numbers add up to %ld, not to 9500.", callers[i].total);
  }
}

static void *own_value(void *unused) {
  (void)unused;
  void *before = ak_thread_value();
  ak_set_thread_value(&before);
  return before;
}

static void check_thread_value(void) {
  checking("ak_thread_value");
  int mine;
  ak_set_thread_value(&mine);
  pthread_t thread;
  void *seen = &mine;
  bool ran = !pthread_create(&thread, NULL, own_value, NULL) && !pthread_join(thread, &seen);
  expect(ran, "no thread could be started.");
  expect(!seen, "a new thread found another thread's value.");
  expect(ak_thread_value() == &mine, "another thread's value took the place of this one's.");
  ak_set_thread_value(NULL);
}

static void check_denormals(void) {
  checking("ak_flush_denormals");
  expect(keeps_denormals(), "denormal numbers were zero before.");
  unsigned long word = ak_flush_denormals();
  bool kept = keeps_denormals();
  ak_restore_denormals(word);
  expect(!kept, "denormal numbers stayed.");
  expect(keeps_denormals(), "denormal numbers did not come back.");
}

void check_pool(void) {
  check_denormals();
  check_thread_value();
  static const long tasks[] = {0, 1, 2, 3, 4, 7, 64, MOST_TASKS};
  for (long threads = 1; threads <= 4; threads++) {
    ak_pool *pool = ak_pool_make(threads, 0);
    checking("ak_pool_make, %ld threads", threads);
    expect(ak_pool_threads(pool) == threads, "it has %ld.", ak_pool_threads(pool));
    for (long i = 0; i < COUNT(tasks); i++) check_tasks(pool, tasks[i]);
    check_nesting(pool);
    check_callers(pool);
  }
}
