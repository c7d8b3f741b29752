/* What the rules of each revision say of their gates and criteria, read from
 * the ledger once. */
#ifndef HF_REPORT_RULE_BOOK_H
#define HF_REPORT_RULE_BOOK_H

#include "base/arena.h"
#include "ledger/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct hf_rule_line {
    hf_view id, because;
    bool is_consent; /* a consent gate */
} hf_rule_line;

typedef struct hf_rule_page {
    int64_t revision;
    hf_rule_line *lines; /* in the order of the rules */
    size_t count, room;
} hf_rule_page;

/** All zero is a valid, empty one. Clear in any case. */
typedef struct hf_rule_book {
    hf_arena arena;
    hf_rule_page *pages;
    size_t count, room;
} hf_rule_book;

/** A gate or criterion of a revision, or NULL: it has none of that id, or
 * reading failed (hf_db_status) or memory ran out (`*is_fine` false). */
const hf_rule_line *hf_rule_book_find(hf_rule_book *book,
                                      handoff_ledger *ledger, int64_t revision,
                                      hf_view id, bool *is_fine);
void hf_rule_book_clear(hf_rule_book *book);

#endif
