/*
 * What meetings judged so far: two questions of each case, whether the rule
 * was right and whether the response was. In go the reviews of the ledger on
 * cases of the period, out comes a row a code; a case that was judged twice
 * counts by its newest judgement.
 */
#include "base/memory.h"
#include "ledger/facts.h"
#include "ledger/story.h"
#include "report/builders.h"

#include <stdlib.h>

/* A review, with its answers; -1: not said. */
typedef struct judgement {
    int64_t lead, cycle, at, id;
    hf_unit_code code;
    int rule_right, response_right;
} judgement;

typedef struct judgements {
    judgement *items;
    size_t count, room;
} judgements;

// ---- Reading ---------------------------------------------------------------

static int
read_answer(hf_query *row, int column)
{
    return hf_db_is_null(row, column) ? -1 : (int)hf_db_get_int(row, column);
}

static bool
add_review(judgements *self, hf_query *row)
{
    judgement *items = hf_memory_grow(self->items, &self->room, self->count + 1,
                                      sizeof *items);
    if (!items) {
        return false;
    }
    self->items = items;
    items[self->count++] = (judgement){
        .id = hf_db_get_int(row, 0),
        .lead = hf_db_get_int(row, 2),
        .cycle = hf_db_get_int(row, 3),
        .code = hf_units_code(hf_db_get_text(row, 4)),
        .at = hf_db_get_int(row, 6),
        .rule_right = read_answer(row, 7),
        .response_right = read_answer(row, 8),
    };
    return true;
}

static handoff_status
read_reviews(judgements *self, const hf_report *report, handoff_ledger *ledger,
             handoff_findings *findings)
{
    hf_active active = {0};
    bool is_fine = true;
    handoff_status status =
        hf_active_load(&active, ledger, report->known_by, findings);
    hf_query *row = hf_db_use(ledger->db, HF_STATEMENT_ALL_REVIEW);
    while (status == HANDOFF_OK && is_fine && hf_db_next(row)) {
        int64_t batch = hf_db_get_int(row, 1);
        bool is_known = !report->known_by || batch <= report->known_by;
        if (is_known && hf_db_get_int(row, 6) <= report->as_of &&
            hf_active_batch(&active, HF_FACTS_REVIEW, hf_db_get_int(row, 0),
                            batch)) {
            is_fine = add_review(self, row);
        }
    }
    hf_db_reset(row);
    hf_active_clear(&active);
    for (size_t at = 0; status == HANDOFF_OK && at < self->count; at++) {
        status = hf_story_whole(ledger, self->items[at].lead,
                                &self->items[at].lead, findings);
    }
    if (status == HANDOFF_OK) {
        status = hf_db_status(ledger->db, findings);
    }
    return status == HANDOFF_OK && !is_fine ? hf_store_no_memory(findings)
                                            : status;
}

// ---- The newest of each case -----------------------------------------------

static int
order_judgements(const void *a, const void *b)
{
    const judgement *left = a;
    const judgement *right = b;
    const int64_t ours[] = {left->lead, left->cycle, left->code, left->at,
                            left->id};
    const int64_t theirs[] = {right->lead, right->cycle, right->code, right->at,
                              right->id};
    for (size_t at = 0; at < sizeof ours / sizeof *ours; at++) {
        if (ours[at] != theirs[at]) {
            return ours[at] < theirs[at] ? -1 : 1;
        }
    }
    return 0;
}

static bool
is_same_case(const judgement *one, const judgement *other)
{
    return one->lead == other->lead && one->cycle == other->cycle &&
           one->code == other->code;
}

static void
keep_newest(judgements *self)
{
    size_t kept = 0;
    if (self->count) {
        qsort(self->items, self->count, sizeof *self->items, order_judgements);
    }
    for (size_t at = 0; at < self->count; at++) {
        if (at + 1 == self->count ||
            !is_same_case(&self->items[at], &self->items[at + 1])) {
            self->items[kept++] = self->items[at];
        }
    }
    self->count = kept;
}

// Whether the case is one of the period.
static void
mark_cases(const judgements *self, const hf_episodes *episodes, bool *is_here)
{
    for (size_t at = 0; self->count && at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        size_t low = 0;
        size_t high = self->count;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (self->items[middle].lead < one->lead) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (; low < self->count && self->items[low].lead == one->lead; low++) {
            is_here[low] |= self->items[low].cycle == one->cycle;
        }
    }
}

// ---- Counting --------------------------------------------------------------

/* Of one code. */
typedef struct tally {
    int64_t n, rule[2], response[2];
    int64_t both[2][2];
} tally;

static void
count_all(const judgements *self, const bool *is_here, tally *tallies)
{
    for (size_t at = 0; at < self->count; at++) {
        const judgement *one = &self->items[at];
        tally *it = &tallies[one->code];
        if (!is_here[at] || one->code == HF_UNIT_CODE_COUNT) {
            continue;
        }
        it->n++;
        if (one->rule_right >= 0) {
            it->rule[one->rule_right]++;
        }
        if (one->response_right >= 0) {
            it->response[one->response_right]++;
        }
        if (one->rule_right >= 0 && one->response_right >= 0) {
            it->both[one->rule_right][one->response_right]++;
        }
    }
}

static bool
fill(hf_report *report, const tally *tallies)
{
    hf_review_part *items =
        hf_arena_zero(&report->arena, HF_UNIT_CODE_COUNT, sizeof *items);
    if (!items) {
        return false;
    }
    report->reviews.items = items;
    for (int code = 0; code < HF_UNIT_CODE_COUNT; code++) {
        const tally *it = &tallies[code];
        if (!it->n) {
            continue;
        }
        hf_review_part *one = &items[report->reviews.count++];
        *one = (hf_review_part){
            .code = hf_units_code_text((hf_unit_code)code),
            .n = it->n,
            .rule_right =
                hf_proportion_wilson(it->rule[1], it->rule[0] + it->rule[1]),
            .response_right = hf_proportion_wilson(
                it->response[1], it->response[0] + it->response[1]),
        };
        for (int rule = 0; rule < 2; rule++) {
            one->both[rule][0] = it->both[rule][0];
            one->both[rule][1] = it->both[rule][1];
        }
    }
    return true;
}

handoff_status
hf_judgements_build(hf_report *report, handoff_ledger *ledger,
                    handoff_findings *findings)
{
    judgements self = {0};
    tally tallies[HF_UNIT_CODE_COUNT + 1] = {0};
    handoff_status status = read_reviews(&self, report, ledger, findings);
    bool *is_here = hf_memory_zero(self.count + 1, sizeof *is_here);
    bool is_fine = is_here != NULL;
    if (status == HANDOFF_OK && is_fine) {
        keep_newest(&self);
        mark_cases(&self, &report->episodes, is_here);
        count_all(&self, is_here, tallies);
        is_fine = fill(report, tallies);
    }
    hf_memory_free(is_here);
    hf_memory_free(self.items);
    return status == HANDOFF_OK && !is_fine ? hf_store_no_memory(findings)
                                            : status;
}
