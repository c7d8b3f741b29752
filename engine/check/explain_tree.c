/*
 * Prints conditions as trees: a line a test with its answer and the values it
 * looked at, a line with `all of` or `any of` above those that belong
 * together. Named conditions and derived values are shown once, below.
 */
#include "check/explain_tree.h"

#include "base/utf8.h"

enum {
    ANSWER = 9,     // cells of "unknown" and a gap
    VALUES_AT = 46, // values begin here when there is room
    OPERANDS = 8    // of one test, that are shown
};

hf_screen_style
hf_explain_tree_style(hf_answer answer)
{
    switch (answer) {
    case HF_ANSWER_FALSE:
        return HF_SCREEN_FAINT;
    case HF_ANSWER_TRUE:
        return HF_SCREEN_GOOD;
    case HF_ANSWER_UNKNOWN:
        return HF_SCREEN_UNSURE;
    }
    return HF_SCREEN_PLAIN;
}

// ---- Values ----------------------------------------------------------------

static void
mention(hf_explain_mention *known)
{
    *known = *known == HF_MENTION_SHOWN ? HF_MENTION_SHOWN : HF_MENTION_NAMED;
}

// "employees = 120", "source is missing"; false when it was not worked out.
static bool
spell_value(hf_explain_tree *tree, const hf_trace *value, hf_buffer *out)
{
    hf_seen seen;
    if (!hf_seen_value(tree->explain->probe.scorer, value, 0, &seen)) {
        return false;
    }
    hf_buffer_add_view(out, value->text);
    if (seen.is_missing) {
        bool is_unread = value->op == HF_TRACE_FIELD &&
                         tree->explain->probe.stats[value->ref].unparsed > 0;
        hf_buffer_add_text(out, is_unread ? " is missing (it does not read)"
                                          : " is missing");
    } else if (hf_explain_shows(tree->explain, value)) {
        hf_buffer_add_text(out, " = ");
        hf_explain_value(out, &seen);
    } else {
        hf_buffer_add_text(out, " is hidden");
    }
    return true;
}

// The values behind a test: on its line when they fit, else below it.
static void
add_values(hf_explain_tree *tree, const hf_trace *test, size_t indent)
{
    hf_screen *screen = tree->screen;
    const hf_trace *operands[OPERANDS];
    size_t count = hf_explain_operands(test, operands, OPERANDS);
    hf_buffer text = {0};
    for (size_t at = 0; at < count; at++) {
        if (operands[at]->op == HF_TRACE_DERIVED) {
            mention(&tree->derived[operands[at]->ref]);
        }
        size_t before = text.len;
        hf_buffer_add_text(&text, at > 0 && text.len > 0 ? ", " : "");
        if (!spell_value(tree, operands[at], &text)) {
            text.len = before;
        }
    }
    if (text.len > 0) {
        size_t cells = hf_utf8_width(hf_buffer_view(&text));
        size_t from = screen->at + 2 > VALUES_AT ? screen->at + 2 : VALUES_AT;
        if (from + cells > screen->width &&
            screen->at + 2 + cells <= screen->width) {
            from = screen->width - cells;
        }
        if (from + cells > screen->width) {
            hf_screen_end(screen);
            from = indent + 2;
        }
        hf_screen_to(screen, from);
        hf_screen_wrap(screen, HF_SCREEN_STRONG, hf_buffer_view(&text), from);
    }
    screen->out.failed = screen->out.failed || text.failed;
    hf_buffer_clear(&text);
}

// ---- Conditions ------------------------------------------------------------

static void
add_answer(hf_explain_tree *tree, hf_answer answer, size_t indent)
{
    hf_screen_to(tree->screen, indent);
    hf_screen_say(tree->screen, hf_explain_tree_style(answer),
                  hf_explain_answer(answer));
    hf_screen_to(tree->screen, indent + ANSWER);
}

static void
add_leaf(hf_explain_tree *tree, const hf_trace *test, size_t indent)
{
    hf_screen_wrap(tree->screen, HF_SCREEN_PLAIN, test->text,
                   indent + ANSWER + 2);
    add_values(tree, test, indent + ANSWER);
    hf_screen_end(tree->screen);
}

static void
add_joint(hf_explain_tree *tree, const hf_trace *condition)
{
    hf_screen *screen = tree->screen;
    if (condition->op == HF_TRACE_AT_LEAST) {
        hf_screen_printf(screen, HF_SCREEN_PLAIN, "at least %lld of",
                         (long long)condition->number);
    } else {
        hf_screen_say(screen, HF_SCREEN_PLAIN,
                      condition->op == HF_TRACE_AND   ? "all of"
                      : condition->op == HF_TRACE_OR  ? "any of"
                      : condition->op == HF_TRACE_NOT ? "not"
                                                      : "none of");
    }
    hf_screen_end(screen);
}

