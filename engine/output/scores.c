/*
 * The set-up of scores: plan and options in, the columns of the output and
 * the room that a row may take out. What the texts of a row look like is left
 * to ready.c, the rows to rows.c.
 */
#include "output/scores.h"

#include "base/nearest.h"
#include "output/names.h"
#include "output/ready.h"

#include <string.h>

static bool
is_ndjson(const hf_scores *scores)
{
    return scores->format == HANDOFF_NDJSON;
}

static handoff_status
report_memory(handoff_findings *findings)
{
    hf_findings_add(findings, HF_CODE_NO_MEMORY, (hf_span){0},
                    "memory ran out");
    return HANDOFF_SYSTEM;
}

// ---- Columns ---------------------------------------------------------------

// The names of handoff's own columns in their order, `shadow` last.
static bool
list_own(const hf_scores *scores, hf_arena *arena, hf_scores_column **out,
         size_t *count)
{
    static const struct {
        hf_view name;
        hf_scores_source source;
    } own[] = {{{"lead", 4}, HF_SCORES_LEAD},
               {{"verdict", 7}, HF_SCORES_VERDICT},
               {{"means", 5}, HF_SCORES_MEANS},
               {{"score", 5}, HF_SCORES_SCORE},
               {{"cell", 4}, HF_SCORES_CELL},
               {{"route", 5}, HF_SCORES_ROUTE},
               {{"completeness", 12}, HF_SCORES_COMPLETENESS},
               {{"fired", 5}, HF_SCORES_FIRED},
               {{"unknown", 7}, HF_SCORES_UNKNOWN},
               {{"shadow", 6}, HF_SCORES_SHADOW}};
    const size_t own_count = sizeof own / sizeof *own;
    const handoff_plan *plan = scores->plan;
    hf_scores_column *columns =
        hf_arena_zero(arena, own_count + plan->axis_count, sizeof *columns);
    if (!columns) {
        return false;
    }
    size_t made = 0;
    for (size_t at = 0; at < own_count; at++) {
        columns[made++] =
            (hf_scores_column){.source = own[at].source, .name = own[at].name};
        if (own[at].source != HF_SCORES_SCORE) {
            continue;
        }
        for (uint32_t axis = 0; axis < plan->axis_count; axis++) {
            columns[made++] = (hf_scores_column){
                HF_SCORES_AXIS, axis, plan->axes[axis].name, {0}};
        }
    }
    *out = columns;
    *count = made;
    return true;
}

// An axis goes before a column of the same name.
static const hf_scores_column *
find_own(const hf_scores_column *own, size_t count, hf_view name)
{
    const hf_scores_column *found = NULL;
    for (size_t at = 0; at < count; at++) {
        if (hf_view_equal(own[at].name, name) &&
            (!found || own[at].source == HF_SCORES_AXIS)) {
            found = &own[at];
        }
    }
    return found;
}

static handoff_status
report_unknown(hf_code code, const char *what, hf_view word,
               const hf_view *words, size_t count, handoff_findings *findings)
{
    hf_finding *finding =
        hf_findings_add(findings, code, (hf_span){0}, "no %s is called '%.*s'",
                        what, (int)word.len, word.ptr);
    hf_view nearest = hf_nearest(word, words, count);
    if (nearest.len) {
        hf_findings_hint(findings, finding, "did you mean '%.*s'?",
                         (int)nearest.len, nearest.ptr);
        return HANDOFF_USAGE;
    }
    hf_buffer all = {0};
    for (size_t at = 0; at < count; at++) {
        hf_buffer_add_text(&all, at ? ", " : "");
        hf_buffer_add_view(&all, words[at]);
    }
    const char *list = hf_buffer_text(&all);
    if (list) {
        hf_findings_hint(findings, finding,
                         count == 1 ? "the only one is '%s'" : "there are %s",
                         list);
    }
    hf_buffer_clear(&all);
    return HANDOFF_USAGE;
}

