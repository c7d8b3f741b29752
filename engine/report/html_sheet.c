/*
 * A sheet as a table: a caption, headers with their scope, numbers flush
 * right, and a region that scrolls where the window is narrower. A long sheet
 * stops at its `shown` rows and says where the rest is.
 */
#include "report/html_parts.h"

#include "report/words.h"

// Whatever a sheet wants to show: a table has so many rows, and when the page
// has so many bytes, tables get the fewest, so that it stays under 2 MiB.
enum { MOST_ROWS = 500, FEWEST_ROWS = 10, MOST_BYTES = 3 << 19 };

static const char *
class_of(hf_value_kind kind)
{
    switch (kind) {
    case HF_VALUE_NONE:
    case HF_VALUE_TEXT:
    case HF_VALUE_CODE:
    case HF_VALUE_FLAG:
        return NULL;
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
    return NULL;
}

static void
add_class(hf_buffer *out, hf_value_kind kind)
{
    const char *class = class_of(kind);
    if (class) {
        hf_buffer_printf(out, " class=\"%s\"", class);
    }
}

static void
write_head(hf_buffer *out, const hf_sheet *sheet)
{
    hf_buffer_add_text(out, "<thead>\n<tr>");
    for (size_t at = 0; at < sheet->column_count; at++) {
        hf_buffer_add_text(out, "<th scope=\"col\"");
        add_class(out, sheet->columns[at].kind);
        hf_buffer_add_byte(out, '>');
        hf_html_text(out, hf_view_of(sheet->columns[at].heading));
        hf_buffer_add_text(out, "</th>");
    }
    hf_buffer_add_text(out, "</tr>\n</thead>\n");
}

// What the row is about stands first; it heads the row when it has a name.
static void
write_row(hf_buffer *out, const hf_sheet *sheet, const hf_value *row)
{
    hf_buffer_add_text(out, "<tr>");
    for (size_t at = 0; at < sheet->column_count; at++) {
        hf_value_kind kind = sheet->columns[at].kind;
        bool is_head =
            at == 0 && (kind == HF_VALUE_TEXT || kind == HF_VALUE_CODE);
        hf_buffer_add_text(out, is_head ? "<th scope=\"row\"" : "<td");
        add_class(out, kind);
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
write_rows(const hf_html_page *page, const hf_sheet *sheet)
{
    size_t most = sheet->shown < MOST_ROWS ? sheet->shown : MOST_ROWS;
    size_t at = 0;
    for (; at < sheet->row_count && at < most; at++) {
        if (at >= FEWEST_ROWS && page->out->len - page->start > MOST_BYTES) {
            break;
        }
        write_row(page->out, sheet, &sheet->values[at * sheet->column_count]);
    }
    return at;
}

void
hf_html_sheet(hf_html_page *page, const hf_sheet *sheet)
{
    hf_buffer *out = page->out;
    hf_view name = hf_view_of(sheet->name);
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
    write_head(out, sheet);
    hf_buffer_add_text(out, "<tbody>\n");
    size_t shown = write_rows(page, sheet);
    hf_buffer_add_text(out, "</tbody>\n</table>\n</div>\n");
    if (shown < sheet->row_count) {
        write_rest(out, sheet, shown);
    }
    hf_buffer_add_text(out, "</div>\n");
}
