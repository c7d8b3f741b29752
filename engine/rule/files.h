/*
 * The files of one rule set: bytes from disk, and paths that stay at or below
 * the folder of the top rule file.
 */
#ifndef HF_RULE_FILES_H
#define HF_RULE_FILES_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/view.h"
#include "diag/findings.h"
#include "handoff/status.h"
#include "rule/node.h"

#include <stdbool.h>
#include <stddef.h>

/** A rule file that was read. */
typedef struct hf_file {
    const hf_source *source;
    hf_view folder;   /* from the top folder: "" or "parts/" */
    const char *real; /* as the system knows it; NULL for a text */
    bool is_open;     /* its includes are being read */
} hf_file;

typedef struct hf_files {
    hf_arena *arena;
    handoff_findings *findings;
    const char *folder; /* of the top file, as given; NULL: there is none */
    const char *real;   /* of the top folder, as the system knows it */
    hf_file *items;
    size_t count, room;
    bool has_failed; /* a file could not be read: HANDOFF_SYSTEM */
} hf_files;

/** A path inside a rule set. */
typedef struct hf_file_path {
    const char *shown; /* what to open, and what findings call it */
    const char *real;
    hf_view folder; /* from the top folder */
} hf_file_path;

/**
 * Begin. `folder` is that of the top file ("" for the current one), or NULL
 * when there may be no files. False when memory ran out.
 */
bool hf_files_init(hf_files *files, const char *folder, hf_arena *arena,
                   handoff_findings *findings);

/** Frees the array; paths live in the arena. */
void hf_files_clear(hf_files *files);

/** Remember a rule file. NULL when memory ran out. */
hf_file *hf_files_add(hf_files *files, hf_file file);

/** The file that a source belongs to, or NULL. */
const hf_file *hf_files_find(const hf_files *files, const hf_source *source);

/** The file of this real path, or NULL. */
const hf_file *hf_files_find_real(const hf_files *files, const char *real);

/**
 * The path that `node` names, relative to the file it stands in. False with
 * a finding when it leads out of the top folder or nothing is there.
 */
bool hf_files_resolve(hf_files *files, const hf_node *node, hf_file_path *out);

/**
 * Read at most `limit` bytes into `out`. False with a finding at `span` when
 * the file cannot be read, has more bytes (`too_large`), or memory ran out.
 */
bool hf_files_read(hf_files *files, const char *path, size_t limit,
                   hf_code too_large, hf_span span, hf_buffer *out);

#endif
