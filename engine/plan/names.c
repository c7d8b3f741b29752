/*
 * Names: fields, derived values, conditions and axes share one space, lists
 * and ids have their own. A name that is not found is answered with the
 * nearest one that could stand in its place.
 */
#include "plan/names.h"

#include "base/nearest.h"

static const struct {
    hf_view name;
    hf_name_kind kind;
} RESULTS[] = {{HF_VIEW("score"), HF_NAME_SCORE},
               {HF_VIEW("completeness"), HF_NAME_COMPLETENESS},
               {HF_VIEW("cell"), HF_NAME_CELL},
               {HF_VIEW("gated"), HF_NAME_GATED}};

enum { RESULT_COUNT = sizeof RESULTS / sizeof RESULTS[0] };

static bool
add_name(hf_build *build, hf_view name, hf_name_kind kind, size_t index)
{
    uint32_t number = hf_table_intern(&build->names, name);
    if (number == HF_TABLE_NONE) {
        build->out_of_memory = true;
        return false;
    }
    if (number == build->name_count) { // else the one above it stays
        build->name_list[build->name_count++] =
            (hf_name){kind, (uint32_t)index};
    }
    return true;
}

static bool
add_id(hf_build *build, hf_ids *ids, hf_view id, size_t index)
{
    uint32_t count = (uint32_t)ids->table.count;
    uint32_t number = hf_table_intern(&ids->table, id);
    if (number == HF_TABLE_NONE) {
        build->out_of_memory = true;
        return false;
    }
    if (number == count) { // else the one above it stays
        ids->places[number] = (uint32_t)index;
    }
    return true;
}

static bool
prepare_ids(hf_build *build, hf_ids *ids, size_t count)
{
    ids->places = hf_build_zero(build, count, sizeof *ids->places);
    return ids->places != NULL;
}

static bool
add_names(hf_build *build)
{
    const handoff_rules *rules = build->rules;
    bool ok = true;
    for (size_t i = 0; ok && i < rules->field_count; i++) {
        ok = add_name(build, rules->fields[i].name, HF_NAME_FIELD, i);
    }
    for (size_t i = 0; ok && i < rules->derived_count; i++) {
        ok = add_name(build, rules->derived[i].name, HF_NAME_DERIVED, i);
    }
    for (size_t i = 0; ok && i < rules->condition_count; i++) {
        ok = add_name(build, rules->conditions[i].name, HF_NAME_CONDITION, i);
    }
    for (size_t i = 0; ok && i < rules->axis_count; i++) {
        ok = add_name(build, rules->axes[i].name, HF_NAME_AXIS, i);
    }
    return ok;
}

bool
hf_names_init(hf_build *build)
{
    const handoff_rules *rules = build->rules;
    build->name_list =
        hf_build_zero(build,
                      rules->field_count + rules->derived_count +
                          rules->condition_count + rules->axis_count,
                      sizeof *build->name_list);
    build->list_members = hf_build_zero(build, rules->list_count * 6,
                                        sizeof *build->list_members);
    if (!build->name_list || !build->list_members || !add_names(build)) {
        return false;
    }
    bool ok = prepare_ids(build, &build->lists, rules->list_count) &&
              prepare_ids(build, &build->gates, rules->gate_count) &&
              prepare_ids(build, &build->criteria, rules->criterion_count);
    for (size_t i = 0; ok && i < rules->list_count; i++) {
        ok = add_id(build, &build->lists, rules->lists[i].name, i);
    }
    for (size_t i = 0; ok && i < rules->gate_count; i++) {
        ok = add_id(build, &build->gates, rules->gates[i].id, i);
    }
    for (size_t i = 0; ok && i < rules->criterion_count; i++) {
        ok = add_id(build, &build->criteria, rules->criteria[i].id, i);
    }
    return ok;
}

hf_name
hf_names_peek(const hf_build *build, hf_view name)
{
    for (size_t i = 0; i < RESULT_COUNT; i++) {
        if (hf_view_equal(name, RESULTS[i].name)) {
            return (hf_name){RESULTS[i].kind, 0};
        }
    }
    // An axis of a rule set without axes is called `points`, and a field may
    // be too: among results the axis comes first.
    for (size_t i = 0;
         build->place == HF_PLACE_VERDICT && i < build->rules->axis_count;
         i++) {
        if (hf_view_equal(name, build->rules->axes[i].name)) {
            return (hf_name){HF_NAME_AXIS, (uint32_t)i};
        }
    }
    uint32_t number = hf_table_find(&build->names, name);
    return number == HF_TABLE_NONE ? (hf_name){HF_NAME_UNKNOWN, 0}
                                   : build->name_list[number];
}

static bool
is_usable(const hf_build *build, hf_name name)
{
    switch (name.kind) {
    case HF_NAME_UNKNOWN:
        return false;
    case HF_NAME_FIELD:
        return true;
    case HF_NAME_DERIVED:
        return name.index < build->derived_count;
    case HF_NAME_CONDITION:
        return build->place != HF_PLACE_DERIVED;
    case HF_NAME_AXIS:
    case HF_NAME_SCORE:
    case HF_NAME_COMPLETENESS:
    case HF_NAME_CELL:
    case HF_NAME_GATED:
        break;
    }
    return build->place == HF_PLACE_VERDICT;
}

