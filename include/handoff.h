/*
 * handoff: a lead-handoff rules engine. This header brings in the whole
 * library; read the parts in this order, they follow the flow of the work:
 *
 *   rules.h    a rule set is loaded from YAML        (diag.h: what is wrong)
 *   plan.h     and made ready to score at one moment
 *   leads.h    a lead, and moments in time
 *   verdict.h  one lead scored by a program's own hand
 *   output.h   whole exports scored in bulk
 *   check.h    exports, verdicts and rule sets looked at closely
 *   ledger.h   what was decided and what became of it, kept for good
 *   log.h      where the two disagree
 *
 * Everything opaque has a new or load, and a free that accepts NULL. A call
 * that can fail returns a handoff_status and leaves its outputs alone unless
 * it says otherwise.
 */
#ifndef HANDOFF_H
#define HANDOFF_H

#include "handoff/check.h"
#include "handoff/diag.h"
#include "handoff/leads.h"
#include "handoff/ledger.h"
#include "handoff/log.h"
#include "handoff/output.h"
#include "handoff/plan.h"
#include "handoff/report.h"
#include "handoff/rules.h"
#include "handoff/status.h"
#include "handoff/verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The version of the library, "1.2.3", static. */
HANDOFF_API const char *handoff_version(void);

#ifdef __cplusplus
}
#endif

#endif
