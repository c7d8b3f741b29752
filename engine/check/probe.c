/*
 * Scores leads that are given cell by cell. They go through the same reader
 * of values and the same scorer as an export, in batches of up to 512, so
 * that what is said of them is what a run would have said.
 */
#include "check/probe.h"

#include "base/bitmap.h"
#include "base/memory.h"

bool
hf_probe_init(hf_probe *probe, const handoff_plan *plan)
{
    const hf_fields *fields = &plan->fields;
    *probe = (hf_probe){.plan = plan};
    hf_kind *kinds = hf_memory_zero(fields->count + 1, sizeof *kinds);
    if (!kinds) {
        return false;
    }
    for (size_t at = 0; at < fields->count; at++) {
        kinds[at] = hf_fields_kind(fields->specs[at].type);
    }
    bool is_fine = hf_batch_init(&probe->batch, kinds, fields->count, 0);
    hf_memory_free(kinds);
    probe->scorer = hf_scorer_new(plan);
    probe->cells = hf_memory_zero(HF_BATCH_ROWS, sizeof *probe->cells);
    probe->stats = hf_memory_zero(fields->count + 1, sizeof *probe->stats);
    return is_fine && probe->scorer && probe->cells && probe->stats;
}

void
hf_probe_clear(hf_probe *probe)
{
    hf_memory_free(probe->stats);
    hf_memory_free(probe->cells);
    hf_scorer_free(probe->scorer);
    hf_batch_clear(&probe->batch);
    *probe = (hf_probe){0};
}

const hf_verdicts *
hf_probe_score(hf_probe *probe, const hf_view *const *leads, size_t rows)
{
    const hf_fields *fields = &probe->plan->fields;
    hf_batch *batch = &probe->batch;
    hf_batch_reset(batch);
    batch->rows = rows;
    for (size_t field = 0; field < fields->count; field++) {
        for (size_t row = 0; row < rows; row++) {
            probe->cells[row] = leads[row][field];
        }
        probe->stats[field] = (hf_field_stats){0};
        if (!hf_fields_read(fields, field, probe->cells, rows, NULL,
                            &batch->scratch, &batch->columns[field],
                            &probe->stats[field])) {
            return NULL;
        }
    }
    for (size_t row = 0; row < rows; row++) {
        batch->leads[row] =
            hf_fields_lead(fields, leads[row][fields->id], &batch->scratch);
        batch->lines[row] = 0;
    }
    return hf_scorer_run(probe->scorer, batch);
}

bool
hf_probe_has_failed(const hf_verdicts *verdicts, size_t row)
{
    return hf_bitmap_get(verdicts->failed, row);
}

hf_view
hf_probe_route(const handoff_plan *plan, const hf_verdicts *verdicts,
               size_t row)
{
    uint16_t route = verdicts->route[row];
    return route == HF_NO_ROUTE ? HF_VIEW("") : plan->routes[route].to;
}

hf_view
hf_probe_cell(const handoff_plan *plan, const hf_verdicts *verdicts, size_t row)
{
    return plan->has_cells ? plan->cells[verdicts->cell[row]] : HF_VIEW("");
}

bool
hf_probe_fired(const hf_verdicts *verdicts, size_t row, size_t item)
{
    return hf_bitmap_get(verdicts->fired + row * verdicts->item_words, item);
}

bool
hf_probe_unknown(const hf_verdicts *verdicts, size_t row, size_t subject)
{
    return hf_bitmap_get(verdicts->unknown + row * verdicts->subject_words,
                         subject);
}

bool
hf_probe_is_personal(const handoff_plan *plan, const hf_trace *value)
{
    if (value->op == HF_TRACE_FIELD) {
        return plan->fields.specs[value->ref].is_personal;
    }
    if (value->op == HF_TRACE_DERIVED) {
        const hf_trace *made_of = plan->traces.derived[value->ref].value;
        return made_of && hf_probe_is_personal(plan, made_of);
    }
    for (size_t at = 0; at < value->count; at++) {
        if (hf_probe_is_personal(plan, value->args[at])) {
            return true;
        }
    }
    return false;
}

handoff_status
hf_probe_conclude(handoff_status status, handoff_findings *findings)
{
    if (status == HANDOFF_SYSTEM && findings->errors == 0) {
        hf_findings_add(findings, HF_CODE_NO_MEMORY, (hf_span){0},
                        "memory ran out");
    }
    return status;
}
