/* A text that findings point into: its name and where its lines start. */
#ifndef HF_DIAG_SOURCE_H
#define HF_DIAG_SOURCE_H

#include "base/view.h"

#include <stddef.h>
#include <stdint.h>

/** Lines in both senses below; offsets where they start. [0] is 0, or 3
 * behind a byte order mark. */
typedef struct hf_source_lines {
    uint32_t *starts;
    uint32_t count;
} hf_source_lines;

typedef struct hf_source {
    char *name;   /* as the user would write it: a path or "<text>" */
    hf_view text; /* the whole content, owned, NUL-terminated */
    /* As an editor counts: LF, CRLF and a lone CR end a line. */
    hf_source_lines lines;
    /* As YAML 1.1 counts, if that is otherwise: NEL, LS and PS end one too. */
    hf_source_lines yaml_lines;
    uint32_t *counts; /* code points before every 256th byte */
} hf_source;

/** A piece of a source. A NULL source means: no place. */
typedef struct hf_span {
    const hf_source *source;
    uint32_t at;  /* offset in bytes */
    uint32_t len; /* in bytes; 0 marks a point */
} hf_span;

/** A new source with copies of both; NULL when memory ran out or the text
 * has 4 GiB or more. The text may be anything, UTF-8 or not. */
hf_source *hf_source_new(const char *name, hf_view text);

/** Accepts NULL. */
void hf_source_free(hf_source *source);

/** Line from 1; 0 when the span has no place. */
uint32_t hf_source_line(hf_span span);

/** Column from 1, in code points; 0 when the span has no place. */
uint32_t hf_source_column(hf_span span);

/** Where a span ends, as a point. */
hf_span hf_source_end(hf_span span);

/** The whole line `line` (from 1) without its end; empty past the last. */
hf_view hf_source_line_text(const hf_source *source, uint32_t line);

/** Offset of the `column`-th code point (from 0) of the `line`-th line (from
 * 0) as YAML counts lines, cut to the text: libyaml's marks count characters,
 * not bytes. */
uint32_t hf_source_offset(const hf_source *source, size_t line, size_t column);

#endif
