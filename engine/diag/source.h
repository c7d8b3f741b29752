/* A text that findings point into: its name and where its lines start. */
#ifndef HF_DIAG_SOURCE_H
#define HF_DIAG_SOURCE_H

#include "base/view.h"

#include <stddef.h>
#include <stdint.h>

typedef struct hf_source {
    char *name;            /* as the user would write it: a path or "<text>" */
    hf_view text;          /* the whole content, owned */
    uint32_t *line_starts; /* offsets; [0] is 0 */
    uint32_t line_count;
} hf_source;

/** A piece of a source. A NULL source means: no place. */
typedef struct hf_span {
    const hf_source *source;
    uint32_t at;  /* offset in bytes */
    uint32_t len; /* in bytes; 0 marks a point */
} hf_span;

/** A new source with copies of both; NULL when memory ran out. */
hf_source *hf_source_new(const char *name, hf_view text);
void hf_source_free(hf_source *source);

/** Line from 1; 0 when the span has no place. */
uint32_t hf_source_line(hf_span span);

/** Column from 1, in code points. */
uint32_t hf_source_column(hf_span span);

/** The whole line `line` (from 1) without its end. */
hf_view hf_source_line_text(const hf_source *source, uint32_t line);

/** Offset of the `column`-th code point (from 0) of the `line`-th line (from
 * 0), cut to the text: libyaml's marks count characters, not bytes. */
uint32_t hf_source_offset(const hf_source *source, size_t line, size_t column);

#endif
