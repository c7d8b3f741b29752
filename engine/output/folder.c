/*
 * A folder of outputs: sinks that are committed together. In come names and,
 * through their sinks, bytes; out come all files under their names, or none.
 * How one file comes into being is the sink's.
 */
#include "output/folder.h"

#include "base/memory.h"
#include "base/reason.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

struct hf_folder {
    hf_buffer path;
    hf_sink **sinks;
    size_t count, room;
    bool is_made; // by this run, and nothing is in it yet
};

static handoff_status
say_no_memory(handoff_findings *findings)
{
    hf_findings_add(findings, HF_CODE_NO_MEMORY, (hf_span){0},
                    "memory ran out");
    return HANDOFF_SYSTEM;
}

static handoff_status
say_no_folder(const char *path, const char *reason, handoff_findings *findings)
{
    hf_findings_add(findings, HF_CODE_CANNOT_WRITE, (hf_span){0},
                    "cannot write into '%s': %s", path, reason);
    return HANDOFF_SYSTEM;
}

// A name that is taken by what is no folder is found out here, not file by
// file.
static handoff_status
make(hf_folder *folder, const char *path, handoff_findings *findings)
{
    struct stat status;
    folder->is_made = mkdir(path, 0777) == 0;
    if (folder->is_made) {
        return HANDOFF_OK;
    }
    int failure = errno;
    if (stat(path, &status) != 0) {
        return say_no_folder(path, hf_reason_text(failure), findings);
    }
    return S_ISDIR(status.st_mode)
               ? HANDOFF_OK
               : say_no_folder(path, "it is no folder", findings);
}

handoff_status
hf_folder_open(const char *path, hf_folder **out, handoff_findings *findings)
{
    hf_folder *folder = hf_memory_zero(1, sizeof *folder);
    if (!folder) {
        return say_no_memory(findings);
    }
    hf_buffer_add_text(&folder->path, path);
    handoff_status status = hf_buffer_text(&folder->path)
                                ? make(folder, path, findings)
                                : say_no_memory(findings);
    if (status != HANDOFF_OK) {
        hf_folder_close(folder);
        return status;
    }
    *out = folder;
    return HANDOFF_OK;
}

handoff_status
hf_folder_add(hf_folder *folder, const char *name, hf_sink **out,
              handoff_findings *findings)
{
    hf_buffer path = {0};
    hf_sink *sink = NULL;
    hf_sink **sinks = hf_memory_grow(folder->sinks, &folder->room,
                                     folder->count + 1, sizeof(hf_sink *));
    if (!sinks) {
        return say_no_memory(findings);
    }
    folder->sinks = sinks;
    hf_buffer_printf(&path, "%s/%s", folder->path.ptr, name);
    const char *text = hf_buffer_text(&path);
    handoff_status status =
        text ? hf_sink_open(text, HF_SINK_HELD, &sink, findings)
             : say_no_memory(findings);
    hf_buffer_clear(&path);
    if (status == HANDOFF_OK) {
        folder->sinks[folder->count++] = sink;
        *out = sink;
    }
    return status;
}

handoff_status
hf_folder_commit(hf_folder *folder, handoff_findings *findings)
{
    handoff_status status = HANDOFF_OK;
    for (size_t at = 0; at < folder->count; at++) {
        hf_sink *sink = folder->sinks[at];
        if (!hf_sink_finish(sink) && !hf_sink_is_cut(sink)) {
            return hf_sink_commit(sink, findings); // says why
        }
    }
    for (size_t at = 0; status == HANDOFF_OK && at < folder->count; at++) {
        status = hf_sink_commit(folder->sinks[at], findings);
        folder->is_made = false;
    }
    return status;
}

void
hf_folder_close(hf_folder *folder)
{
    if (!folder) {
        return;
    }
    for (size_t at = 0; at < folder->count; at++) {
        hf_sink_close(folder->sinks[at]);
    }
    if (folder->is_made) {
        rmdir(folder->path.ptr);
    }
    hf_memory_free(folder->sinks);
    hf_buffer_clear(&folder->path);
    hf_memory_free(folder);
}
