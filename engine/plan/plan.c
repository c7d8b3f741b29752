/*
 * Making a plan: copy what output needs of the rule set, resolve and type
 * every expression (those of criteria that are off too), then, when all is
 * well, compile what counts at the moment of the plan.
 */
#include "plan/plan.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/memory.h"
#include "kernel/kernel.h"
#include "plan/build.h"
#include "plan/compile.h"
#include "plan/conditions.h"
#include "plan/link.h"
#include "plan/names.h"
#include "plan/order.h"
#include "plan/personal.h"
#include "plan/points.h"
#include "plan/values.h"

#include <string.h>

#define FIRST_SECOND INT64_C(-62135596800) /* 0001-01-01 */
#define LAST_SECOND INT64_C(253402300799)  /* the end of 9999-12-31 */

enum { CHOICES_MOST = UINT16_MAX };

// ---- Fields -----------------------------------------------------------------

static hf_cell_type
cell_type(hf_field_type type)
{
    static const hf_cell_type types[] = {
        [HF_FIELD_TEXT] = HF_CELL_TEXT,   [HF_FIELD_ID] = HF_CELL_ID,
        [HF_FIELD_EMAIL] = HF_CELL_EMAIL, [HF_FIELD_NUMBER] = HF_CELL_NUMBER,
        [HF_FIELD_MONEY] = HF_CELL_MONEY, [HF_FIELD_RANGE] = HF_CELL_RANGE,
        [HF_FIELD_DATE] = HF_CELL_DATE,   [HF_FIELD_BOOLEAN] = HF_CELL_BOOLEAN,
        [HF_FIELD_SET] = HF_CELL_SET,
    };
    return types[type];
}

static void
copy_field(hf_build *build, const hf_field *field, hf_field_spec *out)
{
    hf_view *columns =
        hf_build_zero(build, field->column_count, sizeof *columns);
    for (size_t i = 0; columns && i < field->column_count; i++) {
        columns[i] = hf_build_copy(build, field->columns[i]);
    }
    *out = (hf_field_spec){.name = hf_build_copy(build, field->name),
                           .columns = columns,
                           .column_count = field->column_count,
                           .type = cell_type(field->type),
                           .is_optional = field->is_optional,
                           .is_personal = field->is_personal,
                           .is_salesforce_id = field->is_salesforce_id,
                           .format = field->format,
                           .zone = field->zone,
                           .decimal_mark = field->decimal_mark,
                           .separator = hf_build_copy(build, field->separator),
                           .has_default = field->has_default,
                           .default_text =
                               hf_build_copy(build, field->default_text)};
}

static bool
copy_fields(hf_build *build)
{
    const handoff_rules *rules = build->rules;
    hf_fields *fields = &build->plan->fields;
    fields->specs =
        hf_build_zero(build, rules->field_count, sizeof *fields->specs);
    if (!fields->specs) {
        return false;
    }
    fields->count = rules->field_count;
    fields->id = rules->id_field;
    fields->lanes = hf_kernel_lanes();
    for (size_t i = 0; i < rules->field_count; i++) {
        copy_field(build, &rules->fields[i], &fields->specs[i]);
    }
    if (!hf_fields_set_missing(&fields->missing, rules->missing,
                               rules->missing_count, &build->plan->arena)) {
        build->out_of_memory = true;
    }
    return !build->out_of_memory;
}

// ---- Typing -----------------------------------------------------------------

// Whether every `is` reads as a number, and which.
static bool
read_numbers(hf_trace_derived *derived)
{
    for (size_t i = 0; i < derived->case_count; i++) {
        if (!hf_decimal_literal(derived->cases[i].is,
                                &derived->cases[i].number)) {
            return false;
        }
    }
    return derived->case_count > 0;
}

