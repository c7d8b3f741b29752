/* Lists of names as options give them: `Id=lead,"City, State"`. */
#ifndef HF_OUTPUT_NAMES_H
#define HF_OUTPUT_NAMES_H

#include "base/arena.h"
#include "diag/findings.h"

/** `shown=name`, or `name` for both. */
typedef struct hf_name_pair {
    hf_view shown;
    hf_view name;
} hf_name_pair;

typedef enum hf_names_kind {
    HF_NAMES_PLAIN, /* `=` is a byte like any other */
    HF_NAMES_PAIRS
} hf_names_kind;

/**
 * Cut `text` at its commas. A name is trimmed, or stands in double quotes
 * (doubled inside) when it holds a comma, a `=` or blanks at its ends.
 * HANDOFF_USAGE with a finding that names `option` ("--keep") when a name is
 * empty or a quote is not closed; HANDOFF_SYSTEM on memory. The array lives in
 * `arena`, the names there or in `text`.
 */
handoff_status hf_names_split(const char *option, const char *text,
                              hf_names_kind kind, hf_arena *arena,
                              hf_name_pair **out, size_t *count,
                              handoff_findings *findings);

#endif
