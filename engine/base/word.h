/*
 * Eight bytes of text in one 64-bit word, the first byte lowest whatever the
 * machine. The loads are spelt byte by byte; compilers make one load of them.
 */
#ifndef HF_BASE_WORD_H
#define HF_BASE_WORD_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The same byte in all eight places. */
#define HF_WORD_EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

static HF_ALWAYS_INLINE uint64_t
hf_word_load4(const char *ptr)
{
    const unsigned char *bytes = (const unsigned char *)ptr;
    return (uint64_t)bytes[0] | (uint64_t)bytes[1] << 8 |
           (uint64_t)bytes[2] << 16 | (uint64_t)bytes[3] << 24;
}

/** The eight bytes at `ptr`. */
static HF_ALWAYS_INLINE uint64_t
hf_word_load(const char *ptr)
{
    const unsigned char *bytes = (const unsigned char *)ptr;
    return (uint64_t)bytes[0] | (uint64_t)bytes[1] << 8 |
           (uint64_t)bytes[2] << 16 | (uint64_t)bytes[3] << 24 |
           (uint64_t)bytes[4] << 32 | (uint64_t)bytes[5] << 40 |
           (uint64_t)bytes[6] << 48 | (uint64_t)bytes[7] << 56;
}

/** Fewer than eight bytes, zeros above them; reads nothing else. */
static HF_ALWAYS_INLINE uint64_t
hf_word_load_short(const char *ptr, size_t len)
{
    if (len >= 4) { // two loads that overlap, each byte at its own place
        return hf_word_load4(ptr) | hf_word_load4(ptr + len - 4)
                                        << (8 * (len - 4));
    }
    if (len == 0) {
        return 0;
    }
    const unsigned char *bytes = (const unsigned char *)ptr;
    return (uint64_t)bytes[0] | (uint64_t)bytes[len / 2] << (8 * (len / 2)) |
           (uint64_t)bytes[len - 1] << (8 * (len - 1));
}

/** A-Z as a-z in every byte. */
static HF_ALWAYS_INLINE uint64_t
hf_word_fold(uint64_t word)
{
    // With bit 7 out of the way each sum stays in its byte and carries into
    // bit 7 from 'A' up and from behind 'Z' up.
    uint64_t low = word & HF_WORD_EACH(0x7f);
    uint64_t from_a = low + HF_WORD_EACH(0x80 - 'A');
    uint64_t behind_z = low + HF_WORD_EACH(0x80 - 'Z' - 1);
    uint64_t is_upper = (from_a ^ behind_z) & ~word & HF_WORD_EACH(0x80);
    return word | is_upper >> 2;
}

/** Whether all eight bytes are 0-9. */
static HF_ALWAYS_INLINE bool
hf_word_is_digits(uint64_t word)
{
    uint64_t high = HF_WORD_EACH(0xf0);
    return ((word & high) | ((word + HF_WORD_EACH(6)) & high) >> 4) ==
           HF_WORD_EACH(0x33);
}

/** The number that eight digits spell: pairs, then fours, then eight. */
static HF_ALWAYS_INLINE uint32_t
hf_word_digits(uint64_t word)
{
    uint64_t mask = UINT64_C(0x000000ff000000ff);
    word -= HF_WORD_EACH('0');
    word = word * 10 + (word >> 8);
    word = ((word & mask) * (100 + (UINT64_C(1000000) << 32)) +
            (word >> 16 & mask) * (1 + (UINT64_C(10000) << 32))) >>
           32;
    return (uint32_t)word;
}

/** Both halves of the 128-bit product of a and b, xored. */
static HF_ALWAYS_INLINE uint64_t
hf_word_mix(uint64_t a, uint64_t b)
{
#if HF_HAS_WIDE
    hf_wide product = (hf_wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
#else
    uint64_t a_low = (uint32_t)a, a_high = a >> 32;
    uint64_t b_low = (uint32_t)b, b_high = b >> 32;
    uint64_t low = a_low * b_low;
    uint64_t middle = a_high * b_low + (low >> 32);
    uint64_t other = a_low * b_high + (uint32_t)middle;
    uint64_t high = a_high * b_high + (middle >> 32) + (other >> 32);
    return a * b ^ high;
#endif
}

#endif
