/*
 * Sinks: bytes in, a file under its final name out, or nothing at all. A
 * regular file comes into being beside its target and is renamed; what cannot
 * be renamed over is written directly or, when the caller must first know how
 * the run ended, held in an unlinked file and copied at the commit. What the
 * bytes are is left to others.
 */
#include "output/sink.h"

#include "base/memory.h"
#include "handoff/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct hf_sink {
    hf_buffer *memory;    // or NULL
    int descriptor;       // of the target, or of its temporary file
    int held;             // of the unlinked file, or -1
    hf_buffer name;       // as messages call it, in quotes
    hf_buffer target;     // renamed to; empty when written directly
    hf_buffer temporary;  // empty when there is none (any more)
    int failure;          // errno of the first failure
    bool is_held_failure; // that was of the unlinked file
};

enum {
    COPY_BYTES = 256 << 10,
    TEMPORARY_TRIES = 100 // names left behind by killed runs with our number
};

// ---- Failures --------------------------------------------------------------

static bool
remember(hf_sink *sink, int failure)
{
    if (sink->failure == 0) {
        sink->failure = failure ? failure : EIO;
    }
    return false;
}

// The system's words, in English whatever the locale, as ours are written.
static void
add_reason(hf_buffer *out, int failure)
{
    const char *words = strerrordesc_np(failure);
    if (!words) {
        hf_buffer_printf(out, "system error %d", failure);
        return;
    }
    bool is_word = words[0] >= 'A' && words[0] <= 'Z' && words[1] >= 'a';
    hf_buffer_add_byte(out, is_word ? (char)(words[0] | 32) : words[0]);
    hf_buffer_add_text(out, words + 1);
}

static handoff_status
report(const hf_sink *sink, handoff_findings *findings)
{
    hf_buffer reason = {0};
    hf_code code =
        sink->failure == ENOMEM ? HF_CODE_NO_MEMORY : HF_CODE_CANNOT_WRITE;
    add_reason(&reason, sink->failure);
    const char *words = hf_buffer_text(&reason);
    hf_findings_add(findings, code, (hf_span){0}, "cannot write %s%s: %s",
                    sink->is_held_failure ? "a temporary file for " : "",
                    sink->name.ptr, words ? words : "out of memory");
    hf_buffer_clear(&reason);
    return HANDOFF_SYSTEM;
}

// ---- Writing ---------------------------------------------------------------

