/*
 * Any bytes as lines of JSON: a blank behind each line sends it to the whole
 * parser instead of the quick one and changes nothing, and neither does the
 * size of blocks, which the first byte chooses.
 */
#include <stdio.h>
#include <stdlib.h>

#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static handoff_status
read_lines(hf_view bytes, size_t block_bytes, hf_buffer *out)
{
    hf_input_options options;
    hf_input_defaults(&options);
    options.encoding = HF_ENCODING_UTF8;
    options.block_bytes = block_bytes;
    options.max_columns = 100;
    handoff_findings *findings = handoff_findings_new();
    hf_table_reader *reader = NULL;
    handoff_status status =
        hf_table_reader_open_bytes("f", bytes, &options, &reader, findings);
    if (status == HANDOFF_OK) {
        status = reading_table(reader, out, findings);
    }
    handoff_findings_free(findings);
    return status;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hf_buffer plain = {0}, blanked = {0}, wanted = {0}, found = {0};
    if (size == 0) {
        return 0;
    }
    // An object first, so that it is NDJSON whatever follows.
    hf_buffer_add_text(&plain, "{\"a\":1}\n");
    hf_buffer_add(&plain, data + 1, size - 1);
    for (size_t at = 0; at < plain.len; at++) {
        if (plain.ptr[at] == '\n') {
            hf_buffer_add_byte(&blanked, '\t');
        }
        hf_buffer_add_byte(&blanked, plain.ptr[at]);
    }
    hf_buffer_add_byte(&blanked, '\t');
    handoff_status status =
        read_lines(hf_buffer_view(&plain), 1 << 20, &wanted);
    handoff_status other =
        read_lines(hf_buffer_view(&blanked), 1 + (size_t)data[0], &found);
    if (status != other ||
        !hf_view_equal(hf_buffer_view(&found), hf_buffer_view(&wanted))) {
        fprintf(stderr, "the quick reader differs from the whole parser\n");
        abort();
    }
    hf_buffer_clear(&plain);
    hf_buffer_clear(&blanked);
    hf_buffer_clear(&wanted);
    hf_buffer_clear(&found);
    return 0;
}
