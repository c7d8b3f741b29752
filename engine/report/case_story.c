/*
 * The facts of a lead become the three columns of a case: the decision with
 * its fired criteria, points and rationale; handoffs and dispositions since the
 * case began, in the order of time; outcomes and what meetings judged. In goes
 * a case, out come lines in the report's arena.
 */
#include "report/case_story.h"

#include "base/memory.h"
#include "ledger/facts.h"
#include "ledger/pseudonym.h"
#include "ledger/story.h"
#include "report/words.h"

enum { MOST_DEEDS = 14, MOST_LINES = 48 };

/* Lines of one column, before they are known to be all. */
typedef struct page {
    hf_view lines[MOST_LINES];
    size_t count;
} page;

typedef struct telling {
    hf_case_teller *teller;
    const hf_episode *one;
    const hf_story *story;
    hf_buffer words;
    page page;
    bool is_fine; // memory did not run out
} telling;

// ---- Lines -----------------------------------------------------------------

// What is in `words` is one line more; beyond the last one nothing is added.
static void
end_line(telling *self)
{
    hf_view line = hf_arena_copy(&self->teller->report->arena,
                                 hf_buffer_view(&self->words));
    self->is_fine &= !self->words.failed && line.ptr;
    if (self->is_fine && self->page.count < MOST_LINES) {
        self->page.lines[self->page.count++] = line;
    }
    hf_buffer_reset(&self->words);
}

static void
end_page(telling *self, hf_lines *out)
{
    size_t count = self->page.count;
    out->items = hf_arena_zero(&self->teller->report->arena, count ? count : 1,
                               sizeof *out->items);
    self->is_fine &= out->items != NULL;
    for (size_t at = 0; self->is_fine && at < count; at++) {
        out->items[at] = self->page.lines[at];
    }
    out->count = self->is_fine ? count : 0;
    self->page.count = 0;
}

static bool
shows_values(const telling *self)
{
    return self->teller->report->options->show_values != 0;
}

void
hf_case_story_person(const hf_case_teller *teller, hf_view name, hf_buffer *out)
{
    const handoff_report_options *options = teller->report->options;
    if (!options->show_people || !name.len) {
        return;
    }
    if (options->hide_people) {
        hf_pseudonym_add(out, teller->ledger, 'P', name);
    } else {
        hf_buffer_add_view(out, name);
    }
}

static void
add_person(telling *self, const char *before, hf_view name)
{
    if (self->teller->report->options->show_people && name.len) {
        hf_buffer_add_text(&self->words, before);
        hf_case_story_person(self->teller, name, &self->words);
    }
}

// ---- What the rules saw ----------------------------------------------------

static const hf_story_decision *
find_decision(const telling *self)
{
    const hf_story *story = self->story;
    for (size_t at = 0; at < story->decision_count; at++) {
        if (story->decisions[at].id == self->one->decision) {
            return &story->decisions[at];
        }
    }
    return NULL;
}

// "company-size.1:30" is read "company-size, +30: because".
static void
tell_label(telling *self, const hf_story_decision *decision, hf_view label)
{
    hf_view id = hf_ground_label_id(label);
    size_t colon = label.len;
    while (colon > 0 && label.ptr[colon - 1] != ':') {
        colon--;
    }
    hf_view points = hf_view_slice(label, colon, label.len);
    bool is_gate = hf_view_equal(points, HF_VIEW("gate"));
    bool has_sign = points.len && points.ptr[0] == '-';
    const hf_rule_line *line =
        hf_rule_book_find(&self->teller->book, self->teller->ledger,
                          decision->revision, id, &self->is_fine);
    hf_words_add(&self->words, "%v, %t%v", id,
                 is_gate    ? "a "
                 : has_sign ? ""
                            : "+",
                 points);
    if (line && line->because.len) {
        hf_words_add(&self->words, ": %v", line->because);
    }
    end_line(self);
}

static void
tell_names(telling *self, const char *before, hf_view rest)
{
    hf_view name;
    const char *between = before;
    if (!rest.len) {
        return;
    }
    while (hf_ground_next_label(&rest, &name)) {
        hf_words_add(&self->words, "%t%v", between, name);
        between = ", ";
    }
    end_line(self);
}

