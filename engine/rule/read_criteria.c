/*
 * Gates and criteria: what makes a lead ineligible, and what gives it points
 * on which axis, when and from whom. Ids are declared once over both.
 */
#include "rule/map.h"
#include "rule/reader.h"
#include "rule/text.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void
declare(hf_reader *reader, const hf_node *id, const char *kind)
{
    if (id && hf_space_check_id(id->text, id->span, kind, reader->findings)) {
        hf_space_add(&reader->ids, id->text, id->span, kind, reader->findings);
    }
}

// ---- Gates -----------------------------------------------------------------

static void
read_gate(hf_reader *reader, const hf_node *node, hf_gate *gate)
{
    enum { ID, WHEN, BECAUSE, OWNER, CONSENT, KEYS };
    static const hf_map_key TABLE[KEYS] = {
        [ID] = {HF_VIEW("id"), HF_MAP_TEXT, true},
        [WHEN] = {HF_VIEW("when"), HF_MAP_ANY, true},
        [BECAUSE] = {HF_VIEW("because"), HF_MAP_TEXT, false},
        [OWNER] = {HF_VIEW("owner"), HF_MAP_TEXT, false},
        [CONSENT] = {HF_VIEW("consent"), HF_MAP_TEXT, false},
    };
    const hf_node *values[KEYS] = {NULL};
    hf_map_read(node, "a gate", TABLE, KEYS, values, reader->findings);
    declare(reader, values[ID], "a gate");
    gate->id = hf_map_text(values[ID]);
    gate->span = values[ID] ? values[ID]->span : node->span;
    if (values[WHEN]) {
        gate->when =
            hf_expr_condition(values[WHEN], reader->arena, reader->findings);
    }
    gate->because = hf_map_text(values[BECAUSE]);
    gate->owner = hf_map_text(values[OWNER]);
    hf_map_boolean(values[CONSENT], &gate->is_consent, reader->findings);
}

void
hf_rule_read_gates(hf_reader *reader)
{
    handoff_rules *rules = reader->rules;
    const hf_node *gates = reader->sections[HF_SECTION_GATES];
    size_t count = hf_reader_count(reader, HF_SECTION_GATES);
    rules->gates = hf_reader_zero(reader, count, sizeof *rules->gates);
    for (size_t at = 0; rules->gates && at < count; at++) {
        read_gate(reader, gates->elements[at], &rules->gates[at]);
        rules->gate_count = at + 1;
    }
}

// ---- Criteria --------------------------------------------------------------

enum criterion_key {
    ID,
    AXIS,
    GROUP,
    WHEN,
    POINTS,
    FIRST,
    BECAUSE,
    OWNER,
    FROM,
    UNTIL,
    STATUS,
    CRITERION_KEYS
};

static const hf_map_key KEYS[CRITERION_KEYS] = {
    [ID] = {HF_VIEW("id"), HF_MAP_TEXT, true},
    [AXIS] = {HF_VIEW("axis"), HF_MAP_TEXT, false},
    [GROUP] = {HF_VIEW("group"), HF_MAP_TEXT, false},
    [WHEN] = {HF_VIEW("when"), HF_MAP_ANY, false},
    [POINTS] = {HF_VIEW("points"), HF_MAP_TEXT, false},
    [FIRST] = {HF_VIEW("first"), HF_MAP_LIST, false},
    [BECAUSE] = {HF_VIEW("because"), HF_MAP_TEXT, false},
    [OWNER] = {HF_VIEW("owner"), HF_MAP_TEXT, false},
    [FROM] = {HF_VIEW("from"), HF_MAP_TEXT, false},
    [UNTIL] = {HF_VIEW("until"), HF_MAP_TEXT, false},
    [STATUS] = {HF_VIEW("status"), HF_MAP_TEXT, false},
};

static size_t
find_group(hf_reader *reader, const hf_node *node)
{
    const hf_table *groups = &reader->groups.table;
    uint32_t number = hf_table_find(groups, node->text);
    if (number == HF_TABLE_NONE) {
        hf_map_unknown(node, "group", groups->texts, groups->count,
                       reader->findings);
        return HF_NO_GROUP;
    }
    return number;
}

static void
report_disagreement(hf_reader *reader, const hf_node *axis,
                    const hf_group *group)
{
    hf_view name = reader->rules->axes[group->axis].name;
    hf_finding *finding = hf_findings_add(
        reader->findings, HF_CODE_AXIS_UNCLEAR, axis->span,
        "the group '%.*s' stands on the axis '%.*s', not '%.*s'",
        HF_SHOWN(group->name), HF_SHOWN(name), HF_SHOWN(axis->text));
    hf_findings_hint(reader->findings, finding,
                     "leave out 'axis': the group names it");
    hf_findings_other(reader->findings, finding, group->span, "declared here");
}

static void
place_criterion(hf_reader *reader, const hf_node *node, const hf_node **values,
                hf_criterion *criterion)
{
    const handoff_rules *rules = reader->rules;
    size_t axis = SIZE_MAX;
    criterion->group = HF_NO_GROUP;
    if (values[AXIS]) {
        axis = hf_rule_find_axis(reader, values[AXIS]);
    }
    if (values[GROUP]) {
        criterion->group = find_group(reader, values[GROUP]);
    }
    if (criterion->group != HF_NO_GROUP) {
        const hf_group *group = &rules->groups[criterion->group];
        if (axis != SIZE_MAX && group->axis != SIZE_MAX &&
            axis != group->axis) {
            report_disagreement(reader, values[AXIS], group);
        }
        axis = group->axis;
    }
    criterion->axis = axis != SIZE_MAX ? axis : 0;
    if (rules->has_axes && !hf_node_get(node, "axis") &&
        !hf_node_get(node, "group")) {
        hf_finding *finding = hf_findings_add(
            reader->findings, HF_CODE_AXIS_UNCLEAR, criterion->span,
            "the criterion '%.*s' names no axis", HF_SHOWN(criterion->id));
        hf_findings_hint(reader->findings, finding,
                         "add 'axis', or a 'group' that stands on one");
    }
}

