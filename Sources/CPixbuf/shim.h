#ifndef AICANVAS_CPIXBUF_H
#define AICANVAS_CPIXBUF_H
#include <gdk-pixbuf/gdk-pixbuf.h>

static inline void aicanvas_pixbuf_ignore(
    const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data) {
  (void)domain;
  (void)level;
  (void)message;
  (void)data;
}

// The library writes of damaged pictures to standard error, where they would stand between this program's own words.
static inline guint aicanvas_pixbuf_quiet(void) {
  return g_log_set_handler("GdkPixbuf", G_LOG_LEVEL_WARNING | G_LOG_LEVEL_MESSAGE, aicanvas_pixbuf_ignore, NULL);
}
#endif
