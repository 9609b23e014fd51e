// Curses as Swift can use it: what curses offers as macros, here as functions.
#ifndef AICANVAS_CCURSES_H
#define AICANVAS_CCURSES_H
#define NCURSES_WIDECHAR 1
#include <ncurses.h>
#include <stdio.h>
#include <wchar.h>

// wchar.h hides this one without a feature macro that Swift's importer does not set.
extern int wcwidth(wchar_t character);

// The cells that the C library, and with it curses, counts for a character in the thread's locale; -1 for controls.
static inline int curses_character_width(unsigned int character) { return wcwidth((wchar_t)character); }

// Starts curses for this terminal type; NULL if the type is unknown.
static inline SCREEN *curses_start(const char *type, FILE *output, FILE *input) { return newterm(type, output, input); }

static inline int curses_colours(void) { return COLORS; }
static inline WINDOW *curses_window(void) { return stdscr; }

// Marks the whole screen to be written again at the next refresh.
static inline void curses_repaint(void) { clearok(curscr, TRUE); }

enum { CURSES_BOLD = 1, CURSES_REVERSE = 2, CURSES_UNDERLINE = 4, CURSES_DIM = 8 };

// Fills a cell with a character and its marks (ended by 0). `pair` may exceed the 32767 of the old interface.
static inline int curses_set_cell(cchar_t *cell, const wchar_t *text, int style, int pair) {
  attr_t attributes = A_NORMAL;
  if (style & CURSES_BOLD) attributes |= A_BOLD;
  if (style & CURSES_REVERSE) attributes |= A_REVERSE;
  if (style & CURSES_UNDERLINE) attributes |= A_UNDERLINE;
  if (style & CURSES_DIM) attributes |= A_DIM;
  return setcchar(cell, text, attributes, 0, &pair);
}

// Puts cells at the start of a row without moving the cursor or wrapping.
static inline int curses_put_row(int row, const cchar_t *cells, int count) {
  return mvwadd_wchnstr(stdscr, row, 0, cells, count);
}

// Tells curses that these cells are on the screen already, whatever was there.
static inline int curses_assume(int row, int column, const cchar_t *cells, int count) {
  return mvwadd_wchnstr(curscr, row, column, cells, count);
}
#endif