static void
refuse_pair(hf_reader *reader, const hf_node *node, const char *key,
            const char *message, const char *hint)
{
    hf_span span = node->span;
    for (size_t at = 0; at < node->count; at++) {
        if (hf_view_equal(node->pairs[at].key, hf_view_of(key))) {
            span = node->pairs[at].key_span;
        }
    }
    hf_finding *finding = hf_findings_add(
        reader->findings, HF_CODE_KEY_MISPLACED, span, "%s", message);
    hf_findings_hint(reader->findings, finding, "%s", hint);
}

// One case of a plain `when` with `points`.
static void
read_plain(hf_reader *reader, const hf_node *node, const hf_node **values,
           hf_criterion *criterion)
{
    bool has_when = hf_node_get(node, "when") != NULL;
    bool has_points = hf_node_get(node, "points") != NULL;
    if (!has_when || !has_points) {
        hf_finding *finding = hf_findings_add(
            reader->findings, HF_CODE_MISSING_KEY, criterion->span,
            "a criterion needs %s",
            has_when     ? "a key 'points'"
            : has_points ? "a key 'when'"
                         : "keys 'when' and 'points', or a key 'first'");
        hf_findings_hint(reader->findings, finding,
                         "write { id: vp, when: seniority = \"vp\", points: "
                         "25 }");
    }
    criterion->cases = hf_reader_zero(reader, 1, sizeof *criterion->cases);
    if (!criterion->cases) {
        return;
    }
    criterion->case_count = 1;
    criterion->cases[0].span = criterion->span;
    if (values[WHEN]) {
        criterion->cases[0].when =
            hf_expr_condition(values[WHEN], reader->arena, reader->findings);
    }
    hf_map_whole(values[POINTS], HF_RULES_POINTS, &criterion->cases[0].points,
                 reader->findings);
}

static void
read_body(hf_reader *reader, const hf_node *node, const hf_node **values,
          hf_criterion *criterion)
{
    if (node->kind != HF_NODE_MAP) {
        return;
    }
    criterion->has_cases = hf_node_get(node, "first") != NULL;
    if (!criterion->has_cases) {
        read_plain(reader, node, values, criterion);
        return;
    }
    if (hf_node_get(node, "when")) {
        refuse_pair(reader, node, "when",
                    "a criterion has 'when' or 'first', not both",
                    "move it into the cases");
    }
    if (hf_node_get(node, "points")) {
        refuse_pair(reader, node, "points",
                    "a criterion has 'points' or 'first', not both",
                    "each case has its own points");
    }
    if (values[FIRST]) {
        criterion->cases = hf_rule_read_cases(
            reader, values[FIRST], HF_CASE_POINTS, &criterion->case_count);
    }
}

static void
read_dates(hf_reader *reader, const hf_node **values, hf_criterion *criterion)
{
    const hf_node *from = values[FROM];
    const hf_node *until = values[UNTIL];
    criterion->has_from =
        from && hf_map_day(from, &criterion->from_day, reader->findings);
    criterion->has_until =
        until && hf_map_day(until, &criterion->until_day, reader->findings);
    if (criterion->has_from && criterion->has_until &&
        criterion->from_day > criterion->until_day) {
        hf_finding *finding =
            hf_findings_add(reader->findings, HF_CODE_LIMITS_CROSSED,
                            until->span, "'until' is before 'from'");
        hf_findings_other(reader->findings, finding, from->span,
                          "this is 'from'");
    }
}

static void
read_criterion(hf_reader *reader, const hf_node *node, hf_criterion *criterion)
{
    // In the order of hf_criterion_status.
    static const hf_view STATUSES[] = {HF_VIEW("active"), HF_VIEW("shadow"),
                                       HF_VIEW("off")};
    const hf_node *values[CRITERION_KEYS] = {NULL};
    size_t status = HF_CRITERION_ACTIVE;

    hf_map_read(node, "a criterion", KEYS, CRITERION_KEYS, values,
                reader->findings);
    declare(reader, values[ID], "a criterion");
    criterion->id = hf_map_text(values[ID]);
    criterion->span = values[ID] ? values[ID]->span : node->span;
    place_criterion(reader, node, values, criterion);
    read_body(reader, node, values, criterion);
    read_dates(reader, values, criterion);
    hf_map_word(values[STATUS], STATUSES, COUNT(STATUSES), &status,
                reader->findings);
    criterion->status = (hf_criterion_status)status;
    criterion->because = hf_map_text(values[BECAUSE]);
    criterion->owner = hf_map_text(values[OWNER]);
}

void
hf_rule_read_criteria(hf_reader *reader)
{
    handoff_rules *rules = reader->rules;
    const hf_node *criteria = reader->sections[HF_SECTION_CRITERIA];
    size_t count = hf_reader_count(reader, HF_SECTION_CRITERIA);
    if (count > HF_RULES_CRITERIA) {
        hf_findings_add(reader->findings, HF_CODE_CRITERIA_MANY,
                        criteria->elements[HF_RULES_CRITERIA]->span,
                        "a rule set has at most 10,000 criteria; this has %zu",
                        count);
        return;
    }
    rules->criteria = hf_reader_zero(reader, count, sizeof *rules->criteria);
    for (size_t at = 0; rules->criteria && at < count; at++) {
        read_criterion(reader, criteria->elements[at], &rules->criteria[at]);
        rules->criterion_count = at + 1;
    }
}
