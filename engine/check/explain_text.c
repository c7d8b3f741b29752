/*
 * One lead for people: who it is and what became of it, the nearest change,
 * the points line by line, then every condition. The lines of points add up
 * to the score exactly, clamps are lines of their own.
 */
#include "check/explain.h"

#include "base/date.h"
#include "check/explain_tree.h"
#include "check/screen.h"

#include <inttypes.h>

enum {
    LABELS = 16,    // of the header
    POINTS_END = 7, // points end before this column
    NAMES = 9,      // names of what gave them
    TREES = 4
};

static void
say_label(hf_screen *screen, const char *label)
{
    hf_screen_say(screen, HF_SCREEN_FAINT, label);
    hf_screen_to(screen, LABELS);
}

static void
add_heading(hf_screen *screen, const char *heading)
{
    hf_screen_end(screen);
    hf_screen_say(screen, HF_SCREEN_STRONG, heading);
    hf_screen_end(screen);
}

// ---- Header ----------------------------------------------------------------

static hf_screen_style
style_of(hf_means means)
{
    switch (means) {
    case HF_MEANS_PASS:
        return HF_SCREEN_GOOD;
    case HF_MEANS_HOLD:
    case HF_MEANS_INSUFFICIENT:
        return HF_SCREEN_UNSURE;
    case HF_MEANS_DISQUALIFY:
    case HF_MEANS_EXCLUDE:
        return HF_SCREEN_BAD;
    }
    return HF_SCREEN_PLAIN;
}

static void
add_lead(hf_screen *screen, const hf_explain *explain)
{
    say_label(screen, "lead");
    hf_screen_add(screen, HF_SCREEN_STRONG, explain->probe.batch.leads[0]);
    hf_buffer place = {0};
    hf_buffer_printf(&place, "%s, line %llu", explain->file,
                     (unsigned long long)explain->line);
    if (screen->at + 2 + place.len > screen->width) {
        hf_screen_end(screen);
        hf_screen_to(screen, LABELS);
    } else {
        hf_screen_to(screen, screen->at + 2);
    }
    hf_screen_wrap(screen, HF_SCREEN_FAINT, hf_buffer_view(&place), LABELS);
    screen->out.failed = screen->out.failed || place.failed;
    hf_buffer_clear(&place);
    hf_screen_end(screen);
}

static void
add_rules(hf_screen *screen, const hf_explain *explain)
{
    const handoff_plan *plan = explain->plan;
    hf_buffer moment = {0};
    hf_date_print(&moment, plan->as_of);
    say_label(screen, "rules");
    hf_screen_add(screen, HF_SCREEN_PLAIN, plan->name);
    hf_screen_printf(screen, HF_SCREEN_FAINT, "  revision %.12s, as of ",
                     plan->revision);
    hf_screen_add(screen, HF_SCREEN_FAINT, hf_buffer_view(&moment));
    hf_screen_end(screen);
    screen->out.failed = screen->out.failed || moment.failed;
    hf_buffer_clear(&moment);
}

static void
add_verdict(hf_screen *screen, const hf_explain *explain)
{
    const handoff_plan *plan = explain->plan;
    const hf_verdicts *verdicts = explain->verdicts;
    const hf_plan_verdict *verdict = &plan->verdicts[verdicts->verdict[0]];
    hf_view route = hf_probe_route(plan, verdicts, 0);
    say_label(screen, "verdict");
    hf_screen_add(screen, style_of(verdict->means), verdict->name);
    hf_screen_printf(screen, HF_SCREEN_PLAIN, " (%s)",
                     handoff_means_text((handoff_means)verdict->means));
    if (route.len > 0) {
        hf_screen_say(screen, HF_SCREEN_PLAIN, ", to ");
        hf_screen_add(screen, HF_SCREEN_STRONG, route);
    }
    hf_screen_end(screen);
}

