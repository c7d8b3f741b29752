/*
 * What tests may speak of: fields, outputs, verdicts, ids. Names come in as a
 * test file spells them and are held against the rule set, so that a test
 * that could never hold, or never fail, is a mistake with its place.
 */
#include "check/suite.h"

#include "base/decimal.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "rule/text.h"

#include <string.h>

hf_suite_case *
hf_suite_add(hf_suite *suite, const hf_suite_case *defaults)
{
    hf_suite_case *moved = hf_memory_grow(suite->cases, &suite->room,
                                          suite->count + 1, sizeof *moved);
    if (!moved) {
        return NULL;
    }
    suite->cases = moved;
    moved[suite->count] = *defaults;
    return &moved[suite->count++];
}

void
hf_suite_clear(hf_suite *suite)
{
    hf_memory_free(suite->cases);
    hf_arena_clear(&suite->arena);
    *suite = (hf_suite){0};
}

// ---- Names -----------------------------------------------------------------

size_t
hf_suite_field(const handoff_rules *rules, hf_view name)
{
    for (size_t at = 0; at < rules->field_count; at++) {
        if (hf_view_equal(rules->fields[at].name, name)) {
            return at;
        }
    }
    return SIZE_MAX;
}

static const hf_view output_names[HF_SUITE_AXIS] = {
    [HF_SUITE_LEAD] = {"lead", 4},
    [HF_SUITE_VERDICT] = {"verdict", 7},
    [HF_SUITE_MEANS] = {"means", 5},
    [HF_SUITE_SCORE] = {"score", 5},
    [HF_SUITE_CELL] = {"cell", 4},
    [HF_SUITE_ROUTE] = {"route", 5},
    [HF_SUITE_COMPLETENESS] = {"completeness", 12},
    [HF_SUITE_FIRED] = {"fired", 5},
    [HF_SUITE_NOT_FIRED] = {"not_fired", 9},
    [HF_SUITE_UNKNOWN] = {"unknown", 7},
    [HF_SUITE_SHADOW] = {"shadow", 6},
};

bool
hf_suite_output_of(const handoff_rules *rules, hf_view name,
                   hf_suite_output *output, uint32_t *axis)
{
    for (int at = 0; at < HF_SUITE_AXIS; at++) {
        if (hf_view_equal(output_names[at], name)) {
            *output = (hf_suite_output)at;
            return true;
        }
    }
    for (size_t at = 0; at < rules->axis_count; at++) {
        if (hf_view_equal(rules->axes[at].name, name)) {
            *output = HF_SUITE_AXIS;
            *axis = (uint32_t)at;
            return true;
        }
    }
    return false;
}

hf_view
hf_suite_output_nearest(const handoff_rules *rules, hf_view name)
{
    hf_view nearest = hf_nearest(name, output_names, HF_SUITE_AXIS);
    for (size_t at = 0; at < rules->axis_count && nearest.len == 0; at++) {
        nearest = hf_nearest(name, &rules->axes[at].name, 1);
    }
    return nearest;
}

hf_view
hf_suite_output_name(const handoff_rules *rules,
                     const hf_suite_expected *expected)
{
    return expected->output == HF_SUITE_AXIS ? rules->axes[expected->axis].name
                                             : output_names[expected->output];
}

bool
hf_suite_is_list(hf_suite_output output)
{
    return output == HF_SUITE_FIRED || output == HF_SUITE_NOT_FIRED ||
           output == HF_SUITE_UNKNOWN || output == HF_SUITE_SHADOW;
}

// ---- Texts and numbers -----------------------------------------------------

// A word that is none of those there are.
static bool
refuse_word(const char *what, const hf_suite_expected *expected,
            const hf_view *words, size_t count, handoff_findings *findings)
{
    hf_view text = expected->text;
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_TEST_VALUE, expected->span,
                        "no %s is called '%.*s'", what, HF_SHOWN(text));
    hf_view nearest = hf_nearest(text, words, count);
    if (nearest.len > 0) {
        hf_findings_hint(findings, finding, "did you mean '%.*s'?",
                         HF_SHOWN(nearest));
    }
    return false;
}

