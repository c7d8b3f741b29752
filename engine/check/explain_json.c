/*
 * One lead for programs: everything that is known of it, every condition as a
 * tree with the values seen. What is personal is left out unless it was asked
 * for, and marked as hidden.
 */
#include "check/explain.h"

#include "base/date.h"
#include "base/json.h"

enum { OPERANDS = 8 };

typedef struct json_explainer {
    const hf_explain *explain;
    hf_json json;
    hf_buffer text; // for one value at a time
} json_explainer;

static void
add_text(json_explainer *out, const char *key, hf_view text)
{
    hf_json_key(&out->json, key);
    hf_json_text(&out->json, text);
}

static void
add_int(json_explainer *out, const char *key, int64_t number)
{
    hf_json_key(&out->json, key);
    hf_json_int(&out->json, number);
}

static void
add_bool(json_explainer *out, const char *key, bool value)
{
    hf_json_key(&out->json, key);
    hf_json_bool(&out->json, value);
}

static void
add_date(json_explainer *out, int64_t seconds)
{
    hf_buffer_reset(&out->text);
    hf_date_print(&out->text, seconds);
    hf_json_text(&out->json, hf_buffer_view(&out->text));
}

// ---- Values and conditions -------------------------------------------------

static void
add_value(json_explainer *out, const hf_seen *seen)
{
    hf_json *json = &out->json;
    switch (seen->kind) {
    case HF_KIND_TEXT:
    case HF_KIND_ID:
        hf_json_text(json, seen->text);
        break;
    case HF_KIND_NUMBER:
        hf_json_millionths(json, seen->number);
        break;
    case HF_KIND_DATE:
        add_date(out, seen->number);
        break;
    case HF_KIND_BOOLEAN:
        hf_json_bool(json, seen->is_true);
        break;
    case HF_KIND_SET:
        hf_json_open_array(json);
        for (size_t at = 0; at < seen->set.count; at++) {
            hf_json_text(json, seen->set.elements[at]);
        }
        hf_json_close_array(json);
        break;
    }
}

// {"name": "employees", "value": 120}; null: missing.
static void
add_named_value(json_explainer *out, const hf_trace *value, const hf_seen *seen)
{
    hf_json_open_object(&out->json);
    add_text(out, "name", value->text);
    if (seen->is_missing) {
        hf_json_key(&out->json, "value");
        hf_json_null(&out->json);
    } else if (hf_explain_shows(out->explain, value)) {
        hf_json_key(&out->json, "value");
        add_value(out, seen);
    } else {
        add_bool(out, "hidden", true);
    }
    hf_json_close_object(&out->json);
}

static void
add_operands(json_explainer *out, const hf_trace *trace)
{
    const hf_trace *operands[OPERANDS];
    size_t count = hf_explain_operands(trace, operands, OPERANDS);
    hf_seen seen;
    hf_json_key(&out->json, "values");
    hf_json_open_array(&out->json);
    for (size_t at = 0; at < count; at++) {
        if (hf_seen_value(out->explain->probe.scorer, operands[at], 0, &seen)) {
            add_named_value(out, operands[at], &seen);
        }
    }
    hf_json_close_array(&out->json);
}

static const char *
joint_of(const hf_trace *condition)
{
    return condition->op == HF_TRACE_AND        ? "all"
           : condition->op == HF_TRACE_OR       ? "any"
           : condition->op == HF_TRACE_NOT      ? "not"
           : condition->op == HF_TRACE_AT_LEAST ? "at_least"
                                                : "none";
}

static void
add_condition(json_explainer *out, const hf_trace *condition)
{
    hf_answer answer = hf_seen_answer(out->explain->probe.scorer, condition, 0);
    hf_json_open_object(&out->json);
    add_text(out, "answer", hf_view_of(hf_explain_answer(answer)));
    if (condition->op == HF_TRACE_ALWAYS) {
        add_bool(out, "always", true);
    } else if (condition->op == HF_TRACE_NAMED) {
        add_text(out, "condition", condition->text);
    } else if (hf_explain_is_leaf(condition)) {
        add_text(out, "test", condition->text);
        add_operands(out, condition);
    } else {
        if (condition->op == HF_TRACE_AT_LEAST) {
            add_int(out, "count", condition->number);
        }
        hf_json_key(&out->json, joint_of(condition));
        hf_json_open_array(&out->json);
        for (size_t at = 0; at < condition->count; at++) {
            add_condition(out, condition->args[at]);
        }
        hf_json_close_array(&out->json);
    }
    hf_json_close_object(&out->json);
}

