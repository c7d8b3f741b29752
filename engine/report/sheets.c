/*
 * The document becomes tables. In go its blocks, out come files of CSV in a
 * folder: each sheet whole, and what is drawn or asked and has no sheet.
 * Paragraphs are left to the forms that are read; the cases themselves are
 * sheets_cases.c.
 */
#include "report/sheets.h"

#include "base/date.h"
#include "csv/write.h"
#include "ledger/store.h"
#include "report/decimal_text.h"

static const hf_csv_style CSV = {',', true};

enum { DECIMALS = 6 };

// ---- Cells -----------------------------------------------------------------

static void
add_text(hf_buffer *out, hf_view text)
{
    hf_csv_write_cell(out, &CSV, text);
}

static void
add_rate(hf_buffer *out, hf_rate rate)
{
    const double parts[] = {rate.rate, rate.low, rate.high};
    hf_buffer_add_int(out, rate.k);
    hf_buffer_add_byte(out, ',');
    hf_buffer_add_int(out, rate.n);
    for (size_t at = 0; at < sizeof parts / sizeof *parts; at++) {
        hf_buffer_add_byte(out, ',');
        if (rate.has_rate) {
            hf_decimal_text_add(out, parts[at], DECIMALS);
        }
    }
}

void
hf_sheets_add_value(hf_buffer *out, hf_value_kind kind, const hf_value *value)
{
    switch (value->kind) {
    case HF_VALUE_NONE:
        hf_buffer_add_text(out, kind == HF_VALUE_RATE ? ",,,," : "");
        return;
    case HF_VALUE_TEXT:
    case HF_VALUE_CODE:
        add_text(out, value->text);
        return;
    case HF_VALUE_COUNT:
    case HF_VALUE_SPAN:
    case HF_VALUE_FLAG:
        hf_buffer_add_int(out, value->number);
        return;
    case HF_VALUE_RATE:
        add_rate(out, value->rate);
        return;
    case HF_VALUE_SHARE:
    case HF_VALUE_REAL:
        hf_decimal_text_add(out, value->real, DECIMALS);
        return;
    case HF_VALUE_TIME:
        hf_date_print_full(out, value->number);
        return;
    }
}

// ---- Sheets ----------------------------------------------------------------

static void
add_head(hf_buffer *out, const hf_column *column)
{
    static const char *const parts[] = {"_k", "_n", "_rate", "_low", "_high"};
    if (column->kind != HF_VALUE_RATE) {
        hf_buffer_add_text(out, column->name);
        return;
    }
    for (size_t at = 0; at < sizeof parts / sizeof *parts; at++) {
        hf_buffer_printf(out, "%s%s%s", at ? "," : "", column->name, parts[at]);
    }
}

static void
add_sheet(hf_buffer *out, const hf_sheet *sheet)
{
    size_t columns = sheet->column_count;
    size_t rows =
        sheet->shown < sheet->row_count ? sheet->shown : sheet->row_count;
    for (size_t at = 0; at < columns; at++) {
        hf_buffer_add_text(out, at ? "," : "");
        add_head(out, &sheet->columns[at]);
    }
    hf_buffer_add_byte(out, '\n');
    for (size_t at = 0; at < rows * columns; at++) {
        size_t column = at % columns;
        hf_sheets_add_value(out, sheet->columns[column].kind,
                            &sheet->values[at]);
        hf_buffer_add_byte(out, column + 1 < columns ? ',' : '\n');
    }
}

// ---- What has no sheet -----------------------------------------------------

static void
add_headlines(hf_buffer *out, const hf_block *block)
{
    hf_buffer_add_text(out,
                       "name,value_k,value_n,value_rate,value_low,value_high,"
                       "change\n");
    for (size_t at = 0; at < block->headline_count; at++) {
        const hf_headline *one = &block->headlines[at];
        add_text(out, one->name);
        hf_buffer_add_byte(out, ',');
        add_rate(out, one->rate);
        hf_buffer_add_byte(out, ',');
        add_text(out, one->change);
        hf_buffer_add_byte(out, '\n');
    }
}

