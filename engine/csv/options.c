/*
 * The reader's options as they come from outside the library: the name of an
 * encoding in, the reader's own terms out. Files are left to input.c.
 */
#include "csv/options.h"

#include "base/nearest.h"

static handoff_status
read_encoding(const char *name, hf_encoding *out, handoff_findings *findings)
{
    static const hf_view names[] = {
        {"utf-8", 5}, {"utf-16le", 8}, {"utf-16be", 8}, {"windows-1252", 12}};
    static const hf_encoding encodings[] = {
        HF_ENCODING_UTF8, HF_ENCODING_UTF16LE, HF_ENCODING_UTF16BE,
        HF_ENCODING_WINDOWS_1252};
    const size_t count = sizeof names / sizeof *names;
    hf_view word = hf_view_of(name);
    for (size_t at = 0; at < count; at++) {
        if (hf_view_equal_fold(names[at], word)) {
            *out = encodings[at];
            return HANDOFF_OK;
        }
    }
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_UNKNOWN_ENCODING, (hf_span){0},
                        "no encoding is called '%s'", name);
    hf_view nearest = hf_nearest(word, names, count);
    hf_findings_hint(findings, finding,
                     nearest.len ? "did you mean '%s'?" : "%s",
                     nearest.len ? nearest.ptr
                                 : "there are utf-8, utf-16le, utf-16be and "
                                   "windows-1252");
    return HANDOFF_USAGE;
}

handoff_status
hf_options_input(const handoff_input_options *options, size_t block_bytes,
                 hf_input_options *out, handoff_findings *findings)
{
    hf_input_options made;
    hf_input_defaults(&made);
    if (options->encoding) {
        handoff_status status =
            read_encoding(options->encoding, &made.encoding, findings);
        if (status != HANDOFF_OK) {
            return status;
        }
    }
    made.separator = options->separator;
    made.footer = options->footer;
    made.max_columns = options->max_columns;
    made.max_cell = options->max_cell;
    made.kernel = options->kernel;
    if (block_bytes) {
        made.block_bytes = block_bytes;
    }
    *out = made;
    return HANDOFF_OK;
}
