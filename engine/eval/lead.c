/*
 * One lead given by hand: its texts are read by the fields of the plan as
 * cells of an export would be, into a batch of one row, which is scored as any
 * other. What comes out belongs to the scorer.
 */
#include "base/bitmap.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "diag/findings.h"
#include "eval/verdicts.h"
#include "handoff/verdict.h"

#include <string.h>

struct handoff_scorer {
    const handoff_plan *plan;
    hf_scorer *scorer;
    hf_batch batch;
    hf_view *cells; /* by field; ptr NULL: not given */
    const char **fired, **unknown, **shadow;
    hf_arena storage;
};

static bool
init_lead(handoff_scorer *lead)
{
    const handoff_plan *plan = lead->plan;
    const hf_fields *fields = &plan->fields;
    hf_arena *storage = &lead->storage;
    hf_kind *kinds = hf_arena_zero(storage, fields->count ? fields->count : 1,
                                   sizeof *kinds);
    size_t items = plan->item_count + 1, subjects = plan->subject_count + 1;
    lead->cells =
        hf_arena_zero(storage, fields->count + 1, sizeof *lead->cells);
    lead->fired = hf_arena_zero(storage, items, sizeof *lead->fired);
    lead->shadow = hf_arena_zero(storage, items, sizeof *lead->shadow);
    lead->unknown = hf_arena_zero(storage, subjects, sizeof *lead->unknown);
    if (!kinds || !lead->cells || !lead->fired || !lead->shadow ||
        !lead->unknown) {
        return false;
    }
    for (size_t i = 0; i < fields->count; i++) {
        kinds[i] = hf_fields_kind(fields->specs[i].type);
    }
    lead->scorer = hf_scorer_new(plan);
    return lead->scorer && hf_batch_init(&lead->batch, kinds, fields->count, 0);
}

handoff_scorer *
handoff_scorer_new(const handoff_plan *plan)
{
    handoff_scorer *lead = hf_memory_zero(1, sizeof *lead);
    if (!lead) {
        return NULL;
    }
    lead->plan = plan;
    if (!init_lead(lead)) {
        handoff_scorer_free(lead);
        return NULL;
    }
    return lead;
}

void
handoff_scorer_free(handoff_scorer *scorer)
{
    if (!scorer) {
        return;
    }
    hf_scorer_free(scorer->scorer);
    hf_batch_clear(&scorer->batch);
    hf_arena_clear(&scorer->storage);
    hf_memory_free(scorer);
}

// ---- Reading ----------------------------------------------------------------

static size_t
find_field(const hf_fields *fields, hf_view name)
{
    size_t at = 0;
    while (at < fields->count && !hf_view_equal(fields->specs[at].name, name)) {
        at++;
    }
    return at;
}

static handoff_status
refuse_field(const hf_fields *fields, hf_view name, handoff_findings *findings)
{
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_UNKNOWN_NAME, (hf_span){0},
                        "no field is called '%.*s'", (int)name.len, name.ptr);
    hf_view *names = hf_memory_zero(fields->count + 1, sizeof *names);
    for (size_t i = 0; names && i < fields->count; i++) {
        names[i] = fields->specs[i].name;
    }
    hf_view near = names ? hf_nearest(name, names, fields->count) : HF_VIEW("");
    if (near.len > 0) {
        hf_findings_hint(findings, finding, "did you mean '%.*s'?",
                         (int)near.len, near.ptr);
    }
    hf_memory_free(names);
    return HANDOFF_USAGE;
}

static handoff_status
place_cells(handoff_scorer *lead, const handoff_value *values, size_t count,
            handoff_findings *findings)
{
    const hf_fields *fields = &lead->plan->fields;
    memset(lead->cells, 0, (fields->count + 1) * sizeof *lead->cells);
    for (size_t i = 0; i < count; i++) {
        hf_view name = hf_view_of(values[i].field);
        size_t field = find_field(fields, name);
        if (field == fields->count) {
            return refuse_field(fields, name, findings);
        }
        hf_view text = hf_view_of(values[i].text);
        if (hf_utf8_invalid_at(text) < text.len) {
            hf_findings_add(findings, HF_CODE_LEAD_BYTES, (hf_span){0},
                            "the value of '%.*s' is not UTF-8", (int)name.len,
                            name.ptr);
            return HANDOFF_DATA;
        }
        lead->cells[field] = text;
    }
    return HANDOFF_OK;
}

