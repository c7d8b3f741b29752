/*
 * Tries changes: copies of a lead with one field, then two, altered are
 * scored 512 at once, and those that come out with another verdict are
 * compared. Nothing is concluded from the conditions, so what is said here is
 * what a run over the altered export would say.
 */
#include "check/flip.h"

#include "base/bitmap.h"
#include "plan/plan.h"

// What the lead is without any change.
typedef struct flip_base {
    uint16_t verdict;
    bool passes;
    uint64_t *fired;
} flip_base;

typedef struct flip_search {
    const handoff_plan *plan;
    const hf_view *cells;
    hf_arena *arena;
    hf_flips *flips;
    flip_base base;
    hf_probe trial;
    hf_view *rows;              // HF_BATCH_ROWS * fields
    const hf_view **leads;      // rows of them
    const hf_candidate **tried; // HF_FLIP_FIELDS a row; NULL: no second
    size_t count;               // of rows waiting
} flip_search;

static bool
is_pass(const handoff_plan *plan, uint16_t verdict)
{
    return plan->verdicts[verdict].means == HF_MEANS_PASS;
}

// ---- What a flip comes from ------------------------------------------------

static void
add_item_reason(hf_buffer *out, const hf_item *item, bool is_gate, bool fires)
{
    hf_buffer_add_text(out, out->len > 0 ? ", " : "");
    if (is_gate) {
        hf_buffer_add_text(out, "gate ");
    }
    hf_buffer_add_view(out, item->id);
    if (item->number > 0) {
        hf_buffer_add_byte(out, '.');
        hf_buffer_add_int(out, item->number);
    }
    if (is_gate) {
        hf_buffer_add_text(out, fires ? " holds" : " holds no longer");
    } else {
        hf_buffer_add_text(out, fires ? " gives " : " no longer gives ");
        hf_buffer_add_int(out, item->points);
    }
}

// Which gates and criteria answer otherwise: those that fire now first.
static bool
explain_flip(flip_search *search, const hf_verdicts *verdicts, size_t row,
             hf_flip *flip)
{
    const handoff_plan *plan = search->plan;
    hf_buffer text = {0};
    size_t said = 0;
    for (int pass = 0; pass < 2; pass++) {
        bool fires = pass == 0;
        for (uint32_t at = 0; at < plan->active_items; at++) {
            bool did = hf_bitmap_get(search->base.fired, at);
            bool does = hf_probe_fired(verdicts, row, at);
            if (did == does || does != fires || said == HF_FLIP_REASONS) {
                continue;
            }
            const hf_item *item = &plan->items[at];
            add_item_reason(
                &text, item,
                plan->subjects[item->subject].kind == HF_SUBJECT_GATE, fires);
            said++;
        }
    }
    flip->reason = hf_arena_copy(search->arena, hf_buffer_view(&text));
    bool is_fine = flip->reason.ptr && !text.failed;
    hf_buffer_clear(&text);
    return is_fine;
}

// ---- Choosing --------------------------------------------------------------

static bool
is_nearer(const hf_flip *a, const hf_flip *b)
{
    if (b->count == 0 || a->count != b->count) {
        return b->count == 0 || a->count < b->count;
    }
    if (a->distance != b->distance) {
        return a->distance < b->distance;
    }
    for (size_t at = 0; at < a->count; at++) {
        if (a->changes[at]->field != b->changes[at]->field) {
            return a->changes[at]->field < b->changes[at]->field;
        }
    }
    return false;
}

// False when memory ran out.
static bool
consider(flip_search *search, const hf_verdicts *verdicts, size_t row)
{
    const handoff_plan *plan = search->plan;
    const hf_candidate *const *tried = &search->tried[row * HF_FLIP_FIELDS];
    uint16_t verdict = verdicts->verdict[row];
    if (hf_probe_has_failed(verdicts, row) ||
        hf_view_equal(plan->verdicts[verdict].name,
                      plan->verdicts[search->base.verdict].name)) {
        return true;
    }
    hf_flip flip = {.count = tried[1] ? 2 : 1,
                    .changes = {tried[0], tried[1]},
                    .distance = tried[0]->distance +
                                (tried[1] ? tried[1]->distance : 0),
                    .verdict = verdict};
    bool crosses = is_pass(plan, verdict) != search->base.passes;
    hf_flip *best = crosses ? &search->flips->crossing : &search->flips->other;
    if (!is_nearer(&flip, best)) {
        return true;
    }
    flip.cell =
        hf_arena_copy(search->arena, hf_probe_cell(plan, verdicts, row));
    if (!flip.cell.ptr || !explain_flip(search, verdicts, row, &flip)) {
        return false;
    }
    *best = flip;
    return true;
}

// ---- Trying ----------------------------------------------------------------

static bool
flush(flip_search *search)
{
    if (search->count == 0) {
        return true;
    }
    const hf_verdicts *verdicts =
        hf_probe_score(&search->trial, search->leads, search->count);
    bool is_fine = verdicts != NULL;
    for (size_t row = 0; is_fine && row < search->count; row++) {
        is_fine = consider(search, verdicts, row);
    }
    search->flips->tried += search->count;
    search->count = 0;
    return is_fine;
}