static void
add_when(json_explainer *out, const hf_trace *condition)
{
    hf_json_key(&out->json, "when");
    add_condition(out, condition);
}

// ---- What came of it -------------------------------------------------------

static void
add_result(json_explainer *out)
{
    const hf_explain *explain = out->explain;
    const handoff_plan *plan = explain->plan;
    const hf_verdicts *verdicts = explain->verdicts;
    const hf_plan_verdict *verdict = &plan->verdicts[verdicts->verdict[0]];
    add_text(out, "lead", explain->probe.batch.leads[0]);
    add_text(out, "file", hf_view_of(explain->file));
    add_int(out, "line", (int64_t)explain->line);
    add_text(out, "ruleset", plan->name);
    add_text(out, "revision", hf_view_of(plan->revision));
    hf_json_key(&out->json, "as_of");
    add_date(out, plan->as_of);
    add_text(out, "verdict", verdict->name);
    add_text(out, "means",
             hf_view_of(handoff_means_text((handoff_means)verdict->means)));
    add_int(out, "score", verdicts->score[0]);
    hf_json_key(&out->json, "axes");
    hf_json_open_object(&out->json);
    for (uint32_t at = 0; at < plan->axis_count; at++) {
        hf_json_key_view(&out->json, plan->axes[at].name);
        hf_json_int(&out->json, verdicts->axes[at]);
    }
    hf_json_close_object(&out->json);
    add_text(out, "cell", hf_probe_cell(plan, verdicts, 0));
    add_text(out, "route", hf_probe_route(plan, verdicts, 0));
    add_int(out, "completeness", verdicts->completeness[0]);
    hf_json_key(&out->json, "unknown");
    hf_json_open_array(&out->json);
    for (uint32_t at = 0; at < plan->active_subjects; at++) {
        if (hf_probe_unknown(verdicts, 0, at)) {
            hf_json_text(&out->json, plan->subjects[at].id);
        }
    }
    hf_json_close_array(&out->json);
}

// ---- Points ----------------------------------------------------------------

static void
add_line(json_explainer *out, const char *kind, hf_view name, int64_t points)
{
    if (points != 0) {
        hf_json_open_object(&out->json);
        add_text(out, kind, name);
        add_int(out, "points", points);
        hf_json_close_object(&out->json);
    }
}

// Lines that add up to the score.
static void
add_points(json_explainer *out)
{
    const hf_explain *explain = out->explain;
    const handoff_plan *plan = explain->plan;
    const hf_explain_sums *sums = &explain->sums;
    hf_json_key(&out->json, "points");
    hf_json_open_array(&out->json);
    for (uint32_t at = 0; at < plan->active_items; at++) {
        hf_subject_kind kind = plan->subjects[plan->items[at].subject].kind;
        if (kind == HF_SUBJECT_CRITERION &&
            hf_probe_fired(explain->verdicts, 0, at)) {
            hf_json_open_object(&out->json);
            add_text(out, "fired", plan->items[at].label);
            add_int(out, "points", plan->items[at].points);
            add_text(out, "because", plan->items[at].because);
            hf_json_close_object(&out->json);
        }
    }
    for (uint32_t at = 0; at < plan->group_count; at++) {
        add_line(out, "clamped_group", plan->groups[at].name,
                 sums->groups_kept[at] - sums->groups[at]);
    }
    for (uint32_t at = 0; at < plan->axis_count; at++) {
        add_line(out, "clamped_axis", plan->axes[at].name,
                 explain->verdicts->axes[at] - sums->axes[at]);
    }
    add_line(out, "clamped", HF_VIEW("score"),
             explain->verdicts->score[0] - sums->total);
    hf_json_close_array(&out->json);
}

