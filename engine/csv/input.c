/*
 * Opening an export and cutting it into blocks. A block begins with what the
 * one before left over, is filled up from the source, indexed, and ends behind
 * its last whole record; a record longer than a block lets the block grow, up
 * to a limit. This is all that callers do in turns.
 */
#include "csv/inside.h"

#include "base/memory.h"
#include "csv/dialect.h"

#include <string.h>

// A record may be longer than a cell, but an unclosed quote must not eat a
// file, and memory stays below 64 MiB.
#define RECORD_LIMIT ((size_t)16 << 20)
#define LARGEST_LIMIT ((size_t)1 << 30) // positions have 32 bits

void
hf_input_defaults(hf_input_options *options)
{
    *options = (hf_input_options){.encoding = HF_ENCODING_AUTO,
                                  .separator = -1,
                                  .footer = HF_FOOTER_AUTO,
                                  .max_columns = 4096,
                                  .max_cell = 1 << 20,
                                  .block_bytes = 1 << 20,
                                  .has_header = true};
}

// ---- What went wrong --------------------------------------------------------

handoff_status
hf_input_no_memory(handoff_findings *findings)
{
    hf_findings_add(findings, HF_CODE_NO_MEMORY, (hf_span){0},
                    "memory ran out");
    return HANDOFF_SYSTEM;
}

handoff_status
hf_input_cell_too_large(const hf_input *input, uint64_t line,
                        handoff_findings *findings)
{
    hf_finding *finding = hf_findings_add(
        findings, HF_CODE_CELL_LARGE, (hf_span){0},
        "'%s', line %llu: a cell has more than %zu bytes", input->name,
        (unsigned long long)line, input->options.max_cell);
    hf_findings_hint(findings, finding,
                     input->shape.is_ndjson
                         ? "'--max-cell' sets the limit"
                         : "a quote that is never closed? '--max-cell' sets "
                           "the limit");
    return HANDOFF_DATA;
}

handoff_status
hf_input_record_too_large(const hf_input *input, uint64_t line,
                          handoff_findings *findings)
{
    hf_findings_add(findings, HF_CODE_RECORD_LARGE, (hf_span){0},
                    "'%s', line %llu: a record has more than %zu bytes",
                    input->name, (unsigned long long)line, input->record_limit);
    return HANDOFF_DATA;
}

bool
hf_input_is_cell_larger(hf_view text, size_t start, size_t end, size_t most)
{
    if (start > 0 && start < end && text.ptr[start] == '\n' &&
        text.ptr[start - 1] == '\r') {
        start++; // the line end of the record before
    }
    if (start == end || text.ptr[start] != '"') {
        return end - start > most;
    }
    size_t len = 0;
    for (size_t at = start + 1; at < end; at++) {
        if (text.ptr[at] == '"') {
            at++; // half of two, or the one that closes
            if (at == end || text.ptr[at] != '"') {
                continue;
            }
        }
        len++;
    }
    return len > most;
}

// ---- Opening ----------------------------------------------------------------

static handoff_status
check_options(hf_input *input, handoff_findings *findings)
{
    hf_input_options *options = &input->options;
    if (options->separator >= 0 &&
        !hf_dialect_is_separator(options->separator)) {
        hf_findings_add(findings, HF_CODE_SEPARATOR, (hf_span){0},
                        "this byte cannot part cells: %d", options->separator);
        return HANDOFF_USAGE;
    }
    input->kernel = hf_kernel_choose(options->kernel);
    if (!input->kernel) {
        hf_buffer known = {0};
        for (size_t at = 0; hf_kernel_at(at) != NULL; at++) {
            hf_buffer_printf(&known, "%s'%s'", at ? ", " : "",
                             hf_kernel_at(at)->name);
        }
        const char *names = hf_buffer_text(&known);
        hf_findings_hint(findings,
                         hf_findings_add(findings, HF_CODE_KERNEL, (hf_span){0},
                                         "no such kernel runs here"),
                         "there are %s", names ? names : "others");
        hf_buffer_clear(&known);
        return HANDOFF_USAGE;
    }
    size_t most = LARGEST_LIMIT / 4;
    options->max_cell = options->max_cell < most ? options->max_cell : most;
    options->max_columns =
        options->max_columns < most ? options->max_columns : most;
    options->block_bytes = options->block_bytes ? options->block_bytes : 1;
    size_t limit = 4 * options->max_cell;
    input->record_limit = limit > RECORD_LIMIT ? limit : RECORD_LIMIT;
    return HANDOFF_OK;
}

