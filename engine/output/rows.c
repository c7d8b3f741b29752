/*
 * Rows of scores: a batch and its verdicts in, lines out, by hand and without
 * a look at anything that ready.c made ready. Only leads and kept columns
 * are new in each row; they are searched a word at a time for what must be
 * quoted, which is seldom there.
 */
#include "output/rows.h"

#include "base/bitmap.h"
#include "base/json.h"
#include "base/word.h"

#include <string.h>

// ---- Pieces ----------------------------------------------------------------

// A ready text: HF_SCORES_PAD bytes can be read and there is room for them.
static HF_ALWAYS_INLINE char *
put_ready(char *at, hf_view text)
{
    memcpy(at, text.ptr, HF_SCORES_PAD);
    if (HF_UNLIKELY(text.len > HF_SCORES_PAD)) {
        memcpy(at + HF_SCORES_PAD, text.ptr + HF_SCORES_PAD,
               text.len - HF_SCORES_PAD);
    }
    return at + text.len;
}

static HF_NOINLINE char *
put_large(char *at, uint64_t left)
{
    char digits[20];
    size_t len = 0;
    do {
        digits[len++] = (char)('0' + left % 10);
        left /= 10;
    } while (left);
    while (len) {
        *at++ = digits[--len];
    }
    return at;
}

static HF_ALWAYS_INLINE char *
put_int(char *at, const hf_scores *scores, int64_t number)
{
    uint64_t size = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    *at = '-';
    at += number < 0;
    if (HF_UNLIKELY(size >= HF_SCORES_READY)) {
        return put_large(at, size);
    }
    memcpy(at, scores->numbers[size], sizeof *scores->numbers);
    return at + scores->numbers[size][3];
}

// The labels of the bits from `from` to before `to`, joined.
static char *
put_labels(char *at, const hf_scores *scores, const uint64_t *bits,
           const hf_view *labels, size_t from, size_t to)
{
    bool is_array = scores->format == HANDOFF_NDJSON;
    *at = '[';
    at += is_array;
    char *start = at;
    for (size_t word = from / 64; word * 64 < to; word++) {
        uint64_t left = bits[word];
        if (word * 64 < from) {
            left &= ~(uint64_t)0 << (from % 64);
        }
        if (to - word * 64 < 64) {
            left &= ((uint64_t)1 << (to % 64)) - 1;
        }
        for (; left; left &= left - 1) {
            size_t bit = (size_t)__builtin_ctzll(left);
            at = put_ready(at, labels[word * 64 + bit]);
        }
    }
    at -= at > start; // the last joiner
    *at = ']';
    return at + is_array;
}

// ---- Texts of the export ---------------------------------------------------

static HF_ALWAYS_INLINE uint64_t
zero_bytes(uint64_t word)
{
    return (word - HF_WORD_EACH(1)) & ~word & HF_WORD_EACH(0x80);
}

static HF_ALWAYS_INLINE bool
has_special_csv(uint64_t word, uint64_t separators)
{
    return (zero_bytes(word ^ separators) |
            zero_bytes(word ^ HF_WORD_EACH('"')) |
            zero_bytes(word ^ HF_WORD_EACH('\r')) |
            zero_bytes(word ^ HF_WORD_EACH('\n'))) != 0;
}

static HF_ALWAYS_INLINE bool
has_special_json(uint64_t word)
{
    uint64_t controls = (word - HF_WORD_EACH(' ')) & ~word & HF_WORD_EACH(0x80);
    return (controls | zero_bytes(word ^ HF_WORD_EACH('"')) |
            zero_bytes(word ^ HF_WORD_EACH('\\'))) != 0;
}

// What a spreadsheet might run begins so; write.c looks closer.
static HF_ALWAYS_INLINE bool
is_risky_start(char byte)
{
    return byte == '=' || byte == '+' || byte == '-' || byte == '@' ||
           byte == '\t' || byte == '\r';
}

// Whether a text that is not empty stands in the output as it is.
static bool
is_plain(const hf_scores *scores, hf_view text)
{
    bool is_json = scores->format == HANDOFF_NDJSON;
    uint64_t separators = HF_WORD_EACH((unsigned char)scores->style.separator);
    if (scores->style.is_guarded && is_risky_start(text.ptr[0])) {
        return false;
    }
    if (text.len < 8) { // blanks above, which are special in no format
        uint64_t word = hf_word_load_short(text.ptr, text.len) |
                        HF_WORD_EACH(' ') << (8 * text.len);
        return is_json ? !has_special_json(word)
                       : !has_special_csv(word, separators);
    }
    bool is_special = false;
    for (size_t at = 0; at < text.len; at += 8) {
        size_t from = at + 8 <= text.len ? at : text.len - 8;
        uint64_t word = hf_word_load(text.ptr + from);
        is_special |= is_json ? has_special_json(word)
                              : has_special_csv(word, separators);
    }
    return !is_special;
}

// A text of the export, and room behind it for the rest of the row.
static bool
add_text(const hf_scores *scores, hf_view text, hf_buffer *out)
{
    bool is_json = scores->format == HANDOFF_NDJSON;
    if (text.len == 0 || is_plain(scores, text)) {
        if (!hf_buffer_reserve(out, text.len + 2 + scores->row_room)) {
            return false;
        }
        char *at = out->ptr + out->len;
        *at = '"';
        at += is_json;
        if (text.len) {
            memcpy(at, text.ptr, text.len);
        }
        at += text.len;
        *at = '"';
        at += is_json;
        out->len = (size_t)(at - out->ptr);
        return true;
    }
    if (is_json) {
        hf_json_add_string(out, text);
    } else {
        hf_csv_write_cell(out, &scores->style, text);
    }
    return hf_buffer_reserve(out, scores->row_room);
}

