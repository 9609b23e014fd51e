#ifndef AICANVAS_CCURSES_H
#define AICANVAS_CCURSES_H
#define NCURSES_WIDECHAR 1
#include <ncurses.h>
#include <wchar.h>

// wchar.h hides this one without a feature macro that Swift's importer does not set.
extern int wcwidth(wchar_t character);

// The cells that the C library, and with it curses, counts for a character in the thread's locale; -1 for controls.
static inline int curses_character_width(unsigned int character) { return wcwidth((wchar_t)character); }
#endif
