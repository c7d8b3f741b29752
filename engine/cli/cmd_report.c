/*
 * `handoff report LEDGER`: the override report. What it says and how it is
 * written is the library's; here the arguments become its options.
 */
#include "cli/ledger.h"
#include "cli/paths.h"
#include "cli/terminal.h"

#include <handoff/report.h>

#include <string.h>
#include <unistd.h>

enum { MOST_FIELDS = 16, FIELDS_LEN = 400 };

/* What --by names, taken apart. */
typedef struct fields {
    char text[FIELDS_LEN];
    const char *names[MOST_FIELDS];
    size_t count;
} fields;

// In the order of the option's choices.
static const handoff_report_format formats[] = {
    HANDOFF_REPORT_HTML, HANDOFF_REPORT_TEXT, HANDOFF_REPORT_MARKDOWN,
    HANDOFF_REPORT_JSON, HANDOFF_REPORT_CSV};

// "segment FIELD" and "segment=FIELD" are that field.
static const char *
name_field(const hf_arguments *arguments, const char *name)
{
    static const char segment[] = "segment";
    size_t len = sizeof segment - 1;
    if (strncmp(name, segment, len) != 0) {
        return name;
    }
    if (name[len] == '=' && name[len + 1]) {
        return name + len + 1;
    }
    return !name[len] && arguments->operand_count > 1 ? arguments->operands[1]
                                                      : name;
}

static handoff_status
read_fields(const hf_arguments *arguments, fields *out)
{
    const char *by = arguments->values[HF_OPTION_BY].text;
    *out = (fields){.count = 0};
    if (!by) {
        return arguments->operand_count > 1
                   ? hf_terminal_refuse("'%s' needs --by segment before it",
                                        arguments->operands[1])
                   : HANDOFF_OK;
    }
    if (strlen(by) >= sizeof out->text) {
        return hf_terminal_refuse("--by is too long");
    }
    strcpy(out->text, by);
    char *rest = out->text;
    while (rest) {
        char *name = rest;
        rest = strchr(rest, ',');
        if (rest) {
            *rest++ = '\0';
        }
        if (!*name || out->count == MOST_FIELDS) {
            return hf_terminal_refuse("--by wants up to %d names parted by "
                                      "commas, not '%s'",
                                      MOST_FIELDS, by);
        }
        out->names[out->count++] = name_field(arguments, name);
    }
    return HANDOFF_OK;
}

static handoff_status
fill_period(const hf_arguments *arguments, handoff_report_options *out)
{
    const hf_option_value *values = arguments->values;
    out->as_of = hf_arguments_as_of(arguments);
    out->has_from = values[HF_OPTION_FROM].is_given;
    out->from = values[HF_OPTION_FROM].number;
    out->has_to = values[HF_OPTION_TO].is_given;
    out->to = values[HF_OPTION_TO].number;
    if (!values[HF_OPTION_LAST].is_given) {
        return HANDOFF_OK;
    }
    if (out->has_from) {
        return hf_terminal_refuse("--last and --from both say where the "
                                  "report begins; give one of them");
    }
    out->has_from = 1;
    out->from =
        (out->has_to ? out->to : out->as_of) - values[HF_OPTION_LAST].number;
    return HANDOFF_OK;
}

static void
fill_options(const hf_arguments *arguments, const fields *by,
             handoff_report_options *out)
{
    const hf_option_value *values = arguments->values;
    out->ruleset = values[HF_OPTION_RULESET].text;
    out->compare = hf_arguments_has(arguments, HF_OPTION_COMPARE);
    out->by = by->names;
    out->by_count = by->count;
    out->known_by = values[HF_OPTION_KNOWN_BY].is_given
                        ? values[HF_OPTION_KNOWN_BY].number
                        : 0;
    out->seed = (uint64_t)values[HF_OPTION_SEED].number;
    out->show_people = hf_arguments_has(arguments, HF_OPTION_PEOPLE);
    out->hide_people = hf_arguments_has(arguments, HF_OPTION_PSEUDONYMS);
    out->show_values = hf_arguments_has(arguments, HF_OPTION_SHOW_LEADS);
    out->format = formats[values[HF_OPTION_FORMAT_REPORT].number];
    out->output = values[HF_OPTION_OUTPUT].text;
    if (!out->output || hf_paths_is_stream(out->output)) {
        out->width = (unsigned)hf_terminal_width(STDOUT_FILENO);
        out->use_color = hf_terminal_has_color(arguments, STDOUT_FILENO);
        out->use_ascii = !hf_terminal_has_blocks();
    }
}

static handoff_status
report(const hf_arguments *arguments, const handoff_report_options *options,
       handoff_findings *findings)
{
    handoff_ledger *ledger = NULL;
    handoff_status status =
        hf_ledger_open_derived(arguments, &ledger, findings);
    if (status == HANDOFF_OK) {
        status = handoff_ledger_report(ledger, options, findings);
    }
    handoff_ledger_close(ledger);
    return status;
}

handoff_status
hf_cmd_report(const hf_arguments *arguments)
{
    handoff_report_options options;
    handoff_agreement *agreement = NULL;
    fields by;
    handoff_report_options_init(&options);
    handoff_status status = read_fields(arguments, &by);
    if (status == HANDOFF_OK) {
        status = fill_period(arguments, &options);
    }
    if (status == HANDOFF_OK) {
        status = hf_ledger_guard(arguments);
    }
    if (status != HANDOFF_OK) {
        return status;
    }
    handoff_findings *findings = handoff_findings_new();
    if (!findings) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    fill_options(arguments, &by, &options);
    status = hf_ledger_agreement(arguments, &agreement, findings);
    options.agreement = agreement;
    if (status == HANDOFF_OK) {
        status = report(arguments, &options, findings);
    }
    if (!options.output || hf_paths_is_stream(options.output)) {
        status = hf_terminal_conclude_output(arguments, status, findings);
    } else {
        hf_terminal_conclude(arguments, status, findings);
    }
    handoff_agreement_free(agreement);
    handoff_findings_free(findings);
    return status;
}
