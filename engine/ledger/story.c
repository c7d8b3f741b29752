/*
 * Stories: five cursors, each in the order of lead numbers and times, merged
 * lead by lead. What is told together with a lead (joins.c) is read beside
 * them. Memory is that of one lead, and of the joins.
 */
#include "ledger/story.h"

#include "base/memory.h"
#include "ledger/joins.h"
#include "ledger/said.h"

#include <string.h>

typedef enum story_list {
    LIST_DECISIONS,
    LIST_HANDOFFS,
    LIST_DISPOSITIONS,
    LIST_OUTCOMES,
    LIST_REVIEWS,
    LIST_COUNT
} story_list;

typedef struct story_cursor {
    hf_query *query;
    bool has_row;
    int64_t lead; // of the row
} story_cursor;

// A growing array of one kind of facts; kept from lead to lead.
typedef struct story_items {
    void *items;
    size_t count, room, size;
} story_items;

struct hf_stories {
    handoff_ledger *ledger;
    hf_active active;
    hf_joins joins;
    hf_story_range range;
    int64_t last; // lead told
    story_cursor cursors[LIST_COUNT];
    story_items lists[LIST_COUNT];
    hf_arena arena; // texts of the present lead
    bool out_of_memory;
    bool is_unordered; // a fact counts at another time than its own, or
    bool is_joined;    // there are facts of parts
};

static const hf_statement statements[LIST_COUNT] = {
    HF_STATEMENT_STORY_DECISIONS, HF_STATEMENT_STORY_HANDOFFS,
    HF_STATEMENT_STORY_DISPOSITIONS, HF_STATEMENT_STORY_OUTCOMES,
    HF_STATEMENT_STORY_REVIEWS};

static const hf_statement part_statements[LIST_COUNT] = {
    HF_STATEMENT_PART_DECISIONS, HF_STATEMENT_PART_HANDOFFS,
    HF_STATEMENT_PART_DISPOSITIONS, HF_STATEMENT_PART_OUTCOMES,
    HF_STATEMENT_PART_REVIEWS};

static const hf_facts_table tables[LIST_COUNT] = {
    HF_FACTS_DECISION, HF_FACTS_HANDOFF, HF_FACTS_DISPOSITION, HF_FACTS_OUTCOME,
    HF_FACTS_REVIEW};

static const size_t sizes[LIST_COUNT] = {
    sizeof(hf_story_decision), sizeof(hf_story_handoff),
    sizeof(hf_story_disposition), sizeof(hf_story_outcome),
    sizeof(hf_story_review)};

// ---- Opening ---------------------------------------------------------------

static void
step(story_cursor *cursor)
{
    cursor->has_row = hf_db_next(cursor->query);
    if (cursor->has_row) {
        cursor->lead = hf_db_get_int(cursor->query, 0);
    }
}

// A cursor on the first row of leads `from` to `to`.
static void
set_cursor(const hf_stories *stories, hf_statement statement, int64_t from,
           int64_t to, story_cursor *out)
{
    int64_t known_by = stories->range.known_by;
    out->query = hf_db_use(stories->ledger->db, statement);
    hf_db_bind_int(out->query, 1, stories->range.ruleset);
    hf_db_bind_int(out->query, 2, from);
    hf_db_bind_int(out->query, 3, to);
    hf_db_bind_int(out->query, 4, known_by ? known_by : INT64_MAX);
    step(out);
}

handoff_status
hf_story_open(handoff_ledger *ledger, const hf_story_range *range,
              hf_stories **out, handoff_findings *findings)
{
    int64_t last = range->lead ? range->lead : INT64_MAX;
    hf_stories *stories = hf_memory_zero(1, sizeof *stories);
    if (!stories) {
        return hf_store_no_memory(findings);
    }
    stories->ledger = ledger;
    stories->range = *range;
    stories->last = range->lead ? range->lead - 1 : 0;
    handoff_status status =
        hf_active_load(&stories->active, ledger, range->known_by, findings);
    if (status == HANDOFF_OK) {
        status = hf_joins_load(&stories->joins, ledger, &stories->active,
                               range->known_by, range->lead, findings);
    }
    for (size_t at = 0; status == HANDOFF_OK && at < LIST_COUNT; at++) {
        stories->lists[at].size = sizes[at];
        set_cursor(stories, statements[at], range->lead, last,
                   &stories->cursors[at]);
        status = hf_db_status(ledger->db, findings);
    }
    if (status != HANDOFF_OK) {
        hf_story_close(stories);
        return status;
    }
    *out = stories;
    return HANDOFF_OK;
}

