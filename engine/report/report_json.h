/* A report as JSON for programs. */
#ifndef HF_REPORT_REPORT_JSON_H
#define HF_REPORT_REPORT_JSON_H

#include "base/buffer.h"
#include "base/json.h"
#include "report/report.h"

#include <stdbool.h>

/**
 * Append the report as one object, as report.schema.json says; indented, with
 * a line break at its end. False when memory ran out.
 */
bool hf_report_json_write(hf_report *report, handoff_ledger *ledger,
                          hf_buffer *out);

/** Its members that are about single cases, what they were worth and changes
 * of the rules. False when memory ran out. */
bool hf_report_json_cases(hf_json *json, hf_report *report,
                          handoff_ledger *ledger);

#endif
