/* The rule at the end of a zone file, such as `CET-1CEST,M3.5.0,M10.5.0/3`. */
#ifndef HF_LEDGER_ZONE_RULE_H
#define HF_LEDGER_ZONE_RULE_H

#include "base/view.h"
#include "ledger/calendar.h"

#include <stdbool.h>

/** Changes that a rule can add: two a year up to 2100. */
enum { HF_ZONE_RULE_CHANGES = 2 * (2100 - 1970 + 1) };

/** Append the changes that the rule makes after the zone's last one, up to the
 * end of 2100; the zone has room for HF_ZONE_RULE_CHANGES more. A zone without
 * changes takes the rule's own time before 1970. False when it is no rule. */
bool hf_zone_rule_expand(hf_view rule, hf_zone *zone);

#endif
