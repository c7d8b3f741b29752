/*
 * The parts of a report, each filled from its episodes and, where they do not
 * say it, from the ledger, inside the transaction in which the episodes were
 * read. build.c calls them in this order; a later one may use what an earlier
 * one found. Statuses as hf_db_status.
 */
#ifndef HF_REPORT_BUILDERS_H
#define HF_REPORT_BUILDERS_H

#include "report/report.h"

/** Period, revisions, funnel, codes, rates, the period before, agreement. */
handoff_status hf_overview_build(hf_report *report, handoff_ledger *ledger,
                                 handoff_findings *findings);

/** `weeks`. */
handoff_status hf_weeks_build(hf_report *report, handoff_ledger *ledger,
                              handoff_findings *findings);

/** `cells` and `margins`. */
handoff_status hf_cells_build(hf_report *report, handoff_ledger *ledger,
                              handoff_findings *findings);

/** `time`. */
handoff_status hf_waiting_build(hf_report *report, handoff_ledger *ledger,
                                handoff_findings *findings);

/** `resolution` and `right`. */
handoff_status hf_outcomes_build(hf_report *report, handoff_ledger *ledger,
                                 handoff_findings *findings);

/** `criteria`, without what callouts.c finds. */
handoff_status hf_criteria_build(hf_report *report, handoff_ledger *ledger,
                                 handoff_findings *findings);

/** `groupings` and `people`. */
handoff_status hf_groupings_build(hf_report *report, handoff_ledger *ledger,
                                  handoff_findings *findings);

/** `objections`, `reasons` and `classes`; after the groupings. */
handoff_status hf_objections_build(hf_report *report, handoff_ledger *ledger,
                                   handoff_findings *findings);

/** `findings`, and the q of all that was tried; after all comparisons. */
handoff_status hf_callouts_build(hf_report *report, handoff_ledger *ledger,
                                 handoff_findings *findings);

/** `compliance` and `marketing`. */
handoff_status hf_listed_build(hf_report *report, handoff_ledger *ledger,
                               handoff_findings *findings);

/** `value`; after the outcomes. */
handoff_status hf_worth_build(hf_report *report, handoff_ledger *ledger,
                              handoff_findings *findings);

/** `discussed`. */
handoff_status hf_agenda_build(hf_report *report, handoff_ledger *ledger,
                               handoff_findings *findings);

/** `reviews`. */
handoff_status hf_judgements_build(hf_report *report, handoff_ledger *ledger,
                                   handoff_findings *findings);

/** `changes`. */
handoff_status hf_revisions_build(hf_report *report, handoff_ledger *ledger,
                                  handoff_findings *findings);

/** `warnings`, the last. */
handoff_status hf_cautions_build(hf_report *report, handoff_ledger *ledger,
                                 handoff_findings *findings);

#endif
