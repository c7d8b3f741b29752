/*
 * What a ledger holds, told: its batches, until when each source is covered,
 * and what is missing.
 */
#include "base/date.h"
#include "base/json.h"
#include "ledger/batch.h"

#include <string.h>

/* Sources in the order in which they come to matter. */
static const char *const sources[] = {"score", "dispositions", "outcomes",
                                      "reviews"};

enum { SOURCES = sizeof sources / sizeof *sources };

typedef struct covered {
    int64_t batches;
    int64_t until; // HF_FACTS_NO_TIME: not known
} covered;

typedef struct teller {
    hf_active active;
    covered covered[SOURCES];
    hf_buffer out;
    hf_json json;
    handoff_time now;
} teller;

static void
count_source(teller *self, hf_query *query)
{
    hf_view kind = hf_db_get_text(query, HF_BATCH_KIND);
    if (hf_view_equal(kind, HF_VIEW("baseline"))) {
        kind = HF_VIEW("score");
    }
    if (hf_active_is_withdrawn(&self->active,
                               hf_db_get_int(query, HF_BATCH_ID))) {
        return;
    }
    for (size_t at = 0; at < SOURCES; at++) {
        covered *source = &self->covered[at];
        int column = at ? HF_BATCH_COVERS_TO : HF_BATCH_AS_OF;
        if (!hf_view_equal(kind, hf_view_of(sources[at]))) {
            continue;
        }
        source->batches++;
        if (!hf_db_is_null(query, column) &&
            hf_db_get_int(query, column) > source->until) {
            source->until = hf_db_get_int(query, column);
        }
    }
}

// ---- For people ------------------------------------------------------------

static void
write_heading(teller *self)
{
    hf_buffer_add_text(&self->out, "batch  kind          taken in             "
                                   "    read   added   known  rejected\n");
}

static void
add_number(hf_buffer *out, hf_query *query, int column, int cells)
{
    hf_buffer_printf(out, "%*lld", cells,
                     (long long)hf_db_get_int(query, column));
}

// Behind the figures: what of, and of which time.
static void
add_what(teller *self, hf_query *query)
{
    hf_buffer *out = &self->out;
    hf_view file = hf_db_get_text(query, HF_BATCH_FILE);
    const char *before = "  ";
    if (file.len) {
        hf_buffer_printf(out, "%s%.*s", before, (int)file.len, file.ptr);
        before = ", ";
    }
    if (!hf_db_is_null(query, HF_BATCH_AS_OF)) {
        hf_buffer_printf(out, "%sas of ", before);
        hf_date_print(out, hf_db_get_int(query, HF_BATCH_AS_OF));
        before = ", ";
    }
    if (!hf_db_is_null(query, HF_BATCH_COVERS_TO)) {
        hf_buffer_printf(out, "%scovers ", before);
        hf_date_print(out, hf_db_get_int(query, HF_BATCH_COVERS_FROM));
        hf_buffer_add_text(out, " to ");
        hf_date_print(out, hf_db_get_int(query, HF_BATCH_COVERS_TO));
        before = ", ";
    }
    if (hf_active_is_withdrawn(&self->active,
                               hf_db_get_int(query, HF_BATCH_ID))) {
        hf_buffer_printf(out, "%swithdrawn", before);
    }
}

static void
write_batch(teller *self, hf_query *query)
{
    hf_buffer *out = &self->out;
    hf_view kind = hf_db_get_text(query, HF_BATCH_KIND);
    add_number(out, query, HF_BATCH_ID, 5);
    hf_buffer_printf(out, "  %-12.*s  ", (int)kind.len, kind.ptr);
    hf_date_print_full(out, hf_db_get_int(query, HF_BATCH_AT));
    add_number(out, query, HF_BATCH_ROWS_READ, 8);
    add_number(out, query, HF_BATCH_ROWS_ADDED, 8);
    add_number(out, query, HF_BATCH_ROWS_KNOWN, 8);
    add_number(out, query, HF_BATCH_ROWS_REJECTED, 10);
    add_what(self, query);
    hf_buffer_add_byte(out, '\n');
}

static void
write_sources(teller *self)
{
    hf_buffer *out = &self->out;
    hf_buffer_add_byte(out, '\n');
    for (size_t at = 0; at < SOURCES; at++) {
        const covered *source = &self->covered[at];
        hf_buffer_printf(out, "%-12s  ", sources[at]);
        if (!source->batches) {
            hf_buffer_add_text(out, "missing: nothing was taken in\n");
            continue;
        }
        if (source->until == HF_FACTS_NO_TIME) {
            hf_buffer_add_text(out, "taken in; until when is not known\n");
            continue;
        }
        int64_t days = (self->now - source->until) / HF_DATE_DAY;
        hf_buffer_add_text(out, "known until ");
        hf_date_print(out, source->until);
        if (days >= 1) {
            hf_buffer_printf(out, ", %lld day%s old", (long long)days,
                             days == 1 ? "" : "s");
        }
        hf_buffer_add_byte(out, '\n');
    }
}

