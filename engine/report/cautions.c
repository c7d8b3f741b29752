/*
 * What a reader has to know before trusting a number: what was not observed,
 * what could not be judged, what is young, small, or made with rules that are
 * in no commit. In goes a report that is otherwise complete, out come
 * sentences, the ones that weigh most first.
 */
#include "dispute/ground.h"
#include "ledger/facts.h"
#include "ledger/story.h"
#include "report/builders.h"
#include "report/words.h"

enum { MOST_WARNINGS = 24 };

typedef struct caution {
    hf_report *report;
    handoff_ledger *ledger;
    hf_buffer words;
    bool is_fine; // memory did not run out
} caution;

// What was put into `words` is one warning more.
static void
warn(caution *self)
{
    hf_report *report = self->report;
    hf_view text = hf_arena_copy(&report->arena, hf_buffer_view(&self->words));
    self->is_fine &= !self->words.failed && text.ptr;
    if (self->is_fine && report->warnings.count < MOST_WARNINGS) {
        report->warnings.items[report->warnings.count++] = text;
    }
    hf_buffer_reset(&self->words);
}

// ---- What was observed -----------------------------------------------------

static void
warn_of_coverage(caution *self, int64_t covered)
{
    const hf_report *report = self->report;
    if (covered == HF_FACTS_NO_TIME) {
        hf_words_add(&self->words, "No record of what Sales did was taken in: "
                                   "that nobody worked a held lead is not "
                                   "observed either.");
        warn(self);
    } else if (covered < report->to && covered < report->as_of) {
        hf_words_add(&self->words,
                     "What Sales did is recorded up to %m. Silence after that "
                     "is not judged.",
                     covered);
        warn(self);
    }
}

static void
warn_of_before(caution *self)
{
    const hf_report_before *before = &self->report->before;
    if (before->begins == HF_FACTS_NO_TIME) {
        return;
    }
    hf_words_add(&self->words,
                 before->is_there
                     ? "The ledger begins on %y: the period before is not "
                       "whole."
                     : "The ledger begins on %y: there is no period before "
                       "to compare with.",
                 before->begins);
    warn(self);
}

static void
warn_of_touches(caution *self, bool has_seen_touches, int64_t covered)
{
    if (has_seen_touches || covered == HF_FACTS_NO_TIME) {
        return;
    }
    hf_words_add(&self->words,
                 "No export shows touches (a status that the agreement maps "
                 "to 'touched', calls, e-mails): what was closed cannot be "
                 "told from what was worked and then closed.");
    warn(self);
}

static void
warn_of_outcomes(caution *self, bool has_outcomes)
{
    if (has_outcomes) {
        return;
    }
    hf_words_add(&self->words, "No outcomes were taken in: who was right "
                               "cannot be told, and what has ripened looks as "
                               "if nothing came of it.");
    warn(self);
}

// ---- What could not be judged ----------------------------------------------

static void
warn_of_untold(caution *self)
{
    const hf_report *report = self->report;
    int64_t untold = report->codes[HF_UNIT_INDETERMINATE];
    if (untold) {
        hf_words_add(&self->words,
                     "%o cannot be told: what Sales did was not observed, or "
                     "stands in words that the agreement does not map. They "
                     "are in no rate.",
                     untold, "case", "cases");
        warn(self);
    }
    if (report->facts_without_decision) {
        hf_words_add(&self->words,
                     "%o of Sales concern leads that the rules had not seen "
                     "by then; they make no case.",
                     report->facts_without_decision, "action", "actions");
        warn(self);
    }
}

