/*
 * The summary: the plan's names and a run's counts in, figures and JSON out.
 * Verdicts and routes that share a name are one line. What is printed for
 * people is left to summary_text.c.
 */
#include "output/summary.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/json.h"
#include "base/memory.h"

#include <string.h>

// ---- Making ----------------------------------------------------------------

static bool
copy_text(handoff_summary *summary, hf_view text, hf_view *out)
{
    *out = hf_arena_copy(&summary->arena, text);
    return out->ptr != NULL;
}

static size_t
find_verdict(const handoff_summary *summary, const hf_plan_verdict *verdict)
{
    size_t at = 0;
    while (at < summary->verdict_count &&
           !(hf_view_equal(summary->verdicts[at].name, verdict->name) &&
             summary->verdicts[at].means == (handoff_means)verdict->means)) {
        at++;
    }
    return at;
}

static size_t
find_route(const handoff_summary *summary, hf_view to)
{
    size_t at = 0;
    while (at < summary->route_count &&
           !hf_view_equal(summary->routes[at].to, to)) {
        at++;
    }
    return at;
}

static bool
name_results(handoff_summary *summary, const handoff_plan *plan)
{
    for (uint32_t at = 0; at < plan->verdict_count; at++) {
        const hf_plan_verdict *verdict = &plan->verdicts[at];
        if (find_verdict(summary, verdict) < summary->verdict_count) {
            continue;
        }
        hf_summary_verdict *made = &summary->verdicts[summary->verdict_count];
        made->means = (handoff_means)verdict->means;
        if (!copy_text(summary, verdict->name, &made->name)) {
            return false;
        }
        summary->verdict_count++;
    }
    for (uint32_t at = 0; at < plan->route_count; at++) {
        hf_view to = plan->routes[at].to;
        if (find_route(summary, to) < summary->route_count) {
            continue;
        }
        if (!copy_text(summary, to,
                       &summary->routes[summary->route_count].to)) {
            return false;
        }
        summary->route_count++;
    }
    return true;
}

static bool
name_rules(handoff_summary *summary, const handoff_plan *plan)
{
    for (uint32_t at = 0; at < plan->subject_count; at++) {
        summary->subjects[at].kind = plan->subjects[at].kind;
        if (!copy_text(summary, plan->subjects[at].id,
                       &summary->subjects[at].id)) {
            return false;
        }
    }
    summary->subject_count = plan->subject_count;
    for (size_t at = 0; at < plan->fields.count; at++) {
        const hf_field_spec *spec = &plan->fields.specs[at];
        if (!spec->is_used) {
            continue;
        }
        if (!copy_text(summary, spec->name,
                       &summary->fields[summary->field_count].name)) {
            return false;
        }
        summary->field_count++;
    }
    return true;
}

static bool
make_arrays(handoff_summary *summary, const handoff_plan *plan, size_t files)
{
    hf_arena *arena = &summary->arena;
    summary->verdicts =
        hf_arena_zero(arena, plan->verdict_count, sizeof *summary->verdicts);
    summary->routes =
        hf_arena_zero(arena, plan->route_count, sizeof *summary->routes);
    summary->subjects =
        hf_arena_zero(arena, plan->subject_count, sizeof *summary->subjects);
    summary->fields =
        hf_arena_zero(arena, plan->fields.count, sizeof *summary->fields);
    summary->files = hf_arena_zero(arena, files, sizeof *summary->files);
    return summary->verdicts && summary->routes && summary->subjects &&
           summary->fields && summary->files;
}

handoff_summary *
hf_summary_new(const handoff_plan *plan, size_t files)
{
    handoff_summary *summary = hf_memory_zero(1, sizeof *summary);
    if (!summary) {
        return NULL;
    }
    summary->as_of = plan->as_of;
    memcpy(summary->revision, plan->revision, sizeof summary->revision);
    if (!copy_text(summary, plan->name, &summary->name) ||
        !copy_text(summary, plan->title, &summary->title) ||
        !make_arrays(summary, plan, files) || !name_results(summary, plan) ||
        !name_rules(summary, plan)) {
        handoff_summary_free(summary);
        return NULL;
    }
    return summary;
}