static hf_span
span_of(const hf_build *build, hf_name name)
{
    switch (name.kind) {
    case HF_NAME_FIELD:
        return build->rules->fields[name.index].span;
    case HF_NAME_DERIVED:
        return build->rules->derived[name.index].span;
    case HF_NAME_CONDITION:
        return build->rules->conditions[name.index].span;
    case HF_NAME_AXIS:
        return build->rules->axes[name.index].span;
    case HF_NAME_UNKNOWN:
    case HF_NAME_SCORE:
    case HF_NAME_COMPLETENESS:
    case HF_NAME_CELL:
    case HF_NAME_GATED:
        break;
    }
    return (hf_span){0};
}

bool
hf_names_suggest(hf_build *build, hf_finding *finding, hf_view word,
                 const hf_view *words, size_t count)
{
    if (!finding) {
        return false; // only counted: spare the search
    }
    hf_view near = hf_nearest(word, words, count);
    if (near.len == 0) {
        return false;
    }
    hf_findings_hint(build->findings, finding, "did you mean '%.*s'?",
                     (int)near.len, near.ptr);
    return true;
}

// The nearest of the names that may be used here, with its place.
static void
suggest_name(hf_build *build, hf_finding *finding, hf_view word)
{
    size_t room = build->name_count + RESULT_COUNT;
    hf_view *words = finding ? hf_build_zero(build, room, sizeof *words) : NULL;
    if (!words) {
        return;
    }
    size_t count = 0;
    for (size_t i = 0; i < build->name_count; i++) {
        if (is_usable(build, build->name_list[i])) {
            words[count++] = build->names.texts[i];
        }
    }
    for (size_t i = 0; i < RESULT_COUNT; i++) {
        if (build->place == HF_PLACE_VERDICT) {
            words[count++] = RESULTS[i].name;
        }
    }
    hf_view near = hf_nearest(word, words, count);
    if (near.len == 0) {
        hf_findings_hint(build->findings, finding,
                         "a text stands in quotes: \"%.*s\"", (int)word.len,
                         word.ptr);
        return;
    }
    hf_span place = span_of(build, hf_names_peek(build, near));
    uint32_t line = hf_source_line(place);
    int len = (int)near.len;
    if (line == 0) {
        hf_findings_hint(build->findings, finding, "did you mean '%.*s'?", len,
                         near.ptr);
    } else if (place.source != finding->span.source) {
        hf_findings_hint(build->findings, finding,
                         "did you mean '%.*s', declared in '%s' on line %u?",
                         len, near.ptr, place.source->name, (unsigned)line);
    } else {
        hf_findings_hint(build->findings, finding,
                         "did you mean '%.*s', declared on line %u?", len,
                         near.ptr, (unsigned)line);
    }
}

// A name that means something, though not in this place.
static void
report_misplaced(hf_build *build, hf_view name, hf_name found, hf_span span)
{
    handoff_findings *findings = build->findings;
    hf_finding *finding;
    int len = (int)name.len;
    if (found.kind == HF_NAME_DERIVED) {
        finding = hf_findings_add(findings, HF_CODE_NAME_BELOW, span,
                                  "the derived value '%.*s' is not known yet",
                                  len, name.ptr);
        hf_findings_hint(findings, finding,
                         "a derived value may use those above it: move '%.*s' "
                         "up",
                         len, name.ptr);
    } else if (found.kind == HF_NAME_CONDITION) {
        finding = hf_findings_add(
            findings, HF_CODE_NAME_BELOW, span,
            "a derived value may not use the named condition '%.*s'", len,
            name.ptr);
        hf_findings_hint(findings, finding,
                         "derived values use fields and the derived values "
                         "above them: write the condition out");
    } else {
        finding = hf_findings_add(findings, HF_CODE_RESULT_MISPLACED, span,
                                  "the result '%.*s' is not known here", len,
                                  name.ptr);
        hf_findings_hint(findings, finding,
                         "results may be used in verdicts and routes alone");
    }
    hf_findings_other(findings, finding, span_of(build, found),
                      "declared here");
}

hf_name
hf_names_find(hf_build *build, hf_view name, hf_span span, const char *wanted)
{
    hf_name found = hf_names_peek(build, name);
    if (is_usable(build, found)) {
        return found;
    }
    if (found.kind != HF_NAME_UNKNOWN) {
        report_misplaced(build, name, found, span);
        return (hf_name){HF_NAME_UNKNOWN, 0};
    }
    hf_finding *finding = hf_findings_add(build->findings, HF_CODE_UNKNOWN_NAME,
                                          span, "no %s is called '%.*s'",
                                          wanted, (int)name.len, name.ptr);
    suggest_name(build, finding, name);
    return found;
}

uint32_t
hf_names_place(const hf_ids *ids, hf_view id)
{
    uint32_t number = hf_table_find(&ids->table, id);
    return number == HF_TABLE_NONE ? HF_TABLE_NONE : ids->places[number];
}

uint32_t
hf_names_list(hf_build *build, hf_view name, hf_span span)
{
    uint32_t number = hf_names_place(&build->lists, name);
    if (number != HF_TABLE_NONE) {
        return number;
    }
    hf_finding *finding =
        hf_findings_add(build->findings, HF_CODE_UNKNOWN_NAME, span,
                        "no list is called '%.*s'", (int)name.len, name.ptr);
    if (!hf_names_suggest(build, finding, name, build->lists.table.texts,
                          build->lists.table.count)) {
        hf_findings_hint(build->findings, finding,
                         "a list is declared under 'lists', or written in [ ]");
    }
    return HF_TABLE_NONE;
}
