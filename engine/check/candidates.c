/*
 * Walks every condition that counts and proposes, at each test, what would
 * turn it: the thresholds and what lies just beside them, literals, members,
 * a text that a pattern finds, the other boolean, a value or none. Turning a
 * value into cells is left to aim.c.
 */
#include "check/candidates.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/memory.h"
#include "plan/plan.h"
#include "plan/trace.h"

// What a text becomes where anything else will do.
static const hf_view other_text = {"other", 5};

void
hf_candidates_add(hf_candidates *c, uint32_t field, hf_view text,
                  int64_t distance)
{
    if (!c->cells[field].ptr ||
        hf_view_equal(text, hf_view_trim(c->cells[field])) ||
        c->of_field[field] >= HF_CANDIDATES_EACH) {
        return;
    }
    for (size_t at = 0; at < c->count; at++) {
        if (c->items[at].field == field &&
            hf_view_equal(c->items[at].text, text)) {
            return;
        }
    }
    hf_candidate *moved =
        hf_memory_grow(c->items, &c->room, c->count + 1, sizeof *moved);
    hf_view copy = hf_arena_copy(c->arena, text);
    c->items = moved ? moved : c->items;
    if (!moved || !copy.ptr) {
        c->out_of_memory = true;
        return;
    }
    c->of_field[field]++;
    c->items[c->count++] = (hf_candidate){field, copy, distance, c->is_private};
}

// ---- Numbers and dates -----------------------------------------------------

// The unit in which a figure and what it is compared with are given: a day,
// one, or the last decimal that either has.
static int64_t
unit_of(const hf_candidates *c, const hf_trace *value, int64_t figure)
{
    hf_seen seen;
    int64_t now = 0, unit = HF_DECIMAL_ONE;
    if (value->kind == HF_KIND_DATE) {
        return HF_DATE_DAY;
    }
    if (hf_seen_value(c->probe->scorer, value, 0, &seen) && !seen.is_missing) {
        now = seen.number;
    }
    while (unit > 1 && (figure % unit != 0 || now % unit != 0)) {
        unit /= 10;
    }
    return unit;
}

static void
propose_figure(hf_candidates *c, const hf_trace *value, int64_t figure)
{
    int64_t unit = unit_of(c, value, figure);
    hf_seen target = {.kind = value->kind};
    if (figure > HF_DECIMAL_LIMIT || figure < -HF_DECIMAL_LIMIT) {
        return;
    }
    for (int64_t step = -1; step <= 1; step++) {
        target.number = figure + step * unit;
        hf_aim_value(c, value, &target);
    }
}

// ---- Comparing -------------------------------------------------------------

// What would bring `value` to what `other` is, or just beside it.
static void
bring_beside(hf_candidates *c, const hf_trace *value, const hf_trace *other)
{
    hf_seen seen;
    if (value->op == HF_TRACE_CONSTANT ||
        !hf_seen_value(c->probe->scorer, other, 0, &seen) || seen.is_missing) {
        return;
    }
    hf_seen beside = seen;
    switch (seen.kind) {
    case HF_KIND_NUMBER:
    case HF_KIND_DATE:
        propose_figure(c, value, seen.number);
        return;
    case HF_KIND_BOOLEAN:
        beside.is_true = !seen.is_true;
        break;
    case HF_KIND_TEXT:
    case HF_KIND_ID:
        beside.text = other_text;
        break;
    case HF_KIND_SET:
        return;
    }
    hf_aim_value(c, value, &seen);
    hf_aim_value(c, value, &beside);
}

// The same, remembering where what is proposed comes from.
static void
propose_side(hf_candidates *c, const hf_trace *value, const hf_trace *other)
{
    c->is_private = hf_probe_is_personal(c->plan, other);
    bring_beside(c, value, other);
    c->is_private = false;
}

static void
propose_comparison(hf_candidates *c, const hf_trace *test)
{
    propose_side(c, test->args[0], test->args[1]);
    propose_side(c, test->args[1], test->args[0]);
}

static void
propose_between(hf_candidates *c, const hf_trace *test)
{
    for (size_t bound = 1; bound <= 2; bound++) {
        propose_side(c, test->args[0], test->args[bound]);
        propose_side(c, test->args[bound], test->args[0]);
    }
}

// ---- Members ---------------------------------------------------------------

static void
propose_text(hf_candidates *c, const hf_trace *value, hf_view text)
{
    hf_seen target = {.kind = HF_KIND_TEXT, .text = text};
    hf_aim_value(c, value, &target);
}