// ---- Changes ---------------------------------------------------------------

static void
add_change(json_explainer *out, const hf_candidate *change)
{
    const hf_explain *explain = out->explain;
    const hf_field_spec *spec = &explain->plan->fields.specs[change->field];
    hf_view now = hf_view_trim(explain->cells[change->field]);
    hf_json_open_object(&out->json);
    add_text(out, "field", spec->name);
    if (explain->shows_values || !spec->is_personal || now.len == 0) {
        add_text(out, "from", now);
    } else {
        add_bool(out, "from_hidden", true);
    }
    if (explain->shows_values || !change->is_private) {
        add_text(out, "to", change->text);
    } else {
        add_bool(out, "to_hidden", true);
    }
    hf_json_close_object(&out->json);
}

static void
add_flip(json_explainer *out, const char *key, const hf_flip *flip)
{
    const handoff_plan *plan = out->explain->plan;
    hf_json_key(&out->json, key);
    if (flip->count == 0) {
        hf_json_null(&out->json);
        return;
    }
    const hf_plan_verdict *verdict = &plan->verdicts[flip->verdict];
    hf_json_open_object(&out->json);
    hf_json_key(&out->json, "changes");
    hf_json_open_array(&out->json);
    for (size_t at = 0; at < flip->count; at++) {
        add_change(out, flip->changes[at]);
    }
    hf_json_close_array(&out->json);
    add_text(out, "verdict", verdict->name);
    add_text(out, "means",
             hf_view_of(handoff_means_text((handoff_means)verdict->means)));
    add_text(out, "cell", flip->cell);
    add_text(out, "reason", flip->reason);
    hf_json_close_object(&out->json);
}

// ---- Trees -----------------------------------------------------------------

static void
add_case(json_explainer *out, uint32_t at)
{
    const handoff_plan *plan = out->explain->plan;
    const hf_item *item = &plan->items[at];
    hf_json_open_object(&out->json);
    if (item->number > 0) {
        add_int(out, "case", item->number);
    }
    add_bool(out, "fired", hf_probe_fired(out->explain->verdicts, 0, at));
    if (plan->subjects[item->subject].kind != HF_SUBJECT_GATE) {
        add_int(out, "points", item->points);
    }
    add_text(out, "because", item->because);
    add_when(out, plan->traces.items[at]);
    hf_json_close_object(&out->json);
}

static void
add_subject(json_explainer *out, uint32_t at)
{
    const handoff_plan *plan = out->explain->plan;
    const hf_subject *subject = &plan->subjects[at];
    uint32_t fired;
    hf_answer answer = hf_explain_subject(out->explain, at, &fired);
    hf_json_open_object(&out->json);
    add_text(out, "id", subject->id);
    add_text(out, "answer", hf_view_of(hf_explain_answer(answer)));
    if (subject->kind == HF_SUBJECT_GATE) {
        add_bool(out, "consent", subject->is_consent);
    } else {
        add_text(out, "axis", plan->axes[subject->axis].name);
        if (subject->group != UINT32_MAX) {
            add_text(out, "group", plan->groups[subject->group].name);
        }
    }
    add_text(out, "owner", subject->owner);
    hf_json_key(&out->json, "cases");
    hf_json_open_array(&out->json);
    for (uint32_t i = 0; i < subject->item_count; i++) {
        add_case(out, subject->first_item + i);
    }
    hf_json_close_array(&out->json);
    hf_json_close_object(&out->json);
}

static void
add_subjects(json_explainer *out, const char *key, hf_subject_kind kind)
{
    const handoff_plan *plan = out->explain->plan;
    hf_json_key(&out->json, key);
    hf_json_open_array(&out->json);
    for (uint32_t at = 0; at < plan->subject_count; at++) {
        if (plan->subjects[at].kind == kind) {
            add_subject(out, at);
        }
    }
    hf_json_close_array(&out->json);
}

