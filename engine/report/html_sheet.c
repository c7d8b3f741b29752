/*
 * A sheet as a table: a caption, headers with their scope, numbers flush
 * right, and a region that scrolls where the window is narrower. A long sheet
 * stops at its `shown` rows and says where the rest is.
 */
#include "report/html_parts.h"

#include "report/words.h"

#include <assert.h>

// Whatever a sheet wants to show: a table has so many rows, and when the page
// has so many bytes, tables get the fewest, so that it stays under 2 MiB.
enum { MOST_COLUMNS = 32 }; // more than any sheet has
enum { SHORT_NAME = 20, SENTENCE = 40, SHORT_CODE = 24 }; // bytes
enum { MOST_ROWS = 500, FEWEST_ROWS = 10, MOST_BYTES = 3 << 19 };

// Rows that may be written; there are no values of the others.
static size_t
rows_of(const hf_sheet *sheet)
{
    size_t rows =
        sheet->shown < sheet->row_count ? sheet->shown : sheet->row_count;
    return rows < MOST_ROWS ? rows : MOST_ROWS;
}

// The longest text of a column.
static size_t
longest_of(const hf_sheet *sheet, size_t column)
{
    size_t longest = 0;
    for (size_t at = 0; at < rows_of(sheet); at++) {
        size_t len = sheet->values[at * sheet->column_count + column].text.len;
        longest = len > longest ? len : longest;
    }
    return longest;
}

// How the style lays a column out: short names are not broken, sentences get
// room.
static const char *
class_of(const hf_sheet *sheet, size_t column)
{
    switch (sheet->columns[column].kind) {
    case HF_VALUE_TEXT:
    case HF_VALUE_FLAG: {
        size_t longest = longest_of(sheet, column);
        return longest <= SHORT_NAME ? "name"
               : longest < SENTENCE  ? "text"
                                     : "sentence";
    }
    case HF_VALUE_CODE:
        return longest_of(sheet, column) <= SHORT_CODE ? "id" : "hash";
    case HF_VALUE_NONE:
    case HF_VALUE_COUNT:
    case HF_VALUE_SHARE:
    case HF_VALUE_REAL:
    case HF_VALUE_SPAN:
        return "number";
    case HF_VALUE_RATE:
        return "rate";
    case HF_VALUE_TIME:
        return "time";
    }
    return "number";
}

// A cell up to its content, with the class of its column.
static void
begin_cell(hf_buffer *out, const char *element, const char *class)
{
    hf_buffer_printf(out, "<%s class=\"%s\"", element, class);
}

static void
write_head(hf_buffer *out, const hf_sheet *sheet, const char *const *classes)
{
    hf_buffer_add_text(out, "<thead>\n<tr>");
    for (size_t at = 0; at < sheet->column_count; at++) {
        hf_view heading = hf_view_of(sheet->columns[at].heading);
        begin_cell(out, heading.len ? "th scope=\"col\"" : "td", classes[at]);
        hf_buffer_add_byte(out, '>');
        hf_html_text(out, heading);
        hf_buffer_add_text(out, heading.len ? "</th>" : "</td>");
    }
    hf_buffer_add_text(out, "</tr>\n</thead>\n");
}

// What the row is about stands first; it heads the row when it has a name.
static void
write_row(hf_buffer *out, const hf_sheet *sheet, const char *const *classes,
          const hf_value *row)
{
    hf_buffer_add_text(out, "<tr>");
    for (size_t at = 0; at < sheet->column_count; at++) {
        hf_value_kind kind = sheet->columns[at].kind;
        bool is_head =
            at == 0 && (kind == HF_VALUE_TEXT || kind == HF_VALUE_CODE);
        begin_cell(out, is_head ? "th scope=\"row\"" : "td", classes[at]);
        hf_html_value_key(out, &row[at]);
        hf_buffer_add_byte(out, '>');
        hf_html_value(out, &row[at]);
        hf_buffer_add_text(out, is_head ? "</th>" : "</td>");
    }
    hf_buffer_add_text(out, "</tr>\n");
}

static void
write_rest(hf_buffer *out, const hf_sheet *sheet, size_t shown)
{
    hf_buffer_add_text(out, "<p class=\"note\">Shown: the first ");
    hf_words_count(out, (int64_t)shown);
    hf_buffer_add_text(out, " of ");
    hf_words_count(out, (int64_t)sheet->row_count);
    hf_buffer_add_text(out, " rows. All of them are in <code>");
    hf_html_text(out, hf_view_of(sheet->name));
    hf_buffer_add_text(out, ".csv</code>, written by <code>--format "
                            "csv</code>.</p>\n");
}

// How many rows were written.
static size_t
write_rows(const hf_html_page *page, const hf_sheet *sheet,
           const char *const *classes)
{
    size_t at = 0;
    for (; at < rows_of(sheet); at++) {
        if (at >= FEWEST_ROWS && page->out->len - page->start > MOST_BYTES) {
            break;
        }
        write_row(page->out, sheet, classes,
                  &sheet->values[at * sheet->column_count]);
    }
    return at;
}

void
hf_html_sheet(hf_html_page *page, const hf_sheet *sheet)
{
    hf_buffer *out = page->out;
    hf_view name = hf_view_of(sheet->name);
    const char *classes[MOST_COLUMNS];
    assert(sheet->column_count <= MOST_COLUMNS);
    for (size_t at = 0; at < sheet->column_count; at++) {
        classes[at] = class_of(sheet, at);
    }
    hf_buffer_add_text(out, "<div class=\"sheet\" id=\"");
    hf_html_text(out, name);
    hf_buffer_add_text(out, "\">\n<div class=\"scroll\" role=\"region\" "
                            "tabindex=\"0\" aria-labelledby=\"caption-");
    hf_html_text(out, name);
    hf_buffer_add_text(out, "\">\n<table>\n<caption id=\"caption-");
    hf_html_text(out, name);
    hf_buffer_add_text(out, "\">");
    hf_html_text(out, sheet->caption);
    hf_buffer_add_text(out, "</caption>\n");
    write_head(out, sheet, classes);
    hf_buffer_add_text(out, "<tbody>\n");
    size_t shown = write_rows(page, sheet, classes);
    hf_buffer_add_text(out, "</tbody>\n</table>\n</div>\n");
    if (shown < sheet->row_count) {
        write_rest(out, sheet, shown);
    }
    hf_buffer_add_text(out, "</div>\n");
}
