/*
 * One lead's story: everything that is known of it up to as-of, in the order
 * of time, with the rationale of every decision below it. Moments stand in a
 * column of their own, what happened is wrapped beside it. What two exports
 * tell of one deed is told once, by the one that tells more. The units that it
 * all comes to are listed by log.c.
 */
#include "dispute/log_story.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/memory.h"
#include "check/screen.h"
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
    bool is_new;  // a disposition that does not repeat the one before
    bool is_told; // by its neighbour
} event;

typedef struct teller {
    const hf_ground *ground;
    const hf_story *story;
    hf_buffer line; // what happened, to be wrapped
    hf_screen screen;
} teller;

enum { WIDTH = 80, TOLD = 22 /* the column beside the moments */ };

// ---- Texts -----------------------------------------------------------------

static void
add(teller *self, const char *before, hf_view text, const char *behind)
{
    text = hf_view_trim(text);
    if (text.len) {
        hf_buffer_add_text(&self->line, before);
        hf_log_write_plain(&self->line, text);
        hf_buffer_add_text(&self->line, behind);
    }
}

static void
say(teller *self, const char *text)
{
    hf_buffer_add_text(&self->line, text);
}

static void
add_time(teller *self, const char *before, int64_t at)
{
    if (at != HF_FACTS_NO_TIME) {
        say(self, before);
        hf_date_print_full(&self->line, at);
    }
}

