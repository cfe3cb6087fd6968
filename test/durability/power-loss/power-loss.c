/*
 * For LD_PRELOAD: writes down, in the order in which they took effect, every change to files below
 * POWER_LOSS_FOLDER, every completed flush of them, and every write to standard output (where the
 * program acknowledges). From this log the test rebuilds what a disk may hold after a power cut:
 * what a process wrote survives its own death in the page cache, so killing it cannot show that.
 *
 * One lock is held over each call and its log entry, so that the log's order is the true one. A call
 * that could change these files in a way not modelled here is logged as such; the test refuses it.
 */
#include "power-loss-log.h"

/* --- names ------------------------------------------------------------------------------------ */

static int open_logged(int at, const char *path, int flags, mode_t mode) {
  char full[PATH_MAX];
  absolute(at, path, full);
  if (!below(full)) return raw(SYS_openat, at, path, flags, mode);
  pthread_mutex_lock(&lock);
  int existed = inode_at(full) != 0;
  int fd = raw(SYS_openat, at, path, flags, mode);
  int saved = errno;
  if (fd >= 0) {
    if ((flags & O_TMPFILE) == O_TMPFILE) record(NOT_MODELLED, 0, 0, "O_TMPFILE", NULL, 0);
    else if (!existed) record(CREATE, inode_of(fd), 0, full, NULL, 0);
    else if ((flags & O_TRUNC) != 0) record(TRUNCATE, inode_of(fd), 0, NULL, NULL, 0);
  }
  pthread_mutex_unlock(&lock);
  errno = saved;
  return fd;
}

/* Where off_t has 64 bits a function is the same as its 64 twin. */
_Static_assert(sizeof(off_t) == 8, "files of 64 bits");
#define TWIN(name) __attribute__((alias(#name)))

#define MODE_ARGUMENT \
  mode_t mode = 0; \
  if ((flags & (O_CREAT | __O_TMPFILE)) != 0) { \
    va_list rest; \
    va_start(rest, flags); \
    mode = va_arg(rest, mode_t); \
    va_end(rest); \
  }

int open(const char *path, int flags, ...) {
  MODE_ARGUMENT
  return open_logged(AT_FDCWD, path, flags, mode);
}

int open64(const char *, int, ...) TWIN(open);

int openat(int at, const char *path, int flags, ...) {
  MODE_ARGUMENT
  return open_logged(at, path, flags, mode);
}

int openat64(int, const char *, int, ...) TWIN(openat);

