/* Lines of JSON become cells under the keys of a header. */
#ifndef HF_CSV_NDJSON_H
#define HF_CSV_NDJSON_H

#include "base/table.h"
#include "csv/input.h"

/** A parser that is used again for line after line. */
typedef struct hf_ndjson hf_ndjson;

/** Where the cells of a line go. */
typedef struct hf_ndjson_target {
    const hf_table *keys; /* the header; numbers are its columns */
    const size_t *slots;  /* by column: which cell, or SIZE_MAX for none */
    size_t slot_count;
    hf_view *cells; /* of slot s: cells[s * stride] */
    size_t stride;
    hf_arena *scratch; /* for texts that are not in the line as they are */
} hf_ndjson_target;

/** Column of a key, HF_TABLE_NONE without one. Keys mostly come in the order
 * of the header, so the column behind the last one is tried first. */
static inline uint32_t
hf_ndjson_column(const hf_table *keys, hf_view key, uint32_t *next)
{
    uint32_t column =
        *next < keys->count && hf_view_equal(keys->texts[*next], key)
            ? *next
            : hf_table_find(keys, key);
    *next = column == HF_TABLE_NONE ? *next : column + 1;
    return column;
}

/** NULL when memory ran out. */
hf_ndjson *hf_ndjson_new(void);

/** Accepts NULL. */
void hf_ndjson_free(hf_ndjson *json);

/** Whether a line holds blanks alone, and is passed over. */
bool hf_ndjson_is_blank(hf_view line);

/**
 * Read a line (without its LF). A number is its own text, a boolean `true` or
 * `false`, null and what is not there has a NULL `ptr`, what is nested is its
 * raw text; of two equal keys the last counts. `*reason` is HF_REJECT_COUNT,
 * or why it is rejected: it is not one object, not UTF-8, or a text in it
 * holds NUL or half a surrogate pair. HANDOFF_SYSTEM: memory.
 */
handoff_status hf_ndjson_read(hf_ndjson *json, hf_view line,
                              const hf_ndjson_target *target,
                              hf_reject_reason *reason);

/** Put the keys of a line that is an object into `keys`, in their order. */
handoff_status hf_ndjson_collect(hf_ndjson *json, hf_view line, hf_table *keys);

/** Bytes of the longest value of a line, as a cell. */
handoff_status hf_ndjson_longest(hf_ndjson *json, hf_view line, size_t *out);

#endif
