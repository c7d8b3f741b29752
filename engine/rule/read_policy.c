/*
 * What is made of points: axes with their bands, groups, the limits of the
 * score, and the verdicts and routes that the results lead to. Axes come
 * before criteria, which name them; verdicts come last.
 */
#include "base/memory.h"
#include "rule/map.h"
#include "rule/reader.h"
#include "rule/text.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

void
hf_rule_read_limits(hf_reader *reader, const hf_node *min, const hf_node *max,
                    hf_limits *limits)
{
    limits->has_min = min && hf_map_whole(min, HF_RULES_POINTS, &limits->min,
                                          reader->findings);
    limits->has_max = max && hf_map_whole(max, HF_RULES_POINTS, &limits->max,
                                          reader->findings);
    if (limits->has_min && limits->has_max && limits->min > limits->max) {
        hf_finding *finding =
            hf_findings_add(reader->findings, HF_CODE_LIMITS_CROSSED, max->span,
                            "'max' is below 'min'");
        hf_findings_other(reader->findings, finding, min->span,
                          "this is 'min'");
    }
}

// ---- Axes ------------------------------------------------------------------

static void
refuse_band(hf_reader *reader, hf_span span, const char *message,
            const char *hint)
{
    hf_finding *finding =
        hf_findings_add(reader->findings, HF_CODE_BANDS, span, "%s", message);
    hf_findings_hint(reader->findings, finding, "%s", hint);
}

// The figure of one band against the one before it.
static void
read_band(hf_reader *reader, const hf_node_pair *pair, bool is_last,
          const hf_band *before, hf_band *band)
{
    const hf_node *node = pair->value;
    band->name = pair->key;
    band->span = pair->key_span;
    if (pair->key.len == 0) {
        refuse_band(reader, pair->key_span, "a band without a name",
                    "write { A: 45, B: any }");
    }
    if (hf_view_equal(hf_map_text(node), HF_VIEW("any"))) {
        band->is_any = true;
        if (!is_last) {
            refuse_band(reader, node->span, "bands follow behind 'any'",
                        "only the last band is 'any'");
        }
        return;
    }
    if (!hf_map_whole(node, HF_RULES_POINTS, &band->from, reader->findings)) {
        return;
    }
    if (is_last) {
        refuse_band(reader, node->span, "the last band is not 'any'",
                    "end with a band that holds for the rest: C: any");
    } else if (before && !before->is_any && before->from <= band->from) {
        refuse_band(reader, node->span, "the figures of the bands do not fall",
                    "the highest band stands first");
    }
}

static void
read_bands(hf_reader *reader, const hf_node *node, hf_axis *axis)
{
    if (!node) {
        return;
    }
    if (node->count == 0) {
        refuse_band(reader, node->span, "there are no bands",
                    "write { A: 45, B: any }, or leave out 'bands'");
        return;
    }
    axis->bands = hf_reader_zero(reader, node->count, sizeof *axis->bands);
    for (size_t at = 0; axis->bands && at < node->count; at++) {
        read_band(reader, &node->pairs[at], at + 1 == node->count,
                  at > 0 ? &axis->bands[at - 1] : NULL, &axis->bands[at]);
        axis->band_count = at + 1;
    }
}

static void
read_axis(hf_reader *reader, const hf_node_pair *pair, hf_axis *axis)
{
    enum { MIN, MAX, BANDS, KEYS };
    static const hf_map_key TABLE[KEYS] = {
        [MIN] = {HF_VIEW("min"), HF_MAP_TEXT, false},
        [MAX] = {HF_VIEW("max"), HF_MAP_TEXT, false},
        [BANDS] = {HF_VIEW("bands"), HF_MAP_MAP, false},
    };
    const hf_node *values[KEYS] = {NULL};
    axis->name = pair->key;
    axis->span = pair->key_span;
    if (hf_space_check(pair->key, pair->key_span, "an axis",
                       reader->findings)) {
        hf_space_add(&reader->names, pair->key, pair->key_span, "an axis",
                     reader->findings);
    }
    if (hf_map_is_empty(pair->value)) {
        return; // an axis without limits and bands
    }
    hf_map_read(pair->value, "an axis", TABLE, KEYS, values, reader->findings);
    hf_rule_read_limits(reader, values[MIN], values[MAX], &axis->limits);
    read_bands(reader, values[BANDS], axis);
}

