/* The log of power-loss.c: what an entry is, whom it is about, and the system's own calls. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* Same numbers in change-log.ts. */
enum operation {
  CREATE = 1, MKDIR, UNLINK, RMDIR, RENAME, LINK, WRITE, TRUNCATE, SYNC, SYNC_FOLDER,
  ACKNOWLEDGE, NOT_MODELLED,
};

/* An entry, little-endian, followed by the bytes of path and data. Same layout in change-log.ts. */
struct head {
  uint32_t operation;
  uint32_t path_length;
  uint64_t inode;
  uint64_t offset;
  uint64_t data_length;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_MAX];
static size_t folder_length = 0;
static int log_fd = -1;
/* POWER_LOSS_KILL_AFTER: this process is killed after so many entries; 0 for never. */
static long entries_left = 0;

#define REAL(name) \
  static __typeof__(&name) real = NULL; \
  if (real == NULL) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

/* The system's own call, which no function here sees. */
#define raw(...) real_syscall()(__VA_ARGS__)

static long (*real_syscall(void))(long, ...) {
  static long (*real)(long, ...) = NULL;
  if (real == NULL) real = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
  return real;
}

static ssize_t real_writev(int fd, const struct iovec *parts, int count) {
  return raw(SYS_writev, fd, parts, count);
}

static void die(const char *what) {
  dprintf(2, "power-loss shim: %s: %s\n", what, strerror(errno));
  abort();
}

__attribute__((constructor)) static void start(void) {
  const char *below = getenv("POWER_LOSS_FOLDER"), *log = getenv("POWER_LOSS_LOG");
  if (below == NULL || log == NULL) return;
  if (realpath(below, folder) == NULL) die(below);
  folder_length = strlen(folder);
  log_fd = raw(SYS_openat, AT_FDCWD, log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (log_fd < 0) die(log);
  const char *kill_after = getenv("POWER_LOSS_KILL_AFTER");
  if (kill_after != NULL) entries_left = atol(kill_after);
  /* Only this process is the station. */
  unsetenv("LD_PRELOAD");
}

static void record(enum operation operation, uint64_t inode, uint64_t offset, const char *path,
                   const void *data, size_t length) {
  struct head head = {operation, path == NULL ? 0 : strlen(path), inode, offset, length};
  struct iovec parts[] = {
      {&head, sizeof head}, {(void *)path, head.path_length}, {(void *)data, length}};
  size_t all = sizeof head + head.path_length + length;
  if (real_writev(log_fd, parts, 3) != (ssize_t)all) die("the log cannot be written");
  if (entries_left > 0 && --entries_left == 0) kill(getpid(), SIGKILL);
}

static int below(const char *path) {
  return log_fd >= 0 && strncmp(path, folder, folder_length) == 0 &&
         (path[folder_length] == '/' || path[folder_length] == 0);
}

/* The path of an open file, or an empty text. */
static void path_of(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  path[length < 0 ? 0 : length] = 0;
}

static int is_ours(int fd) {
  char path[PATH_MAX];
  if (log_fd < 0 || fd == log_fd) return 0;
  path_of(fd, path);
  return below(path);
}

/* The absolute path that a call of the *at family means. */
static void absolute(int at, const char *path, char *out) {
  char base[PATH_MAX] = "";
  if (path[0] == '/') {
    snprintf(out, PATH_MAX, "%s", path);
    return;
  }
  if (at == AT_FDCWD) {
    if (getcwd(base, sizeof base) == NULL) base[0] = 0;
  } else {
    path_of(at, base);
  }
  if (snprintf(out, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) die("a path is too long");
}

static uint64_t inode_of(int fd) {
  struct stat found;
  if (fstat(fd, &found) != 0) die("fstat");
  return found.st_ino;
}

static uint64_t inode_at(const char *path) {
  struct stat found;
  return lstat(path, &found) == 0 ? found.st_ino : 0;
}

/* A change that the reconstruction does not know; ours is whether it concerns the folder. */
static void not_modelled(const char *what, int ours) {
  if (!ours) return;
  pthread_mutex_lock(&lock);
  record(NOT_MODELLED, 0, 0, what, NULL, 0);
  pthread_mutex_unlock(&lock);
}
