/*
 * Rule sets: declarative qualification criteria in YAML. Loading reads the
 * file with what it includes and its lists, and checks everything that can
 * be checked without leads. A loaded rule set is immutable and may be shared
 * by threads.
 */
#ifndef HANDOFF_RULES_H
#define HANDOFF_RULES_H

#include "handoff/diag.h"
#include "handoff/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct handoff_rules handoff_rules;

/** The fixed vocabulary behind a team's own verdict names. */
typedef enum handoff_means {
    HANDOFF_PASS,
    HANDOFF_HOLD,
    HANDOFF_DISQUALIFY,
    HANDOFF_INSUFFICIENT,
    HANDOFF_EXCLUDE
} handoff_means;

/** "pass", "hold", "disqualify", "insufficient" or "exclude", static. */
HANDOFF_API const char *handoff_means_text(handoff_means means);

/**
 * Load the rule set at `path`. Every mistake lands in `findings` with its
 * place; loading goes on after one. HANDOFF_RULES when there were errors,
 * HANDOFF_SYSTEM when a file cannot be read or memory ran out. The caller
 * frees `*out` with handoff_rules_free, before or after the findings.
 */
HANDOFF_API handoff_status handoff_rules_load(const char *path,
                                              handoff_rules **out,
                                              handoff_findings *findings);

/**
 * The same from memory: `name` stands in findings, and paths of lists and
 * includes are relative to `folder` (NULL: there may be none).
 */
HANDOFF_API handoff_status handoff_rules_load_text(const char *name,
                                                   const char *text, size_t len,
                                                   const char *folder,
                                                   handoff_rules **out,
                                                   handoff_findings *findings);

/** Accepts NULL. Plans made from it stay valid. */
HANDOFF_API void handoff_rules_free(handoff_rules *rules);

/** What stands in the file; "" when it is not given. All texts below belong
 * to the rule set. */
HANDOFF_API const char *handoff_rules_name(const handoff_rules *rules);
HANDOFF_API const char *handoff_rules_title(const handoff_rules *rules);
HANDOFF_API const char *handoff_rules_owner(const handoff_rules *rules);
HANDOFF_API const char *handoff_rules_version(const handoff_rules *rules);

/** SHA-256 over the canonical resolved form, 64 hex digits. */
HANDOFF_API const char *handoff_rules_revision(const handoff_rules *rules);

/** The canonical resolved form, to be freed with handoff_free, or NULL. */
HANDOFF_API char *handoff_rules_canonical(const handoff_rules *rules);

/** How many there are. */
HANDOFF_API size_t handoff_rules_gate_count(const handoff_rules *rules);
HANDOFF_API size_t handoff_rules_criterion_count(const handoff_rules *rules);
HANDOFF_API size_t handoff_rules_field_count(const handoff_rules *rules);

#ifdef __cplusplus
}
#endif

#endif