void
hf_story_close(hf_stories *stories)
{
    if (!stories) {
        return;
    }
    for (size_t at = 0; at < LIST_COUNT; at++) {
        if (stories->cursors[at].query) {
            hf_db_reset(stories->cursors[at].query);
        }
        hf_memory_free(stories->lists[at].items);
    }
    hf_active_clear(&stories->active);
    hf_joins_clear(&stories->joins);
    hf_arena_clear(&stories->arena);
    hf_memory_free(stories);
}

// ---- Rows ------------------------------------------------------------------

static hf_view
take_text(hf_stories *stories, hf_query *query, int column)
{
    hf_view copy =
        hf_arena_copy(&stories->arena, hf_db_get_text(query, column));
    stories->out_of_memory = stories->out_of_memory || !copy.ptr;
    return copy;
}

static int64_t
take_time(hf_query *query, int column)
{
    return hf_db_is_null(query, column) ? HF_FACTS_NO_TIME
                                        : hf_db_get_int(query, column);
}

static void
fill_decision(hf_stories *stories, hf_query *query, hf_story_decision *out)
{
    *out = (hf_story_decision){
        .id = hf_db_get_int(query, 1),
        .lead = hf_db_get_int(query, 0),
        .as_of = hf_db_get_int(query, 3),
        .revision = hf_db_get_int(query, 4),
        .rationale = hf_db_get_int(query, 5),
        .sla_due = take_time(query, 6),
        .verdict = take_text(stories, query, 7),
        .means = take_text(stories, query, 8),
        .cell = take_text(stories, query, 9),
        .route = take_text(stories, query, 10),
        .fired = take_text(stories, query, 11),
        .unknown = take_text(stories, query, 12),
        .pivotal = take_text(stories, query, 13),
        .score = hf_db_get_int(query, 14),
        .has_margin = !hf_db_is_null(query, 15),
        .margin = hf_db_get_int(query, 15),
        .state = hf_db_get_int(query, 16),
    };
}

static void
fill_handoff(hf_stories *stories, hf_query *query, hf_story_handoff *out)
{
    *out = (hf_story_handoff){
        .id = hf_db_get_int(query, 1),
        .fact = {.at = hf_db_get_int(query, 3),
                 .ruleset = hf_db_get_int(query, 4),
                 .cycle = hf_db_get_int(query, 5),
                 .decision = hf_db_get_int(query, 6),
                 .due = take_time(query, 7),
                 .recipient = take_text(stories, query, 8),
                 .kind = take_text(stories, query, 9),
                 .actor = take_text(stories, query, 10),
                 .line = hf_db_get_int(query, 11)},
    };
}

static void
fill_disposition(hf_stories *stories, hf_query *query,
                 hf_story_disposition *out)
{
    *out = (hf_story_disposition){
        .id = hf_db_get_int(query, 1),
        .batch = hf_db_get_int(query, 2),
        .fact = {.at = hf_db_get_int(query, 3),
                 .actor = take_text(stories, query, 4),
                 .team = take_text(stories, query, 5),
                 .status = take_text(stories, query, 6),
                 .reason = take_text(stories, query, 7),
                 .priority = take_text(stories, query, 8),
                 .owner = take_text(stories, query, 9),
                 .comment = take_text(stories, query, 10),
                 .line = hf_db_get_int(query, 11),
                 .source = take_text(stories, query, 12),
                 .is_current = hf_db_get_int(query, 13) != 0},
    };
}

static void
fill_outcome(hf_stories *stories, hf_query *query, hf_story_outcome *out)
{
    *out = (hf_story_outcome){
        .id = hf_db_get_int(query, 1),
        .fact = {.at = hf_db_get_int(query, 3),
                 .opportunity = take_text(stories, query, 4),
                 .stage = take_text(stories, query, 5),
                 .has_amount = !hf_db_is_null(query, 6),
                 .amount = hf_db_get_int(query, 6),
                 .currency = take_text(stories, query, 7),
                 .matched = take_text(stories, query, 8),
                 .line = hf_db_get_int(query, 9)},
    };
}

static int
take_answer(hf_query *query, int column)
{
    return hf_db_is_null(query, column) ? -1
                                        : hf_db_get_int(query, column) != 0;
}

