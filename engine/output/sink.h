/* Where output goes: a file, a descriptor, or memory. */
#ifndef HF_OUTPUT_SINK_H
#define HF_OUTPUT_SINK_H

#include "base/buffer.h"
#include "diag/findings.h"
#include "handoff/status.h"

#include <stdbool.h>

/**
 * One output. A regular file is written to a temporary file beside its target
 * (the file a symbolic link points to) and renamed at commit, with the mode
 * that the umask says. Standard output ("-", /dev/stdout, /dev/fd/N) and what
 * is no regular file (/dev/null, /dev/full, a FIFO, a terminal) is written
 * directly. The first failure is remembered; later writes do nothing.
 */
typedef struct hf_sink hf_sink;

typedef enum hf_sink_hold {
    HF_SINK_FLOWING, /* direct targets are written as bytes come */
    HF_SINK_HELD     /* they get nothing before the commit: until then the
                        bytes lie in an unlinked file below TMPDIR or /tmp */
} hf_sink_hold;

/** Open `path` for writing. HANDOFF_SYSTEM with a finding when that fails.
 * The caller closes. */
handoff_status hf_sink_open(const char *path, hf_sink_hold hold, hf_sink **out,
                            handoff_findings *findings);

/** A sink that appends to `buffer`, which outlives it; NULL: no memory. */
hf_sink *hf_sink_open_memory(hf_buffer *buffer);

/** Write all of `bytes`; false when this or an earlier write failed. */
bool hf_sink_write(hf_sink *sink, hf_view bytes);

/** Whether anything failed since the opening, a reader that went away too. */
bool hf_sink_has_failed(const hf_sink *sink);

/** Whether the failure is that the reader of a pipe went away. That is no
 * error: the reader has had enough, and the run ends quietly. */
bool hf_sink_is_cut(const hf_sink *sink);

/**
 * Everything was written: bring all of it to where a rename, if there is one,
 * is all that is left to do. False when anything failed since the opening.
 */
bool hf_sink_finish(hf_sink *sink);

/**
 * Finish, if that was not done, and put the output where it belongs.
 * HANDOFF_SYSTEM with one finding when anything failed since the opening (a
 * full disk too); then a renamed target is as it was. HANDOFF_OK when the sink
 * is cut.
 */
handoff_status hf_sink_commit(hf_sink *sink, handoff_findings *findings);

/** Close; without a commit before, the temporary file is removed and a target
 * that would be renamed is as it was. Accepts NULL. */
void hf_sink_close(hf_sink *sink);

#endif