void
handoff_summary_free(handoff_summary *summary)
{
    if (summary) {
        hf_arena_clear(&summary->arena);
        hf_memory_free(summary);
    }
}

// ---- Counting --------------------------------------------------------------

static void
count_fields(handoff_summary *summary, const handoff_plan *plan,
             const hf_tally *tally, bool show_values)
{
    size_t made = 0;
    for (size_t at = 0; at < plan->fields.count; at++) {
        const hf_field_spec *spec = &plan->fields.specs[at];
        if (!spec->is_used) {
            continue;
        }
        hf_summary_field *field = &summary->fields[made++];
        field->stats = tally->fields[at];
        field->is_hidden = spec->is_personal && !show_values;
        if (tally->example_file[at] < summary->file_count) {
            field->file = summary->files[tally->example_file[at]].name;
        }
    }
}

void
hf_summary_count(handoff_summary *summary, const handoff_plan *plan,
                 const hf_tally *tally, bool show_values)
{
    summary->leads = tally->leads;
    for (uint32_t at = 0; at < plan->verdict_count; at++) {
        size_t verdict = find_verdict(summary, &plan->verdicts[at]);
        summary->verdicts[verdict].leads += tally->verdicts[at];
    }
    for (uint32_t at = 0; at < plan->route_count; at++) {
        size_t route = find_route(summary, plan->routes[at].to);
        summary->routes[route].leads += tally->routes[at];
    }
    for (uint32_t at = 0; at < plan->subject_count; at++) {
        const hf_subject *subject = &plan->subjects[at];
        for (uint32_t item = 0; item < subject->item_count; item++) {
            summary->subjects[at].fired +=
                tally->fired[subject->first_item + item];
        }
        summary->subjects[at].unknown = tally->unknown[at];
    }
    count_fields(summary, plan, tally, show_values);
}

bool
hf_summary_is_over(uint64_t part, uint64_t whole, int64_t limit)
{
    // Counts stay below 2^44, so that millionths of them fit.
    return part * HF_DECIMAL_ONE > (uint64_t)limit * whole;
}

uint64_t
handoff_summary_leads(const handoff_summary *summary)
{
    return summary->leads;
}

uint64_t
handoff_summary_rejected(const handoff_summary *summary)
{
    return summary->rejected;
}

int
handoff_summary_is_cut(const handoff_summary *summary)
{
    return summary->is_cut;
}

const char *
hf_summary_encoding(hf_encoding encoding)
{
    switch (encoding) {
    case HF_ENCODING_AUTO:
    case HF_ENCODING_UTF8:
        return "utf-8";
    case HF_ENCODING_UTF16LE:
        return "utf-16le";
    case HF_ENCODING_UTF16BE:
        return "utf-16be";
    case HF_ENCODING_WINDOWS_1252:
        return "windows-1252";
    }
    return "utf-8";
}

// ---- JSON ------------------------------------------------------------------

static void
write_count(hf_json *json, const char *key, uint64_t count)
{
    hf_json_key(json, key);
    hf_json_count(json, count);
}

static void
write_text(hf_json *json, const char *key, hf_view text)
{
    hf_json_key(json, key);
    hf_json_text(json, text);
}

static void
write_run(hf_json *json, const handoff_summary *summary)
{
    hf_buffer as_of = {0};
    hf_date_print_full(&as_of, summary->as_of);
    write_text(json, "ruleset", summary->name);
    write_text(json, "revision", hf_view_of(summary->revision));
    write_text(json, "as_of", hf_buffer_view(&as_of));
    json->out->failed = json->out->failed || as_of.failed;
    hf_buffer_clear(&as_of);
    if (summary->batch) {
        hf_json_key(json, "batch");
        hf_json_int(json, summary->batch);
    }
    write_count(json, "leads", summary->leads);
    write_count(json, "written", summary->is_dry_run ? 0 : summary->written);
    write_count(json, "rejected", summary->rejected);
    hf_json_key(json, "reasons");
    hf_json_open_object(json);
    for (int reason = 0; reason < HF_REJECT_COUNT; reason++) {
        if (summary->rejects[reason]) {
            write_count(json, hf_reject_name((hf_reject_reason)reason),
                        summary->rejects[reason]);
        }
    }
    hf_json_close_object(json);
}

