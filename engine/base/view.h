/* A piece of text that somebody else owns: pointer and length in bytes. */
#ifndef HF_BASE_VIEW_H
#define HF_BASE_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct hf_view {
    const char *ptr;
    size_t len;
} hf_view;

/** A string literal as a view. */
#define HF_VIEW(literal) ((hf_view){"" literal, sizeof(literal) - 1})

/** The view of a NUL-terminated text; NULL is empty. */
hf_view hf_view_of(const char *text);

/** The bytes from `at`, `len` of them; both are cut to what is there. */
hf_view hf_view_slice(hf_view text, size_t at, size_t len);

/** Without space, TAB, CR and LF at both ends. */
hf_view hf_view_trim(hf_view text);

/** Lower case for A-Z; every other byte as it is. */
static inline unsigned char
hf_view_fold_byte(unsigned char byte)
{
    return (unsigned char)(byte - 'A') < 26 ? (unsigned char)(byte | 32) : byte;
}

/** The same bytes. */
bool hf_view_equal(hf_view a, hf_view b);

/** The same bytes when ASCII letters are folded. */
bool hf_view_equal_fold(hf_view a, hf_view b);

/** Below, equal or above 0, by bytes, a shorter one first; never a locale. */
int hf_view_order(hf_view a, hf_view b);

/** Plain and folding searches; an empty part is in every text. */
bool hf_view_starts(hf_view text, hf_view part);
bool hf_view_starts_fold(hf_view text, hf_view part);
bool hf_view_ends(hf_view text, hf_view part);
bool hf_view_ends_fold(hf_view text, hf_view part);
bool hf_view_contains(hf_view text, hf_view part);
bool hf_view_contains_fold(hf_view text, hf_view part);

/** A hash of the bytes, the same in every run; folded: of the folded bytes. */
uint64_t hf_view_hash(hf_view text);
uint64_t hf_view_hash_fold(hf_view text);

#endif
