/*
 * Runs tests: each case is scored as of its moment (a plan for each moment
 * there is) and held against what it expects. What differs is kept as texts,
 * as an export would spell them.
 */
#include "check/outcome.h"

#include "base/memory.h"
#include "base/nearest.h"
#include "check/probe.h"
#include "rule/text.h"

// The rules, ready for one moment.
typedef struct moment {
    handoff_time as_of;
    handoff_plan *plan;
    hf_probe probe;
    hf_coverage_map map;
} moment;

typedef struct runner {
    const hf_suite *suite;
    hf_outcomes *result;
    handoff_findings *findings;
    moment *moments;
    size_t moment_count, moment_room;
    hf_view *cells; // of one lead, by field
    hf_buffer text;
} runner;

// ---- Moments ---------------------------------------------------------------

static moment *
find_moment(runner *run, handoff_time as_of)
{
    for (size_t at = 0; at < run->moment_count; at++) {
        if (run->moments[at].as_of == as_of) {
            return &run->moments[at];
        }
    }
    return NULL;
}

static handoff_status
add_moment(runner *run, handoff_time as_of)
{
    const handoff_rules *rules = run->suite->rules;
    moment *moved = hf_memory_grow(run->moments, &run->moment_room,
                                   run->moment_count + 1, sizeof *moved);
    if (!moved) {
        return HANDOFF_SYSTEM;
    }
    run->moments = moved;
    moment *made = &moved[run->moment_count];
    *made = (moment){.as_of = as_of};
    handoff_status status =
        handoff_plan_new(rules, as_of, &made->plan, run->findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    run->moment_count++; // from here on it is cleared with the others
    bool is_fine = hf_probe_init(&made->probe, made->plan) &&
                   hf_coverage_map_init(&made->map, &run->result->coverage,
                                        rules, made->plan, &run->result->arena);
    return is_fine ? HANDOFF_OK : HANDOFF_SYSTEM;
}

static void
clear_moments(runner *run)
{
    for (size_t at = 0; at < run->moment_count; at++) {
        hf_probe_clear(&run->moments[at].probe);
        handoff_plan_free(run->moments[at].plan);
    }
    hf_memory_free(run->moments);
}

// ---- What came out ---------------------------------------------------------

static void
print_items(hf_buffer *out, const handoff_plan *plan,
            const hf_verdicts *verdicts, bool is_shadow)
{
    uint32_t from = is_shadow ? plan->active_items : 0;
    uint32_t to = is_shadow ? plan->item_count : plan->active_items;
    const char *joint = "";
    for (uint32_t at = from; at < to; at++) {
        if (hf_probe_fired(verdicts, 0, at)) {
            hf_buffer_add_text(out, joint);
            hf_buffer_add_view(out, plan->items[at].label);
            joint = ", ";
        }
    }
}

static void
print_unknown(hf_buffer *out, const handoff_plan *plan,
              const hf_verdicts *verdicts)
{
    const char *joint = "";
    for (uint32_t at = 0; at < plan->active_subjects; at++) {
        if (hf_probe_unknown(verdicts, 0, at)) {
            hf_buffer_add_text(out, joint);
            hf_buffer_add_view(out, plan->subjects[at].id);
            joint = ", ";
        }
    }
}

// The output as text; numbers as digits.
static void
print_actual(hf_buffer *out, const moment *at,
             const hf_suite_expected *expected, const hf_verdicts *verdicts)
{
    const handoff_plan *plan = at->plan;
    const hf_plan_verdict *verdict = &plan->verdicts[verdicts->verdict[0]];
    switch (expected->output) {
    case HF_SUITE_LEAD:
        hf_buffer_add_view(out, at->probe.batch.leads[0]);
        break;
    case HF_SUITE_VERDICT:
        hf_buffer_add_view(out, verdict->name);
        break;
    case HF_SUITE_MEANS:
        hf_buffer_add_text(out,
                           handoff_means_text((handoff_means)verdict->means));
        break;
    case HF_SUITE_SCORE:
        hf_buffer_add_int(out, verdicts->score[0]);
        break;
    case HF_SUITE_CELL:
        hf_buffer_add_view(out, hf_probe_cell(plan, verdicts, 0));
        break;
    case HF_SUITE_ROUTE:
        hf_buffer_add_view(out, hf_probe_route(plan, verdicts, 0));
        break;
    case HF_SUITE_COMPLETENESS:
        hf_buffer_add_int(out, verdicts->completeness[0]);
        break;
    case HF_SUITE_FIRED:
    case HF_SUITE_NOT_FIRED:
    case HF_SUITE_SHADOW:
        print_items(out, plan, verdicts, expected->output == HF_SUITE_SHADOW);
        break;
    case HF_SUITE_UNKNOWN:
        print_unknown(out, plan, verdicts);
        break;
    case HF_SUITE_AXIS:
        hf_buffer_add_int(out, verdicts->axes[expected->axis]);
        break;
    case HF_SUITE_OUTPUTS:
        break;
    }
}

// ---- Comparing -------------------------------------------------------------

// Whether what an id names has fired; points written behind it must agree.
static bool
has_fired(const handoff_plan *plan, const hf_verdicts *verdicts,
          const hf_suite_id *id, bool is_shadow)
{
    uint32_t from = is_shadow ? plan->active_items : 0;
    uint32_t to = is_shadow ? plan->item_count : plan->active_items;
    bool has_points = id->text.len > 0 && !hf_view_equal(id->text, id->id) &&
                      hf_view_contains(id->text, HF_VIEW(":"));
    for (uint32_t at = from; at < to; at++) {
        const hf_item *item = &plan->items[at];
        if (hf_probe_fired(verdicts, 0, at) &&
            hf_view_equal(item->id, id->id) &&
            (id->number == 0 || id->number == item->number) &&
            (!has_points || hf_view_equal(item->label, id->text))) {
            return true;
        }
    }
    return false;
}

static bool
has_none_fired(const handoff_plan *plan, const hf_verdicts *verdicts,
               bool is_shadow)
{
    uint32_t from = is_shadow ? plan->active_items : 0;
    uint32_t to = is_shadow ? plan->item_count : plan->active_items;
    while (from < to && !hf_probe_fired(verdicts, 0, from)) {
        from++;
    }
    return from == to;
}

static bool
is_expected(const hf_suite_expected *expected, hf_view id)
{
    for (size_t at = 0; at < expected->id_count; at++) {
        if (hf_view_equal(expected->ids[at].id, id)) {
            return true;
        }
    }
    return false;
}

static bool
holds_unknown(const handoff_plan *plan, const hf_verdicts *verdicts,
              const hf_suite_expected *expected)
{
    size_t found = 0, wanted = 0;
    for (uint32_t at = 0; at < plan->active_subjects; at++) {
        bool is_wanted = is_expected(expected, plan->subjects[at].id);
        bool is_unknown = hf_probe_unknown(verdicts, 0, at);
        if (is_wanted != is_unknown) {
            return false;
        }
        found += is_wanted;
    }
    // One that is off or outside its dates is never unknown.
    for (size_t at = 0; at < expected->id_count; at++) {
        bool is_again = false;
        for (size_t before = 0; before < at; before++) {
            is_again = is_again || hf_view_equal(expected->ids[before].id,
                                                 expected->ids[at].id);
        }
        wanted += !is_again;
    }
    return found == wanted;
}

static bool
holds_ids(const handoff_plan *plan, const hf_verdicts *verdicts,
          const hf_suite_expected *expected)
{
    if (expected->output == HF_SUITE_UNKNOWN) {
        return holds_unknown(plan, verdicts, expected);
    }
    bool wanted = expected->output != HF_SUITE_NOT_FIRED;
    bool is_shadow = expected->output == HF_SUITE_SHADOW;
    if (expected->id_count == 0 && wanted) {
        return has_none_fired(plan, verdicts, is_shadow);
    }
    for (size_t at = 0; at < expected->id_count; at++) {
        if (has_fired(plan, verdicts, &expected->ids[at], is_shadow) !=
            wanted) {
            return false;
        }
    }
    return true;
}

static bool
holds_text(const hf_suite_expected *expected, hf_view actual)
{
    if (expected->output == HF_SUITE_SCORE ||
        expected->output == HF_SUITE_COMPLETENESS ||
        expected->output == HF_SUITE_AXIS) {
        hf_buffer digits = {0};
        hf_buffer_add_int(&digits, expected->number);
        bool is_same = hf_view_equal(hf_buffer_view(&digits), actual);
        hf_buffer_clear(&digits);
        return is_same;
    }
    return hf_view_equal(expected->text, actual);
}

static hf_view
describe_expected(runner *run, const hf_suite_expected *expected)
{
    hf_buffer_reset(&run->text);
    for (size_t at = 0; at < expected->id_count; at++) {
        hf_buffer_add_text(&run->text, at > 0 ? ", " : "");
        hf_buffer_add_view(&run->text, expected->ids[at].text);
    }
    return hf_arena_copy(&run->result->arena, hf_suite_is_list(expected->output)
                                                  ? hf_buffer_view(&run->text)
                                                  : expected->text);
}

// False when memory ran out.
static bool
compare(runner *run, const moment *at, const hf_verdicts *verdicts,
        const hf_suite_expected *expected, hf_outcome *outcome)
{
    hf_buffer_reset(&run->text);
    print_actual(&run->text, at, expected, verdicts);
    hf_view actual = hf_buffer_view(&run->text);
    bool is_fine = !run->text.failed;
    bool holds = hf_suite_is_list(expected->output)
                     ? holds_ids(at->plan, verdicts, expected)
                     : holds_text(expected, actual);
    if (holds || !is_fine) {
        return is_fine;
    }
    hf_outcome_failure *failure = &outcome->failures[outcome->failure_count++];
    failure->output = hf_suite_output_name(run->suite->rules, expected);
    failure->actual = hf_arena_copy(&run->result->arena, actual);
    failure->expected = describe_expected(run, expected);
    return failure->actual.ptr && failure->expected.ptr && !run->text.failed;
}

// ---- Cases -----------------------------------------------------------------

static bool
add_note(runner *run, hf_outcome *outcome)
{
    hf_view note =
        hf_arena_copy(&run->result->arena, hf_buffer_view(&run->text));
    outcome->notes[outcome->note_count++] = note;
    return note.ptr && !run->text.failed;
}

static const char *
type_word(hf_cell_type type)
{
    switch (type) {
    case HF_CELL_TEXT:
    case HF_CELL_ID:
        return "a text";
    case HF_CELL_EMAIL:
        return "an email address";
    case HF_CELL_NUMBER:
        return "a number";
    case HF_CELL_MONEY:
        return "an amount of money";
    case HF_CELL_RANGE:
        return "a range";
    case HF_CELL_DATE:
        return "a date of the field's format";
    case HF_CELL_BOOLEAN:
        return "a boolean";
    case HF_CELL_SET:
        return "a set with an element";
    }
    return "a value";
}

// Values that do not read may be what a test is about; where it failed, they
// are the likely cause.
static bool
note_unparsed(runner *run, const moment *at, hf_outcome *outcome)
{
    const hf_fields *fields = &at->plan->fields;
    for (size_t field = 0; field < fields->count; field++) {
        if (at->probe.stats[field].unparsed == 0) {
            continue;
        }
        const hf_field_spec *spec = &fields->specs[field];
        hf_buffer_reset(&run->text);
        hf_buffer_printf(&run->text,
                         "'%.*s' is not %s, so that '%.*s' is missing",
                         HF_SHOWN(run->cells[field]), type_word(spec->type),
                         HF_SHOWN(spec->name));
        if (!add_note(run, outcome)) {
            return false;
        }
    }
    return true;
}

// A lead without an id would be rejected, and tests rarely care for it: then
// the number of the case serves.
static bool
fill_cells(runner *run, const hf_suite_case *test, size_t number)
{
    const handoff_rules *rules = run->suite->rules;
    for (size_t field = 0; field < rules->field_count; field++) {
        run->cells[field] = (hf_view){0};
    }
    for (size_t at = 0; at < test->value_count; at++) {
        run->cells[test->values[at].field] = test->values[at].text;
    }
    hf_view *id = &run->cells[rules->id_field];
    if (id->ptr) {
        return true;
    }
    hf_buffer_reset(&run->text);
    hf_buffer_add_int(&run->text, (int64_t)number);
    *id = hf_arena_copy(&run->result->arena, hf_buffer_view(&run->text));
    return id->ptr && !run->text.failed;
}

static bool
break_case(runner *run, hf_outcome *outcome, const char *reason)
{
    outcome->is_broken = true;
    hf_buffer_reset(&run->text);
    hf_buffer_add_text(&run->text, reason);
    return add_note(run, outcome);
}

// False when memory ran out.
static bool
run_case(runner *run, const hf_suite_case *test, size_t number,
         hf_outcome *outcome)
{
    hf_arena *arena = &run->result->arena;
    moment *at = find_moment(run, test->as_of);
    const hf_view *lead = run->cells;
    *outcome = (hf_outcome){.test = test};
    outcome->failures = hf_arena_zero(arena, test->expected_count + 1,
                                      sizeof *outcome->failures);
    outcome->notes = hf_arena_zero(arena, at->plan->fields.count + 1,
                                   sizeof *outcome->notes);
    if (!outcome->failures || !outcome->notes ||
        !fill_cells(run, test, number)) {
        return false;
    }
    const hf_verdicts *verdicts = hf_probe_score(&at->probe, &lead, 1);
    if (!verdicts) {
        return false;
    }
    if (at->probe.batch.leads[0].len == 0) {
        return break_case(run, outcome, "the lead has no id, and is rejected");
    }
    if (hf_probe_has_failed(verdicts, 0)) {
        return break_case(run, outcome,
                          "a pattern hit its limit, and the lead is rejected");
    }
    hf_coverage_count(&run->result->coverage, &at->map, at->plan,
                      at->probe.scorer, verdicts);
    for (size_t i = 0; i < test->expected_count; i++) {
        if (!compare(run, at, verdicts, &test->expected[i], outcome)) {
            return false;
        }
    }
    return outcome->failure_count == 0 || note_unparsed(run, at, outcome);
}

// ---- All -------------------------------------------------------------------

static bool
begin(runner *run)
{
    const hf_suite *suite = run->suite;
    hf_outcomes *result = run->result;
    result->outcomes = hf_arena_zero(&result->arena, suite->count + 1,
                                     sizeof *result->outcomes);
    run->cells = hf_arena_zero(&result->arena, suite->rules->field_count + 1,
                               sizeof *run->cells);
    return result->outcomes && run->cells &&
           hf_coverage_init(&result->coverage, suite->rules, &result->arena);
}

static handoff_status
run_cases(runner *run, const char *pattern)
{
    const hf_suite *suite = run->suite;
    hf_outcomes *result = run->result;
    for (size_t at = 0; at < suite->count; at++) {
        const hf_suite_case *test = &suite->cases[at];
        if (pattern &&
            !hf_view_contains_fold(test->name, hf_view_of(pattern))) {
            continue;
        }
        handoff_status status = find_moment(run, test->as_of)
                                    ? HANDOFF_OK
                                    : add_moment(run, test->as_of);
        if (status != HANDOFF_OK) {
            return status;
        }
        hf_outcome *outcome = &result->outcomes[result->count++];
        if (!run_case(run, test, at + 1, outcome)) {
            return HANDOFF_SYSTEM;
        }
        result->failed += outcome->is_broken || outcome->failure_count > 0;
    }
    return HANDOFF_OK;
}

handoff_status
hf_outcome_run(const hf_suite *suite, const char *pattern, hf_outcomes *result,
               handoff_findings *findings)
{
    runner run = {.suite = suite, .result = result, .findings = findings};
    *result = (hf_outcomes){0};
    handoff_status status =
        begin(&run) ? run_cases(&run, pattern) : HANDOFF_SYSTEM;
    if (status == HANDOFF_SYSTEM) {
        findings->out_of_memory = true;
    }
    clear_moments(&run);
    hf_buffer_clear(&run.text);
    return status;
}

void
hf_outcome_clear(hf_outcomes *result)
{
    hf_arena_clear(&result->arena);
    *result = (hf_outcomes){0};
}
