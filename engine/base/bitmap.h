/* Bits in 64-bit words, bit i of word i / 64; bits past the end are 0. */
#ifndef HF_BASE_BITMAP_H
#define HF_BASE_BITMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline size_t
hf_bitmap_words(size_t bits)
{
    return (bits + 63) / 64;
}

static inline bool
hf_bitmap_get(const uint64_t *words, size_t at)
{
    return words[at / 64] >> (at % 64) & 1;
}

static inline void
hf_bitmap_set(uint64_t *words, size_t at)
{
    words[at / 64] |= (uint64_t)1 << (at % 64);
}

static inline void
hf_bitmap_put(uint64_t *words, size_t at, bool value)
{
    uint64_t bit = (uint64_t)1 << (at % 64);
    words[at / 64] = (words[at / 64] & ~bit) | (value ? bit : 0);
}

/** Bits set in the first `words` words. */
size_t hf_bitmap_count(const uint64_t *words, size_t count);

/** The first `bits` bits set, the rest of the last word clear. */
void hf_bitmap_fill(uint64_t *words, size_t bits);

/**
 * Turn a square of 64 x 64 bits in place: bit j of word i becomes bit i of
 * word j. (Hacker's Delight, 7-3.)
 */
void hf_bitmap_transpose(uint64_t square[64]);

#endif
