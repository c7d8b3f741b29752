/*
 * Explains one lead: it is looked up in the export, scored alone by the same
 * plan, and what the scorer saw is handed to a printer, together with the
 * nearest change. What is said in which words stands in explain_text.c and
 * explain_json.c.
 */
#include "check/explain.h"

#include "base/bitmap.h"
#include "base/date.h"
#include "base/decimal.h"
#include "check/scan.h"
#include "check/screen.h"

// ---- Points ----------------------------------------------------------------

static int64_t
clamp(const hf_limits *limits, int64_t sum)
{
    if (limits->has_max && sum > limits->max) {
        return limits->max;
    }
    return limits->has_min && sum < limits->min ? limits->min : sum;
}

static void
add_items(hf_explain *explain)
{
    const handoff_plan *plan = explain->plan;
    hf_explain_sums *sums = &explain->sums;
    for (uint32_t at = 0; at < plan->active_items; at++) {
        const hf_subject *subject = &plan->subjects[plan->items[at].subject];
        if (subject->kind != HF_SUBJECT_CRITERION ||
            !hf_probe_fired(explain->verdicts, 0, at)) {
            continue;
        }
        int64_t *sum = subject->group == UINT32_MAX
                           ? &sums->axes[subject->axis]
                           : &sums->groups[subject->group];
        *sum += plan->items[at].points;
    }
}

bool
hf_explain_add_up(hf_explain *explain)
{
    const handoff_plan *plan = explain->plan;
    hf_explain_sums *sums = &explain->sums;
    size_t groups = plan->group_count + 1, axes = plan->axis_count + 1;
    sums->groups = hf_arena_zero(&explain->arena, groups, sizeof(int64_t));
    sums->groups_kept = hf_arena_zero(&explain->arena, groups, sizeof(int64_t));
    sums->axes = hf_arena_zero(&explain->arena, axes, sizeof(int64_t));
    if (!sums->groups || !sums->groups_kept || !sums->axes) {
        return false;
    }
    add_items(explain);
    for (uint32_t at = 0; at < plan->group_count; at++) {
        const hf_plan_group *group = &plan->groups[at];
        sums->groups_kept[at] = clamp(&group->limits, sums->groups[at]);
        sums->axes[group->axis] += sums->groups_kept[at];
    }
    sums->total = 0;
    for (uint32_t at = 0; at < plan->axis_count; at++) {
        sums->total += explain->verdicts->axes[at];
    }
    return true;
}

// ---- Answers and values ----------------------------------------------------

const char *
hf_explain_answer(hf_answer answer)
{
    switch (answer) {
    case HF_ANSWER_FALSE:
        return "false";
    case HF_ANSWER_TRUE:
        return "true";
    case HF_ANSWER_UNKNOWN:
        return "unknown";
    }
    return "";
}

hf_answer
hf_explain_subject(const hf_explain *explain, uint32_t subject, uint32_t *item)
{
    const hf_subject *asked = &explain->plan->subjects[subject];
    *item = asked->first_item;
    for (uint32_t at = 0; at < asked->item_count; at++) {
        if (hf_probe_fired(explain->verdicts, 0, asked->first_item + at)) {
            *item = asked->first_item + at;
            return HF_ANSWER_TRUE;
        }
    }
    return hf_probe_unknown(explain->verdicts, 0, subject) ? HF_ANSWER_UNKNOWN
                                                           : HF_ANSWER_FALSE;
}

bool
hf_explain_shows(const hf_explain *explain, const hf_trace *value)
{
    return explain->shows_values || value->op == HF_TRACE_LENGTH ||
           !hf_probe_is_personal(explain->plan, value);
}

hf_trace
hf_explain_derived(const hf_explain *explain, uint32_t index)
{
    const hf_trace_derived *derived = &explain->plan->traces.derived[index];
    const hf_trace *made_of = derived->value;
    return (hf_trace){.op = HF_TRACE_DERIVED,
                      .kind = made_of ? made_of->kind : HF_KIND_TEXT,
                      .reg = made_of ? made_of->reg : HF_TRACE_UNBOUND,
                      .ref = index,
                      .text = derived->name};
}

static void
add_quoted(hf_buffer *out, hf_view text)
{
    hf_buffer_add_byte(out, '"');
    hf_buffer_add_view(out, text);
    hf_buffer_add_byte(out, '"');
}

void
hf_explain_value(hf_buffer *out, const hf_seen *seen)
{
    switch (seen->kind) {
    case HF_KIND_TEXT:
    case HF_KIND_ID:
        add_quoted(out, seen->text);
        break;
    case HF_KIND_NUMBER:
        hf_decimal_print(out, seen->number);
        break;
    case HF_KIND_DATE:
        hf_date_print(out, seen->number);
        break;
    case HF_KIND_BOOLEAN:
        hf_buffer_add_text(out, seen->is_true ? "true" : "false");
        break;
    case HF_KIND_SET:
        hf_buffer_add_byte(out, '[');
        for (size_t at = 0; at < seen->set.count; at++) {
            hf_buffer_add_text(out, at > 0 ? ", " : "");
            add_quoted(out, seen->set.elements[at]);
        }
        hf_buffer_add_byte(out, ']');
        break;
    }
}

static bool
has_name(const hf_trace *value)
{
    return value->op == HF_TRACE_FIELD || value->op == HF_TRACE_DERIVED ||
           value->op == HF_TRACE_RESULT;
}

static void
add_operand(const hf_trace *value, const hf_trace **out, size_t most,
            size_t *count)
{
    for (size_t at = 0; at < *count; at++) {
        if (hf_view_equal(out[at]->text, value->text)) {
            return;
        }
    }
    if (*count < most) {
        out[(*count)++] = value;
    }
}