// The members nearest to where the figure is now; they are in order.
static void
propose_figures(hf_candidates *c, const hf_trace *test)
{
    const hf_members *members = test->members;
    hf_seen seen;
    size_t at = 0;
    if (hf_seen_value(c->probe->scorer, test->args[0], 0, &seen) &&
        !seen.is_missing) {
        while (at < members->count && members->numbers[at] < seen.number) {
            at++;
        }
    }
    size_t half = HF_CANDIDATES_MEMBERS / 2;
    size_t from = at > half ? at - half : 0;
    size_t to = at + half < members->count ? at + half : members->count;
    for (; from < to; from++) {
        propose_figure(c, test->args[0], members->numbers[from]);
    }
}

static void
propose_in(hf_candidates *c, const hf_trace *test)
{
    const hf_trace *value = test->args[0];
    const hf_members *members = test->members;
    switch (value->kind) {
    case HF_KIND_NUMBER:
    case HF_KIND_DATE:
        propose_figures(c, test);
        break;
    case HF_KIND_BOOLEAN:
        for (int truth = 0; truth <= 1; truth++) {
            hf_seen target = {.kind = HF_KIND_BOOLEAN, .is_true = truth};
            hf_aim_value(c, value, &target);
        }
        break;
    case HF_KIND_TEXT:
    case HF_KIND_ID:
    case HF_KIND_SET:
        for (size_t at = 0; at < members->count && at < HF_CANDIDATES_MEMBERS;
             at++) {
            propose_text(c, value, members->texts[at]);
        }
        propose_text(c, value, other_text);
        break;
    }
}

// ---- Texts -----------------------------------------------------------------

static void
propose_part(hf_candidates *c, const hf_trace *test)
{
    hf_seen part;
    if (hf_seen_value(c->probe->scorer, test->args[1], 0, &part) &&
        !part.is_missing) {
        c->is_private = hf_probe_is_personal(c->plan, test->args[1]);
        propose_text(c, test->args[0], part.text);
        c->is_private = false;
    }
    propose_text(c, test->args[0], other_text);
    propose_side(c, test->args[1], test->args[0]);
}

static void
propose_match(hf_candidates *c, const hf_trace *test)
{
    const hf_regex *regex = hf_pattern_regex(test->pattern);
    hf_buffer sample = {0};
    if (regex->root) {
        hf_regex_sample(&sample, regex);
        c->out_of_memory = c->out_of_memory || sample.failed;
        propose_text(c, test->args[0], hf_view_trim(hf_buffer_view(&sample)));
    }
    hf_buffer_clear(&sample);
    propose_text(c, test->args[0], other_text);
}

// ---- Sets ------------------------------------------------------------------

static void
propose_has(hf_candidates *c, const hf_trace *test)
{
    hf_seen element;
    if (hf_seen_value(c->probe->scorer, test->args[1], 0, &element) &&
        !element.is_missing) {
        c->is_private = hf_probe_is_personal(c->plan, test->args[1]);
        hf_aim_element(c, test->args[0], element.text, true);
        hf_aim_element(c, test->args[0], element.text, false);
        c->is_private = false;
    }
}

// All of them at once: what `all of` lacks, or what `any of` has.
static void
propose_whole_set(hf_candidates *c, const hf_trace *test)
{
    const hf_members *members = test->members;
    if (test->args[0]->op != HF_TRACE_FIELD ||
        members->count > HF_CANDIDATES_MEMBERS) {
        return;
    }
    uint32_t field = test->args[0]->ref;
    hf_buffer text = {0};
    for (size_t at = 0; at < members->count; at++) {
        if (at > 0) {
            hf_buffer_add_view(&text, c->plan->fields.specs[field].separator);
        }
        hf_buffer_add_view(&text, members->texts[at]);
    }
    c->out_of_memory = c->out_of_memory || text.failed;
    hf_candidates_add(c, field, hf_buffer_view(&text), HF_CHANGE_WHOLE);
    hf_candidates_add(c, field, other_text, HF_CHANGE_WHOLE);
    hf_buffer_clear(&text);
}

static void
propose_has_members(hf_candidates *c, const hf_trace *test)
{
    const hf_members *members = test->members;
    for (size_t at = 0; at < members->count && at < HF_CANDIDATES_MEMBERS;
         at++) {
        hf_aim_element(c, test->args[0], members->texts[at], true);
        hf_aim_element(c, test->args[0], members->texts[at], false);
    }
    propose_whole_set(c, test);
}

