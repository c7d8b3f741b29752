/*
 * Rationales of a run: interned by their packed words, put into texts when
 * one is written for the first time.
 */
#include "ledger/rationales.h"

#include "base/bitmap.h"
#include "base/memory.h"

#include <string.h>

/* Where every lead is a case of its own, 200,000 of some 200 bytes are what
 * memory has room for; the same one may then be written twice. */
enum { MOST = 200000 };

static uint64_t
short_digest(hf_sha256_take *take, const hf_view *fields, size_t count)
{
    unsigned char bytes[8];
    uint64_t number = 0;
    hf_store_digest(take, fields, count, bytes, sizeof bytes);
    for (unsigned at = 0; at < 8; at++) {
        number |= (uint64_t)bytes[at] << (8 * at);
    }
    return number;
}

bool
hf_rationales_init(hf_rationales *rationales, const handoff_plan *plan,
                   hf_sha256_take *take)
{
    *rationales = (hf_rationales){
        .plan = plan, .take = take, .layout = hf_pack_layout_of(plan)};
    rationales->subjects =
        hf_arena_zero(&rationales->arena, plan->active_subjects,
                      sizeof *rationales->subjects);
    rationales->words =
        hf_arena_zero(&rationales->arena, rationales->layout.words,
                      sizeof *rationales->words);
    for (size_t at = 0; rationales->subjects && at < plan->active_subjects;
         at++) {
        rationales->subjects[at] =
            short_digest(take, &plan->subjects[at].id, 1);
    }
    return rationales->subjects && rationales->words;
}

void
hf_rationales_clear(hf_rationales *rationales)
{
    hf_table_clear(&rationales->table);
    hf_memory_free(rationales->items);
    hf_buffer_clear(&rationales->text);
    hf_arena_clear(&rationales->arena);
}

// ---- What was said, by name ------------------------------------------------

static const hf_plan_verdict *
verdict_of(const hf_rationales *rationales)
{
    return &rationales->plan->verdicts[rationales->words[HF_PACK_VERDICT]];
}

static hf_view
route_of(const hf_rationales *rationales)
{
    uint64_t route = rationales->words[HF_PACK_ROUTE];
    return route == HF_NO_ROUTE ? HF_VIEW("")
                                : rationales->plan->routes[route].to;
}

static hf_view
cell_of(const hf_rationales *rationales)
{
    const handoff_plan *plan = rationales->plan;
    return plan->has_cells ? plan->cells[rationales->words[HF_PACK_CELL]]
                           : HF_VIEW("");
}

static bool
has_fired(const hf_rationales *rationales, const hf_subject *subject)
{
    const uint64_t *fired = rationales->words + rationales->layout.fired;
    for (uint32_t at = 0; at < subject->item_count; at++) {
        if (hf_bitmap_get(fired, subject->first_item + at)) {
            return true;
        }
    }
    return false;
}

// Sets have no order, and criteria may change theirs from one revision to the
// next: hashes of ids are added up.
static int64_t
state_of(const hf_rationales *rationales)
{
    const handoff_plan *plan = rationales->plan;
    const uint64_t *unknown = rationales->words + rationales->layout.unknown;
    uint64_t sums[2] = {0};
    for (size_t at = 0; at < plan->active_subjects; at++) {
        if (has_fired(rationales, &plan->subjects[at])) {
            sums[0] += rationales->subjects[at];
        }
        if (hf_bitmap_get(unknown, at)) {
            sums[1] += rationales->subjects[at];
        }
    }
    const hf_plan_verdict *verdict = verdict_of(rationales);
    char sets[16];
    for (unsigned at = 0; at < sizeof sets; at++) {
        sets[at] = (char)(sums[at / 8] >> (at % 8 * 8));
    }
    hf_view fields[] = {
        verdict->name,
        hf_view_of(handoff_means_text((handoff_means)verdict->means)),
        cell_of(rationales),
        route_of(rationales),
        {sets, sizeof sets}};
    return (int64_t)short_digest(rationales->take, fields, 5);
}

bool
hf_rationales_find(hf_rationales *rationales, hf_view packed, uint32_t *number,
                   int64_t *state)
{
    if (rationales->table.count >= MOST) {
        hf_table_clear(&rationales->table);
    }
    uint32_t before = rationales->table.count;
    *number = hf_table_intern(&rationales->table, packed);
    if (*number == HF_TABLE_NONE) {
        return false;
    }
    memcpy(rationales->words, packed.ptr, packed.len);
    if (*number < before) {
        *state = rationales->items[*number].state;
        return true;
    }
    struct hf_rationale *grown =
        hf_memory_grow(rationales->items, &rationales->room,
                       (size_t)*number + 1, sizeof *grown);
    if (!grown) {
        return false;
    }
    rationales->items = grown;
    *state = state_of(rationales);
    grown[*number] = (struct hf_rationale){.state = *state};
    return true;
}

// ---- Texts -----------------------------------------------------------------

// Appends and gives back where it stands; views are made when all are there.
typedef struct piece {
    size_t at, len;
} piece;