static void
tell_rules(telling *self)
{
    const hf_story_decision *decision = find_decision(self);
    hf_view label;
    if (!decision) {
        return;
    }
    hf_view rest = decision->fired;
    hf_words_add(&self->words, "%m: %v, score %n", decision->as_of,
                 decision->verdict, decision->score);
    if (decision->cell.len) {
        hf_words_add(&self->words, ", cell %v", decision->cell);
    }
    if (decision->has_margin) {
        hf_words_add(
            &self->words, ", %o %t",
            decision->margin < 0 ? -decision->margin : decision->margin,
            "point", "points",
            decision->margin < 0 ? "short of a pass" : "above the line");
    }
    if (decision->route.len) {
        hf_words_add(&self->words, ", to %v", decision->route);
    }
    end_line(self);
    while (hf_ground_next_label(&rest, &label)) {
        tell_label(self, decision, label);
    }
    tell_names(self,
               "The answer would be another one without: ", decision->pivotal);
    tell_names(self, "Not known: ", decision->unknown);
}

// ---- What Sales did --------------------------------------------------------

static const char *
whose(const telling *self, hf_view actor)
{
    const hf_person *person =
        hf_agreement_person(self->teller->report->agreement, actor);
    switch (person ? person->side : HF_SIDE_SALES) {
    case HF_SIDE_SALES:
        break;
    case HF_SIDE_MARKETING:
        return "Marketing";
    case HF_SIDE_SYSTEM:
        return "the system";
    }
    return "Sales";
}

static hf_view
team_of(const telling *self, const hf_disposition *fact)
{
    const hf_person *person =
        hf_agreement_person(self->teller->report->agreement, fact->actor);
    return fact->team.len ? fact->team : person ? person->team : HF_VIEW("");
}

// Behind the first `head` bytes, which say when and who, comes what.
static const char *
separator(const telling *self, size_t head)
{
    return self->words.len == head ? ": " : "; ";
}

// A reason or status is one of a list; what is not in it may say anything.
static void
add_picked(telling *self, size_t head, const char *before, hf_view text,
           bool is_mapped, const char *otherwise)
{
    text = hf_view_trim(text);
    if (!text.len) {
        return;
    }
    hf_buffer_add_text(&self->words, separator(self, head));
    hf_buffer_add_text(&self->words, before);
    if (is_mapped || shows_values(self)) {
        hf_buffer_add_view(&self->words, text);
    } else {
        hf_buffer_add_text(&self->words, otherwise);
    }
}

static void
tell_disposition(telling *self, const hf_disposition *fact)
{
    const handoff_agreement *agreement = self->teller->report->agreement;
    hf_view team = team_of(self, fact);
    hf_words_add(&self->words, "%m: %t", fact->at, whose(self, fact->actor));
    if (team.len) {
        hf_words_add(&self->words, ", %v", team);
    }
    add_person(self, ", ", fact->actor);
    size_t head = self->words.len;
    add_picked(self, head, "", fact->status,
               hf_agreement_action(agreement, fact->status) !=
                   HF_ACTION_UNMAPPED,
               "a status that is not mapped");
    add_picked(self, head, "reason ", fact->reason,
               hf_agreement_reason(agreement, hf_view_trim(fact->reason)) !=
                   NULL,
               "one that is not mapped");
    add_picked(self, head, "priority ", fact->priority,
               hf_agreement_priority(agreement, fact->priority) >= 0,
               "one that is not mapped");
    if (fact->owner.len) {
        hf_buffer_add_text(&self->words, separator(self, head));
        hf_buffer_add_text(&self->words, "given to another owner");
        add_person(self, ", ", fact->owner);
    }
    if (shows_values(self) && fact->comment.len) {
        hf_words_add(&self->words, "%t\"%v\"", separator(self, head),
                     fact->comment);
    }
    end_line(self);
}

static void
tell_handoff(telling *self, const hf_handoff *fact)
{
    const char *what = "handed over";
    switch (hf_agreement_handoff(self->teller->report->agreement, fact->kind)) {
    case HF_HANDOFF_HANDED:
    case HF_HANDOFF_UNMAPPED:
        break;
    case HF_HANDOFF_FORCED:
        what = "handed over by Marketing's own will";
        break;
    case HF_HANDOFF_BLOCKED:
        what = "kept back by Marketing";
        break;
    }
    hf_words_add(&self->words, "%m: %t", fact->at, what);
    if (fact->recipient.len) {
        hf_words_add(&self->words, " to %v", fact->recipient);
    }
    add_person(self, ", ", fact->actor);
    if (fact->due != HF_FACTS_NO_TIME) {
        hf_words_add(&self->words, ", due %m", fact->due);
    }
    end_line(self);
}