static bool
add_kept_text(const hf_scores *scores, hf_view text, hf_buffer *out)
{
    if (!text.ptr && scores->format == HANDOFF_NDJSON) {
        hf_buffer_add_text(out, "null");
        return hf_buffer_reserve(out, scores->row_room);
    }
    return add_text(scores, text, out);
}

// ---- Rows ------------------------------------------------------------------

typedef struct row_source {
    const hf_scores *scores;
    const hf_batch *batch;
    const hf_verdicts *verdicts;
} row_source;

static char *
put_value(char *at, const row_source *source, const hf_scores_column *column,
          size_t row)
{
    const hf_scores *scores = source->scores;
    const hf_verdicts *verdicts = source->verdicts;
    const handoff_plan *plan = scores->plan;
    const uint64_t *fired = verdicts->fired + row * verdicts->item_words;
    switch (column->source) {
    case HF_SCORES_VERDICT:
        return put_ready(at, scores->verdicts[verdicts->verdict[row]]);
    case HF_SCORES_MEANS:
        return put_ready(at, scores->means[verdicts->verdict[row]]);
    case HF_SCORES_SCORE:
        return put_int(at, scores, verdicts->score[row]);
    case HF_SCORES_AXIS:
        return put_int(at, scores,
                       verdicts->axes[row * plan->axis_count + column->index]);
    case HF_SCORES_CELL:
        return put_ready(at, plan->has_cells
                                 ? scores->cells[verdicts->cell[row]]
                                 : scores->no_text);
    case HF_SCORES_ROUTE:
        return put_ready(at, verdicts->route[row] == HF_NO_ROUTE
                                 ? scores->no_text
                                 : scores->routes[verdicts->route[row]]);
    case HF_SCORES_COMPLETENESS:
        return put_int(at, scores, verdicts->completeness[row]);
    case HF_SCORES_FIRED:
        return put_labels(at, scores, fired, scores->items, 0,
                          plan->active_items);
    case HF_SCORES_UNKNOWN:
        return put_labels(at, scores,
                          verdicts->unknown + row * verdicts->subject_words,
                          scores->subjects, 0, plan->active_subjects);
    case HF_SCORES_SHADOW:
        return put_labels(at, scores, fired, scores->items, plan->active_items,
                          plan->item_count);
    case HF_SCORES_LEAD:
    case HF_SCORES_KEPT:
        break; // of the export: add_row sees to them
    }
    return at;
}

static bool
add_row(const row_source *source, size_t row, hf_buffer *out)
{
    const hf_scores *scores = source->scores;
    const hf_batch *batch = source->batch;
    if (!hf_buffer_reserve(out, scores->row_room)) {
        return false;
    }
    char *at = out->ptr + out->len;
    for (size_t number = 0; number < scores->column_count; number++) {
        const hf_scores_column *column = &scores->columns[number];
        if (column->lead_in.len == 1) {
            *at++ = column->lead_in.ptr[0];
        } else {
            at = put_ready(at, column->lead_in);
        }
        if (column->source != HF_SCORES_LEAD &&
            column->source != HF_SCORES_KEPT) {
            at = put_value(at, source, column, row);
            continue;
        }
        out->len = (size_t)(at - out->ptr);
        bool is_added =
            column->source == HF_SCORES_LEAD
                ? add_text(scores, batch->leads[row], out)
                : add_kept_text(scores, batch->kept[column->index][row], out);
        if (!is_added) {
            return false;
        }
        at = out->ptr + out->len;
    }
    at = put_ready(at, scores->row_end);
    out->len = (size_t)(at - out->ptr);
    return true;
}

bool
hf_rows_add(const hf_scores *scores, const hf_batch *batch,
            const hf_verdicts *verdicts, size_t from, size_t to, hf_buffer *out)
{
    row_source source = {scores, batch, verdicts};
    for (size_t row = from; row < to; row++) {
        if (hf_bitmap_get(verdicts->failed, row) ||
            !scores->is_chosen[verdicts->verdict[row]]) {
            continue;
        }
        if (!add_row(&source, row, out)) {
            return false;
        }
    }
    return true;
}

void
hf_rows_add_rejected(const hf_scores *scores, hf_view reason, hf_buffer *out)
{
    bool is_json = scores->format == HANDOFF_NDJSON;
    hf_buffer text = {0};
    hf_buffer_add_text(&text, "rejected: ");
    hf_buffer_add_view(&text, reason);
    for (size_t at = 0; at < scores->column_count; at++) {
        const hf_scores_column *column = &scores->columns[at];
        bool is_unknown = column->source == HF_SCORES_UNKNOWN;
        bool is_list = is_unknown || column->source == HF_SCORES_FIRED ||
                       column->source == HF_SCORES_SHADOW;
        hf_buffer_add_view(out, column->lead_in);
        if (is_json) {
            hf_buffer_add_text(out, is_list ? "[" : "null");
            if (is_unknown) {
                hf_json_add_string(out, hf_buffer_view(&text));
            }
            hf_buffer_add_text(out, is_list ? "]" : "");
        } else if (is_unknown) {
            hf_csv_write_cell(out, &scores->style, hf_buffer_view(&text));
        }
    }
    hf_buffer_add_view(out, scores->row_end);
    out->failed = out->failed || text.failed;
    hf_buffer_clear(&text);
}
