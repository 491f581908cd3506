// Starts processes and measures them from outside, with as little as possible of its own in between.
//
// stdin: one line per process, fields separated by tabs: the file for its stdin, the file that its stdout and stderr are
// appended to, the number of words of its command, the words, and then its whole environment (NAME=value). An empty line
// starts all processes since the last one, at once. stdout: a line for each of them in their order, and one for all:
//   <exit code, or 128 + signal> <wall ns> <processor us> <peak memory KiB> <page faults>
//   all <wall ns from the first start to the last end>
// Peak memory is as wait4 has it; this process's own size, which a child starts from, is below that of all it is used for.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { kMostProcesses = 1024, kMostFields = 64 };

struct process {
  char* line;
  pid_t pid;
  int64_t start, wall;
  int code;
  struct rusage usage;
};

static struct process batch[kMostProcesses];
static int count = 0;

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void fail(const char* what) {
  fprintf(stderr, "runner: %s: %s\n", what, strerror(errno));
  exit(1);
}

static void start(struct process* process) {
  char* fields[kMostFields + 1] = {0};
  int used = 0;
  for (char* rest = process->line; rest != NULL && used < kMostFields;) fields[used++] = strsep(&rest, "\t");
  const int words = used > 3 ? atoi(fields[2]) : 0;
  if (words < 1 || 3 + words > used) fail("a line without a command");
  char* arguments[kMostFields + 1] = {0};
  memcpy(arguments, fields + 3, (size_t)words * sizeof *arguments);

  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, fields[0], O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, fields[1], O_WRONLY | O_CREAT | O_APPEND, 0600);
  posix_spawn_file_actions_adddup2(&files, 1, 2);
  process->start = now();
  errno = posix_spawn(&process->pid, arguments[0], &files, NULL, arguments, fields + 3 + words);
  if (errno != 0) fail(arguments[0]);
  posix_spawn_file_actions_destroy(&files);
}

static void wait_for_one(void) {
  int status = 0;
  struct rusage usage;
  const pid_t pid = wait4(-1, &status, 0, &usage);
  const int64_t end = now();
  if (pid < 0) fail("wait4");
  for (int i = 0; i < count; ++i) {
    if (batch[i].pid != pid) continue;
    batch[i].wall = end - batch[i].start;
    batch[i].code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    batch[i].usage = usage;
  }
}

static int64_t microseconds(struct timeval time) { return (int64_t)time.tv_sec * 1000000 + time.tv_usec; }

static void run(void) {
  const int64_t first = now();
  for (int i = 0; i < count; ++i) start(&batch[i]);
  for (int i = 0; i < count; ++i) wait_for_one();
  const int64_t last = now();
  for (int i = 0; i < count; ++i) {
    const struct rusage* usage = &batch[i].usage;
    printf("%d %" PRId64 " %" PRId64 " %ld %ld\n", batch[i].code, batch[i].wall,
           microseconds(usage->ru_utime) + microseconds(usage->ru_stime), usage->ru_maxrss,
           usage->ru_minflt + usage->ru_majflt);
    free(batch[i].line);
  }
  printf("all %" PRId64 "\n", last - first);
  fflush(stdout);
  count = 0;
}

int main(void) {
  char* line = NULL;
  size_t room = 0;
  for (ssize_t size; (size = getline(&line, &room, stdin)) > 0;) {
    line[size - 1] = '\0';
    if (size == 1) {
      run();
    } else if (count == kMostProcesses) {
      fail("too many processes at once");
    } else {
      memset(&batch[count], 0, sizeof batch[count]);
      if ((batch[count++].line = strdup(line)) == NULL) fail("memory");
    }
  }
  return 0;
}
