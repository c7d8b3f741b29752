/*
 * Any bytes as an export: every kernel and every size of block must give the
 * same records, or refuse the file alike. The first bytes choose the options.
 */
#include <stdio.h>
#include <stdlib.h>

#include "kernel/kernel.h"
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static handoff_status
read_as_table(hf_view bytes, const hf_input_options *options, hf_buffer *out)
{
    handoff_findings *findings = handoff_findings_new();
    hf_table_reader *reader = NULL;
    handoff_status status =
        hf_table_reader_open_bytes("f", bytes, options, &reader, findings);
    if (status == HANDOFF_OK) {
        status = reading_table(reader, out, findings);
    }
    handoff_findings_free(findings);
    return status;
}

/* The first two columns as fields, by blocks and batches. */
static handoff_status
read_as_batches(hf_view bytes, const hf_input_options *options, hf_buffer *out)
{
    handoff_findings *findings = handoff_findings_new();
    hf_input *input = NULL;
    handoff_status status =
        hf_input_open_bytes("f", bytes, options, &input, findings);
    if (status == HANDOFF_OK) {
        size_t width;
        reading_fields made;
        const hf_view *header = hf_input_header(input, &width);
        reading_fields_init(&made, header, width < 2 ? width : 2);
        if (width > 0) {
            status = reading_input(input, &made.fields, out, findings);
        } else {
            hf_input_close(input);
        }
    }
    handoff_findings_free(findings);
    return status;
}

static void
compare(hf_view bytes, const hf_input_options *options,
        handoff_status (*read)(hf_view, const hf_input_options *, hf_buffer *))
{
    hf_input_options plain = *options;
    hf_buffer wanted = {0}, found = {0};
    plain.kernel = "scalar";
    plain.block_bytes = 1 << 20;
    handoff_status status = read(bytes, &plain, &wanted);
    for (size_t at = 0; hf_kernel_at(at) != NULL; at++) {
        hf_input_options other = *options;
        other.kernel = hf_kernel_at(at)->name;
        hf_buffer_reset(&found);
        if (read(bytes, &other, &found) != status ||
            (status == HANDOFF_OK &&
             !hf_view_equal(hf_buffer_view(&found), hf_buffer_view(&wanted)))) {
            fprintf(stderr, "kernel %s differs\n", other.kernel);
            abort();
        }
    }
    hf_buffer_clear(&wanted);
    hf_buffer_clear(&found);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3) {
        return 0;
    }
    hf_input_options options;
    hf_input_defaults(&options);
    options.encoding = (hf_encoding)(data[0] % 5);
    options.separator = data[0] & 64 ? ';' : -1;
    options.footer = (data[1] & 7) - 1;
    options.max_cell = data[1] & 64 ? 20 : 1 << 20;
    options.max_columns = 100;
    options.block_bytes = 1 + data[2];
    hf_view bytes = {(const char *)data + 3, size - 3};
    compare(bytes, &options, read_as_table);
    compare(bytes, &options, read_as_batches);
    return 0;
}
