/*
 * The header of an export: found, cut into cells and passed over. For NDJSON
 * it is the union of the keys of the objects that begin in the first MiB. What
 * is wrong with a header is wrong with the file, so it ends the run.
 */
#include "csv/inside.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "csv/dialect.h"

#include <string.h>

enum { FIRST_LOOK = 64 << 10 };

// The record that a header is, as far as it has been seen.
typedef struct header_scan {
    hf_view text;
    uint32_t *marks; /* max_columns and a word or two */
    size_t mark_room;
    size_t cells;
    hf_kernel_state state; /* at its end */
    bool is_whole;
    bool has_too_many;
} header_scan;

static handoff_status
refuse(const hf_input *input, const char *problem, handoff_findings *findings)
{
    hf_findings_add(findings, HF_CODE_HEADER, (hf_span){0},
                    "'%s', line %llu: the header cannot be read: %s",
                    input->name, (unsigned long long)input->line, problem);
    return HANDOFF_DATA;
}

static handoff_status
refuse_columns(const hf_input *input, handoff_findings *findings)
{
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_COLUMNS, (hf_span){0},
                        "'%s': the header has more than %zu columns",
                        input->name, input->options.max_columns);
    hf_findings_hint(findings, finding, "'--max-columns' sets the limit");
    return HANDOFF_DATA;
}

static handoff_status
refuse_empty(const hf_input *input, handoff_findings *findings)
{
    hf_findings_add(findings, HF_CODE_NO_HEADER, (hf_span){0},
                    "'%s' has no header: %s", input->name,
                    input->bytes.consumed > 0 ? "all of its lines are empty"
                                              : "the file is empty");
    return HANDOFF_DATA;
}

// ---- CSV --------------------------------------------------------------------

// Pass over empty lines at the start.
static handoff_status
skip_empty_lines(hf_input *input, handoff_findings *findings)
{
    for (;;) {
        hf_view head;
        handoff_status status =
            hf_bytes_peek(&input->bytes, FIRST_LOOK, &head, findings);
        if (status != HANDOFF_OK) {
            return status;
        }
        // A CR at the very end may have its LF still to come.
        size_t len = head.len;
        if (len > 0 && head.ptr[len - 1] == '\r' && !input->bytes.is_over) {
            len--;
        }
        size_t at = 0;
        size_t end;
        hf_view whole = {head.ptr, len};
        while ((end = hf_dialect_line_end(whole, at)) > 0) {
            at += end;
            input->line++;
        }
        hf_bytes_skip(&input->bytes, at);
        if (at < len || at == 0) {
            return HANDOFF_OK;
        }
    }
}

