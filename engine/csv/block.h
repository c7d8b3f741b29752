/* What an input hands to those who read its blocks: how its records look. */
#ifndef HF_CSV_BLOCK_H
#define HF_CSV_BLOCK_H

#include "base/attributes.h"
#include "base/table.h"
#include "base/word.h"
#include "csv/input.h"
#include "csv/ndjson.h"
#include "kernel/kernel.h"

#include <string.h>

/** The same for all blocks of an input; not changed once it is bound, so that
 * threads may share it. */
typedef struct hf_shape {
    bool is_ndjson;
    bool has_marks;   /* rejects hold marks for the footer rule */
    bool tells_empty; /* each empty line is told: a stream answers every line */
    char separator;
    const hf_view *header;
    size_t width;  /* header cells */
    hf_table keys; /* NDJSON: the header by text */
    const hf_fields *fields;
    size_t *column_of; /* by field: header index, or SIZE_MAX */
    bool *is_read;     /* by field */
    const size_t *keep;
    size_t keep_count;
    size_t *slot_of; /* NDJSON, by header index: cell of a row, or SIZE_MAX */
    size_t slot_count;
} hf_shape;

struct hf_block {
    const hf_shape *shape;
    char *bytes;
    size_t len, room;
    size_t end;          /* of the records in it */
    uint64_t first_line; /* of the first byte */
    uint64_t sequence;
    hf_kernel_index index;
    size_t flag_room;
    bool is_unclosed; /* the last record ends in a quote never closed */
    // Where reading is.
    size_t at;       /* offset of the next record */
    size_t record;   /* its number */
    size_t mark;     /* its first mark */
    uint64_t line;   /* of its first byte */
    bool has_mark;   /* an empty line, and no full record since */
    bool wants_full; /* the next full record is told */
    // NDJSON.
    hf_ndjson *json;
    hf_view *cells; /* [slot][row of a batch] */
    size_t cell_room;
};

/** One record of a block of CSV. */
typedef struct hf_block_record {
    uint64_t line;
    size_t start, end; /* offsets, without the line end */
    size_t mark;       /* number of its first mark */
    size_t cells;
    hf_reject_reason problem; /* HF_REJECT_COUNT: none */
} hf_block_record;

/** Empty the block for an input; false when memory ran out. */
bool hf_block_begin(hf_block *block, const hf_shape *shape);

/** Room for `len` bytes, with what is there kept, and for their flags. */
bool hf_block_reserve(hf_block *block, size_t len);

/** Start reading at offset `at`, line `line`. */
void hf_block_rewind(hf_block *block, size_t at, uint64_t line);

/** The next record of CSV, an empty line too (one cell without bytes, problem
 * HF_REJECT_EMPTY_LINE); false behind the last. */
bool hf_block_next(hf_block *block, hf_block_record *out);

/** The next line of NDJSON that is not blank (of a stream, any); false behind
 * the last. */
bool hf_block_next_line(hf_block *block, hf_view *line, uint64_t *number);

/** Text between the quotes of a cell with its doubled quotes made one, or
 * `ptr` NULL without memory. */
hf_view hf_block_undouble(hf_view text, hf_arena *scratch);

/** The flags of all words that hold some byte of a range, or-ed. */
static HF_ALWAYS_INLINE unsigned
hf_block_flags(const hf_block *block, size_t start, size_t end)
{
    if (start == end) {
        return 0;
    }
    size_t word = start / HF_KERNEL_WORD;
    size_t left = (end - 1) / HF_KERNEL_WORD - word + 1;
    uint64_t found = 0;
    for (;; word += 8, left -= 8) {
        uint64_t flags = hf_word_load((const char *)block->index.flags + word);
        if (left <= 8) {
            found |= flags << (64 - 8 * left);
            break;
        }
        found |= flags;
    }
    found |= found >> 32;
    found |= found >> 16;
    return (unsigned)(found | found >> 8) & 0xff;
}

/** The text of a cell that begins with a quote and, since its record has no
 * fault, ends with one; `ptr` NULL without memory. */
static HF_ALWAYS_INLINE hf_view
hf_block_unquote(const hf_block *block, size_t start, size_t end,
                 hf_arena *scratch)
{
    hf_view text = {block->bytes + start + 1, end - start - 2};
    if (HF_UNLIKELY(hf_block_flags(block, start, end) & HF_KERNEL_DOUBLED) &&
        memchr(text.ptr, '"', text.len) != NULL) {
        return hf_block_undouble(text, scratch);
    }
    return text;
}

/**
 * Cell `column` of a record without problems that starts at `start` and whose
 * first mark is number `mark`: unquoted, in the block or, with doubled quotes,
 * in `scratch`. `ptr` is NULL when memory ran out.
 */
static HF_ALWAYS_INLINE hf_view
hf_block_cell(const hf_block *block, size_t start, size_t mark, size_t column,
              hf_arena *scratch)
{
    const uint32_t *marks = block->index.marks + mark;
    start = column > 0 ? marks[column - 1] + (size_t)1 : start;
    size_t end = marks[column];
    if (start < end && block->bytes[start] == '"') {
        return hf_block_unquote(block, start, end, scratch);
    }
    return (hf_view){block->bytes + start, end - start};
}

#endif
