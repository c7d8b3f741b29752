/*
 * SQLite, behind a layer that speaks of statements and values. Opening sets
 * the file up and brings its schema up to date; statements are prepared when
 * first used and kept. The first failure is remembered, so that a row of calls
 * needs one question at its end.
 */
#include "ledger/db.h"

#include "base/memory.h"

#include <sqlite3.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* "HOFF": tells a ledger from other databases, in its header. */
enum { APPLICATION_ID = 0x484F4646 };

struct hf_query {
    hf_db *db;
    sqlite3_stmt *statement;
};

struct hf_db {
    sqlite3 *connection;
    char *path;
    int wait_ms;
    int failure; // of SQLite, SQLITE_OK: none
    char message[256];
    hf_query queries[HF_STATEMENT_COUNT];
};

static const char *const statement_texts[] = {
#define HF_STATEMENT(name, sql) sql,
#include "ledger/statements.def"
#undef HF_STATEMENT
};

typedef struct migration {
    int version;
    const char *sql;
} migration;

static const migration migrations[] = {
#define HF_MIGRATION(version, sql) {version, sql},
#include "ledger/migrations.def"
#undef HF_MIGRATION
};

enum {
    NEWEST = sizeof migrations / sizeof *migrations // numbers have no gaps
};

// ---- Failures --------------------------------------------------------------

static bool
remember(hf_db *db, int code)
{
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) {
        return true;
    }
    if (db->failure == SQLITE_OK) {
        const char *text = db->connection ? sqlite3_errmsg(db->connection)
                                          : sqlite3_errstr(code);
        db->failure = code;
        snprintf(db->message, sizeof db->message, "%s", text);
    }
    return false;
}

static handoff_status
report_busy(const hf_db *db, handoff_findings *findings)
{
    hf_finding *finding = hf_findings_add(
        findings, HF_CODE_LEDGER_BUSY, (hf_span){0},
        "the ledger '%s' is busy: another process writes to it, and this one "
        "waited %d ms",
        db->path, db->wait_ms);
    hf_findings_hint(findings, finding, "try again, or wait longer: '--wait'");
    return HANDOFF_LEDGER;
}

handoff_status
hf_db_status(hf_db *db, handoff_findings *findings)
{
    int failure = db->failure;
    db->failure = SQLITE_OK;
    switch (failure & 0xff) {
    case SQLITE_OK:
        return HANDOFF_OK;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return report_busy(db, findings);
    case SQLITE_NOMEM:
        hf_findings_add(findings, HF_CODE_NO_MEMORY, (hf_span){0},
                        "memory ran out");
        return HANDOFF_SYSTEM;
    case SQLITE_NOTADB:
        hf_findings_add(findings, HF_CODE_LEDGER_FOREIGN, (hf_span){0},
                        "'%s' is no ledger", db->path);
        return HANDOFF_LEDGER;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_NOLFS:
        hf_findings_add(findings, HF_CODE_LEDGER_DISK, (hf_span){0},
                        "the ledger '%s': %s", db->path, db->message);
        return HANDOFF_SYSTEM;
    default: // an int of SQLite, no enum of ours: all else is a broken file
        hf_findings_add(findings, HF_CODE_LEDGER_BROKEN, (hf_span){0},
                        "the ledger '%s': %s", db->path, db->message);
        return HANDOFF_LEDGER;
    }
}

// ---- Statements ------------------------------------------------------------

bool
hf_db_execute(hf_db *db, const char *sql)
{
    return db->failure == SQLITE_OK &&
           remember(db, sqlite3_exec(db->connection, sql, NULL, NULL, NULL));
}

hf_query *
hf_db_use(hf_db *db, hf_statement statement)
{
    hf_query *query = &db->queries[statement];
    if (db->failure != SQLITE_OK) {
        return NULL;
    }
    if (!query->statement) {
        query->db = db;
        int code = sqlite3_prepare_v3(
            db->connection, statement_texts[statement], -1,
            SQLITE_PREPARE_PERSISTENT, &query->statement, NULL);
        if (!remember(db, code)) {
            return NULL;
        }
    }
    sqlite3_reset(query->statement);
    return query;
}

hf_query *
hf_db_prepare(hf_db *db, const char *sql)
{
    hf_query *query = hf_memory_zero(1, sizeof *query);
    if (db->failure != SQLITE_OK || !query) {
        remember(db, SQLITE_NOMEM);
        hf_memory_free(query);
        return NULL;
    }
    query->db = db;
    int code =
        sqlite3_prepare_v2(db->connection, sql, -1, &query->statement, NULL);
    if (!remember(db, code)) {
        hf_memory_free(query);
        return NULL;
    }
    return query;
}