static void
add_inner(const hf_trace *value, const hf_trace **out, size_t most,
          size_t *count)
{
    if (has_name(value)) {
        add_operand(value, out, most, count);
        return;
    }
    for (size_t at = 0; at < value->count; at++) {
        add_inner(value->args[at], out, most, count);
    }
}

size_t
hf_explain_operands(const hf_trace *trace, const hf_trace **out, size_t most)
{
    size_t count = 0;
    for (size_t at = 0; at < trace->count && !hf_trace_is_value(trace); at++) {
        if (trace->args[at]->op != HF_TRACE_CONSTANT) {
            add_operand(trace->args[at], out, most, &count);
        }
    }
    for (size_t at = 0; at < trace->count; at++) {
        add_inner(trace->args[at], out, most, &count);
    }
    return count;
}

bool
hf_explain_is_leaf(const hf_trace *condition)
{
    return condition->op < HF_TRACE_NOT;
}

// ---- The lead --------------------------------------------------------------

// The raw cells of a row, kept beyond the batch.
static bool
copy_cells(hf_explain *explain, const hf_scan *scan, size_t row)
{
    size_t count = explain->plan->fields.count;
    hf_view *cells = hf_arena_zero(&explain->arena, count + 1, sizeof *cells);
    for (size_t field = 0; cells && field < count; field++) {
        size_t kept = scan->kept_of[field];
        if (kept == SIZE_MAX) {
            continue;
        }
        // A column without a cell can still be given one; no column cannot.
        cells[field] =
            hf_arena_copy(&explain->arena, scan->batch.kept[kept][row]);
        if (!cells[field].ptr) {
            return false;
        }
    }
    explain->cells = cells;
    explain->line = scan->batch.lines[row];
    return cells != NULL;
}

static handoff_status
refuse_lead(const hf_scan *scan, const char *lead, handoff_findings *findings)
{
    hf_buffer count = {0};
    hf_screen_count(&count, scan->leads);
    const char *text = hf_buffer_text(&count);
    hf_findings_add(findings, HF_CODE_LEAD_NOT_FOUND, (hf_span){0},
                    "no lead of '%s' has the id '%s'; %s %s read, %llu "
                    "rejected",
                    hf_input_name(scan->input), lead, text ? text : "?",
                    scan->leads == 1 ? "was" : "were",
                    (unsigned long long)scan->rejected);
    hf_buffer_clear(&count);
    return HANDOFF_NOTHING;
}

static handoff_status
find_lead(hf_explain *explain, hf_scan *scan, const char *lead,
          handoff_findings *findings)
{
    const hf_fields *fields = &explain->plan->fields;
    hf_view id = hf_fields_lead(fields, hf_view_of(lead), &explain->arena);
    if (!id.ptr) {
        return HANDOFF_SYSTEM;
    }
    for (;;) {
        handoff_status status = hf_scan_next(scan, findings);
        if (status != HANDOFF_OK) {
            return status;
        }
        if (scan->batch.rows == 0) {
            return refuse_lead(scan, lead, findings);
        }
        for (size_t row = 0; row < scan->batch.rows; row++) {
            if (hf_view_equal(scan->batch.leads[row], id)) {
                return copy_cells(explain, scan, row) ? HANDOFF_OK
                                                      : HANDOFF_SYSTEM;
            }
        }
    }
}

static handoff_status
score_lead(hf_explain *explain, const char *lead, handoff_findings *findings)
{
    const hf_view *cells = explain->cells;
    if (!hf_probe_init(&explain->probe, explain->plan)) {
        return HANDOFF_SYSTEM;
    }
    explain->verdicts = hf_probe_score(&explain->probe, &cells, 1);
    if (!explain->verdicts) {
        return HANDOFF_SYSTEM;
    }
    if (hf_probe_has_failed(explain->verdicts, 0)) {
        hf_findings_add(findings, HF_CODE_LEAD_LIMIT, (hf_span){0},
                        "a pattern hit its limit on lead '%s', which would be "
                        "rejected",
                        lead);
        return HANDOFF_DATA;
    }
    return hf_explain_add_up(explain) &&
                   hf_flip_find(&explain->probe, explain->verdicts, cells,
                                &explain->arena, &explain->flips)
               ? HANDOFF_OK
               : HANDOFF_SYSTEM;
}

handoff_status
handoff_explain(const handoff_plan *plan, const char *leads,
                const handoff_input_options *input, const char *lead,
                handoff_shape shape, int width, int show_values, char **out,
                handoff_findings *findings)
{
    hf_explain explain = {
        .plan = plan, .file = leads, .shows_values = show_values != 0};
    hf_scan scan;
    handoff_status status =
        hf_scan_open(&scan, leads, input, plan, HF_SCAN_RAW_CELLS, findings);
    if (status == HANDOFF_OK) {
        explain.file = hf_input_name(scan.input);
        status = find_lead(&explain, &scan, lead, findings);
    }
    if (status == HANDOFF_OK) {
        status = score_lead(&explain, lead, findings);
    }
    if (status == HANDOFF_OK) {
        char *text = shape == HANDOFF_SHAPE_JSON
                         ? hf_explain_json(&explain)
                         : hf_explain_text(&explain, shape, width);
        status = text ? HANDOFF_OK : HANDOFF_SYSTEM;
        *out = text ? text : *out;
    }
    hf_flip_clear(&explain.flips);
    hf_probe_clear(&explain.probe);
    hf_scan_close(&scan);
    hf_arena_clear(&explain.arena);
    return hf_probe_conclude(status, findings);
}
