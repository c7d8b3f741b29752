/*
 * What the kernels share: how the masks of a word of 64 bytes become marks,
 * records and flags. Works on whole numbers alone; each kernel brings its own
 * way to the masks and from a mask to positions.
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

/** Bit i is set where byte i of the word is of the class. */
typedef struct hf_masks {
    uint64_t quotes, separators, feeds, returns, high, nul;
} hf_masks;

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

/** What became of a word without surprises. */
typedef struct hf_scan_word {
    uint64_t line_ends; /* one bit for each, in quotes too */
    uint64_t ends;      /* line ends outside quotes */
    uint64_t marks;
    uint64_t doubled;
} hf_scan_word;

/** Bit i is the xor of the bits up to i: set from a quote to the next. */
static HF_ALWAYS_INLINE uint64_t
hf_scan_prefix_xor(uint64_t bits)
{
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    return bits ^ bits << 32;
}

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

/**
 * Read quotes as pairs; `in_quotes` has the bits from each opening quote up to
 * before the closing one. That is what the quotes mean if each opens at the
 * start of a cell or right behind one that closes (two quotes in a quoted cell
 * close and open again), and each closes before a separator, line end, quote
 * or the end of the text. False if some does not: then nothing is changed.
 */
static HF_ALWAYS_INLINE bool
hf_scan_resolve(hf_scan *scan, const hf_masks *masks, uint64_t in_quotes,
                hf_scan_word *word)
{
    uint64_t newlines = masks->feeds | masks->returns;
    uint64_t structural = (masks->separators | newlines) & ~in_quotes;
    uint64_t starts = structural << 1 | scan->at_start;
    uint64_t opening = masks->quotes & in_quotes;
    uint64_t closing = masks->quotes & ~in_quotes;
    uint64_t behind = closing << 1 | scan->is_closed;
    uint64_t misplaced = opening & ~(starts | behind);
    uint64_t followed = behind & ~(structural | masks->quotes);
    if (HF_UNLIKELY((misplaced | followed) != 0)) {
        return false;
    }
    // An LF behind a CR belongs to it.
    word->line_ends =
        newlines & ~(masks->feeds & (masks->returns << 1 | scan->after_cr));
    word->ends = word->line_ends & ~in_quotes;
    word->marks = (masks->separators & ~in_quotes) | word->ends;
    word->doubled = opening & behind;
    scan->in_quotes = (uint64_t)((int64_t)in_quotes >> 63);
    scan->at_start = structural >> 63;
    scan->is_closed = closing >> 63;
    scan->after_cr = masks->returns >> 63;
    return true;
}

static HF_ALWAYS_INLINE unsigned
hf_scan_count(uint64_t bits)
{
    return (unsigned)__builtin_popcountll(bits);
}

/** Write the positions of a word's marks, lowest first; up to three behind
 * them are rubbish that the next marks overwrite. */
static HF_ALWAYS_INLINE void
hf_scan_write(const hf_scan *scan, uint64_t bits)
{
    uint32_t *marks = scan->mark;
    uint32_t at = (uint32_t)scan->at;
    // Four at a time: most words hold fewer, and a loop that always ends after
    // the same number of rounds is predicted.
    while (bits != 0) {
        for (int place = 0; place < 4; place++) {
            // The bit above all others keeps the count defined when none is
            // left.
            marks[place] =
                at + (uint32_t)__builtin_ctzll(bits | UINT64_C(1) << 63);
            bits &= bits - (bits != 0);
        }
        marks += 4;
    }
}

/** Append the records that end in the word and its flags; the marks
 * themselves are the kernel's. */
static HF_ALWAYS_INLINE void
hf_scan_add(hf_scan *scan, const hf_masks *masks, const hf_scan_word *word)
{
    uint32_t before = (uint32_t)(scan->mark - scan->marks);
    for (uint64_t ends = word->ends; ends != 0; ends &= ends - 1) {
        uint64_t up_to = ends ^ (ends - 1);
        scan->record->end = before + hf_scan_count(word->marks & up_to);
        scan->record->lines =
            scan->lines + hf_scan_count(word->line_ends & up_to);
        scan->record->is_faulty = scan->is_faulty;
        scan->is_faulty = false;
        scan->record++;
    }
    uint8_t flags = (uint8_t)((masks->high != 0 ? HF_KERNEL_HIGH : 0) |
                              (masks->nul != 0 ? HF_KERNEL_NUL : 0) |
                              (word->doubled != 0 ? HF_KERNEL_DOUBLED : 0));
    scan->flags[scan->at / HF_KERNEL_WORD] = flags;
    scan->all_flags |= flags;
    scan->mark += hf_scan_count(word->marks);
    scan->lines += hf_scan_count(word->line_ends);
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