void
hf_explain_tree_condition(hf_explain_tree *tree, const hf_trace *condition,
                          size_t indent)
{
    hf_answer answer =
        hf_seen_answer(tree->explain->probe.scorer, condition, 0);
    add_answer(tree, answer, indent);
    if (condition->op == HF_TRACE_ALWAYS) {
        hf_screen_say(tree->screen, HF_SCREEN_FAINT, "always");
        hf_screen_end(tree->screen);
    } else if (condition->op == HF_TRACE_NAMED) {
        mention(&tree->conditions[condition->ref]);
        hf_screen_add(tree->screen, HF_SCREEN_PLAIN, condition->text);
        hf_screen_say(tree->screen, HF_SCREEN_FAINT, "  (see conditions)");
        hf_screen_end(tree->screen);
    } else if (hf_explain_is_leaf(condition)) {
        add_leaf(tree, condition, indent);
    } else {
        add_joint(tree, condition);
        for (size_t at = 0; at < condition->count; at++) {
            hf_explain_tree_condition(tree, condition->args[at], indent + 2);
        }
    }
}

// ---- What has a name -------------------------------------------------------

static void
add_heading(hf_screen *screen, const char *heading)
{
    hf_screen_end(screen);
    hf_screen_say(screen, HF_SCREEN_STRONG, heading);
    hf_screen_end(screen);
}

// The next that was named and not shown, from `at` on, round and round:
// what is shown may name others, above it or below. SIZE_MAX when all are.
static size_t
next_named(hf_explain_mention *known, size_t count, size_t at)
{
    for (size_t step = 0; step < count; step++) {
        size_t place = (at + step) % count;
        if (known[place] == HF_MENTION_NAMED) {
            known[place] = HF_MENTION_SHOWN;
            return place;
        }
    }
    return SIZE_MAX;
}

void
hf_explain_tree_conditions(hf_explain_tree *tree)
{
    const hf_traces *traces = &tree->explain->plan->traces;
    size_t count = traces->condition_count;
    size_t at = next_named(tree->conditions, count, 0);
    if (at != SIZE_MAX) {
        add_heading(tree->screen, "conditions");
    }
    for (; at != SIZE_MAX; at = next_named(tree->conditions, count, at)) {
        hf_screen_to(tree->screen, 2);
        hf_screen_add(tree->screen, HF_SCREEN_PLAIN,
                      traces->conditions[at].name);
        hf_screen_end(tree->screen);
        hf_explain_tree_condition(tree, traces->conditions[at].when, 4);
    }
}

static void
add_cases(hf_explain_tree *tree, const hf_trace_derived *derived)
{
    hf_screen *screen = tree->screen;
    size_t taken = hf_seen_case(tree->explain->probe.scorer, derived, 0);
    for (size_t at = 0; at < derived->case_count && at <= taken; at++) {
        hf_screen_to(screen, 4);
        hf_screen_say(screen, HF_SCREEN_FAINT, at == taken ? "is " : "not ");
        hf_screen_add(screen, HF_SCREEN_FAINT, derived->cases[at].is);
        hf_screen_end(screen);
        hf_explain_tree_condition(tree, derived->cases[at].when, 6);
    }
}

static void
add_derived(hf_explain_tree *tree, uint32_t index)
{
    const hf_trace_derived *derived =
        &tree->explain->plan->traces.derived[index];
    hf_screen *screen = tree->screen;
    hf_trace named = hf_explain_derived(tree->explain, index);
    hf_buffer text = {0};
    hf_screen_to(screen, 2);
    if (!spell_value(tree, &named, &text)) {
        hf_buffer_add_view(&text, derived->name);
    }
    hf_screen_wrap(screen, HF_SCREEN_STRONG, hf_buffer_view(&text), 4);
    screen->out.failed = screen->out.failed || text.failed;
    hf_buffer_clear(&text);
    hf_screen_end(screen);
    if (derived->value) {
        hf_screen_to(screen, 4);
        hf_screen_wrap(screen, HF_SCREEN_FAINT, derived->value->text, 6);
        add_values(tree, derived->value, 4);
        hf_screen_end(screen);
    } else {
        add_cases(tree, derived);
    }
}

void
hf_explain_tree_derived(hf_explain_tree *tree)
{
    size_t count = tree->explain->plan->traces.derived_count;
    size_t at = next_named(tree->derived, count, 0);
    if (at != SIZE_MAX) {
        add_heading(tree->screen, "derived values");
    }
    for (; at != SIZE_MAX; at = next_named(tree->derived, count, at)) {
        add_derived(tree, (uint32_t)at);
    }
}
