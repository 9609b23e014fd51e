// What must happen inside signal handlers: in C, since there Swift may take a lock or memory at any step.
#ifndef AICANVAS_CTERMINAL_H
#define AICANVAS_CTERMINAL_H

#include <termios.h>

// Bytes in the pipe, each saying why the event loop should wake up.
enum { TERMINAL_WAKE = 1, TERMINAL_RESIZED, TERMINAL_STOP, TERMINAL_CONTINUED };

// Switches every mode off that the studio switches on, shows the cursor and leaves the alternate screen.
const char *terminal_restore_string(void);

// From now on the signals that end the process first restore the terminal, and the window's signals reach the pipe.
// `original` are the settings to put back on `input`. Returns the pipe's reading end, or -1 with errno set.
int terminal_guard_install(int input, int output, const struct termios *original);

// Puts the earlier signal handlers back.
void terminal_guard_remove(void);

// Wakes the event loop; may be called from any thread, also when nothing is installed.
void terminal_guard_wake(void);

// Stops the process until SIGCONT. With `group`, the whole foreground job, as Ctrl-Z does; the kernel ignores that
// where no shell could continue the job. Otherwise this process alone, whatever its parent is.
void terminal_guard_stop(int group);

#endif
