/*
 * The files of one rule set. A path in it is relative to the file it stands
 * in, and is held to the folder of the top file twice: as it is written, so
 * that `..` never climbs out, and as the system resolves it, so that no
 * symbolic link does.
 */
#include "rule/files.h"

#include "base/memory.h"
#include "base/reason.h"
#include "rule/text.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_STEP = 64 * 1024 };

static const char *
copy_text(hf_files *files, hf_view text)
{
    const char *copy = hf_arena_copy(files->arena, text).ptr;
    if (!copy) {
        files->findings->out_of_memory = true;
    }
    return copy;
}

bool
hf_files_init(hf_files *files, const char *folder, hf_arena *arena,
              handoff_findings *findings)
{
    char real[PATH_MAX];
    *files = (hf_files){.arena = arena, .findings = findings};
    if (!folder) {
        return true;
    }
    // A folder that is not there shows when the file is opened.
    if (!realpath(folder[0] ? folder : ".", real)) {
        real[0] = '\0';
    }
    files->folder = copy_text(files, hf_view_of(folder));
    files->real = copy_text(files, hf_view_of(real));
    return files->folder && files->real;
}

void
hf_files_clear(hf_files *files)
{
    hf_memory_free(files->items);
    *files = (hf_files){0};
}

hf_file *
hf_files_add(hf_files *files, hf_file file)
{
    hf_file *items = hf_memory_grow(files->items, &files->room,
                                    files->count + 1, sizeof *items);
    if (!items) {
        files->findings->out_of_memory = true;
        return NULL;
    }
    files->items = items;
    items[files->count] = file;
    return &items[files->count++];
}

const hf_file *
hf_files_find(const hf_files *files, const hf_source *source)
{
    for (size_t at = 0; at < files->count; at++) {
        if (files->items[at].source == source) {
            return &files->items[at];
        }
    }
    return NULL;
}

const hf_file *
hf_files_find_real(const hf_files *files, const char *real)
{
    for (size_t at = 0; at < files->count; at++) {
        const char *its = files->items[at].real;
        if (its && strcmp(its, real) == 0) {
            return &files->items[at];
        }
    }
    return NULL;
}

// ---- Paths -----------------------------------------------------------------

// Append the parts of `path` to what is in `out`; `..` takes one away. False
// when there is none left to take.
static bool
append_parts(hf_buffer *out, hf_view path)
{
    size_t at = 0;
    while (at < path.len) {
        size_t end = at;
        while (end < path.len && path.ptr[end] != '/') {
            end++;
        }
        hf_view part = hf_view_slice(path, at, end - at);
        at = end + 1;
        if (part.len == 0 || hf_view_equal(part, HF_VIEW("."))) {
            continue;
        }
        if (!hf_view_equal(part, HF_VIEW(".."))) {
            hf_buffer_add_text(out, out->len > 0 ? "/" : "");
            hf_buffer_add_view(out, part);
            continue;
        }
        if (out->len == 0) {
            return false;
        }
        while (out->len > 0 && out->ptr[out->len - 1] != '/') {
            out->len--;
        }
        out->len -= out->len > 0;
    }
    return true;
}

static bool
is_inside(const char *folder, const char *real)
{
    size_t len = strlen(folder);
    if (len == 1 && folder[0] == '/') {
        return true;
    }
    return len > 0 && strncmp(folder, real, len) == 0 && real[len] == '/';
}

static bool
refuse_outside(hf_files *files, const hf_node *node, const char *hint)
{
    hf_finding *finding = hf_findings_add(
        files->findings, HF_CODE_PATH_OUTSIDE, node->span,
        "'%.*s' leads out of the folder of the rule set", HF_SHOWN(node->text));
    hf_findings_hint(files->findings, finding, "%s", hint);
    return false;
}

static bool
refuse_open(hf_files *files, const char *path, hf_span span, int number)
{
    files->has_failed = true;
    hf_findings_add(files->findings, HF_CODE_CANNOT_OPEN, span,
                    "cannot open '%s': %s", path, hf_reason_text(number));
    return false;
}

