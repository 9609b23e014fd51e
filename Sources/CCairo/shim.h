#ifndef AICANVAS_CCAIRO_H
#define AICANVAS_CCAIRO_H
#include <cairo.h>
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#endif
