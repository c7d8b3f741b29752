/*
 * One block: records in a buffer in, rows, rejects and counts out, a batch at
 * a time. Rows that a pattern failed on become rejects here. Which block it
 * is and what comes before it are left to run.c.
 */
#include "output/scored.h"

#include "base/memory.h"
#include "output/rows.h"

bool
hf_scored_init(hf_scored *scored, const handoff_plan *plan)
{
    *scored = (hf_scored){.block = hf_block_new()};
    return scored->block && hf_tally_init(&scored->tally, plan, &scored->arena);
}

void
hf_scored_clear(hf_scored *scored)
{
    hf_block_free(scored->block);
    hf_buffer_clear(&scored->out);
    hf_buffer_clear(&scored->packed);
    hf_memory_free(scored->rejects);
    hf_arena_clear(&scored->arena);
}

bool
hf_scored_begin(hf_scored_worker *worker, const handoff_plan *plan,
                const hf_scores *scores, size_t kept_count, bool is_stream)
{
    const hf_fields *fields = &plan->fields;
    hf_kind *kinds = hf_memory_zero(fields->count, sizeof *kinds);
    *worker = (hf_scored_worker){
        .plan = plan, .scores = scores, .is_stream = is_stream};
    if (!kinds) {
        return false;
    }
    for (size_t at = 0; at < fields->count; at++) {
        kinds[at] = hf_fields_kind(fields->specs[at].type);
    }
    bool is_made =
        hf_batch_init(&worker->batch, kinds, fields->count, kept_count);
    hf_memory_free(kinds);
    worker->scorer = is_made ? hf_scorer_new(plan) : NULL;
    return worker->scorer != NULL;
}

bool
hf_scored_record(hf_scored_worker *worker, hf_recorder *recorder)
{
    worker->recorder = recorder;
    worker->packer = recorder->worker_new(recorder);
    return worker->packer != NULL;
}

void
hf_scored_end(hf_scored_worker *worker)
{
    if (worker->packer) {
        worker->recorder->worker_free(worker->recorder, worker->packer);
    }
    hf_scorer_free(worker->scorer);
    hf_batch_clear(&worker->batch);
}

// Rejects are in order of lines, and stay so.
bool
hf_scored_reject(hf_scored *scored, size_t from, uint64_t line,
                 hf_reject_reason reason)
{
    hf_reject *grown = hf_memory_grow(scored->rejects, &scored->reject_room,
                                      scored->reject_count + 1, sizeof *grown);
    if (!grown) {
        return false;
    }
    scored->rejects = grown;
    size_t at = scored->reject_count++;
    for (; at > from && grown[at - 1].line > line; at--) {
        grown[at] = grown[at - 1];
    }
    grown[at] = (hf_reject){.line = line, .reason = reason};
    return true;
}

static bool
reject_failed(hf_scored *scored, size_t from, const hf_batch *batch,
              const hf_verdicts *verdicts)
{
    for (size_t row = 0; row < batch->rows; row++) {
        if (hf_bitmap_get(verdicts->failed, row) &&
            !hf_scored_reject(scored, from, batch->lines[row],
                              HF_REJECT_PATTERN)) {
            return false;
        }
    }
    return true;
}

// Once they have their lines in a stream, empty ones are no rejects.
static void
drop_empty(hf_scored *scored, size_t from)
{
    size_t left = from;
    for (size_t at = from; at < scored->reject_count; at++) {
        if (scored->rejects[at].reason != HF_REJECT_EMPTY_LINE) {
            scored->rejects[left++] = scored->rejects[at];
        }
    }
    scored->reject_count = left;
}

// A line for each record, the rejected ones at their places.
static bool
add_stream(hf_scored *scored, size_t from, const hf_scored_worker *worker,
           const hf_verdicts *verdicts)
{
    const hf_batch *batch = &worker->batch;
    hf_buffer reason = {0};
    size_t row = 0;
    bool is_added = true;
    for (size_t at = from; is_added && at < scored->reject_count; at++) {
        const hf_reject *reject = &scored->rejects[at];
        size_t before = row;
        while (row < batch->rows && batch->lines[row] < reject->line) {
            row++;
        }
        is_added = hf_rows_add(worker->scores, batch, verdicts, before, row,
                               &scored->out);
        hf_buffer_reset(&reason);
        hf_reject_text(reject, &reason);
        is_added = is_added && !reason.failed;
        hf_rows_add_rejected(worker->scores, hf_buffer_view(&reason),
                             &scored->out);
    }
    hf_buffer_clear(&reason);
    return is_added && !scored->out.failed &&
           hf_rows_add(worker->scores, batch, verdicts, row, batch->rows,
                       &scored->out);
}

static bool
add_rows(hf_scored *scored, size_t from, const hf_scored_worker *worker,
         const hf_verdicts *verdicts)
{
    if (!worker->scores) {
        return true;
    }
    if (worker->is_stream) {
        return add_stream(scored, from, worker, verdicts);
    }
    return hf_rows_add(worker->scores, &worker->batch, verdicts, 0,
                       worker->batch.rows, &scored->out);
}

static bool
pack_rows(hf_scored *scored, const hf_scored_worker *worker,
          const hf_verdicts *verdicts)
{
    return !worker->packer ||
           worker->recorder->pack(worker->recorder, worker->packer,
                                  worker->scorer, &worker->batch, verdicts,
                                  &scored->packed);
}

handoff_status
hf_scored_fill(hf_scored *scored, hf_scored_worker *worker)
{
    hf_batch *batch = &worker->batch;
    hf_buffer_reset(&scored->out);
    hf_buffer_reset(&scored->packed);
    scored->reject_count = 0;
    hf_tally_reset(&scored->tally, worker->plan);
    do {
        size_t from = scored->reject_count;
        handoff_status status = hf_block_read(
            scored->block, batch, scored->tally.fields, &scored->rejects,
            &scored->reject_count, &scored->reject_room);
        if (status != HANDOFF_OK) {
            return status;
        }
        const hf_verdicts *verdicts = NULL;
        if (batch->rows) {
            verdicts = hf_scorer_run(worker->scorer, batch);
            if (!verdicts || !reject_failed(scored, from, batch, verdicts) ||
                !pack_rows(scored, worker, verdicts)) {
                return HANDOFF_SYSTEM;
            }
            hf_tally_rows(&scored->tally, worker->plan, verdicts);
        }
        if (!add_rows(scored, from, worker, verdicts)) {
            return HANDOFF_SYSTEM;
        }
        if (worker->is_stream) {
            drop_empty(scored, from);
        }
    } while (batch->rows);
    return HANDOFF_OK;
}