static handoff_status
find_separator(hf_input *input, handoff_findings *findings)
{
    hf_view head;
    handoff_status status =
        hf_bytes_peek(&input->bytes, HF_BYTES_HEAD, &head, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    char separator = 0;
    size_t len = 0;
    if (input->options.has_header) {
        len = hf_dialect_sep_line(head, &separator);
    }
    if (input->options.separator >= 0) {
        separator = (char)input->options.separator;
    } else if (len == 0) {
        separator = hf_dialect_guess(head);
    }
    input->shape.separator = separator;
    input->line += len > 0;
    hf_bytes_skip(&input->bytes, len);
    return HANDOFF_OK;
}

// Find the end of the record at the start of `scan->text`.
static bool
scan_header(const hf_input *input, header_scan *scan, bool is_end)
{
    hf_kernel_record records[2 * HF_KERNEL_WORD];
    size_t words = scan->text.len / HF_KERNEL_WORD + 1;
    uint8_t *flags = hf_memory_alloc(words);
    if (!flags) {
        return false;
    }
    hf_kernel_index index = {.marks = scan->marks,
                             .mark_room = scan->mark_room,
                             .records = records,
                             .record_room = 2 * HF_KERNEL_WORD,
                             .flags = flags};
    scan->state = (hf_kernel_state){0};
    size_t taken =
        input->kernel->scan(scan->text.ptr, scan->text.len,
                            input->shape.separator, &scan->state, &index);
    hf_memory_free(flags);
    scan->is_whole = index.record_count > 0;
    if (scan->is_whole) {
        scan->cells = records[0].end;
        scan->state = (hf_kernel_state){.is_faulty = records[0].is_faulty,
                                        .lines = records[0].lines};
    } else if (is_end && taken == scan->text.len) {
        scan->is_whole = true;
        scan->cells = index.mark_count + 1;
        scan->marks[index.mark_count] = (uint32_t)scan->text.len;
    } else {
        scan->cells = index.mark_count;
    }
    scan->has_too_many = scan->cells > input->options.max_columns;
    return true;
}

static bool
has_large_cell(const hf_input *input, const header_scan *scan)
{
    size_t start = 0;
    for (size_t cell = 0; cell <= scan->cells; cell++) {
        bool is_open = cell == scan->cells;
        if (is_open && scan->is_whole) {
            return false;
        }
        size_t end = is_open ? scan->text.len : scan->marks[cell];
        if (end - start > input->options.max_cell &&
            hf_input_is_cell_larger(scan->text, start, end,
                                    input->options.max_cell)) {
            return true;
        }
        start = end + 1;
    }
    return false;
}

// Look further and further until the header ends or is refused.
static handoff_status
find_header(hf_input *input, header_scan *scan, handoff_findings *findings)
{
    for (size_t len = FIRST_LOOK;; len *= 2) {
        handoff_status status =
            hf_bytes_peek(&input->bytes, len, &scan->text, findings);
        if (status != HANDOFF_OK) {
            return status;
        }
        if (!scan_header(input, scan, input->bytes.is_over)) {
            return hf_input_no_memory(findings);
        }
        if (scan->has_too_many) {
            return refuse_columns(input, findings);
        }
        if (has_large_cell(input, scan)) {
            return hf_input_cell_too_large(input, input->line, findings);
        }
        if (scan->is_whole) {
            return HANDOFF_OK;
        }
        if (scan->text.len > input->record_limit) {
            return hf_input_record_too_large(input, input->line, findings);
        }
    }
}

static handoff_status
check_header(const hf_input *input, const header_scan *scan,
             handoff_findings *findings)
{
    hf_view text = hf_view_slice(scan->text, 0, scan->marks[scan->cells - 1]);
    if (memchr(text.ptr, '\0', text.len) != NULL) {
        return refuse(input, hf_reject_name(HF_REJECT_NUL), findings);
    }
    if (scan->state.is_faulty) {
        return refuse(input, hf_reject_name(HF_REJECT_QUOTING), findings);
    }
    if (scan->state.cell == HF_KERNEL_QUOTED) {
        return refuse(input, hf_reject_name(HF_REJECT_UNCLOSED), findings);
    }
    if (hf_utf8_invalid_at(text) < text.len) {
        return refuse(input, hf_reject_name(HF_REJECT_UTF8), findings);
    }
    return HANDOFF_OK;
}

// Copies of the header's cells, without their quotes.
static handoff_status
copy_cells(hf_input *input, const header_scan *scan, handoff_findings *findings)
{
    hf_view *header = hf_arena_zero(&input->arena, scan->cells, sizeof *header);
    if (!header) {
        return hf_input_no_memory(findings);
    }
    size_t start = 0;
    for (size_t at = 0; at < scan->cells; at++) {
        size_t end = scan->marks[at];
        hf_view cell = hf_view_slice(scan->text, start, end - start);
        header[at] =
            cell.len > 0 && cell.ptr[0] == '"'
                ? hf_block_undouble(hf_view_slice(cell, 1, cell.len - 2),
                                    &input->arena)
                : hf_arena_copy(&input->arena, cell);
        if (!header[at].ptr) {
            return hf_input_no_memory(findings);
        }
        start = end + 1;
    }
    input->shape.header = header;
    input->shape.width = scan->cells;
    return HANDOFF_OK;
}

// Pass over the header and its line end.
static void
skip_header(hf_input *input, const header_scan *scan)
{
    size_t at = scan->marks[scan->cells - 1];
    bool is_cr = at < scan->text.len && scan->text.ptr[at] == '\r';
    size_t end = hf_dialect_line_end(scan->text, at);
    input->line_end = end == 2 ? "CRLF" : is_cr ? "CR" : "LF";
    // An LF that is not here yet is passed over by the first block.
    input->after_cr = is_cr && end == 1;
    input->line += scan->state.lines;
    hf_bytes_skip(&input->bytes, at + end);
}

static handoff_status
read_csv_header(hf_input *input, handoff_findings *findings)
{
    header_scan scan = {.mark_room =
                            input->options.max_columns + 2 * HF_KERNEL_WORD};
    handoff_status status = skip_empty_lines(input, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    scan.marks =
        hf_arena_zero(&input->arena, scan.mark_room, sizeof *scan.marks);
    if (!scan.marks) {
        return hf_input_no_memory(findings);
    }
    status = find_header(input, &scan, findings);
    if (status == HANDOFF_OK && scan.text.len == 0) {
        status = refuse_empty(input, findings);
    }
    if (status == HANDOFF_OK) {
        status = check_header(input, &scan, findings);
    }
    if (status == HANDOFF_OK) {
        status = copy_cells(input, &scan, findings);
    }
    if (status == HANDOFF_OK) {
        skip_header(input, &scan);
    }
    return status;
}

// ---- NDJSON -----------------------------------------------------------------

// Collect the keys of the whole lines of `head` from `*at` on that begin in
// the first MiB; `*at` moves behind them.
static handoff_status
collect_keys(hf_input *input, hf_view head, size_t *at, bool is_end,
             handoff_findings *findings)
{
    hf_ndjson *json = hf_input_json(input);
    if (!json) {
        return hf_input_no_memory(findings);
    }
    while (*at < head.len && *at < HF_BYTES_HEAD) {
        const char *from = head.ptr + *at;
        const char *feed = memchr(from, '\n', head.len - *at);
        if (!feed && !is_end) {
            break;
        }
        hf_view line = {from, feed ? (size_t)(feed - from) : head.len - *at};
        if (!hf_ndjson_is_blank(line) &&
            hf_ndjson_collect(json, line, &input->shape.keys) != HANDOFF_OK) {
            return hf_input_no_memory(findings);
        }
        if (input->shape.keys.count > input->options.max_columns) {
            return refuse_columns(input, findings);
        }
        *at += line.len + 1;
    }
    return HANDOFF_OK;
}

static handoff_status
read_keys(hf_input *input, handoff_findings *findings)
{
    size_t at = 0;
    for (size_t len = HF_BYTES_HEAD;; len *= 2) {
        hf_view head;
        handoff_status status =
            hf_bytes_peek(&input->bytes, len, &head, findings);
        if (status == HANDOFF_OK) {
            bool is_end = input->bytes.is_over;
            status = collect_keys(input, head, &at, is_end, findings);
        }
        if (status != HANDOFF_OK) {
            return status;
        }
        if (at >= HF_BYTES_HEAD || input->bytes.is_over) {
            input->has_more_keys = !input->bytes.is_over || at < head.len;
            break;
        }
        if (head.len - at > input->record_limit) {
            return hf_input_record_too_large(input, input->line, findings);
        }
    }
    input->shape.header = input->shape.keys.texts;
    input->shape.width = input->shape.keys.count;
    return HANDOFF_OK;
}

handoff_status
hf_input_read_header(hf_input *input, handoff_findings *findings)
{
    hf_view head;
    handoff_status status =
        hf_bytes_peek(&input->bytes, HF_BYTES_HEAD, &head, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    input->shape.is_ndjson = hf_dialect_is_ndjson(head);
    bool has_header = input->options.has_header;
    input->shape.tells_empty = !has_header;
    if (input->shape.is_ndjson) {
        return has_header ? read_keys(input, findings) : HANDOFF_OK;
    }
    input->shape.has_marks =
        has_header && input->options.footer == HF_FOOTER_AUTO;
    status = find_separator(input, findings);
    return status == HANDOFF_OK && has_header ? read_csv_header(input, findings)
                                              : status;
}
