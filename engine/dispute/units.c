/*
 * Units of one lead: its decisions, handoffs and dispositions up to as-of are
 * walked through in the order of time; each disposition goes to the unit that
 * is running. Within one second decisions come first, then handoffs, then
 * dispositions in the order of what they mean, whatever the order in which
 * they were taken in. Codes are left to classify.c.
 */
#include "dispute/units.h"

#include "base/memory.h"
#include "dispute/judge.h"

#include <stdlib.h>

typedef struct walk {
    hf_units *units;
    const hf_ground *ground;
    const hf_story *story;
    size_t decisions, handoffs;     // up to as-of
    size_t decision, handoff, deed; // the next ones
    const hf_story_decision *last;  // in force
    int64_t cycles;
    bool may_hand;     // never handed, recycled, or a non-pass since
    bool has_fallen;   // a non-pass since
    bool has_unit;     // the last of units is running
    bool is_open;      // a handed one: not closed
    bool is_converted; // and so closed for good
} walk;

// ---- Dispositions, understood ----------------------------------------------

static hf_action
rest_of(const hf_disposition *fact)
{
    if (hf_view_trim(fact->owner).len) {
        return HF_ACTION_REASSIGNED;
    }
    return hf_view_trim(fact->priority).len ? HF_ACTION_REPRIORITISED
                                            : HF_ACTION_UNMAPPED;
}

static bool
is_closing(hf_action action)
{
    return action == HF_ACTION_REJECTED || action == HF_ACTION_RECYCLED ||
           action == HF_ACTION_DISQUALIFIED;
}

// A status that stands is nothing new, but for the reason of a closing.
static hf_action
action_of(const handoff_agreement *agreement, const hf_story_disposition *from)
{
    const hf_disposition *fact = &from->fact;
    hf_action action = hf_view_trim(fact->status).len
                           ? hf_agreement_action(agreement, fact->status)
                           : rest_of(fact);
    bool is_new = from->says == HF_STORY_SAYS_ALL ||
                  (from->says == HF_STORY_SAYS_REASON && is_closing(action));
    return is_new ? action : rest_of(fact);
}

static hf_deed
understand(const handoff_agreement *agreement, const hf_story_disposition *from)
{
    const hf_disposition *fact = &from->fact;
    const hf_person *person = hf_agreement_person(agreement, fact->actor);
    hf_view priority = hf_view_trim(fact->priority);
    hf_view team = hf_view_trim(fact->team);
    return (hf_deed){
        .fact = from,
        .at = fact->at,
        .action = action_of(agreement, from),
        .side = person ? person->side : HF_SIDE_SALES,
        .priority =
            priority.len ? hf_agreement_priority(agreement, priority) : -1,
        .is_conversation =
            from->says == HF_STORY_SAYS_ALL &&
            hf_agreement_is_conversation(agreement, fact->status),
        .team = team.len ? team
                : person ? person->team
                         : HF_VIEW(""),
    };
}

static int
order_texts(const hf_disposition *a, const hf_disposition *b)
{
    const hf_view left[] = {a->status,   a->actor, a->team,   a->reason,
                            a->priority, a->owner, a->comment};
    const hf_view right[] = {b->status,   b->actor, b->team,   b->reason,
                             b->priority, b->owner, b->comment};
    int order = 0;
    for (size_t at = 0; !order && at < sizeof left / sizeof *left; at++) {
        order = hf_view_order(left[at], right[at]);
    }
    return order;
}

// Never by id: files come in any order.
static int
order_deeds(const void *a, const void *b)
{
    const hf_deed *left = a;
    const hf_deed *right = b;
    if (left->at != right->at) {
        return left->at < right->at ? -1 : 1;
    }
    if (left->action != right->action) {
        return left->action < right->action ? -1 : 1;
    }
    return order_texts(&left->fact->fact, &right->fact->fact);
}

static void
note_later(walk *self, int64_t at)
{
    if (self->units->next_fact == HF_FACTS_NO_TIME ||
        at < self->units->next_fact) {
        self->units->next_fact = at;
    }
}

static bool
read_deeds(walk *self)
{
    hf_units *units = self->units;
    const hf_story *story = self->story;
    hf_deed *grown =
        hf_memory_grow(units->deeds, &units->deed_room,
                       story->disposition_count + 1, sizeof *grown);
    if (!grown) {
        return false;
    }
    units->deeds = grown;
    units->deed_count = 0;
    for (size_t at = 0; at < story->disposition_count; at++) {
        const hf_story_disposition *fact = &story->dispositions[at];
        if (fact->fact.at > self->ground->as_of) {
            note_later(self, fact->fact.at);
            break;
        }
        hf_deed deed = understand(self->ground->agreement, fact);
        bool is_new = fact->says == HF_STORY_SAYS_ALL ||
                      deed.action != HF_ACTION_UNMAPPED;
        if (is_new && fact->says != HF_STORY_SAYS_NOTHING) {
            grown[units->deed_count++] = deed;
        }
    }
    qsort(grown, units->deed_count, sizeof *grown, order_deeds);
    return true;
}

