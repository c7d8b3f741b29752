/*
 * What the readers of the sections share while one rule set is loaded. Each
 * reader fills its part of the rule set and notes mistakes; memory that runs
 * out is noted in `findings` and ends the loading.
 */
#ifndef HF_RULE_READER_H
#define HF_RULE_READER_H

#include "rule/files.h"
#include "rule/node.h"
#include "rule/rules.h"
#include "rule/space.h"

#include <stdbool.h>
#include <stddef.h>

/** The top-level sections, those of `leads` among them. */
typedef enum hf_section {
    HF_SECTION_HANDOFF,
    HF_SECTION_RULESET,
    HF_SECTION_TITLE,
    HF_SECTION_OWNER,
    HF_SECTION_VERSION,
    HF_SECTION_EFFECTIVE_FROM,
    HF_SECTION_INCLUDE,
    HF_SECTION_LEADS,
    HF_SECTION_LISTS,
    HF_SECTION_DERIVED,
    HF_SECTION_CONDITIONS,
    HF_SECTION_GATES,
    HF_SECTION_AXES,
    HF_SECTION_GROUPS,
    HF_SECTION_CRITERIA,
    HF_SECTION_SCORE,
    HF_SECTION_VERDICTS,
    HF_SECTION_ROUTES,
    HF_SECTION_LEADS_ID, /* from here: keys of `leads` */
    HF_SECTION_LEADS_MISSING,
    HF_SECTION_LEADS_FIELDS,
    HF_SECTION_COUNT
} hf_section;

typedef struct hf_reader {
    handoff_rules *rules;
    hf_arena *arena; /* the rule set's */
    handoff_findings *findings;
    hf_files files;
    /* Merged over all files, NULL when not given. */
    const hf_node *sections[HF_SECTION_COUNT];
    hf_span top;     /* of the top file, for what is missing in it */
    hf_span leads;   /* the key `leads` */
    hf_space names;  /* fields, derived values, conditions, axes */
    hf_space groups; /* numbered as rules->groups */
    hf_space lists;
    hf_space ids; /* gates and criteria */
    size_t list_values;
} hf_reader;

/**
 * Merge the sections of `root` into what is there. `finish` makes one node of
 * each and, unless a file is not among them, checks that what is required is
 * there.
 */
typedef struct hf_sections hf_sections;
hf_sections *hf_sections_new(hf_arena *arena, handoff_findings *findings);
void hf_sections_add(hf_sections *sections, const hf_node *root);
void hf_sections_finish(hf_sections *sections, hf_reader *reader,
                        bool is_partial);
void hf_sections_free(hf_sections *sections);

/** Cleared room for `count` things of `size` bytes, or NULL (noted). */
void *hf_reader_zero(hf_reader *reader, size_t count, size_t size);

/** Elements of a section that is a list, or pairs of a mapping. */
size_t hf_reader_count(const hf_reader *reader, hf_section section);

/* The readers, in the order in which they run. */
void hf_rule_read_leads(hf_reader *reader);
void hf_rule_read_lists(hf_reader *reader);
void hf_rule_read_derived(hf_reader *reader);
void hf_rule_read_axes(hf_reader *reader);
void hf_rule_read_gates(hf_reader *reader);
void hf_rule_read_criteria(hf_reader *reader);
void hf_rule_read_verdicts(hf_reader *reader);

/** A `first` of derived values or criteria: `when` with `is` or `points`. */
typedef enum hf_case_kind { HF_CASE_IS, HF_CASE_POINTS } hf_case_kind;
hf_case *hf_rule_read_cases(hf_reader *reader, const hf_node *list,
                            hf_case_kind kind, size_t *count);

/** The axis that `node` names, or SIZE_MAX with a finding. */
size_t hf_rule_find_axis(hf_reader *reader, const hf_node *node);

/** min and max of an axis, group or score; NULLs are no bound. */
void hf_rule_read_limits(hf_reader *reader, const hf_node *min,
                         const hf_node *max, hf_limits *limits);

/** Fill the list's header and cells from the file that `path` names. False
 * with a finding when that fails. */
bool hf_list_file_read(hf_reader *reader, const hf_node *file,
                       const hf_node *column, hf_list *list);

#endif