static void
fill_review(hf_stories *stories, hf_query *query, hf_story_review *out)
{
    *out = (hf_story_review){
        .id = hf_db_get_int(query, 1),
        .fact = {.at = hf_db_get_int(query, 3),
                 .cycle = hf_db_get_int(query, 4),
                 .code = take_text(stories, query, 5),
                 .reviewer = take_text(stories, query, 6),
                 .rule_right = take_answer(query, 7),
                 .response_right = take_answer(query, 8),
                 .note = take_text(stories, query, 9),
                 .action = take_text(stories, query, 10),
                 .line = hf_db_get_int(query, 11)},
    };
}

// The moment of the run that saw a fact again whose own run was withdrawn.
static int64_t
time_of_batch(hf_stories *stories, int64_t batch, int64_t otherwise)
{
    hf_query *query = hf_db_use(stories->ledger->db, HF_STATEMENT_BATCH_AS_OF);
    hf_db_bind_int(query, 1, batch);
    int64_t time = hf_db_next(query) && !hf_db_is_null(query, 0)
                       ? hf_db_get_int(query, 0)
                       : otherwise;
    hf_db_reset(query);
    stories->is_unordered = true;
    return time;
}

static void
fill(hf_stories *stories, story_list which, hf_query *query, void *item,
     int64_t by)
{
    bool is_revived = by != hf_db_get_int(query, 2);
    hf_story_decision *decision = item;
    hf_story_handoff *handoff = item;
    switch (which) {
    case LIST_DECISIONS:
        fill_decision(stories, query, decision);
        if (is_revived) {
            decision->as_of = time_of_batch(stories, by, decision->as_of);
        }
        return;
    case LIST_HANDOFFS:
        fill_handoff(stories, query, handoff);
        if (is_revived && handoff->fact.ruleset) {
            handoff->fact.at = time_of_batch(stories, by, handoff->fact.at);
        }
        return;
    case LIST_DISPOSITIONS:
        fill_disposition(stories, query, item);
        return;
    case LIST_OUTCOMES:
        fill_outcome(stories, query, item);
        return;
    case LIST_REVIEWS:
        fill_review(stories, query, item);
        return;
    case LIST_COUNT:
        return;
    }
}

static int64_t
time_of(story_list which, const void *item)
{
    switch (which) {
    case LIST_DECISIONS:
        return ((const hf_story_decision *)item)->as_of;
    case LIST_HANDOFFS:
        return ((const hf_story_handoff *)item)->fact.at;
    case LIST_DISPOSITIONS:
        return ((const hf_story_disposition *)item)->fact.at;
    case LIST_OUTCOMES:
        return ((const hf_story_outcome *)item)->fact.at;
    case LIST_REVIEWS:
        return ((const hf_story_review *)item)->fact.at;
    case LIST_COUNT:
        break;
    }
    return 0;
}

// The last item once more, at the moments of runs that saw it again.
static void
add_again(hf_stories *stories, story_list which, int64_t id)
{
    story_items *list = &stories->lists[which];
    const size_t item = list->count - 1;
    const int64_t at = time_of(which, (char *)list->items + item * list->size);
    size_t run = 0;
    int64_t again = 0;
    while (hf_overtaken_next(stories->range.overtaken, tables[which], id, &run,
                             &again)) {
        if (again <= at) {
            continue;
        }
        char *grown = hf_memory_grow(list->items, &list->room, list->count + 1,
                                     list->size);
        if (!grown) {
            stories->out_of_memory = true;
            return;
        }
        list->items = grown;
        char *copy = grown + list->count++ * list->size;
        memcpy(copy, grown + item * list->size, list->size);
        if (which == LIST_DECISIONS) {
            ((hf_story_decision *)(void *)copy)->as_of = again;
        } else {
            ((hf_story_handoff *)(void *)copy)->fact.at = again;
            ((hf_story_handoff *)(void *)copy)->is_again = true;
        }
        stories->is_unordered = true;
    }
}

static void
read_list(hf_stories *stories, story_list which, story_cursor *cursor,
          int64_t lead)
{
    story_items *list = &stories->lists[which];
    while (cursor->has_row && cursor->lead == lead) {
        int64_t by = hf_active_batch(&stories->active, tables[which],
                                     hf_db_get_int(cursor->query, 1),
                                     hf_db_get_int(cursor->query, 2));
        if (by) {
            void *grown = hf_memory_grow(list->items, &list->room,
                                         list->count + 1, list->size);
            if (!grown) {
                stories->out_of_memory = true;
                return;
            }
            list->items = grown;
            fill(stories, which, cursor->query,
                 (char *)grown + list->count++ * list->size, by);
            if (stories->range.overtaken &&
                (which == LIST_DECISIONS || which == LIST_HANDOFFS)) {
                add_again(stories, which, hf_db_get_int(cursor->query, 1));
            }
        }
        step(cursor);
    }
}

