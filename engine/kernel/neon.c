/*
 * The kernel for 64-bit ARM: four loads of 16 bytes make the masks of a word.
 * NEON has no move of sign bits, so each byte of a comparison keeps the bit of
 * its place and three rounds of pairwise sums gather them.
 */
#include "kernel/masks.h"

#if defined(__aarch64__)

#include <arm_neon.h>

typedef struct lanes {
    uint8x16_t at[4];
} lanes;

// The first bit of each byte, which is all ones or all zeros.
static HF_ALWAYS_INLINE uint64_t
gather_bits(lanes truth)
{
    static const uint8_t places[16] = {1, 2, 4, 8, 16, 32, 64, 128,
                                       1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t bits = vld1q_u8(places);
    uint8x16_t first =
        vpaddq_u8(vandq_u8(truth.at[0], bits), vandq_u8(truth.at[1], bits));
    uint8x16_t second =
        vpaddq_u8(vandq_u8(truth.at[2], bits), vandq_u8(truth.at[3], bits));
    uint8x16_t sums = vpaddq_u8(first, second);
    sums = vpaddq_u8(sums, sums);
    return vgetq_lane_u64(vreinterpretq_u64_u8(sums), 0);
}

static HF_ALWAYS_INLINE uint64_t
equal_bits(lanes word, char byte)
{
    uint8x16_t wanted = vdupq_n_u8((uint8_t)byte);
    for (int at = 0; at < 4; at++) {
        word.at[at] = vceqq_u8(word.at[at], wanted);
    }
    return gather_bits(word);
}

static HF_ALWAYS_INLINE uint64_t
high_bits(lanes word)
{
    for (int at = 0; at < 4; at++) {
        word.at[at] = vcgeq_u8(word.at[at], vdupq_n_u8(0x80));
    }
    return gather_bits(word);
}

static HF_ALWAYS_INLINE hf_masks
load_masks(const char *bytes, char separator)
{
    lanes word;
    for (int at = 0; at < 4; at++) {
        word.at[at] = vld1q_u8((const uint8_t *)bytes + 16 * at);
    }
    return (hf_masks){.quotes = equal_bits(word, '"'),
                      .separators = equal_bits(word, separator),
                      .feeds = equal_bits(word, '\n'),
                      .returns = equal_bits(word, '\r'),
                      .high = high_bits(word),
                      .nul = equal_bits(word, '\0')};
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

const hf_kernel hf_kernel_neon = {"neon", scan, &hf_lanes_plain};

#endif