int creat(const char *path, mode_t mode) {
  return open_logged(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int mkdirat(int at, const char *path, mode_t mode) {
  char full[PATH_MAX];
  absolute(at, path, full);
  pthread_mutex_lock(&lock);
  int result = raw(SYS_mkdirat, at, path, mode), saved = errno;
  if (result == 0 && below(full)) record(MKDIR, 0, 0, full, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return result;
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int unlinkat(int at, const char *path, int flags) {
  char full[PATH_MAX];
  absolute(at, path, full);
  pthread_mutex_lock(&lock);
  int result = raw(SYS_unlinkat, at, path, flags), saved = errno;
  if (result == 0 && below(full)) {
    record((flags & AT_REMOVEDIR) != 0 ? RMDIR : UNLINK, 0, 0, full, NULL, 0);
  }
  pthread_mutex_unlock(&lock);
  errno = saved;
  return result;
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }

int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int remove(const char *path) {
  int result = unlinkat(AT_FDCWD, path, 0);
  return result != 0 && (errno == EISDIR || errno == EPERM) ? rmdir(path) : result;
}

int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned int flags) {
  char full_from[PATH_MAX], full_to[PATH_MAX];
  absolute(from_at, from, full_from);
  absolute(to_at, to, full_to);
  pthread_mutex_lock(&lock);
  int result = raw(SYS_renameat2, from_at, from, to_at, to, flags), saved = errno;
  if (result == 0 && (below(full_from) || below(full_to))) {
    int inside = below(full_from) && below(full_to) && flags == 0;
    record(inside ? RENAME : NOT_MODELLED, 0, 0, full_from, full_to, strlen(full_to));
  }
  pthread_mutex_unlock(&lock);
  errno = saved;
  return result;
}

int renameat(int from_at, const char *from, int to_at, const char *to) {
  return renameat2(from_at, from, to_at, to, 0);
}

int rename(const char *from, const char *to) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int linkat(int from_at, const char *from, int to_at, const char *to, int flags) {
  char full_from[PATH_MAX], full_to[PATH_MAX];
  absolute(from_at, from, full_from);
  absolute(to_at, to, full_to);
  pthread_mutex_lock(&lock);
  int result = raw(SYS_linkat, from_at, from, to_at, to, flags), saved = errno;
  if (result == 0 && below(full_to)) {
    record(LINK, inode_at(full_to), 0, full_to, NULL, 0);
  }
  pthread_mutex_unlock(&lock);
  errno = saved;
  return result;
}

int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int symlinkat(const char *target, int at, const char *path) {
  char full[PATH_MAX];
  absolute(at, path, full);
  not_modelled("symlink", below(full));
  return raw(SYS_symlinkat, target, at, path);
}

int symlink(const char *target, const char *path) { return symlinkat(target, AT_FDCWD, path); }

/* --- contents --------------------------------------------------------------------------------- */

/* Logs what a write of the parts has written; `at` is -1 for a write at the file's own position. */
static ssize_t write_logged(int fd, const struct iovec *parts, int count, off_t at) {
  int acknowledges = fd == STDOUT_FILENO && log_fd >= 0;
  int ours = is_ours(fd);
  if (!ours && !acknowledges) {
    return at < 0 ? real_writev(fd, parts, count)
                  : raw(SYS_pwritev, fd, parts, count, at, 0);
  }
  pthread_mutex_lock(&lock);
  off_t from = at;
  if (ours && (fcntl(fd, F_GETFL) & O_APPEND) != 0) {
    struct stat found;
    if (fstat(fd, &found) != 0) die("fstat");
    from = found.st_size;
  } else if (ours && at < 0) {
    from = lseek(fd, 0, SEEK_CUR);
  }
  ssize_t written = at < 0 ? real_writev(fd, parts, count)
                           : raw(SYS_pwritev, fd, parts, count, at, 0);
  int saved = errno;
  size_t left = written < 0 ? 0 : written;
  for (int index = 0; index < count && left > 0; index++) {
    size_t length = parts[index].iov_len < left ? parts[index].iov_len : left;
    record(ours ? WRITE : ACKNOWLEDGE, ours ? inode_of(fd) : 0, from, NULL,
           parts[index].iov_base, length);
    from += length;
    left -= length;
  }
  pthread_mutex_unlock(&lock);
  errno = saved;
  return written;
}

ssize_t write(int fd, const void *bytes, size_t length) {
  struct iovec part = {(void *)bytes, length};
  return write_logged(fd, &part, 1, -1);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
  struct iovec part = {(void *)bytes, length};
  return write_logged(fd, &part, 1, at);
}

ssize_t pwrite64(int, const void *, size_t, off64_t) TWIN(pwrite);

ssize_t writev(int fd, const struct iovec *parts, int count) {
  return write_logged(fd, parts, count, -1);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) {
  return write_logged(fd, parts, count, at);
}

ssize_t pwritev64(int, const struct iovec *, int, off64_t) TWIN(pwritev);

ssize_t pwritev2(int fd, const struct iovec *parts, int count, off_t at, int flags) {
  /* RWF_DSYNC and RWF_APPEND change what is durable and where. */
  not_modelled("pwritev2 with flags", flags != 0 && is_ours(fd));
  return flags == 0 ? write_logged(fd, parts, count, at)
                    : raw(SYS_pwritev2, fd, parts, count, at, 0, flags);
}

ssize_t pwritev64v2(int, const struct iovec *, int, off64_t, int) TWIN(pwritev2);

int ftruncate(int fd, off_t length) {
  if (!is_ours(fd)) return raw(SYS_ftruncate, fd, length);
  pthread_mutex_lock(&lock);
  int result = raw(SYS_ftruncate, fd, length), saved = errno;
  if (result == 0) record(TRUNCATE, inode_of(fd), length, NULL, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return result;
}

int ftruncate64(int, off64_t) TWIN(ftruncate);

int truncate(const char *path, off_t length) {
  char full[PATH_MAX];
  absolute(AT_FDCWD, path, full);
  pthread_mutex_lock(&lock);
  int result = raw(SYS_truncate, path, length), saved = errno;
  if (result == 0 && below(full)) record(TRUNCATE, inode_at(full), length, NULL, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return result;
}

int truncate64(const char *, off64_t) TWIN(truncate);

int fallocate(int fd, int mode, off_t at, off_t length) {
  if (!is_ours(fd)) return raw(SYS_fallocate, fd, mode, at, length);
  pthread_mutex_lock(&lock);
  struct stat found;
  if (fstat(fd, &found) != 0) die("fstat");
  int result = raw(SYS_fallocate, fd, mode, at, length), saved = errno;
  if (result == 0 && mode != 0) record(NOT_MODELLED, 0, 0, "fallocate", NULL, 0);
  else if (result == 0 && at + length > found.st_size) {
    record(TRUNCATE, found.st_ino, at + length, NULL, NULL, 0);
  }
  pthread_mutex_unlock(&lock);
  errno = saved;
  return result;
}

int fallocate64(int, int, off64_t, off64_t) TWIN(fallocate);

int posix_fallocate(int fd, off_t at, off_t length) {
  return fallocate(fd, 0, at, length) == 0 ? 0 : errno;
}

int posix_fallocate64(int, off64_t, off64_t) TWIN(posix_fallocate);

/* --- flushes ---------------------------------------------------------------------------------- */

static int sync_logged(long number, int fd) {
  char path[PATH_MAX];
  if (!is_ours(fd)) return raw(number, fd);
  pthread_mutex_lock(&lock);
  path_of(fd, path);
  struct stat found;
  if (fstat(fd, &found) != 0) die("fstat");
  int result = raw(number, fd), saved = errno;
  if (result == 0) {
    record(S_ISDIR(found.st_mode) ? SYNC_FOLDER : SYNC, found.st_ino, 0, path, NULL, 0);
  }
  pthread_mutex_unlock(&lock);
  errno = saved;
  return result;
}

int fsync(int fd) { return sync_logged(SYS_fsync, fd); }

int fdatasync(int fd) { return sync_logged(SYS_fdatasync, fd); }

/* sync_file_range promises nothing about metadata or the disk's cache: it counts for nothing. */

void sync(void) {
  not_modelled("sync", log_fd >= 0);
  raw(SYS_sync);
}

int syncfs(int fd) {
  not_modelled("syncfs", is_ours(fd));
  return raw(SYS_syncfs, fd);
}

/* --- ways around the log ---------------------------------------------------------------------- */

static int is_shared_memory(int fd) {
  char path[PATH_MAX];
  path_of(fd, path);
  size_t length = strlen(path);
  /* SQLite's index of its write-ahead log is made anew after a crash. */
  return length > 4 && strcmp(path + length - 4, "-shm") == 0;
}

void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t at) {
  int shared = (flags & MAP_SHARED) != 0 && (protection & PROT_WRITE) != 0 && fd >= 0;
  not_modelled("mmap", shared && is_ours(fd) && !is_shared_memory(fd));
  return (void *)raw(SYS_mmap, address, length, protection, flags, fd, at);
}

void *mmap64(void *, size_t, int, int, int, off64_t) TWIN(mmap);

ssize_t sendfile(int out, int in, off_t *at, size_t length) {
  not_modelled("sendfile", is_ours(out));
  return raw(SYS_sendfile, out, in, at, length);
}

ssize_t sendfile64(int, int, off64_t *, size_t) TWIN(sendfile);

ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *at, size_t length,
                        unsigned int flags) {
  not_modelled("copy_file_range", is_ours(out));
  return raw(SYS_copy_file_range, in, from, out, at, length, flags);
}

FILE *fopen64(const char *path, const char *mode) {
  REAL(fopen64);
  char full[PATH_MAX];
  absolute(AT_FDCWD, path, full);
  not_modelled("fopen for writing", below(full) && strpbrk(mode, "wa+") != NULL);
  return real(path, mode);
}

FILE *fopen(const char *, const char *) TWIN(fopen64);

/*
 * libuv makes some calls by number. io_uring would write behind the log: there is none here, and
 * libuv then takes its threads.
 */
long syscall(long number, ...) {
  va_list rest;
  va_start(rest, number);
  long a[6];
  for (int index = 0; index < 6; index++) a[index] = va_arg(rest, long);
  va_end(rest);
  switch (number) {
    case SYS_io_uring_setup:
      errno = ENOSYS;
      return -1;
    case SYS_copy_file_range:
      return copy_file_range(a[0], (off64_t *)a[1], a[2], (off64_t *)a[3], a[4], a[5]);
    case SYS_renameat2:
      return renameat2(a[0], (const char *)a[1], a[2], (const char *)a[3], a[4]);
    default:
      return raw(number, a[0], a[1], a[2], a[3], a[4], a[5]);
  }
}
