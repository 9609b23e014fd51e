#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The string terminator ends a picture that was cut off in the middle; elsewhere it does nothing.
static const char cancel[] = "\033\\";
static const char restore[] =
    "\033[?1016l\033[?1006l\033[?1003l\033[?1002l\033[?1000l\033[?2004l\033[?2026l\033[?25h\033[?1049l\033[0'z\033[0m";

static const int fatal[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGILL, SIGTRAP, SIGBUS, SIGFPE};
static const int window[] = {SIGWINCH, SIGTSTP, SIGCONT};
enum { FATAL = sizeof fatal / sizeof *fatal, WINDOW = sizeof window / sizeof *window };

static struct sigaction before_fatal[FATAL], before_window[WINDOW];
static struct termios settings;
static int input_end = -1, output_end = -1;
static atomic_int pipe_end = -1;
static int reading_end = -1;
static atomic_int restored = 1;
// Swift's own crash handler asks the user questions on the terminal: only for those who set SWIFT_BACKTRACE.
static int calls_earlier;

const char *terminal_restore_string(void) { return restore; }

static void write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

static void notify(char reason) {
  int saved = errno;
  int descriptor = atomic_load(&pipe_end);
  // The pipe does not block; when it is full, the loop wakes up anyway.
  if (descriptor >= 0 && write(descriptor, &reason, 1) < 0) errno = saved;
  errno = saved;
}

static void restore_once(void) {
  // Two threads may crash at once: the first restores.
  if (atomic_exchange(&restored, 1) != 0) return;
  // A background job that touches its terminal is stopped unless it ignores this.
  signal(SIGTTOU, SIG_IGN);
  write_all(output_end, cancel, sizeof cancel - 1);
  write_all(output_end, restore, sizeof restore - 1);
  // Mouse reports still on their way would be typed into the shell.
  tcflush(input_end, TCIFLUSH);
  tcsetattr(input_end, TCSANOW, &settings);
}

static void on_fatal(int signal_number) {
  restore_once();
  if (!calls_earlier) {
    signal(signal_number, SIG_DFL);
  } else {
    for (int i = 0; i < FATAL; i++)
      if (fatal[i] == signal_number) sigaction(signal_number, &before_fatal[i], NULL);
  }
  // Blocked until this handler returns; then whoever waits for the process sees the true cause of its end.
  raise(signal_number);
}

static void on_window(int signal_number) {
  notify(signal_number == SIGWINCH ? TERMINAL_RESIZED : signal_number == SIGTSTP ? TERMINAL_STOP : TERMINAL_CONTINUED);
}

// A stack overflow leaves no room for a handler on the stack that overflowed.
static void prepare_stack(void) {
  static char room[65536];
  stack_t current;
  if (sigaltstack(NULL, &current) == 0 && (current.ss_flags & SS_DISABLE)) {
    stack_t own = {.ss_sp = room, .ss_size = sizeof room};
    sigaltstack(&own, NULL);
  }
}

int terminal_guard_install(int input, int output, const struct termios *original) {
  // The pipe is made once and stays: a late wake-up must neither meet a closed pipe nor a file that took its number.
  if (reading_end < 0) {
    int ends[2];
    if (pipe2(ends, O_NONBLOCK | O_CLOEXEC) < 0) return -1;
    reading_end = ends[0];
    atomic_store(&pipe_end, ends[1]);
    // For an exit() somewhere below the event loop.
    atexit(restore_once);
  }
  input_end = input;
  output_end = output;
  settings = *original;
  calls_earlier = getenv("SWIFT_BACKTRACE") != NULL;
  atomic_store(&restored, 0);
  prepare_stack();

  struct sigaction action = {0};
  sigemptyset(&action.sa_mask);
  action.sa_handler = on_fatal;
  action.sa_flags = SA_ONSTACK;
  for (int i = 0; i < FATAL; i++) {
    sigaction(fatal[i], NULL, &before_fatal[i]);
    // Under nohup the hang-up stays ignored.
    if (before_fatal[i].sa_handler != SIG_IGN) sigaction(fatal[i], &action, NULL);
  }
  action.sa_handler = on_window;
  action.sa_flags = SA_ONSTACK | SA_RESTART;
  for (int i = 0; i < WINDOW; i++) sigaction(window[i], &action, &before_window[i]);
  return reading_end;
}

void terminal_guard_remove(void) {
  for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &before_fatal[i], NULL);
  for (int i = 0; i < WINDOW; i++) sigaction(window[i], &before_window[i], NULL);
  atomic_store(&restored, 1);
}

void terminal_guard_wake(void) { notify(TERMINAL_WAKE); }

void terminal_guard_stop(int group) {
  if (!group) {
    raise(SIGSTOP);
    return;
  }
  struct sigaction standard = {.sa_handler = SIG_DFL}, earlier;
  sigset_t stop, mask;
  sigemptyset(&standard.sa_mask);
  sigaction(SIGTSTP, &standard, &earlier);
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  kill(0, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &stop, &mask);
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  sigaction(SIGTSTP, &earlier, NULL);
}
