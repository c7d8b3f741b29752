/* Which group each case is in: by team, or by the value of a field. */
#ifndef HF_REPORT_SEGMENTS_H
#define HF_REPORT_SEGMENTS_H

#include "base/table.h"
#include "report/report.h"

#include <stdbool.h>
#include <stdint.h>

/** The group of cases of which it is not known. */
#define HF_SEGMENTS_NOT_KNOWN HF_VIEW("(not known)")

typedef struct hf_segments {
    hf_table names; /* of groups */
    uint32_t *of;   /* by episode: the number of its group */
} hf_segments;

/** The team of each case: of whom acted, of silence the one that was to
 * answer, else the one that the lead was routed to. ASCII case is folded. False
 * when memory ran out; clear in any case. */
bool hf_segments_of_teams(hf_segments *segments, const hf_episodes *episodes);

/**
 * The value that a field of the rules had at each decision, as the ledger
 * keeps it: "(not known)" where it had none, "(erased)" where somebody was
 * forgotten. `asked` is its name; "source" is also "lead_source" where there
 * is no other. `*field` becomes its name, in the
 * report's arena. HANDOFF_USAGE when no rule set of the report has it, or it is
 * personal, an id or a set; else as hf_db_status. Clear in any case.
 */
handoff_status hf_segments_of_field(hf_segments *segments, hf_report *report,
                                    handoff_ledger *ledger, const char *asked,
                                    hf_view *field, handoff_findings *findings);

void hf_segments_clear(hf_segments *segments);

#endif
