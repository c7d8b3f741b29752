/*
 * The threads' half of keeping a run: a batch with its verdicts in, packed
 * rows out. The inputs of a decision are the fields that the rules (or the
 * agreement's `contradicted_when`) use, typed, as one object of JSON; what is
 * personal stands there as a keyed hash, and what tests said of it beside.
 */
#include "ledger/pack.h"

#include "base/bitmap.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/json.h"
#include "base/memory.h"
#include "eval/pivotal.h"
#include "eval/replay.h"
#include "ledger/inputs.h"
#include "plan/ops.h"

#include <string.h>

struct hf_packer {
    const handoff_ledger *ledger;
    const handoff_plan *plan;
    hf_pack_layout layout;
    hf_pivotal *pivotal;
    bool *is_kept;    // by field
    hf_view *keys;    // by field: `"name":`
    uint64_t *words;  // of one row
    hf_buffer inputs; // of one row
    hf_buffer text;
    hf_arena arena;
};

hf_pack_layout
hf_pack_layout_of(const handoff_plan *plan)
{
    hf_pack_layout layout = {.axes = HF_PACK_HEAD};
    layout.fired = layout.axes + plan->axis_count;
    layout.unknown = layout.fired + hf_bitmap_words(plan->active_items);
    layout.pivotal = layout.unknown + hf_bitmap_words(plan->active_subjects);
    layout.words = layout.pivotal + hf_bitmap_words(plan->active_subjects);
    return layout;
}

// ---- Beginning -------------------------------------------------------------

static bool
choose_fields(hf_packer *packer, const handoff_agreement *agreement)
{
    const hf_fields *fields = &packer->plan->fields;
    packer->is_kept = hf_arena_zero(&packer->arena, fields->count, 1);
    packer->keys =
        hf_arena_zero(&packer->arena, fields->count, sizeof *packer->keys);
    if (!packer->is_kept || !packer->keys ||
        !hf_agreement_mark_fields(agreement, packer->plan, packer->is_kept)) {
        return false;
    }
    packer->is_kept[fields->id] = false; // a lead is known by it
    for (size_t at = 0; at < fields->count; at++) {
        const hf_field_spec *spec = &fields->specs[at];
        hf_buffer_reset(&packer->text);
        hf_json_add_string(&packer->text, spec->name);
        hf_buffer_add_byte(&packer->text, ':');
        packer->keys[at] =
            hf_arena_copy(&packer->arena, hf_buffer_view(&packer->text));
        if (packer->text.failed || !packer->keys[at].ptr) {
            return false;
        }
    }
    return true;
}

hf_packer *
hf_pack_new(const handoff_ledger *ledger, const handoff_plan *plan,
            const handoff_agreement *agreement)
{
    hf_packer *packer = hf_memory_zero(1, sizeof *packer);
    if (!packer) {
        return NULL;
    }
    packer->ledger = ledger;
    packer->plan = plan;
    packer->layout = hf_pack_layout_of(plan);
    packer->words = hf_arena_zero(&packer->arena, packer->layout.words,
                                  sizeof *packer->words);
    packer->pivotal = hf_pivotal_new(plan);
    if (!packer->words || !packer->pivotal ||
        !choose_fields(packer, agreement)) {
        hf_pack_free(packer);
        return NULL;
    }
    return packer;
}

void
hf_pack_free(hf_packer *packer)
{
    if (!packer) {
        return;
    }
    hf_pivotal_free(packer->pivotal);
    hf_buffer_clear(&packer->inputs);
    hf_buffer_clear(&packer->text);
    hf_arena_clear(&packer->arena);
    hf_memory_free(packer);
}

// ---- Inputs ----------------------------------------------------------------

static void
add_set(hf_buffer *out, const hf_set *set)
{
    hf_buffer_add_byte(out, '[');
    for (size_t at = 0; at < set->count; at++) {
        if (at) {
            hf_buffer_add_byte(out, ',');
        }
        hf_json_add_string(out, set->elements[at]);
    }
    hf_buffer_add_byte(out, ']');
}

static void
add_typed(hf_buffer *out, const hf_column *column, size_t row)
{
    switch (column->kind) {
    case HF_KIND_TEXT:
    case HF_KIND_ID:
        hf_json_add_string(out, column->texts[row]);
        return;
    case HF_KIND_NUMBER:
        hf_decimal_print(out, column->numbers[row]);
        return;
    case HF_KIND_DATE:
        hf_buffer_add_byte(out, '"');
        hf_date_print_full(out, column->numbers[row]);
        hf_buffer_add_byte(out, '"');
        return;
    case HF_KIND_BOOLEAN:
        hf_buffer_add_text(out,
                           hf_bitmap_get(column->bits, row) ? "true" : "false");
        return;
    case HF_KIND_SET:
        add_set(out, &column->sets[row]);
        return;
    }
}

