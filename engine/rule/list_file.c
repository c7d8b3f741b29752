/*
 * Lists that stand in files: a value a line with # comments, or, when a
 * column is named or the file is called .csv or .tsv, rows with a header
 * (list_csv.c). Out come trimmed cells in the rule set's arena.
 */
#include "rule/list_file.h"

#include "base/memory.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "rule/map.h"
#include "rule/text.h"

#include <string.h>

hf_finding *
hf_list_file_report(hf_list_file *file, hf_code code, size_t at, size_t len,
                    const char *message)
{
    hf_reader *reader = file->reader;
    if (!file->source) {
        file->source = hf_findings_own(reader->rules->sources,
                                       hf_source_new(file->path, file->text));
    }
    hf_span span = {file->source, (uint32_t)at, (uint32_t)len};
    if (!file->source) {
        reader->findings->out_of_memory = true;
        span = file->node->span;
    }
    return hf_findings_add(reader->findings, code, span, "%s", message);
}

bool
hf_list_file_add_row(hf_list_file *file, const hf_view *cells, size_t count)
{
    hf_reader *reader = file->reader;
    if (reader->list_values == HF_RULES_LIST_VALUES) {
        hf_findings_add(reader->findings, HF_CODE_LIST_VALUES_MANY,
                        file->node->span,
                        "the lists together have more than 1,000,000 values");
        return false;
    }
    hf_view *grown = hf_memory_grow(file->cells, &file->cell_room,
                                    file->cell_count + count, sizeof *grown);
    if (!grown) {
        reader->findings->out_of_memory = true;
        return false;
    }
    file->cells = grown;
    for (size_t at = 0; at < count; at++) {
        grown[file->cell_count++] = cells[at];
    }
    reader->list_values++;
    file->list->row_count++;
    return true;
}

// ---- A value a line --------------------------------------------------------

// Up to a # that stands first or behind a blank.
static hf_view
without_comment(hf_view line)
{
    for (size_t at = 0; at < line.len; at++) {
        if (line.ptr[at] == '#' &&
            (at == 0 || line.ptr[at - 1] == ' ' || line.ptr[at - 1] == '\t')) {
            return hf_view_slice(line, 0, at);
        }
    }
    return line;
}

static bool
read_lines(hf_list_file *file)
{
    hf_view text = file->text;
    size_t invalid = hf_utf8_invalid_at(text);
    const char *nul = text.len ? memchr(text.ptr, '\0', text.len) : NULL;
    if (nul && (size_t)(nul - text.ptr) < invalid) {
        invalid = (size_t)(nul - text.ptr);
    }
    if (invalid < text.len) {
        hf_list_file_report(file, HF_CODE_LIST_BYTES, invalid, 1,
                            nul ? "a NUL byte stands here"
                                : "this byte is not UTF-8");
        return false;
    }
    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        while (end < text.len && text.ptr[end] != '\n' &&
               text.ptr[end] != '\r') {
            end++;
        }
        hf_view value =
            hf_view_trim(without_comment(hf_view_slice(text, at, end - at)));
        if (value.len > 0 && !hf_list_file_add_row(file, &value, 1)) {
            return false;
        }
        at = end + 1; // a CR LF leaves an empty line, which is none
    }
    return true;
}

// ---- Columns ---------------------------------------------------------------

size_t
hf_list_find_column(const hf_list *list, hf_view name, size_t *column)
{
    size_t found = 0;
    name = hf_view_trim(name);
    for (size_t at = 0; list->header && at < list->column_count; at++) {
        if (hf_view_equal_fold(list->header[at], name)) {
            *column = found == 0 ? at : *column;
            found++;
        }
    }
    return found;
}

static bool
find_key_column(hf_list_file *file, const hf_node *column)
{
    hf_list *list = file->list;
    handoff_findings *findings = file->reader->findings;
    size_t found =
        column ? hf_list_find_column(list, column->text, &list->key_column) : 1;
    if (found == 1) {
        return true;
    }
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_LIST_COLUMN, column->span,
                        found == 0 ? "'%s' has no column '%.*s'"
                                   : "'%s' has more than one column '%.*s'",
                        file->path, HF_SHOWN(column->text));
    hf_view nearest =
        hf_nearest(column->text, list->header, list->column_count);
    if (found == 0 && nearest.len > 0) {
        hf_findings_hint(findings, finding, "did you mean '%.*s'?",
                         HF_SHOWN(nearest));
    }
    return false;
}

// Rows whose key is empty match nothing.
static void
drop_empty_keys(hf_list_file *file)
{
    hf_list *list = file->list;
    size_t width = list->column_count;
    size_t kept = 0;
    for (size_t row = 0; row < list->row_count; row++) {
        const hf_view *cells = file->cells + row * width;
        if (cells[list->key_column].len == 0) {
            continue;
        }
        if (kept != row) {
            memmove(file->cells + kept * width, cells, width * sizeof *cells);
        }
        kept++;
    }
    list->row_count = kept;
}

static bool
is_csv_name(hf_view name)
{
    return hf_view_ends_fold(name, HF_VIEW(".csv")) ||
           hf_view_ends_fold(name, HF_VIEW(".tsv"));
}

static bool
read_rows(hf_list_file *file, const hf_node *column)
{
    hf_list *list = file->list;
    if (!column && !is_csv_name(file->node->text)) {
        list->column_count = 1;
        return read_lines(file);
    }
    if (!hf_list_csv_read(file) || !find_key_column(file, column)) {
        return false;
    }
    drop_empty_keys(file);
    return true;
}

// ---- The file --------------------------------------------------------------

static bool
read_text(hf_list_file *file)
{
    hf_reader *reader = file->reader;
    hf_buffer bytes = {0};
    hf_buffer spare = {0};
    bool is_read = hf_files_read(&reader->files, file->path, HF_LIST_FILE_BYTES,
                                 HF_CODE_LIST_LARGE, file->node->span, &bytes);
    if (is_read) {
        hf_view text = hf_list_decode(hf_buffer_view(&bytes), &spare);
        file->text = hf_arena_copy(reader->arena, text);
        if (!file->text.ptr || spare.failed) {
            reader->findings->out_of_memory = true;
            is_read = false;
        }
    }
    hf_buffer_clear(&bytes);
    hf_buffer_clear(&spare);
    return is_read;
}

bool
hf_list_file_read(hf_reader *reader, const hf_node *node, const hf_node *column,
                  hf_list *list)
{
    hf_file_path path;
    if (!hf_files_resolve(&reader->files, node, &path)) {
        return false;
    }
    hf_list_file file = {
        .reader = reader, .node = node, .path = path.shown, .list = list};
    bool is_read = read_text(&file) && read_rows(&file, column);
    if (is_read) {
        size_t count = list->row_count * list->column_count;
        list->cells = hf_reader_zero(reader, count, sizeof *list->cells);
        is_read = list->cells != NULL;
        if (is_read && count > 0) {
            memcpy(list->cells, file.cells, count * sizeof *list->cells);
        }
    }
    if (!is_read) {
        list->row_count = 0; // rows that were counted have no cells
    }
    hf_memory_free(file.cells);
    return is_read;
}
