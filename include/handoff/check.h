/*
 * Looking closely: how an export is read, why one lead got its verdict and
 * what would change it, and whether the tests beside the rules hold.
 */
#ifndef HANDOFF_CHECK_H
#define HANDOFF_CHECK_H

#include "handoff/output.h"
#include "handoff/plan.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How a result is printed: for people, with colours, for programs. */
typedef enum handoff_shape {
    HANDOFF_SHAPE_TEXT,
    HANDOFF_SHAPE_COLOR,
    HANDOFF_SHAPE_JSON
} handoff_shape;

/**
 * How the export `leads` is read by the rules: which column serves which
 * field, fill rate, unparsable values with line and example, unused columns,
 * the dialect, ids that come again. `*out` is a text to be freed with
 * handoff_free. `show_values` 0 masks examples of personal fields. Statuses as
 * handoff_score.
 */
HANDOFF_API handoff_status handoff_inspect(const handoff_plan *plan,
                                           const char *leads,
                                           const handoff_input_options *input,
                                           handoff_shape shape, int width,
                                           int show_values, char **out,
                                           handoff_findings *findings);

/** The typed records as NDJSON to `output` ("-": standard output), an object
 * a record with a member for each field. */
HANDOFF_API handoff_status
handoff_inspect_records(const handoff_plan *plan, const char *leads,
                        const handoff_input_options *input, const char *output,
                        handoff_findings *findings);

/**
 * One lead, whole: conditions as trees with the value seen and true, false or
 * unknown at each leaf, points before and after clamping, why this verdict,
 * and the nearest change that flips it. `lead` is an id as an export holds it
 * (a Salesforce id in 15 or 18 characters). HANDOFF_NOTHING with a finding
 * when no record has that id.
 */
HANDOFF_API handoff_status handoff_explain(
    const handoff_plan *plan, const char *leads,
    const handoff_input_options *input, const char *lead, handoff_shape shape,
    int width, int show_values, char **out, handoff_findings *findings);

typedef struct handoff_test_options {
    const char *pattern; /* only cases whose name holds this; NULL: all */
    int min_coverage;    /* percent; 0: no gate */
    handoff_shape shape;
    int width;
    handoff_time now; /* for cases that name no moment; 0: they are errors */
} handoff_test_options;

/**
 * Run the tests beside the rule set at `path` (`x.test.yaml` beside `x.yaml`;
 * either may be given). Each is scored as of the moment that it or its file
 * names, else the rule set's effective_from, else `now` with a warning. `*out`
 * is the result as text: every failure with expected and actual, then coverage;
 * it is set with HANDOFF_OK and HANDOFF_FINDINGS. HANDOFF_FINDINGS when a test
 * failed or coverage is below the gate, HANDOFF_NOTHING without tests,
 * HANDOFF_RULES when rules or tests are invalid.
 */
HANDOFF_API handoff_status handoff_test(const char *path,
                                        const handoff_test_options *options,
                                        char **out, handoff_findings *findings);

/**
 * Check that the tests in the file at `path` (`x.test.yaml`) could be run: it
 * reads, and names what the rule set beside it has. `now` as above.
 * HANDOFF_RULES with findings when not, or when that rule set does not load;
 * HANDOFF_NOTHING without tests; HANDOFF_SYSTEM when a file cannot be read.
 */
HANDOFF_API handoff_status handoff_test_load(const char *path, handoff_time now,
                                             handoff_findings *findings);

#ifdef __cplusplus
}
#endif

#endif
