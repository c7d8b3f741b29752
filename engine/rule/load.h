/* Loading a rule set: between the public calls and the readers. */
#ifndef HF_RULE_LOAD_H
#define HF_RULE_LOAD_H

#include "rule/rules.h"

#include <stdbool.h>

/** Where a rule set comes from. */
typedef struct hf_load {
    const char *name;   /* the path, or what findings call the text */
    bool is_file;       /* read it from `name` */
    hf_view text;       /* else this */
    const char *folder; /* of the top file; NULL: no files */
    const char *real;   /* the path as the system knows it, or NULL */
    bool keeps_partial; /* hand out what could be read, with is_partial */
} hf_load;

/** As handoff_rules_load. */
handoff_status hf_reader_load(const hf_load *load, handoff_rules **out,
                              handoff_findings *findings);

/** Compute the revisions of a loaded rule set; false when memory ran out. */
bool hf_rules_seal(handoff_rules *rules);

#endif