static void
add_verdicts(json_explainer *out)
{
    const handoff_plan *plan = out->explain->plan;
    hf_json_key(&out->json, "verdicts");
    hf_json_open_array(&out->json);
    for (uint32_t at = 0; at < plan->verdict_count; at++) {
        hf_json_open_object(&out->json);
        add_text(out, "verdict", plan->verdicts[at].name);
        add_bool(out, "asked", at <= out->explain->verdicts->verdict[0]);
        add_when(out, plan->traces.verdicts[at]);
        hf_json_close_object(&out->json);
    }
    hf_json_close_array(&out->json);
}

static void
add_routes(json_explainer *out)
{
    const handoff_plan *plan = out->explain->plan;
    hf_json_key(&out->json, "routes");
    hf_json_open_array(&out->json);
    for (uint32_t at = 0; at < plan->route_count; at++) {
        hf_json_open_object(&out->json);
        add_text(out, "to", plan->routes[at].to);
        add_when(out, plan->traces.routes[at]);
        hf_json_close_object(&out->json);
    }
    hf_json_close_array(&out->json);
}

static void
add_conditions(json_explainer *out)
{
    const hf_traces *traces = &out->explain->plan->traces;
    hf_json_key(&out->json, "conditions");
    hf_json_open_array(&out->json);
    for (size_t at = 0; at < traces->condition_count; at++) {
        hf_json_open_object(&out->json);
        add_text(out, "name", traces->conditions[at].name);
        add_when(out, traces->conditions[at].when);
        hf_json_close_object(&out->json);
    }
    hf_json_close_array(&out->json);
}

static void
add_derived_body(json_explainer *out, const hf_trace_derived *derived)
{
    if (derived->value) {
        add_text(out, "expression", derived->value->text);
        add_operands(out, derived->value);
        return;
    }
    hf_json_key(&out->json, "first");
    hf_json_open_array(&out->json);
    for (size_t at = 0; at < derived->case_count; at++) {
        hf_json_open_object(&out->json);
        add_text(out, "is", derived->cases[at].is);
        add_when(out, derived->cases[at].when);
        hf_json_close_object(&out->json);
    }
    hf_json_close_array(&out->json);
}

static void
add_derived(json_explainer *out)
{
    const hf_traces *traces = &out->explain->plan->traces;
    hf_json_key(&out->json, "derived");
    hf_json_open_array(&out->json);
    for (uint32_t at = 0; at < traces->derived_count; at++) {
        hf_trace value = hf_explain_derived(out->explain, at);
        hf_seen seen;
        hf_json_open_object(&out->json);
        hf_json_key(&out->json, "derived");
        if (hf_seen_value(out->explain->probe.scorer, &value, 0, &seen)) {
            add_named_value(out, &value, &seen);
        } else {
            hf_json_null(&out->json); // no condition that counts asks for it
        }
        add_derived_body(out, &traces->derived[at]);
        hf_json_close_object(&out->json);
    }
    hf_json_close_array(&out->json);
}

char *
hf_explain_json(const hf_explain *explain)
{
    hf_buffer text = {0};
    json_explainer out = {.explain = explain};
    hf_json_init(&out.json, &text, HF_JSON_INDENTED);
    hf_json_open_object(&out.json);
    add_result(&out);
    add_flip(&out, "nearest_change", &explain->flips.crossing);
    add_flip(&out, "nearest_other_change", &explain->flips.other);
    add_int(&out, "changes_tried", (int64_t)explain->flips.tried);
    add_points(&out);
    add_verdicts(&out);
    add_routes(&out);
    add_subjects(&out, "gates", HF_SUBJECT_GATE);
    add_subjects(&out, "criteria", HF_SUBJECT_CRITERION);
    add_subjects(&out, "shadow", HF_SUBJECT_SHADOW);
    add_conditions(&out);
    add_derived(&out);
    hf_json_close_object(&out.json);
    hf_buffer_add_byte(&text, '\n');
    if (!hf_buffer_text(&text) || out.text.failed) {
        hf_buffer_clear(&text);
    }
    hf_buffer_clear(&out.text);
    return text.ptr;
}
