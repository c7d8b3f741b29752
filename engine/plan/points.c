/*
 * What scores are made of: axes with their bands, groups, cells; and the gates
 * and criteria that count at the moment of the plan, numbered as plan.h says:
 * gates, active criteria case by case, shadow ones.
 */
#include "plan/points.h"

#include "base/date.h"
#include "plan/compile.h"
#include "plan/nodes.h"

enum { CELLS_MOST = 65536 };

// ---- Axes and cells ---------------------------------------------------------

static bool
copy_axis(hf_build *build, const hf_axis *axis, hf_plan_axis *out)
{
    handoff_plan *plan = build->plan;
    out->name = hf_build_copy(build, axis->name);
    out->limits = axis->limits;
    out->first_band = plan->band_count;
    out->band_count = (uint32_t)axis->band_count;
    for (size_t i = 0; i < axis->band_count; i++) {
        const hf_band *band = &axis->bands[i];
        plan->bands[plan->band_count++] =
            (hf_plan_band){.name = hf_build_copy(build, band->name),
                           .is_any = band->is_any,
                           .from = band->from};
    }
    return !build->out_of_memory;
}

static bool
copy_axes(hf_build *build)
{
    const handoff_rules *rules = build->rules;
    handoff_plan *plan = build->plan;
    size_t bands = 0;
    for (size_t i = 0; i < rules->axis_count; i++) {
        bands += rules->axes[i].band_count;
    }
    plan->axes = hf_build_zero(build, rules->axis_count, sizeof *plan->axes);
    plan->groups =
        hf_build_zero(build, rules->group_count, sizeof *plan->groups);
    plan->bands = hf_build_zero(build, bands, sizeof *plan->bands);
    if (!plan->axes || !plan->groups || !plan->bands) {
        return false;
    }
    plan->axis_count = (uint32_t)rules->axis_count;
    plan->group_count = (uint32_t)rules->group_count;
    plan->score = rules->score;
    for (size_t i = 0; i < rules->axis_count; i++) {
        if (!copy_axis(build, &rules->axes[i], &plan->axes[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < rules->group_count; i++) {
        const hf_group *group = &rules->groups[i];
        plan->groups[i] =
            (hf_plan_group){.name = hf_build_copy(build, group->name),
                            .axis = (uint32_t)group->axis,
                            .limits = group->limits};
    }
    return !build->out_of_memory;
}

// 0 when some axis has no bands, or there are too many.
static uint32_t
count_cells(hf_build *build)
{
    const handoff_rules *rules = build->rules;
    size_t count = rules->axis_count > 0;
    bool is_many = false;
    for (size_t i = 0; i < rules->axis_count; i++) {
        size_t bands = rules->axes[i].band_count;
        if (bands == 0) {
            return 0;
        }
        is_many |= bands > CELLS_MOST / count;
        count = is_many ? CELLS_MOST : count * bands;
    }
    if (!is_many) {
        return (uint32_t)count;
    }
    const hf_axis *last = &rules->axes[rules->axis_count - 1];
    hf_finding *finding =
        hf_findings_add(build->findings, HF_CODE_CELLS_MANY, last->span,
                        "the bands of %zu axes make more than %d cells",
                        rules->axis_count, CELLS_MOST);
    hf_findings_hint(build->findings, finding, "leave the bands off one axis");
    return 0;
}

static hf_view
name_cell(hf_build *build, uint32_t cell)
{
    const handoff_plan *plan = build->plan;
    uint32_t below = plan->cell_count;
    hf_buffer_reset(&build->text);
    for (uint32_t i = 0; i < plan->axis_count; i++) {
        const hf_plan_axis *axis = &plan->axes[i];
        below /= axis->band_count;
        uint32_t band = cell / below % axis->band_count;
        hf_buffer_add_view(&build->text,
                           plan->bands[axis->first_band + band].name);
    }
    build->out_of_memory |= build->text.failed;
    return hf_build_copy(build, hf_buffer_view(&build->text));
}

bool
hf_points_axes(hf_build *build)
{
    handoff_plan *plan = build->plan;
    if (!copy_axes(build)) {
        return false;
    }
    plan->cell_count = count_cells(build);
    plan->has_cells = plan->cell_count > 0;
    plan->cells = hf_build_zero(build, plan->cell_count, sizeof *plan->cells);
    for (uint32_t i = 0; plan->cells && i < plan->cell_count; i++) {
        plan->cells[i] = name_cell(build, i);
    }
    return !build->out_of_memory;
}

// ---- Gates and criteria -----------------------------------------------------

bool
hf_points_counts(const hf_build *build, const hf_criterion *criterion)
{
    int64_t day = hf_date_day(build->plan->as_of);
    return criterion->status != HF_CRITERION_OFF &&
           (!criterion->has_from || criterion->from_day <= day) &&
           (!criterion->has_until || day <= criterion->until_day);
}

static hf_view
label_of(hf_build *build, const hf_item *item, bool is_gate)
{
    hf_buffer *text = &build->text;
    hf_buffer_reset(text);
    hf_buffer_add_view(text, item->id);
    if (item->number > 0) {
        hf_buffer_add_byte(text, '.');
        hf_buffer_add_int(text, item->number);
    }
    hf_buffer_add_byte(text, ':');
    if (is_gate) {
        hf_buffer_add_text(text, "gate");
    } else {
        hf_buffer_add_int(text, item->points);
    }
    build->out_of_memory |= text->failed;
    return hf_build_copy(build, hf_buffer_view(text));
}

// Append an item of the newest subject.
static void
add_item(hf_build *build, hf_item item, hf_trace *when, uint32_t node,
         uint32_t slot)
{
    handoff_plan *plan = build->plan;
    uint32_t at = plan->item_count++;
    hf_subject *subject = &plan->subjects[plan->subject_count - 1];
    item.subject = plan->subject_count - 1;
    item.id = subject->id;
    item.when = when->text;
    item.label = label_of(build, &item, subject->kind == HF_SUBJECT_GATE);
    subject->item_count++;
    plan->items[at] = item;
    plan->traces.items[at] = when;
    build->item_nodes[at] = node;
    plan->program->slots[at] = slot;
}

static void
add_gate(hf_build *build, size_t index)
{
    const hf_gate *gate = &build->rules->gates[index];
    handoff_plan *plan = build->plan;
    hf_trace *when = build->gate_traces[index];
    uint32_t answer = hf_compile_condition(build, when);
    build->gate_nodes[index] = (hf_case_nodes){answer, NULL};
    build->subject_nodes[plan->subject_count] = answer;
    hf_view because = hf_build_copy(build, gate->because);
    plan->subjects[plan->subject_count++] =
        (hf_subject){.id = hf_build_copy(build, gate->id),
                     .kind = HF_SUBJECT_GATE,
                     .is_consent = gate->is_consent,
                     .first_item = plan->item_count,
                     .group = UINT32_MAX,
                     .because = because,
                     .owner = hf_build_copy(build, gate->owner)};
    add_item(build, (hf_item){.because = because}, when, answer,
             plan->group_count + plan->axis_count);
}

static void
add_subject(hf_build *build, const hf_criterion *criterion, uint32_t answer)
{
    handoff_plan *plan = build->plan;
    bool is_shadow = criterion->status == HF_CRITERION_SHADOW;
    build->subject_nodes[plan->subject_count] = answer;
    plan->subjects[plan->subject_count++] = (hf_subject){
        .id = hf_build_copy(build, criterion->id),
        .kind = is_shadow ? HF_SUBJECT_SHADOW : HF_SUBJECT_CRITERION,
        .first_item = plan->item_count,
        .axis = (uint32_t)criterion->axis,
        .group = criterion->group == HF_NO_GROUP ? UINT32_MAX
                                                 : (uint32_t)criterion->group,
        .because = hf_build_copy(build, criterion->because),
        .owner = hf_build_copy(build, criterion->owner)};
}

// `cases` are the trees of this criterion.
static void
add_criterion(hf_build *build, const hf_criterion *criterion, hf_trace **cases,
              hf_case_nodes *out)
{
    handoff_plan *plan = build->plan;
    size_t count = criterion->case_count;
    uint32_t *answers = hf_build_zero(build, count, sizeof *answers);
    uint32_t *taken = hf_build_zero(build, count, sizeof *taken);
    if (!answers || !taken) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        answers[i] = hf_compile_condition(build, cases[i]);
    }
    hf_nodes_first(build, answers, count, taken);
    // Unknown unless some case is true or all are known: what `or` says.
    uint32_t answer = hf_nodes_join(build, HF_OP_OR, answers, count);
    add_subject(build, criterion, answer);
    uint32_t slot = criterion->group == HF_NO_GROUP
                        ? plan->group_count + (uint32_t)criterion->axis
                        : (uint32_t)criterion->group;
    const hf_subject *subject = &plan->subjects[plan->subject_count - 1];
    for (size_t i = 0; i < count; i++) {
        const hf_case *one = &criterion->cases[i];
        hf_item item = {.number = criterion->has_cases ? (uint32_t)i + 1 : 0,
                        .points = one->points,
                        .because = one->because.len > 0
                                       ? hf_build_copy(build, one->because)
                                       : subject->because};
        add_item(build, item, cases[i], taken[i], slot);
    }
    *out = (hf_case_nodes){answer, taken};
}

static void
add_criteria(hf_build *build, hf_criterion_status status)
{
    const handoff_rules *rules = build->rules;
    hf_trace **cases = build->criteria_traces;
    for (size_t i = 0; i < rules->criterion_count; i++) {
        const hf_criterion *criterion = &rules->criteria[i];
        if (criterion->status == status && hf_points_counts(build, criterion)) {
            hf_case_nodes nodes = {HF_NO_NODE, NULL};
            add_criterion(build, criterion, cases, &nodes);
            if (status == HF_CRITERION_ACTIVE) {
                build->criterion_nodes[i] = nodes;
            }
        }
        cases += criterion->case_count;
        if (build->out_of_memory) {
            return;
        }
    }
}

static bool
prepare(hf_build *build)
{
    const handoff_rules *rules = build->rules;
    handoff_plan *plan = build->plan;
    size_t subjects = rules->gate_count + rules->criterion_count;
    size_t items = rules->gate_count;
    for (size_t i = 0; i < rules->criterion_count; i++) {
        items += rules->criteria[i].case_count;
    }
    plan->subjects = hf_build_zero(build, subjects, sizeof *plan->subjects);
    plan->items = hf_build_zero(build, items, sizeof *plan->items);
    plan->traces.items =
        hf_build_zero(build, items, sizeof *plan->traces.items);
    plan->program->slots = hf_build_zero(build, items, sizeof(uint32_t));
    build->subject_nodes = hf_build_zero(build, subjects, sizeof(uint32_t));
    build->item_nodes = hf_build_zero(build, items, sizeof(uint32_t));
    build->gate_nodes =
        hf_build_zero(build, rules->gate_count, sizeof *build->gate_nodes);
    build->criterion_nodes = hf_build_zero(build, rules->criterion_count,
                                           sizeof *build->criterion_nodes);
    for (size_t i = 0; !build->out_of_memory && i < rules->criterion_count;
         i++) {
        build->criterion_nodes[i].answer = HF_NO_NODE;
    }
    return !build->out_of_memory;
}

bool
hf_points_items(hf_build *build)
{
    handoff_plan *plan = build->plan;
    if (!prepare(build)) {
        return false;
    }
    for (size_t i = 0; i < build->rules->gate_count; i++) {
        add_gate(build, i);
        if (build->out_of_memory) {
            return false;
        }
    }
    add_criteria(build, HF_CRITERION_ACTIVE);
    plan->active_items = plan->item_count;
    plan->active_subjects = plan->subject_count;
    add_criteria(build, HF_CRITERION_SHADOW);
    return !build->out_of_memory;
}
