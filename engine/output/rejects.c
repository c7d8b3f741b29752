/*
 * Rejected records: rejects and marks of blocks in, in the order of the
 * export; counts and a list out. Short records behind an empty line are held
 * until a record of full length follows (then they are rejects) or the file
 * ends (then they are a report's footer, and were never there).
 */
#include "output/rejects.h"

#include "base/memory.h"
#include "csv/write.h"

enum { FLUSH_BYTES = 64 << 10 };

void
hf_rejects_init(hf_rejects *rejects, hf_sink *sink, bool has_files)
{
    *rejects = (hf_rejects){.sink = sink, .has_files = has_files};
    if (sink) {
        hf_buffer_add_text(&rejects->text,
                           has_files ? "line,reason,file\n" : "line,reason\n");
    }
}

void
hf_rejects_begin_file(hf_rejects *rejects, const char *file)
{
    rejects->file = file;
    rejects->is_behind_empty = false;
    rejects->held_count = 0;
}

// ---- The list --------------------------------------------------------------

bool
hf_rejects_flush(hf_rejects *rejects)
{
    if (!rejects->sink) {
        return true;
    }
    bool is_written =
        !rejects->text.failed &&
        hf_sink_write(rejects->sink, hf_buffer_view(&rejects->text));
    rejects->has_no_memory = rejects->has_no_memory || rejects->text.failed;
    hf_buffer_reset(&rejects->text);
    return is_written;
}

static void
list(hf_rejects *rejects, const hf_reject *reject)
{
    const hf_csv_style style = {.separator = ',', .is_guarded = true};
    hf_buffer reason = {0};
    hf_reject_text(reject, &reason);
    hf_buffer_add_int(&rejects->text, (int64_t)reject->line);
    hf_buffer_add_byte(&rejects->text, ',');
    hf_csv_write_cell(&rejects->text, &style, hf_buffer_view(&reason));
    if (rejects->has_files) {
        hf_buffer_add_byte(&rejects->text, ',');
        hf_csv_write_cell(&rejects->text, &style, hf_view_of(rejects->file));
    }
    hf_buffer_add_byte(&rejects->text, '\n');
    rejects->text.failed = rejects->text.failed || reason.failed;
    hf_buffer_clear(&reason);
}

static bool
take(hf_rejects *rejects, const hf_reject *reject)
{
    if (rejects->count++ == 0) {
        rejects->first = *reject;
        rejects->first.record = (hf_view){0};
        rejects->first_file = rejects->file;
    }
    rejects->reasons[reject->reason]++;
    if (!rejects->sink) {
        return true;
    }
    list(rejects, reject);
    return rejects->text.len < FLUSH_BYTES && !rejects->text.failed
               ? true
               : hf_rejects_flush(rejects);
}

// ---- The footer ------------------------------------------------------------

static bool
release(hf_rejects *rejects)
{
    bool is_taken = true;
    for (size_t at = 0; is_taken && at < rejects->held_count; at++) {
        is_taken = take(rejects, &rejects->held[at]);
    }
    rejects->held_count = 0;
    rejects->is_behind_empty = false;
    return is_taken;
}

static bool
hold(hf_rejects *rejects, const hf_reject *reject)
{
    hf_reject *held = hf_memory_grow(rejects->held, &rejects->held_room,
                                     rejects->held_count + 1, sizeof *held);
    if (!held) {
        rejects->has_no_memory = true;
        return false;
    }
    rejects->held = held;
    held[rejects->held_count] = *reject;
    held[rejects->held_count++].record = (hf_view){0};
    return true;
}

static bool
add(hf_rejects *rejects, const hf_reject *reject)
{
    switch (reject->reason) {
    case HF_REJECT_EMPTY_LINE:
        rejects->is_behind_empty = true;
        return true;
    case HF_REJECT_FULL_RECORD:
        return release(rejects);
    case HF_REJECT_SHORT:
    case HF_REJECT_QUOTING:
    case HF_REJECT_UNCLOSED:
    case HF_REJECT_UTF8:
    case HF_REJECT_NUL:
        return rejects->is_behind_empty && reject->cells < reject->wanted
                   ? hold(rejects, reject)
                   : release(rejects) && take(rejects, reject);
    case HF_REJECT_LONG:
    case HF_REJECT_JSON:
    case HF_REJECT_ID:
    case HF_REJECT_PATTERN:
    case HF_REJECT_COUNT:
        return release(rejects) && take(rejects, reject);
    }
    return false;
}

bool
hf_rejects_add(hf_rejects *rejects, const hf_reject *items, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        if (!add(rejects, &items[at])) {
            return false;
        }
    }
    return true;
}

uint64_t
hf_rejects_end_file(hf_rejects *rejects)
{
    uint64_t left_out = rejects->held_count;
    rejects->held_count = 0;
    rejects->is_behind_empty = false;
    return left_out;
}

void
hf_rejects_clear(hf_rejects *rejects)
{
    hf_buffer_clear(&rejects->text);
    hf_memory_free(rejects->held);
    rejects->held = NULL;
}
