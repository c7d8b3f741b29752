/*
 * A made-up name is the keyed hash of what it stands for, cut to what people
 * can read to each other. Its kind goes into the hash, which parts it from the
 * marks of those who were forgotten. A hash has no way back: the names of all
 * leads are made, once, and looked through.
 */
#include "ledger/pseudonym.h"

#include "base/memory.h"

#include <stdlib.h>

enum { SHOWN_BYTES = 6, SHOWN_DIGITS = 2 * SHOWN_BYTES };

// ---- There -----------------------------------------------------------------

static bool
digits_of(const handoff_ledger *ledger, char kind, hf_view text, uint64_t *out)
{
    unsigned char mark[HF_STORE_MARK];
    hf_buffer hashed = {0};
    hf_buffer_add_text(&hashed, "pseudonym ");
    hf_buffer_add_byte(&hashed, kind);
    hf_buffer_add_byte(&hashed, ' ');
    hf_buffer_add_view(&hashed, text);
    bool is_fine = !hashed.failed;
    *out = 0;
    if (is_fine) {
        hf_store_mark(ledger, hf_buffer_view(&hashed), mark);
    }
    for (size_t at = 0; is_fine && at < SHOWN_BYTES; at++) {
        *out = *out << 8 | mark[at];
    }
    hf_buffer_clear(&hashed);
    return is_fine;
}

void
hf_pseudonym_add(hf_buffer *out, const handoff_ledger *ledger, char kind,
                 hf_view text)
{
    uint64_t digits;
    if (!digits_of(ledger, kind, text, &digits)) {
        out->failed = true;
        return;
    }
    hf_buffer_printf(out, "%c-%0*llX", kind, SHOWN_DIGITS,
                     (unsigned long long)digits);
}

// ---- And back --------------------------------------------------------------

static bool
read_digits(hf_view text, uint64_t *out)
{
    *out = 0;
    if (text.len != 2 + SHOWN_DIGITS ||
        hf_view_fold_byte((unsigned char)text.ptr[0]) != 'l' ||
        text.ptr[1] != '-') {
        return false;
    }
    for (size_t at = 2; at < text.len; at++) {
        unsigned char byte = hf_view_fold_byte((unsigned char)text.ptr[at]);
        bool is_letter = byte >= 'a' && byte <= 'f';
        if (!is_letter && (byte < '0' || byte > '9')) {
            return false;
        }
        *out = *out << 4 | (unsigned)(is_letter ? byte - 'a' + 10 : byte - '0');
    }
    return true;
}

bool
hf_pseudonym_is_lead(hf_view text)
{
    uint64_t digits;
    return read_digits(text, &digits) ||
           hf_view_equal_fold(text, HF_VIEW(HF_PSEUDONYM_FORGOTTEN));
}

static int
order_names(const void *a, const void *b)
{
    const struct hf_pseudonym_name *left = a;
    const struct hf_pseudonym_name *right = b;
    if (left->digits != right->digits) {
        return left->digits < right->digits ? -1 : 1;
    }
    return left->lead < right->lead ? -1 : left->lead > right->lead;
}

static handoff_status
load(hf_pseudonyms *names, handoff_ledger *ledger, handoff_findings *findings)
{
    bool is_fine = true;
    hf_query *row = hf_db_use(ledger->db, HF_STATEMENT_ALL_IDENTITIES);
    while (is_fine && hf_db_next(row)) {
        struct hf_pseudonym_name *items = hf_memory_grow(
            names->items, &names->room, names->count + 1, sizeof *items);
        if (!items) {
            is_fine = false;
            break;
        }
        names->items = items;
        items[names->count].lead = hf_db_get_int(row, 0);
        is_fine = digits_of(ledger, 'L', hf_db_get_text(row, 1),
                            &items[names->count++].digits);
    }
    hf_db_reset(row);
    if (names->count) {
        qsort(names->items, names->count, sizeof *names->items, order_names);
    }
    names->is_loaded = true;
    handoff_status status = hf_db_status(ledger->db, findings);
    return status == HANDOFF_OK && !is_fine ? hf_store_no_memory(findings)
                                            : status;
}

static size_t
find_first(const hf_pseudonyms *names, uint64_t digits)
{
    size_t low = 0;
    size_t high = names->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (names->items[middle].digits < digits) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool
is_id(handoff_ledger *ledger, hf_view text)
{
    hf_query *row = hf_db_use(ledger->db, HF_STATEMENT_FIND_LEAD);
    hf_db_bind_text(row, 1, text);
    bool is_there = hf_db_next(row);
    hf_db_reset(row);
    return is_there;
}

static void
read_key(hf_pseudonyms *names, handoff_ledger *ledger, int64_t lead)
{
    hf_query *row = hf_db_use(ledger->db, HF_STATEMENT_FIND_IDENTITY);
    hf_db_bind_int(row, 1, lead);
    hf_buffer_reset(&names->key);
    if (hf_db_next(row)) {
        hf_buffer_add_view(&names->key, hf_db_get_text(row, 1));
    }
    hf_db_reset(row);
}

handoff_status
hf_pseudonym_find(hf_pseudonyms *names, handoff_ledger *ledger, hf_view text,
                  hf_view *key, size_t *matches, handoff_findings *findings)
{
    uint64_t digits;
    *key = text;
    *matches = 1;
    if (!hf_pseudonym_is_lead(text) || is_id(ledger, text)) {
        return hf_db_status(ledger->db, findings);
    }
    *key = HF_VIEW("");
    *matches = 0;
    handoff_status status = hf_db_status(ledger->db, findings);
    if (status == HANDOFF_OK && !names->is_loaded) {
        status = load(names, ledger, findings);
    }
    if (status != HANDOFF_OK || !read_digits(text, &digits)) {
        return status;
    }
    size_t first = find_first(names, digits);
    while (first + *matches < names->count &&
           names->items[first + *matches].digits == digits) {
        ++*matches;
    }
    if (*matches == 1) {
        read_key(names, ledger, names->items[first].lead);
        *key = hf_buffer_view(&names->key);
    }
    status = hf_db_status(ledger->db, findings);
    return status == HANDOFF_OK && names->key.failed
               ? hf_store_no_memory(findings)
               : status;
}

void
hf_pseudonym_clear(hf_pseudonyms *names)
{
    hf_memory_free(names->items);
    hf_buffer_clear(&names->key);
    *names = (hf_pseudonyms){0};
}
