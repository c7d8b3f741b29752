/*
 * Ready texts: verdicts, means, routes, cells, labels and what stands between
 * values, each spelt once as the format wants it (guarded, quoted, escaped),
 * so that rows.c copies without looking. Columns are chosen before.
 */
#include "output/ready.h"

#include "base/json.h"

#include <string.h>

static bool
is_ndjson(const hf_scores *scores)
{
    return scores->format == HANDOFF_NDJSON;
}

// What is in the buffer, in the arena and padded. ptr NULL: no memory.
static hf_view
take_padded(hf_scores *scores, hf_buffer *text)
{
    char *copy = hf_arena_zero(&scores->arena, text->len + HF_SCORES_PAD, 1);
    if (!copy || text->failed) {
        return (hf_view){0};
    }
    if (text->len) {
        memcpy(copy, text->ptr, text->len);
    }
    return (hf_view){copy, text->len};
}

static hf_view
make_cell(hf_scores *scores, hf_view text, hf_buffer *scratch)
{
    hf_buffer_reset(scratch);
    if (is_ndjson(scores)) {
        hf_json_add_string(scratch, text);
    } else {
        hf_csv_write_cell(scratch, &scores->style, text);
    }
    return take_padded(scores, scratch);
}

// Ids and labels hold nothing that any format would quote.
static hf_view
make_label(hf_scores *scores, hf_view text, hf_buffer *scratch)
{
    hf_buffer_reset(scratch);
    if (is_ndjson(scores)) {
        hf_json_add_string(scratch, text);
    } else {
        hf_buffer_add_view(scratch, text);
    }
    hf_buffer_add_byte(scratch, is_ndjson(scores) ? ',' : ';');
    return take_padded(scores, scratch);
}

static bool
make_results(hf_scores *scores, hf_buffer *scratch)
{
    const handoff_plan *plan = scores->plan;
    bool is_made = true;
    for (uint32_t at = 0; at < plan->verdict_count; at++) {
        const hf_plan_verdict *verdict = &plan->verdicts[at];
        hf_view means =
            hf_view_of(handoff_means_text((handoff_means)verdict->means));
        scores->verdicts[at] = make_cell(scores, verdict->name, scratch);
        scores->means[at] = make_cell(scores, means, scratch);
        is_made = is_made && scores->verdicts[at].ptr && scores->means[at].ptr;
    }
    scores->no_text = make_cell(scores, (hf_view){0}, scratch);
    for (uint32_t at = 0; at < plan->route_count; at++) {
        scores->routes[at] = make_cell(scores, plan->routes[at].to, scratch);
        is_made = is_made && scores->routes[at].ptr;
    }
    for (uint32_t at = 0; plan->has_cells && at < plan->cell_count; at++) {
        scores->cells[at] = make_cell(scores, plan->cells[at], scratch);
        is_made = is_made && scores->cells[at].ptr;
    }
    return is_made && scores->no_text.ptr;
}

static bool
make_labels(hf_scores *scores, hf_buffer *scratch)
{
    const handoff_plan *plan = scores->plan;
    bool is_made = true;
    for (uint32_t at = 0; at < plan->item_count; at++) {
        scores->items[at] = make_label(scores, plan->items[at].label, scratch);
        is_made = is_made && scores->items[at].ptr;
    }
    for (uint32_t at = 0; at < plan->subject_count; at++) {
        scores->subjects[at] =
            make_label(scores, plan->subjects[at].id, scratch);
        is_made = is_made && scores->subjects[at].ptr;
    }
    return is_made;
}

static bool
make_arrays(hf_scores *scores)
{
    const handoff_plan *plan = scores->plan;
    hf_arena *arena = &scores->arena;
    scores->verdicts =
        hf_arena_zero(arena, plan->verdict_count, sizeof(hf_view));
    scores->means = hf_arena_zero(arena, plan->verdict_count, sizeof(hf_view));
    scores->routes = hf_arena_zero(arena, plan->route_count, sizeof(hf_view));
    scores->cells = hf_arena_zero(arena, plan->cell_count, sizeof(hf_view));
    scores->items = hf_arena_zero(arena, plan->item_count, sizeof(hf_view));
    scores->subjects =
        hf_arena_zero(arena, plan->subject_count, sizeof(hf_view));
    return scores->verdicts && scores->means && scores->routes &&
           scores->cells && scores->items && scores->subjects;
}

static bool
make_lead_ins(hf_scores *scores, hf_buffer *scratch)
{
    bool is_made = true;
    for (size_t at = 0; at < scores->column_count; at++) {
        hf_scores_column *column = &scores->columns[at];
        hf_buffer_reset(scratch);
        if (is_ndjson(scores)) {
            hf_buffer_add_byte(scratch, at ? ',' : '{');
            hf_json_add_string(scratch, column->name);
            hf_buffer_add_byte(scratch, ':');
        } else if (at) {
            hf_buffer_add_byte(scratch, scores->style.separator);
        }
        column->lead_in = take_padded(scores, scratch);
        is_made = is_made && column->lead_in.ptr;
    }
    hf_buffer_reset(scratch);
    hf_buffer_add_text(scratch, is_ndjson(scores) ? "}\n" : "\n");
    scores->row_end = take_padded(scores, scratch);
    return is_made && scores->row_end.ptr;
}

static bool
make_numbers(hf_scores *scores)
{
    scores->numbers =
        hf_arena_zero(&scores->arena, HF_SCORES_READY, sizeof *scores->numbers);
    for (int number = 0; scores->numbers && number < HF_SCORES_READY;
         number++) {
        char *text = scores->numbers[number];
        int len = 1 + (number >= 10) + (number >= 100);
        int left = number;
        for (int at = len; at-- > 0; left /= 10) {
            text[at] = (char)('0' + left % 10);
        }
        text[3] = (char)len;
    }
    return scores->numbers != NULL;
}

bool
hf_ready_make(hf_scores *scores)
{
    hf_buffer scratch = {0};
    bool is_made = make_arrays(scores) && make_results(scores, &scratch) &&
                   make_labels(scores, &scratch) &&
                   make_lead_ins(scores, &scratch) && make_numbers(scores);
    hf_buffer_clear(&scratch);
    return is_made;
}
