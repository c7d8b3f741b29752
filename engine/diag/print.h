/* How findings look: one printer a format. Each appends to `out`, whose
 * `failed` says afterwards whether memory ran out. */
#ifndef HF_DIAG_PRINT_H
#define HF_DIAG_PRINT_H

#include "base/buffer.h"
#include "base/json.h"
#include "diag/findings.h"

#include <stdbool.h>

/** The quoted line with carets below, with terminal colours or without. */
void hf_print_text(hf_buffer *out, const handoff_findings *findings,
                   bool is_colored);

/** One object: the findings, and how many of each severity came. */
void hf_print_json(hf_buffer *out, const handoff_findings *findings);

/** SARIF 2.1.0 (OASIS), columns in code points. */
void hf_print_sarif(hf_buffer *out, const handoff_findings *findings);

/** Workflow commands of GitHub Actions, one line a finding. */
void hf_print_github(hf_buffer *out, const handoff_findings *findings);

/** A member of a JSON object; what is no UTF-8 becomes U+FFFD. */
void hf_print_json_text(hf_json *json, const char *key, const char *text);

/** "error", "warning" or "note". */
const char *hf_print_severity(handoff_severity severity);

/** Append what is not shown ("3 more errors are not shown"); false when
 * nothing is missing. */
bool hf_print_rest(hf_buffer *out, const handoff_findings *findings);

#endif
