/*
 * CSV as list files hold it: RFC 4180 with any of the usual separators, a
 * header, and the footer of a CRM report left off. This reader is for lists,
 * which are read once and whole; exports have a faster one of their own. A
 * record that does not fit is passed over with a warning.
 */
#include "base/memory.h"
#include "base/utf8.h"
#include "rule/list_file.h"

#include <string.h>

typedef struct csv_reader {
    hf_list_file *file;
    hf_view text;
    size_t at;
    char separator;
    bool is_utf8; // all of it
    // Cells of the record at hand.
    hf_view *cells;
    size_t cell_count, cell_room;
    const char *problem; // with the record at hand, or NULL
    // Problems wait until it is clear that they are not in a footer.
    struct noted_problem {
        size_t at, len;
        const char *text;
    } * problems;
    size_t problem_count, problem_room;
} csv_reader;

// As many as one looks at; the last says how many more there are.
enum { PROBLEMS_SHOWN = 10 };

static size_t
line_end_at(hf_view text, size_t at)
{
    if (at >= text.len || (text.ptr[at] != '\n' && text.ptr[at] != '\r')) {
        return 0;
    }
    bool is_pair =
        text.ptr[at] == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n';
    return is_pair ? 2 : 1;
}

// ---- The separator ---------------------------------------------------------

// A first line `sep=;` names it.
static bool
take_sep_line(csv_reader *csv)
{
    hf_view text = csv->text;
    if (text.len < 5 || !hf_view_starts_fold(text, HF_VIEW("sep=")) ||
        line_end_at(text, 4) > 0) {
        return false;
    }
    size_t len = line_end_at(text, 5);
    if (len == 0 && text.len > 5) {
        return false;
    }
    csv->separator = text.ptr[4];
    csv->at = 5 + len;
    return true;
}

// The one that stands most often outside quotes in the header.
static char
guess_separator(hf_view text, size_t at)
{
    static const char SEPARATORS[] = {',', '\t', ';', '|'};
    size_t counts[sizeof SEPARATORS] = {0};
    bool is_quoted = false;
    bool is_seen = false;
    for (; at < text.len; at++) {
        char byte = text.ptr[at];
        if (!is_quoted && (byte == '\n' || byte == '\r')) {
            if (is_seen) {
                break;
            }
            continue;
        }
        is_seen = true;
        is_quoted = is_quoted != (byte == '"');
        for (size_t i = 0; i < sizeof SEPARATORS && !is_quoted; i++) {
            counts[i] += byte == SEPARATORS[i];
        }
    }
    size_t best = 0;
    for (size_t i = 1; i < sizeof SEPARATORS; i++) {
        best = counts[i] > counts[best] ? i : best;
    }
    return SEPARATORS[best];
}

// ---- Cells -----------------------------------------------------------------

static bool
add_cell(csv_reader *csv, hf_view cell)
{
    hf_view *cells = hf_memory_grow(csv->cells, &csv->cell_room,
                                    csv->cell_count + 1, sizeof *cells);
    if (!cells || !cell.ptr) {
        csv->file->reader->findings->out_of_memory = true;
        csv->cells = cells ? cells : csv->cells;
        return false;
    }
    csv->cells = cells;
    cells[csv->cell_count++] = hf_view_trim(cell);
    return true;
}

static hf_view
take_plain(csv_reader *csv)
{
    size_t start = csv->at;
    while (csv->at < csv->text.len &&
           csv->text.ptr[csv->at] != csv->separator &&
           line_end_at(csv->text, csv->at) == 0) {
        csv->at++;
    }
    return hf_view_slice(csv->text, start, csv->at - start);
}

// A copy with doubled quotes made single, and `rest` behind it.
static hf_view
unquote(csv_reader *csv, hf_view inner, hf_view rest)
{
    char *copy =
        hf_arena_alloc(csv->file->reader->arena, inner.len + rest.len + 1);
    size_t len = 0;
    if (!copy) {
        return (hf_view){NULL, 0};
    }
    for (size_t at = 0; at < inner.len; at++) {
        copy[len++] = inner.ptr[at];
        at += inner.ptr[at] == '"';
    }
    memcpy(copy + len, rest.ptr, rest.len);
    len += rest.len;
    copy[len] = '\0';
    return (hf_view){copy, len};
}

// `at` is on the opening quote.
static hf_view
take_quoted(csv_reader *csv)
{
    hf_view text = csv->text;
    size_t start = ++csv->at;
    bool has_pairs = false;
    while (csv->at < text.len) {
        bool is_quote = text.ptr[csv->at] == '"';
        bool is_pair =
            is_quote && csv->at + 1 < text.len && text.ptr[csv->at + 1] == '"';
        if (is_quote && !is_pair) {
            break;
        }
        has_pairs = has_pairs || is_pair;
        csv->at += is_pair ? 2 : 1;
    }
    hf_view inner = hf_view_slice(text, start, csv->at - start);
    if (csv->at == text.len) {
        csv->problem = csv->problem ? csv->problem : "a quote is never closed";
        return has_pairs ? unquote(csv, inner, HF_VIEW("")) : inner;
    }
    csv->at++;
    hf_view rest = take_plain(csv);
    if (rest.len > 0) {
        csv->problem =
            csv->problem ? csv->problem : "text after a closing quote";
    }
    return has_pairs || rest.len > 0 ? unquote(csv, inner, rest) : inner;
}

