/*
 * Answers of personal tests, written down as text and read back into the
 * registers they came from. Which tests there are, and in which order, is the
 * plan's; the scorer puts given answers in place of the operations.
 */
#include "eval/replay.h"

#include "base/bitmap.h"
#include "base/memory.h"
#include "eval/run.h"

enum { PRINT_DIGITS = 8 };

struct hf_replay {
    const hf_program *program;
    char print[PRINT_DIGITS + 1]; // with its colon
    hf_answers *answers;          // by personal test
};

static void
write_print(const hf_program *program, char out[PRINT_DIGITS + 1])
{
    static const char digits[] = "0123456789abcdef";
    for (unsigned at = 0; at < PRINT_DIGITS; at++) {
        out[at] = digits[program->personal_print >> (28 - 4 * at) & 15];
    }
    out[PRINT_DIGITS] = ':';
}

void
hf_replay_add(const hf_scorer *scorer, size_t row, hf_buffer *out)
{
    const hf_program *program = scorer->plan->program;
    char print[PRINT_DIGITS + 1];
    if (!program->personal_count) {
        return;
    }
    write_print(program, print);
    hf_buffer_add(out, print, sizeof print);
    for (uint32_t at = 0; at < program->personal_count; at++) {
        const hf_answers *answer =
            &scorer->answers[program->personal[at].answer];
        bool is_known = hf_bitmap_get(answer->known, row);
        bool is_true = is_known && hf_bitmap_get(answer->yes, row);
        hf_buffer_add_byte(out, is_true ? '1' : is_known ? '0' : '?');
    }
}

hf_replay *
hf_replay_new(const handoff_plan *plan)
{
    hf_replay *replay = hf_memory_zero(1, sizeof *replay);
    if (!replay) {
        return NULL;
    }
    replay->program = plan->program;
    write_print(plan->program, replay->print);
    replay->answers = hf_memory_zero(plan->program->personal_count + 1,
                                     sizeof *replay->answers);
    if (!replay->answers) {
        hf_replay_free(replay);
        return NULL;
    }
    return replay;
}

void
hf_replay_free(hf_replay *replay)
{
    if (replay) {
        hf_memory_free(replay->answers);
        hf_memory_free(replay);
    }
}

bool
hf_replay_set(hf_replay *replay, size_t row, hf_view text)
{
    uint32_t count = replay->program->personal_count;
    hf_view print = {replay->print, sizeof replay->print};
    if (!count) {
        return true;
    }
    if (text.len != print.len + count || !hf_view_starts(text, print)) {
        return false;
    }
    for (uint32_t at = 0; at < count; at++) {
        char answer = text.ptr[print.len + at];
        hf_bitmap_put(replay->answers[at].yes, row, answer == '1');
        hf_bitmap_put(replay->answers[at].known, row, answer != '?');
    }
    return true;
}

const hf_verdicts *
hf_replay_run(const hf_replay *replay, hf_scorer *scorer, const hf_batch *batch)
{
    scorer->given = replay->answers;
    const hf_verdicts *verdicts = hf_scorer_run(scorer, batch);
    scorer->given = NULL;
    return verdicts;
}
