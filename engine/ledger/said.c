/*
 * Dispositions of one lead in, those that count out, each with what it adds.
 * An export of leads with their present status has a row for a lead whenever
 * anything of it changed: that its status is still the same is no second
 * touch. Nothing here goes by the order in which files came, but for
 * corrections.
 */
#include "ledger/said.h"

#include <stdlib.h>

/* What the rows so far say is so. */
typedef struct state {
    const handoff_agreement *agreement;
    // The last current rows with a status: of anybody, and of people.
    const hf_story_disposition *status, *by_people;
    hf_view owner, priority;
} state;

static bool
is_by_system(const state *now, const hf_story_disposition *item)
{
    const hf_person *person =
        now->agreement ? hf_agreement_person(now->agreement, item->fact.actor)
                       : NULL;
    return person && person->side == HF_SIDE_SYSTEM;
}

static bool
is_same(hf_view a, hf_view b)
{
    return hf_view_equal_fold(hf_view_trim(a), hf_view_trim(b));
}

// ---- Corrections -----------------------------------------------------------

static int
order_by_source(const void *a, const void *b)
{
    const hf_story_disposition *left = a;
    const hf_story_disposition *right = b;
    int order = hf_view_order(left->fact.source, right->fact.source);
    return order ? order : left->id < right->id ? -1 : left->id > right->id;
}

static void
drop_corrected(hf_story_disposition *items, size_t *count)
{
    size_t kept = 0;
    qsort(items, *count, sizeof *items, order_by_source);
    for (size_t at = 0; at < *count; at++) {
        hf_view source = items[at].fact.source;
        bool is_last = at + 1 == *count || !source.len ||
                       !hf_view_equal(items[at + 1].fact.source, source);
        if (is_last) {
            items[kept++] = items[at];
        }
    }
    *count = kept;
}

// ---- What is new -----------------------------------------------------------

// What happened comes before what is so in the same second.
static int
order_by_time(const void *a, const void *b)
{
    const hf_story_disposition *left = a;
    const hf_story_disposition *right = b;
    const hf_disposition *one = &left->fact;
    const hf_disposition *other = &right->fact;
    const hf_view texts[] = {one->status, one->reason, one->priority,
                             one->owner};
    const hf_view others[] = {other->status, other->reason, other->priority,
                              other->owner};
    int order = 0;
    if (one->at != other->at) {
        return one->at < other->at ? -1 : 1;
    }
    if (one->is_current != other->is_current) {
        return one->is_current ? 1 : -1;
    }
    for (size_t at = 0; !order && at < sizeof texts / sizeof *texts; at++) {
        order = hf_view_order(texts[at], others[at]);
    }
    return order ? order : left->id < right->id ? -1 : left->id > right->id;
}

// The row that said the status of `items[at]` before it: the current one
// before, or something that happened since then. NULL: none did. Whoever last
// changed a lead may be a system that did not touch the status: what people
// say after it is theirs.
static const hf_story_disposition *
find_before(const hf_story_disposition *items, size_t at, const state *now)
{
    hf_view status = items[at].fact.status;
    bool is_by_people = !is_by_system(now, &items[at]);
    const hf_story_disposition *last =
        is_by_people ? now->by_people : now->status;
    if (last && is_same(last->fact.status, status)) {
        return last;
    }
    while (at-- > 0 && (!last || items[at].fact.at >= last->fact.at)) {
        const hf_story_disposition *item = &items[at];
        if (!item->fact.is_current && is_same(item->fact.status, status) &&
            !(is_by_people && is_by_system(now, item))) {
            return item;
        }
    }
    return NULL;
}

static hf_story_says
say(const hf_story_disposition *items, size_t at, const state *now)
{
    const hf_disposition *fact = &items[at].fact;
    bool has_rest =
        (fact->owner.len && !is_same(fact->owner, now->owner)) ||
        (fact->priority.len && !is_same(fact->priority, now->priority));
    if (fact->status.len) {
        const hf_story_disposition *before = find_before(items, at, now);
        if (!before) {
            return HF_STORY_SAYS_ALL;
        }
        if (fact->reason.len && !is_same(fact->reason, before->fact.reason)) {
            return HF_STORY_SAYS_REASON;
        }
    }
    return has_rest ? HF_STORY_SAYS_REST : HF_STORY_SAYS_NOTHING;
}

static void
follow(state *now, const hf_story_disposition *item)
{
    const hf_disposition *fact = &item->fact;
    if (fact->status.len) {
        now->status = item;
        now->by_people = is_by_system(now, item) ? now->by_people : item;
    }
    now->owner = fact->owner.len ? fact->owner : now->owner;
    now->priority = fact->priority.len ? fact->priority : now->priority;
}

void
hf_said_settle(hf_story_disposition *items, size_t *count,
               const handoff_agreement *agreement)
{
    state now = {.agreement = agreement};
    bool has_sources = false;
    bool has_current = false;
    for (size_t at = 0; at < *count; at++) {
        has_sources |= items[at].fact.source.len > 0;
        has_current |= items[at].fact.is_current;
        items[at].says = HF_STORY_SAYS_ALL;
    }
    if (has_sources) {
        drop_corrected(items, count);
    }
    if (has_sources || has_current) {
        qsort(items, *count, sizeof *items, order_by_time);
    }
    for (size_t at = 0; has_current && at < *count; at++) {
        if (items[at].fact.is_current) {
            items[at].says = say(items, at, &now);
            follow(&now, &items[at]);
        }
    }
}