static bool
try_change(flip_search *search, const hf_candidate *first,
           const hf_candidate *second)
{
    size_t fields = search->plan->fields.count, row = search->count++;
    hf_view *cells = search->rows + row * fields;
    for (size_t at = 0; at < fields; at++) {
        cells[at] = search->cells[at];
    }
    cells[first->field] = first->text;
    if (second) {
        cells[second->field] = second->text;
    }
    search->leads[row] = cells;
    search->tried[row * HF_FLIP_FIELDS] = first;
    search->tried[row * HF_FLIP_FIELDS + 1] = second;
    return search->count < HF_BATCH_ROWS || flush(search);
}

static bool
try_singles(flip_search *search)
{
    const hf_candidates *c = &search->flips->candidates;
    for (size_t at = 0; at < c->count; at++) {
        if (!try_change(search, &c->items[at], NULL)) {
            return false;
        }
    }
    return flush(search);
}

// Pairs grow with the square, so that of each field only as many changes take
// part as keep the whole within bounds.
static size_t
most_of_each(const hf_candidates *c, size_t fields)
{
    size_t most = HF_CANDIDATES_EACH, total;
    do {
        total = 0;
        for (size_t at = 0; at < fields; at++) {
            total += c->of_field[at] < most ? c->of_field[at] : most;
        }
    } while (total > HF_FLIP_PAIRED && --most > 1);
    return most;
}

// The changes that take part, in the order of fields.
static size_t
choose_paired(flip_search *search, const hf_candidate **out)
{
    const hf_candidates *c = &search->flips->candidates;
    size_t fields = search->plan->fields.count, count = 0;
    size_t most = most_of_each(c, fields);
    for (size_t field = 0; field < fields; field++) {
        size_t taken = 0;
        for (size_t at = 0; at < c->count && taken < most; at++) {
            if (c->items[at].field == field) {
                out[count++] = &c->items[at];
                taken++;
            }
        }
    }
    return count < HF_FLIP_PAIRED * 2 ? count : HF_FLIP_PAIRED * 2;
}

static bool
try_pairs(flip_search *search)
{
    const hf_candidate **chosen = hf_arena_zero(
        search->arena, search->flips->candidates.count + 1, sizeof *chosen);
    if (!chosen) {
        return false;
    }
    size_t count = choose_paired(search, chosen);
    for (size_t first = 0; first < count; first++) {
        for (size_t second = first + 1; second < count; second++) {
            if (chosen[first]->field != chosen[second]->field &&
                !try_change(search, chosen[first], chosen[second])) {
                return false;
            }
        }
    }
    return flush(search);
}

// ---- All -------------------------------------------------------------------

static bool
begin(flip_search *search, const hf_verdicts *verdicts)
{
    const handoff_plan *plan = search->plan;
    hf_arena *arena = search->arena;
    size_t fields = plan->fields.count + 1;
    size_t words = hf_bitmap_words(plan->item_count) + 1;
    search->rows =
        hf_arena_zero(arena, HF_BATCH_ROWS * fields, sizeof *search->rows);
    search->leads = hf_arena_zero(arena, HF_BATCH_ROWS, sizeof *search->leads);
    search->tried = hf_arena_zero(arena, HF_BATCH_ROWS * HF_FLIP_FIELDS,
                                  sizeof *search->tried);
    search->base.fired =
        hf_arena_zero(arena, words, sizeof *search->base.fired);
    if (!search->rows || !search->leads || !search->tried ||
        !search->base.fired) {
        return false;
    }
    search->base.verdict = verdicts->verdict[0];
    search->base.passes = is_pass(plan, verdicts->verdict[0]);
    for (uint32_t at = 0; at < plan->item_count; at++) {
        hf_bitmap_put(search->base.fired, at, hf_probe_fired(verdicts, 0, at));
    }
    return hf_probe_init(&search->trial, plan);
}

bool
hf_flip_find(const hf_probe *probe, const hf_verdicts *verdicts,
             const hf_view *cells, hf_arena *arena, hf_flips *flips)
{
    flip_search search = {
        .plan = probe->plan, .cells = cells, .arena = arena, .flips = flips};
    *flips = (hf_flips){0};
    bool is_fine =
        hf_candidates_collect(&flips->candidates, probe, cells, arena) &&
        begin(&search, verdicts) && try_singles(&search);
    if (is_fine && flips->crossing.count == 0) {
        hf_flip nearer = flips->other;
        is_fine = try_pairs(&search);
        flips->other = nearer.count > 0 ? nearer : flips->other;
    }
    if (flips->crossing.count > 0 &&
        flips->other.count >= flips->crossing.count) {
        flips->other = (hf_flip){0};
    }
    hf_probe_clear(&search.trial);
    return is_fine;
}

void
hf_flip_clear(hf_flips *flips)
{
    hf_candidates_clear(&flips->candidates);
}