// Folded, so that an e-mail that is to be forgotten is found however it is
// spelt.
static void
add_hashed(hf_packer *packer, const hf_column *column, size_t row)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char mark[HF_STORE_MARK];
    hf_buffer *text = &packer->text;
    hf_buffer_reset(text);
    if (column->kind == HF_KIND_TEXT || column->kind == HF_KIND_ID) {
        hf_buffer_add_view(text, column->texts[row]);
    } else {
        add_typed(text, column, row);
    }
    for (size_t at = 0; at < text->len; at++) {
        text->ptr[at] = (char)hf_view_fold_byte((unsigned char)text->ptr[at]);
    }
    hf_store_mark(packer->ledger, hf_buffer_view(text), mark);
    hf_buffer_add_text(&packer->inputs, "{\"keyed\":\"");
    for (size_t at = 0; at < HF_STORE_KEYED; at++) {
        hf_buffer_add_byte(&packer->inputs, digits[mark[at] >> 4]);
        hf_buffer_add_byte(&packer->inputs, digits[mark[at] & 15]);
    }
    hf_buffer_add_text(&packer->inputs, "\"}");
    packer->inputs.failed = packer->inputs.failed || text->failed;
}

static void
add_inputs(hf_packer *packer, const hf_scorer *scorer, const hf_batch *batch,
           size_t row)
{
    const hf_fields *fields = &packer->plan->fields;
    hf_buffer *out = &packer->inputs;
    hf_buffer_reset(out);
    hf_buffer_add_byte(out, '{');
    for (size_t at = 0; at < fields->count; at++) {
        const hf_column *column = &batch->columns[at];
        if (!packer->is_kept[at] || !hf_bitmap_get(column->present, row)) {
            continue;
        }
        if (out->len > 1) {
            hf_buffer_add_byte(out, ',');
        }
        hf_buffer_add_view(out, packer->keys[at]);
        if (fields->specs[at].is_personal) {
            add_hashed(packer, column, row);
        } else {
            add_typed(out, column, row);
        }
    }
    if (packer->plan->program->personal_count) {
        hf_buffer_add_text(out, out->len > 1 ? "," : "");
        hf_buffer_add_text(out, "\"" HF_INPUTS_ANSWERS "\":\"");
        hf_replay_add(scorer, row, out);
        hf_buffer_add_byte(out, '"');
    }
    hf_buffer_add_byte(out, '}');
}

// ---- Rows ------------------------------------------------------------------

// The first `bits` bits: shadow items and subjects stand behind them.
static void
copy_bits(uint64_t *to, const uint64_t *from, size_t bits)
{
    size_t words = hf_bitmap_words(bits);
    memcpy(to, from, words * sizeof *to);
    if (bits % 64) {
        to[words - 1] &= (UINT64_C(1) << (bits % 64)) - 1;
    }
}

static void
fill_words(hf_packer *packer, const hf_scorer *scorer,
           const hf_verdicts *verdicts, size_t row)
{
    const handoff_plan *plan = packer->plan;
    const hf_pack_layout *layout = &packer->layout;
    uint64_t *words = packer->words;
    hf_pivotal_row near =
        hf_pivotal_find(packer->pivotal, scorer, verdicts, row);
    words[HF_PACK_VERDICT] = verdicts->verdict[row];
    words[HF_PACK_ROUTE] = verdicts->route[row];
    words[HF_PACK_CELL] = plan->has_cells ? verdicts->cell[row] : 0;
    words[HF_PACK_SCORE] = (uint64_t)verdicts->score[row];
    words[HF_PACK_COMPLETENESS] = verdicts->completeness[row];
    words[HF_PACK_HAS_MARGIN] = near.has_margin;
    words[HF_PACK_MARGIN] = near.has_margin ? (uint64_t)near.margin : 0;
    for (size_t at = 0; at < plan->axis_count; at++) {
        words[layout->axes + at] =
            (uint64_t)verdicts->axes[row * plan->axis_count + at];
    }
    copy_bits(words + layout->fired,
              verdicts->fired + row * verdicts->item_words, plan->active_items);
    copy_bits(words + layout->unknown,
              verdicts->unknown + row * verdicts->subject_words,
              plan->active_subjects);
    copy_bits(words + layout->pivotal, near.subjects, plan->active_subjects);
}

bool
hf_pack_add(hf_packer *packer, const hf_scorer *scorer, const hf_batch *batch,
            const hf_verdicts *verdicts, hf_buffer *out)
{
    for (size_t row = 0; row < batch->rows; row++) {
        if (hf_bitmap_get(verdicts->failed, row)) {
            continue;
        }
        fill_words(packer, scorer, verdicts, row);
        add_inputs(packer, scorer, batch, row);
        hf_view lead = batch->leads[row];
        uint64_t lens[] = {lead.len, packer->inputs.len, batch->lines[row]};
        hf_buffer_add(out, lens, sizeof lens);
        hf_buffer_add(out, packer->words,
                      packer->layout.words * sizeof *packer->words);
        hf_buffer_add_view(out, lead);
        hf_buffer_add_view(out, hf_buffer_view(&packer->inputs));
        if (packer->inputs.failed || out->failed) {
            return false;
        }
    }
    return true;
}

bool
hf_pack_next(const hf_pack_layout *layout, hf_view *rest, hf_packed *out)
{
    uint64_t lens[3];
    size_t words = layout->words * sizeof(uint64_t);
    if (rest->len < sizeof lens + words) {
        return false;
    }
    memcpy(lens, rest->ptr, sizeof lens);
    out->rationale = hf_view_slice(*rest, sizeof lens, words);
    out->lead = hf_view_slice(*rest, sizeof lens + words, lens[0]);
    out->inputs = hf_view_slice(*rest, sizeof lens + words + lens[0], lens[1]);
    out->line = lens[2];
    *rest = hf_view_slice(*rest, sizeof lens + words + lens[0] + lens[1],
                          rest->len);
    return true;
}
