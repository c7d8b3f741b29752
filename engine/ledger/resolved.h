/*
 * A rule set as one text that needs no other file: YAML with its includes
 * merged and every list written out behind it. It loads to the same revision.
 */
#ifndef HF_LEDGER_RESOLVED_H
#define HF_LEDGER_RESOLVED_H

#include "base/buffer.h"
#include "rule/rules.h"

/** Append the text. `out->failed` says when memory ran out. */
void hf_resolved_print(const handoff_rules *rules, hf_buffer *out);

/** Load such a text. Lists are put into a folder of their own below TMPDIR or
 * /tmp for the time of the call. Statuses as handoff_rules_load. */
handoff_status hf_resolved_load(hf_view text, handoff_rules **out,
                                handoff_findings *findings);

#endif