static void
end_line(teller *self, size_t column)
{
    hf_screen *screen = &self->screen;
    hf_screen_to(screen, column);
    hf_screen_wrap(screen, HF_SCREEN_PLAIN, hf_buffer_view(&self->line),
                   column);
    hf_screen_end(screen);
    screen->out.failed |= self->line.failed;
    hf_buffer_reset(&self->line);
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

// A line of its own, when there are any.
static void
add_names(teller *self, const char *before, const char *between, hf_view rest)
{
    hf_view name;
    if (rest.len) {
        end_line(self, TOLD);
    }
    while (hf_ground_next_label(&rest, &name)) {
        add(self, before, name, "");
        before = between;
    }
}

// Each criterion stands where the moment does, its rationale beside it.
static void
tell_decision(teller *self, const hf_story_decision *decision)
{
    const handoff_rules *rules =
        hf_ground_rules(self->ground, decision->revision);
    hf_view rest = decision->fired;
    hf_view label;
    add(self, "the rules say ", decision->verdict, "");
    add(self, " (", decision->means, ")");
    say(self, ", score ");
    hf_buffer_add_int(&self->line, decision->score);
    add(self, ", cell ", decision->cell, "");
    if (decision->has_margin) {
        say(self, ", margin ");
        hf_buffer_add_int(&self->line, decision->margin);
    }
    add(self, ", to ", decision->route, "");
    while (hf_ground_next_label(&rest, &label)) {
        end_line(self, TOLD);
        hf_screen_to(&self->screen, 2);
        hf_screen_add(&self->screen, HF_SCREEN_PLAIN, label);
        add(self, "", because_of(rules, hf_ground_label_id(label)), "");
    }
    add_names(self, "would differ without ", " or ", decision->pivotal);
    add_names(self, "not known: ", ", ", decision->unknown);
}

static void
tell_handoff(teller *self, const hf_handoff *handoff)
{
    const handoff_agreement *agreement = self->ground->agreement;
    switch (hf_agreement_handoff(agreement, handoff->kind)) {
    case HF_HANDOFF_HANDED:
        say(self, "handed over");
        break;
    case HF_HANDOFF_FORCED:
        say(self, "handed over by Marketing's own will");
        break;
    case HF_HANDOFF_BLOCKED:
        say(self, "kept back by Marketing");
        break;
    case HF_HANDOFF_UNMAPPED:
        add(self, "handoff \"", handoff->kind, "\", which is not mapped");
        break;
    }
    add(self, " to ", handoff->recipient, "");
    add(self, " by ", handoff->actor, "");
    add_time(self, ", due ", handoff->due);
}

static const char *
whose(const teller *self, hf_view actor)
{
    const hf_person *person =
        hf_agreement_person(self->ground->agreement, actor);
    switch (person ? person->side : HF_SIDE_SALES) {
    case HF_SIDE_SALES:
        break;
    case HF_SIDE_MARKETING:
        return "Marketing:";
    case HF_SIDE_SYSTEM:
        return "system:";
    }
    return "Sales:";
}

static void
tell_disposition(teller *self, const hf_disposition *fact, bool is_new)
{
    bool has_status = hf_view_trim(fact->status).len > 0;
    bool has_owner = hf_view_trim(fact->owner).len > 0;
    say(self, whose(self, fact->actor));
    add(self, is_new ? " " : " still ", fact->status, "");
    if (has_status && hf_agreement_action(self->ground->agreement,
                                          fact->status) == HF_ACTION_UNMAPPED) {
        say(self, " (not mapped)");
    }
    add(self, has_status ? ", owner " : " owner ", fact->owner, "");
    add(self, has_status || has_owner ? ", priority " : " priority ",
        fact->priority, "");
    add(self, ", by ", fact->actor, "");
    add(self, " [", fact->team, "]");
    add(self, ", because \"", fact->reason, "\"");
    add(self, ": ", fact->comment, "");
}

static void
tell_outcome(teller *self, const hf_outcome *outcome)
{
    add(self, "outcome: ", outcome->stage, "");
    add(self, ", opportunity ", outcome->opportunity, "");
    if (outcome->has_amount) {
        say(self, ", ");
        hf_decimal_print(&self->line, outcome->amount);
        add(self, " ", outcome->currency, "");
    }
}

static void
tell_judgement(teller *self, const char *who, int is_right)
{
    if (is_right >= 0) {
        say(self, who);
        say(self, is_right ? " right" : " wrong");
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
}

static void
tell(teller *self, const event *one)
{
    add_time(self, "", one->at);
    hf_screen_add(&self->screen, HF_SCREEN_PLAIN, hf_buffer_view(&self->line));
    hf_buffer_reset(&self->line);
    switch (one->kind) {
    case EVENT_DECISION:
        tell_decision(self, &self->story->decisions[one->place]);
        break;
    case EVENT_HANDOFF:
        tell_handoff(self, &self->story->handoffs[one->place].fact);
        break;
    case EVENT_DISPOSITION:
        tell_disposition(self, &self->story->dispositions[one->place].fact,
                         one->is_new);
        break;
    case EVENT_OUTCOME:
        tell_outcome(self, &self->story->outcomes[one->place].fact);
        break;
    case EVENT_REVIEW:
        tell_review(self, &self->story->reviews[one->place].fact);
        break;
    }
    end_line(self, TOLD);
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
             (event){.at = story->decisions[at].as_of,
                     .kind = EVENT_DECISION,
                     .place = at});
    }
    for (size_t at = 0; at < story->handoff_count; at++) {
        note(out, &count, as_of,
             (event){.at = story->handoffs[at].fact.at,
                     .kind = EVENT_HANDOFF,
                     .place = at});
    }
    for (size_t at = 0; at < story->disposition_count; at++) {
        const hf_story_disposition *told = &story->dispositions[at];
        const hf_disposition *fact = &told->fact;
        int order = (int)hf_agreement_action(agreement, fact->status);
        note(out, &count, as_of,
             (event){.at = fact->at,
                     .kind = EVENT_DISPOSITION,
                     .order = order,
                     .place = at,
                     .is_new = told->says == HF_STORY_SAYS_ALL});
    }
    for (size_t at = 0; at < story->outcome_count; at++) {
        note(out, &count, as_of,
             (event){.at = story->outcomes[at].fact.at,
                     .kind = EVENT_OUTCOME,
                     .place = at});
    }
    for (size_t at = 0; at < story->review_count; at++) {
        note(out, &count, as_of,
             (event){.at = story->reviews[at].fact.at,
                     .kind = EVENT_REVIEW,
                     .place = at});
    }
    return count;
}