// The cells of the next record, `at` behind its line end. No cells: an empty
// line. False when memory ran out.
static bool
take_record(csv_reader *csv, size_t *len)
{
    size_t start = csv->at;
    csv->cell_count = 0;
    csv->problem = NULL;
    bool goes_on = line_end_at(csv->text, csv->at) == 0;
    while (goes_on) {
        bool is_quoted =
            csv->at < csv->text.len && csv->text.ptr[csv->at] == '"';
        if (!add_cell(csv, is_quoted ? take_quoted(csv) : take_plain(csv))) {
            return false;
        }
        goes_on =
            csv->at < csv->text.len && csv->text.ptr[csv->at] == csv->separator;
        csv->at += goes_on;
    }
    *len = csv->at - start;
    hf_view record = hf_view_slice(csv->text, start, *len);
    if (record.len > 0 && memchr(record.ptr, '\0', record.len)) {
        csv->problem = "a NUL byte";
    } else if (!csv->is_utf8 && hf_utf8_invalid_at(record) < record.len) {
        csv->problem = csv->problem ? csv->problem : "invalid UTF-8";
    }
    csv->at += line_end_at(csv->text, csv->at);
    return true;
}

// ---- Records ---------------------------------------------------------------

static bool
note_problem(csv_reader *csv, size_t at, size_t len)
{
    struct noted_problem *problems =
        hf_memory_grow(csv->problems, &csv->problem_room,
                       csv->problem_count + 1, sizeof *problems);
    if (!problems) {
        csv->file->reader->findings->out_of_memory = true;
        return false;
    }
    csv->problems = problems;
    problems[csv->problem_count++] =
        (struct noted_problem){at, len, csv->problem};
    return true;
}

static bool
take_header(csv_reader *csv)
{
    hf_list *list = csv->file->list;
    hf_reader *reader = csv->file->reader;
    size_t start = csv->at;
    size_t len = 0;
    csv->cell_count = 0;
    while (csv->cell_count == 0 && csv->at < csv->text.len) {
        start = csv->at;
        if (!take_record(csv, &len)) {
            return false;
        }
    }
    if (csv->cell_count == 0) {
        hf_findings_add(reader->findings, HF_CODE_LIST_HEADER,
                        csv->file->node->span, "'%s' has no header",
                        csv->file->path);
        return false;
    }
    if (csv->problem) {
        hf_list_file_report(csv->file, HF_CODE_LIST_HEADER, start, len,
                            csv->problem);
        return false;
    }
    list->header =
        hf_reader_zero(reader, csv->cell_count, sizeof *list->header);
    if (!list->header) {
        return false;
    }
    memcpy(list->header, csv->cells, csv->cell_count * sizeof *csv->cells);
    list->column_count = csv->cell_count;
    return true;
}

// A record that fits becomes a row; any other is noted.
static bool
judge_record(csv_reader *csv, size_t at, size_t len)
{
    size_t width = csv->file->list->column_count;
    if (!csv->problem && csv->cell_count != width) {
        csv->problem = csv->cell_count < width ? "fewer cells than the header"
                                               : "more cells than the header";
    }
    return csv->problem ? note_problem(csv, at, len)
                        : hf_list_file_add_row(csv->file, csv->cells, width);
}

// What follows an empty line is a footer when every record after it is
// shorter than the header; such records never make rows.
static bool
take_records(csv_reader *csv)
{
    size_t width = csv->file->list->column_count;
    bool may_be_footer = false;
    size_t before_footer = 0;
    while (csv->at < csv->text.len) {
        size_t start = csv->at;
        size_t len;
        if (!take_record(csv, &len)) {
            return false;
        }
        if (csv->cell_count == 0) {
            if (!may_be_footer) {
                may_be_footer = true;
                before_footer = csv->problem_count;
            }
            continue;
        }
        may_be_footer = may_be_footer && csv->cell_count < width;
        if (!judge_record(csv, start, len)) {
            return false;
        }
    }
    if (may_be_footer) {
        csv->problem_count = before_footer;
    }
    return true;
}

static void
report_problems(csv_reader *csv)
{
    size_t shown = csv->problem_count < PROBLEMS_SHOWN ? csv->problem_count
                                                       : PROBLEMS_SHOWN;
    for (size_t at = 0; at < shown; at++) {
        struct noted_problem *problem = &csv->problems[at];
        hf_buffer message = {0};
        hf_buffer_printf(&message, "this line is passed over: %s",
                         problem->text);
        if (at + 1 == PROBLEMS_SHOWN && csv->problem_count > at + 1) {
            hf_buffer_printf(&message, "; %zu more are too",
                             csv->problem_count - at - 1);
        }
        const char *text = hf_buffer_text(&message);
        hf_list_file_report(csv->file, HF_CODE_LIST_RECORD, problem->at,
                            problem->len, text ? text : problem->text);
        hf_buffer_clear(&message);
    }
}

bool
hf_list_csv_read(hf_list_file *file)
{
    csv_reader csv = {.file = file, .text = file->text};
    csv.is_utf8 = hf_utf8_invalid_at(csv.text) == csv.text.len;
    if (!take_sep_line(&csv)) {
        csv.separator = guess_separator(csv.text, csv.at);
    }
    bool is_read = take_header(&csv) && take_records(&csv);
    if (is_read) {
        report_problems(&csv);
    }
    hf_memory_free(csv.cells);
    hf_memory_free(csv.problems);
    return is_read;
}
