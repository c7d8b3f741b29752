/*
 * SHA-256 by the SHA instructions of x86-64: four rounds at a time on the
 * state in two registers, as ABEF and CDGH.
 */
#include "kernel/sha256.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

#define TARGET __attribute__((target("sha,sse4.1,ssse3")))

// W[16 + i] to W[19 + i] in place of W[i] to W[3 + i].
static inline TARGET __m128i
next_words(const __m128i words[4], unsigned at)
{
    __m128i sum = _mm_sha256msg1_epu32(words[at % 4], words[(at + 1) % 4]);
    __m128i last = words[(at + 3) % 4];
    sum = _mm_add_epi32(sum, _mm_alignr_epi8(last, words[(at + 2) % 4], 4));
    return _mm_sha256msg2_epu32(sum, last);
}

static TARGET void
take_block(__m128i *abef, __m128i *cdgh, const uint8_t *block)
{
    const __m128i order =
        _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i words[4];
    __m128i low = *abef;
    __m128i high = *cdgh;
    for (unsigned at = 0; at < 4; at++) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(block + 16 * at));
        words[at] = _mm_shuffle_epi8(bytes, order);
    }
    for (unsigned at = 0; at < 16; at++) {
        const uint32_t *rounds = hf_sha256_rounds + 4 * at;
        __m128i sum = _mm_add_epi32(words[at % 4],
                                    _mm_loadu_si128((const __m128i *)rounds));
        high = _mm_sha256rnds2_epu32(high, low, sum);
        low = _mm_sha256rnds2_epu32(low, high, _mm_shuffle_epi32(sum, 0x0e));
        if (at < 12) {
            words[at % 4] = next_words(words, at);
        }
    }
    *abef = _mm_add_epi32(*abef, low);
    *cdgh = _mm_add_epi32(*cdgh, high);
}

static TARGET void
take_blocks(uint32_t state[8], const uint8_t *blocks, size_t count)
{
    __m128i dcba = _mm_loadu_si128((const __m128i *)state);
    __m128i hgfe = _mm_loadu_si128((const __m128i *)(state + 4));
    __m128i cdab = _mm_shuffle_epi32(dcba, 0xb1);
    __m128i efgh = _mm_shuffle_epi32(hgfe, 0x1b);
    __m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
    __m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);
    for (size_t at = 0; at < count; at++) {
        take_block(&abef, &cdgh, blocks + at * HF_SHA256_BLOCK);
    }
    __m128i feba = _mm_shuffle_epi32(abef, 0x1b);
    __m128i dchg = _mm_shuffle_epi32(cdgh, 0xb1);
    dcba = _mm_blend_epi16(feba, dchg, 0xf0);
    hgfe = _mm_alignr_epi8(dchg, feba, 8);
    _mm_storeu_si128((__m128i *)state, dcba);
    _mm_storeu_si128((__m128i *)(state + 4), hgfe);
}

hf_sha256_take *
hf_sha256_ni_find(void)
{
    unsigned a, b, c, d;
    bool has_shuffles = __get_cpuid(1, &a, &b, &c, &d) &&
                        (c & bit_SSSE3) != 0 && (c & bit_SSE4_1) != 0;
    bool has_sha =
        __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA) != 0;
    return has_shuffles && has_sha ? take_blocks : NULL;
}

#else

hf_sha256_take *
hf_sha256_ni_find(void)
{
    return NULL;
}

#endif
