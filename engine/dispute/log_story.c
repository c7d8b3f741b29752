/*
 * One lead's story: everything that is known of it up to as-of, in the order
 * of time, a line each, with the rationale of every decision below it. The
 * units that it comes to are listed by log.c.
 */
#include "dispute/log_story.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/memory.h"
#include "dispute/ground.h"
#include "dispute/log_write.h"

#include <stdlib.h>

/* In the order of one second. */
typedef enum event_kind {
    EVENT_DECISION,
    EVENT_HANDOFF,
    EVENT_DISPOSITION,
    EVENT_OUTCOME,
    EVENT_REVIEW
} event_kind;

typedef struct event {
    int64_t at;
    event_kind kind;
    int order; // of the action
    size_t place;
} event;

typedef struct teller {
    const hf_ground *ground;
    const hf_story *story;
    hf_buffer *out;
} teller;

// ---- Texts -----------------------------------------------------------------

static void
add(teller *self, const char *before, hf_view text, const char *behind)
{
    text = hf_view_trim(text);
    if (text.len) {
        hf_buffer_add_text(self->out, before);
        hf_log_write_plain(self->out, text);
        hf_buffer_add_text(self->out, behind);
    }
}

static void
add_time(teller *self, const char *before, int64_t at)
{
    if (at != HF_FACTS_NO_TIME) {
        hf_buffer_add_text(self->out, before);
        hf_date_print_full(self->out, at);
    }
}

static hf_view
because_of(const handoff_rules *rules, hf_view id)
{
    for (size_t at = 0; rules && at < rules->criterion_count; at++) {
        if (hf_view_equal(rules->criteria[at].id, id)) {
            return rules->criteria[at].because;
        }
    }
    for (size_t at = 0; rules && at < rules->gate_count; at++) {
        if (hf_view_equal(rules->gates[at].id, id)) {
            return rules->gates[at].because;
        }
    }
    return HF_VIEW("");
}

// ---- Events ----------------------------------------------------------------

static void
tell_decision(teller *self, const hf_story_decision *decision)
{
    const handoff_rules *rules =
        hf_ground_rules(self->ground, decision->revision);
    hf_view rest = decision->fired;
    hf_view label;
    add(self, "the rules say ", decision->verdict, "");
    add(self, " (", decision->means, ")");
    hf_buffer_add_text(self->out, ", score ");
    hf_buffer_add_int(self->out, decision->score);
    add(self, ", cell ", decision->cell, "");
    if (decision->has_margin) {
        hf_buffer_add_text(self->out, ", margin ");
        hf_buffer_add_int(self->out, decision->margin);
    }
    add(self, ", to ", decision->route, "");
    hf_buffer_add_byte(self->out, '\n');
    while (hf_ground_next_label(&rest, &label)) {
        add(self, "    ", label, "");
        add(self, "  ", because_of(rules, hf_ground_label_id(label)), "");
        hf_buffer_add_byte(self->out, '\n');
    }
    if (decision->pivotal.len) {
        add(self,
            "    without one of these it would differ: ", decision->pivotal,
            "\n");
    }
    if (decision->unknown.len) {
        add(self, "    not known: ", decision->unknown, "\n");
    }
}

static void
tell_handoff(teller *self, const hf_handoff *handoff)
{
    const handoff_agreement *agreement = self->ground->agreement;
    switch (hf_agreement_handoff(agreement, handoff->kind)) {
    case HF_HANDOFF_HANDED:
        hf_buffer_add_text(self->out, "handed over");
        break;
    case HF_HANDOFF_FORCED:
        hf_buffer_add_text(self->out, "handed over by Marketing's own will");
        break;
    case HF_HANDOFF_BLOCKED:
        hf_buffer_add_text(self->out, "kept back by Marketing");
        break;
    case HF_HANDOFF_UNMAPPED:
        add(self, "handoff \"", handoff->kind, "\", which is not mapped");
        break;
    }
    add(self, " to ", handoff->recipient, "");
    add(self, " by ", handoff->actor, "");
    add_time(self, ", due ", handoff->due);
    hf_buffer_add_byte(self->out, '\n');
}