static bool
is_of_case(const telling *self, int64_t at)
{
    return at >= self->one->began && at <= self->teller->report->as_of;
}

static bool
is_same_or_empty(hf_view less, hf_view more)
{
    return !less.len || hf_view_equal(less, more);
}

// Two exports may tell of one deed; the fuller line, if it is the next, does.
static bool
is_told_next(const hf_story *story, size_t at)
{
    if (at + 1 == story->disposition_count) {
        return false;
    }
    const hf_disposition *less = &story->dispositions[at].fact;
    const hf_disposition *more = &story->dispositions[at + 1].fact;
    return less->at == more->at && hf_view_equal(less->actor, more->actor) &&
           hf_view_equal(less->status, more->status) &&
           is_same_or_empty(less->reason, more->reason) &&
           is_same_or_empty(less->priority, more->priority) &&
           is_same_or_empty(less->owner, more->owner) &&
           is_same_or_empty(less->comment, more->comment);
}

static bool
is_told(const telling *self, size_t at)
{
    const hf_story_disposition *told = &self->story->dispositions[at];
    return is_of_case(self, told->fact.at) &&
           told->says != HF_STORY_SAYS_NOTHING &&
           !is_told_next(self->story, at);
}

static void
tell_deeds(telling *self)
{
    const hf_story *story = self->story;
    size_t handoff = 0;
    size_t skipped = 0;
    for (size_t at = 0; at <= story->disposition_count; at++) {
        const hf_story_disposition *told =
            at < story->disposition_count ? &story->dispositions[at] : NULL;
        int64_t until = told ? told->fact.at : INT64_MAX;
        for (; handoff < story->handoff_count &&
               story->handoffs[handoff].fact.at <= until;
             handoff++) {
            if (is_of_case(self, story->handoffs[handoff].fact.at)) {
                tell_handoff(self, &story->handoffs[handoff].fact);
            }
        }
        if (!told || !is_told(self, at)) {
            continue;
        }
        if (self->page.count < MOST_DEEDS) {
            tell_disposition(self, &told->fact);
        } else {
            skipped++;
        }
    }
    if (skipped) {
        hf_words_add(&self->words, "%o more", (int64_t)skipped, "action",
                     "actions");
        end_line(self);
    }
    if (!self->page.count) {
        hf_buffer_add_text(&self->words, "Nothing is recorded.");
        end_line(self);
    }
}

// ---- What became of it -----------------------------------------------------

const char *
hf_case_story_level(hf_level level)
{
    switch (level) {
    case HF_LEVEL_MEETING:
        return "a meeting";
    case HF_LEVEL_OPPORTUNITY:
        return "an opportunity";
    case HF_LEVEL_WON:
        return "won";
    case HF_LEVEL_LOST:
        return "an opportunity, lost";
    case HF_LEVEL_NO_DECISION:
        return "an opportunity, no decision";
    case HF_LEVEL_UNMAPPED:
        break;
    }
    return "nothing so far";
}

// The further, the higher; a deal that was lost came further than one open.
static int
rank_of(hf_level level)
{
    switch (level) {
    case HF_LEVEL_MEETING:
        return 1;
    case HF_LEVEL_OPPORTUNITY:
        return 2;
    case HF_LEVEL_NO_DECISION:
        return 3;
    case HF_LEVEL_LOST:
        return 4;
    case HF_LEVEL_WON:
        return 5;
    case HF_LEVEL_UNMAPPED:
        break;
    }
    return 0;
}

static void
find_fate(telling *self, hf_fate *out)
{
    hf_report *report = self->teller->report;
    *out = (hf_fate){.level = HF_LEVEL_UNMAPPED, .at = HF_FACTS_NO_TIME};
    for (size_t at = 0; at < self->story->outcome_count; at++) {
        const hf_outcome *fact = &self->story->outcomes[at].fact;
        hf_level level = hf_agreement_level(report->agreement, fact->stage);
        if (!is_of_case(self, fact->at) ||
            rank_of(level) < rank_of(out->level) || !rank_of(level)) {
            continue;
        }
        *out = (hf_fate){.level = level,
                         .at = fact->at,
                         .has_amount = fact->has_amount,
                         .amount = fact->amount,
                         .currency = fact->currency};
    }
    out->currency = hf_arena_copy(&report->arena, out->currency);
    self->is_fine &= out->currency.ptr != NULL;
}

