/*
 * Episodes are put into strata here: in go episodes with their grounds, out
 * come a number for each cell of each rule set and marks on the cases that
 * repeat a decision. The formulas are those of adjust.c.
 */
#include "report/mix.h"

#include "base/buffer.h"
#include "base/memory.h"

#include <stdlib.h>

enum { MINUTE = 60 };

// ---- Cells -----------------------------------------------------------------

// Grounds belong to one rule set; which one, their episodes say.
static bool
number_cells(hf_mix *mix, const hf_episodes *episodes, uint32_t *stratum)
{
    hf_buffer key = {0};
    bool is_fine = true;
    for (size_t at = 0; is_fine && at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        if (stratum[one->grounds] != HF_TABLE_NONE) {
            continue;
        }
        hf_buffer_reset(&key);
        hf_buffer_add_view(&key, hf_episodes_text(episodes, one->ruleset));
        hf_buffer_add_byte(&key, ':');
        hf_buffer_add_view(
            &key, hf_episodes_text(episodes,
                                   hf_episodes_grounds(episodes, one)->cell));
        stratum[one->grounds] =
            key.failed ? HF_TABLE_NONE
                       : hf_table_intern(&mix->cells, hf_buffer_view(&key));
        is_fine = stratum[one->grounds] != HF_TABLE_NONE;
    }
    hf_buffer_clear(&key);
    return is_fine;
}

// ---- Closings in bulk ------------------------------------------------------

/* One of them. */
typedef struct closing {
    hf_name actor;
    int64_t at, lead;
    int32_t cycle;
    size_t episode;
} closing;

// Of one second by lead: numbers of leads are facts, those of episodes are not.
static int
order_closings(const void *a, const void *b)
{
    const closing *left = a;
    const closing *right = b;
    if (left->actor != right->actor) {
        return left->actor < right->actor ? -1 : 1;
    }
    if (left->at != right->at) {
        return left->at < right->at ? -1 : 1;
    }
    if (left->lead != right->lead) {
        return left->lead < right->lead ? -1 : 1;
    }
    if (left->cycle != right->cycle) {
        return left->cycle < right->cycle ? -1 : 1;
    }
    return left->episode < right->episode ? -1 : left->episode > right->episode;
}

static bool
mark_repeats(const hf_episodes *episodes, bool *is_repeat)
{
    size_t count = 0;
    for (size_t at = 0; at < episodes->count; at++) {
        count += episodes->items[at].is_bulk;
    }
    closing *items = hf_memory_zero(count + 1, sizeof *items);
    if (!items) {
        return false;
    }
    count = 0;
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        if (one->is_bulk) {
            items[count++] =
                (closing){one->actor, one->at, one->lead, one->cycle, at};
        }
    }
    qsort(items, count, sizeof *items, order_closings);
    for (size_t at = 1; at < count; at++) {
        is_repeat[items[at].episode] =
            items[at].actor == items[at - 1].actor &&
            items[at].at - items[at - 1].at <= MINUTE;
    }
    hf_memory_free(items);
    return true;
}

// ---- Both ------------------------------------------------------------------

bool
hf_mix_look(hf_mix *mix, const hf_episodes *episodes, hf_mix_sight *sight)
{
    size_t grounds = episodes->grounds_count;
    sight->stratum = hf_memory_zero(grounds + 1, sizeof *sight->stratum);
    sight->is_repeat = hf_memory_zero(episodes->count + 1, sizeof(bool));
    if (!sight->stratum || !sight->is_repeat) {
        return false;
    }
    for (size_t at = 0; at < grounds; at++) {
        sight->stratum[at] = HF_TABLE_NONE;
    }
    return number_cells(mix, episodes, sight->stratum) &&
           mark_repeats(episodes, sight->is_repeat);
}

bool
hf_mix_settle(hf_mix *mix)
{
    size_t room = mix->cells.count ? mix->cells.count : 1;
    mix->tables = hf_memory_zero(room, sizeof *mix->tables);
    mix->strata = hf_memory_zero(room, sizeof *mix->strata);
    return mix->tables && mix->strata;
}

void
hf_mix_clear(hf_mix *mix)
{
    hf_table_clear(&mix->cells);
    hf_memory_free(mix->tables);
    hf_memory_free(mix->strata);
    *mix = (hf_mix){0};
}

void
hf_mix_sight_clear(hf_mix_sight *sight)
{
    hf_memory_free(sight->stratum);
    hf_memory_free(sight->is_repeat);
    *sight = (hf_mix_sight){0};
}

// ---- Comparing -------------------------------------------------------------

hf_adjust_odds
hf_mix_compare(hf_mix *mix, hf_mix_pair pair)
{
    for (size_t at = 0; at < mix->cells.count; at++) {
        hf_mix_tally group = pair.group[at];
        hf_mix_tally all = pair.all[at];
        mix->tables[at] = (hf_adjust_table){
            .a = group.k,
            .b = group.n - group.k,
            .c = all.k - group.k,
            .d = all.n - all.k - (group.n - group.k),
        };
    }
    return hf_adjust_mantel_haenszel(mix->tables, mix->cells.count);
}

hf_adjust_rate
hf_mix_standardise(hf_mix *mix, hf_mix_pair pair)
{
    for (size_t at = 0; at < mix->cells.count; at++) {
        mix->strata[at] = (hf_adjust_stratum){
            pair.group[at].k, pair.group[at].n, pair.all[at].k, pair.all[at].n};
    }
    return hf_adjust_direct(mix->strata, mix->cells.count);
}

hf_adjust_rate
hf_mix_expect(hf_mix *mix, hf_mix_pair pair)
{
    for (size_t at = 0; at < mix->cells.count; at++) {
        hf_mix_tally group = pair.group[at];
        hf_mix_tally all = pair.all[at];
        mix->strata[at] = (hf_adjust_stratum){all.k - group.k, all.n - group.n,
                                              group.k, group.n};
    }
    return hf_adjust_direct(mix->strata, mix->cells.count);
}