static void
tell_disposition(teller *self, const hf_story_disposition *told)
{
    const hf_disposition *fact = &told->fact;
    bool is_new = told->says == HF_STORY_SAYS_ALL;
    add(self, is_new ? "Sales: " : "Sales: still ", fact->status, "");
    if (!hf_view_trim(fact->status).len) {
        hf_buffer_add_text(self->out, "Sales: changed");
    } else if (hf_agreement_action(self->ground->agreement, fact->status) ==
               HF_ACTION_UNMAPPED) {
        hf_buffer_add_text(self->out, " (not mapped)");
    }
    add(self, ", by ", fact->actor, "");
    add(self, " [", fact->team, "]");
    add(self, ", owner ", fact->owner, "");
    add(self, ", priority ", fact->priority, "");
    add(self, ", because \"", fact->reason, "\"");
    add(self, ": ", fact->comment, "");
    hf_buffer_add_byte(self->out, '\n');
}

static void
tell_outcome(teller *self, const hf_outcome *outcome)
{
    add(self, "outcome: ", outcome->stage, "");
    add(self, ", opportunity ", outcome->opportunity, "");
    if (outcome->has_amount) {
        hf_buffer_add_text(self->out, ", ");
        hf_decimal_print(self->out, outcome->amount);
        add(self, " ", outcome->currency, "");
    }
    hf_buffer_add_byte(self->out, '\n');
}

static void
tell_judgement(teller *self, const char *who, int is_right)
{
    if (is_right >= 0) {
        hf_buffer_add_text(self->out, who);
        hf_buffer_add_text(self->out, is_right ? " right" : " wrong");
    }
}

static void
tell_review(teller *self, const hf_review *review)
{
    add(self, "reviewed as ", review->code, "");
    add(self, " by ", review->reviewer, "");
    tell_judgement(self, "; the rule was", review->rule_right);
    tell_judgement(self, "; the response was", review->response_right);
    add(self, ": ", review->note, "");
    add(self, "; action: ", review->action, "");
    hf_buffer_add_byte(self->out, '\n');
}

static void
tell(teller *self, const event *one)
{
    hf_date_print_full(self->out, one->at);
    hf_buffer_add_text(self->out, "  ");
    switch (one->kind) {
    case EVENT_DECISION:
        tell_decision(self, &self->story->decisions[one->place]);
        return;
    case EVENT_HANDOFF:
        tell_handoff(self, &self->story->handoffs[one->place].fact);
        return;
    case EVENT_DISPOSITION:
        tell_disposition(self, &self->story->dispositions[one->place]);
        return;
    case EVENT_OUTCOME:
        tell_outcome(self, &self->story->outcomes[one->place].fact);
        return;
    case EVENT_REVIEW:
        tell_review(self, &self->story->reviews[one->place].fact);
        return;
    }
}

// ---- In the order of time --------------------------------------------------

static int
order_events(const void *a, const void *b)
{
    const event *left = a;
    const event *right = b;
    if (left->at != right->at) {
        return left->at < right->at ? -1 : 1;
    }
    if (left->kind != right->kind) {
        return left->kind < right->kind ? -1 : 1;
    }
    if (left->order != right->order) {
        return left->order < right->order ? -1 : 1;
    }
    return left->place < right->place ? -1 : left->place > right->place;
}

static void
note(event *events, size_t *count, int64_t as_of, event one)
{
    if (one.at <= as_of) {
        events[(*count)++] = one;
    }
}

