/*
 * A scan under way, the same for every kernel but the scalar one: what is
 * carried from word to word, and the way back to the scalar kernel for words
 * that surprise. How a word is taken is in masks.h.
 */
#ifndef HF_KERNEL_SCAN_H
#define HF_KERNEL_SCAN_H

#include "base/attributes.h"
#include "kernel/kernel.h"

#if defined(__x86_64__)
extern const hf_kernel hf_kernel_sse2, hf_kernel_avx2, hf_kernel_avx512;
#elif defined(__aarch64__)
extern const hf_kernel hf_kernel_neon;
#endif
extern const hf_kernel hf_kernel_scalar;

/** Index the bytes from `from`, the start of a word, up to `to` in or at the
 * end of the same word, one by one. There is room. */
void hf_kernel_scalar_word(const char *bytes, size_t from, size_t to,
                           char separator, hf_kernel_state *state,
                           hf_kernel_index *index);

/** A scan under way. Index and state are taken apart into copies that live in
 * registers, where no store can seem to change them. */
typedef struct hf_scan {
    const char *bytes;
    size_t len, at;
    char separator;
    uint8_t all_flags;
    hf_kernel_index *index; /* up to date only when it is handed on */
    uint32_t *marks, *mark; /* the first, and the next */
    hf_kernel_record *record;
    uint8_t *flags;
    uint64_t in_quotes; /* all ones in quotes, else 0 */
    uint64_t at_start;  /* 1: the next byte is the first of a cell */
    uint64_t is_closed; /* 1: the byte before is a quote that closes */
    uint64_t after_cr;  /* 1: the byte before is a CR */
    uint32_t lines;
    bool is_faulty;
} hf_scan;

static HF_ALWAYS_INLINE void
hf_scan_load_state(hf_scan *scan, const hf_kernel_state *state)
{
    scan->in_quotes = state->cell == HF_KERNEL_QUOTED ? ~UINT64_C(0) : 0;
    scan->at_start = state->cell == HF_KERNEL_START;
    scan->is_closed = state->cell == HF_KERNEL_CLOSED;
    scan->after_cr = state->after_cr;
    scan->lines = state->lines;
    scan->is_faulty = state->is_faulty;
}

static HF_ALWAYS_INLINE hf_kernel_state
hf_scan_state(const hf_scan *scan)
{
    hf_kernel_cell cell = scan->in_quotes   ? HF_KERNEL_QUOTED
                          : scan->at_start  ? HF_KERNEL_START
                          : scan->is_closed ? HF_KERNEL_CLOSED
                                            : HF_KERNEL_PLAIN;
    return (hf_kernel_state){.cell = cell,
                             .after_cr = scan->after_cr,
                             .is_faulty = scan->is_faulty,
                             .lines = scan->lines};
}

static HF_ALWAYS_INLINE void
hf_scan_load_index(hf_scan *scan)
{
    const hf_kernel_index *index = scan->index;
    scan->marks = index->marks;
    scan->mark = index->marks + index->mark_count;
    scan->record = index->records + index->record_count;
    scan->flags = index->flags;
    scan->all_flags = index->all_flags;
}

static HF_ALWAYS_INLINE void
hf_scan_store_index(const hf_scan *scan)
{
    hf_kernel_index *index = scan->index;
    index->mark_count = (size_t)(scan->mark - index->marks);
    index->record_count = (size_t)(scan->record - index->records);
    index->all_flags = scan->all_flags;
}

/** Words that may be taken before room has to be looked at again. */
static HF_ALWAYS_INLINE size_t
hf_scan_words(const hf_scan *scan)
{
    const hf_kernel_index *index = scan->index;
    size_t bytes = scan->len - scan->at;
    size_t marks = index->mark_room - (size_t)(scan->mark - index->marks);
    size_t records =
        index->record_room - (size_t)(scan->record - index->records);
    size_t least = bytes < marks ? bytes : marks;
    return (least < records ? least : records) / HF_KERNEL_WORD;
}

static HF_ALWAYS_INLINE hf_scan
hf_scan_begin(const char *bytes, size_t len, char separator,
              const hf_kernel_state *state, hf_kernel_index *index)
{
    hf_scan scan = {
        .bytes = bytes, .len = len, .separator = separator, .index = index};
    hf_scan_load_state(&scan, state);
    hf_scan_load_index(&scan);
    return scan;
}

/** Take the bytes up to `to` one by one. */
static HF_ALWAYS_INLINE void
hf_scan_slowly(hf_scan *scan, size_t to)
{
    hf_kernel_state state = hf_scan_state(scan);
    hf_scan_store_index(scan);
    hf_kernel_scalar_word(scan->bytes, scan->at, to, scan->separator, &state,
                          scan->index);
    hf_scan_load_state(scan, &state);
    hf_scan_load_index(scan);
}

/** Take the last, short word if there is room; give everything back. */
static HF_ALWAYS_INLINE size_t
hf_scan_end(hf_scan *scan, hf_kernel_state *state)
{
    const hf_kernel_index *index = scan->index;
    size_t left = scan->len - scan->at;
    hf_scan_store_index(scan);
    if (left > 0 && left < HF_KERNEL_WORD &&
        index->mark_room - index->mark_count >= HF_KERNEL_WORD &&
        index->record_room - index->record_count >= HF_KERNEL_WORD) {
        hf_scan_slowly(scan, scan->len);
        scan->at = scan->len;
    }
    *state = hf_scan_state(scan);
    return scan->at;
}

#endif