// Without axes there is one, called points.
static void
make_points(hf_reader *reader)
{
    handoff_rules *rules = reader->rules;
    hf_view name = HF_VIEW("points");
    uint32_t taken = hf_table_find(&reader->names.table, name);
    if (taken != HF_TABLE_NONE) {
        hf_finding *finding = hf_findings_add(
            reader->findings, HF_CODE_NAME_TAKEN,
            reader->names.places[taken].span,
            "'points' is the name of the axis that a rule set without axes "
            "has");
        hf_findings_hint(reader->findings, finding,
                         "call it otherwise, or declare 'axes'");
    }
    rules->axes = hf_reader_zero(reader, 1, sizeof *rules->axes);
    if (rules->axes) {
        rules->axes[0].name = name;
        rules->axis_count = 1;
    }
}

// ---- Groups ----------------------------------------------------------------

size_t
hf_rule_find_axis(hf_reader *reader, const hf_node *node)
{
    const handoff_rules *rules = reader->rules;
    for (size_t at = 0; at < rules->axis_count; at++) {
        if (hf_view_equal(rules->axes[at].name, node->text)) {
            return at;
        }
    }
    hf_view *names = hf_memory_zero(rules->axis_count, sizeof *names);
    if (!names) {
        reader->findings->out_of_memory = true;
        return SIZE_MAX;
    }
    for (size_t at = 0; at < rules->axis_count; at++) {
        names[at] = rules->axes[at].name;
    }
    hf_map_unknown(node, "axis", names, rules->axis_count, reader->findings);
    hf_memory_free(names);
    return SIZE_MAX;
}

static void
read_group(hf_reader *reader, const hf_node_pair *pair, hf_group *group)
{
    enum { AXIS, MIN, MAX, KEYS };
    const hf_map_key table[KEYS] = {
        [AXIS] = {HF_VIEW("axis"), HF_MAP_TEXT, reader->rules->has_axes},
        [MIN] = {HF_VIEW("min"), HF_MAP_TEXT, false},
        [MAX] = {HF_VIEW("max"), HF_MAP_TEXT, false},
    };
    const hf_node *values[KEYS] = {NULL};
    group->name = pair->key;
    group->span = pair->key_span;
    hf_space_check(pair->key, pair->key_span, "a group", reader->findings);
    // Added even when the name is no good: numbers are places in the array.
    hf_space_add(&reader->groups, pair->key, pair->key_span, "a group",
                 reader->findings);
    if (hf_map_is_empty(pair->value) && !reader->rules->has_axes) {
        return;
    }
    hf_map_read(pair->value, "a group", table, KEYS, values, reader->findings);
    if (values[AXIS]) {
        group->axis = hf_rule_find_axis(reader, values[AXIS]);
    } else if (reader->rules->has_axes) {
        group->axis = SIZE_MAX; // a mistake that has been noted
    }
    hf_rule_read_limits(reader, values[MIN], values[MAX], &group->limits);
}

void
hf_rule_read_axes(hf_reader *reader)
{
    handoff_rules *rules = reader->rules;
    const hf_node *axes = reader->sections[HF_SECTION_AXES];
    const hf_node *groups = reader->sections[HF_SECTION_GROUPS];
    size_t count = hf_reader_count(reader, HF_SECTION_AXES);
    rules->has_axes = count > 0;
    if (count == 0) {
        make_points(reader);
    } else {
        rules->axes = hf_reader_zero(reader, count, sizeof *rules->axes);
    }
    for (size_t at = 0; rules->axes && at < count; at++) {
        read_axis(reader, &axes->pairs[at], &rules->axes[at]);
        rules->axis_count = at + 1;
    }

    count = hf_reader_count(reader, HF_SECTION_GROUPS);
    rules->groups = hf_reader_zero(reader, count, sizeof *rules->groups);
    for (size_t at = 0; rules->groups && at < count; at++) {
        read_group(reader, &groups->pairs[at], &rules->groups[at]);
        rules->group_count = at + 1;
    }

    static const hf_map_key LIMITS[] = {
        {HF_VIEW("min"), HF_MAP_TEXT, false},
        {HF_VIEW("max"), HF_MAP_TEXT, false},
    };
    const hf_node *values[2];
    if (reader->sections[HF_SECTION_SCORE]) {
        hf_map_read(reader->sections[HF_SECTION_SCORE], "'score'", LIMITS, 2,
                    values, reader->findings);
        hf_rule_read_limits(reader, values[0], values[1], &rules->score);
    }
}

// ---- Verdicts and routes ---------------------------------------------------

static void
require_text(hf_reader *reader, const hf_node *node, const char *what)
{
    if (node && node->text.len == 0) {
        hf_findings_add(reader->findings, HF_CODE_BAD_VALUE, node->span,
                        "%s without a name", what);
    }
}