void
hf_db_free_query(hf_query *query)
{
    if (query) {
        sqlite3_finalize(query->statement);
        hf_memory_free(query);
    }
}

void
hf_db_bind_int(hf_query *query, int at, int64_t number)
{
    if (query) {
        remember(query->db, sqlite3_bind_int64(query->statement, at, number));
    }
}

void
hf_db_bind_text(hf_query *query, int at, hf_view text)
{
    if (query) {
        remember(query->db, sqlite3_bind_text64(
                                query->statement, at, text.ptr ? text.ptr : "",
                                text.len, SQLITE_STATIC, SQLITE_UTF8));
    }
}

void
hf_db_bind_blob(hf_query *query, int at, hf_view bytes)
{
    if (query) {
        remember(query->db, sqlite3_bind_blob64(query->statement, at,
                                                bytes.ptr ? bytes.ptr : "",
                                                bytes.len, SQLITE_STATIC));
    }
}

void
hf_db_bind_null(hf_query *query, int at)
{
    if (query) {
        remember(query->db, sqlite3_bind_null(query->statement, at));
    }
}

void
hf_db_bind(hf_query *query, int at, hf_db_value value)
{
    switch (value.type) {
    case HF_DB_NULL:
        hf_db_bind_null(query, at);
        return;
    case HF_DB_INT:
        hf_db_bind_int(query, at, value.number);
        return;
    case HF_DB_TEXT:
        hf_db_bind_text(query, at, value.bytes);
        return;
    case HF_DB_BLOB:
        hf_db_bind_blob(query, at, value.bytes);
        return;
    }
}

bool
hf_db_next(hf_query *query)
{
    if (!query || query->db->failure != SQLITE_OK) {
        return false;
    }
    int code = sqlite3_step(query->statement);
    return remember(query->db, code) && code == SQLITE_ROW;
}

bool
hf_db_run(hf_query *query)
{
    while (hf_db_next(query)) {
    }
    hf_db_reset(query);
    return query && query->db->failure == SQLITE_OK;
}

void
hf_db_reset(hf_query *query)
{
    if (query && query->statement) {
        sqlite3_reset(query->statement);
    }
}

int
hf_db_columns(hf_query *query)
{
    return sqlite3_column_count(query->statement);
}

int64_t
hf_db_get_int(hf_query *query, int column)
{
    return sqlite3_column_int64(query->statement, column);
}

hf_view
hf_db_get_text(hf_query *query, int column)
{
    const char *text =
        (const char *)sqlite3_column_text(query->statement, column);
    int len = sqlite3_column_bytes(query->statement, column);
    return text ? (hf_view){text, (size_t)len} : HF_VIEW("");
}