static void
add_score(hf_screen *screen, const hf_explain *explain)
{
    const handoff_plan *plan = explain->plan;
    const hf_verdicts *verdicts = explain->verdicts;
    hf_view cell = hf_probe_cell(plan, verdicts, 0);
    say_label(screen, "score");
    hf_screen_printf(screen, HF_SCREEN_STRONG, "%" PRId64, verdicts->score[0]);
    if (cell.len > 0) {
        hf_screen_say(screen, HF_SCREEN_PLAIN, ", cell ");
        hf_screen_add(screen, HF_SCREEN_STRONG, cell);
    }
    for (uint32_t at = 0; at < plan->axis_count; at++) {
        hf_screen_printf(screen, HF_SCREEN_PLAIN, ", %.*s %" PRId64,
                         (int)plan->axes[at].name.len, plan->axes[at].name.ptr,
                         verdicts->axes[at]);
    }
    hf_screen_end(screen);
}

static void
add_unknown(hf_screen *screen, const hf_explain *explain)
{
    const handoff_plan *plan = explain->plan;
    bool is_first = true;
    say_label(screen, "complete");
    hf_screen_printf(screen, HF_SCREEN_PLAIN, "%d%%",
                     explain->verdicts->completeness[0]);
    for (uint32_t at = 0; at < plan->active_subjects; at++) {
        if (!hf_probe_unknown(explain->verdicts, 0, at)) {
            continue;
        }
        if (is_first) {
            hf_screen_say(screen, HF_SCREEN_PLAIN, ", unknown: ");
        }
        hf_screen_item(screen, HF_SCREEN_UNSURE, plan->subjects[at].id,
                       is_first, LABELS);
        is_first = false;
    }
    hf_screen_end(screen);
}

// ---- Nearest change --------------------------------------------------------

// A raw text as a reader would name it: figures plain, words in quotes.
static void
spell_cell(hf_buffer *out, const hf_field_spec *spec, hf_view text)
{
    hf_kind kind = hf_fields_kind(spec->type);
    bool is_quoted =
        kind == HF_KIND_TEXT || kind == HF_KIND_ID || kind == HF_KIND_SET;
    if (text.len == 0) {
        hf_buffer_add_text(out, "nothing");
        return;
    }
    hf_buffer_add_text(out, is_quoted ? "\"" : "");
    hf_buffer_add_view(out, text);
    hf_buffer_add_text(out, is_quoted ? "\"" : "");
}

static void
spell_change(hf_buffer *out, const hf_explain *explain,
             const hf_candidate *change)
{
    const hf_field_spec *spec = &explain->plan->fields.specs[change->field];
    hf_view now = hf_view_trim(explain->cells[change->field]);
    bool shows = explain->shows_values || !spec->is_personal;
    hf_buffer_add_view(out, spec->name);
    hf_buffer_add_text(out, " from ");
    if (shows || now.len == 0) {
        spell_cell(out, spec, now);
    } else {
        hf_buffer_add_text(out, "what it is (hidden)");
    }
    hf_buffer_add_text(out, " to ");
    if (change->is_private && !explain->shows_values) {
        hf_buffer_add_text(out, "another value (hidden)");
    } else {
        spell_cell(out, spec, change->text);
    }
}

static void
spell_flip(hf_buffer *out, const hf_explain *explain, const hf_flip *flip)
{
    const hf_plan_verdict *verdict = &explain->plan->verdicts[flip->verdict];
    for (size_t at = 0; at < flip->count; at++) {
        hf_buffer_add_text(out, at > 0 ? " and " : "");
        spell_change(out, explain, flip->changes[at]);
    }
    hf_buffer_add_text(out, flip->count > 1 ? " make it " : " makes it ");
    hf_buffer_add_view(out, verdict->name);
    hf_buffer_add_text(out, " (");
    if (flip->cell.len > 0) {
        hf_buffer_add_view(out, flip->cell);
    } else {
        hf_buffer_add_text(out,
                           handoff_means_text((handoff_means)verdict->means));
    }
    hf_buffer_add_byte(out, ')');
    if (flip->reason.len > 0) {
        hf_buffer_add_text(out, ": ");
        hf_buffer_add_view(out, flip->reason);
    }
}

