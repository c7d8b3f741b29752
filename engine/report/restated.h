/* How much of a rate came late. */
#ifndef HF_REPORT_RESTATED_H
#define HF_REPORT_RESTATED_H

#include "report/report.h"

/**
 * Find when the exports of the reported period, or with a comparison of the
 * period before, had first been taken in, and what its rates were then: fills
 * all of `restated` but the rates of now. Derives for itself, so no
 * transaction is open. Statuses as hf_db_status.
 */
handoff_status hf_restated_build(hf_report *report, handoff_ledger *ledger,
                                 int64_t ruleset, handoff_findings *findings);

/** Put the rates of now beside them, once the report has them; nothing that
 * came late and no changed rate leave nothing to restate. */
void hf_restated_conclude(hf_report *report);

#endif
