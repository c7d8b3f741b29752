/*
 * The run: who reads, who scores, who writes, and in which order. Exports
 * come in as blocks and leave as rows in a sink and counts in a tally. What a
 * block comes to, what becomes of a rejected record and how a sink fails are
 * left to scored.c, rejects.c and sink.c; gates and messages to bulk.c.
 */
#include "output/run.h"

#include "base/memory.h"
#include "output/scored.h"

#include <signal.h>
#include <string.h>
#include <time.h>

typedef enum slot_state {
    SLOT_FREE,
    SLOT_TAKEN, // a thread has it
    SLOT_DONE   // scored, waiting for its turn to be written
} slot_state;

struct hf_run_slot {
    slot_state state;
    uint64_t sequence;
    uint32_t file;
    int64_t bytes_done; // of the run, this block included
    handoff_status status;
    hf_scored scored;
};

static handoff_status
report_memory(handoff_findings *findings)
{
    hf_findings_add(findings, HF_CODE_NO_MEMORY, (hf_span){0},
                    "memory ran out");
    return HANDOFF_SYSTEM;
}

// ---- Beginning and end -----------------------------------------------------

handoff_status
hf_run_init(hf_run *run, handoff_findings *findings)
{
    pthread_mutex_init(&run->reading, NULL);
    pthread_mutex_init(&run->order, NULL);
    pthread_cond_init(&run->freed, NULL);
    // A thread alone writes what it has scored before it reads on; with two
    // slots a thread, one that is ahead need not wait for one that is slow.
    size_t count = run->threads == 1 ? 1 : (size_t)run->threads * 2;
    run->files = hf_memory_zero(run->options->lead_count, sizeof *run->files);
    run->slots = hf_memory_zero(count, sizeof *run->slots);
    run->read_findings = handoff_findings_new();
    if (!run->files || !run->slots || !run->read_findings) {
        return report_memory(findings);
    }
    run->slot_count = count;
    for (size_t at = 0; at < count; at++) {
        if (!hf_scored_init(&run->slots[at].scored, run->plan)) {
            return report_memory(findings);
        }
    }
    return HANDOFF_OK;
}

void
hf_run_clear(hf_run *run)
{
    for (size_t at = 0; at < run->slot_count; at++) {
        hf_scored_clear(&run->slots[at].scored);
    }
    for (size_t at = 0; run->files && at < run->options->lead_count; at++) {
        hf_input_close(run->files[at].input);
    }
    hf_memory_free(run->slots);
    hf_memory_free(run->files);
    handoff_findings_free(run->read_findings);
    pthread_cond_destroy(&run->freed);
    pthread_mutex_destroy(&run->order);
    pthread_mutex_destroy(&run->reading);
}

// The first failure in order counts; without one this is an early end.
static void
stop_locked(hf_run *run, handoff_status status)
{
    if (!run->is_stopping) {
        run->is_stopping = true;
        run->status = status;
    }
    pthread_cond_broadcast(&run->freed);
}

static void
stop(hf_run *run, handoff_status status)
{
    pthread_mutex_lock(&run->order);
    stop_locked(run, status);
    pthread_mutex_unlock(&run->order);
}

// ---- Reading ---------------------------------------------------------------

handoff_status
hf_run_open(hf_run *run, size_t file, hf_input **out,
            handoff_findings *findings)
{
    const char *path = run->options->leads[file];
    hf_input *input = NULL;
    const size_t *kept = NULL;
    bool reads_all = run->recorder && run->recorder->reads_all;
    handoff_status status =
        hf_input_open(path, run->input_options, &input, findings);
    if (status == HANDOFF_OK) {
        status = hf_kept_resolve(run->kept, input, &kept, findings);
    }
    if (status == HANDOFF_OK) {
        status = hf_input_bind(input, &run->plan->fields, reads_all, kept,
                               run->kept->count, findings);
    }
    if (status != HANDOFF_OK) {
        hf_input_close(input);
        return status;
    }
    *out = input;
    return HANDOFF_OK;
}

void
hf_run_begin(hf_run *run, hf_input *input)
{
    hf_summary_file *told = &run->summary->files[run->next_file];
    told->encoding = hf_input_encoding(input);
    told->is_detected = run->input_options->encoding == HF_ENCODING_AUTO;
    run->files[run->next_file].input = input;
    run->input = input;
    run->next_file++;
}

static void
close_if_over(hf_run_file *file)
{
    if (file->is_ended && file->pending == 0) {
        hf_input_close(file->input);
        file->input = NULL;
    }
}

static void
end_file(hf_run *run)
{
    hf_run_file *file = &run->files[run->next_file - 1];
    run->bytes_done += hf_input_consumed(run->input);
    run->input = NULL;
    pthread_mutex_lock(&run->order);
    file->is_ended = true;
    close_if_over(file);
    pthread_mutex_unlock(&run->order);
}

static void
fill_slot(hf_run *run, hf_run_slot *slot)
{
    size_t file = run->next_file - 1;
    slot->sequence = run->sequence++;
    slot->file = (uint32_t)file;
    slot->bytes_done = run->bytes_done + hf_input_consumed(run->input);
    pthread_mutex_lock(&run->order);
    run->files[file].pending++;
    pthread_mutex_unlock(&run->order);
}