static void
add_flip(hf_screen *screen, const hf_explain *explain, const char *label,
         const hf_flip *flip)
{
    hf_buffer text = {0};
    if (flip->count == 0) {
        return;
    }
    spell_flip(&text, explain, flip);
    say_label(screen, label);
    hf_screen_wrap(screen, HF_SCREEN_STRONG, hf_buffer_view(&text), LABELS);
    hf_screen_end(screen);
    screen->out.failed = screen->out.failed || text.failed;
    hf_buffer_clear(&text);
}

static void
add_flips(hf_screen *screen, const hf_explain *explain)
{
    const hf_flips *flips = &explain->flips;
    const char *label = "nearest change";
    if (flips->crossing.count == 0 && flips->other.count == 0) {
        say_label(screen, label);
        hf_screen_printf(screen, HF_SCREEN_PLAIN,
                         "none found: %zu changes of one or two values "
                         "were tried",
                         flips->tried);
        hf_screen_end(screen);
        return;
    }
    add_flip(screen, explain, label, &flips->crossing);
    add_flip(screen, explain, flips->crossing.count ? "or" : label,
             &flips->other);
}

// ---- Points ----------------------------------------------------------------

static void
add_points(hf_screen *screen, hf_screen_style style, const char *format,
           int64_t points)
{
    hf_buffer text = {0};
    hf_buffer_printf(&text, format, points);
    hf_screen_right(screen, style, hf_buffer_view(&text), POINTS_END);
    hf_screen_to(screen, NAMES);
    screen->out.failed = screen->out.failed || text.failed;
    hf_buffer_clear(&text);
}

static void
add_clamp(hf_screen *screen, const char *what, hf_view name, int64_t before,
          int64_t after)
{
    if (before == after) {
        return;
    }
    add_points(screen, HF_SCREEN_BAD, "%+" PRId64, after - before);
    hf_screen_say(screen, HF_SCREEN_PLAIN, what);
    hf_screen_add(screen, HF_SCREEN_PLAIN, name);
    hf_screen_printf(screen, HF_SCREEN_PLAIN, " is at %s %" PRId64,
                     after < before ? "most" : "least", after);
    hf_screen_printf(screen, HF_SCREEN_FAINT, "  (it was %" PRId64 ")", before);
    hf_screen_end(screen);
}

static void
add_item(hf_screen *screen, const hf_explain *explain, uint32_t at)
{
    const handoff_plan *plan = explain->plan;
    const hf_item *item = &plan->items[at];
    const hf_subject *subject = &plan->subjects[item->subject];
    add_points(screen, item->points < 0 ? HF_SCREEN_BAD : HF_SCREEN_GOOD,
               "%+" PRId64, item->points);
    hf_screen_add(screen, HF_SCREEN_PLAIN, item->id);
    if (item->number > 0) {
        hf_screen_printf(screen, HF_SCREEN_PLAIN, ".%u", item->number);
    }
    if (subject->group != UINT32_MAX) {
        hf_view group = plan->groups[subject->group].name;
        hf_screen_printf(screen, HF_SCREEN_FAINT, "  (group %.*s)",
                         (int)group.len, group.ptr);
    }
    hf_screen_end(screen);
    if (item->because.len > 0) {
        hf_screen_to(screen, NAMES + 2);
        hf_screen_wrap(screen, HF_SCREEN_FAINT, item->because, NAMES + 2);
        hf_screen_end(screen);
    }
}

static void
add_axis(hf_screen *screen, const hf_explain *explain, uint32_t axis)
{
    const handoff_plan *plan = explain->plan;
    const hf_explain_sums *sums = &explain->sums;
    int64_t sum = explain->verdicts->axes[axis];
    for (uint32_t at = 0; at < plan->active_items; at++) {
        const hf_subject *subject = &plan->subjects[plan->items[at].subject];
        if (subject->kind == HF_SUBJECT_CRITERION && subject->axis == axis &&
            hf_probe_fired(explain->verdicts, 0, at)) {
            add_item(screen, explain, at);
        }
    }
    for (uint32_t at = 0; at < plan->group_count; at++) {
        if (plan->groups[at].axis == axis) {
            add_clamp(screen, "group ", plan->groups[at].name, sums->groups[at],
                      sums->groups_kept[at]);
        }
    }
    add_clamp(screen, "", plan->axes[axis].name, sums->axes[axis], sum);
    add_points(screen, HF_SCREEN_STRONG, "= %" PRId64, sum);
    hf_screen_add(screen, HF_SCREEN_STRONG, plan->axes[axis].name);
    hf_screen_end(screen);
}