static void
read_parts(hf_stories *stories, int64_t lead)
{
    size_t first = 0;
    size_t count = hf_joins_parts(&stories->joins, lead, &first);
    for (size_t part = first; part < first + count; part++) {
        int64_t id = stories->joins.told[part].part;
        for (size_t at = 0; at < LIST_COUNT; at++) {
            story_cursor cursor;
            set_cursor(stories, part_statements[at], id, id, &cursor);
            read_list(stories, (story_list)at, &cursor, id);
            hf_db_reset(cursor.query);
        }
        stories->is_unordered = stories->is_joined = true;
    }
}

// All of the lead; nothing when it is told elsewhere.
static size_t
read_lead(hf_stories *stories, int64_t lead)
{
    bool is_part = hf_joins_whole(&stories->joins, lead) != lead;
    size_t facts = 0;
    stories->last = lead;
    for (size_t at = 0; at < LIST_COUNT; at++) {
        stories->lists[at].count = 0;
        read_list(stories, (story_list)at, &stories->cursors[at], lead);
    }
    if (!is_part) {
        read_parts(stories, lead);
    }
    for (size_t at = 0; !is_part && at < LIST_COUNT; at++) {
        facts += stories->lists[at].count;
    }
    return facts;
}

// ---- The next lead ---------------------------------------------------------

// One that has nothing of its own may have parts.
static bool
find_lead(const hf_stories *stories, int64_t *lead)
{
    int64_t last = stories->range.lead ? stories->range.lead : INT64_MAX - 1;
    int64_t found = hf_joins_next(&stories->joins, stories->last);
    for (size_t at = 0; at < LIST_COUNT; at++) {
        const story_cursor *cursor = &stories->cursors[at];
        if (cursor->has_row && cursor->lead < found) {
            found = cursor->lead;
        }
    }
    *lead = found;
    return found <= last;
}

// Of leads that were decided on in one second and are one now, the one that
// passed is the one that was handed over.
static bool
comes_before(const hf_stories *stories, story_list which, const void *a,
             const void *b)
{
    const hf_story_decision *left = a;
    const hf_story_decision *right = b;
    int64_t first = time_of(which, a);
    int64_t second = time_of(which, b);
    if (first != second || which != LIST_DECISIONS || !stories->is_joined) {
        return first < second;
    }
    return left->lead != right->lead &&
           !hf_view_equal(left->means, HF_VIEW("pass")) &&
           hf_view_equal(right->means, HF_VIEW("pass"));
}

// Few, and nearly in order: by insertion.
static void
sort_list(hf_stories *stories, story_list which)
{
    story_items *list = &stories->lists[which];
    char *items = list->items;
    char *item = hf_arena_alloc(&stories->arena, list->size);
    if (!item) {
        stories->out_of_memory = true;
        return;
    }
    for (size_t at = 1; at < list->count; at++) {
        size_t to = at;
        memcpy(item, items + at * list->size, list->size);
        while (to > 0 && comes_before(stories, which, item,
                                      items + (to - 1) * list->size)) {
            to--;
        }
        memmove(items + (to + 1) * list->size, items + to * list->size,
                (at - to) * list->size);
        memcpy(items + to * list->size, item, list->size);
    }
}

// What a withdrawn run said in between may have been all that parted two
// decisions which say the same; a run of an earlier moment that came later says
// before what is kept behind.
static void
drop_repeated(story_items *list)
{
    hf_story_decision *items = list->items;
    size_t kept = 0;
    for (size_t at = 0; at < list->count; at++) {
        if (!kept || items[kept - 1].state != items[at].state) {
            items[kept++] = items[at];
        }
    }
    list->count = kept;
}

static hf_view
key_of(hf_stories *stories, int64_t lead)
{
    hf_view key = HF_VIEW("");
    hf_query *query =
        hf_db_use(stories->ledger->db, HF_STATEMENT_FIND_IDENTITY);
    hf_db_bind_int(query, 1, lead);
    if (hf_db_next(query)) {
        key = take_text(stories, query, 1);
    }
    hf_db_reset(query);
    return key;
}

