#define _GNU_SOURCE
#include "CFileRecorder.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define AICANVAS_SANITIZED 1
#endif
#endif

#ifdef AICANVAS_SANITIZED

bool aicanvas_file_recorder_works(void) { return false; }
void aicanvas_file_recorder_begin(const char *folder, aicanvas_file_report report) {
  (void)folder;
  (void)report;
}
void aicanvas_file_recorder_end(void) {}

#else

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_bool recording;
static char folder[PATH_MAX];
static size_t folder_length;
static aicanvas_file_report report;
// Held from before an operation until it is reported, so that reports have the operations' order.
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

bool aicanvas_file_recorder_works(void) { return true; }

void aicanvas_file_recorder_begin(const char *path, aicanvas_file_report to) {
  pthread_mutex_lock(&order);
  snprintf(folder, sizeof folder, "%s", path);
  folder_length = strlen(folder);
  report = to;
  atomic_store(&recording, true);
  pthread_mutex_unlock(&order);
}

void aicanvas_file_recorder_end(void) {
  pthread_mutex_lock(&order);
  atomic_store(&recording, false);
  pthread_mutex_unlock(&order);
}

// The next library's function of that name; looked up once for each.
#define REAL(name) \
  static _Atomic(void *) found_##name; \
  void *real_##name = atomic_load_explicit(&found_##name, memory_order_relaxed); \
  if (!real_##name) { \
    real_##name = dlsym(RTLD_NEXT, #name); \
    atomic_store_explicit(&found_##name, real_##name, memory_order_relaxed); \
  }
#define CALL(name, type, ...) ((type)real_##name)(__VA_ARGS__)

static bool is_inside(const char *path) {
  return strncmp(path, folder, folder_length) == 0 && (path[folder_length] == '/' || path[folder_length] == 0);
}

// The path of an open file or folder, where it is inside; one that was removed has none.
static bool path_of(int file, char path[PATH_MAX]) {
  if (!atomic_load_explicit(&recording, memory_order_acquire)) return false;
  int before = errno;
  char name[32];
  snprintf(name, sizeof name, "/proc/self/fd/%d", file);
  ssize_t length = readlink(name, path, PATH_MAX - 1);
  errno = before;
  if (length <= 0) return false;
  path[length] = 0;
  static const char gone[] = " (deleted)";
  size_t tail = sizeof gone - 1;
  if ((size_t)length > tail && strcmp(path + length - tail, gone) == 0) return false;
  return is_inside(path);
}

// The whole path of a name, where it is inside.
static bool path_at(int base, const char *name, char path[PATH_MAX]) {
  if (!name || !atomic_load_explicit(&recording, memory_order_acquire)) return false;
  if (name[0] == '/') {
    snprintf(path, PATH_MAX, "%s", name);
    return is_inside(path);
  }
  int before = errno;
  char parent[PATH_MAX];
  if (base == AT_FDCWD) {
    if (!getcwd(parent, sizeof parent)) parent[0] = 0;
  } else if (!path_of(base, parent)) {
    parent[0] = 0;
  }
  errno = before;
  return parent[0] && snprintf(path, PATH_MAX, "%s/%s", parent, name) < PATH_MAX && is_inside(path);
}

static void tell(
    enum aicanvas_file_operation operation, const char *path, const char *other, int64_t offset, const void *bytes,
    size_t count) {
  int before = errno;
  report(operation, path, other, offset, bytes, count);
  errno = before;
}

// MARK: - Opening

typedef int (*openat_function)(int, const char *, int, ...);

static int open_at(openat_function real, int base, const char *name, int flags, mode_t mode) {
  char path[PATH_MAX];
  if (!(flags & (O_CREAT | O_TRUNC)) || !path_at(base, name, path)) return real(base, name, flags, mode);
  pthread_mutex_lock(&order);
  struct stat facts;
  bool was_there = fstatat(base, name, &facts, AT_SYMLINK_NOFOLLOW) == 0;
  int file = real(base, name, flags, mode);
  if (file >= 0 && !was_there) tell(AICANVAS_FILE_CREATE, path, 0, 0, 0, 0);
  if (file >= 0 && was_there && flags & O_TRUNC) tell(AICANVAS_FILE_TRUNCATE, path, 0, 0, 0, 0);
  pthread_mutex_unlock(&order);
  return file;
}

static mode_t mode_of(int flags, va_list more) {
  return flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(more, mode_t) : 0;
}

#define OPENS(name, base, ...) \
  int name(__VA_ARGS__, ...) { \
    va_list more; \
    va_start(more, flags); \
    mode_t mode = mode_of(flags, more); \
    va_end(more); \
    REAL(openat) \
    return open_at((openat_function)real_openat, base, path, flags, mode); \
  }

OPENS(open, AT_FDCWD, const char *path, int flags)
OPENS(open64, AT_FDCWD, const char *path, int flags)
OPENS(openat, base, int base, const char *path, int flags)
OPENS(openat64, base, int base, const char *path, int flags)

int creat(const char *path, mode_t mode) { return open(path, O_WRONLY | O_CREAT | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return open(path, O_WRONLY | O_CREAT | O_TRUNC, mode); }

// MARK: - Contents

ssize_t write(int file, const void *bytes, size_t count) {
  REAL(write)
  typedef ssize_t (*function)(int, const void *, size_t);
  char path[PATH_MAX];
  if (!path_of(file, path)) return CALL(write, function, file, bytes, count);
  pthread_mutex_lock(&order);
  ssize_t written = CALL(write, function, file, bytes, count);
  // Where the bytes went is known afterwards: appending goes to the end, wherever that was.
  off_t end = lseek(file, 0, SEEK_CUR);
  if (written > 0) tell(AICANVAS_FILE_WRITE, path, 0, end - written, bytes, (size_t)written);
  pthread_mutex_unlock(&order);
  return written;
}

#define WRITES_AT(name) \
  ssize_t name(int file, const void *bytes, size_t count, off_t offset) { \
    REAL(pwrite) \
    typedef ssize_t (*function)(int, const void *, size_t, off_t); \
    char path[PATH_MAX]; \
    if (!path_of(file, path)) return CALL(pwrite, function, file, bytes, count, offset); \
    pthread_mutex_lock(&order); \
    ssize_t written = CALL(pwrite, function, file, bytes, count, offset); \
    if (written > 0) tell(AICANVAS_FILE_WRITE, path, 0, offset, bytes, (size_t)written); \
    pthread_mutex_unlock(&order); \
    return written; \
  }

WRITES_AT(pwrite)
WRITES_AT(pwrite64)

#define TRUNCATES(name) \
  int name(int file, off_t size) { \
    REAL(ftruncate) \
    typedef int (*function)(int, off_t); \
    char path[PATH_MAX]; \
    if (!path_of(file, path)) return CALL(ftruncate, function, file, size); \
    pthread_mutex_lock(&order); \
    int result = CALL(ftruncate, function, file, size); \
    if (result == 0) tell(AICANVAS_FILE_TRUNCATE, path, 0, size, 0, 0); \
    pthread_mutex_unlock(&order); \
    return result; \
  }

TRUNCATES(ftruncate)
TRUNCATES(ftruncate64)

#define SYNCS(name) \
  int name(int file) { \
    REAL(name) \
    typedef int (*function)(int); \
    char path[PATH_MAX]; \
    if (!path_of(file, path)) return CALL(name, function, file); \
    pthread_mutex_lock(&order); \
    int result = CALL(name, function, file); \
    if (result == 0) tell(AICANVAS_FILE_SYNC, path, 0, 0, 0, 0); \
    pthread_mutex_unlock(&order); \
    return result; \
  }

SYNCS(fsync)
SYNCS(fdatasync)

// MARK: - Names

static int make_folder_at(int base, const char *name, mode_t mode) {
  REAL(mkdirat)
  typedef int (*function)(int, const char *, mode_t);
  char path[PATH_MAX];
  if (!path_at(base, name, path)) return CALL(mkdirat, function, base, name, mode);
  pthread_mutex_lock(&order);
  int result = CALL(mkdirat, function, base, name, mode);
  if (result == 0) tell(AICANVAS_FILE_MAKE_FOLDER, path, 0, 0, 0, 0);
  pthread_mutex_unlock(&order);
  return result;
}

int mkdir(const char *name, mode_t mode) { return make_folder_at(AT_FDCWD, name, mode); }
int mkdirat(int base, const char *name, mode_t mode) { return make_folder_at(base, name, mode); }

static int rename_at(int old_base, const char *old_name, int new_base, const char *new_name, unsigned flags) {
  REAL(renameat2)
  typedef int (*function)(int, const char *, int, const char *, unsigned);
  char path[PATH_MAX], other[PATH_MAX];
  if (!path_at(old_base, old_name, path) || !path_at(new_base, new_name, other))
    return CALL(renameat2, function, old_base, old_name, new_base, new_name, flags);
  pthread_mutex_lock(&order);
  int result = CALL(renameat2, function, old_base, old_name, new_base, new_name, flags);
  if (result == 0) tell(AICANVAS_FILE_RENAME, path, other, 0, 0, 0);
  pthread_mutex_unlock(&order);
  return result;
}

int rename(const char *old_name, const char *new_name) {
  return rename_at(AT_FDCWD, old_name, AT_FDCWD, new_name, 0);
}
int renameat(int old_base, const char *old_name, int new_base, const char *new_name) {
  return rename_at(old_base, old_name, new_base, new_name, 0);
}
int renameat2(int old_base, const char *old_name, int new_base, const char *new_name, unsigned flags) {
  return rename_at(old_base, old_name, new_base, new_name, flags);
}

static int link_at(int old_base, const char *old_name, int new_base, const char *new_name, int flags) {
  REAL(linkat)
  typedef int (*function)(int, const char *, int, const char *, int);
  char path[PATH_MAX], other[PATH_MAX];
  if (!path_at(old_base, old_name, path) || !path_at(new_base, new_name, other))
    return CALL(linkat, function, old_base, old_name, new_base, new_name, flags);
  pthread_mutex_lock(&order);
  int result = CALL(linkat, function, old_base, old_name, new_base, new_name, flags);
  if (result == 0) tell(AICANVAS_FILE_LINK, path, other, 0, 0, 0);
  pthread_mutex_unlock(&order);
  return result;
}

int link(const char *old_name, const char *new_name) { return link_at(AT_FDCWD, old_name, AT_FDCWD, new_name, 0); }
int linkat(int old_base, const char *old_name, int new_base, const char *new_name, int flags) {
  return link_at(old_base, old_name, new_base, new_name, flags);
}

static int remove_at(int base, const char *name, int flags) {
  REAL(unlinkat)
  typedef int (*function)(int, const char *, int);
  char path[PATH_MAX];
  if (!path_at(base, name, path)) return CALL(unlinkat, function, base, name, flags);
  pthread_mutex_lock(&order);
  int result = CALL(unlinkat, function, base, name, flags);
  if (result == 0) tell(AICANVAS_FILE_REMOVE, path, 0, 0, 0, 0);
  pthread_mutex_unlock(&order);
  return result;
}

int unlink(const char *name) { return remove_at(AT_FDCWD, name, 0); }
int unlinkat(int base, const char *name, int flags) { return remove_at(base, name, flags); }
int rmdir(const char *name) { return remove_at(AT_FDCWD, name, AT_REMOVEDIR); }
int remove(const char *name) {
  struct stat facts;
  bool is_folder = lstat(name, &facts) == 0 && S_ISDIR(facts.st_mode);
  return remove_at(AT_FDCWD, name, is_folder ? AT_REMOVEDIR : 0);
}
#endif
