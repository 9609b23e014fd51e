// What the thread sanitizer must be told of Swift's Mutex on Linux, by .ci/sanitize, which preloads this: a lock that
// somebody waits for is handed over by the kernel (FUTEX_LOCK_PI) within a library that is not instrumented, so that
// everything behind such a lock would seem to be a race. Processes without the sanitizer go on as ever.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

typedef __attribute__((swiftcall)) void (*LockSlow)(uint32_t thread, __attribute__((swift_context)) void *mutex);
typedef __attribute__((swiftcall)) void (*UnlockSlow)(__attribute__((swift_context)) void *mutex);
typedef void (*Annotation)(void *address);

__attribute__((swiftcall)) void lockSlow(uint32_t thread, __attribute__((swift_context)) void *mutex)
    __asm__("$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
__attribute__((swiftcall)) void unlockSlow(__attribute__((swift_context)) void *mutex)
    __asm__("$s15Synchronization12_MutexHandleV11_unlockSlowyyF");

static void annotate(const char *name, void *address) {
  Annotation annotation = (Annotation)dlsym(RTLD_DEFAULT, name);
  if (annotation) annotation(address);
}

__attribute__((swiftcall)) void lockSlow(uint32_t thread, __attribute__((swift_context)) void *mutex) {
  LockSlow next = (LockSlow)dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
  next(thread, mutex);
  annotate("__tsan_acquire", mutex);
}

__attribute__((swiftcall)) void unlockSlow(__attribute__((swift_context)) void *mutex) {
  annotate("__tsan_release", mutex);
  UnlockSlow next = (UnlockSlow)dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV11_unlockSlowyyF");
  next(mutex);
}
