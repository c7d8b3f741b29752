/*
 * handoff_score: options in, outputs under their final names and figures out.
 * Here stands what happens before the first record (what cannot work is found
 * out at once) and behind the last one (gates, renaming, what there was
 * nothing of). The run between is left to run.c.
 */
#include "output/bulk.h"

#include "output/options.h"
#include "output/run.h"

#include <string.h>
#include <sys/stat.h>

/* Memory of blocks, over all threads: more threads get smaller ones. */
enum { BLOCKS_BYTES = 4 << 20, SMALLEST_BLOCK = 128 << 10 };

typedef struct bulk_job {
    const handoff_plan *plan;
    const handoff_score_options *options;
    hf_input_options input_options;
    hf_scores scores;
    hf_kept kept;
    hf_sink *sink;
    hf_sink *reject_sink;
    hf_rejects rejects;
    hf_tally tally;
    hf_arena arena;
    hf_run run;
    handoff_summary *summary;
    hf_recorder *recorder; // has begun, and not ended
} bulk_job;

static handoff_status
report_memory(handoff_findings *findings)
{
    hf_findings_add(findings, HF_CODE_NO_MEMORY, (hf_span){0},
                    "memory ran out");
    return HANDOFF_SYSTEM;
}

// ---- Before ----------------------------------------------------------------

// Whether a path can be opened twice and what is in it, -1 when not.
static int64_t
size_of(const char *path)
{
    struct stat status;
    bool is_file = path[0] != '-' || path[1] != '\0';
    return is_file && stat(path, &status) == 0 && S_ISREG(status.st_mode)
               ? (int64_t)status.st_size
               : -1;
}

static int64_t
total_size(const handoff_score_options *options)
{
    int64_t total = 0;
    for (size_t at = 0; at < options->lead_count; at++) {
        int64_t size = size_of(options->leads[at]);
        if (size < 0) {
            return -1;
        }
        total += size;
    }
    return total;
}

static size_t
choose_block(size_t asked, unsigned threads)
{
    size_t even = BLOCKS_BYTES / threads;
    hf_input_options defaults;
    hf_input_defaults(&defaults);
    if (asked) {
        return asked;
    }
    if (even < SMALLEST_BLOCK) {
        return SMALLEST_BLOCK;
    }
    return even < defaults.block_bytes ? even : defaults.block_bytes;
}

static handoff_status
prepare(bulk_job *job, size_t block_bytes, handoff_findings *findings)
{
    const handoff_score_options *options = job->options;
    unsigned threads = hf_options_threads(options);
    handoff_status status = hf_options_check(options, findings);
    if (status == HANDOFF_OK) {
        status = hf_options_input(&options->input,
                                  choose_block(block_bytes, threads),
                                  &job->input_options, findings);
    }
    if (status == HANDOFF_OK) {
        job->input_options.has_header = !options->is_stream;
        job->input_options.stop = options->stop;
        status = hf_scores_init(&job->scores, job->plan, options->format,
                                options->columns, options->only, findings);
    }
    if (status == HANDOFF_OK) {
        status = hf_kept_init(&job->kept, options->keep, findings);
    }
    if (status != HANDOFF_OK) {
        return status;
    }
    job->run = (hf_run){.plan = job->plan,
                        .options = options,
                        .input_options = &job->input_options,
                        .scores = &job->scores,
                        .kept = &job->kept,
                        .rejects = &job->rejects,
                        .tally = &job->tally,
                        .threads = threads,
                        .bytes_total = total_size(options)};
    return hf_tally_init(&job->tally, job->plan, &job->arena)
               ? HANDOFF_OK
               : report_memory(findings);
}

static handoff_status
name_files(bulk_job *job, handoff_findings *findings)
{
    const handoff_score_options *options = job->options;
    handoff_summary *summary = hf_summary_new(job->plan, options->lead_count);
    if (!summary) {
        return report_memory(findings);
    }
    job->summary = job->run.summary = summary;
    summary->is_dry_run = options->is_dry_run != 0;
    for (size_t at = 0; at < options->lead_count; at++) {
        hf_view name = hf_view_of(options->leads[at]);
        summary->files[at].name = hf_arena_copy(&summary->arena, name);
        if (!summary->files[at].name.ptr) {
            return report_memory(findings);
        }
        summary->file_count++;
    }
    return HANDOFF_OK;
}