static void
type_cases(hf_build *build, const hf_derived *from, hf_trace_derived *out)
{
    hf_trace_case *cases =
        hf_build_zero(build, from->case_count, sizeof *cases);
    bool ok = cases != NULL;
    for (size_t i = 0; cases && i < from->case_count; i++) {
        cases[i].when = hf_conditions_type(build, from->cases[i].when);
        cases[i].is = hf_build_copy(build, from->cases[i].is);
        ok &= cases[i].when != NULL;
    }
    if (ok) {
        out->cases = cases;
        out->case_count = from->case_count;
        out->has_numbers = read_numbers(out);
    }
}

static void
type_derived(hf_build *build)
{
    const handoff_rules *rules = build->rules;
    hf_traces *traces = &build->plan->traces;
    build->place = HF_PLACE_DERIVED;
    for (size_t i = 0; i < rules->derived_count; i++) {
        const hf_derived *from = &rules->derived[i];
        hf_trace_derived *out = &traces->derived[i];
        build->derived_count = i;
        out->name = hf_build_copy(build, from->name);
        if (from->value) {
            out->value = hf_values_type(build, from->value);
        } else if (from->case_count > 0) { // else it could not be read
            type_cases(build, from, out);
        }
    }
    build->derived_count = rules->derived_count;
}

static bool
type_conditions(hf_build *build, uint32_t *order)
{
    const handoff_rules *rules = build->rules;
    hf_trace_named *named = build->plan->traces.conditions;
    build->place = HF_PLACE_CONDITION;
    if (!hf_order_conditions(build, order)) {
        return false;
    }
    for (size_t i = 0; i < rules->condition_count; i++) {
        const hf_condition *from = &rules->conditions[order[i]];
        named[order[i]].name = hf_build_copy(build, from->name);
        named[order[i]].when =
            from->when ? hf_conditions_type(build, from->when) : NULL;
    }
    return true;
}

static bool
type_points(hf_build *build)
{
    const handoff_rules *rules = build->rules;
    size_t cases = 0;
    for (size_t i = 0; i < rules->criterion_count; i++) {
        cases += rules->criteria[i].case_count;
    }
    build->gate_traces =
        hf_build_zero(build, rules->gate_count, sizeof(hf_trace *));
    build->criteria_traces = hf_build_zero(build, cases, sizeof(hf_trace *));
    if (!build->gate_traces || !build->criteria_traces) {
        return false;
    }
    for (size_t i = 0; i < rules->gate_count; i++) {
        build->gate_traces[i] = hf_conditions_type(build, rules->gates[i].when);
    }
    hf_trace **next = build->criteria_traces;
    for (size_t i = 0; i < rules->criterion_count; i++) {
        const hf_criterion *criterion = &rules->criteria[i];
        for (size_t j = 0; j < criterion->case_count; j++) {
            *next++ = hf_conditions_type(build, criterion->cases[j].when);
        }
    }
    return true;
}

static void
check_count(hf_build *build, size_t count, const char *what, hf_span span)
{
    if (count > CHOICES_MOST) {
        hf_findings_add(build->findings, HF_CODE_VERDICTS_MANY, span,
                        "there are %zu %s, more than %d", count, what,
                        CHOICES_MOST);
    }
}

static bool
type_verdicts(hf_build *build)
{
    const handoff_rules *rules = build->rules;
    handoff_plan *plan = build->plan;
    size_t verdicts = rules->verdict_count, routes = rules->route_count;
    check_count(build, verdicts, "verdicts",
                verdicts ? rules->verdicts[0].span : (hf_span){0});
    check_count(build, routes, "routes",
                routes ? rules->routes[0].span : (hf_span){0});
    plan->traces.verdicts =
        hf_build_zero(build, verdicts, sizeof *plan->traces.verdicts);
    plan->traces.routes =
        hf_build_zero(build, routes, sizeof *plan->traces.routes);
    if (!plan->traces.verdicts || !plan->traces.routes) {
        return false;
    }
    build->place = HF_PLACE_VERDICT;
    for (size_t i = 0; i < verdicts; i++) {
        plan->traces.verdicts[i] =
            hf_conditions_type(build, rules->verdicts[i].when);
    }
    for (size_t i = 0; i < routes; i++) {
        plan->traces.routes[i] =
            hf_conditions_type(build, rules->routes[i].when);
    }
    return true;
}

