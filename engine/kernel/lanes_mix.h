/* Where a key stands: the same for every kernel. */
#ifndef HF_KERNEL_LANES_MIX_H
#define HF_KERNEL_LANES_MIX_H

#include "base/word.h"

#include <stddef.h>
#include <stdint.h>

/** The place, among `mask` + 1, of the key with these four words. */
static HF_ALWAYS_INLINE size_t
hf_lanes_mix(uint64_t a, uint64_t b, uint64_t c, uint64_t d, size_t mask)
{
    // Odd constants with about half their bits set (digits of pi).
    uint64_t first = hf_word_mix(a ^ UINT64_C(0x243f6a8885a308d3),
                                 b ^ UINT64_C(0x13198a2e03707345));
    uint64_t second = hf_word_mix(c ^ UINT64_C(0xa4093822299f31d1),
                                  d ^ UINT64_C(0x082efa98ec4e6c89));
    return (first ^ second) & mask;
}

#endif
