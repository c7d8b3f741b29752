/*
 * The plain kernel: one byte after the other through four places in a cell.
 * It defines what an index is; the others must agree with it bit by bit, and
 * hand it the words in which quotes stand where they surprise.
 */
#include "kernel/scan.h"

static void
end_record(hf_kernel_state *state, hf_kernel_index *index)
{
    index->records[index->record_count++] = (hf_kernel_record){
        (uint32_t)index->mark_count, state->lines, state->is_faulty};
    state->is_faulty = false;
}

// A quote, wherever it stands; true when it is the second of two.
static bool
take_quote(hf_kernel_state *state)
{
    switch (state->cell) {
    case HF_KERNEL_START:
        state->cell = HF_KERNEL_QUOTED;
        return false;
    case HF_KERNEL_PLAIN:
        return false;
    case HF_KERNEL_QUOTED:
        state->cell = HF_KERNEL_CLOSED;
        return false;
    case HF_KERNEL_CLOSED:
        state->cell = HF_KERNEL_QUOTED;
        return true;
    }
    return false;
}

static void
take_text(hf_kernel_state *state)
{
    if (state->cell == HF_KERNEL_CLOSED) {
        state->is_faulty = true;
        state->cell = HF_KERNEL_PLAIN;
    } else if (state->cell == HF_KERNEL_START) {
        state->cell = HF_KERNEL_PLAIN;
    }
}

static void
take_line_end(hf_kernel_state *state, hf_kernel_index *index, size_t at)
{
    state->lines++;
    if (state->cell != HF_KERNEL_QUOTED) {
        index->marks[index->mark_count++] = (uint32_t)at;
        end_record(state, index);
        state->cell = HF_KERNEL_START;
    }
}

// Whether a byte is text wherever it stands, but to begin a cell or to follow
// a closing quote.
static inline bool
is_text(unsigned char byte, unsigned char separator)
{
    return byte - (unsigned)' ' < 0x80 - (unsigned)' ' && byte != '"' &&
           byte != separator;
}

void
hf_kernel_scalar_word(const char *bytes, size_t from, size_t to, char separator,
                      hf_kernel_state *state, hf_kernel_index *index)
{
    unsigned flags = 0;
    for (size_t at = from; at < to; at++) {
        char byte = bytes[at];
        bool after_cr = state->after_cr;
        state->after_cr = byte == '\r';
        if (is_text((unsigned char)byte, (unsigned char)separator)) {
            take_text(state);
            // What follows is the same again, up to something else.
            while (at + 1 < to && is_text((unsigned char)bytes[at + 1],
                                          (unsigned char)separator)) {
                at++;
            }
        } else if (byte == '"') {
            flags |= take_quote(state) ? HF_KERNEL_DOUBLED : 0u;
        } else if (byte == '\r' || (byte == '\n' && !after_cr)) {
            take_line_end(state, index, at);
        } else if (byte == '\n') {
            continue; // the second half of CRLF
        } else if (byte == separator && state->cell != HF_KERNEL_QUOTED) {
            index->marks[index->mark_count++] = (uint32_t)at;
            state->cell = HF_KERNEL_START;
        } else {
            flags |= (unsigned char)byte >= 0x80 ? HF_KERNEL_HIGH : 0u;
            flags |= byte == '\0' ? HF_KERNEL_NUL : 0u;
            take_text(state);
        }
    }
    index->flags[from / HF_KERNEL_WORD] = (uint8_t)flags;
    index->all_flags |= (uint8_t)flags;
}

static size_t
scan(const char *bytes, size_t len, char separator, hf_kernel_state *state,
     hf_kernel_index *index)
{
    size_t at = 0;
    while (at < len && index->mark_room - index->mark_count >= HF_KERNEL_WORD &&
           index->record_room - index->record_count >= HF_KERNEL_WORD) {
        size_t to = len - at < HF_KERNEL_WORD ? len : at + HF_KERNEL_WORD;
        hf_kernel_scalar_word(bytes, at, to, separator, state, index);
        at = to;
    }
    return at;
}

const hf_kernel hf_kernel_scalar = {"scalar", scan, &hf_lanes_plain};