static void
check_moment(hf_build *build)
{
    const handoff_rules *rules = build->rules;
    if (!rules->has_effective_from ||
        build->plan->as_of >= rules->effective_from) {
        return;
    }
    hf_buffer *text = &build->text;
    hf_buffer_reset(text);
    hf_buffer_add_text(text, "the rules take effect on ");
    hf_date_print(text, rules->effective_from);
    hf_buffer_add_text(text, ", after the moment of scoring, ");
    hf_date_print(text, build->plan->as_of);
    const char *message = hf_buffer_text(text);
    hf_findings_add(build->findings, HF_CODE_NOT_YET_EFFECTIVE,
                    rules->effective_from_span, "%s", message ? message : "");
}

static bool
type_all(hf_build *build, uint32_t *order)
{
    const handoff_rules *rules = build->rules;
    hf_traces *traces = &build->plan->traces;
    traces->derived =
        hf_build_zero(build, rules->derived_count, sizeof *traces->derived);
    traces->derived_count = rules->derived_count;
    traces->conditions = hf_build_zero(build, rules->condition_count,
                                       sizeof *traces->conditions);
    traces->condition_count = rules->condition_count;
    if (!traces->derived || !traces->conditions || !hf_names_init(build) ||
        !hf_points_axes(build)) {
        return false;
    }
    type_derived(build);
    return type_conditions(build, order) && type_points(build) &&
           type_verdicts(build) && !build->out_of_memory;
}

// ---- Compiling --------------------------------------------------------------

static void
compile_verdicts(hf_build *build)
{
    const handoff_rules *rules = build->rules;
    handoff_plan *plan = build->plan;
    plan->verdict_count = (uint32_t)rules->verdict_count;
    plan->route_count = (uint32_t)rules->route_count;
    for (uint32_t i = 0; i < plan->verdict_count; i++) {
        const hf_verdict_rule *from = &rules->verdicts[i];
        hf_trace *when = plan->traces.verdicts[i];
        plan->verdicts[i] =
            (hf_plan_verdict){.name = hf_build_copy(build, from->name),
                              .means = from->means,
                              .when = from->when ? when->text : HF_VIEW("")};
        build->verdict_nodes[i] = hf_compile_condition(build, when);
    }
    for (uint32_t i = 0; i < plan->route_count; i++) {
        const hf_route *from = &rules->routes[i];
        hf_trace *when = plan->traces.routes[i];
        plan->routes[i] =
            (hf_plan_route){.to = hf_build_copy(build, from->to),
                            .sla = from->sla,
                            .when = from->when ? when->text : HF_VIEW("")};
        build->route_nodes[i] = hf_compile_condition(build, when);
    }
}

static bool
compile_all(hf_build *build, const uint32_t *order)
{
    const handoff_rules *rules = build->rules;
    handoff_plan *plan = build->plan;
    build->derived_nodes = hf_build_zero(build, rules->derived_count,
                                         sizeof *build->derived_nodes);
    plan->verdicts =
        hf_build_zero(build, rules->verdict_count, sizeof *plan->verdicts);
    plan->routes =
        hf_build_zero(build, rules->route_count, sizeof *plan->routes);
    build->verdict_nodes =
        hf_build_zero(build, rules->verdict_count, sizeof(uint32_t));
    build->route_nodes =
        hf_build_zero(build, rules->route_count, sizeof(uint32_t));
    for (size_t i = 0; !build->out_of_memory && i < rules->derived_count; i++) {
        hf_compile_derived(build, i);
    }
    // Each behind those it uses: the recursion stays within one condition.
    for (size_t i = 0; !build->out_of_memory && i < rules->condition_count;
         i++) {
        hf_compile_condition(build, plan->traces.conditions[order[i]].when);
    }
    if (build->out_of_memory || !hf_points_items(build)) {
        return false;
    }
    compile_verdicts(build);
    return !build->out_of_memory && hf_link_program(build) &&
           hf_personal_find(build);
}

