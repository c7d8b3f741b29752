/*
 * The kernel for x86-64 with AVX-512 BW and VBMI2: one load makes the masks of
 * a word, and a compress of the numbers 0 to 63 turns a mask into positions.
 */
#include "kernel/masks.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define TARGET                                                                 \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,pclmul,"      \
                          "avx2,bmi,bmi2,lzcnt,popcnt")))

static TARGET HF_ALWAYS_INLINE hf_masks
load_masks(const char *bytes, char separator)
{
    __m512i word = _mm512_loadu_si512(bytes);
    return (hf_masks){
        .quotes = _mm512_cmpeq_epi8_mask(word, _mm512_set1_epi8('"')),
        .separators = _mm512_cmpeq_epi8_mask(word, _mm512_set1_epi8(separator)),
        .feeds = _mm512_cmpeq_epi8_mask(word, _mm512_set1_epi8('\n')),
        .returns = _mm512_cmpeq_epi8_mask(word, _mm512_set1_epi8('\r')),
        .high = _mm512_movepi8_mask(word),
        .nul = _mm512_testn_epi8_mask(word, word)};
}

static TARGET HF_ALWAYS_INLINE uint64_t
prefix_xor(uint64_t bits)
{
    __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128((int64_t)bits),
                                           _mm_set1_epi8(-1), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

// Write 16 positions that stand as bytes in `places`; those behind the last
// mark are rubbish that the next marks overwrite.
static TARGET HF_ALWAYS_INLINE void
write_16(uint32_t *marks, __m128i places, size_t at)
{
    __m512i wide = _mm512_cvtepu8_epi32(places);
    _mm512_storeu_si512(marks,
                        _mm512_add_epi32(wide, _mm512_set1_epi32((int)at)));
}

static TARGET HF_ALWAYS_INLINE void
write_marks(const hf_scan *run, uint64_t bits)
{
    static const char numbers[64] = {
        0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
        16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
        32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
        48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
    __m512i places =
        _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(numbers));
    uint32_t *marks = run->mark;
    unsigned count = hf_scan_count(bits);
    write_16(marks, _mm512_castsi512_si128(places), run->at);
    if (HF_UNLIKELY(count > 16)) {
        write_16(marks + 16, _mm512_extracti32x4_epi32(places, 1), run->at);
        write_16(marks + 32, _mm512_extracti32x4_epi32(places, 2), run->at);
        write_16(marks + 48, _mm512_extracti32x4_epi32(places, 3), run->at);
    }
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
            write_marks(&run, word.marks);
            hf_scan_add(&run, &masks, &word);
        }
    }
    return hf_scan_end(&run, state);
}

const hf_kernel hf_kernel_avx512 = {"avx512", scan, &hf_lanes_avx512};

#endif