static handoff_status
choose_named(hf_scores *scores, const char *text, const hf_scores_column *own,
             size_t own_count, handoff_findings *findings)
{
    hf_name_pair *pairs = NULL;
    size_t count = 0;
    handoff_status status =
        hf_names_split("--columns", text, HF_NAMES_PAIRS, &scores->arena,
                       &pairs, &count, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    hf_view *names = hf_arena_zero(&scores->arena, own_count, sizeof *names);
    scores->columns =
        hf_arena_zero(&scores->arena, count, sizeof *scores->columns);
    if (!names || !scores->columns) {
        return report_memory(findings);
    }
    for (size_t at = 0; at < own_count; at++) {
        names[at] = own[at].name;
    }
    for (size_t at = 0; at < count; at++) {
        const hf_scores_column *found =
            find_own(own, own_count, pairs[at].name);
        if (!found) {
            return report_unknown(HF_CODE_OUTPUT_COLUMN, "output column",
                                  pairs[at].name, names, own_count, findings);
        }
        scores->columns[at] = *found;
        scores->columns[at].name = pairs[at].shown;
    }
    scores->column_count = count;
    return HANDOFF_OK;
}

static handoff_status
choose_columns(hf_scores *scores, const char *text, handoff_findings *findings)
{
    hf_scores_column *own = NULL;
    size_t count = 0;
    if (!list_own(scores, &scores->arena, &own, &count)) {
        return report_memory(findings);
    }
    if (text) {
        return choose_named(scores, text, own, count, findings);
    }
    scores->columns = own;
    scores->column_count = is_ndjson(scores) ? count : count - 1;
    return HANDOFF_OK;
}

static handoff_status
choose_verdicts(hf_scores *scores, const char *only, handoff_findings *findings)
{
    const handoff_plan *plan = scores->plan;
    hf_view *names =
        hf_arena_zero(&scores->arena, plan->verdict_count, sizeof *names);
    scores->is_chosen =
        hf_arena_zero(&scores->arena, plan->verdict_count, sizeof(bool));
    if (!names || !scores->is_chosen) {
        return report_memory(findings);
    }
    bool has_any = false;
    size_t name_count = 0;
    hf_view word = hf_view_of(only);
    for (uint32_t at = 0; at < plan->verdict_count; at++) {
        hf_view name = plan->verdicts[at].name;
        scores->is_chosen[at] = !only || hf_view_equal(name, word);
        has_any = has_any || scores->is_chosen[at];
        bool is_new = true; // several verdicts may share a name
        for (size_t seen = 0; seen < name_count; seen++) {
            is_new = is_new && !hf_view_equal(names[seen], name);
        }
        if (is_new) {
            names[name_count++] = name;
        }
    }
    return has_any ? HANDOFF_OK
                   : report_unknown(HF_CODE_OUTPUT_VERDICT, "verdict", word,
                                    names, name_count, findings);
}

handoff_status
hf_scores_init(hf_scores *scores, const handoff_plan *plan,
               handoff_format format, const char *columns, const char *only,
               handoff_findings *findings)
{
    *scores =
        (hf_scores){.plan = plan,
                    .format = format,
                    .style = {.separator = format == HANDOFF_TSV ? '\t' : ',',
                              .is_guarded = format == HANDOFF_CSV ||
                                            format == HANDOFF_TSV}};
    handoff_status status = choose_columns(scores, columns, findings);
    if (status == HANDOFF_OK) {
        status = choose_verdicts(scores, only, findings);
    }
    return status;
}

// ---- Complete --------------------------------------------------------------

static bool
add_kept(hf_scores *scores, const hf_view *kept, size_t count)
{
    hf_scores_column *all = hf_arena_zero(
        &scores->arena, scores->column_count + count, sizeof *all);
    if (!all) {
        return false;
    }
    memcpy(all, scores->columns, scores->column_count * sizeof *all);
    for (size_t at = 0; at < count; at++) {
        all[scores->column_count + at] =
            (hf_scores_column){HF_SCORES_KEPT,
                               (uint32_t)at,
                               hf_arena_copy(&scores->arena, kept[at]),
                               {0}};
        if (!all[scores->column_count + at].name.ptr) {
            return false;
        }
    }
    scores->columns = all;
    scores->column_count += count;
    return true;
}

static handoff_status
check_names(const hf_scores *scores, handoff_findings *findings)
{
    for (size_t at = 1; is_ndjson(scores) && at < scores->column_count; at++) {
        hf_view name = scores->columns[at].name;
        for (size_t before = 0; before < at; before++) {
            if (!hf_view_equal(scores->columns[before].name, name)) {
                continue;
            }
            hf_finding *finding = hf_findings_add(
                findings, HF_CODE_OUTPUT_NAME_TWICE, (hf_span){0},
                "two members of the output would be called '%.*s'",
                (int)name.len, name.ptr);
            hf_findings_hint(findings, finding,
                             "rename one with --columns, as in "
                             "'handoff_%.*s=%.*s'",
                             (int)name.len, name.ptr, (int)name.len, name.ptr);
            return HANDOFF_USAGE;
        }
    }
    return HANDOFF_OK;
}

static size_t
longest(const hf_view *texts, size_t count)
{
    size_t most = 0;
    for (size_t at = 0; at < count; at++) {
        most = texts[at].len > most ? texts[at].len : most;
    }
    return most;
}

// At most one item of a subject fires.
static size_t
labels_room(const hf_scores *scores)
{
    const handoff_plan *plan = scores->plan;
    size_t room = 2; // brackets
    for (uint32_t at = 0; at < plan->subject_count; at++) {
        const hf_subject *subject = &plan->subjects[at];
        size_t item =
            longest(scores->items + subject->first_item, subject->item_count);
        room +=
            item > scores->subjects[at].len ? item : scores->subjects[at].len;
    }
    return room;
}

static size_t
value_room(const hf_scores *scores, hf_scores_source source)
{
    const handoff_plan *plan = scores->plan;
    switch (source) {
    case HF_SCORES_LEAD:
    case HF_SCORES_KEPT:
        return 0; // makes its own room
    case HF_SCORES_VERDICT:
        return longest(scores->verdicts, plan->verdict_count);
    case HF_SCORES_MEANS:
        return longest(scores->means, plan->verdict_count);
    case HF_SCORES_CELL:
        return longest(scores->cells, plan->cell_count) + scores->no_text.len;
    case HF_SCORES_ROUTE:
        return longest(scores->routes, plan->route_count) + scores->no_text.len;
    case HF_SCORES_SCORE:
    case HF_SCORES_AXIS:
    case HF_SCORES_COMPLETENESS:
        return 20; // a sign and 19 digits
    case HF_SCORES_FIRED:
    case HF_SCORES_UNKNOWN:
    case HF_SCORES_SHADOW:
        return labels_room(scores);
    }
    return 0;
}

handoff_status
hf_scores_begin(hf_scores *scores, const hf_view *kept, size_t kept_count,
                handoff_findings *findings)
{
    if (!add_kept(scores, kept, kept_count)) {
        return report_memory(findings);
    }
    handoff_status status = check_names(scores, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    if (!hf_ready_make(scores)) {
        return report_memory(findings);
    }
    scores->row_room = scores->row_end.len + HF_SCORES_PAD;
    for (size_t at = 0; at < scores->column_count; at++) {
        scores->row_room += scores->columns[at].lead_in.len +
                            value_room(scores, scores->columns[at].source);
    }
    return HANDOFF_OK;
}

void
hf_scores_clear(hf_scores *scores)
{
    hf_arena_clear(&scores->arena);
}

void
hf_scores_add_header(const hf_scores *scores, hf_buffer *out)
{
    if (is_ndjson(scores)) {
        return;
    }
    for (size_t at = 0; at < scores->column_count; at++) {
        if (at) {
            hf_buffer_add_byte(out, scores->style.separator);
        }
        hf_csv_write_cell(out, &scores->style, scores->columns[at].name);
    }
    hf_buffer_add_byte(out, '\n');
}