// ---- Other tests -----------------------------------------------------------

static void
propose_flag(hf_candidates *c, const hf_trace *test)
{
    hf_seen target = {.kind = HF_KIND_BOOLEAN};
    hf_aim_value(c, test->args[0], &target);
    target.is_true = true;
    hf_aim_value(c, test->args[0], &target);
}

static void
propose_age(hf_candidates *c, const hf_trace *test)
{
    propose_figure(c, test->args[0], c->plan->as_of);
    propose_figure(c, test->args[0], c->plan->as_of - test->number);
}

typedef void (*proposal)(hf_candidates *c, const hf_trace *test);

// By operation; the others compare no value.
static const proposal proposals[HF_TRACE_NOT] = {
    [HF_TRACE_FLAG] = propose_flag,
    [HF_TRACE_EQUAL] = propose_comparison,
    [HF_TRACE_NOT_EQUAL] = propose_comparison,
    [HF_TRACE_LESS] = propose_comparison,
    [HF_TRACE_LESS_EQUAL] = propose_comparison,
    [HF_TRACE_GREATER] = propose_comparison,
    [HF_TRACE_GREATER_EQUAL] = propose_comparison,
    [HF_TRACE_BETWEEN] = propose_between,
    [HF_TRACE_IN] = propose_in,
    [HF_TRACE_CONTAINS] = propose_part,
    [HF_TRACE_STARTS_WITH] = propose_part,
    [HF_TRACE_ENDS_WITH] = propose_part,
    [HF_TRACE_MATCHES] = propose_match,
    [HF_TRACE_HAS] = propose_has,
    [HF_TRACE_HAS_ANY] = propose_has_members,
    [HF_TRACE_HAS_ALL] = propose_has_members,
    [HF_TRACE_WITHIN] = propose_age,
    [HF_TRACE_OLDER_THAN] = propose_age,
};

// ---- Walking ---------------------------------------------------------------

static void walk(hf_candidates *c, const hf_trace *trace);

static void
walk_derived(hf_candidates *c, uint32_t at)
{
    const hf_trace_derived *derived = &c->plan->traces.derived[at];
    if (c->seen_derived[at]) {
        return;
    }
    c->seen_derived[at] = true;
    if (derived->value) {
        walk(c, derived->value);
    }
    for (size_t i = 0; i < derived->case_count; i++) {
        walk(c, derived->cases[i].when);
    }
}

static void
walk(hf_candidates *c, const hf_trace *trace)
{
    if (trace->op == HF_TRACE_DERIVED) {
        walk_derived(c, trace->ref);
        return;
    }
    if (trace->op == HF_TRACE_NAMED) {
        if (!c->seen_conditions[trace->ref]) {
            c->seen_conditions[trace->ref] = true;
            walk(c, c->plan->traces.conditions[trace->ref].when);
        }
        return;
    }
    bool is_test = !hf_trace_is_value(trace) && trace->op < HF_TRACE_NOT;
    if (is_test && proposals[trace->op]) {
        proposals[trace->op](c, trace);
    }
    for (size_t at = 0; at < trace->count; at++) {
        if (is_test) {
            hf_aim_missing(c, trace->args[at]);
        }
        walk(c, trace->args[at]);
    }
}

bool
hf_candidates_collect(hf_candidates *c, const hf_probe *probe,
                      const hf_view *cells, hf_arena *arena)
{
    const handoff_plan *plan = probe->plan;
    const hf_traces *traces = &plan->traces;
    *c = (hf_candidates){
        .plan = plan, .probe = probe, .cells = cells, .arena = arena};
    c->of_field =
        hf_arena_zero(arena, plan->fields.count + 1, sizeof *c->of_field);
    c->seen_derived = hf_arena_zero(arena, traces->derived_count + 1,
                                    sizeof *c->seen_derived);
    c->seen_conditions = hf_arena_zero(arena, traces->condition_count + 1,
                                       sizeof *c->seen_conditions);
    if (!c->of_field || !c->seen_derived || !c->seen_conditions) {
        return false;
    }
    // Shadow items stand behind the active ones and change nothing.
    for (uint32_t at = 0; at < plan->active_items; at++) {
        walk(c, traces->items[at]);
    }
    for (uint32_t at = 0; at < plan->verdict_count; at++) {
        walk(c, traces->verdicts[at]);
    }
    return !c->out_of_memory;
}

void
hf_candidates_clear(hf_candidates *c)
{
    hf_memory_free(c->items);
    c->items = NULL;
    c->count = c->room = 0;
}