// A write to a pipe without a reader raises SIGPIPE, which would end a program
// that knows nothing of our pipes. It is blocked around the write and, when it
// came of it, taken away.
static ssize_t
write_guarded(int descriptor, const char *bytes, size_t len)
{
    sigset_t pipe_signal, pending, before;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    sigemptyset(&pending);
    sigpending(&pending);
    bool was_pending = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
    ssize_t written = write(descriptor, bytes, len);
    int failure = errno;
    if (written < 0 && failure == EPIPE && !was_pending) {
        const struct timespec at_once = {0, 0};
        while (sigtimedwait(&pipe_signal, NULL, &at_once) < 0 &&
               errno == EINTR) {
        }
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = failure;
    return written;
}

// 0, or the errno of the failure.
static int
write_all(int descriptor, const char *bytes, size_t len)
{
    const size_t most = (size_t)1 << 30; // Linux writes less than 2 GiB a call
    while (len > 0) {
        ssize_t written =
            write_guarded(descriptor, bytes, len < most ? len : most);
        if (written >= 0) {
            bytes += written;
            len -= (size_t)written;
        } else if (errno == EAGAIN) {
            // Standard output shared with a program that made it non-blocking.
            struct pollfd waiting = {descriptor, POLLOUT, 0};
            poll(&waiting, 1, -1);
        } else if (errno != EINTR) {
            return errno ? errno : EIO;
        }
    }
    return 0;
}

bool
hf_sink_write(hf_sink *sink, hf_view bytes)
{
    if (sink->failure) {
        return false;
    }
    if (sink->memory) {
        hf_buffer_add_view(sink->memory, bytes);
        return sink->memory->failed ? remember(sink, ENOMEM) : true;
    }
    bool is_held = sink->held >= 0;
    int failure = write_all(is_held ? sink->held : sink->descriptor, bytes.ptr,
                            bytes.len);
    if (failure) {
        sink->is_held_failure = is_held;
        return remember(sink, failure);
    }
    return true;
}

bool
hf_sink_has_failed(const hf_sink *sink)
{
    return sink->failure != 0;
}

bool
hf_sink_is_cut(const hf_sink *sink)
{
    return sink->failure == EPIPE;
}

// ---- Opening ---------------------------------------------------------------

static hf_sink *
new_sink(const char *name)
{
    hf_sink *sink = hf_memory_zero(1, sizeof *sink);
    if (!sink) {
        return NULL;
    }
    sink->descriptor = sink->held = -1;
    hf_buffer_add_text(&sink->name, name);
    if (!hf_buffer_text(&sink->name)) {
        hf_sink_close(sink);
        return NULL;
    }
    return sink;
}

hf_sink *
hf_sink_open_memory(hf_buffer *buffer)
{
    hf_sink *sink = new_sink("memory");
    if (sink) {
        sink->memory = buffer;
    }
    return sink;
}

// The open descriptor that a path stands for ("-", /dev/stdout, /dev/fd/3), or
// -1. Opening such a path anew would lose its place in a redirected file.
static int
descriptor_of(const char *path)
{
    static const struct {
        const char *path;
        int descriptor;
    } known[] = {{"-", STDOUT_FILENO},
                 {"/dev/stdout", STDOUT_FILENO},
                 {"/dev/stderr", STDERR_FILENO}};
    for (size_t at = 0; at < sizeof known / sizeof *known; at++) {
        if (strcmp(path, known[at].path) == 0) {
            return known[at].descriptor;
        }
    }
    const char *folders[] = {"/dev/fd/", "/proc/self/fd/"};
    for (size_t at = 0; at < sizeof folders / sizeof *folders; at++) {
        size_t len = strlen(folders[at]);
        const char *digits = path + len;
        if (strncmp(path, folders[at], len) == 0 && *digits &&
            strlen(digits) <= 6 &&
            strspn(digits, "0123456789") == strlen(digits)) {
            return atoi(digits);
        }
    }
    return -1;
}

static void
open_held(hf_sink *sink)
{
    const char *folder = getenv("TMPDIR");
    if (!folder || !*folder) {
        folder = "/tmp";
    }
    sink->held = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (sink->held >= 0) {
        return;
    }
    // Some file systems know no nameless files.
    hf_buffer path = {0};
    hf_buffer_printf(&path, "%s/handoff-XXXXXX", folder);
    if (hf_buffer_text(&path)) {
        sink->held = mkostemp(path.ptr, O_CLOEXEC);
        if (sink->held >= 0) {
            unlink(path.ptr);
        } else {
            remember(sink, errno);
        }
    } else {
        remember(sink, ENOMEM);
    }
    sink->is_held_failure = sink->held < 0;
    hf_buffer_clear(&path);
}

// The name is short and does not hold the target's, which may be as long as a
// name can be.
static void
open_temporary(hf_sink *sink)
{
    const char *target = sink->target.ptr;
    const char *slash = strrchr(target, '/');
    size_t folder_len = slash ? (size_t)(slash - target) + 1 : 0;
    for (int try = 0; try < TEMPORARY_TRIES; try++) {
        hf_buffer_reset(&sink->temporary);
        hf_buffer_add(&sink->temporary, target, folder_len);
        hf_buffer_printf(&sink->temporary, ".handoff-%ld-%d.tmp",
                         (long)getpid(), try);
        if (!hf_buffer_text(&sink->temporary)) {
            remember(sink, ENOMEM);
            break;
        }
        sink->descriptor = open(sink->temporary.ptr,
                                O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (sink->descriptor >= 0) {
            return;
        }
        if (errno != EEXIST) {
            remember(sink, errno);
            break;
        }
    }
    remember(sink, EEXIST);
    hf_buffer_reset(&sink->temporary);
}

static void
open_path(hf_sink *sink, const char *path)
{
    struct stat status;
    char resolved[PATH_MAX];
    bool exists = stat(path, &status) == 0;
    size_t len = strlen(path);
    if (!exists && (len == 0 || path[len - 1] == '/')) {
        remember(sink, len ? EISDIR : ENOENT); // said now, not at the rename
        return;
    }
    if (exists && !S_ISREG(status.st_mode)) {
        sink->descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
        if (sink->descriptor < 0) {
            remember(sink, errno);
        }
        return;
    }
    if (exists && access(path, W_OK) != 0) {
        remember(sink, errno); // a rename would get past a read-only file
        return;
    }
    bool is_resolved = exists && realpath(path, resolved);
    hf_buffer_add_text(&sink->target, is_resolved ? resolved : path);
    if (!hf_buffer_text(&sink->target)) {
        remember(sink, ENOMEM);
        return;
    }
    open_temporary(sink);
}

handoff_status
hf_sink_open(const char *path, hf_sink_hold hold, hf_sink **out,
             handoff_findings *findings)
{
    int shared = descriptor_of(path);
    hf_buffer name = {0};
    hf_buffer_printf(&name, shared == STDOUT_FILENO ? "%s" : "'%s'",
                     shared == STDOUT_FILENO ? "standard output" : path);
    const char *shown = hf_buffer_text(&name);
    hf_sink *sink = shown ? new_sink(shown) : NULL;
    hf_buffer_clear(&name);
    if (!sink) {
        hf_findings_add(findings, HF_CODE_NO_MEMORY, (hf_span){0},
                        "memory ran out");
        return HANDOFF_SYSTEM;
    }
    if (shared >= 0) {
        sink->descriptor = fcntl(shared, F_DUPFD_CLOEXEC, 3);
        if (sink->descriptor < 0) {
            remember(sink, errno);
        }
    } else {
        open_path(sink, path);
    }
    if (!sink->failure && hold == HF_SINK_HELD && !sink->target.len) {
        open_held(sink);
    }
    if (sink->failure) {
        report(sink, findings);
        hf_sink_close(sink);
        return HANDOFF_SYSTEM;
    }
    *out = sink;
    return HANDOFF_OK;
}

// ---- Ending ----------------------------------------------------------------

static void
copy_held(hf_sink *sink)
{
    char *bytes = hf_memory_alloc(COPY_BYTES);
    if (!bytes) {
        remember(sink, ENOMEM);
        return;
    }
    off_t at = 0;
    for (;;) {
        ssize_t got = pread(sink->held, bytes, COPY_BYTES, at);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            if (got < 0) {
                sink->is_held_failure = true;
                remember(sink, errno);
            }
            break;
        }
        at += got;
        int failure = write_all(sink->descriptor, bytes, (size_t)got);
        if (failure) {
            remember(sink, failure);
            break;
        }
    }
    hf_memory_free(bytes);
}

static void
close_target(hf_sink *sink)
{
    // Some file systems say only now that the disk is full.
    if (sink->descriptor >= 0 && close(sink->descriptor) != 0 &&
        errno != EINTR) {
        remember(sink, errno);
    }
    sink->descriptor = -1;
}

bool
hf_sink_finish(hf_sink *sink)
{
    if (!sink->failure && sink->held >= 0) {
        copy_held(sink);
        close(sink->held);
        sink->held = -1;
    }
    close_target(sink);
    return sink->failure == 0;
}

handoff_status
hf_sink_commit(hf_sink *sink, handoff_findings *findings)
{
    hf_sink_finish(sink);
    if (!sink->failure && sink->temporary.len) {
        if (rename(sink->temporary.ptr, sink->target.ptr) == 0) {
            hf_buffer_reset(&sink->temporary);
        } else {
            remember(sink, errno);
        }
    }
    if (sink->failure && !hf_sink_is_cut(sink)) {
        return report(sink, findings);
    }
    return HANDOFF_OK;
}

void
hf_sink_close(hf_sink *sink)
{
    if (!sink) {
        return;
    }
    close_target(sink);
    if (sink->held >= 0) {
        close(sink->held);
    }
    if (sink->temporary.len) {
        unlink(sink->temporary.ptr);
    }
    hf_buffer_clear(&sink->name);
    hf_buffer_clear(&sink->target);
    hf_buffer_clear(&sink->temporary);
    hf_memory_free(sink);
}

handoff_status
handoff_write_file(const char *path, const char *text, size_t len,
                   handoff_findings *findings)
{
    hf_sink *sink = NULL;
    handoff_status status =
        hf_sink_open(path, HF_SINK_FLOWING, &sink, findings);
    if (status == HANDOFF_OK) {
        hf_sink_write(sink, (hf_view){text, len});
        status = hf_sink_commit(sink, findings);
    }
    hf_sink_close(sink);
    return status;
}