static bool
is_one_of(hf_view text, const hf_view *words, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        if (hf_view_equal(words[at], text)) {
            return true;
        }
    }
    return false;
}

// The names of verdicts or routes, to choose from.
static hf_view *
collect_words(const handoff_rules *rules, hf_suite_output output, size_t *count)
{
    bool is_verdict = output == HF_SUITE_VERDICT;
    *count = is_verdict ? rules->verdict_count : rules->route_count;
    hf_view *words = hf_memory_zero(*count + 1, sizeof *words);
    for (size_t at = 0; words && at < *count; at++) {
        words[at] =
            is_verdict ? rules->verdicts[at].name : rules->routes[at].to;
    }
    return words;
}

static bool
expect_word(const handoff_rules *rules, const hf_suite_expected *expected,
            handoff_findings *findings)
{
    size_t count;
    hf_view *words = collect_words(rules, expected->output, &count);
    bool is_fine = true;
    if (!words) {
        findings->out_of_memory = true;
        return false;
    }
    if (!is_one_of(expected->text, words, count)) {
        is_fine = refuse_word(expected->output == HF_SUITE_VERDICT ? "verdict"
                                                                   : "route",
                              expected, words, count, findings);
    }
    hf_memory_free(words);
    return is_fine;
}

static bool
expect_means(const hf_suite_expected *expected, handoff_findings *findings)
{
    hf_view words[HANDOFF_EXCLUDE + 1];
    for (int at = 0; at <= HANDOFF_EXCLUDE; at++) {
        words[at] = hf_view_of(handoff_means_text((handoff_means)at));
    }
    return is_one_of(expected->text, words, HANDOFF_EXCLUDE + 1) ||
           refuse_word("meaning", expected, words, HANDOFF_EXCLUDE + 1,
                       findings);
}

// Whether the text is a band of this axis followed by bands of those behind.
static bool
is_cell(const handoff_rules *rules, size_t axis, hf_view text)
{
    if (axis == rules->axis_count) {
        return text.len == 0;
    }
    const hf_axis *own = &rules->axes[axis];
    for (size_t at = 0; at < own->band_count; at++) {
        hf_view band = own->bands[at].name;
        if (hf_view_starts(text, band) &&
            is_cell(rules, axis + 1,
                    hf_view_slice(text, band.len, text.len - band.len))) {
            return true;
        }
    }
    return false;
}

static bool
expect_cell(const handoff_rules *rules, const hf_suite_expected *expected,
            handoff_findings *findings)
{
    hf_view text = expected->text;
    if (text.len == 0 || is_cell(rules, 0, text)) {
        return true;
    }
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_TEST_VALUE, expected->span,
                        "no cell is called '%.*s'", HF_SHOWN(text));
    hf_findings_hint(findings, finding,
                     "a cell joins a band of each axis, in their order");
    return false;
}

static bool
expect_number(hf_suite_expected *expected, handoff_findings *findings)
{
    if (hf_decimal_whole(expected->text, INT64_MIN, INT64_MAX,
                         &expected->number)) {
        return true;
    }
    hf_findings_add(findings, HF_CODE_TEST_VALUE, expected->span,
                    "'%.*s' is not a whole number", HF_SHOWN(expected->text));
    return false;
}

