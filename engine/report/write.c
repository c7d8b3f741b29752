/*
 * The report of a ledger from options to bytes: the agreement found, the
 * report built, laid out, written in the form that is asked for, and put where
 * it belongs: one stream of bytes, or a folder of tables. The forms are the
 * renderers'.
 */
#include "output/sink.h"
#include "report/document.h"
#include "report/html.h"
#include "report/markdown.h"
#include "report/report.h"
#include "report/report_json.h"
#include "report/sheets.h"
#include "report/text.h"

#include <string.h>

static handoff_status
find_agreement(handoff_ledger *ledger, const handoff_report_options *options,
               handoff_agreement **kept, handoff_findings *findings)
{
    if (options->agreement) {
        return HANDOFF_OK;
    }
    handoff_status status =
        hf_agreement_kept(ledger, options->known_by, kept, findings);
    if (status == HANDOFF_OK && !*kept) {
        hf_findings_add(findings, HF_CODE_LEDGER_AGREEMENT, (hf_span){0},
                        "the ledger keeps no agreement, and none was given");
        return HANDOFF_USAGE;
    }
    return status;
}

static handoff_status
put(const handoff_report_options *options, hf_view bytes,
    handoff_findings *findings)
{
    hf_sink *sink = NULL;
    const char *output = options->output ? options->output : "-";
    handoff_status status =
        hf_sink_open(output, HF_SINK_FLOWING, &sink, findings);
    if (status == HANDOFF_OK) {
        hf_sink_write(sink, bytes);
        status = hf_sink_commit(sink, findings);
    }
    hf_sink_close(sink);
    return status;
}

static bool
write_text(const hf_document *document, const handoff_report_options *options,
           hf_buffer *out)
{
    hf_text_look look = {.width = options->width,
                         .has_color = options->use_color != 0,
                         .is_ascii = options->use_ascii != 0};
    return hf_text_write(document, &look, out);
}

static bool
write_document(hf_report *report, handoff_ledger *ledger, hf_buffer *out)
{
    hf_document document;
    bool is_whole = hf_document_lay_out(&document, report, ledger);
    switch (report->options->format) {
    case HANDOFF_REPORT_HTML:
        is_whole = is_whole && hf_html_write(&document, out);
        break;
    case HANDOFF_REPORT_MARKDOWN:
        is_whole = is_whole && hf_markdown_write(&document, out);
        break;
    case HANDOFF_REPORT_TEXT:
        is_whole = is_whole && write_text(&document, report->options, out);
        break;
    case HANDOFF_REPORT_JSON: // is made of the report,
    case HANDOFF_REPORT_CSV:  // and this is no stream
        is_whole = false;
        break;
    }
    hf_document_clear(&document);
    return is_whole;
}

static bool
write_form(hf_report *report, handoff_ledger *ledger, hf_buffer *out)
{
    return report->options->format == HANDOFF_REPORT_JSON
               ? hf_report_json_write(report, ledger, out)
               : write_document(report, ledger, out);
}

static handoff_status
write_tables(hf_report *report, handoff_ledger *ledger,
             handoff_findings *findings)
{
    hf_document document;
    hf_folder *folder = NULL;
    handoff_status status = hf_document_lay_out(&document, report, ledger)
                                ? HANDOFF_OK
                                : hf_store_no_memory(findings);
    if (status == HANDOFF_OK) {
        status = hf_folder_open(report->options->output, &folder, findings);
    }
    if (status == HANDOFF_OK) {
        status = hf_sheets_write(&document, folder, findings);
    }
    if (status == HANDOFF_OK) {
        status = hf_sheets_write_cases(report, ledger, folder, findings);
    }
    if (status == HANDOFF_OK) {
        status = hf_folder_commit(folder, findings);
    }
    hf_folder_close(folder);
    hf_document_clear(&document);
    return status;
}

static handoff_status
write_stream(hf_report *report, handoff_ledger *ledger,
             handoff_findings *findings)
{
    hf_buffer bytes = {0};
    handoff_status status = HANDOFF_OK;
    if (!write_form(report, ledger, &bytes)) {
        status = hf_store_no_memory(findings);
    }
    if (status == HANDOFF_OK) {
        status = put(report->options, hf_buffer_view(&bytes), findings);
    }
    hf_buffer_clear(&bytes);
    return status;
}

static handoff_status
write_report(hf_report *report, handoff_ledger *ledger,
             handoff_findings *findings)
{
    return report->options->format == HANDOFF_REPORT_CSV
               ? write_tables(report, ledger, findings)
               : write_stream(report, ledger, findings);
}

static handoff_status
check_output(const handoff_report_options *options, handoff_findings *findings)
{
    const char *output = options->output;
    if (options->format != HANDOFF_REPORT_CSV ||
        (output && strcmp(output, "-") != 0)) {
        return HANDOFF_OK;
    }
    hf_findings_add(findings, HF_CODE_LEDGER_REPORT, (hf_span){0},
                    "the report as CSV is a file a table; name a folder for "
                    "them with -o");
    return HANDOFF_USAGE;
}

handoff_status
handoff_ledger_report(handoff_ledger *ledger,
                      const handoff_report_options *options,
                      handoff_findings *findings)
{
    handoff_agreement *kept = NULL;
    hf_report report = {0};
    handoff_status status = check_output(options, findings);
    if (status == HANDOFF_OK) {
        status = find_agreement(ledger, options, &kept, findings);
    }
    if (status == HANDOFF_OK) {
        status = hf_report_build(&report, ledger, options,
                                 options->agreement ? options->agreement : kept,
                                 findings);
    }
    if (status == HANDOFF_OK) {
        status = write_report(&report, ledger, findings);
    }
    hf_report_clear(&report);
    handoff_agreement_free(kept);
    return status;
}
