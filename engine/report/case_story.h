/*
 * One case from the facts of its lead: what the rules saw, what Sales did, and
 * what became of it, in lines for people. Names of persons show with --people
 * alone, what was typed freely with --show-values alone.
 */
#ifndef HF_REPORT_CASE_STORY_H
#define HF_REPORT_CASE_STORY_H

#include "report/report.h"
#include "report/rule_book.h"

/** What cases are told with. Zero but for the report, the ledger and the
 * findings. */
typedef struct hf_case_teller {
    hf_report *report;
    handoff_ledger *ledger;
    handoff_findings *findings;
    hf_rule_book book;
} hf_case_teller;

/** How far the lead came. Statuses as hf_db_status. */
handoff_status hf_case_story_fate(hf_case_teller *teller, const hf_episode *one,
                                  hf_fate *out);

/** Fill the lines and the fate of a case; `out->at` says which. */
handoff_status hf_case_story_tell(hf_case_teller *teller,
                                  hf_discussed_part *out);

/** The name of a person as the options show it: empty, a made-up one, or as
 * it is. Into `out`. */
void hf_case_story_person(const hf_case_teller *teller, hf_view name,
                          hf_buffer *out);

/** "won", "opportunity", "no decision", ...; "nothing" for no level. */
const char *hf_case_story_level(hf_level level);

void hf_case_story_clear(hf_case_teller *teller);

#endif