// ---- For programs ----------------------------------------------------------

static void
add_json_value(hf_json *json, hf_db_value value, bool is_time)
{
    hf_buffer text = {0};
    switch (value.type) {
    case HF_DB_NULL:
    case HF_DB_BLOB:
        hf_json_null(json);
        return;
    case HF_DB_TEXT:
        hf_json_text(json, value.bytes);
        return;
    case HF_DB_INT:
        if (!is_time) {
            hf_json_int(json, value.number);
            return;
        }
        hf_date_print_full(&text, value.number);
        hf_json_text(json, hf_buffer_view(&text));
        json->out->failed = json->out->failed || text.failed;
        hf_buffer_clear(&text);
        return;
    }
}

static void
tell_batch(teller *self, hf_query *query)
{
    static const struct {
        const char *key;
        int column;
        bool is_time;
    } MEMBERS[] = {{"batch", HF_BATCH_ID, false},
                   {"kind", HF_BATCH_KIND, false},
                   {"at", HF_BATCH_AT, true},
                   {"who", HF_BATCH_WHO, false},
                   {"engine", HF_BATCH_ENGINE, false},
                   {"file", HF_BATCH_FILE, false},
                   {"file_hash", HF_BATCH_FILE_HASH, false},
                   {"as_of", HF_BATCH_AS_OF, true},
                   {"covers_from", HF_BATCH_COVERS_FROM, true},
                   {"covers_to", HF_BATCH_COVERS_TO, true},
                   {"read", HF_BATCH_ROWS_READ, false},
                   {"added", HF_BATCH_ROWS_ADDED, false},
                   {"known", HF_BATCH_ROWS_KNOWN, false},
                   {"rejected", HF_BATCH_ROWS_REJECTED, false}};
    hf_json *json = &self->json;
    hf_json_open_object(json);
    for (size_t at = 0; at < sizeof MEMBERS / sizeof *MEMBERS; at++) {
        hf_json_key(json, MEMBERS[at].key);
        add_json_value(json, hf_db_get(query, MEMBERS[at].column),
                       MEMBERS[at].is_time);
    }
    hf_json_key(json, "withdrawn");
    hf_json_bool(
        json, hf_active_is_withdrawn(&self->active, hf_db_get_int(query, 0)));
    hf_json_close_object(json);
}

static void
tell_sources(teller *self)
{
    hf_json *json = &self->json;
    hf_json_key(json, "sources");
    hf_json_open_array(json);
    for (size_t at = 0; at < SOURCES; at++) {
        const covered *source = &self->covered[at];
        hf_json_open_object(json);
        hf_json_key(json, "source");
        hf_json_text(json, hf_view_of(sources[at]));
        hf_json_key(json, "batches");
        hf_json_int(json, source->batches);
        hf_json_key(json, "until");
        add_json_value(json,
                       source->until == HF_FACTS_NO_TIME
                           ? HF_DB_NONE
                           : HF_DB_NUMBER(source->until),
                       true);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
}

// ---- The whole -------------------------------------------------------------

static void
tell(teller *self, handoff_ledger *ledger, bool is_json)
{
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_ALL_BATCH);
    hf_json_init(&self->json, &self->out, HF_JSON_INDENTED);
    if (is_json) {
        hf_json_open_object(&self->json);
        hf_json_key(&self->json, "batches");
        hf_json_open_array(&self->json);
    } else {
        write_heading(self);
    }
    while (hf_db_next(query)) {
        count_source(self, query);
        if (is_json) {
            tell_batch(self, query);
        } else {
            write_batch(self, query);
        }
    }
    hf_db_reset(query);
    if (!is_json) {
        write_sources(self);
        return;
    }
    hf_json_close_array(&self->json);
    tell_sources(self);
    hf_json_close_object(&self->json);
    hf_buffer_add_byte(&self->out, '\n');
}

handoff_status
handoff_ledger_status(handoff_ledger *ledger, handoff_time now, int is_json,
                      char **out, handoff_findings *findings)
{
    teller self = {.now = now};
    handoff_status status = hf_db_begin_read(ledger->db, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    for (size_t at = 0; at < SOURCES; at++) {
        self.covered[at].until = HF_FACTS_NO_TIME;
    }
    status = hf_active_load(&self.active, ledger, 0, findings);
    if (status == HANDOFF_OK) {
        tell(&self, ledger, is_json != 0);
        status = hf_db_status(ledger->db, findings);
    }
    hf_db_rollback(ledger->db);
    hf_active_clear(&self.active);
    if (status == HANDOFF_OK && !hf_buffer_text(&self.out)) {
        status = hf_store_no_memory(findings);
    }
    if (status != HANDOFF_OK) {
        hf_buffer_clear(&self.out);
        return status;
    }
    *out = self.out.ptr; // handed over: handoff_free gives it back
    return HANDOFF_OK;
}
