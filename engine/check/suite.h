/* Tests beside the rules, as they stand in YAML and tables. */
#ifndef HF_CHECK_SUITE_H
#define HF_CHECK_SUITE_H

#include "base/arena.h"
#include "diag/findings.h"
#include "handoff/check.h"
#include "rule/rules.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum hf_suite_output {
    HF_SUITE_LEAD,
    HF_SUITE_VERDICT,
    HF_SUITE_MEANS,
    HF_SUITE_SCORE,
    HF_SUITE_CELL,
    HF_SUITE_ROUTE,
    HF_SUITE_COMPLETENESS,
    HF_SUITE_FIRED,
    HF_SUITE_NOT_FIRED,
    HF_SUITE_UNKNOWN,
    HF_SUITE_SHADOW,
    HF_SUITE_AXIS, /* last: every other has a name of its own */
    HF_SUITE_OUTPUTS
} hf_suite_output;

/** `company-size`, `company-size.2`, `company-size.2:20`, `competitor:gate`. */
typedef struct hf_suite_id {
    hf_view text;    /* as written */
    hf_view id;      /* of the gate or criterion */
    uint32_t number; /* of the case, or 0 */
} hf_suite_id;

/** One thing that a case expects. */
typedef struct hf_suite_expected {
    hf_suite_output output;
    uint32_t axis;
    hf_span span;
    hf_view text;   /* of everything but lists */
    int64_t number; /* score, axes, completeness */
    const hf_suite_id *ids;
    size_t id_count;
} hf_suite_expected;

/** One value of a lead. */
typedef struct hf_suite_value {
    uint32_t field;
    hf_view text;
} hf_suite_value;

typedef struct hf_suite_case {
    hf_view name;
    hf_span span;
    bool has_as_of;
    bool is_now; /* its moment is the clock's */
    handoff_time as_of;
    hf_suite_value *values;
    size_t value_count;
    hf_suite_expected *expected;
    size_t expected_count;
} hf_suite_case;

/** All cases of one test file. Texts live in `arena`, sources in the findings
 * that they were loaded with, which outlive it. */
typedef struct hf_suite {
    hf_arena arena;
    const handoff_rules *rules;
    hf_suite_case *cases;
    size_t count, room;
} hf_suite;

/**
 * Read the test file at `path`, against `rules`, which outlive it. Cases that
 * name no moment, in a file that names none, get that of `defaults`, when it
 * has one. HANDOFF_OK with all cases; HANDOFF_RULES with findings when it
 * makes no sense; HANDOFF_SYSTEM when a file cannot be read or memory ran
 * out. The caller clears, on failure too.
 */
handoff_status hf_suite_load(hf_suite *suite, const char *path,
                             const handoff_rules *rules,
                             const hf_suite_case *defaults,
                             handoff_findings *findings);

void hf_suite_clear(hf_suite *suite);

/**
 * Add the cases of a table: the bytes of a CSV (or any export) in `source`.
 * Mistakes become findings; false only when memory ran out or the table
 * cannot be read at all.
 */
bool hf_suite_table(hf_suite *suite, const hf_source *source,
                    const hf_suite_case *defaults, handoff_findings *findings);

/** A new case with these defaults, or NULL when memory ran out. */
hf_suite_case *hf_suite_add(hf_suite *suite, const hf_suite_case *defaults);

/** Index of a field by its name, or SIZE_MAX. */
size_t hf_suite_field(const handoff_rules *rules, hf_view name);

/** Which output a name is; false when none. `*axis` is set for an axis. */
bool hf_suite_output_of(const handoff_rules *rules, hf_view name,
                        hf_suite_output *output, uint32_t *axis);

/** The nearest name of an output, or an empty view. */
hf_view hf_suite_output_nearest(const handoff_rules *rules, hf_view name);

/** "verdict", "not_fired", the axis. */
hf_view hf_suite_output_name(const handoff_rules *rules,
                             const hf_suite_expected *expected);

/** Whether it is compared as a list of ids. */
bool hf_suite_is_list(hf_suite_output output);

/**
 * Check an expectation whose output, span and text are set, and read its
 * number. A finding and false when it can never hold.
 */
bool hf_suite_expect_text(const handoff_rules *rules,
                          hf_suite_expected *expected,
                          handoff_findings *findings);

/** Read `text` as one id of a list. A finding and false when there is no such
 * gate, criterion or case. */
bool hf_suite_expect_id(const handoff_rules *rules, hf_suite_output output,
                        hf_view text, hf_span span, hf_suite_id *out,
                        handoff_findings *findings);

#endif
