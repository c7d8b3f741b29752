/*
 * The result of tests for people: failures first, each with its place, what
 * was expected and what came; then how many held, and what the tests have not
 * seen of the rules. Nothing is said of tests that hold.
 */
#include "check/outcome.h"

#include "check/screen.h"

enum {
    INDENT = 6,        // below "FAIL  "
    VALUES = 30,       // where values of failures begin
    COVERAGE_AT = 14,  // counts of coverage
    COVERAGE_GAPS = 28 // what is not seen
};

// ---- Failures --------------------------------------------------------------

static void
add_value(hf_screen *screen, const char *what, hf_screen_style style,
          hf_view value)
{
    hf_screen_to(screen, VALUES - 10);
    hf_screen_say(screen, HF_SCREEN_FAINT, what);
    hf_screen_to(screen, VALUES);
    hf_screen_wrap(screen, style, value.len > 0 ? value : HF_VIEW("(nothing)"),
                   VALUES);
    hf_screen_end(screen);
}

static void
add_failure(hf_screen *screen, const hf_outcome_failure *failure)
{
    bool is_negative = hf_view_equal(failure->output, HF_VIEW("not_fired"));
    hf_screen_to(screen, INDENT);
    hf_screen_add(screen, HF_SCREEN_PLAIN, failure->output);
    add_value(screen, "expected", HF_SCREEN_GOOD, failure->expected);
    add_value(screen, is_negative ? "fired" : "actual", HF_SCREEN_BAD,
              failure->actual);
}

static void
add_outcome(hf_screen *screen, const hf_outcome *outcome)
{
    const hf_suite_case *test = outcome->test;
    hf_screen_say(screen, HF_SCREEN_BAD, "FAIL");
    hf_screen_to(screen, INDENT);
    hf_screen_wrap(screen, HF_SCREEN_STRONG, test->name, INDENT);
    hf_screen_end(screen);
    hf_screen_to(screen, INDENT);
    hf_screen_printf(screen, HF_SCREEN_FAINT, "%s:%u", test->span.source->name,
                     hf_source_line(test->span));
    hf_screen_end(screen);
    for (size_t at = 0; at < outcome->failure_count; at++) {
        add_failure(screen, &outcome->failures[at]);
    }
    for (size_t at = 0; at < outcome->note_count; at++) {
        hf_screen_to(screen, INDENT);
        hf_screen_wrap(screen, HF_SCREEN_UNSURE, outcome->notes[at], INDENT);
        hf_screen_end(screen);
    }
    hf_screen_end(screen);
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
add_gaps(hf_screen *screen, const hf_coverage *coverage, hf_goal_kind kind)
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
            hf_screen_to(screen, COVERAGE_GAPS);
            hf_screen_say(screen, HF_SCREEN_FAINT, "not seen: ");
        }
        hf_buffer text = {0};
        hf_buffer_add_view(&text, goal->name);
        hf_buffer_add_text(&text, gap);
        hf_screen_item(screen, HF_SCREEN_PLAIN, hf_buffer_view(&text), is_first,
                       COVERAGE_GAPS + 10);
        screen->out.failed = screen->out.failed || text.failed;
        hf_buffer_clear(&text);
        is_first = false;
    }
}

static void
add_kind(hf_screen *screen, const hf_coverage *coverage, hf_goal_kind kind)
{
    uint64_t reached = 0, wanted = 0;
    hf_coverage_tally(coverage, kind, &reached, &wanted);
    if (wanted == 0) {
        return;
    }
    hf_screen_to(screen, 2);
    hf_screen_say(screen, HF_SCREEN_PLAIN, hf_coverage_kind(kind));
    hf_screen_to(screen, COVERAGE_AT);
    hf_screen_printf(screen, HF_SCREEN_PLAIN, "%llu of %llu",
                     (unsigned long long)reached, (unsigned long long)wanted);
    add_gaps(screen, coverage, kind);
    hf_screen_end(screen);
}

// Criteria and conditions of which unknown was seen.
static void
add_unknown(hf_screen *screen, const hf_coverage *coverage)
{
    unsigned long long asked = 0, seen = 0;
    for (size_t at = 0; at < coverage->count; at++) {
        if (hf_coverage_wants_both(coverage->goals[at].kind)) {
            asked++;
            seen += coverage->goals[at].unknown_count > 0;
        }
    }
    if (asked > 0) {
        hf_screen_to(screen, 2);
        hf_screen_say(screen, HF_SCREEN_PLAIN, "unknown");
        hf_screen_to(screen, COVERAGE_AT);
        hf_screen_printf(screen, HF_SCREEN_PLAIN, "%llu of %llu", seen, asked);
        hf_screen_to(screen, COVERAGE_GAPS);
        hf_screen_say(screen, HF_SCREEN_FAINT, "not asked for");
        hf_screen_end(screen);
    }
}

static void
add_coverage(hf_screen *screen, const hf_coverage *coverage, int wanted)
{
    int percent = hf_coverage_percent(coverage);
    bool is_low = percent < wanted;
    hf_screen_say(screen, HF_SCREEN_PLAIN, "coverage");
    hf_screen_to(screen, COVERAGE_AT);
    hf_screen_printf(screen, is_low ? HF_SCREEN_BAD : HF_SCREEN_STRONG, "%d%%",
                     percent);
    if (is_low) {
        hf_screen_to(screen, screen->at + 1);
        hf_screen_printf(screen, HF_SCREEN_BAD, "is below the %d%% asked for",
                         wanted);
    }
    hf_screen_end(screen);
    for (int kind = 0; kind < HF_GOAL_KINDS; kind++) {
        add_kind(screen, coverage, (hf_goal_kind)kind);
    }
    add_unknown(screen, coverage);
}

// ---- All -------------------------------------------------------------------

static void
add_count(hf_screen *screen, const hf_outcomes *result)
{
    size_t passed = result->count - result->failed;
    hf_screen_printf(screen, HF_SCREEN_PLAIN, "%zu %s: ", result->count,
                     result->count == 1 ? "test" : "tests");
    hf_screen_printf(screen, passed > 0 ? HF_SCREEN_GOOD : HF_SCREEN_PLAIN,
                     "%zu passed", passed);
    if (result->failed > 0) {
        hf_screen_say(screen, HF_SCREEN_PLAIN, ", ");
        hf_screen_printf(screen, HF_SCREEN_BAD, "%zu failed", result->failed);
    }
    hf_screen_end(screen);
}

char *
hf_outcome_text(const hf_outcomes *result, const char *path,
                const handoff_test_options *options)
{
    hf_screen screen;
    hf_screen_init(&screen, options->shape, options->width);
    hf_screen_say(&screen, HF_SCREEN_STRONG, path);
    hf_screen_end(&screen);
    if (result->failed > 0) {
        hf_screen_end(&screen);
    }
    for (size_t at = 0; at < result->count; at++) {
        const hf_outcome *outcome = &result->outcomes[at];
        if (outcome->is_broken || outcome->failure_count > 0) {
            add_outcome(&screen, outcome);
        }
    }
    add_count(&screen, result);
    add_coverage(&screen, &result->coverage, options->min_coverage);
    return hf_screen_take(&screen);
}