bool
hf_suite_expect_text(const handoff_rules *rules, hf_suite_expected *expected,
                     handoff_findings *findings)
{
    switch (expected->output) {
    case HF_SUITE_VERDICT:
        return expect_word(rules, expected, findings);
    case HF_SUITE_ROUTE:
        return expected->text.len == 0 ||
               expect_word(rules, expected, findings);
    case HF_SUITE_MEANS:
        return expect_means(expected, findings);
    case HF_SUITE_CELL:
        return expect_cell(rules, expected, findings);
    case HF_SUITE_SCORE:
    case HF_SUITE_COMPLETENESS:
    case HF_SUITE_AXIS:
        return expect_number(expected, findings);
    case HF_SUITE_LEAD:
    case HF_SUITE_FIRED:
    case HF_SUITE_NOT_FIRED:
    case HF_SUITE_UNKNOWN:
    case HF_SUITE_SHADOW:
    case HF_SUITE_OUTPUTS:
        break;
    }
    return true;
}

// ---- Ids -------------------------------------------------------------------

static hf_view
cut_at(hf_view text, char mark, hf_view *rest)
{
    const char *found = memchr(text.ptr, mark, text.len);
    size_t len = found ? (size_t)(found - text.ptr) : text.len;
    *rest = hf_view_slice(text, len + (found != NULL), text.len);
    return hf_view_slice(text, 0, len);
}

static bool
refuse_id(const handoff_rules *rules, hf_suite_output output, hf_view id,
          hf_span span, handoff_findings *findings)
{
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_TEST_VALUE, span,
                        "no gate or criterion has the id '%.*s'", HF_SHOWN(id));
    size_t count = 0;
    hf_view *ids = hf_memory_zero(
        rules->gate_count + rules->criterion_count + 1, sizeof *ids);
    for (size_t at = 0; ids && at < rules->gate_count; at++) {
        ids[count++] = rules->gates[at].id;
    }
    for (size_t at = 0; ids && at < rules->criterion_count; at++) {
        ids[count++] = rules->criteria[at].id;
    }
    hf_view nearest = ids ? hf_nearest(id, ids, count) : (hf_view){0};
    if (nearest.len > 0) {
        hf_findings_hint(findings, finding, "did you mean '%.*s'?",
                         HF_SHOWN(nearest));
    } else if (id.len == 0 && output == HF_SUITE_UNKNOWN) {
        hf_findings_hint(findings, finding,
                         "write [] to say that nothing is unknown");
    }
    hf_memory_free(ids);
    return false;
}

static const hf_criterion *
find_criterion(const handoff_rules *rules, hf_view id)
{
    for (size_t at = 0; at < rules->criterion_count; at++) {
        if (hf_view_equal(rules->criteria[at].id, id)) {
            return &rules->criteria[at];
        }
    }
    return NULL;
}

static bool
is_gate(const handoff_rules *rules, hf_view id)
{
    for (size_t at = 0; at < rules->gate_count; at++) {
        if (hf_view_equal(rules->gates[at].id, id)) {
            return true;
        }
    }
    return false;
}

bool
hf_suite_expect_id(const handoff_rules *rules, hf_suite_output output,
                   hf_view text, hf_span span, hf_suite_id *out,
                   handoff_findings *findings)
{
    hf_view points, number;
    hf_view name = cut_at(text, ':', &points);
    hf_view id = cut_at(name, '.', &number);
    const hf_criterion *criterion = find_criterion(rules, id);
    int64_t cases =
        criterion && criterion->has_cases ? (int64_t)criterion->case_count : 0;
    int64_t wanted = 0;
    if (!criterion && !is_gate(rules, id)) {
        return refuse_id(rules, output, id, span, findings);
    }
    if (name.len > id.len && !hf_decimal_whole(number, 1, cases, &wanted)) {
        hf_finding *finding = hf_findings_add(findings, HF_CODE_TEST_VALUE,
                                              span, "'%.*s' has no case '%.*s'",
                                              HF_SHOWN(id), HF_SHOWN(number));
        hf_findings_hint(findings, finding,
                         cases > 0 ? "its cases are numbered from 1 to %lld"
                                   : "it is written without 'first'",
                         (long long)cases);
        return false;
    }
    *out = (hf_suite_id){text, id, (uint32_t)wanted};
    return true;
}