static handoff_status
read_cells(handoff_scorer *lead, handoff_findings *findings)
{
    const hf_fields *fields = &lead->plan->fields;
    hf_batch *batch = &lead->batch;
    for (size_t i = 0; i < fields->count; i++) {
        hf_field_stats stats = {0};
        if (!hf_fields_read(fields, i, &lead->cells[i], 1, NULL,
                            &batch->scratch, &batch->columns[i], &stats)) {
            return HANDOFF_SYSTEM;
        }
    }
    hf_view cell = lead->cells[fields->id];
    hf_view id = hf_fields_lead(fields, cell, &batch->scratch);
    if (id.len == 0) {
        const hf_view name = fields->specs[fields->id].name;
        hf_finding *finding = hf_findings_add(
            findings, HF_CODE_LEAD_ID, (hf_span){0}, "the lead has no id");
        hf_findings_hint(findings, finding, "give the field '%.*s' a value",
                         (int)name.len, name.ptr);
        return HANDOFF_DATA;
    }
    id = hf_arena_copy(&batch->scratch, id);
    batch->leads[0] = id;
    batch->rows = 1;
    return id.ptr ? HANDOFF_OK : HANDOFF_SYSTEM;
}

// ---- Answering --------------------------------------------------------------

static void
list_items(handoff_scorer *lead, const hf_verdicts *verdicts,
           handoff_verdict *out)
{
    const handoff_plan *plan = lead->plan;
    for (uint32_t i = 0; i < plan->item_count; i++) {
        if (!hf_bitmap_get(verdicts->fired, i)) {
            continue;
        }
        if (i < plan->active_items) {
            lead->fired[out->fired_count++] = plan->items[i].label.ptr;
        } else {
            lead->shadow[out->shadow_count++] = plan->items[i].label.ptr;
        }
    }
    for (uint32_t i = 0; i < plan->active_subjects; i++) {
        if (hf_bitmap_get(verdicts->unknown, i)) {
            lead->unknown[out->unknown_count++] = plan->subjects[i].id.ptr;
        }
    }
    out->fired = lead->fired;
    out->shadow = lead->shadow;
    out->unknown = lead->unknown;
}

static void
fill_verdict(handoff_scorer *lead, const hf_verdicts *verdicts,
             handoff_verdict *out)
{
    const handoff_plan *plan = lead->plan;
    const hf_plan_verdict *verdict = &plan->verdicts[verdicts->verdict[0]];
    uint16_t route = verdicts->route[0];
    *out = (handoff_verdict){
        .lead = lead->batch.leads[0].ptr,
        .verdict = verdict->name.ptr,
        .route = route == HF_NO_ROUTE ? "" : plan->routes[route].to.ptr,
        .cell = plan->has_cells ? plan->cells[verdicts->cell[0]].ptr : "",
        .score = verdicts->score[0],
        .axes = verdicts->axes,
        .completeness = verdicts->completeness[0],
        .means = (handoff_means)verdict->means};
    list_items(lead, verdicts, out);
}

handoff_status
handoff_score_lead(handoff_scorer *scorer, const handoff_value *values,
                   size_t count, handoff_verdict *out,
                   handoff_findings *findings)
{
    hf_batch_reset(&scorer->batch);
    handoff_status status = place_cells(scorer, values, count, findings);
    if (status == HANDOFF_OK) {
        status = read_cells(scorer, findings);
    }
    if (status != HANDOFF_OK) {
        return status;
    }
    const hf_verdicts *verdicts = hf_scorer_run(scorer->scorer, &scorer->batch);
    if (!verdicts) {
        return HANDOFF_SYSTEM;
    }
    if (hf_bitmap_get(verdicts->failed, 0)) {
        hf_view id = scorer->batch.leads[0];
        hf_findings_add(findings, HF_CODE_LEAD_LIMIT, (hf_span){0},
                        "a pattern hit its limit on the lead '%.*s'",
                        (int)id.len, id.ptr);
        return HANDOFF_DATA;
    }
    fill_verdict(scorer, verdicts, out);
    return HANDOFF_OK;
}
