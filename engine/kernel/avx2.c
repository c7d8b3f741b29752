/*
 * The kernel for x86-64 with AVX2, BMI and carry-less multiplication: two
 * loads of 32 bytes make the masks of a word, and one multiplication by all
 * ones pairs the quotes.
 */
#include "kernel/masks.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define TARGET __attribute__((target("avx2,pclmul,bmi,bmi2,lzcnt,popcnt")))

typedef struct lanes {
    __m256i low, high;
} lanes;

static TARGET HF_ALWAYS_INLINE uint64_t
join_bits(__m256i low, __m256i high)
{
    return (uint32_t)_mm256_movemask_epi8(low) |
           (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

static TARGET HF_ALWAYS_INLINE uint64_t
equal_bits(lanes word, char byte)
{
    __m256i wanted = _mm256_set1_epi8(byte);
    return join_bits(_mm256_cmpeq_epi8(word.low, wanted),
                     _mm256_cmpeq_epi8(word.high, wanted));
}

static TARGET HF_ALWAYS_INLINE hf_masks
load_masks(const char *bytes, char separator)
{
    lanes word = {_mm256_loadu_si256((const __m256i *)bytes),
                  _mm256_loadu_si256((const __m256i *)(bytes + 32))};
    return (hf_masks){.quotes = equal_bits(word, '"'),
                      .separators = equal_bits(word, separator),
                      .feeds = equal_bits(word, '\n'),
                      .returns = equal_bits(word, '\r'),
                      .high = join_bits(word.low, word.high),
                      .nul = equal_bits(word, '\0')};
}

static TARGET HF_ALWAYS_INLINE uint64_t
prefix_xor(uint64_t bits)
{
    __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128((int64_t)bits),
                                           _mm_set1_epi8(-1), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

static TARGET size_t
scan(const char *bytes, size_t len, char separator, hf_kernel_state *state,
     hf_kernel_index *index)
{
    hf_scan run = hf_scan_begin(bytes, len, separator, state, index);
    for (size_t words; (words = hf_scan_words(&run)) > 0;) {
        for (; words > 0; words--, run.at += HF_KERNEL_WORD) {
            hf_masks masks = load_masks(bytes + run.at, separator);
            hf_scan_word word;
            uint64_t in_quotes = prefix_xor(masks.quotes) ^ run.in_quotes;
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

const hf_kernel hf_kernel_avx2 = {"avx2", scan, &hf_lanes_plain};

#endif
