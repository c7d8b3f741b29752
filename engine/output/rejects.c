/*
 * Rejected records: rejects and marks of blocks in, in the order of the
 * export; counts and a list out. Which of them are the footer of a report,
 * and were never there, is found out by csv/footer.c.
 */
#include "output/rejects.h"

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

// What a ledger alone refuses was scored: it is listed, and the ledger counts
// it.
static void
count(hf_rejects *rejects, const hf_reject *reject)
{
    if (reject->reason == HF_REJECT_REPEATED ||
        reject->reason == HF_REJECT_FORGOTTEN) {
        return;
    }
    if (rejects->count++ == 0) {
        rejects->first = *reject;
        rejects->first.record = (hf_view){0};
        rejects->first_file = rejects->file;
    }
    rejects->reasons[reject->reason]++;
}

static bool
take(hf_rejects *rejects, const hf_reject *reject)
{
    count(rejects, reject);
    if (!rejects->sink) {
        return true;
    }
    list(rejects, reject);
    return rejects->text.len < FLUSH_BYTES && !rejects->text.failed
               ? true
               : hf_rejects_flush(rejects);
}

bool
hf_rejects_add(hf_rejects *rejects, const hf_reject *items, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        if (!hf_footer_add(&rejects->footer, &items[at])) {
            rejects->has_no_memory = true;
            return false;
        }
        const hf_reject *reject = NULL;
        while ((reject = hf_footer_take(&rejects->footer))) {
            if (!take(rejects, reject)) {
                return false;
            }
        }
    }
    return true;
}

uint64_t
hf_rejects_end_file(hf_rejects *rejects)
{
    return hf_footer_finish(&rejects->footer).lines;
}

void
hf_rejects_clear(hf_rejects *rejects)
{
    hf_buffer_clear(&rejects->text);
    hf_footer_clear(&rejects->footer);
}
