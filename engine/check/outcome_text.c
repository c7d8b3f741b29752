/*
 * The result of tests for people: failures first, each with its place, what
 * was expected and what came; then how many held, and what the tests have not
 * seen of the rules. Nothing is said of tests that hold.
 */
#include "check/outcome.h"

#include "check/layout.h"

enum {
    INDENT = 6,        // below "FAIL  "
    VALUES = 30,       // where values of failures begin
    COVERAGE_AT = 14,  // counts of coverage
    COVERAGE_GAPS = 28 // what is not seen
};

// ---- Failures --------------------------------------------------------------

static void
add_value(hf_layout *layout, const char *what, hf_layout_style style,
          hf_view value)
{
    hf_layout_to(layout, VALUES - 10);
    hf_layout_say(layout, HF_LAYOUT_FAINT, what);
    hf_layout_to(layout, VALUES);
    hf_layout_wrap(layout, style, value.len > 0 ? value : HF_VIEW("(nothing)"),
                   VALUES);
    hf_layout_end(layout);
}

static void
add_failure(hf_layout *layout, const hf_outcome_failure *failure)
{
    bool is_negative = hf_view_equal(failure->output, HF_VIEW("not_fired"));
    hf_layout_to(layout, INDENT);
    hf_layout_add(layout, HF_LAYOUT_PLAIN, failure->output);
    add_value(layout, "expected", HF_LAYOUT_GOOD, failure->expected);
    add_value(layout, is_negative ? "fired" : "actual", HF_LAYOUT_BAD,
              failure->actual);
}

static void
add_outcome(hf_layout *layout, const hf_outcome *outcome)
{
    const hf_suite_case *test = outcome->test;
    hf_layout_say(layout, HF_LAYOUT_BAD, "FAIL");
    hf_layout_to(layout, INDENT);
    hf_layout_wrap(layout, HF_LAYOUT_STRONG, test->name, INDENT);
    hf_layout_end(layout);
    hf_layout_to(layout, INDENT);
    hf_layout_printf(layout, HF_LAYOUT_FAINT, "%s:%u", test->span.source->name,
                     hf_source_line(test->span));
    hf_layout_end(layout);
    for (size_t at = 0; at < outcome->failure_count; at++) {
        add_failure(layout, &outcome->failures[at]);
    }
    for (size_t at = 0; at < outcome->note_count; at++) {
        hf_layout_to(layout, INDENT);
        hf_layout_wrap(layout, HF_LAYOUT_UNSURE, outcome->notes[at], INDENT);
        hf_layout_end(layout);
    }
    hf_layout_end(layout);
}

// ---- Coverage --------------------------------------------------------------

// What of a goal the tests have not seen; NULL: nothing.
static const char *
describe_gap(const hf_goal *goal)
{
    if (!hf_coverage_wants_both(goal->kind)) {
        return goal->true_count == 0 ? "" : NULL;
    }
    bool is_condition = goal->kind == HF_GOAL_CONDITION;
    if (goal->true_count == 0 && goal->false_count == 0) {
        return "";
    }
    if (goal->true_count == 0) {
        return is_condition ? " true" : " firing";
    }
    if (goal->false_count == 0) {
        return is_condition ? " false" : " not firing";
    }
    return NULL;
}

static void
add_gaps(hf_layout *layout, const hf_coverage *coverage, hf_goal_kind kind)
{
    bool is_first = true;
    for (uint32_t at = coverage->first[kind]; at < coverage->first[kind + 1];
         at++) {
        const hf_goal *goal = &coverage->goals[at];
        const char *gap = describe_gap(goal);
        if (!gap) {
            continue;
        }
        if (is_first) {
            hf_layout_to(layout, COVERAGE_GAPS);
            hf_layout_say(layout, HF_LAYOUT_FAINT, "not seen: ");
        }
        hf_buffer text = {0};
        hf_buffer_add_view(&text, goal->name);
        hf_buffer_add_text(&text, gap);
        hf_layout_item(layout, HF_LAYOUT_PLAIN, hf_buffer_view(&text), is_first,
                       COVERAGE_GAPS + 10);
        layout->out.failed = layout->out.failed || text.failed;
        hf_buffer_clear(&text);
        is_first = false;
    }
}