bool
hf_db_is_null(hf_query *query, int column)
{
    return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

const char *
hf_db_column_name(hf_query *query, int column)
{
    const char *name = sqlite3_column_name(query->statement, column);
    return name ? name : "";
}

hf_db_value
hf_db_get(hf_query *query, int column)
{
    int type = sqlite3_column_type(query->statement, column);
    if (type == SQLITE_INTEGER) {
        return HF_DB_NUMBER(hf_db_get_int(query, column));
    }
    if (type == SQLITE_BLOB) {
        const char *bytes = sqlite3_column_blob(query->statement, column);
        int len = sqlite3_column_bytes(query->statement, column);
        hf_view view = {bytes ? bytes : "", bytes ? (size_t)len : 0};
        return HF_DB_BYTES(view);
    }
    // STRICT tables hold no REAL; as text one would differ from what it was.
    return type == SQLITE_NULL ? HF_DB_NONE
                               : HF_DB_STRING(hf_db_get_text(query, column));
}

int64_t
hf_db_changes(hf_db *db)
{
    return sqlite3_changes64(db->connection);
}

void
hf_db_bound(hf_db *db, bool is_bound)
{
    hf_db_execute(db, is_bound ? "PRAGMA temp_store = FILE;"
                                 "PRAGMA cache_size = -32768"
                               : "PRAGMA temp_store = MEMORY;"
                                 "PRAGMA cache_size = -131072");
}

void
hf_db_set_guards(hf_db *db, bool are_up)
{
    sqlite3_db_config(db->connection, SQLITE_DBCONFIG_ENABLE_FKEY, (int)are_up,
                      NULL);
    sqlite3_db_config(db->connection, SQLITE_DBCONFIG_ENABLE_TRIGGER,
                      (int)are_up, NULL);
}

// ---- Transactions ----------------------------------------------------------

handoff_status
hf_db_begin(hf_db *db, handoff_findings *findings)
{
    hf_db_execute(db, "BEGIN IMMEDIATE");
    return hf_db_status(db, findings);
}

handoff_status
hf_db_begin_read(hf_db *db, handoff_findings *findings)
{
    // A deferred transaction gets its view of the file with its first read.
    if (hf_db_execute(db, "BEGIN")) {
        hf_db_execute(db, "SELECT 1 FROM sqlite_schema LIMIT 1");
    }
    handoff_status status = hf_db_status(db, findings);
    if (status != HANDOFF_OK) {
        hf_db_rollback(db);
    }
    return status;
}

handoff_status
hf_db_commit(hf_db *db, handoff_findings *findings)
{
    hf_db_execute(db, "COMMIT");
    handoff_status status = hf_db_status(db, findings);
    if (status != HANDOFF_OK) {
        hf_db_rollback(db);
    }
    return status;
}

bool
hf_db_is_open(const hf_db *db)
{
    return db->connection && !sqlite3_get_autocommit(db->connection);
}

void
hf_db_rollback(hf_db *db)
{
    if (hf_db_is_open(db)) {
        for (size_t at = 0; at < HF_STATEMENT_COUNT; at++) {
            hf_db_reset(&db->queries[at]);
        }
        sqlite3_exec(db->connection, "ROLLBACK", NULL, NULL, NULL);
    }
}

// All of the WAL into the file, and the WAL cut; false while somebody reads
// what was there before.
static bool
empty_wal(hf_db *db)
{
    hf_query *query = hf_db_prepare(db, "PRAGMA wal_checkpoint(TRUNCATE)");
    bool is_busy = hf_db_next(query) && hf_db_get_int(query, 0) != 0;
    hf_db_free_query(query);
    return !is_busy;
}

handoff_status
hf_db_compact(hf_db *db, handoff_findings *findings)
{
    bool is_empty =
        empty_wal(db) && hf_db_execute(db, "VACUUM") && empty_wal(db);
    handoff_status status = hf_db_status(db, findings);
    if (status == HANDOFF_OK && !is_empty) {
        hf_findings_add(findings, HF_CODE_LEDGER_BUSY, (hf_span){0},
                        "the ledger '%s' is busy: another process reads it, "
                        "and what was erased is still in the file until the "
                        "same command is run again",
                        db->path);
        status = HANDOFF_LEDGER;
    }
    return status;
}

// ---- Opening ---------------------------------------------------------------

static int64_t
read_pragma(hf_db *db, const char *sql)
{
    int64_t number = -1;
    hf_query *query = hf_db_prepare(db, sql);
    if (hf_db_next(query)) {
        number = hf_db_get_int(query, 0);
    }
    hf_db_free_query(query);
    return number;
}

// The file is to be read by its owner alone from its first byte on.
static handoff_status
make_file(const char *path, handoff_findings *findings)
{
    int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0 && errno != EEXIST) {
        hf_findings_add(findings, HF_CODE_CANNOT_OPEN, (hf_span){0},
                        "cannot make the ledger '%s': %s", path,
                        strerrordesc_np(errno));
        return HANDOFF_SYSTEM;
    }
    if (file >= 0) {
        close(file);
    }
    return HANDOFF_OK;
}

// Changing to WAL wants the file alone, and does not always wait by itself.
static bool
set_wal(hf_db *db)
{
    const struct timespec pause = {0, 10 * 1000 * 1000};
    for (int waited = 0;; waited += 10) {
        int code = sqlite3_exec(db->connection, "PRAGMA journal_mode = WAL",
                                NULL, NULL, NULL);
        if ((code & 0xff) != SQLITE_BUSY || waited >= db->wait_ms) {
            return remember(db, code);
        }
        nanosleep(&pause, NULL);
    }
}