static void
warn_of_dirt(caution *self)
{
    const hf_report *report = self->report;
    int64_t dirty = 0;
    int64_t rulesets = 0;
    for (size_t at = 0; at < report->revisions.count; at++) {
        const hf_revision_part *one = &report->revisions.items[at];
        dirty += one->is_dirty;
        rulesets +=
            !at || !hf_view_equal(one->ruleset,
                                  report->revisions.items[at - 1].ruleset);
    }
    if (dirty) {
        hf_words_add(
            &self->words, "%o in no commit as they stood when they were used.",
            dirty, "revision of the rules was", "revisions of the rules were");
        warn(self);
    }
    if (rulesets > 1) {
        hf_words_add(&self->words,
                     "%n rule sets are counted together; --ruleset NAME "
                     "parts them.",
                     rulesets);
        warn(self);
    }
}

// ---- What is small or young ------------------------------------------------

static void
warn_of_size(caution *self)
{
    const hf_report *report = self->report;
    int64_t least = report->agreement->minimum_cell;
    const hf_rate *high = &report->rates.high_side;
    if (high->has_rate && high->n < least) {
        hf_words_add(&self->words,
                     "Only %o of passed leads can be judged: the rate could "
                     "be anything from %s to %s.",
                     high->n, "case", "cases", high->low, high->high);
        warn(self);
    }
}

static void
warn_of_youth(caution *self)
{
    const hf_right_part *right = &self->report->right;
    if (right->open > right->matured && right->open) {
        hf_words_add(&self->words,
                     "Most cases (%n of %n) are too young to say who was "
                     "right.",
                     right->open, right->open + right->matured);
        warn(self);
    }
}

static void
warn_of_bulk(caution *self)
{
    const hf_time_part *time = &self->report->time;
    if (time->bulk_count) {
        hf_words_add(&self->words,
                     "%o closed many leads at once. With each counted as one "
                     "decision, Sales did not follow %r.",
                     (int64_t)time->bulk_count, "click", "clicks", time->once);
        warn(self);
    }
}

static handoff_status
warn_of_withdrawn(caution *self, handoff_findings *findings)
{
    hf_active active;
    handoff_status status =
        hf_active_load(&active, self->ledger, self->report->known_by, findings);
    if (status == HANDOFF_OK && active.withdrawn_count) {
        hf_words_add(&self->words,
                     "%o in the ledger do not count: they were withdrawn.",
                     (int64_t)active.withdrawn_count, "batch", "batches");
        warn(self);
    }
    hf_active_clear(&active);
    return status;
}

// ---- All of them -----------------------------------------------------------

static handoff_status
look(caution *self, handoff_findings *findings)
{
    const hf_report *report = self->report;
    hf_ground ground = {.agreement = report->agreement, .as_of = report->as_of};
    int64_t outcomes = HF_FACTS_NO_TIME;
    handoff_status status =
        hf_ground_load(&ground, self->ledger, report->known_by, findings);
    if (status == HANDOFF_OK) {
        status = hf_story_covered(self->ledger, HF_VIEW("outcomes"),
                                  report->known_by, &outcomes, findings);
    }
    if (status == HANDOFF_OK && report->funnel.scored) {
        warn_of_coverage(self, ground.covered);
        warn_of_touches(self, ground.has_seen_touches, ground.covered);
        warn_of_before(self);
        warn_of_outcomes(self, outcomes != HF_FACTS_NO_TIME);
    }
    hf_ground_clear(&ground);
    if (status == HANDOFF_OK) {
        warn_of_bulk(self);
        warn_of_size(self);
        warn_of_untold(self);
        warn_of_youth(self);
        warn_of_dirt(self);
        status = warn_of_withdrawn(self, findings);
    }
    return status;
}

handoff_status
hf_cautions_build(hf_report *report, handoff_ledger *ledger,
                  handoff_findings *findings)
{
    caution self = {.report = report, .ledger = ledger, .is_fine = true};
    report->warnings.items = hf_arena_zero(&report->arena, MOST_WARNINGS,
                                           sizeof *report->warnings.items);
    if (!report->warnings.items) {
        return hf_store_no_memory(findings);
    }
    handoff_status status = look(&self, findings);
    hf_buffer_clear(&self.words);
    return status == HANDOFF_OK && !self.is_fine ? hf_store_no_memory(findings)
                                                 : status;
}