// One step of reading; *has_block when the slot has got a block.
static handoff_status
read_on(hf_run *run, hf_run_slot *slot, bool *has_block)
{
    if (!run->input) {
        if (run->next_file == run->options->lead_count) {
            run->is_read = true;
            return HANDOFF_OK;
        }
        hf_input *input = NULL;
        handoff_status status =
            hf_run_open(run, run->next_file, &input, run->read_findings);
        if (status == HANDOFF_OK) {
            hf_run_begin(run, input);
        }
        return status;
    }
    handoff_status status = hf_input_next(run->input, slot->scored.block,
                                          has_block, run->read_findings);
    if (status == HANDOFF_OK && *has_block) {
        fill_slot(run, slot);
    } else if (status == HANDOFF_OK) {
        end_file(run);
    }
    return status;
}

static bool
is_told_to_stop(const hf_run *run)
{
    // A handler may set it in the midst of this, or another thread.
    return run->options->stop &&
           __atomic_load_n(run->options->stop, __ATOMIC_RELAXED);
}

// A block into the slot; false at the end, whatever it is.
static bool
read_block(hf_run *run, hf_run_slot *slot)
{
    bool has_block = false;
    pthread_mutex_lock(&run->reading);
    while (!run->is_read && !has_block) {
        handoff_status status = read_on(run, slot, &has_block);
        // A signal may have broken off the read itself.
        if (is_told_to_stop(run)) {
            status = HANDOFF_INTERRUPTED;
        }
        if (status != HANDOFF_OK) {
            run->is_read = true;
            run->read_status = status;
            has_block = false;
        }
    }
    pthread_mutex_unlock(&run->reading);
    return has_block;
}

// ---- Writing, in order -----------------------------------------------------

static void
end_written_file(hf_run *run)
{
    if (run->file_written) {
        run->summary->files[run->file_written - 1].footer_lines =
            hf_rejects_end_file(run->rejects);
    }
}

static void
follow_file(hf_run *run, uint32_t file)
{
    if (run->file_written == (size_t)file + 1) {
        return;
    }
    end_written_file(run);
    run->file_written = (size_t)file + 1;
    hf_rejects_begin_file(run->rejects, run->options->leads[file]);
}

// Under --strict: the first rejected record or unparsable value of the block.
static bool
find_fault(hf_run *run, const hf_run_slot *slot)
{
    hf_run_fault fault = {.file = slot->file};
    if (run->rejects->count) {
        fault.is_found = true;
        fault.reject = run->rejects->first;
        fault.line = fault.reject.line;
    }
    for (size_t at = 0; at < run->plan->fields.count; at++) {
        const hf_field_stats *stats = &slot->scored.tally.fields[at];
        if (stats->example_line &&
            (!fault.is_found || stats->example_line < fault.line)) {
            fault.is_found = fault.is_value = true;
            fault.field = (uint32_t)at;
            fault.line = stats->example_line;
            memcpy(fault.example, stats->example, sizeof fault.example);
        }
    }
    run->fault = fault;
    return fault.is_found;
}

static void
show_progress(hf_run *run, const hf_run_slot *slot)
{
    const int64_t pause = 100; // milliseconds: ten times a second
    if (!run->options->progress) {
        return;
    }
    struct timespec clock;
    clock_gettime(CLOCK_MONOTONIC, &clock);
    int64_t now = (int64_t)clock.tv_sec * 1000 + clock.tv_nsec / 1000000;
    if (now - run->shown_at < pause) {
        return;
    }
    run->shown_at = now;
    handoff_progress progress = {slot->bytes_done, run->bytes_total,
                                 run->tally->leads + run->rejects->count};
    run->options->progress(run->options->progress_context, &progress);
}

static bool
refuse(void *scored, uint64_t line, hf_reject_reason reason)
{
    return hf_scored_reject(scored, 0, line, reason);
}

// Only the thread that has `is_writing` comes here. *goes_on false: the run
// ends with the status, which may be HANDOFF_OK.
static handoff_status
write_slot(hf_run *run, hf_run_slot *slot, bool *goes_on)
{
    *goes_on = false;
    if (slot->status != HANDOFF_OK) {
        return slot->status;
    }
    follow_file(run, slot->file);
    if (run->recorder) {
        hf_view packed = hf_buffer_view(&slot->scored.packed);
        const hf_recorder_refusal refusal = {refuse, &slot->scored};
        handoff_status status =
            run->recorder->take(run->recorder, packed, &refusal, run->findings);
        if (status != HANDOFF_OK) {
            run->is_told = true;
            return status;
        }
    }
    if (!hf_rejects_add(run->rejects, slot->scored.rejects,
                        slot->scored.reject_count)) {
        return run->rejects->has_no_memory ? HANDOFF_SYSTEM : HANDOFF_OK;
    }
    hf_tally_add(run->tally, run->plan, &slot->scored.tally, slot->file);
    if (run->options->is_strict && find_fault(run, slot)) {
        return HANDOFF_DATA;
    }
    *goes_on = !run->sink ||
               hf_sink_write(run->sink, hf_buffer_view(&slot->scored.out));
    show_progress(run, slot);
    return HANDOFF_OK;
}

