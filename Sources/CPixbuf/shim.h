#ifndef AICANVAS_CPIXBUF_H
#define AICANVAS_CPIXBUF_H
#include <gdk-pixbuf/gdk-pixbuf.h>
#endif
