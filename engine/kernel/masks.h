/*
 * How the masks of a word of 64 bytes become marks, records and flags. Works
 * on whole numbers alone; each kernel brings its own way to the masks, and the
 * faster ones their own from a mask to positions.
 */
#ifndef HF_KERNEL_MASKS_H
#define HF_KERNEL_MASKS_H

#include "kernel/scan.h"

/** Bit i is set where byte i of the word is of the class. */
typedef struct hf_masks {
    uint64_t quotes, separators, feeds, returns, high, nul;
} hf_masks;

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

#endif