static size_t
collect(const teller *self, event *out)
{
    const hf_story *story = self->story;
    const handoff_agreement *agreement = self->ground->agreement;
    int64_t as_of = self->ground->as_of;
    size_t count = 0;
    for (size_t at = 0; at < story->decision_count; at++) {
        note(out, &count, as_of,
             (event){story->decisions[at].as_of, EVENT_DECISION, 0, at});
    }
    for (size_t at = 0; at < story->handoff_count; at++) {
        note(out, &count, as_of,
             (event){story->handoffs[at].fact.at, EVENT_HANDOFF, 0, at});
    }
    for (size_t at = 0; at < story->disposition_count; at++) {
        const hf_disposition *fact = &story->dispositions[at].fact;
        int order = (int)hf_agreement_action(agreement, fact->status);
        note(out, &count, as_of,
             (event){fact->at, EVENT_DISPOSITION, order, at});
    }
    for (size_t at = 0; at < story->outcome_count; at++) {
        note(out, &count, as_of,
             (event){story->outcomes[at].fact.at, EVENT_OUTCOME, 0, at});
    }
    for (size_t at = 0; at < story->review_count; at++) {
        note(out, &count, as_of,
             (event){story->reviews[at].fact.at, EVENT_REVIEW, 0, at});
    }
    return count;
}

static handoff_status
tell_story(teller *self, handoff_findings *findings)
{
    const hf_story *story = self->story;
    size_t most = story->decision_count + story->handoff_count +
                  story->disposition_count + story->outcome_count +
                  story->review_count;
    event *events = hf_memory_zero(most + 1, sizeof *events);
    if (!events) {
        return hf_store_no_memory(findings);
    }
    size_t count = collect(self, events);
    qsort(events, count, sizeof *events, order_events);
    for (size_t at = 0; at < count; at++) {
        tell(self, &events[at]);
    }
    hf_memory_free(events);
    return HANDOFF_OK;
}

// ---- From the ledger -------------------------------------------------------

static int64_t
find_lead(handoff_ledger *ledger, const char *key)
{
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_FIND_LEAD);
    hf_db_bind_text(query, 1, hf_view_of(key));
    int64_t lead = hf_db_next(query) ? hf_db_get_int(query, 0) : 0;
    hf_db_reset(query);
    return lead;
}

static handoff_status
tell_ruleset(handoff_ledger *ledger, int64_t ruleset, hf_view name,
             const hf_log_story *asked, teller *self,
             handoff_findings *findings)
{
    hf_story_range range = {.ruleset = ruleset,
                            .lead = find_lead(ledger, asked->lead)};
    hf_stories *stories = NULL;
    hf_story story = {0};
    bool has_one = false;
    handoff_status status = hf_story_open(ledger, &range, &stories, findings);
    if (status == HANDOFF_OK) {
        status = hf_story_next(stories, &story, &has_one, findings);
    }
    if (status == HANDOFF_OK && has_one && story.decision_count) {
        self->story = &story;
        add(self, "lead ", story.key, "");
        add(self, " under ", name, "\n");
        status = tell_story(self, findings);
    }
    hf_story_close(stories);
    return status;
}

handoff_status
hf_log_story_write(handoff_ledger *ledger, const hf_log_story *asked,
                   hf_buffer *out, handoff_findings *findings)
{
    hf_ground ground = {.agreement = asked->agreement, .as_of = asked->as_of};
    teller self = {&ground, NULL, out};
    handoff_status status = hf_ground_load(&ground, ledger, 0, findings);
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_RULESETS);
    while (status == HANDOFF_OK && hf_db_next(query)) {
        hf_view name = hf_db_get_text(query, 1);
        if (!asked->ruleset ||
            hf_view_equal(name, hf_view_of(asked->ruleset))) {
            status = tell_ruleset(ledger, hf_db_get_int(query, 0), name, asked,
                                  &self, findings);
        }
    }
    hf_db_reset(query);
    hf_ground_clear(&ground);
    return status == HANDOFF_OK ? hf_db_status(ledger->db, findings) : status;
}