static void
write_results(hf_json *json, const handoff_summary *summary)
{
    hf_json_key(json, "verdicts");
    hf_json_open_array(json);
    for (size_t at = 0; at < summary->verdict_count; at++) {
        const hf_summary_verdict *verdict = &summary->verdicts[at];
        hf_json_open_object(json);
        write_text(json, "verdict", verdict->name);
        write_text(json, "means",
                   hf_view_of(handoff_means_text(verdict->means)));
        write_count(json, "leads", verdict->leads);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
    hf_json_key(json, "routes");
    hf_json_open_array(json);
    for (size_t at = 0; at < summary->route_count; at++) {
        hf_json_open_object(json);
        write_text(json, "route", summary->routes[at].to);
        write_count(json, "leads", summary->routes[at].leads);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
}

static void
write_subjects(hf_json *json, const handoff_summary *summary, const char *key,
               hf_subject_kind kind)
{
    hf_json_key(json, key);
    hf_json_open_array(json);
    for (size_t at = 0; at < summary->subject_count; at++) {
        const hf_summary_subject *subject = &summary->subjects[at];
        if (subject->kind != kind) {
            continue;
        }
        hf_json_open_object(json);
        write_text(json, "id", subject->id);
        write_count(json, "fired", subject->fired);
        write_count(json, "unknown", subject->unknown);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
}

static void
write_fields(hf_json *json, const handoff_summary *summary)
{
    hf_json_key(json, "fields");
    hf_json_open_array(json);
    for (size_t at = 0; at < summary->field_count; at++) {
        const hf_summary_field *field = &summary->fields[at];
        hf_json_open_object(json);
        write_text(json, "field", field->name);
        write_count(json, "present", field->stats.present);
        write_count(json, "missing", field->stats.missing);
        write_count(json, "unparsed", field->stats.unparsed);
        if (field->stats.example_line) {
            if (!field->is_hidden) {
                write_text(json, "example", hf_view_of(field->stats.example));
            }
            write_text(json, "file", field->file);
            write_count(json, "line", field->stats.example_line);
        }
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
}

static void
write_files(hf_json *json, const handoff_summary *summary)
{
    hf_json_key(json, "files");
    hf_json_open_array(json);
    for (size_t at = 0; at < summary->file_count; at++) {
        const hf_summary_file *file = &summary->files[at];
        hf_json_open_object(json);
        write_text(json, "file", file->name);
        write_text(json, "encoding",
                   hf_view_of(hf_summary_encoding(file->encoding)));
        write_count(json, "footer_lines", file->footer_lines);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
}

void
handoff_summary_set_batch(handoff_summary *summary, int64_t batch)
{
    summary->batch = batch;
}

char *
handoff_summary_json(const handoff_summary *summary)
{
    hf_buffer out = {0};
    hf_json json;
    hf_json_init(&json, &out, HF_JSON_INDENTED);
    hf_json_open_object(&json);
    write_run(&json, summary);
    write_results(&json, summary);
    write_subjects(&json, summary, "gates", HF_SUBJECT_GATE);
    write_subjects(&json, summary, "criteria", HF_SUBJECT_CRITERION);
    write_subjects(&json, summary, "shadow", HF_SUBJECT_SHADOW);
    write_fields(&json, summary);
    write_files(&json, summary);
    hf_json_close_object(&json);
    hf_buffer_add_byte(&out, '\n');
    if (!hf_buffer_text(&out)) {
        hf_buffer_clear(&out);
        return NULL;
    }
    return out.ptr; // handed over: handoff_free gives it back
}