// ---- Units, begun and added to ---------------------------------------------

static hf_unit *
running(const walk *self)
{
    return self->has_unit ? &self->units->items[self->units->count - 1] : NULL;
}

static hf_unit *
begin(walk *self, hf_unit_kind kind, int64_t at)
{
    hf_units *units = self->units;
    hf_unit *grown = hf_memory_grow(units->items, &units->room,
                                    units->count + 1, sizeof *grown);
    if (!grown) {
        units->out_of_memory = true;
        return NULL;
    }
    units->items = grown;
    hf_unit *unit = &grown[units->count++];
    *unit = (hf_unit){.kind = kind,
                      .cycle = self->cycles,
                      .began = at,
                      .handed = HF_FACTS_NO_TIME,
                      .due = HF_FACTS_NO_TIME,
                      .decision = self->last,
                      .decisions = self->last,
                      .decision_count = 1,
                      .deeds = units->deeds + self->deed};
    self->has_unit = true;
    return unit;
}

static bool
is_pass(const hf_story_decision *decision)
{
    return hf_view_equal(decision->means, HF_VIEW("pass"));
}

static void
take_decision(walk *self)
{
    hf_unit *unit = running(self);
    self->last = &self->story->decisions[self->decision++];
    if (is_pass(self->last)) {
        self->has_unit = unit && unit->kind != HF_UNIT_HELD;
        return;
    }
    self->may_hand = self->has_fallen = true;
    if (unit && unit->kind == HF_UNIT_HELD) {
        unit->decision_count++;
    } else if (!unit || unit->kind != HF_UNIT_HANDED || !self->is_open) {
        begin(self, HF_UNIT_HELD, self->last->as_of);
    }
}

static void
follow_state(walk *self, const hf_deed *deed)
{
    if (deed->action == HF_ACTION_RECYCLED) {
        self->may_hand = true;
    }
    if (deed->side == HF_SIDE_SYSTEM || self->is_converted) {
        return;
    }
    bool is_sales = deed->side == HF_SIDE_SALES;
    switch (deed->action) {
    case HF_ACTION_ACCEPTED:
    case HF_ACTION_TOUCHED:
        self->is_open |= is_sales;
        return;
    case HF_ACTION_REJECTED:
    case HF_ACTION_RECYCLED:
    case HF_ACTION_DISQUALIFIED:
        self->is_open = false;
        return;
    case HF_ACTION_CONVERTED:
        self->is_open &= !is_sales;
        self->is_converted = is_sales;
        return;
    case HF_ACTION_HANDED:
    case HF_ACTION_REASSIGNED:
    case HF_ACTION_REPRIORITISED:
    case HF_ACTION_PULLED:
    case HF_ACTION_UNMAPPED:
        return;
    }
}

static void
take_deed(walk *self)
{
    hf_unit *unit = running(self);
    follow_state(self, &self->units->deeds[self->deed++]);
    if (unit) {
        unit->deed_count++;
    }
}

// ---- Handoffs --------------------------------------------------------------

// Recycled in the very second in which it is handed again: that goes before.
static void
take_recycled(walk *self, int64_t at)
{
    const hf_deed *deeds = self->units->deeds;
    size_t end = self->deed;
    for (size_t one = self->deed;
         one < self->units->deed_count && deeds[one].at == at; one++) {
        if (deeds[one].action == HF_ACTION_RECYCLED) {
            end = one + 1;
        }
    }
    while (self->deed < end) {
        take_deed(self);
    }
}

// What the rules passed is not forced, whoever hands it over.
static void
hand_over(walk *self, const hf_story_handoff *handoff)
{
    const hf_calendar *calendar = &self->ground->agreement->calendar;
    int64_t at = handoff->fact.at;
    if (self->cycles && !self->may_hand) {
        take_recycled(self, at);
    }
    if (self->cycles && !self->may_hand) {
        return; // Sales has it
    }
    if (handoff->is_again && !self->has_fallen) {
        return; // of a recycling the run did not know
    }
    self->cycles++;
    hf_unit *unit = begin(self, HF_UNIT_HANDED, at);
    if (!unit) {
        return;
    }
    unit->handoff = handoff;
    unit->is_forced = !is_pass(self->last);
    unit->handed = at;
    unit->sla = hf_ground_sla(self->ground, self->last);
    if (unit->sla > 0) {
        unit->due = hf_calendar_add(calendar, at, unit->sla);
    }
    self->may_hand = self->has_fallen = false;
    self->is_open = true;
    self->is_converted = false;
}

static bool
was_worked(const hf_unit *unit)
{
    for (size_t at = 0; at < unit->deed_count; at++) {
        const hf_deed *deed = &unit->deeds[at];
        if (deed->side == HF_SIDE_SALES &&
            (deed->action == HF_ACTION_TOUCHED ||
             deed->action == HF_ACTION_CONVERTED)) {
            return true;
        }
    }
    return false;
}

