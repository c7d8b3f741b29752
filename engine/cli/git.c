/*
 * Asks the program git, which is the only reader of its own files, and only
 * when a .git stands somewhere above. A mark on the summary is worth a few
 * milliseconds and never an error, so every failure means no mark.
 */
#include "cli/git.h"
#include "cli/progress.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

// Whether `folder` or one above it holds a .git.
static bool
is_in_work_tree(const char *folder)
{
    char path[PATH_MAX + 8];
    struct stat found;
    size_t len = strlen(folder);

    memcpy(path, folder, len + 1);
    for (;;) {
        memcpy(path + len, "/.git", sizeof "/.git");
        if (stat(path, &found) == 0) {
            return true;
        }
        while (len > 0 && path[len - 1] != '/') {
            len--;
        }
        if (len == 0) {
            return false;
        }
        len--;
    }
}

// What comes out of `fd` until it ends; false when it does not in time.
static bool
read_answer(int fd, char *out, size_t room, double deadline)
{
    size_t len = 0;

    for (;;) {
        int left = (int)((deadline - hf_progress_clock()) * 1000);
        struct pollfd asked = {.fd = fd, .events = POLLIN};
        if (left <= 0 || poll(&asked, 1, left) == 0) {
            return false;
        }
        char bytes[512];
        ssize_t got = read(fd, bytes, sizeof bytes);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            out[len] = '\0';
            return got == 0;
        }
        for (ssize_t at = 0; at < got && len + 1 < room; at++) {
            out[len++] = bytes[at];
        }
    }
}

// Start git with its output into `write_end` and no other stream.
static bool
start_git(const char *const *words, int write_end, pid_t *child)
{
    posix_spawn_file_actions_t actions;

    if (posix_spawn_file_actions_init(&actions) != 0) {
        return false;
    }
    bool is_started =
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null",
                                         O_RDONLY, 0) == 0 &&
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null",
                                         O_WRONLY, 0) == 0 &&
        posix_spawn_file_actions_adddup2(&actions, write_end, STDOUT_FILENO) ==
            0 &&
        posix_spawnp(child, "git", &actions, NULL, (char *const *)words,
                     environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    return is_started;
}

// The first bytes of what git says; false when it fails or takes too long.
static bool
ask_git(const char *const *words, char *out, size_t room)
{
    const double patience = 0.5; // seconds
    int ends[2];
    pid_t child;
    int status = -1;

    if (pipe2(ends, O_CLOEXEC) != 0) {
        return false;
    }
    bool is_started = start_git(words, ends[1], &child);
    close(ends[1]);
    bool is_read = is_started && read_answer(ends[0], out, room,
                                             hf_progress_clock() + patience);
    close(ends[0]);
    if (is_started) {
        if (!is_read) {
            kill(child, SIGKILL);
        }
        while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
        }
    }
    return is_read && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void
hf_git_describe(const char *path, char out[HF_GIT_TEXT_LEN])
{
    char commit[64];
    char changes[8];
    char *whole = realpath(path, NULL);
    char *slash = whole ? strrchr(whole, '/') : NULL;

    out[0] = '\0';
    if (!slash || strlen(whole) >= PATH_MAX) {
        free(whole);
        return;
    }
    *slash = '\0';
    const char *folder = *whole ? whole : "/";
    // A work tree is not always its reader's own: no hooks, no locks.
    const char *const ask_commit[] = {"git",        "-C",   folder, "rev-parse",
                                      "--short=12", "HEAD", NULL};
    const char *const ask_changes[] = {"git",    "--no-optional-locks",
                                       "-c",     "core.fsmonitor=false",
                                       "-C",     folder,
                                       "status", "--porcelain",
                                       "--",     slash + 1,
                                       NULL};
    if (is_in_work_tree(whole) && ask_git(ask_commit, commit, sizeof commit) &&
        ask_git(ask_changes, changes, sizeof changes)) {
        commit[strcspn(commit, "\n")] = '\0';
        snprintf(out, HF_GIT_TEXT_LEN, "%s%s", commit,
                 *changes ? ", dirty" : "");
    }
    free(whole);
}