// Whether what `less` tells is told by `more` too.
static bool
covers(const hf_disposition *more, const hf_disposition *less)
{
    const hf_view all[] = {more->reason, more->priority, more->owner,
                           more->team, more->comment};
    const hf_view some[] = {less->reason, less->priority, less->owner,
                            less->team, less->comment};
    bool is_told = hf_view_equal(more->status, less->status) &&
                   hf_view_equal(more->actor, less->actor);
    for (size_t at = 0; is_told && at < sizeof all / sizeof *all; at++) {
        is_told = !some[at].len || hf_view_equal(all[at], some[at]);
    }
    return is_told;
}

static bool
is_told_by(const teller *self, const event *one, const event *other)
{
    return one->kind == EVENT_DISPOSITION && other->kind == EVENT_DISPOSITION &&
           one->at == other->at &&
           covers(&self->story->dispositions[other->place].fact,
                  &self->story->dispositions[one->place].fact);
}

// Of neighbours the one that tells more is told.
static void
tell_once(const teller *self, event *events, size_t count)
{
    for (size_t at = 1; at < count; at++) {
        event *less = &events[at];
        event *more = &events[at - 1];
        if (is_told_by(self, more, less)) {
            less = &events[at - 1];
            more = &events[at];
        } else if (!is_told_by(self, less, more)) {
            continue;
        }
        more->is_new |= less->is_new;
        less->is_told = true;
    }
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
    tell_once(self, events, count);
    for (size_t at = 0; at < count; at++) {
        if (!events[at].is_told) {
            tell(self, &events[at]);
        }
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
    hf_overtaken overtaken;
    hf_story_range range = {.ruleset = ruleset,
                            .known_by = asked->known_by,
                            .agreement = asked->agreement,
                            .overtaken = &overtaken};
    hf_stories *stories = NULL;
    hf_story story = {0};
    bool has_one = false;
    handoff_status status = hf_story_whole(
        ledger, find_lead(ledger, asked->lead), &range.lead, findings);
    handoff_status loaded = hf_overtaken_load(&overtaken, ledger, ruleset,
                                              asked->known_by, findings);
    status = status == HANDOFF_OK ? loaded : status;
    if (status == HANDOFF_OK) {
        status = hf_story_open(ledger, &range, &stories, findings);
    }
    if (status == HANDOFF_OK) {
        status = hf_story_next(stories, &story, &has_one, findings);
    }
    if (status == HANDOFF_OK && has_one && story.decision_count) {
        self->story = &story;
        add(self, "lead ", story.key, "");
        add(self, ", by the rules of ", name, "");
        end_line(self, 0);
        status = tell_story(self, findings);
    }
    hf_story_close(stories);
    hf_overtaken_clear(&overtaken);
    return status;
}

handoff_status
hf_log_story_write(handoff_ledger *ledger, const hf_log_story *asked,
                   hf_buffer *out, handoff_findings *findings)
{
    hf_ground ground = {.agreement = asked->agreement, .as_of = asked->as_of};
    teller self = {.ground = &ground};
    hf_screen_init(&self.screen, HANDOFF_SHAPE_TEXT, WIDTH);
    handoff_status status =
        hf_ground_load(&ground, ledger, asked->known_by, findings);
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
    add_time(&self, "what it comes to, as of ", asked->as_of);
    hf_screen_end(&self.screen);
    end_line(&self, 0);
    hf_buffer_add_view(out, hf_buffer_view(&self.screen.out));
    out->failed |= self.screen.out.failed;
    hf_screen_clear(&self.screen);
    hf_buffer_clear(&self.line);
    return status == HANDOFF_OK ? hf_db_status(ledger->db, findings) : status;
}