static void
add_kind(hf_layout *layout, const hf_coverage *coverage, hf_goal_kind kind)
{
    uint64_t reached = 0, wanted = 0;
    hf_coverage_tally(coverage, kind, &reached, &wanted);
    if (wanted == 0) {
        return;
    }
    hf_layout_to(layout, 2);
    hf_layout_say(layout, HF_LAYOUT_PLAIN, hf_coverage_kind(kind));
    hf_layout_to(layout, COVERAGE_AT);
    hf_layout_printf(layout, HF_LAYOUT_PLAIN, "%llu of %llu",
                     (unsigned long long)reached, (unsigned long long)wanted);
    add_gaps(layout, coverage, kind);
    hf_layout_end(layout);
}

// Criteria and conditions of which unknown was seen.
static void
add_unknown(hf_layout *layout, const hf_coverage *coverage)
{
    unsigned long long asked = 0, seen = 0;
    for (size_t at = 0; at < coverage->count; at++) {
        if (hf_coverage_wants_both(coverage->goals[at].kind)) {
            asked++;
            seen += coverage->goals[at].unknown_count > 0;
        }
    }
    if (asked > 0) {
        hf_layout_to(layout, 2);
        hf_layout_say(layout, HF_LAYOUT_PLAIN, "unknown");
        hf_layout_to(layout, COVERAGE_AT);
        hf_layout_printf(layout, HF_LAYOUT_PLAIN, "%llu of %llu", seen, asked);
        hf_layout_to(layout, COVERAGE_GAPS);
        hf_layout_say(layout, HF_LAYOUT_FAINT, "not asked for");
        hf_layout_end(layout);
    }
}

static void
add_coverage(hf_layout *layout, const hf_coverage *coverage, int wanted)
{
    int percent = hf_coverage_percent(coverage);
    bool is_low = percent < wanted;
    hf_layout_say(layout, HF_LAYOUT_PLAIN, "coverage");
    hf_layout_to(layout, COVERAGE_AT);
    hf_layout_printf(layout, is_low ? HF_LAYOUT_BAD : HF_LAYOUT_STRONG, "%d%%",
                     percent);
    if (is_low) {
        hf_layout_to(layout, layout->at + 1);
        hf_layout_printf(layout, HF_LAYOUT_BAD, "is below the %d%% asked for",
                         wanted);
    }
    hf_layout_end(layout);
    for (int kind = 0; kind < HF_GOAL_KINDS; kind++) {
        add_kind(layout, coverage, (hf_goal_kind)kind);
    }
    add_unknown(layout, coverage);
}

// ---- All -------------------------------------------------------------------

static void
add_count(hf_layout *layout, const hf_outcomes *result)
{
    size_t passed = result->count - result->failed;
    hf_layout_printf(layout, HF_LAYOUT_PLAIN, "%zu %s: ", result->count,
                     result->count == 1 ? "test" : "tests");
    hf_layout_printf(layout, passed > 0 ? HF_LAYOUT_GOOD : HF_LAYOUT_PLAIN,
                     "%zu passed", passed);
    if (result->failed > 0) {
        hf_layout_say(layout, HF_LAYOUT_PLAIN, ", ");
        hf_layout_printf(layout, HF_LAYOUT_BAD, "%zu failed", result->failed);
    }
    hf_layout_end(layout);
}

char *
hf_outcome_text(const hf_outcomes *result, const char *path,
                const handoff_test_options *options)
{
    hf_layout layout;
    hf_layout_init(&layout, options->shape, options->width);
    hf_layout_say(&layout, HF_LAYOUT_STRONG, path);
    hf_layout_end(&layout);
    if (result->failed > 0) {
        hf_layout_end(&layout);
    }
    for (size_t at = 0; at < result->count; at++) {
        const hf_outcome *outcome = &result->outcomes[at];
        if (outcome->is_broken || outcome->failure_count > 0) {
            add_outcome(&layout, outcome);
        }
    }
    add_count(&layout, result);
    add_coverage(&layout, &result->coverage, options->min_coverage);
    return hf_layout_take(&layout);
}
