/*
 * A rule set as its author meant it: every section read, conditions parsed,
 * lists loaded, keys and ids checked; names inside conditions not yet
 * resolved (that is the plan's work). Immutable after loading; one arena.
 */
#ifndef HF_RULE_RULES_H
#define HF_RULE_RULES_H

#include "base/arena.h"
#include "diag/findings.h"
#include "handoff/rules.h"
#include "rule/parts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct handoff_rules {
    hf_arena arena;
    bool is_partial; /* there were errors: to be checked further, no more */
    handoff_findings *sources; /* owns the sources that spans point into */
    hf_view path;              /* of the top file, as given */
    hf_view name, title, owner, version;
    bool has_effective_from;
    int64_t effective_from; /* UTC seconds */
    hf_span effective_from_span;
    size_t id_field;  /* index into fields */
    hf_view *missing; /* spellings, trimmed; "" is not among them */
    size_t missing_count;
    hf_field *fields;
    size_t field_count;
    hf_list *lists;
    size_t list_count;
    hf_derived *derived;
    size_t derived_count;
    hf_condition *conditions;
    size_t condition_count;
    hf_gate *gates;
    size_t gate_count;
    bool has_axes; /* false: one implicit axis called points */
    hf_axis *axes;
    size_t axis_count;
    hf_group *groups;
    size_t group_count;
    hf_criterion *criteria;
    size_t criterion_count;
    hf_limits score;
    hf_verdict_rule *verdicts;
    size_t verdict_count;
    hf_route *routes;
    size_t route_count;
    char revision[65];       /* SHA-256 over the canonical form, hex */
    char rules_revision[65]; /* the part without list contents */
    char lists_revision[65]; /* list contents alone */
};

enum {
    HF_RULES_CRITERIA = 10000,
    HF_RULES_LIST_VALUES = 1000000,
    HF_RULES_POINTS = 1000000 /* size of points and limits of sums */
};

/** How many columns of a CSV list are called `name` (trimmed, ASCII case
 * folded); `*column` becomes the first. */
size_t hf_list_find_column(const hf_list *list, hf_view name, size_t *column);

/**
 * As handoff_rules_load, but HANDOFF_RULES may leave in `*out` what could be
 * read of a rule set with errors, so that its names and types are looked at in
 * the same go; a plan is never made of it.
 */
handoff_status hf_rules_load_partial(const char *path, handoff_rules **out,
                                     handoff_findings *findings);

/**
 * Spans of a rule set point into sources that it owns. Give `findings` copies
 * of those that its items point into, so that it may outlive the rule set.
 */
void hf_rules_copy_sources(const handoff_rules *rules,
                           handoff_findings *findings);

/**
 * The canonical resolved form: what the revision is taken over, one line an
 * item, independent of comments, layout and key order. Appended to `out`.
 */
void hf_rules_canonical(const handoff_rules *rules, hf_buffer *out);

#endif