// `joined` is the path from the top folder.
static bool
describe_path(hf_files *files, const hf_node *node, hf_view joined,
              hf_file_path *out)
{
    char real[PATH_MAX];
    hf_buffer shown = {0};
    size_t name = joined.len;
    while (name > 0 && joined.ptr[name - 1] != '/') {
        name--;
    }
    hf_buffer_add_text(&shown, files->folder);
    if (shown.len > 0 && shown.ptr[shown.len - 1] != '/') {
        hf_buffer_add_byte(&shown, '/');
    }
    hf_buffer_add_view(&shown, joined);
    out->shown = copy_text(files, hf_buffer_view(&shown));
    out->folder = hf_arena_copy(files->arena, hf_view_slice(joined, 0, name));
    bool is_whole = !shown.failed && out->shown && out->folder.ptr;
    hf_buffer_clear(&shown);
    if (!is_whole) {
        files->findings->out_of_memory = true;
        return false;
    }
    if (!realpath(out->shown, real)) {
        return refuse_open(files, out->shown, node->span, errno);
    }
    if (!is_inside(files->real, real)) {
        return refuse_outside(files, node, "a symbolic link leads there");
    }
    out->real = copy_text(files, hf_view_of(real));
    return out->real != NULL;
}

bool
hf_files_resolve(hf_files *files, const hf_node *node, hf_file_path *out)
{
    if (!files->folder) {
        hf_findings_add(files->findings, HF_CODE_NO_FOLDER, node->span,
                        "a rule set from memory cannot name a file");
        return false;
    }
    if (node->text.len > 0 && node->text.ptr[0] == '/') {
        return refuse_outside(files, node,
                              "paths are relative to the file they stand in");
    }
    const hf_file *file = hf_files_find(files, node->span.source);
    hf_buffer joined = {0};
    bool is_found = false;
    if (file) {
        append_parts(&joined, file->folder);
    }
    if (!append_parts(&joined, node->text) && !joined.failed) {
        refuse_outside(files, node,
                       "'..' goes no higher than the top rule file");
    } else if (joined.failed) {
        files->findings->out_of_memory = true;
    } else {
        is_found = describe_path(files, node, hf_buffer_view(&joined), out);
    }
    hf_buffer_clear(&joined);
    return is_found;
}

// ---- Bytes -----------------------------------------------------------------

// 0, or the errno of what went wrong. Reads one byte beyond the limit.
static int
read_all(int descriptor, size_t limit, hf_buffer *out)
{
    while (out->len <= limit) {
        size_t step = limit + 1 - out->len;
        step = step < READ_STEP ? step : READ_STEP;
        if (!hf_buffer_reserve(out, step)) {
            return 0;
        }
        ssize_t got = read(descriptor, out->ptr + out->len, step);
        if (got < 0 && errno != EINTR) {
            return errno;
        }
        if (got == 0) {
            return 0;
        }
        out->len += got > 0 ? (size_t)got : 0;
    }
    return 0;
}

static bool
refuse_size(hf_files *files, const char *path, size_t limit, hf_code code,
            hf_span span)
{
    hf_findings_add(files->findings, code, span, "'%s' has more than %zu MiB",
                    path, limit >> 20);
    return false;
}

bool
hf_files_read(hf_files *files, const char *path, size_t limit,
              hf_code too_large, hf_span span, hf_buffer *out)
{
    struct stat about;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return refuse_open(files, path, span, errno);
    }
    int number = fstat(descriptor, &about) == 0 ? 0 : errno;
    bool is_folder = number == 0 && S_ISDIR(about.st_mode);
    bool is_large = number == 0 && S_ISREG(about.st_mode) &&
                    (uintmax_t)about.st_size > limit;
    if (number == 0 && !is_folder && !is_large) {
        number = read_all(descriptor, limit, out);
    }
    close(descriptor);

    if (is_folder) {
        return refuse_open(files, path, span, EISDIR);
    }
    if (is_large || out->len > limit) {
        return refuse_size(files, path, limit, too_large, span);
    }
    if (number != 0) {
        files->has_failed = true;
        hf_findings_add(files->findings, HF_CODE_CANNOT_READ, span,
                        "cannot read '%s': %s", path, hf_reason_text(number));
        return false;
    }
    if (out->failed) {
        files->findings->out_of_memory = true;
        return false;
    }
    return true;
}
