/*
 * Cases to discuss, at most twenty, by a rule that anybody can repeat. In go
 * the overrides of the period, out come: those whose reason does not match our
 * data, both kinds of vindication in equal number, the largest margins on both
 * sides, the newest, and a seeded draw of the rest. A bulk closure is one
 * decision and gives one case; those who were forgotten are left out.
 */
#include "base/memory.h"
#include "ledger/facts.h"
#include "report/builders.h"
#include "report/case_story.h"
#include "report/sample.h"

#include <stdlib.h>

/* How many of each kind: 20 in all. */
enum {
    CONTRADICTED = 3,
    VINDICATED = 3, // each way
    MARGINS = 3,    // each side
    NEWEST = 3,
    DRAWN = 2,
    MOST = CONTRADICTED + 2 * VINDICATED + 2 * MARGINS + NEWEST + DRAWN
};

typedef struct candidate {
    uint32_t at;    // into episodes.items
    uint64_t rank;  // in the draw
    int64_t margin; // away from the line, 0: none
} candidate;

typedef struct choice {
    hf_report *report;
    handoff_ledger *ledger;
    candidate *items; // by rank
    size_t count;
    hf_discussed_part chosen[MOST];
    size_t chosen_count;
} choice;

// ---- Candidates ------------------------------------------------------------

static bool
is_candidate(const hf_episode *one)
{
    return hf_episodes_is_high(one) || hf_episodes_is_low(one) ||
           one->code == HF_UNIT_LAT_REROUTE;
}

static int
order_candidates(const void *a, const void *b)
{
    const candidate *left = a;
    const candidate *right = b;
    if (left->rank != right->rank) {
        return left->rank < right->rank ? -1 : 1;
    }
    return left->at < right->at ? -1 : left->at > right->at;
}

static int64_t
distance_of(const hf_episodes *episodes, const hf_episode *one)
{
    const hf_grounds *grounds = hf_episodes_grounds(episodes, one);
    return !grounds->has_margin  ? 0
           : grounds->margin < 0 ? -grounds->margin
                                 : grounds->margin;
}

static bool
find_candidates(choice *self)
{
    const hf_episodes *episodes = &self->report->episodes;
    size_t room = 0;
    hf_buffer key = {0};
    bool is_fine = true;
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        if (!is_candidate(one)) {
            continue;
        }
        candidate *items =
            hf_memory_grow(self->items, &room, self->count + 1, sizeof *items);
        hf_buffer_reset(&key);
        hf_report_case_name(one, &key);
        is_fine = items && !key.failed;
        if (!is_fine) {
            break;
        }
        self->items = items;
        items[self->count++] = (candidate){
            .at = (uint32_t)at,
            .rank = hf_sample_rank(self->report->options->seed,
                                   hf_buffer_view(&key)),
            .margin = distance_of(episodes, one),
        };
    }
    hf_buffer_clear(&key);
    if (self->count) {
        qsort(self->items, self->count, sizeof *self->items, order_candidates);
    }
    return is_fine;
}

// ---- Choosing --------------------------------------------------------------

// More than a minute apart are two closures.
static bool
is_one_closure(const hf_episode *one, const hf_episode *other)
{
    int64_t apart =
        one->at < other->at ? other->at - one->at : one->at - other->at;
    return one->is_bulk && other->is_bulk && one->actor == other->actor &&
           apart <= 60;
}

static bool
is_taken(const choice *self, uint32_t at)
{
    const hf_episode *items = self->report->episodes.items;
    for (size_t one = 0; one < self->chosen_count; one++) {
        uint32_t other = self->chosen[one].at;
        if (other == at || is_one_closure(&items[other], &items[at])) {
            return true;
        }
    }
    return false;
}

static bool
is_forgotten(const choice *self, uint32_t at)
{
    hf_query *row = hf_db_use(self->ledger->db, HF_STATEMENT_FIND_IDENTITY);
    hf_db_bind_int(row, 1, self->report->episodes.items[at].lead);
    bool is_known = hf_db_next(row);
    hf_db_reset(row);
    return !is_known;
}

typedef bool wanted(const hf_episode *one);

/* Which of two candidates comes first; 0: the order of the draw. */
typedef int better(const hf_episodes *episodes, const candidate *one,
                   const candidate *other);

