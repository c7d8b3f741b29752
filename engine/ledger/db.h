/*
 * The statement layer: db.c is the only file that knows SQLite. Statements
 * stand in statements.def and are prepared once, when first used. One
 * connection, one thread at a time.
 */
#ifndef HF_LEDGER_DB_H
#define HF_LEDGER_DB_H

#include "base/view.h"
#include "diag/findings.h"
#include "handoff/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum hf_statement {
#define HF_STATEMENT(name, sql) HF_STATEMENT_##name,
#include "ledger/statements.def"
#undef HF_STATEMENT
    HF_STATEMENT_COUNT
} hf_statement;

typedef enum hf_db_type {
    HF_DB_NULL,
    HF_DB_INT,
    HF_DB_TEXT,
    HF_DB_BLOB
} hf_db_type;

/** A value bound to a statement or found in a row. */
typedef struct hf_db_value {
    hf_db_type type;
    int64_t number;
    hf_view bytes; /* of a text or blob; alive until the next step or reset */
} hf_db_value;

#define HF_DB_NONE ((hf_db_value){.type = HF_DB_NULL})
#define HF_DB_NUMBER(n) ((hf_db_value){.type = HF_DB_INT, .number = (n)})
#define HF_DB_STRING(v) ((hf_db_value){.type = HF_DB_TEXT, .bytes = (v)})
#define HF_DB_BYTES(v) ((hf_db_value){.type = HF_DB_BLOB, .bytes = (v)})

typedef struct hf_db hf_db;

/** A statement in use: bound, stepped, reset. */
typedef struct hf_query hf_query;

typedef enum hf_db_mode {
    HF_DB_READ,  /* the file has to be there; nothing is written */
    HF_DB_WRITE, /* the file has to be there */
    HF_DB_CREATE /* made, with mode 0600, when absent */
} hf_db_mode;

/**
 * Open the ledger at `path`, NULL for one in memory: WAL, foreign keys,
 * secure_delete, a busy wait of `wait_ms`. Migrates when it may write.
 * HANDOFF_LEDGER with a finding when the file is no ledger, newer than this
 * program, broken or stays busy; HANDOFF_SYSTEM when it cannot be opened or
 * memory ran out.
 */
handoff_status hf_db_open(const char *path, hf_db_mode mode, int wait_ms,
                          hf_db **out, handoff_findings *findings);

/** Accepts NULL. What was not committed is rolled back. */
void hf_db_close(hf_db *db);

const char *hf_db_path(const hf_db *db);

/** Whether this connection looks at references and runs triggers, as it does
 * after opening. Outside a transaction. */
void hf_db_set_guards(hf_db *db, bool are_up);

/** Whether memory is bound: temporary tables and what is sorted go into files
 * of the system's temporary folder once they are large, and fewer pages are
 * kept. Outside a transaction, and without temporary tables. */
void hf_db_bound(hf_db *db, bool is_bound);

/** BEGIN IMMEDIATE, waiting as long as was said at the opening. */
handoff_status hf_db_begin(hf_db *db, handoff_findings *findings);
/** A read transaction: all reads until the commit see one state. */
handoff_status hf_db_begin_read(hf_db *db, handoff_findings *findings);
handoff_status hf_db_commit(hf_db *db, handoff_findings *findings);
/** Does nothing outside a transaction. */
void hf_db_rollback(hf_db *db);
bool hf_db_is_open(const hf_db *db); /* a transaction is */

/** The statement, reset and with nothing bound. NULL: the first failure of the
 * database is remembered, ask hf_db_status. */
hf_query *hf_db_use(hf_db *db, hf_statement statement);

/** Prepare a text that is no constant, to be freed by hf_db_free_query. */
hf_query *hf_db_prepare(hf_db *db, const char *sql);
void hf_db_free_query(hf_query *query);

/** Bind parameter `at`, from 1. Texts have to live until the reset. Accept a
 * NULL query, as all below. */
void hf_db_bind(hf_query *query, int at, hf_db_value value);
void hf_db_bind_int(hf_query *query, int at, int64_t number);
void hf_db_bind_text(hf_query *query, int at, hf_view text);
void hf_db_bind_blob(hf_query *query, int at, hf_view bytes);
void hf_db_bind_null(hf_query *query, int at);

/** The next row; false at the end or on a failure (hf_db_status). */
bool hf_db_next(hf_query *query);

/** Run to the end and reset; false on a failure. */
bool hf_db_run(hf_query *query);
void hf_db_reset(hf_query *query);

/** Columns of the present row, from 0; a text ends in NUL. */
int hf_db_columns(hf_query *query);
hf_db_value hf_db_get(hf_query *query, int column);
int64_t hf_db_get_int(hf_query *query, int column);
hf_view hf_db_get_text(hf_query *query, int column);
bool hf_db_is_null(hf_query *query, int column);
const char *hf_db_column_name(hf_query *query, int column);

/** Run texts of SQL that give no rows; false on a failure. */
bool hf_db_execute(hf_db *db, const char *sql);

/** Rows changed by the last statement. */
int64_t hf_db_changes(hf_db *db);

/** Back to a small file: WAL into the file and cut, VACUUM, cut again.
 * HANDOFF_LEDGER with a finding when a reader keeps what was there before. */
handoff_status hf_db_compact(hf_db *db, handoff_findings *findings);

/**
 * HANDOFF_OK, or what the first failure since the last call was, with one
 * finding: HANDOFF_LEDGER (busy, broken, a fact refused), HANDOFF_SYSTEM (disk,
 * memory). Forgets it.
 */
handoff_status hf_db_status(hf_db *db, handoff_findings *findings);

#endif
