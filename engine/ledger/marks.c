/*
 * Marks of forgotten texts are looked for in the strings of a decision's
 * inputs: those of 32 hex digits are compared as they are, those with an `@`
 * are hashed first. Other values say nothing about who somebody is.
 */
#include "ledger/marks.h"

#include <string.h>

enum { HEX = 2 * HF_STORE_KEYED };

static void
write_hex(const unsigned char *mark, char *out)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t at = 0; at < HF_STORE_KEYED; at++) {
        out[2 * at] = digits[mark[at] >> 4];
        out[2 * at + 1] = digits[mark[at] & 15];
    }
}

static void
mark_of(const handoff_ledger *ledger, hf_view text, char *out)
{
    unsigned char mark[HF_STORE_MARK];
    hf_store_mark_folded(ledger, text, mark);
    write_hex(mark, out);
}

handoff_status
hf_marks_load(hf_marks *marks, handoff_ledger *ledger,
              handoff_findings *findings)
{
    *marks = (hf_marks){.ledger = ledger};
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_ALL_MARKS);
    bool is_added = true;
    while (is_added && hf_db_next(query)) {
        char hex[HEX];
        hf_view mark = hf_db_get(query, 0).bytes;
        if (mark.len >= HF_STORE_KEYED) {
            write_hex((const unsigned char *)mark.ptr, hex);
            is_added = hf_table_intern(&marks->table, (hf_view){hex, HEX}) !=
                       HF_TABLE_NONE;
        }
    }
    hf_db_reset(query);
    handoff_status status = hf_db_status(ledger->db, findings);
    return status == HANDOFF_OK && !is_added ? hf_store_no_memory(findings)
                                             : status;
}

bool
hf_marks_add(hf_marks *marks, hf_view text)
{
    char hex[HEX];
    mark_of(marks->ledger, text, hex);
    return hf_table_intern(&marks->table, (hf_view){hex, HEX}) != HF_TABLE_NONE;
}

static uint32_t
find_string(const hf_marks *marks, hf_view string)
{
    char hex[HEX];
    uint32_t found = HF_TABLE_NONE;
    if (string.len == HEX) {
        found = hf_table_find(&marks->table, string);
    }
    if (found == HF_TABLE_NONE && string.len &&
        memchr(string.ptr, '@', string.len)) {
        mark_of(marks->ledger, string, hex);
        found = hf_table_find(&marks->table, (hf_view){hex, HEX});
    }
    return found;
}

uint32_t
hf_marks_find(const hf_marks *marks, hf_view inputs)
{
    uint32_t found = HF_TABLE_NONE;
    size_t at = 0;
    while (marks->table.count && found == HF_TABLE_NONE && at < inputs.len) {
        if (inputs.ptr[at++] != '"') {
            continue;
        }
        size_t start = at;
        while (at < inputs.len && inputs.ptr[at] != '"') {
            at += inputs.ptr[at] == '\\' ? 2 : 1;
        }
        size_t end = at < inputs.len ? at : inputs.len;
        found = find_string(marks, hf_view_slice(inputs, start, end - start));
        at++;
    }
    return found;
}

void
hf_marks_clear(hf_marks *marks)
{
    hf_table_clear(&marks->table);
}
