/* The nearest change: what would give a lead another verdict. */
#ifndef HF_CHECK_FLIP_H
#define HF_CHECK_FLIP_H

#include "base/arena.h"
#include "base/view.h"
#include "check/candidates.h"
#include "check/probe.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    HF_FLIP_FIELDS = 2,   /* changed at once, at most */
    HF_FLIP_PAIRED = 300, /* changes tried in pairs: at most 90 batches */
    HF_FLIP_REASONS = 3   /* said of one flip */
};

/** A change of one or two fields, tried, and what it makes of the lead. */
typedef struct hf_flip {
    size_t count; /* fields; 0: none was found */
    const hf_candidate *changes[HF_FLIP_FIELDS];
    int64_t distance;
    uint16_t verdict;
    hf_view cell;
    hf_view reason; /* "size.1 gives 30"; may be empty */
} hf_flip;

/** `crossing` makes a lead that does not pass one that does, or the other way
 * round; `other` just gives it another verdict, and is looked for only where
 * it takes fewer fields. */
typedef struct hf_flips {
    hf_flip crossing;
    hf_flip other;
    size_t tried; /* leads that were scored to find them */
    hf_candidates candidates;
} hf_flips;

/**
 * Look for the nearest changes of the lead whose cells these are and which
 * `probe` has just scored: `verdicts`, row 0. Of those with the fewest fields
 * the smallest wins, then the order of the fields. False when memory ran out;
 * the caller clears.
 */
bool hf_flip_find(const hf_probe *probe, const hf_verdicts *verdicts,
                  const hf_view *cells, hf_arena *arena, hf_flips *flips);

void hf_flip_clear(hf_flips *flips);

#endif
