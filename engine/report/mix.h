/*
 * Comparing like with like: the cells of all rule sets as numbered strata, and
 * which cases count in a comparison. Closings that one hand made within a
 * minute are one decision, so a comparison counts the first of them alone;
 * the rates beside it count them all.
 */
#ifndef HF_REPORT_MIX_H
#define HF_REPORT_MIX_H

#include "base/table.h"
#include "report/adjust.h"
#include "report/episodes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct hf_mix {
    hf_table cells;          /* "RULE SET:CELL" */
    hf_adjust_table *tables; /* room for a comparison, one a stratum */
    hf_adjust_stratum *strata;
} hf_mix;

/** Episodes seen through a mix: `stratum` by grounds, `is_repeat` by episode:
 * closed in bulk, and not the first of that bulk. */
typedef struct hf_mix_sight {
    uint32_t *stratum;
    bool *is_repeat;
} hf_mix_sight;

/** k of n in one stratum. */
typedef struct hf_mix_tally {
    int64_t k, n;
} hf_mix_tally;

/** What is compared: a group, and all that it is a part of, by stratum. */
typedef struct hf_mix_pair {
    const hf_mix_tally *group, *all;
} hf_mix_pair;

/** Number the cells of these episodes, too. False when memory ran out; clear
 * both in any case. */
bool hf_mix_look(hf_mix *mix, const hf_episodes *episodes, hf_mix_sight *sight);

/** Make room to compare, after the last look. */
bool hf_mix_settle(hf_mix *mix);

void hf_mix_clear(hf_mix *mix);
void hf_mix_sight_clear(hf_mix_sight *sight);

/** How many strata there are. */
static inline size_t
hf_mix_count(const hf_mix *mix)
{
    return mix->cells.count;
}

static inline void
hf_mix_add(hf_mix_tally *tally, bool is_hit)
{
    tally->k += is_hit;
    tally->n++;
}

/** The group against all others, cell by cell (Mantel and Haenszel). */
hf_adjust_odds hf_mix_compare(hf_mix *mix, hf_mix_pair pair);

/** The rate that the group would have with the cells of all. */
hf_adjust_rate hf_mix_standardise(hf_mix *mix, hf_mix_pair pair);

/** The rate of all others with the cells of the group: what is expected of
 * the group. */
hf_adjust_rate hf_mix_expect(hf_mix *mix, hf_mix_pair pair);

#endif
