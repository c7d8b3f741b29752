/* What the readers of an agreement's sections share. Private to engine/ledger.
 */
#ifndef HF_LEDGER_AGREEMENT_READ_H
#define HF_LEDGER_AGREEMENT_READ_H

#include "ledger/agreement.h"
#include "rule/files.h"
#include "rule/map.h"
#include "rule/node.h"
#include "rule/text.h"

#include <stdbool.h>
#include <stddef.h>

/** One loading. Memory that runs out is noted in `findings`. */
typedef struct hf_agreement_reader {
    handoff_agreement *agreement;
    hf_arena *arena; /* the agreement's */
    handoff_findings *findings;
    hf_files files;
    hf_span people_file; /* `file: people.csv`, to be written out; no source:
                            there is none */
} hf_agreement_reader;

/** Cleared room, never of no size, or NULL (noted). */
void *hf_agreement_zero(hf_agreement_reader *reader, size_t count, size_t size);

/** How many texts a node gives: one, or the elements of a list. */
size_t hf_agreement_texts(const hf_node *node);

/** The `at`-th of them, trimmed and not empty, or NULL with a finding; `what`
 * names it: "a status". */
const hf_node *hf_agreement_text(hf_agreement_reader *reader,
                                 const hf_node *node, size_t at,
                                 const char *what, hf_view *out);

/** All of them in the arena; NULL for none. */
hf_view *hf_agreement_views(hf_agreement_reader *reader, const hf_node *node,
                            const char *what, size_t *count);

/** A zone's name or offset; a finding when there is none. */
void hf_agreement_zone(hf_agreement_reader *reader, const hf_node *node,
                       hf_zone *out);

/** A finding that a name means two things, with both places. */
void hf_agreement_twice(hf_agreement_reader *reader, hf_view name, hf_span span,
                        hf_span other, const char *what);

/* The readers of the sections. Each takes the value behind its key. */
void hf_agreement_read_dispositions(hf_agreement_reader *reader,
                                    const hf_node *node);
void hf_agreement_read_outcomes(hf_agreement_reader *reader,
                                const hf_node *node);
void hf_agreement_read_handoffs(hf_agreement_reader *reader,
                                const hf_node *node);
void hf_agreement_read_links(hf_agreement_reader *reader, const hf_node *node);
void hf_agreement_read_sla(hf_agreement_reader *reader, const hf_node *node);
void hf_agreement_read_attempts(hf_agreement_reader *reader,
                                const hf_node *node);
void hf_agreement_read_value(hf_agreement_reader *reader, const hf_node *node);
void hf_agreement_read_pulled(hf_agreement_reader *reader, const hf_node *node);
void hf_agreement_read_people(hf_agreement_reader *reader, const hf_node *node);

/** Reasons of one block of dispositions, after those that are there. */
void hf_agreement_read_reasons(hf_agreement_reader *reader,
                               const hf_node *node);

/** Append the people as the value of `list`. */
void hf_agreement_print_people(const handoff_agreement *agreement,
                               hf_buffer *out);

/** Give findings copies of the agreement's sources that they point into. */
void hf_agreement_copy_sources(const handoff_agreement *agreement,
                               handoff_findings *findings);

#endif