// One step of the schema, unless another process has just taken it.
static handoff_status
migrate_once(hf_db *db, const migration *step, handoff_findings *findings)
{
    char number[64];
    handoff_status status = hf_db_begin(db, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    if (read_pragma(db, "PRAGMA user_version") < step->version) {
        hf_db_execute(db, step->sql);
        snprintf(number, sizeof number,
                 "PRAGMA user_version = %d; PRAGMA application_id = %d",
                 step->version, APPLICATION_ID);
        hf_db_execute(db, number);
    }
    status = hf_db_status(db, findings);
    if (status != HANDOFF_OK) {
        hf_db_rollback(db);
        return status;
    }
    return hf_db_commit(db, findings);
}

static handoff_status
migrate(hf_db *db, hf_db_mode mode, handoff_findings *findings)
{
    int64_t version = read_pragma(db, "PRAGMA user_version");
    int64_t application = read_pragma(db, "PRAGMA application_id");
    int64_t tables = read_pragma(db, "SELECT count(*) FROM sqlite_schema");
    handoff_status status = hf_db_status(db, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    bool is_new = application == 0 && version == 0 && tables == 0;
    if ((!is_new && application != APPLICATION_ID) ||
        (is_new && mode != HF_DB_CREATE)) {
        hf_findings_add(findings, HF_CODE_LEDGER_FOREIGN, (hf_span){0},
                        "'%s' is no ledger", db->path);
        return HANDOFF_LEDGER;
    }
    if (version > NEWEST) {
        hf_findings_add(findings, HF_CODE_LEDGER_NEWER, (hf_span){0},
                        "the ledger '%s' has version %lld; this program knows "
                        "%d",
                        db->path, (long long)version, (int)NEWEST);
        return HANDOFF_LEDGER;
    }
    if (mode != HF_DB_READ) {
        set_wal(db);
        status = hf_db_status(db, findings);
    }
    for (int at = (int)version; status == HANDOFF_OK && at < NEWEST; at++) {
        status = migrate_once(db, &migrations[at], findings);
    }
    return status;
}

static handoff_status
connect(hf_db *db, hf_db_mode mode, handoff_findings *findings)
{
    // A reader of a file in WAL mode shares memory with writers, so that even
    // it opens for writing where it may; query_only keeps it from more.
    // Nobody asks how much memory SQLite has, and counting takes a lock for
    // each piece. Refused, without harm, where SQLite is in use already.
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    int code = sqlite3_open_v2(db->path, &db->connection,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
                                   SQLITE_OPEN_EXRESCODE,
                               NULL);
    if (!remember(db, code)) {
        return hf_db_status(db, findings);
    }
    sqlite3_busy_timeout(db->connection, db->wait_ms);
    // Pages of a new file; half as many of them are a tenth less of work.
    hf_db_execute(db, "PRAGMA page_size = 8192; PRAGMA foreign_keys = ON;"
                      "PRAGMA secure_delete = ON; PRAGMA synchronous = FULL;"
                      "PRAGMA trusted_schema = OFF");
    hf_db_bound(db, false);
    handoff_status status = hf_db_status(db, findings);
    if (status == HANDOFF_OK) {
        status = migrate(db, mode, findings);
    }
    if (status == HANDOFF_OK && mode == HF_DB_READ) {
        hf_db_execute(db, "PRAGMA query_only = ON");
        status = hf_db_status(db, findings);
    }
    return status;
}

// What SQLite takes for something else than the name of a file.
static bool
is_special(const char *path)
{
    return path[0] == ':' || strncmp(path, "file:", 5) == 0;
}

handoff_status
hf_db_open(const char *path, hf_db_mode mode, int wait_ms, hf_db **out,
           handoff_findings *findings)
{
    bool is_file = path != NULL;
    const char *name = is_file ? path : ":memory:";
    const char *before = is_file && is_special(path) ? "./" : "";
    size_t len = strlen(before) + strlen(name) + 1;
    hf_db *db = hf_memory_zero(1, sizeof *db);
    char *copy = hf_memory_alloc(len);
    if (!db || !copy) {
        hf_memory_free(db);
        hf_memory_free(copy);
        hf_findings_add(findings, HF_CODE_NO_MEMORY, (hf_span){0},
                        "memory ran out");
        return HANDOFF_SYSTEM;
    }
    snprintf(copy, len, "%s%s", before, name);
    db->path = copy;
    db->wait_ms = wait_ms;
    handoff_status status = HANDOFF_OK;
    if (is_file && mode == HF_DB_CREATE) {
        status = make_file(path, findings);
    } else if (is_file && access(path, F_OK) != 0) {
        hf_findings_add(findings, HF_CODE_CANNOT_OPEN, (hf_span){0},
                        "cannot open the ledger '%s': %s", path,
                        strerrordesc_np(errno));
        status = HANDOFF_SYSTEM;
    }
    if (status == HANDOFF_OK) {
        status = connect(db, mode, findings);
    }
    if (status != HANDOFF_OK) {
        hf_db_close(db);
        return status;
    }
    *out = db;
    return HANDOFF_OK;
}

void
hf_db_close(hf_db *db)
{
    if (!db) {
        return;
    }
    hf_db_rollback(db);
    for (size_t at = 0; at < HF_STATEMENT_COUNT; at++) {
        sqlite3_finalize(db->queries[at].statement);
    }
    sqlite3_close(db->connection);
    hf_memory_free(db->path);
    hf_memory_free(db);
}

const char *
hf_db_path(const hf_db *db)
{
    return db->path;
}
