#ifndef AICANVAS_CZIP_H
#define AICANVAS_CZIP_H
#include <zip.h>
#include <zlib.h>
#endif
