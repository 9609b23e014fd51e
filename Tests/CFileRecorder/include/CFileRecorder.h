#ifndef AICANVAS_CFILERECORDER_H
#define AICANVAS_CFILERECORDER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What a process does to the files of one folder, reported as it happens.
//
// The test executable has its own `write`, `rename`, `fsync` and so on, which call the C library's; the dynamic linker
// prefers them in every library of the process, SQLite and Foundation included. Nothing is reported of files that are
// mapped into memory, and nothing is done differently.

enum aicanvas_file_operation {
  // A file of that name was made.
  AICANVAS_FILE_CREATE,
  // Bytes were written at an offset.
  AICANVAS_FILE_WRITE,
  // The file was cut or lengthened to a size, the offset.
  AICANVAS_FILE_TRUNCATE,
  AICANVAS_FILE_MAKE_FOLDER,
  // `path` is `other` from now on.
  AICANVAS_FILE_RENAME,
  AICANVAS_FILE_LINK,
  // A file or an empty folder is gone.
  AICANVAS_FILE_REMOVE,
  // The file's bytes, or the folder's names, are on the disk.
  AICANVAS_FILE_SYNC,
};

// Called for each operation that succeeded, one at a time. Paths are whole; the one of a file is the name that it has
// at that moment.
typedef void (*aicanvas_file_report)(
    enum aicanvas_file_operation operation, const char *path, const char *other, int64_t offset, const void *bytes,
    size_t count);

// False in a build for a sanitizer, which has functions of those names itself.
bool aicanvas_file_recorder_works(void);

// Reports what happens under a folder, given as the system spells it (no links, no slash at its end).
void aicanvas_file_recorder_begin(const char *folder, aicanvas_file_report report);
void aicanvas_file_recorder_end(void);
#endif
