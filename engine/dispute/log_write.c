/*
 * A listed case as CSV, as an object of JSON, as a row of a Markdown table,
 * and as a line that people read. In the present row of the query of log.c,
 * out text.
 */
#include "dispute/log_write.h"

#include "base/date.h"
#include "base/json.h"
#include "base/utf8.h"
#include "csv/write.h"
#include "dispute/ground.h"
#include "dispute/units.h"

typedef enum column_kind {
    COLUMN_TEXT,
    COLUMN_NUMBER,
    COLUMN_TIME,
    COLUMN_LIST,
    COLUMN_FLAG
} column_kind;

typedef struct column {
    const char *name;
    column_kind kind;
} column;

static const column COLUMNS[HF_LOG_COLUMN_COUNT] = {
#define HF_LOG_COLUMN(name, kind, sql) {#name, COLUMN_##kind},
#include "dispute/columns.def"
#undef HF_LOG_COLUMN
};

static const hf_csv_style CSV = {',', true};

// ---- CSV -------------------------------------------------------------------

static void
write_csv(hf_query *row, hf_buffer *out)
{
    for (int at = 0; at < HF_LOG_COLUMN_COUNT; at++) {
        hf_buffer_add_text(out, at ? "," : "");
        if (hf_db_is_null(row, at)) {
            continue;
        }
        switch (COLUMNS[at].kind) {
        case COLUMN_TEXT:
        case COLUMN_LIST:
            hf_csv_write_cell(out, &CSV, hf_db_get_text(row, at));
            break;
        case COLUMN_NUMBER:
        case COLUMN_FLAG:
            hf_buffer_add_int(out, hf_db_get_int(row, at));
            break;
        case COLUMN_TIME:
            hf_date_print_full(out, hf_db_get_int(row, at));
            break;
        }
    }
    hf_buffer_add_byte(out, '\n');
}

// ---- JSON ------------------------------------------------------------------

static void
write_list(hf_json *json, hf_view rest)
{
    hf_view label;
    hf_json_open_array(json);
    while (hf_ground_next_label(&rest, &label)) {
        hf_json_text(json, label);
    }
    hf_json_close_array(json);
}

static void
write_time(hf_json *json, int64_t at)
{
    hf_buffer text = {0};
    hf_date_print_full(&text, at);
    hf_json_text(json, hf_buffer_view(&text));
    json->out->failed |= text.failed;
    hf_buffer_clear(&text);
}

static void
write_member(hf_json *json, hf_query *row, int at)
{
    hf_json_key(json, COLUMNS[at].name);
    if (hf_db_is_null(row, at)) {
        hf_json_null(json);
        return;
    }
    switch (COLUMNS[at].kind) {
    case COLUMN_TEXT:
        hf_json_text(json, hf_db_get_text(row, at));
        break;
    case COLUMN_LIST:
        write_list(json, hf_db_get_text(row, at));
        break;
    case COLUMN_NUMBER:
        hf_json_int(json, hf_db_get_int(row, at));
        break;
    case COLUMN_FLAG:
        hf_json_bool(json, hf_db_get_int(row, at) != 0);
        break;
    case COLUMN_TIME:
        write_time(json, hf_db_get_int(row, at));
        break;
    }
}

static void
write_object(hf_query *row, hf_buffer *out)
{
    hf_json json;
    hf_json_init(&json, out, HF_JSON_LINE);
    hf_json_open_object(&json);
    for (int at = 0; at < HF_LOG_COLUMN_COUNT; at++) {
        write_member(&json, row, at);
    }
    hf_json_close_object(&json);
    hf_buffer_add_byte(out, '\n');
}

// ---- For people ------------------------------------------------------------

void
hf_log_write_plain(hf_buffer *out, hf_view text)
{
    for (size_t at = 0; at < text.len; at++) {
        unsigned char byte = (unsigned char)text.ptr[at];
        hf_buffer_add_byte(out, byte < 32 || byte == 127 ? ' ' : (char)byte);
    }
}

static hf_view
words_of(hf_query *row)
{
    hf_unit_code code = hf_units_code(hf_db_get_text(row, HF_LOG_code));
    return code == HF_UNIT_CODE_COUNT ? HF_VIEW("") : hf_units_words(code);
}

static void
add_text(hf_buffer *out, const char *before, hf_view text, const char *behind)
{
    if (text.len) {
        hf_buffer_add_text(out, before);
        hf_log_write_plain(out, text);
        hf_buffer_add_text(out, behind);
    }
}

static void
add_labels(hf_buffer *out, const char *before, hf_view rest)
{
    hf_view label;
    while (hf_ground_next_label(&rest, &label)) {
        add_text(out, before, label, "");
        before = ", ";
    }
}

static void
add_flag(hf_buffer *out, hf_query *row, hf_log_column at, const char *words)
{
    if (hf_db_get_int(row, (int)at)) {
        hf_buffer_add_text(out, words);
    }
}