handoff_status
hf_story_next(hf_stories *stories, hf_story *out, bool *has_one,
              handoff_findings *findings)
{
    hf_story story = {0};
    size_t facts = 0;
    story_items *lists = stories->lists;
    hf_arena_reset(&stories->arena);
    stories->is_unordered = stories->is_joined = false;
    *has_one = false;
    while (facts == 0 && !stories->out_of_memory &&
           find_lead(stories, &story.lead)) {
        facts = read_lead(stories, story.lead);
    }
    for (size_t at = 0; stories->is_unordered && at < LIST_COUNT; at++) {
        sort_list(stories, (story_list)at);
    }
    if (stories->out_of_memory) {
        return hf_store_no_memory(findings);
    }
    if (facts) {
        story.key = key_of(stories, story.lead);
    }
    drop_repeated(&lists[LIST_DECISIONS]);
    hf_said_settle(lists[LIST_DISPOSITIONS].items,
                   &lists[LIST_DISPOSITIONS].count, stories->range.agreement);
    story.decisions = lists[LIST_DECISIONS].items;
    story.decision_count = lists[LIST_DECISIONS].count;
    story.handoffs = lists[LIST_HANDOFFS].items;
    story.handoff_count = lists[LIST_HANDOFFS].count;
    story.dispositions = lists[LIST_DISPOSITIONS].items;
    story.disposition_count = lists[LIST_DISPOSITIONS].count;
    story.outcomes = lists[LIST_OUTCOMES].items;
    story.outcome_count = lists[LIST_OUTCOMES].count;
    story.reviews = lists[LIST_REVIEWS].items;
    story.review_count = lists[LIST_REVIEWS].count;
    handoff_status status = hf_db_status(stories->ledger->db, findings);
    if (status == HANDOFF_OK) {
        *out = story;
        *has_one = facts > 0;
    }
    return status;
}

// ---- Beside the leads ------------------------------------------------------

handoff_status
hf_story_whole(handoff_ledger *ledger, int64_t lead, int64_t *out,
               handoff_findings *findings)
{
    hf_active active;
    hf_joins joins = {0};
    handoff_status status = hf_active_load(&active, ledger, 0, findings);
    if (status == HANDOFF_OK) {
        status = hf_joins_load(&joins, ledger, &active, 0, lead, findings);
    }
    if (status == HANDOFF_OK) {
        *out = hf_joins_whole(&joins, lead);
    }
    hf_joins_clear(&joins);
    hf_active_clear(&active);
    return status;
}

handoff_status
hf_story_covered(handoff_ledger *ledger, hf_view kind, int64_t known_by,
                 int64_t *out, handoff_findings *findings)
{
    hf_active active;
    handoff_status status = hf_active_load(&active, ledger, known_by, findings);
    int64_t covered = HF_FACTS_NO_TIME;
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_COVERED);
    hf_db_bind_text(query, 1, kind);
    hf_db_bind_int(query, 2, known_by ? known_by : INT64_MAX);
    while (status == HANDOFF_OK && covered == HF_FACTS_NO_TIME &&
           hf_db_next(query)) {
        if (!hf_active_is_withdrawn(&active, hf_db_get_int(query, 0))) {
            covered = hf_db_get_int(query, 1);
        }
    }
    hf_db_reset(query);
    hf_active_clear(&active);
    if (status == HANDOFF_OK) {
        status = hf_db_status(ledger->db, findings);
    }
    if (status == HANDOFF_OK) {
        *out = covered;
    }
    return status;
}

handoff_status
hf_story_inputs(handoff_ledger *ledger, int64_t decision, hf_view *out,
                handoff_findings *findings)
{
    // Not reset: the text lives until the statement is used again.
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_GET_INPUT);
    hf_db_bind_int(query, 1, decision);
    hf_view text = hf_db_next(query) ? hf_db_get_text(query, 0) : HF_VIEW("");
    handoff_status status = hf_db_status(ledger->db, findings);
    if (status == HANDOFF_OK) {
        *out = text;
    }
    return status;
}

handoff_status
hf_story_agreement(handoff_ledger *ledger, int64_t known_by, hf_buffer *out,
                   handoff_findings *findings)
{
    hf_active active;
    handoff_status status = hf_active_load(&active, ledger, known_by, findings);
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_AGREEMENTS);
    hf_db_bind_int(query, 1, known_by ? known_by : INT64_MAX);
    if (status == HANDOFF_OK && hf_active_find_agreement(&active, query)) {
        hf_buffer_add_view(out, hf_db_get_text(query, 2));
    }
    hf_db_reset(query);
    hf_active_clear(&active);
    if (status == HANDOFF_OK) {
        status = hf_db_status(ledger->db, findings);
    }
    return status == HANDOFF_OK && out->failed ? hf_store_no_memory(findings)
                                               : status;
}