static void
tell_review(telling *self, const hf_review *fact)
{
    if (fact->at > self->teller->report->as_of ||
        fact->cycle != self->one->cycle) {
        return;
    }
    hf_words_add(&self->words, "Judged on %y", fact->at);
    add_person(self, " by ", fact->reviewer);
    if (fact->rule_right >= 0) {
        hf_words_add(&self->words, "; the rule was %t",
                     fact->rule_right ? "right" : "wrong");
    }
    if (fact->response_right >= 0) {
        hf_words_add(&self->words, "; the response was %t",
                     fact->response_right ? "right" : "wrong");
    }
    if (shows_values(self) && fact->note.len) {
        hf_words_add(&self->words, "; \"%v\"", fact->note);
    }
    if (shows_values(self) && fact->action.len) {
        hf_words_add(&self->words, "; to be done: %v", fact->action);
    }
    end_line(self);
}

static void
tell_fate(telling *self, hf_fate *fate)
{
    find_fate(self, fate);
    hf_view words = hf_units_resolution_words(
        hf_units_resolution_text((hf_resolution)self->one->resolution));
    if (rank_of(fate->level)) {
        hf_words_add(&self->words, "%y: %t", fate->at,
                     hf_case_story_level(fate->level));
        if (fate->has_amount) {
            hf_words_add(&self->words, ", %n %v", fate->amount / 1000000,
                         fate->currency);
        }
    } else {
        hf_buffer_add_text(&self->words, "No outcome by the moment of this "
                                         "report");
    }
    end_line(self);
    if (words.len && self->one->resolution != HF_RESOLUTION_OPEN) {
        hf_words_add(&self->words, "By the outcome: %v", words);
        end_line(self);
    }
    for (size_t at = 0; at < self->story->review_count; at++) {
        tell_review(self, &self->story->reviews[at].fact);
    }
}

// ---- From the ledger -------------------------------------------------------

typedef void deed(telling *self, hf_discussed_part *out);

static void
tell_all(telling *self, hf_discussed_part *out)
{
    tell_rules(self);
    end_page(self, &out->saw);
    tell_deeds(self);
    end_page(self, &out->did);
    tell_fate(self, &out->fate);
    end_page(self, &out->became);
}

static void
tell_only_fate(telling *self, hf_discussed_part *out)
{
    find_fate(self, &out->fate);
}

static int64_t
find_ruleset(hf_case_teller *teller, const hf_episode *one)
{
    hf_query *query = hf_db_use(teller->ledger->db, HF_STATEMENT_FIND_RULESET);
    hf_db_bind_text(query, 1,
                    hf_episodes_text(&teller->report->episodes, one->ruleset));
    int64_t id = hf_db_next(query) ? hf_db_get_int(query, 0) : 0;
    hf_db_reset(query);
    return id;
}

static handoff_status
with_story(hf_case_teller *teller, const hf_episode *one, deed *does,
           hf_discussed_part *out)
{
    hf_story_range range = {.ruleset = find_ruleset(teller, one),
                            .lead = one->lead,
                            .known_by = teller->report->known_by};
    hf_stories *stories = NULL;
    hf_story story = {0};
    bool has_one = false;
    handoff_status status =
        hf_story_open(teller->ledger, &range, &stories, teller->findings);
    if (status == HANDOFF_OK) {
        status = hf_story_next(stories, &story, &has_one, teller->findings);
    }
    if (status == HANDOFF_OK) {
        telling self = {.teller = teller, .one = one, .story = &story};
        self.is_fine = true;
        does(&self, out);
        status = hf_db_status(teller->ledger->db, teller->findings);
        if (status == HANDOFF_OK && (!self.is_fine || self.words.failed)) {
            status = hf_store_no_memory(teller->findings);
        }
        hf_buffer_clear(&self.words);
    }
    hf_story_close(stories);
    return status;
}

handoff_status
hf_case_story_fate(hf_case_teller *teller, const hf_episode *one, hf_fate *out)
{
    hf_discussed_part told = {0};
    handoff_status status = with_story(teller, one, tell_only_fate, &told);
    if (status == HANDOFF_OK) {
        *out = told.fate;
    }
    return status;
}

handoff_status
hf_case_story_tell(hf_case_teller *teller, hf_discussed_part *out)
{
    return with_story(teller, &teller->report->episodes.items[out->at],
                      tell_all, out);
}

void
hf_case_story_clear(hf_case_teller *teller)
{
    hf_rule_book_clear(&teller->book);
}