static void
add_all_points(hf_screen *screen, const hf_explain *explain)
{
    int64_t score = explain->verdicts->score[0];
    add_heading(screen, "points");
    for (uint32_t at = 0; at < explain->plan->axis_count; at++) {
        add_axis(screen, explain, at);
    }
    add_clamp(screen, "", HF_VIEW("score"), explain->sums.total, score);
    add_points(screen, HF_SCREEN_STRONG, "= %" PRId64, score);
    hf_screen_say(screen, HF_SCREEN_STRONG, "score");
    hf_screen_end(screen);
}

// ---- Verdicts and routes ---------------------------------------------------

// Choices up to the one that held; those behind it were not asked.
static void
add_choice(hf_explain_tree *tree, hf_view name, const char *note,
           const hf_trace *when, bool is_held)
{
    hf_screen *screen = tree->screen;
    hf_screen_to(screen, 2);
    hf_screen_add(screen, is_held ? HF_SCREEN_STRONG : HF_SCREEN_PLAIN, name);
    hf_screen_say(screen, HF_SCREEN_FAINT, note);
    if (is_held) {
        hf_screen_say(screen, HF_SCREEN_GOOD, "  holds");
    }
    hf_screen_end(screen);
    hf_explain_tree_condition(tree, when, TREES);
}

static void
add_rest(hf_screen *screen, hf_view name, bool is_first)
{
    if (is_first) {
        hf_screen_to(screen, 2);
        hf_screen_say(screen, HF_SCREEN_FAINT, "not asked: ");
    }
    hf_screen_item(screen, HF_SCREEN_FAINT, name, is_first, 13);
}

static void
add_verdicts(hf_explain_tree *tree)
{
    const handoff_plan *plan = tree->explain->plan;
    uint32_t held = tree->explain->verdicts->verdict[0];
    add_heading(tree->screen, "verdicts, the first that holds");
    for (uint32_t at = 0; at <= held; at++) {
        add_choice(tree, plan->verdicts[at].name, "", plan->traces.verdicts[at],
                   at == held);
    }
    for (uint32_t at = held + 1; at < plan->verdict_count; at++) {
        add_rest(tree->screen, plan->verdicts[at].name, at == held + 1);
    }
    if (held + 1 < plan->verdict_count) {
        hf_screen_end(tree->screen);
    }
}

static void
add_routes(hf_explain_tree *tree)
{
    const handoff_plan *plan = tree->explain->plan;
    uint32_t verdict = tree->explain->verdicts->verdict[0];
    uint32_t held = tree->explain->verdicts->route[0];
    if (plan->verdicts[verdict].means != HF_MEANS_PASS ||
        plan->route_count == 0) {
        return;
    }
    add_heading(tree->screen, "routes, the first that holds");
    for (uint32_t at = 0; at < plan->route_count && at <= held; at++) {
        add_choice(tree, plan->routes[at].to, "", plan->traces.routes[at],
                   at == held);
    }
    for (uint32_t at = held + 1; at < plan->route_count; at++) {
        add_rest(tree->screen, plan->routes[at].to, at == held + 1);
    }
    if (held < plan->route_count && held + 1 < plan->route_count) {
        hf_screen_end(tree->screen);
    }
}

// ---- Gates and criteria ----------------------------------------------------

