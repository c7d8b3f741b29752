/*
 * A sheet as a table of Markdown: the people's headings, numbers flush right,
 * a row a line. A long table is folded behind how many rows it has. Columns
 * without any value are left out.
 */
#include "report/markdown_parts.h"

#include "report/words.h"

enum {
    MOST_ROWS = 200, // a ticket has room for so many; CSV has all
    MOST_OPEN = 15   // of a table that is not folded
};

static size_t
rows_of(const hf_sheet *sheet)
{
    size_t rows =
        sheet->shown < sheet->row_count ? sheet->shown : sheet->row_count;
    return rows < MOST_ROWS ? rows : MOST_ROWS;
}

static bool
is_empty(const hf_value *value)
{
    bool is_text = value->kind == HF_VALUE_TEXT ||
                   value->kind == HF_VALUE_CODE || value->kind == HF_VALUE_FLAG;
    return value->kind == HF_VALUE_NONE || (is_text && value->text.len == 0);
}

// A table without rows has its headings all the same.
static bool
is_used(const hf_sheet *sheet, size_t column)
{
    size_t rows = rows_of(sheet);
    bool is_found = rows == 0;
    for (size_t at = 0; at < rows && !is_found; at++) {
        is_found = !is_empty(&sheet->values[at * sheet->column_count + column]);
    }
    return is_found;
}

static const char *
rule_of(hf_value_kind kind)
{
    switch (kind) {
    case HF_VALUE_COUNT:
    case HF_VALUE_SHARE:
    case HF_VALUE_REAL:
    case HF_VALUE_SPAN:
        return " ---: |";
    case HF_VALUE_NONE:
    case HF_VALUE_TEXT:
    case HF_VALUE_CODE:
    case HF_VALUE_RATE:
    case HF_VALUE_TIME:
    case HF_VALUE_FLAG:
        return " --- |";
    }
    return " --- |";
}

static void
write_head(hf_buffer *out, const hf_sheet *sheet)
{
    hf_buffer_add_text(out, "\n|");
    for (size_t at = 0; at < sheet->column_count; at++) {
        if (is_used(sheet, at)) {
            hf_buffer_add_byte(out, ' ');
            hf_markdown_text(out, hf_view_of(sheet->columns[at].heading),
                             HF_MARKDOWN_CELL);
            hf_buffer_add_text(out, " |");
        }
    }
    hf_buffer_add_text(out, "\n|");
    for (size_t at = 0; at < sheet->column_count; at++) {
        hf_buffer_add_text(
            out, is_used(sheet, at) ? rule_of(sheet->columns[at].kind) : "");
    }
    hf_buffer_add_byte(out, '\n');
}

static void
write_row(hf_buffer *out, const hf_sheet *sheet, const hf_value *row)
{
    hf_buffer_add_byte(out, '|');
    for (size_t at = 0; at < sheet->column_count; at++) {
        if (is_used(sheet, at)) {
            hf_buffer_add_byte(out, ' ');
            hf_markdown_value(out, &row[at]);
            hf_buffer_add_text(out, " |");
        }
    }
    hf_buffer_add_byte(out, '\n');
}

static void
write_rest(hf_buffer *out, const hf_sheet *sheet)
{
    hf_words_add(out, "\nShown: the first %n of %n rows. All of them are in `",
                 (int64_t)rows_of(sheet), (int64_t)sheet->row_count);
    hf_buffer_add_text(out, sheet->name);
    hf_buffer_add_text(out, ".csv`, written by `--format csv`.\n");
}

void
hf_markdown_sheet(hf_buffer *out, const hf_sheet *sheet)
{
    size_t rows = rows_of(sheet);
    bool is_folded = rows > MOST_OPEN;
    hf_markdown_bold(out, sheet->caption);
    if (is_folded) {
        hf_words_add(out, "\n<details>\n<summary>%n rows</summary>\n",
                     (int64_t)rows);
    }
    write_head(out, sheet);
    for (size_t at = 0; at < rows; at++) {
        write_row(out, sheet, &sheet->values[at * sheet->column_count]);
    }
    if (rows < sheet->row_count) {
        write_rest(out, sheet);
    }
    if (is_folded) {
        hf_buffer_add_text(out, "\n</details>\n");
    }
}