static hf_run_slot *
find_next(const hf_run *run)
{
    for (size_t at = 0; at < run->slot_count; at++) {
        hf_run_slot *slot = &run->slots[at];
        if (slot->state == SLOT_DONE && slot->sequence == run->next_sequence) {
            return slot;
        }
    }
    return NULL;
}

static void
free_slot(hf_run *run, hf_run_slot *slot)
{
    hf_run_file *file = &run->files[slot->file];
    slot->state = SLOT_FREE;
    run->next_sequence++;
    file->pending--;
    close_if_over(file);
    pthread_cond_broadcast(&run->freed);
}

static void
hand_back(hf_run *run, hf_run_slot *slot)
{
    pthread_mutex_lock(&run->order);
    slot->state = SLOT_DONE;
    hf_run_slot *next = NULL;
    if (!run->is_writing) {
        run->is_writing = true;
        while (!run->is_stopping && (next = find_next(run))) {
            bool goes_on = false;
            pthread_mutex_unlock(&run->order);
            handoff_status status = write_slot(run, next, &goes_on);
            pthread_mutex_lock(&run->order);
            free_slot(run, next);
            if (!goes_on) {
                stop_locked(run, status);
            }
        }
        run->is_writing = false;
    }
    pthread_mutex_unlock(&run->order);
}

// ---- Threads ---------------------------------------------------------------

static hf_run_slot *
take_slot(hf_run *run)
{
    hf_run_slot *found = NULL;
    pthread_mutex_lock(&run->order);
    while (!run->is_stopping && !found) {
        for (size_t at = 0; !found && at < run->slot_count; at++) {
            if (run->slots[at].state == SLOT_FREE) {
                found = &run->slots[at];
                found->state = SLOT_TAKEN;
            }
        }
        if (!found) {
            pthread_cond_wait(&run->freed, &run->order);
        }
    }
    pthread_mutex_unlock(&run->order);
    return found;
}

static void
give_up_slot(hf_run *run, hf_run_slot *slot)
{
    pthread_mutex_lock(&run->order);
    slot->state = SLOT_FREE;
    pthread_cond_broadcast(&run->freed);
    pthread_mutex_unlock(&run->order);
}

static void *
work(void *context)
{
    hf_run *run = context;
    hf_scored_worker worker;
    hf_run_slot *slot = NULL;
    const hf_scores *scores = run->sink ? run->scores : NULL;
    if (!hf_scored_begin(&worker, run->plan, scores, run->kept->count,
                         run->options->is_stream != 0) ||
        (run->recorder && !hf_scored_record(&worker, run->recorder))) {
        stop(run, HANDOFF_SYSTEM);
    }
    while ((slot = take_slot(run))) {
        if (!read_block(run, slot)) {
            give_up_slot(run, slot);
            break;
        }
        slot->status = hf_scored_fill(&slot->scored, &worker);
        hand_back(run, slot);
    }
    hf_scored_end(&worker);
    return NULL;
}

// The other threads take no signals: a handler runs in the caller's thread,
// as it would without us. A machine that gives fewer threads is served with
// what it gives.
static size_t
start_threads(hf_run *run, pthread_t *threads)
{
    sigset_t all, before;
    size_t count = 0;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (count + 1 < run->threads &&
           pthread_create(&threads[count], NULL, work, run) == 0) {
        count++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return count;
}

// Findings of reading were collected apart, for a failure that comes before
// in order makes them void.
static void
move_findings(handoff_findings *from, handoff_findings *to)
{
    bool is_owned = true; // else a place would point into what is gone
    for (size_t at = 0; at < from->source_count; at++) {
        is_owned = hf_findings_own(to, from->sources[at]) && is_owned;
    }
    from->source_count = 0;
    for (size_t at = 0; at < from->count; at++) {
        const hf_finding *item = &from->items[at];
        hf_span span = is_owned ? item->span : (hf_span){0};
        hf_finding *moved =
            hf_findings_add(to, item->code, span, "%s", item->message);
        if (item->hint) {
            hf_findings_hint(to, moved, "%s", item->hint);
        }
        if (item->other.source && is_owned) {
            hf_findings_other(to, moved, item->other, item->other_message);
        }
    }
}

handoff_status
hf_run_score(hf_run *run, handoff_findings *findings)
{
    pthread_t *threads = hf_memory_zero(run->threads, sizeof *threads);
    run->findings = findings;
    if (!threads) {
        return report_memory(findings);
    }
    size_t count = start_threads(run, threads);
    work(run);
    for (size_t at = 0; at < count; at++) {
        pthread_join(threads[at], NULL);
    }
    hf_memory_free(threads);
    if (run->is_stopping) {
        return run->status == HANDOFF_SYSTEM && !run->is_told
                   ? report_memory(findings)
                   : run->status;
    }
    end_written_file(run);
    if (run->read_status != HANDOFF_INTERRUPTED) {
        move_findings(run->read_findings, findings);
    }
    return run->read_status;
}
