#ifndef AICANVAS_CSIXEL_H
#define AICANVAS_CSIXEL_H
#include <sixel.h>
#endif
