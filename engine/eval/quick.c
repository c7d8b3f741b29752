/*
 * The quick memo: a table of keys, one place a text, and the answers beside
 * it. Whoever comes last has the place. In a column that does not repeat it is
 * off for a while, by the share of rows it knew.
 */
#include "eval/quick.h"

#include "base/bitmap.h"
#include "base/memory.h"

enum {
    PLACES = 4096,  /* 160 KiB with answers of a word: in the L2 cache */
    WINDOW = 8192,  /* rows between two looks at the share of hits */
    LEAST_HITS = 4, /* one row in so many, or it does not pay */
    PAUSE = 4096    /* lookups of up to 64 rows that it is then off for */
};

struct hf_quick {
    const hf_lanes *lanes;
    uint32_t words;
    uint32_t rows, hits; /* in this window */
    uint32_t pause;      /* lookups until it is on again */
    hf_lanes_key *keys;  /* none crosses a cache line */
    uint64_t *answers;   /* `words` a place */
    char room[];
};

hf_quick *
hf_quick_new(uint32_t words, const hf_lanes *lanes)
{
    size_t answers = (size_t)PLACES * words * sizeof(uint64_t);
    size_t keys = PLACES * sizeof(hf_lanes_key);
    hf_quick *quick =
        hf_memory_zero(1, sizeof *quick + HF_LANES_KEY + keys + answers);
    if (quick) {
        size_t over = (uintptr_t)quick->room % HF_LANES_KEY;
        char *at = quick->room + (HF_LANES_KEY - over);
        quick->keys = (hf_lanes_key *)at;
        quick->answers = (uint64_t *)(void *)(at + keys);
        quick->words = words;
        quick->lanes = lanes;
    }
    return quick;
}

void
hf_quick_free(hf_quick *quick)
{
    hf_memory_free(quick);
}

// Whether the memo is on; closes a window that is full.
static bool
is_on(hf_quick *quick)
{
    if (quick->pause > 0) {
        quick->pause--;
        return false;
    }
    if (quick->rows >= WINDOW) {
        quick->pause = quick->hits < quick->rows / LEAST_HITS ? PAUSE : 0;
        quick->rows = quick->hits = 0;
    }
    return true;
}

static void
copy_answers(const hf_quick *quick, uint64_t hits,
             const uint32_t found[HF_LANES_ROWS], uint64_t *answers)
{
    uint32_t words = quick->words;
    for (; hits != 0; hits &= hits - 1) {
        size_t row = (size_t)__builtin_ctzll(hits);
        const uint64_t *answer = quick->answers + (size_t)found[row] * words;
        for (uint32_t i = 0; i < words; i++) {
            answers[row * words + i] = answer[i];
        }
    }
}

uint64_t
hf_quick_find(hf_quick *quick, const hf_view texts[HF_LANES_ROWS],
              uint64_t rows, uint64_t *answers, bool *keeps)
{
    uint32_t found[HF_LANES_ROWS];
    *keeps = is_on(quick);
    if (!*keeps) {
        return 0;
    }
    uint64_t hits =
        quick->lanes->find(quick->keys, PLACES - 1, texts, rows, found);
    quick->rows += (uint32_t)hf_bitmap_count(&rows, 1);
    quick->hits += (uint32_t)hf_bitmap_count(&hits, 1);
    copy_answers(quick, hits, found, answers);
    return hits;
}

void
hf_quick_keep(hf_quick *quick, hf_view text, const uint64_t *answer)
{
    if (text.len > HF_LANES_LONGEST) {
        return;
    }
    hf_lanes_key key = hf_lanes_key_of(text);
    size_t place = hf_lanes_place(&key, PLACES - 1);
    quick->keys[place] = key;
    for (uint32_t i = 0; i < quick->words; i++) {
        quick->answers[place * quick->words + i] = answer[i];
    }
}