// ---- Public -----------------------------------------------------------------

static bool
copy_names(hf_build *build)
{
    handoff_plan *plan = build->plan;
    plan->name = hf_build_copy(build, build->rules->name);
    plan->title = hf_build_copy(build, build->rules->title);
    memcpy(plan->revision, build->rules->revision, sizeof plan->revision);
    plan->program = hf_build_zero(build, 1, sizeof *plan->program);
    return !build->out_of_memory && copy_fields(build);
}

static handoff_status
make_plan(hf_build *build)
{
    size_t errors = build->findings->errors;
    uint32_t *order =
        hf_build_zero(build, build->rules->condition_count, sizeof *order);
    if (!order || !copy_names(build) || !type_all(build, order)) {
        return HANDOFF_SYSTEM;
    }
    if (build->rules->is_partial || build->findings->errors > errors) {
        return HANDOFF_RULES;
    }
    check_moment(build);
    return compile_all(build, order) ? HANDOFF_OK : HANDOFF_SYSTEM;
}

handoff_status
handoff_plan_new(const handoff_rules *rules, handoff_time as_of,
                 handoff_plan **out, handoff_findings *findings)
{
    if (as_of < FIRST_SECOND || as_of > LAST_SECOND) {
        return HANDOFF_USAGE;
    }
    handoff_plan *plan = hf_memory_zero(1, sizeof *plan);
    if (!plan) {
        return HANDOFF_SYSTEM;
    }
    plan->as_of = as_of;
    hf_build build = {.plan = plan, .rules = rules, .findings = findings};
    handoff_status status = make_plan(&build);
    hf_build_clear(&build);
    hf_rules_copy_sources(rules, findings); // places outlive the rule set
    if (status != HANDOFF_OK) {
        handoff_plan_free(plan);
        return status;
    }
    *out = plan;
    return HANDOFF_OK;
}

handoff_status
handoff_plan_load(const char *path, handoff_time as_of, handoff_rules **rules,
                  handoff_plan **out, handoff_findings *findings)
{
    handoff_rules *loaded = NULL;
    handoff_plan *plan = NULL;
    handoff_status status = hf_rules_load_partial(path, &loaded, findings);
    if (loaded) {
        handoff_status planned =
            handoff_plan_new(loaded, as_of, &plan, findings);
        status = status == HANDOFF_OK ? planned : status;
    }
    if (status != HANDOFF_OK) {
        handoff_rules_free(loaded);
        return status;
    }
    *out = plan;
    if (rules) {
        *rules = loaded;
    } else {
        handoff_rules_free(loaded);
    }
    return HANDOFF_OK;
}

void
handoff_plan_free(handoff_plan *plan)
{
    if (!plan) {
        return;
    }
    hf_program *program = plan->program;
    if (program) {
        for (size_t i = 0; i < program->pattern_count; i++) {
            hf_pattern_free(program->patterns[i]);
        }
        hf_memory_free(program->patterns);
        hf_dictionary_free(program->dictionaries);
    }
    hf_arena_clear(&plan->arena);
    hf_memory_free(plan);
}

handoff_time
handoff_plan_as_of(const handoff_plan *plan)
{
    return plan->as_of;
}

size_t
handoff_plan_axis_count(const handoff_plan *plan)
{
    return plan->axis_count;
}

const char *
handoff_plan_axis_name(const handoff_plan *plan, size_t axis)
{
    return plan->axes[axis].name.ptr;
}

int
handoff_time_read(const char *text, handoff_time *out)
{
    int64_t seconds;
    if (!hf_date_read(hf_view_trim(hf_view_of(text)), HF_DATE_ISO, 0,
                      &seconds)) {
        return 0;
    }
    *out = seconds;
    return 1;
}