static piece
end_piece(const hf_buffer *text, size_t at)
{
    return (piece){at, text->len - at};
}

static piece
write_axes(hf_rationales *rationales)
{
    const handoff_plan *plan = rationales->plan;
    hf_buffer *text = &rationales->text;
    size_t start = text->len;
    for (size_t at = 0; at < plan->axis_count; at++) {
        hf_buffer_add_text(text, at ? ";" : "");
        hf_buffer_add_view(text, plan->axes[at].name);
        hf_buffer_add_byte(text, ':');
        hf_buffer_add_int(
            text, (int64_t)rationales->words[rationales->layout.axes + at]);
    }
    return end_piece(text, start);
}

static piece
write_items(hf_rationales *rationales)
{
    const handoff_plan *plan = rationales->plan;
    const uint64_t *bits = rationales->words + rationales->layout.fired;
    hf_buffer *text = &rationales->text;
    size_t start = text->len;
    for (size_t at = 0; at < plan->active_items; at++) {
        if (hf_bitmap_get(bits, at)) {
            hf_buffer_add_text(text, text->len > start ? ";" : "");
            hf_buffer_add_view(text, plan->items[at].label);
        }
    }
    return end_piece(text, start);
}

static piece
write_subjects(hf_rationales *rationales, size_t word)
{
    const handoff_plan *plan = rationales->plan;
    const uint64_t *bits = rationales->words + word;
    hf_buffer *text = &rationales->text;
    size_t start = text->len;
    for (size_t at = 0; at < plan->active_subjects; at++) {
        if (hf_bitmap_get(bits, at)) {
            hf_buffer_add_text(text, text->len > start ? ";" : "");
            hf_buffer_add_view(text, plan->subjects[at].id);
        }
    }
    return end_piece(text, start);
}

static hf_db_value
text_value(const hf_rationales *rationales, piece part)
{
    hf_view text =
        hf_view_slice(hf_buffer_view(&rationales->text), part.at, part.len);
    return HF_DB_STRING(text);
}

// The columns of its row. False when memory ran out.
static bool
fill_row(hf_rationales *rationales, int64_t state,
         hf_db_value out[HF_RATIONALES_COLUMNS])
{
    const uint64_t *words = rationales->words;
    hf_buffer_reset(&rationales->text);
    piece axes = write_axes(rationales);
    piece fired = write_items(rationales);
    piece unknown = write_subjects(rationales, rationales->layout.unknown);
    piece pivotal = write_subjects(rationales, rationales->layout.pivotal);
    const hf_plan_verdict *verdict = verdict_of(rationales);
    hf_view means =
        hf_view_of(handoff_means_text((handoff_means)verdict->means));
    const hf_db_value row[HF_RATIONALES_COLUMNS] = {
        HF_DB_NONE,
        HF_DB_NONE,
        HF_DB_NUMBER(rationales->revision),
        HF_DB_STRING(verdict->name),
        HF_DB_STRING(means),
        HF_DB_NUMBER((int64_t)words[HF_PACK_SCORE]),
        text_value(rationales, axes),
        HF_DB_STRING(cell_of(rationales)),
        words[HF_PACK_HAS_MARGIN] ? HF_DB_NUMBER((int64_t)words[HF_PACK_MARGIN])
                                  : HF_DB_NONE,
        HF_DB_STRING(route_of(rationales)),
        HF_DB_NUMBER((int64_t)words[HF_PACK_COMPLETENESS]),
        text_value(rationales, fired),
        text_value(rationales, unknown),
        text_value(rationales, pivotal),
        HF_DB_NUMBER(state)};
    memcpy(out, row, sizeof row);
    return !rationales->text.failed;
}

handoff_status
hf_rationales_write(hf_rationales *rationales, hf_facts *facts, uint32_t number,
                    int64_t *id, handoff_findings *findings)
{
    struct hf_rationale *item = &rationales->items[number];
    hf_db_value row[HF_RATIONALES_COLUMNS];
    if (item->id) {
        *id = item->id;
        return HANDOFF_OK;
    }
    if (!fill_row(rationales, item->state, row)) {
        return hf_store_no_memory(findings);
    }
    handoff_status status = hf_facts_add_row(
        facts, HF_FACTS_RATIONALE, row, HF_RATIONALES_COLUMNS, id, findings);
    if (status == HANDOFF_OK) {
        item->id = *id;
    }
    return status;
}

static bool
is_same(const hf_db_value *a, const hf_db_value *b)
{
    return a->type == b->type && a->number == b->number &&
           hf_view_equal(a->bytes, b->bytes);
}

bool
hf_rationales_match(hf_rationales *rationales, uint32_t number,
                    const hf_db_value row[HF_RATIONALES_COLUMNS],
                    bool *is_match)
{
    hf_db_value own[HF_RATIONALES_COLUMNS];
    if (!fill_row(rationales, rationales->items[number].state, own)) {
        return false;
    }
    *is_match = true;
    for (size_t at = 2; at < HF_RATIONALES_COLUMNS; at++) {
        *is_match = *is_match && is_same(&own[at], &row[at]);
    }
    return true;
}