static const candidate *
find_best(const choice *self, wanted *is_wanted, better *order)
{
    const hf_episodes *episodes = &self->report->episodes;
    const candidate *best = NULL;
    for (size_t at = 0; at < self->count; at++) {
        const candidate *one = &self->items[at];
        if (!is_wanted(&episodes->items[one->at]) ||
            (best && order(episodes, one, best) <= 0) ||
            is_taken(self, one->at) || is_forgotten(self, one->at)) {
            continue;
        }
        best = one;
    }
    return best;
}

// How many of those wanted were found.
static size_t
choose(choice *self, size_t most, wanted *is_wanted, better *order,
       const char *why)
{
    size_t found = 0;
    while (found < most && self->chosen_count < MOST) {
        const candidate *one = find_best(self, is_wanted, order);
        if (!one) {
            break;
        }
        self->chosen[self->chosen_count++] =
            (hf_discussed_part){.at = one->at, .why = hf_view_of(why)};
        found++;
    }
    return found;
}

static int
by_draw(const hf_episodes *episodes, const candidate *one,
        const candidate *other)
{
    (void)episodes;
    (void)one;
    (void)other;
    return 0;
}

static int
by_margin(const hf_episodes *episodes, const candidate *one,
          const candidate *other)
{
    (void)episodes;
    return one->margin < other->margin ? -1 : one->margin > other->margin;
}

static int
by_time(const hf_episodes *episodes, const candidate *one,
        const candidate *other)
{
    int64_t left = episodes->items[one->at].at;
    int64_t right = episodes->items[other->at].at;
    return left < right ? -1 : left > right;
}

static bool
is_contradicted(const hf_episode *one)
{
    return one->is_contradicted;
}

static bool
is_rule_vindicated(const hf_episode *one)
{
    return one->resolution == HF_RESOLUTION_RULE_VINDICATED;
}

static bool
is_sales_vindicated(const hf_episode *one)
{
    return one->resolution == HF_RESOLUTION_SALES_VINDICATED;
}

// ---- The agenda ------------------------------------------------------------

// One of each in turn, so that there are as many of either.
static void
choose_vindicated(choice *self)
{
    for (size_t at = 0; at < VINDICATED; at++) {
        size_t before = self->chosen_count;
        size_t found = choose(self, 1, is_rule_vindicated, by_draw,
                              "the outcome says that the rule was right") &&
                       choose(self, 1, is_sales_vindicated, by_draw,
                              "the outcome says that Sales was right");
        if (!found) {
            self->chosen_count = before;
            return;
        }
    }
}

static void
choose_all(choice *self)
{
    choose(self, CONTRADICTED, is_contradicted, by_time,
           "the reason does not match our data");
    choose_vindicated(self);
    choose(self, MARGINS, hf_episodes_is_high, by_margin,
           "among the clearest passes that were not followed");
    choose(self, MARGINS, hf_episodes_is_low, by_margin,
           "among the clearest holds that were worked anyway");
    choose(self, NEWEST, is_candidate, by_time, "among the newest");
    choose(self, DRAWN, is_candidate, by_draw, "drawn by the seed");
}

static handoff_status
tell_all(choice *self, handoff_findings *findings)
{
    hf_report *report = self->report;
    hf_case_teller teller = {
        .report = report, .ledger = self->ledger, .findings = findings};
    hf_discussed_part *items =
        hf_arena_zero(&report->arena, self->chosen_count + 1, sizeof *items);
    handoff_status status = items ? HANDOFF_OK : hf_store_no_memory(findings);
    for (size_t at = 0; status == HANDOFF_OK && at < self->chosen_count; at++) {
        items[at] = self->chosen[at];
        status = hf_case_story_tell(&teller, &items[at]);
    }
    if (status == HANDOFF_OK) {
        report->discussed.items = items;
        report->discussed.count = self->chosen_count;
    }
    hf_case_story_clear(&teller);
    return status;
}

handoff_status
hf_agenda_build(hf_report *report, handoff_ledger *ledger,
                handoff_findings *findings)
{
    choice self = {.report = report, .ledger = ledger};
    handoff_status status = HANDOFF_OK;
    if (find_candidates(&self)) {
        choose_all(&self);
        status = hf_db_status(ledger->db, findings);
    } else {
        status = hf_store_no_memory(findings);
    }
    if (status == HANDOFF_OK) {
        status = tell_all(&self, findings);
    }
    hf_memory_free(self.items);
    return status;
}