static void
keep_back(walk *self, const hf_story_handoff *handoff)
{
    hf_unit *unit = running(self);
    if (unit && unit->kind == HF_UNIT_HANDED && self->is_open) {
        if (!was_worked(unit)) {
            unit->is_blocked = true;
            unit->blocker = handoff->fact.actor;
        }
        return;
    }
    if (!is_pass(self->last) || (self->cycles && !self->may_hand) ||
        (unit && unit->kind == HF_UNIT_KEPT_BACK)) {
        return; // nothing was kept back
    }
    unit = begin(self, HF_UNIT_KEPT_BACK, handoff->fact.at);
    if (unit) {
        unit->is_blocked = true;
        unit->blocker = handoff->fact.actor;
    }
}

// Somebody handed over what the rules did not pass.
static bool
was_forced(const walk *self, const hf_handoff *fact)
{
    const hf_person *person =
        hf_agreement_person(self->ground->agreement, fact->actor);
    return !person || person->side == HF_SIDE_MARKETING;
}

static void
take_handoff(walk *self)
{
    const handoff_agreement *agreement = self->ground->agreement;
    const hf_story_handoff *handoff = &self->story->handoffs[self->handoff++];
    bool is_imported = handoff->fact.ruleset == 0;
    if (!self->last) {
        return; // before the first decision
    }
    if (!is_imported) {
        if (!agreement->imports_handoffs && is_pass(self->last)) {
            hand_over(self, handoff);
        }
        return;
    }
    switch (hf_agreement_handoff(agreement, handoff->fact.kind)) {
    case HF_HANDOFF_HANDED:
        if (agreement->imports_handoffs &&
            (is_pass(self->last) || was_forced(self, &handoff->fact))) {
            hand_over(self, handoff);
        }
        return;
    case HF_HANDOFF_FORCED:
        hand_over(self, handoff);
        return;
    case HF_HANDOFF_BLOCKED:
        keep_back(self, handoff);
        return;
    case HF_HANDOFF_UNMAPPED:
        return;
    }
}

// ---- The walk --------------------------------------------------------------

static void
count_known(walk *self)
{
    const hf_story *story = self->story;
    int64_t as_of = self->ground->as_of;
    while (self->decisions < story->decision_count &&
           story->decisions[self->decisions].as_of <= as_of) {
        self->decisions++;
    }
    while (self->handoffs < story->handoff_count &&
           story->handoffs[self->handoffs].fact.at <= as_of) {
        self->handoffs++;
    }
    if (self->decisions < story->decision_count) {
        note_later(self, story->decisions[self->decisions].as_of);
    }
    if (self->handoffs < story->handoff_count) {
        note_later(self, story->handoffs[self->handoffs].fact.at);
    }
    for (size_t at = 0; at < story->outcome_count; at++) {
        if (story->outcomes[at].fact.at > as_of) {
            note_later(self, story->outcomes[at].fact.at);
            return;
        }
    }
}

static bool
step(walk *self)
{
    const hf_units *units = self->units;
    bool has_decision = self->decision < self->decisions;
    bool has_handoff = self->handoff < self->handoffs;
    bool has_deed = self->deed < units->deed_count;
    int64_t decided =
        has_decision ? self->story->decisions[self->decision].as_of : INT64_MAX;
    int64_t handed =
        has_handoff ? self->story->handoffs[self->handoff].fact.at : INT64_MAX;
    int64_t done = has_deed ? units->deeds[self->deed].at : INT64_MAX;
    if (has_decision && decided <= handed && decided <= done) {
        take_decision(self);
    } else if (has_handoff && handed <= done) {
        take_handoff(self);
    } else if (has_deed) {
        take_deed(self);
    } else {
        return false;
    }
    return !units->out_of_memory;
}

bool
hf_units_find(hf_units *units, const hf_ground *ground, const hf_story *story)
{
    walk self = {
        .units = units, .ground = ground, .story = story, .may_hand = true};
    units->count = 0;
    units->out_of_memory = false;
    units->next_fact = HF_FACTS_NO_TIME;
    hf_arena_reset(&units->arena);
    if (!read_deeds(&self)) {
        return false;
    }
    count_known(&self);
    while (step(&self)) {
    }
    for (size_t at = 0; !units->out_of_memory && at < units->count; at++) {
        hf_unit *unit = &units->items[at];
        hf_classify_unit(ground, unit);
        if (!hf_reasons_apply(ground, unit, &units->arena)) {
            return false;
        }
        hf_resolve_unit(ground, story, units->deeds, units->deed_count, unit);
    }
    return !units->out_of_memory;
}

void
hf_units_clear(hf_units *units)
{
    hf_memory_free(units->items);
    hf_memory_free(units->deeds);
    hf_arena_clear(&units->arena);
    *units = (hf_units){0};
}
