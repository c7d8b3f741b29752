/*
 * What stands behind `matches`: a compiled pattern, shared by threads, and a
 * matcher, one a thread. The only part that knows PCRE2.
 *
 * A pattern of the portable subset (plan/regex.h) is printed from its tree;
 * any other goes to PCRE2 in its own words, its ASCII folding written out as
 * far as hf_regex_fold can. `.` is anything but LF, `$` the very end, `\d \w
 * \s \b` are ASCII. The JIT is used where there is one; without it the answers
 * are the same, slower.
 */
#ifndef HF_PLAN_PATTERN_H
#define HF_PLAN_PATTERN_H

#include "base/arena.h"
#include "base/view.h"
#include "diag/findings.h"
#include "handoff/status.h"
#include "plan/regex.h"

#include <stdbool.h>

typedef struct hf_pattern hf_pattern;
typedef struct hf_pattern_matcher hf_pattern_matcher;

/**
 * Compile a pattern (valid UTF-8, without its slashes, `\/` undone); `span` is
 * where it was read from (see hf_regex_parse). The pattern lives in `arena`
 * but holds memory of PCRE2 besides: hf_pattern_free it before the arena goes.
 * HANDOFF_OK; HANDOFF_RULES with a finding; HANDOFF_SYSTEM when memory ran out.
 * A pattern that is not portable is no finding (see hf_pattern_note).
 */
handoff_status hf_pattern_new(hf_view text, bool is_case_sensitive,
                              hf_span span, hf_arena *arena, hf_pattern **out,
                              handoff_findings *findings);

/** Give back what PCRE2 holds. Accepts NULL. */
void hf_pattern_free(hf_pattern *pattern);

/** True when the pattern is of the portable subset. */
bool hf_pattern_is_portable(const hf_pattern *pattern);

/** Why a pattern is not portable, static ("look-ahead"); NULL when it is. */
const char *hf_pattern_reason(const hf_pattern *pattern);

/** Add a note when the pattern is not portable: for `check`. */
void hf_pattern_note(const hf_pattern *pattern, handoff_findings *findings);

/** The tree and what it says of itself; `root` may be NULL. */
const hf_regex *hf_pattern_regex(const hf_pattern *pattern);

/** Room, limits and JIT stack for matching; NULL when memory ran out. One
 * matcher serves any number of patterns. */
hf_pattern_matcher *hf_pattern_matcher_new(void);

/** Accepts NULL. */
void hf_pattern_matcher_free(hf_pattern_matcher *matcher);

/**
 * Whether the pattern is found anywhere in `text` (valid UTF-8): 1 or 0, or -1
 * when a limit on steps, depth or memory was hit: the record is to be rejected
 * with that reason, never to be taken for "not found".
 */
int hf_pattern_find(hf_pattern_matcher *matcher, const hf_pattern *pattern,
                    hf_view text);

#endif
