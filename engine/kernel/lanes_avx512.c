/*
 * Rows of columns with AVX-512 BW and VL: eight numbers a comparison, and a
 * text becomes its key by one load under a mask, which reads nothing behind
 * it.
 */
#include "kernel/lanes.h"

#if defined(__x86_64__)

#include "kernel/lanes_mix.h"

#include <immintrin.h>

#define TARGET                                                                 \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,pclmul,"      \
                          "avx2,bmi,bmi2,lzcnt,popcnt")))

static TARGET uint64_t
in_range(const int64_t numbers[HF_LANES_ROWS], uint64_t low, uint64_t span)
{
    __m512i lows = _mm512_set1_epi64((int64_t)low);
    __m512i spans = _mm512_set1_epi64((int64_t)span);
    uint64_t bits = 0;
    for (size_t row = 0; row < HF_LANES_ROWS; row += 8) {
        __m512i above =
            _mm512_sub_epi64(_mm512_loadu_si512(numbers + row), lows);
        bits |= (uint64_t)_mm512_cmple_epu64_mask(above, spans) << row;
    }
    return bits;
}

static TARGET HF_ALWAYS_INLINE __m256i
load_key(hf_view text)
{
    // A length of 32 stands for all that have no key.
    unsigned len = text.len < HF_LANES_KEY ? (unsigned)text.len : HF_LANES_KEY;
    __mmask32 there = _bzhi_u32(UINT32_MAX >> 1, len);
    __m256i bytes = _mm256_maskz_loadu_epi8(there, text.ptr);
    return _mm256_mask_set1_epi8(bytes, UINT32_C(1) << 31, (char)(len + 1));
}

static TARGET HF_ALWAYS_INLINE size_t
place_of(__m256i key, size_t mask)
{
    __m128i low = _mm256_castsi256_si128(key);
    __m128i high = _mm256_extracti128_si256(key, 1);
    return hf_lanes_mix((uint64_t)_mm_cvtsi128_si64(low),
                        (uint64_t)_mm_extract_epi64(low, 1),
                        (uint64_t)_mm_cvtsi128_si64(high),
                        (uint64_t)_mm_extract_epi64(high, 1), mask);
}

static TARGET uint64_t
find(const hf_lanes_key *keys, size_t mask, const hf_view texts[HF_LANES_ROWS],
     uint64_t rows, uint32_t found[HF_LANES_ROWS])
{
    uint64_t hits = 0;
    for (; rows != 0; rows &= rows - 1) {
        size_t row = (size_t)__builtin_ctzll(rows);
        __m256i key = load_key(texts[row]);
        size_t place = place_of(key, mask);
        __m256i there = _mm256_loadu_si256((const void *)&keys[place]);
        bool is_same = _mm256_cmpneq_epi8_mask(key, there) == 0;
        found[row] = (uint32_t)place;
        hits |= (uint64_t)is_same << row;
    }
    return hits;
}

// ---- Cells ------------------------------------------------------------------

// The bytes at eight addresses. Each is taken out of the four that stand
// aligned around it, so that no page is touched which it is not on.
static TARGET HF_ALWAYS_INLINE __m512i
gather_bytes(__m512i addresses, __mmask8 which)
{
    __m512i three = _mm512_set1_epi64(3);
    __m256i words = _mm512_mask_i64gather_epi32(
        _mm256_setzero_si256(), which, _mm512_andnot_si512(three, addresses),
        NULL, 1);
    __m512i places = _mm512_slli_epi64(_mm512_and_si512(addresses, three), 3);
    return _mm512_and_si512(
        _mm512_srlv_epi64(_mm512_cvtepu32_epi64(words), places),
        _mm512_set1_epi64(0xff));
}

typedef struct views {
    __m512i ptr, len;
} views;

static TARGET HF_ALWAYS_INLINE views
load_views(const hf_view *from, __mmask16 words)
{
    __m512i low = _mm512_maskz_loadu_epi64((__mmask8)words, from);
    __m512i high = _mm512_maskz_loadu_epi64((__mmask8)(words >> 8), from + 4);
    __m512i even = _mm512_set_epi64(14, 12, 10, 8, 6, 4, 2, 0);
    __m512i odd = _mm512_set_epi64(15, 13, 11, 9, 7, 5, 3, 1);
    return (views){_mm512_permutex2var_epi64(low, even, high),
                   _mm512_permutex2var_epi64(low, odd, high)};
}

