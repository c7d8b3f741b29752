/* Columns of the export that are carried along behind the scores. */
#ifndef HF_OUTPUT_KEPT_H
#define HF_OUTPUT_KEPT_H

#include "base/arena.h"
#include "csv/input.h"
#include "diag/findings.h"
#include "output/names.h"

#include <stdbool.h>
#include <stddef.h>

/** All zero keeps nothing. */
typedef struct hf_kept {
    bool is_all;
    hf_name_pair *asked; /* by name; not with is_all */
    size_t count;        /* columns kept, once a file was resolved */
    hf_view *names;      /* under which they are written: the first file's */
    hf_view first_file;  /* empty before a file was resolved */
    hf_arena arena;
} hf_kept;

/** `keep`: "all", names between commas, or NULL for nothing. The text lives
 * as long as `kept`. HANDOFF_USAGE when it cannot be read. */
handoff_status hf_kept_init(hf_kept *kept, const char *keep,
                            handoff_findings *findings);

/**
 * Header indexes of the kept columns in one file, `kept->count` of them, in
 * `kept`'s arena. Names are compared trimmed and ASCII case folded, as rules
 * do. HANDOFF_DATA with a finding when the file lacks a column, has it twice,
 * or, with "all", has another header than the first.
 */
handoff_status hf_kept_resolve(hf_kept *kept, const hf_input *input,
                               const size_t **out, handoff_findings *findings);

void hf_kept_clear(hf_kept *kept);

#endif
