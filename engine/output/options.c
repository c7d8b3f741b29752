/*
 * Options: defaults, what cannot stand together, how many threads. The
 * reader's own are translated in csv/options.c; names of columns and verdicts
 * are left to who looks for them.
 */
#include "output/options.h"

#include <sched.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void
handoff_input_options_init(handoff_input_options *options)
{
    hf_input_options defaults;
    hf_input_defaults(&defaults);
    *options = (handoff_input_options){.separator = -1,
                                       .footer = HANDOFF_FOOTER_AUTO,
                                       .max_columns = defaults.max_columns,
                                       .max_cell = defaults.max_cell};
}

void
handoff_score_options_init(handoff_score_options *options)
{
    *options = (handoff_score_options){
        .format = HANDOFF_CSV, .max_rejected = -1, .max_unparsed = -1};
    handoff_input_options_init(&options->input);
}

// ---- What cannot stand together --------------------------------------------

static bool
is_file(const char *path, struct stat *out)
{
    return path && strcmp(path, "-") != 0 && stat(path, out) == 0 &&
           S_ISREG(out->st_mode);
}

// The same file whatever the path, or the same path of a file yet to be.
static bool
is_same(const char *a, const char *b)
{
    struct stat first, second;
    if (is_file(a, &first) && is_file(b, &second)) {
        return first.st_dev == second.st_dev && first.st_ino == second.st_ino;
    }
    return strcmp(a, b) == 0;
}

static handoff_status
check_target(const handoff_score_options *options, const char *what,
             const char *path, handoff_findings *findings)
{
    struct stat status;
    for (size_t at = 0; is_file(path, &status) && at < options->lead_count;
         at++) {
        if (!is_same(path, options->leads[at])) {
            continue;
        }
        hf_findings_add(findings, HF_CODE_OUTPUT_IS_INPUT, (hf_span){0},
                        "%s '%s' would be written over the export '%s'", what,
                        path, options->leads[at]);
        return HANDOFF_USAGE;
    }
    return HANDOFF_OK;
}

static handoff_status
check_targets(const handoff_score_options *options, handoff_findings *findings)
{
    const char *output = options->output ? options->output : "-";
    handoff_status status =
        check_target(options, "the output", output, findings);
    if (status != HANDOFF_OK || !options->rejects) {
        return status;
    }
    if (is_same(output, options->rejects) && strcmp(output, "/dev/null") != 0) {
        hf_findings_add(findings, HF_CODE_OUTPUT_IS_INPUT, (hf_span){0},
                        "scores and rejected records would both go to '%s'",
                        output);
        return HANDOFF_USAGE;
    }
    return check_target(options, "the list of rejected records",
                        options->rejects, findings);
}

static handoff_status
check_stream(const handoff_score_options *options, handoff_findings *findings)
{
    const char *option = options->only                ? "--only"
                         : options->max_rejected >= 0 ? "--max-rejected"
                         : options->max_unparsed >= 0 ? "--max-unparsed"
                                                      : NULL;
    if (!options->is_stream || !option) {
        return HANDOFF_OK;
    }
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_STREAM_OPTIONS, (hf_span){0},
                        "'%s' cannot stand with '--stream'", option);
    hf_findings_hint(findings, finding,
                     "a stream has one line for each input line, at once");
    return HANDOFF_USAGE;
}

handoff_status
hf_options_check(const handoff_score_options *options,
                 handoff_findings *findings)
{
    if (options->lead_count == 0) {
        return HANDOFF_USAGE; // a program's mistake: the command line asks
    }
    handoff_status status = check_stream(options, findings);
    return status == HANDOFF_OK ? check_targets(options, findings) : status;
}

bool
hf_options_is_held(const handoff_score_options *options)
{
    return !options->is_stream &&
           (options->is_strict || options->recorder ||
            options->max_rejected >= 0 || options->max_unparsed >= 0);
}

unsigned
hf_options_threads(const handoff_score_options *options)
{
    unsigned threads = options->threads;
    if (threads == 0) {
        cpu_set_t allowed; // fails on machines of more than 1,024 processors
        long online = sysconf(_SC_NPROCESSORS_ONLN);
        threads = sched_getaffinity(0, sizeof allowed, &allowed) == 0
                      ? (unsigned)CPU_COUNT(&allowed)
                      : (unsigned)(online > 0 ? online : 1);
    }
    if (threads == 0) {
        threads = 1;
    }
    return threads < HF_OPTIONS_THREADS ? threads : HF_OPTIONS_THREADS;
}