static void
add_outcome(hf_explain_tree *tree, uint32_t at)
{
    const handoff_plan *plan = tree->explain->plan;
    const hf_subject *subject = &plan->subjects[at];
    bool is_gate = subject->kind == HF_SUBJECT_GATE;
    uint32_t item;
    hf_answer answer = hf_explain_subject(tree->explain, at, &item);
    hf_screen *screen = tree->screen;
    hf_screen_to(screen, 2);
    hf_screen_add(screen, HF_SCREEN_PLAIN, subject->id);
    hf_screen_to(screen, screen->at + 2);
    if (answer == HF_ANSWER_UNKNOWN) {
        hf_screen_say(screen, HF_SCREEN_UNSURE, "unknown");
    } else if (answer == HF_ANSWER_FALSE) {
        hf_screen_say(screen, HF_SCREEN_FAINT,
                      is_gate ? "does not hold" : "not fired");
    } else if (is_gate) {
        hf_screen_say(screen, HF_SCREEN_BAD,
                      subject->is_consent ? "holds, a gate of consent"
                                          : "holds");
    } else if (plan->items[item].number > 0) {
        hf_screen_printf(screen, HF_SCREEN_GOOD, "fired, case %u: %+" PRId64,
                         plan->items[item].number, plan->items[item].points);
    } else {
        hf_screen_printf(screen, HF_SCREEN_GOOD, "fired: %+" PRId64,
                         plan->items[item].points);
    }
    hf_screen_end(screen);
}

static void
add_subject(hf_explain_tree *tree, uint32_t at)
{
    const handoff_plan *plan = tree->explain->plan;
    const hf_subject *subject = &plan->subjects[at];
    hf_screen *screen = tree->screen;
    add_outcome(tree, at);
    for (uint32_t i = 0; i < subject->item_count; i++) {
        const hf_item *item = &plan->items[subject->first_item + i];
        if (item->number > 0) {
            hf_screen_to(screen, 2);
            hf_screen_printf(screen, HF_SCREEN_FAINT, "%3u", item->number);
        }
        hf_explain_tree_condition(tree,
                                  plan->traces.items[subject->first_item + i],
                                  item->number > 0 ? 7 : TREES);
    }
    if (subject->kind == HF_SUBJECT_GATE && subject->because.len > 0 &&
        hf_probe_fired(tree->explain->verdicts, 0, subject->first_item)) {
        hf_screen_to(screen, TREES);
        hf_screen_wrap(screen, HF_SCREEN_FAINT, subject->because, TREES);
        hf_screen_end(screen);
    }
}

static void
add_subjects(hf_explain_tree *tree, hf_subject_kind kind, const char *heading)
{
    const handoff_plan *plan = tree->explain->plan;
    bool is_first = true;
    for (uint32_t at = 0; at < plan->subject_count; at++) {
        if (plan->subjects[at].kind != kind) {
            continue;
        }
        if (is_first) {
            add_heading(tree->screen, heading);
            is_first = false;
        }
        add_subject(tree, at);
    }
}

// ---- All -------------------------------------------------------------------

static void
add_trees(hf_explain_tree *tree)
{
    add_verdicts(tree);
    add_routes(tree);
    add_subjects(tree, HF_SUBJECT_GATE, "gates");
    add_subjects(tree, HF_SUBJECT_CRITERION, "criteria");
    add_subjects(tree, HF_SUBJECT_SHADOW, "shadow criteria, which add nothing");
    hf_explain_tree_conditions(tree);
    hf_explain_tree_derived(tree);
}

char *
hf_explain_text(hf_explain *explain, handoff_shape shape, int width)
{
    const hf_traces *traces = &explain->plan->traces;
    hf_screen screen;
    hf_screen_init(&screen, shape, width);
    hf_explain_tree tree = {
        .explain = explain,
        .screen = &screen,
        .conditions =
            hf_arena_zero(&explain->arena, traces->condition_count + 1,
                          sizeof *tree.conditions),
        .derived = hf_arena_zero(&explain->arena, traces->derived_count + 1,
                                 sizeof *tree.derived),
    };
    if (!tree.conditions || !tree.derived) {
        return NULL;
    }
    add_lead(&screen, explain);
    add_rules(&screen, explain);
    add_verdict(&screen, explain);
    add_score(&screen, explain);
    add_unknown(&screen, explain);
    add_flips(&screen, explain);
    add_all_points(&screen, explain);
    add_trees(&tree);
    return hf_screen_take(&screen);
}
