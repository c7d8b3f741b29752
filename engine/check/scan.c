/*
 * Reads an export as a run does, on one thread: blocks, batches, rejects
 * counted by reason with the first of each, the footer of a report left out.
 * What is looked for in the rows is the caller's business.
 */
#include "check/scan.h"

#include "base/memory.h"

// ---- Opening ---------------------------------------------------------------

// The raw cells of every field that has a column. Which columns these are is
// known once the header is bound, so it is bound again.
static handoff_status
keep_cells(hf_scan *scan, handoff_findings *findings)
{
    const hf_fields *fields = &scan->plan->fields;
    size_t count = 0;
    size_t *keep = hf_memory_zero(fields->count + 1, sizeof *keep);
    if (!keep) {
        return HANDOFF_SYSTEM;
    }
    for (size_t field = 0; field < fields->count; field++) {
        size_t column = hf_input_column_of(scan->input, field);
        scan->kept_of[field] = column == SIZE_MAX ? SIZE_MAX : count;
        if (column != SIZE_MAX) {
            keep[count++] = column;
        }
    }
    handoff_status status =
        hf_input_bind(scan->input, fields, true, keep, count, findings);
    hf_memory_free(keep);
    return status;
}

static bool
init_batch(hf_scan *scan, size_t kept_count)
{
    const hf_fields *fields = &scan->plan->fields;
    hf_kind *kinds = hf_memory_zero(fields->count + 1, sizeof *kinds);
    if (!kinds) {
        return false;
    }
    for (size_t at = 0; at < fields->count; at++) {
        kinds[at] = hf_fields_kind(fields->specs[at].type);
    }
    bool is_fine =
        hf_batch_init(&scan->batch, kinds, fields->count, kept_count);
    hf_memory_free(kinds);
    return is_fine;
}

handoff_status
hf_scan_open(hf_scan *scan, const char *path,
             const handoff_input_options *input, const handoff_plan *plan,
             hf_scan_cells cells, handoff_findings *findings)
{
    const hf_fields *fields = &plan->fields;
    *scan = (hf_scan){.plan = plan};
    handoff_status status =
        hf_options_input(input, 0, &scan->options, findings);
    if (status == HANDOFF_OK) {
        status = hf_input_open(path, &scan->options, &scan->input, findings);
    }
    if (status == HANDOFF_OK) {
        status = hf_input_bind(scan->input, fields, true, NULL, 0, findings);
    }
    if (status != HANDOFF_OK) {
        return status;
    }
    scan->block = hf_block_new();
    scan->stats = hf_memory_zero(fields->count + 1, sizeof *scan->stats);
    scan->kept_of = hf_memory_zero(fields->count + 1, sizeof *scan->kept_of);
    if (!scan->block || !scan->stats || !scan->kept_of) {
        return HANDOFF_SYSTEM;
    }
    if (cells == HF_SCAN_RAW_CELLS) {
        status = keep_cells(scan, findings);
    }
    size_t kept_count = cells == HF_SCAN_RAW_CELLS ? fields->count : 0;
    if (status == HANDOFF_OK && !init_batch(scan, kept_count)) {
        status = HANDOFF_SYSTEM;
    }
    return status;
}

void
hf_scan_close(hf_scan *scan)
{
    hf_footer_clear(&scan->footer);
    hf_batch_clear(&scan->batch);
    hf_memory_free(scan->items);
    hf_memory_free(scan->kept_of);
    hf_memory_free(scan->stats);
    hf_block_free(scan->block);
    hf_input_close(scan->input);
    *scan = (hf_scan){0};
}

// ---- Reading ---------------------------------------------------------------

static void
count_reject(hf_scan *scan, const hf_reject *reject)
{
    scan->rejected++;
    if (scan->reasons[reject->reason]++ == 0) {
        scan->first[reject->reason] = *reject;
        scan->first[reject->reason].record = (hf_view){0};
    }
}

static bool
count_rejects(hf_scan *scan)
{
    for (size_t at = 0; at < scan->item_count; at++) {
        if (!hf_footer_add(&scan->footer, &scan->items[at])) {
            return false;
        }
        const hf_reject *reject;
        while ((reject = hf_footer_take(&scan->footer))) {
            count_reject(scan, reject);
        }
    }
    scan->item_count = 0;
    return true;
}

handoff_status
hf_scan_next(hf_scan *scan, handoff_findings *findings)
{
    for (;;) {
        bool has_more = true;
        if (!scan->is_in_block) {
            handoff_status status =
                hf_input_next(scan->input, scan->block, &has_more, findings);
            if (status != HANDOFF_OK) {
                return status;
            }
        }
        hf_batch_reset(&scan->batch);
        if (!has_more) {
            scan->footer_size = hf_footer_finish(&scan->footer);
            return HANDOFF_OK;
        }
        if (hf_block_read(scan->block, &scan->batch, scan->stats, &scan->items,
                          &scan->item_count, &scan->item_room) != HANDOFF_OK ||
            !count_rejects(scan)) {
            return HANDOFF_SYSTEM;
        }
        scan->is_in_block = scan->batch.rows > 0;
        scan->leads += scan->batch.rows;
        if (scan->is_in_block) {
            return HANDOFF_OK;
        }
    }
}
