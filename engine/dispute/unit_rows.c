/*
 * Units as rows: what a column of the derived tables holds, for writing and
 * for comparing with what is there.
 */
#include "dispute/unit_rows.h"

enum { COLUMNS = 27 };

static hf_db_value
time_or_none(int64_t at)
{
    return at == HF_FACTS_NO_TIME ? HF_DB_NONE : HF_DB_NUMBER(at);
}

static hf_db_value
minutes_of(const hf_unit *unit)
{
    return unit->handed == HF_FACTS_NO_TIME
               ? HF_DB_NONE
               : HF_DB_NUMBER((unit->at - unit->handed) / 60);
}

static void
fill(hf_unit_rows_owner owner, const hf_unit *unit, int64_t id,
     hf_db_value out[COLUMNS])
{
    const hf_reason *means = unit->means;
    const hf_db_value row[COLUMNS] = {
        HF_DB_NUMBER(id),
        HF_DB_NUMBER(owner.ruleset),
        HF_DB_NUMBER(owner.lead),
        HF_DB_NUMBER(unit->cycle),
        HF_DB_STRING(hf_units_code_text(unit->code)),
        HF_DB_STRING(hf_units_side(unit->code)),
        HF_DB_STRING(hf_units_mode(unit->code)),
        HF_DB_NUMBER(unit->decision->id),
        HF_DB_NUMBER(unit->decision->as_of),
        time_or_none(unit->handed),
        time_or_none(unit->due),
        HF_DB_NUMBER(unit->at),
        minutes_of(unit),
        time_or_none(unit->touched),
        HF_DB_NUMBER(unit->attempts),
        HF_DB_STRING(unit->actor),
        HF_DB_STRING(unit->team),
        HF_DB_STRING(unit->reason),
        HF_DB_STRING(means ? means->code : HF_VIEW("")),
        HF_DB_STRING(means ? means->class_name : HF_VIEW("")),
        HF_DB_STRING(unit->disputes),
        HF_DB_NUMBER(unit->is_unexplained),
        HF_DB_NUMBER(unit->is_contradicted),
        HF_DB_NUMBER(unit->is_bulk),
        HF_DB_NUMBER(unit->is_reversed),
        HF_DB_STRING(hf_units_resolution_text(unit->resolution)),
        time_or_none(unit->until)};
    for (size_t at = 0; at < COLUMNS; at++) {
        out[at] = row[at];
    }
}

// ---- Writing ---------------------------------------------------------------

handoff_status
hf_unit_rows_clear(handoff_ledger *ledger, hf_buffer *indexes,
                   handoff_findings *findings)
{
    hf_db *db = ledger->db;
    hf_buffer sql = {0};
    hf_query *query = hf_db_use(db, HF_STATEMENT_UNIT_INDEXES);
    while (hf_db_next(query)) {
        hf_buffer_add_text(&sql, "DROP INDEX ");
        hf_buffer_add_view(&sql, hf_db_get_text(query, 0));
        hf_buffer_add_byte(&sql, ';');
        hf_buffer_add_view(indexes, hf_db_get_text(query, 1));
        hf_buffer_add_byte(indexes, ';');
    }
    hf_db_reset(query);
    hf_buffer_add_text(&sql, "DELETE FROM disputed;"
                             "DELETE FROM disagreement");
    const char *text = hf_buffer_text(&sql);
    bool is_whole = text && !indexes->failed;
    if (is_whole) {
        hf_db_execute(db, text);
    }
    hf_buffer_clear(&sql);
    return is_whole ? hf_db_status(db, findings) : hf_store_no_memory(findings);
}

static void
add_disputed(handoff_ledger *ledger, int64_t id, const hf_unit *unit)
{
    hf_view rest = unit->disputes;
    hf_view criterion;
    while (hf_ground_next_label(&rest, &criterion)) {
        hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_ADD_DISPUTED);
        hf_db_bind_int(query, 1, id);
        hf_db_bind_text(query, 2, criterion);
        hf_db_bind_int(query, 3, unit->at);
        hf_db_run(query);
    }
}

void
hf_unit_rows_add(handoff_ledger *ledger, int64_t id, hf_unit_rows_owner owner,
                 const hf_unit *unit)
{
    hf_db_value row[COLUMNS];
    fill(owner, unit, id, row);
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_ADD_UNIT);
    for (int at = 0; at < COLUMNS; at++) {
        hf_db_bind(query, at + 1, row[at]);
    }
    hf_db_run(query);
    add_disputed(ledger, id, unit);
}

// ---- Comparing -------------------------------------------------------------

static bool
is_row(hf_query *query, const hf_db_value row[COLUMNS])
{
    for (int at = 1; at < COLUMNS; at++) { // ids are given as rows come
        hf_db_value there = hf_db_get(query, at);
        if (there.type != row[at].type || there.number != row[at].number ||
            !hf_view_equal(there.bytes, row[at].bytes)) {
            return false;
        }
    }
    return true;
}

bool
hf_unit_rows_are(handoff_ledger *ledger, hf_unit_rows_owner owner,
                 const hf_units *units)
{
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_UNITS_OF_LEAD);
    hf_db_bind_int(query, 1, owner.lead);
    hf_db_bind_int(query, 2, owner.ruleset);
    bool is_same = true;
    for (size_t at = 0; is_same && at < units->count; at++) {
        hf_db_value row[COLUMNS];
        fill(owner, &units->items[at], 0, row);
        is_same = hf_db_next(query) && is_row(query, row);
    }
    is_same = is_same && !hf_db_next(query);
    hf_db_reset(query);
    return is_same;
}