static void
add_padded(hf_buffer *out, hf_view text, size_t cells)
{
    hf_log_write_plain(out, text);
    for (size_t at = hf_utf8_width(text); at < cells; at++) {
        hf_buffer_add_byte(out, ' ');
    }
}

// Wide enough for the ids of a CRM and for most codes.
enum { LEAD_CELLS = 18, CODE_CELLS = 12 };

static void
write_line(hf_query *row, hf_buffer *out)
{
    hf_view reason = hf_db_get_text(row, HF_LOG_reason);
    hf_date_print_full(out, hf_db_get_int(row, HF_LOG_at));
    hf_buffer_add_text(out, "  ");
    add_padded(out, hf_db_get_text(row, HF_LOG_lead), LEAD_CELLS);
    hf_buffer_add_text(out, "  ");
    add_padded(out, hf_db_get_text(row, HF_LOG_code), CODE_CELLS);
    add_text(out, "  ", words_of(row), "");
    if (hf_db_get_int(row, HF_LOG_cycle) > 1) {
        hf_buffer_printf(out, " (handoff %lld)",
                         (long long)hf_db_get_int(row, HF_LOG_cycle));
    }
    add_text(out, ": ", hf_db_get_text(row, HF_LOG_actor), "");
    add_text(out, " [", hf_db_get_text(row, HF_LOG_team), "]");
    add_text(out, " \"", reason, "\"");
    add_labels(out, "; disputes ", hf_db_get_text(row, HF_LOG_disputes));
    add_flag(out, row, HF_LOG_unexplained, "; unexplained");
    add_flag(out, row, HF_LOG_contradicted, "; does not match our data");
    add_flag(out, row, HF_LOG_bulk, "; in bulk");
    add_flag(out, row, HF_LOG_reversed, "; taken back before");
    add_text(out, "; ",
             hf_units_resolution_words(hf_db_get_text(row, HF_LOG_resolution)),
             "");
    hf_buffer_add_byte(out, '\n');
}

// ---- Markdown --------------------------------------------------------------

static void
add_cell(hf_buffer *out, hf_view text)
{
    hf_buffer_add_byte(out, ' ');
    for (size_t at = 0; at < text.len; at++) {
        unsigned char byte = (unsigned char)text.ptr[at];
        if (byte == '|' || byte == '\\' || byte == '<' || byte == '*' ||
            byte == '_' || byte == '`' || byte == '[') {
            hf_buffer_add_byte(out, '\\');
        }
        hf_buffer_add_byte(out, byte < 32 || byte == 127 ? ' ' : (char)byte);
    }
    hf_buffer_add_text(out, " |");
}

static void
write_table_row(hf_query *row, hf_buffer *out)
{
    static const hf_log_column cells[] = {
        HF_LOG_lead,   HF_LOG_cell,     HF_LOG_actor,     HF_LOG_team,
        HF_LOG_reason, HF_LOG_disputes, HF_LOG_resolution};
    hf_buffer_add_text(out, "| ");
    hf_date_print_full(out, hf_db_get_int(row, HF_LOG_at));
    hf_buffer_add_text(out, " |");
    add_cell(out, hf_db_get_text(row, HF_LOG_code));
    add_cell(out, words_of(row));
    for (size_t at = 0; at < sizeof cells / sizeof *cells; at++) {
        add_cell(out, hf_db_get_text(row, (int)cells[at]));
    }
    hf_buffer_add_byte(out, '\n');
}

// ---- All of them -----------------------------------------------------------

void
hf_log_write_head(handoff_log_format format, hf_buffer *out)
{
    switch (format) {
    case HANDOFF_LOG_CSV:
        for (size_t at = 0; at < HF_LOG_COLUMN_COUNT; at++) {
            hf_buffer_add_text(out, at ? "," : "");
            hf_buffer_add_text(out, COLUMNS[at].name);
        }
        hf_buffer_add_byte(out, '\n');
        return;
    case HANDOFF_LOG_MARKDOWN:
        hf_buffer_add_text(out, "| at | code | what happened | lead | cell "
                                "| who | team | reason | disputes "
                                "| resolution |\n"
                                "|---|---|---|---|---|---|---|---|---|---|\n");
        return;
    case HANDOFF_LOG_TEXT:
    case HANDOFF_LOG_NDJSON:
        return;
    }
}

void
hf_log_write_row(handoff_log_format format, hf_query *row, hf_buffer *out)
{
    switch (format) {
    case HANDOFF_LOG_TEXT:
        write_line(row, out);
        return;
    case HANDOFF_LOG_CSV:
        write_csv(row, out);
        return;
    case HANDOFF_LOG_NDJSON:
        write_object(row, out);
        return;
    case HANDOFF_LOG_MARKDOWN:
        write_table_row(row, out);
        return;
    }
}