static void
add_steps(hf_buffer *out, const hf_chart *chart)
{
    hf_buffer_add_text(out, "step,cases,left_out\n");
    for (size_t at = 0; at < chart->count; at++) {
        const hf_mark *mark = &chart->marks[at];
        add_text(out, mark->label);
        hf_buffer_add_byte(out, ',');
        hf_buffer_add_int(out, (int64_t)mark->y);
        hf_buffer_add_byte(out, ',');
        add_text(out, mark->note);
        hf_buffer_add_byte(out, '\n');
    }
}

// In the columns that `record --as reviews` takes, and the reason of the
// choice, which it passes over.
static void
add_agenda(hf_buffer *out, const hf_block *block)
{
    hf_buffer_add_text(out, "lead,cycle,code,why,by,at,rule_right,"
                            "response_right,note,action\n");
    for (size_t at = 0; at < block->card_count; at++) {
        const hf_card *card = &block->cards[at];
        add_text(out, card->lead);
        hf_buffer_add_byte(out, ',');
        hf_buffer_add_int(out, card->cycle);
        hf_buffer_add_byte(out, ',');
        add_text(out, card->code);
        hf_buffer_add_byte(out, ',');
        add_text(out, card->why);
        hf_buffer_add_text(out, ",,,,,,\n");
    }
}

// ---- Files -----------------------------------------------------------------

// The name of its file; NULL: the block is no table.
static const char *
fill(const hf_block *block, hf_buffer *out)
{
    switch (block->kind) {
    case HF_BLOCK_SHEET:
        add_sheet(out, block->sheet);
        return block->sheet->name;
    case HF_BLOCK_HEADLINES:
        add_headlines(out, block);
        return "headlines";
    case HF_BLOCK_CARDS:
        add_agenda(out, block);
        return "agenda";
    case HF_BLOCK_CHART:
        if (block->chart->kind != HF_CHART_STEPS) {
            return NULL;
        }
        add_steps(out, block->chart);
        return "steps";
    case HF_BLOCK_LEAD:
    case HF_BLOCK_TEXT:
    case HF_BLOCK_NOTE:
    case HF_BLOCK_EMPTY:
    case HF_BLOCK_LIST:
        return NULL;
    }
    return NULL;
}

// A field that is asked for and that no rules know may be called anything.
static void
add_file_name(hf_buffer *out, const char *name)
{
    for (const char *at = name; *at; at++) {
        hf_buffer_add_byte(out, *at == '/' ? '_' : *at);
    }
    hf_buffer_add_text(out, ".csv");
}

static handoff_status
put(const char *name, hf_buffer *bytes, hf_folder *folder,
    handoff_findings *findings)
{
    hf_buffer file = {0};
    hf_sink *sink = NULL;
    add_file_name(&file, name);
    const char *text = hf_buffer_text(&file);
    handoff_status status = text && !bytes->failed
                                ? hf_folder_add(folder, text, &sink, findings)
                                : hf_store_no_memory(findings);
    if (status == HANDOFF_OK) {
        hf_sink_write(sink, hf_buffer_view(bytes));
    }
    hf_buffer_clear(&file);
    return status;
}

handoff_status
hf_sheets_write(const hf_document *document, hf_folder *folder,
                handoff_findings *findings)
{
    hf_buffer bytes = {0};
    handoff_status status = HANDOFF_OK;
    for (size_t at = 0; at < HF_DOCUMENT_SECTIONS; at++) {
        const hf_section *section = &document->sections[at];
        for (size_t one = 0; status == HANDOFF_OK && one < section->count;
             one++) {
            const char *name = fill(&section->blocks[one], &bytes);
            if (name) {
                status = put(name, &bytes, folder, findings);
            }
            hf_buffer_clear(&bytes);
        }
    }
    return status;
}
