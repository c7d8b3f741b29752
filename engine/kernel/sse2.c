/*
 * The kernel for every x86-64: four loads of 16 bytes make the masks of a
 * word, shifts pair the quotes, and marks are taken off bit by bit.
 */
#include "kernel/masks.h"

#if defined(__x86_64__)

#include <emmintrin.h>

static HF_ALWAYS_INLINE uint64_t
equal_bits(const __m128i lanes[4], char byte)
{
    __m128i wanted = _mm_set1_epi8(byte);
    uint64_t bits = 0;
    for (int at = 0; at < 4; at++) {
        int found = _mm_movemask_epi8(_mm_cmpeq_epi8(lanes[at], wanted));
        bits |= (uint64_t)(uint32_t)found << (16 * at);
    }
    return bits;
}

static HF_ALWAYS_INLINE hf_masks
load_masks(const char *bytes, char separator)
{
    __m128i lanes[4];
    uint64_t high = 0;
    for (int at = 0; at < 4; at++) {
        lanes[at] = _mm_loadu_si128((const __m128i *)(bytes + 16 * at));
        high |= (uint64_t)(uint32_t)_mm_movemask_epi8(lanes[at]) << (16 * at);
    }
    return (hf_masks){.quotes = equal_bits(lanes, '"'),
                      .separators = equal_bits(lanes, separator),
                      .feeds = equal_bits(lanes, '\n'),
                      .returns = equal_bits(lanes, '\r'),
                      .high = high,
                      .nul = equal_bits(lanes, '\0')};
}

static size_t
scan(const char *bytes, size_t len, char separator, hf_kernel_state *state,
     hf_kernel_index *index)
{
    hf_scan run = hf_scan_begin(bytes, len, separator, state, index);
    for (size_t words; (words = hf_scan_words(&run)) > 0;) {
        for (; words > 0; words--, run.at += HF_KERNEL_WORD) {
            hf_masks masks = load_masks(bytes + run.at, separator);
            hf_scan_word word;
            uint64_t in_quotes =
                hf_scan_prefix_xor(masks.quotes) ^ run.in_quotes;
            if (!hf_scan_resolve(&run, &masks, in_quotes, &word)) {
                hf_scan_slowly(&run, run.at + HF_KERNEL_WORD);
                continue;
            }
            hf_scan_write(&run, word.marks);
            hf_scan_add(&run, &masks, &word);
        }
    }
    return hf_scan_end(&run, state);
}

const hf_kernel hf_kernel_sse2 = {"sse2", scan, &hf_lanes_plain};

#endif
