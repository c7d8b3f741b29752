/*
 * Whole bitmaps: counting, filling, and turning a square of bits. Plain C
 * whose loops have constant bounds, so that compilers unroll and vectorise
 * them; what needs instructions by name is left to the kernel folder.
 */
#include "base/bitmap.h"

#include "base/attributes.h"
#include "base/word.h"

size_t
hf_bitmap_count(const uint64_t *words, size_t count)
{
    size_t sum = 0;
    for (size_t at = 0; at < count; at++) {
        uint64_t bits = words[at]; // Hacker's Delight, 5-1
        bits -= bits >> 1 & HF_WORD_EACH(0x55);
        bits = (bits & HF_WORD_EACH(0x33)) + (bits >> 2 & HF_WORD_EACH(0x33));
        bits = (bits + (bits >> 4)) & HF_WORD_EACH(0x0f);
        sum += bits * HF_WORD_EACH(1) >> 56;
    }
    return sum;
}

void
hf_bitmap_fill(uint64_t *words, size_t bits)
{
    for (size_t at = 0; at < bits / 64; at++) {
        words[at] = UINT64_MAX;
    }
    if (bits % 64 != 0) {
        words[bits / 64] = UINT64_MAX >> (64 - bits % 64);
    }
}

// Swap the two off-diagonal blocks of `size` x `size` bits in every square of
// twice that size. `mask` selects the low half of each group of bits.
static HF_ALWAYS_INLINE void
swap_blocks(uint64_t square[64], unsigned size, uint64_t mask)
{
    for (unsigned from = 0; from < 64; from += 2 * size) {
        for (unsigned at = from; at < from + size; at++) {
            uint64_t differing =
                (square[at] >> size ^ square[at + size]) & mask;
            square[at] ^= differing << size;
            square[at + size] ^= differing;
        }
    }
}

void
hf_bitmap_transpose(uint64_t square[64])
{
    swap_blocks(square, 32, UINT64_C(0x00000000ffffffff));
    swap_blocks(square, 16, UINT64_C(0x0000ffff0000ffff));
    swap_blocks(square, 8, UINT64_C(0x00ff00ff00ff00ff));
    swap_blocks(square, 4, UINT64_C(0x0f0f0f0f0f0f0f0f));
    swap_blocks(square, 2, UINT64_C(0x3333333333333333));
    swap_blocks(square, 1, UINT64_C(0x5555555555555555));
}
