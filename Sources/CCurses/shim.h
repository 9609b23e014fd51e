#ifndef AICANVAS_CCURSES_H
#define AICANVAS_CCURSES_H
#define NCURSES_WIDECHAR 1
#include <ncurses.h>
#endif
