/* Tests beside the rules, run: what held, what did not, what was reached. */
#ifndef HF_CHECK_OUTCOME_H
#define HF_CHECK_OUTCOME_H

#include "base/arena.h"
#include "check/coverage.h"
#include "check/suite.h"
#include "diag/findings.h"
#include "handoff/check.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** One expectation that did not hold. Texts live in the result's arena. */
typedef struct hf_outcome_failure {
    hf_view output;
    hf_view expected;
    hf_view actual;
} hf_outcome_failure;

/** How one case ended. */
typedef struct hf_outcome {
    const hf_suite_case *test;
    bool is_broken; /* the lead could not be scored; `notes` says why */
    hf_outcome_failure *failures;
    size_t failure_count;
    hf_view *notes; /* values that did not read */
    size_t note_count;
} hf_outcome;

typedef struct hf_outcomes {
    hf_arena arena;
    hf_outcome *outcomes;
    size_t count;
    size_t failed;
    hf_coverage coverage;
} hf_outcomes;

/**
 * Run the cases whose name holds `pattern` (NULL: all). HANDOFF_OK however
 * they ended; HANDOFF_RULES when no plan can be made of the rules;
 * HANDOFF_SYSTEM. The caller clears, on failure too.
 */
handoff_status hf_outcome_run(const hf_suite *suite, const char *pattern,
                              hf_outcomes *result, handoff_findings *findings);

void hf_outcome_clear(hf_outcomes *result);

/** The result of the tests of the rules at `path`, for people or as JSON, to
 * be freed with handoff_free; NULL when memory ran out. */
char *hf_outcome_text(const hf_outcomes *result, const char *path,
                      const handoff_test_options *options);
char *hf_outcome_json(const hf_outcomes *result, const char *path);

#endif