// Make an input and let `path`, or else `bytes`, be read by it.
static handoff_status
open_input(const char *name, bool is_file, hf_view bytes,
           const hf_input_options *options, hf_input **out,
           handoff_findings *findings)
{
    hf_input *input = hf_memory_zero(1, sizeof *input);
    if (!input) {
        return hf_input_no_memory(findings);
    }
    input->bytes.file = -1;
    input->options = *options;
    input->line = 1;
    input->line_end = "LF";
    input->name = hf_arena_copy(&input->arena, hf_view_of(name)).ptr;
    handoff_status status = input->name ? check_options(input, findings)
                                        : hf_input_no_memory(findings);
    if (status == HANDOFF_OK && is_file) {
        status = hf_bytes_open(&input->bytes, input->name, findings);
    } else if (status == HANDOFF_OK) {
        hf_bytes_open_memory(&input->bytes, bytes);
    }
    if (status == HANDOFF_OK) {
        input->bytes.is_live = !options->has_header;
        input->bytes.stop = options->stop;
        status = hf_bytes_detect(&input->bytes, options->encoding, findings);
    }
    if (status == HANDOFF_OK) {
        status = hf_input_read_header(input, findings);
    }
    if (status != HANDOFF_OK) {
        hf_input_close(input);
        return status;
    }
    *out = input;
    return HANDOFF_OK;
}

handoff_status
hf_input_open(const char *path, const hf_input_options *options, hf_input **out,
              handoff_findings *findings)
{
    return open_input(path, true, HF_VIEW(""), options, out, findings);
}

handoff_status
hf_input_open_bytes(const char *name, hf_view bytes,
                    const hf_input_options *options, hf_input **out,
                    handoff_findings *findings)
{
    return open_input(name, false, bytes, options, out, findings);
}

void
hf_input_close(hf_input *input)
{
    if (!input) {
        return;
    }
    hf_bytes_close(&input->bytes);
    hf_buffer_clear(&input->carry);
    hf_table_clear(&input->shape.keys);
    hf_ndjson_free(input->json);
    hf_arena_clear(&input->arena);
    hf_memory_free(input);
}

hf_ndjson *
hf_input_json(hf_input *input)
{
    if (!input->json) {
        input->json = hf_ndjson_new();
    }
    return input->json;
}

// ---- What is known ----------------------------------------------------------

const hf_view *
hf_input_header(const hf_input *input, size_t *count)
{
    *count = input->shape.width;
    return input->shape.header;
}

const char *
hf_input_name(const hf_input *input)
{
    return input->name;
}

bool
hf_input_is_ndjson(const hf_input *input)
{
    return input->shape.is_ndjson;
}

char
hf_input_separator(const hf_input *input)
{
    return input->shape.separator;
}

hf_encoding
hf_input_encoding(const hf_input *input)
{
    return input->bytes.encoding;
}

bool
hf_input_had_bom(const hf_input *input)
{
    return input->bytes.has_bom;
}

const char *
hf_input_line_end(const hf_input *input)
{
    return input->line_end;
}

int64_t
hf_input_size(const hf_input *input)
{
    return input->bytes.size;
}

int64_t
hf_input_consumed(const hf_input *input)
{
    return input->bytes.consumed;
}