static void
check_last(hf_reader *reader, const hf_node *node, bool is_last)
{
    if (node->kind != HF_NODE_MAP) {
        return;
    }
    const hf_node *when = hf_node_get(node, "when");
    if (is_last && when && !hf_map_is_empty(when)) {
        hf_finding *finding = hf_findings_add(
            reader->findings, HF_CODE_CASE_ORDER, when->span,
            "the last verdict has a 'when', so that a lead may get none");
        hf_findings_hint(reader->findings, finding,
                         "end with one without: { verdict: nurture, means: "
                         "hold }");
    } else if (!is_last && !when) {
        hf_finding *finding = hf_findings_add(
            reader->findings, HF_CODE_CASE_ORDER, node->span,
            "a verdict without 'when' always holds, and more follow");
        hf_findings_hint(reader->findings, finding,
                         "only the last verdict goes without 'when'");
    }
}

static void
read_verdict(hf_reader *reader, const hf_node *node, hf_verdict_rule *verdict)
{
    // In the order of hf_means.
    static const hf_view MEANS[] = {
        HF_VIEW("pass"),         HF_VIEW("hold"),    HF_VIEW("disqualify"),
        HF_VIEW("insufficient"), HF_VIEW("exclude"),
    };
    enum { VERDICT, MEANING, WHEN, KEYS };
    static const hf_map_key TABLE[KEYS] = {
        [VERDICT] = {HF_VIEW("verdict"), HF_MAP_TEXT, true},
        [MEANING] = {HF_VIEW("means"), HF_MAP_TEXT, true},
        [WHEN] = {HF_VIEW("when"), HF_MAP_ANY, false},
    };
    const hf_node *values[KEYS] = {NULL};
    size_t means = 0;
    hf_map_read(node, "a verdict", TABLE, KEYS, values, reader->findings);
    require_text(reader, values[VERDICT], "a verdict");
    hf_map_word(values[MEANING], MEANS, COUNT(MEANS), &means, reader->findings);
    verdict->name = hf_map_text(values[VERDICT]);
    verdict->span = values[VERDICT] ? values[VERDICT]->span : node->span;
    verdict->means = (hf_means)means;
    if (values[WHEN]) {
        verdict->when =
            hf_expr_condition(values[WHEN], reader->arena, reader->findings);
    }
}

static void
read_route(hf_reader *reader, const hf_node *node, hf_route *route)
{
    enum { TO, WHEN, SLA, KEYS };
    static const hf_map_key TABLE[KEYS] = {
        [TO] = {HF_VIEW("to"), HF_MAP_TEXT, true},
        [WHEN] = {HF_VIEW("when"), HF_MAP_ANY, false},
        [SLA] = {HF_VIEW("sla"), HF_MAP_TEXT, false},
    };
    const hf_node *values[KEYS] = {NULL};
    hf_map_read(node, "a route", TABLE, KEYS, values, reader->findings);
    require_text(reader, values[TO], "a route");
    route->to = hf_map_text(values[TO]);
    route->span = values[TO] ? values[TO]->span : node->span;
    if (values[WHEN]) {
        route->when =
            hf_expr_condition(values[WHEN], reader->arena, reader->findings);
    }
    hf_map_duration(values[SLA], &route->sla, reader->findings);
}

void
hf_rule_read_verdicts(hf_reader *reader)
{
    handoff_rules *rules = reader->rules;
    const hf_node *verdicts = reader->sections[HF_SECTION_VERDICTS];
    const hf_node *routes = reader->sections[HF_SECTION_ROUTES];
    size_t count = hf_reader_count(reader, HF_SECTION_VERDICTS);
    if (verdicts && count == 0) {
        hf_finding *finding =
            hf_findings_add(reader->findings, HF_CODE_BAD_VALUE, verdicts->span,
                            "there are no verdicts");
        hf_findings_hint(reader->findings, finding,
                         "the least is [{ verdict: open, means: hold }]");
    }
    rules->verdicts = hf_reader_zero(reader, count, sizeof *rules->verdicts);
    for (size_t at = 0; rules->verdicts && at < count; at++) {
        read_verdict(reader, verdicts->elements[at], &rules->verdicts[at]);
        check_last(reader, verdicts->elements[at], at + 1 == count);
        rules->verdict_count = at + 1;
    }

    count = hf_reader_count(reader, HF_SECTION_ROUTES);
    rules->routes = hf_reader_zero(reader, count, sizeof *rules->routes);
    for (size_t at = 0; rules->routes && at < count; at++) {
        read_route(reader, routes->elements[at], &rules->routes[at]);
        rules->route_count = at + 1;
    }
}