static TARGET HF_ALWAYS_INLINE void
store_views(hf_view *to, views from, __mmask16 words)
{
    __m512i low = _mm512_set_epi64(11, 3, 10, 2, 9, 1, 8, 0);
    __m512i high = _mm512_set_epi64(15, 7, 14, 6, 13, 5, 12, 4);
    _mm512_mask_storeu_epi64(
        to, (__mmask8)words,
        _mm512_permutex2var_epi64(from.ptr, low, from.len));
    _mm512_mask_storeu_epi64(
        to + 4, (__mmask8)(words >> 8),
        _mm512_permutex2var_epi64(from.ptr, high, from.len));
}

// Eight rows, or as many as are left of them; and the words of their views.
static TARGET HF_ALWAYS_INLINE __mmask8
rows_from(size_t row, size_t count)
{
    return (__mmask8)_bzhi_u32(0xff,
                               count - row < 8 ? (unsigned)(count - row) : 8);
}

static TARGET HF_ALWAYS_INLINE __mmask16
words_of(__mmask8 rows)
{
    return (__mmask16)_pdep_u32(rows, 0x5555) * 3;
}

static TARGET bool
cut(const char *bytes, const uint32_t *marks, const hf_lanes_record *records,
    size_t count, size_t column, hf_view *cells)
{
    __m512i base = _mm512_set1_epi64((int64_t)(uintptr_t)bytes);
    __mmask8 quotes = 0;
    for (size_t row = 0; row < count; row += 8) {
        __mmask8 some = rows_from(row, count);
        __m512i record = _mm512_maskz_loadu_epi64(some, records + row);
        __m512i first = _mm512_srli_epi64(record, 32);
        __m512i start = _mm512_and_si512(record, _mm512_set1_epi64(UINT32_MAX));
        __m512i end = _mm512_cvtepu32_epi64(_mm512_mask_i64gather_epi32(
            _mm256_setzero_si256(), some, first, marks + column, 4));
        if (column > 0) {
            start = _mm512_cvtepu32_epi64(_mm512_mask_i64gather_epi32(
                _mm256_setzero_si256(), some, first, marks + column - 1, 4));
            start = _mm512_add_epi64(start, _mm512_set1_epi64(1));
        }
        views cell = {_mm512_add_epi64(base, start),
                      _mm512_sub_epi64(end, start)};
        some &= _mm512_test_epi64_mask(cell.len, cell.len);
        quotes |= _mm512_mask_cmpeq_epi64_mask(
            some, gather_bytes(cell.ptr, some), _mm512_set1_epi64('"'));
        store_views(cells + row, cell, words_of(rows_from(row, count)));
    }
    return quotes != 0;
}

// Of `some` rows, those whose length and first byte are odd.
static TARGET HF_ALWAYS_INLINE __mmask8
find_odd(const hf_lanes_odd *odd, __mmask8 some, __m512i len, __m512i first)
{
    __m512i most = _mm512_set1_epi64(63);
    __m512i lengths = _mm512_srlv_epi64(
        _mm512_set1_epi64((int64_t)odd->lengths), _mm512_min_epu64(len, most));
    __m512i words =
        _mm512_castsi256_si512(_mm256_loadu_si256((const void *)odd->first));
    __m512i bits = _mm512_srlv_epi64(
        _mm512_permutexvar_epi64(_mm512_srli_epi64(first, 6), words),
        _mm512_and_si512(first, most));
    return _mm512_mask_test_epi64_mask(some, _mm512_and_si512(lengths, bits),
                                       _mm512_set1_epi64(1));
}

static TARGET uint64_t
copy(const hf_view *cells, size_t count, const hf_lanes_odd *odd,
     hf_view *texts)
{
    __m512i blank = _mm512_set1_epi64(' ');
    __m512i nothing = _mm512_set1_epi64((int64_t)(uintptr_t) "");
    uint64_t rows = 0;
    for (size_t row = 0; row < count; row += 8) {
        __mmask8 all = rows_from(row, count);
        views cell = load_views(cells + row, words_of(all));
        __mmask8 some = _mm512_test_epi64_mask(cell.len, cell.len);
        __m512i last = _mm512_sub_epi64(_mm512_add_epi64(cell.ptr, cell.len),
                                        _mm512_set1_epi64(1));
        __m512i first = gather_bytes(cell.ptr, some);
        some = _mm512_mask_cmpgt_epu64_mask(some, first, blank);
        some =
            _mm512_mask_cmpgt_epu64_mask(some, gather_bytes(last, some), blank);
        some &= (__mmask8)~find_odd(odd, some, cell.len, first);
        cell.ptr = _mm512_mask_blend_epi64(some, nothing, cell.ptr);
        cell.len = _mm512_maskz_mov_epi64(some, cell.len);
        store_views(texts + row, cell, words_of(all));
        rows |= (uint64_t)some << row;
    }
    return rows;
}

// ---- Numbers ----------------------------------------------------------------