// Of several files those behind the first are opened when their turn comes. A
// column that the last one lacks is better found now than after an hour.
static handoff_status
try_others(bulk_job *job, handoff_findings *findings)
{
    for (size_t at = 1; at < job->options->lead_count; at++) {
        if (size_of(job->options->leads[at]) < 0) {
            continue; // what can be read once only
        }
        hf_input *input = NULL;
        handoff_status status = hf_run_open(&job->run, at, &input, findings);
        if (status != HANDOFF_OK) {
            return status;
        }
        hf_input_close(input);
    }
    return HANDOFF_OK;
}

static handoff_status
open_exports(bulk_job *job, handoff_findings *findings)
{
    hf_input *input = NULL;
    handoff_status status = hf_run_open(&job->run, 0, &input, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    hf_run_begin(&job->run, input);
    return try_others(job, findings);
}

static handoff_status
open_outputs(bulk_job *job, handoff_findings *findings)
{
    const handoff_score_options *options = job->options;
    bool has_files = options->lead_count > 1;
    handoff_status status = HANDOFF_OK;
    if (!options->is_dry_run) {
        hf_sink_hold hold =
            hf_options_is_held(options) ? HF_SINK_HELD : HF_SINK_FLOWING;
        status = hf_sink_open(options->output ? options->output : "-", hold,
                              &job->sink, findings);
        if (status == HANDOFF_OK && options->rejects) {
            status = hf_sink_open(options->rejects, hold, &job->reject_sink,
                                  findings);
        }
    }
    if (status == HANDOFF_OK) {
        hf_rejects_init(&job->rejects, job->reject_sink, has_files);
        job->run.sink = job->sink;
    }
    return status;
}

static handoff_status
write_header(bulk_job *job, handoff_findings *findings)
{
    hf_buffer header = {0};
    if (!job->sink || job->options->is_stream) {
        return HANDOFF_OK;
    }
    hf_scores_add_header(&job->scores, &header);
    handoff_status status =
        header.failed ? report_memory(findings) : HANDOFF_OK;
    if (status == HANDOFF_OK) {
        hf_sink_write(job->sink, hf_buffer_view(&header));
    }
    hf_buffer_clear(&header);
    return status;
}

static handoff_status
begin_recording(bulk_job *job, handoff_findings *findings)
{
    hf_recorder *recorder = job->options->recorder;
    if (!recorder) {
        return HANDOFF_OK;
    }
    job->recorder = job->run.recorder = recorder;
    return recorder->begin(recorder, job->plan, findings);
}

static handoff_status
set_up(bulk_job *job, handoff_findings *findings)
{
    handoff_status status = hf_run_init(&job->run, findings);
    if (status == HANDOFF_OK) {
        status = name_files(job, findings);
    }
    if (status == HANDOFF_OK) {
        status = begin_recording(job, findings);
    }
    if (status == HANDOFF_OK) {
        status = open_exports(job, findings);
    }
    if (status == HANDOFF_OK) {
        status = hf_scores_begin(&job->scores, job->kept.names, job->kept.count,
                                 findings);
    }
    if (status == HANDOFF_OK) {
        status = open_outputs(job, findings);
    }
    return status == HANDOFF_OK ? write_header(job, findings) : status;
}

// ---- Behind ----------------------------------------------------------------

static const char *
type_name(hf_cell_type type)
{
    switch (type) {
    case HF_CELL_TEXT:
        return "text";
    case HF_CELL_ID:
        return "id";
    case HF_CELL_EMAIL:
        return "email";
    case HF_CELL_NUMBER:
        return "number";
    case HF_CELL_MONEY:
        return "money";
    case HF_CELL_RANGE:
        return "range";
    case HF_CELL_DATE:
        return "date";
    case HF_CELL_BOOLEAN:
        return "boolean";
    case HF_CELL_SET:
        return "set";
    }
    return "text";
}

static void
report_fault(const bulk_job *job, handoff_findings *findings)
{
    const hf_run_fault *fault = &job->run.fault;
    const char *file = job->options->leads[fault->file];
    unsigned long long line = fault->line;
    hf_buffer text = {0};
    if (!fault->is_value) {
        hf_reject_text(&fault->reject, &text);
        const char *reason = hf_buffer_text(&text);
        hf_findings_add(findings, HF_CODE_STRICT_REJECT, (hf_span){0},
                        "'%s', line %llu: %s", file, line,
                        reason ? reason : "rejected");
        hf_buffer_clear(&text);
        return;
    }
    const hf_field_spec *spec = &job->plan->fields.specs[fault->field];
    bool is_shown = !spec->is_personal || job->options->show_values;
    hf_findings_add(findings, HF_CODE_STRICT_VALUE, (hf_span){0},
                    "'%s', line %llu: %s%s%s of the field '%.*s' does not "
                    "read as type '%s'",
                    file, line, is_shown ? "'" : "",
                    is_shown ? fault->example : "the value",
                    is_shown ? "'" : "", (int)spec->name.len, spec->name.ptr,
                    type_name(spec->type));
}

static void
add_share(hf_buffer *out, uint64_t part, uint64_t whole)
{
    // Hundredths of a percent, rounded up: a tripped gate shows why.
    uint64_t share = whole ? (part * 10000 + whole - 1) / whole : 0;
    hf_buffer_printf(out, "%llu.%02llu%%", (unsigned long long)(share / 100),
                     (unsigned long long)(share % 100));
}

static handoff_status
report_gate(hf_code code, const char *what, hf_view field, uint64_t part,
            uint64_t whole, handoff_findings *findings)
{
    hf_buffer share = {0};
    add_share(&share, part, whole);
    const char *text = hf_buffer_text(&share);
    hf_findings_add(findings, code, (hf_span){0},
                    "%llu of %llu %s%s%.*s%s (%s), which is more than the "
                    "gate allows",
                    (unsigned long long)part, (unsigned long long)whole, what,
                    field.len ? " '" : "", (int)field.len, field.ptr,
                    field.len ? "' did not parse" : "", text ? text : "");
    hf_buffer_clear(&share);
    return HANDOFF_FINDINGS;
}

static handoff_status
check_gates(const bulk_job *job, handoff_findings *findings)
{
    const handoff_score_options *options = job->options;
    const handoff_summary *summary = job->summary;
    handoff_status status = HANDOFF_OK;
    uint64_t records = summary->leads + summary->rejected;
    if (options->max_rejected >= 0 &&
        hf_summary_is_over(summary->rejected, records, options->max_rejected)) {
        status =
            report_gate(HF_CODE_GATE_REJECTED, "records were rejected",
                        (hf_view){0}, summary->rejected, records, findings);
    }
    for (size_t at = 0; options->max_unparsed >= 0 && at < summary->field_count;
         at++) {
        const hf_field_stats *stats = &summary->fields[at].stats;
        uint64_t there = stats->present + stats->unparsed;
        if (hf_summary_is_over(stats->unparsed, there, options->max_unparsed)) {
            status = report_gate(HF_CODE_GATE_UNPARSED, "values of",
                                 summary->fields[at].name, stats->unparsed,
                                 there, findings);
        }
    }
    return status;
}

static handoff_status
check_nothing(const bulk_job *job, handoff_findings *findings)
{
    if (job->options->allow_empty) {
        return HANDOFF_OK;
    }
    if (job->plan->subject_count == 0) {
        hf_finding *finding = hf_findings_add(
            findings, HF_CODE_NO_RULES, (hf_span){0},
            "the rule set '%.*s' has no gates and no criteria in force",
            (int)job->plan->name.len, job->plan->name.ptr);
        hf_findings_hint(findings, finding,
                         "'--allow-empty' where that is meant");
        return HANDOFF_NOTHING;
    }
    if (job->summary->leads == 0 && !job->options->is_stream) {
        hf_finding *finding = hf_findings_add(
            findings, HF_CODE_NO_ROWS, (hf_span){0},
            job->summary->rejected ? "every record of '%s'%s was rejected"
                                   : "there are no rows to score in '%s'%s",
            job->options->leads[0],
            job->options->lead_count > 1 ? " and the others" : "");
        hf_findings_hint(findings, finding,
                         "'--allow-empty' where that is nothing unusual");
        return HANDOFF_NOTHING;
    }
    return HANDOFF_OK;
}

static bool
is_cut(const bulk_job *job)
{
    return (job->sink && hf_sink_is_cut(job->sink)) ||
           (job->reject_sink && hf_sink_is_cut(job->reject_sink));
}

static void
count(bulk_job *job)
{
    handoff_summary *summary = job->summary;
    hf_summary_count(summary, job->plan, &job->tally,
                     job->options->show_values != 0);
    summary->rejected = job->rejects.count;
    for (size_t at = 0; at < HF_REJECT_COUNT; at++) {
        summary->rejects[at] = job->rejects.reasons[at];
    }
    for (uint32_t at = 0; at < job->plan->verdict_count; at++) {
        summary->written +=
            job->scores.is_chosen[at] ? job->tally.verdicts[at] : 0;
    }
    summary->is_cut = is_cut(job);
}

static bool
has_failed(const hf_sink *sink)
{
    return sink && hf_sink_has_failed(sink);
}

// Both outputs get their names or none does; a commit of what failed renames
// nothing and says why. The list of rejects goes first: where there are
// scores, there is their list.
static handoff_status
commit(bulk_job *job, handoff_findings *findings)
{
    handoff_status status = HANDOFF_OK;
    bool is_whole = !job->sink || hf_sink_finish(job->sink);
    is_whole =
        (!job->reject_sink || hf_sink_finish(job->reject_sink)) && is_whole;
    job->summary->is_cut = is_cut(job);
    if (is_whole && job->options->before_names) {
        status = job->options->before_names(job->options->before_names_context,
                                            job->summary, findings);
    }
    if (status == HANDOFF_OK && job->reject_sink &&
        (is_whole || has_failed(job->reject_sink))) {
        status = hf_sink_commit(job->reject_sink, findings);
    }
    if (status == HANDOFF_OK && job->sink &&
        (is_whole || has_failed(job->sink))) {
        status = hf_sink_commit(job->sink, findings);
    }
    return status;
}

// Without examples of values: what a ledger keeps of a run is figures.
static char *
figures_of(handoff_summary *summary)
{
    for (size_t at = 0; at < summary->field_count; at++) {
        summary->fields[at].stats.example_line = 0;
    }
    return handoff_summary_json(summary);
}

static handoff_status
seal_recording(bulk_job *job, handoff_findings *findings)
{
    if (!job->recorder) {
        return HANDOFF_OK;
    }
    handoff_summary figures = *job->summary;
    size_t size = figures.field_count * sizeof *figures.fields;
    figures.fields = hf_arena_alloc(&job->arena, size);
    if (!figures.fields) {
        return report_memory(findings);
    }
    if (size) {
        memcpy(figures.fields, job->summary->fields, size);
    }
    char *totals = figures_of(&figures);
    hf_recorder_run run = {.leads = figures.leads,
                           .rejected = figures.rejected,
                           .totals = hf_view_of(totals),
                           .verdicts = job->tally.verdicts};
    handoff_status status =
        totals ? job->recorder->finish(job->recorder, &run, findings)
               : report_memory(findings);
    handoff_free(totals);
    return status;
}

// Behind the outputs: killed between the two, the same run again repairs it.
static handoff_status
end_recording(bulk_job *job, handoff_findings *findings)
{
    hf_recorder *recorder = job->recorder;
    if (!recorder || job->options->is_dry_run) {
        return HANDOFF_OK;
    }
    job->recorder = NULL;
    return recorder->commit(recorder, findings);
}

static handoff_status
finish(bulk_job *job, handoff_status status, handoff_findings *findings)
{
    bool is_flushed = hf_rejects_flush(&job->rejects);
    count(job);
    if (status == HANDOFF_DATA && job->run.fault.is_found) {
        report_fault(job, findings);
    }
    if (status == HANDOFF_OK && !is_flushed && job->rejects.has_no_memory) {
        status = report_memory(findings);
    }
    if (status != HANDOFF_OK || job->summary->is_cut) {
        return status; // half a run goes under no name
    }
    // Figures of a run that a full disk broke off trip no gate.
    if (!has_failed(job->sink) && !has_failed(job->reject_sink)) {
        status = check_gates(job, findings);
    }
    if (status == HANDOFF_OK) {
        status = seal_recording(job, findings);
    }
    if (status == HANDOFF_OK) {
        status = commit(job, findings);
    }
    if (status == HANDOFF_OK && !job->summary->is_cut) {
        status = check_nothing(job, findings);
        if (status == HANDOFF_OK) {
            status = end_recording(job, findings);
        }
    }
    return status;
}

static void
clear(bulk_job *job)
{
    if (job->recorder) {
        job->recorder->abort(job->recorder);
    }
    hf_sink_close(job->sink);
    hf_sink_close(job->reject_sink);
    hf_rejects_clear(&job->rejects);
    hf_scores_clear(&job->scores);
    hf_kept_clear(&job->kept);
    hf_arena_clear(&job->arena);
}

handoff_status
hf_bulk_score(const handoff_plan *plan, const handoff_score_options *options,
              size_t block_bytes, handoff_summary **out,
              handoff_findings *findings)
{
    bulk_job job = {.plan = plan, .options = options};
    *out = NULL;
    handoff_status status = prepare(&job, block_bytes, findings);
    if (status == HANDOFF_OK) {
        status = set_up(&job, findings);
        if (status == HANDOFF_OK) {
            status = hf_run_score(&job.run, findings);
            status = finish(&job, status, findings);
            *out = job.summary;
            job.summary = NULL;
        }
        hf_run_clear(&job.run);
        handoff_summary_free(job.summary);
    }
    clear(&job);
    return status;
}

handoff_status
handoff_score(const handoff_plan *plan, const handoff_score_options *options,
              handoff_summary **out, handoff_findings *findings)
{
    return hf_bulk_score(plan, options, 0, out, findings);
}