// Eight digits of each of eight words, as hf_word_digits, in millionths.
static TARGET HF_ALWAYS_INLINE __m512i
to_millionths(__m512i words)
{
    __m512i tens = _mm512_set1_epi16(1 << 8 | 10);
    __m512i hundreds = _mm512_set1_epi32(1 << 16 | 100);
    words = _mm512_sub_epi8(words, _mm512_set1_epi8('0'));
    words = _mm512_madd_epi16(_mm512_maddubs_epi16(words, tens), hundreds);
    words = _mm512_add_epi64(_mm512_mul_epu32(words, _mm512_set1_epi64(10000)),
                             _mm512_srli_epi64(words, 32));
    return _mm512_mul_epu32(words, _mm512_set1_epi64(1000000));
}

static TARGET uint64_t
digits(const hf_view texts[HF_LANES_ROWS], uint64_t rows,
       int64_t numbers[HF_LANES_ROWS])
{
    __m512i zeros = _mm512_set1_epi8('0');
    uint64_t read = 0;
    for (size_t row = 0; row < HF_LANES_ROWS; row += 8) {
        views text = load_views(texts + row, UINT16_MAX);
        __mmask8 some = (__mmask8)(rows >> row);
        // Eight bytes are read from where the text starts, on its page.
        __m512i in_page = _mm512_and_si512(text.ptr, _mm512_set1_epi64(4095));
        some = _mm512_mask_cmple_epu64_mask(some, in_page,
                                            _mm512_set1_epi64(4096 - 8));
        some = _mm512_mask_cmplt_epu64_mask(
            some, _mm512_sub_epi64(text.len, _mm512_set1_epi64(1)),
            _mm512_set1_epi64(8));
        __m512i bits = _mm512_slli_epi64(text.len, 3);
        __m512i words = _mm512_mask_i64gather_epi64(_mm512_setzero_si512(),
                                                    some, text.ptr, NULL, 1);
        words = _mm512_or_si512(
            _mm512_sllv_epi64(words,
                              _mm512_sub_epi64(_mm512_set1_epi64(64), bits)),
            _mm512_srlv_epi64(zeros, bits));
        __mmask64 are_digits = _mm512_cmple_epu8_mask(
            _mm512_sub_epi8(words, zeros), _mm512_set1_epi8(9));
        some = _mm512_mask_cmpeq_epi64_mask(some, _mm512_movm_epi8(are_digits),
                                            _mm512_set1_epi64(-1));
        _mm512_mask_storeu_epi64(numbers + row, some, to_millionths(words));
        read |= (uint64_t)some << row;
    }
    return read;
}

// ---- Filters ----------------------------------------------------------------

// The sets that each byte is the `at`-th of.
static TARGET HF_ALWAYS_INLINE __m512i
sets_of(const hf_lanes_filter *filter, size_t at, __m512i bytes)
{
    __m512i nibble = _mm512_set1_epi8(15);
    __m512i low =
        _mm512_broadcast_i32x4(_mm_loadu_si128((const void *)filter->low[at]));
    __m512i high =
        _mm512_broadcast_i32x4(_mm_loadu_si128((const void *)filter->high[at]));
    return _mm512_and_si512(
        _mm512_shuffle_epi8(low, _mm512_and_si512(bytes, nibble)),
        _mm512_shuffle_epi8(
            high, _mm512_and_si512(_mm512_srli_epi16(bytes, 4), nibble)));
}

// Up to 64 bytes from `at`, zeros behind the end.
static TARGET HF_ALWAYS_INLINE __m512i
load_from(hf_view text, size_t at)
{
    size_t left = at < text.len ? text.len - at : 0;
    __mmask64 there = _bzhi_u64(UINT64_MAX, left < 64 ? (unsigned)left : 64);
    return _mm512_maskz_loadu_epi8(there, text.ptr + at);
}

static TARGET bool
passes(const hf_lanes_filter *filter, hf_view text)
{
    for (size_t at = 0; at < text.len; at += 64) {
        size_t left = text.len - at;
        __mmask64 there =
            _bzhi_u64(UINT64_MAX, left < 64 ? (unsigned)left : 64);
        __m512i sets =
            _mm512_and_si512(sets_of(filter, 0, load_from(text, at)),
                             sets_of(filter, 1, load_from(text, at + 1)));
        sets =
            _mm512_and_si512(sets, sets_of(filter, 2, load_from(text, at + 2)));
        if (_mm512_mask_test_epi8_mask(there, sets, sets) != 0) {
            return true;
        }
    }
    return false;
}

const hf_lanes hf_lanes_avx512 = {in_range, find, cut, copy, digits, passes};

#endif
