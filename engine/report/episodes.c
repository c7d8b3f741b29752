/*
 * Derived rows of the ledger become episodes in memory: one pass over the
 * units of the range, one over the rationales they rest on. Texts are turned
 * into numbers on the way, of which there are few; what a text of several ids
 * says is taken apart once. What an episode means for a rate stands at the
 * end.
 */
#include "report/episodes.h"

#include "base/memory.h"
#include "dispute/ground.h"
#include "ledger/facts.h"

#include <stdlib.h>

/* Ids that a text joins by `;`. */
typedef struct list {
    const hf_name *names;
    uint32_t count;
} list;

typedef struct reader {
    hf_episodes *episodes;
    handoff_ledger *ledger;
    const hf_episodes_range *range;
    hf_table lists; // texts of several ids, to `taken`
    list *taken;
    size_t taken_room;
    uint32_t *grounds_of; // by rationale: place + 1, 0: not used
    size_t rationale_count;
    hf_name *rulesets; // by id
    size_t ruleset_room;
    bool is_fine; // memory did not run out
} reader;

/* Columns of READ_UNITS and READ_RATIONALES. */
enum {
    UNIT_ID,
    UNIT_LEAD,
    UNIT_DECISION,
    UNIT_DECIDED,
    UNIT_HANDED,
    UNIT_DUE,
    UNIT_TOUCHED,
    UNIT_AT,
    UNIT_MINUTES,
    UNIT_ATTEMPTS,
    UNIT_CYCLE,
    UNIT_RULESET,
    UNIT_CODE,
    UNIT_RESOLUTION,
    UNIT_TEAM,
    UNIT_ACTOR,
    UNIT_REASON,
    UNIT_REASON_CODE,
    UNIT_CLASS,
    UNIT_DISPUTES,
    UNIT_UNEXPLAINED,
    UNIT_CONTRADICTED,
    UNIT_BULK,
    UNIT_REVERSED,
    UNIT_RATIONALE
};

enum {
    RATIONALE_ID,
    RATIONALE_REVISION,
    RATIONALE_VERDICT,
    RATIONALE_MEANS,
    RATIONALE_SCORE,
    RATIONALE_CELL,
    RATIONALE_MARGIN,
    RATIONALE_ROUTE,
    RATIONALE_FIRED,
    RATIONALE_PIVOTAL
};

// ---- Texts -----------------------------------------------------------------

static hf_name
intern(reader *self, hf_view text)
{
    if (!text.len) {
        return HF_EPISODES_NONE;
    }
    uint32_t number = hf_table_intern(&self->episodes->names, text);
    self->is_fine &= number != HF_TABLE_NONE;
    return number;
}

// Codes and resolutions are the first names, in the order of their lists.
static void
intern_codes(reader *self)
{
    for (int code = 0; code < HF_UNIT_CODE_COUNT; code++) {
        intern(self, hf_units_code_text((hf_unit_code)code));
    }
    for (int one = HF_RESOLUTION_OPEN; one <= HF_RESOLUTION_BOTH_MISSED;
         one++) {
        intern(self, hf_units_resolution_text((hf_resolution)one));
    }
}

static uint8_t
read_code(reader *self, hf_view text)
{
    hf_name name = intern(self, text);
    return name < HF_UNIT_CODE_COUNT ? (uint8_t)name : HF_UNIT_INDETERMINATE;
}

static uint8_t
read_resolution(reader *self, hf_view text)
{
    hf_name name = intern(self, text);
    uint32_t first = HF_UNIT_CODE_COUNT;
    return name >= first && name < first + HF_RESOLUTION_BOTH_MISSED
               ? (uint8_t)(name - first + HF_RESOLUTION_OPEN)
               : HF_RESOLUTION_NONE;
}

// Labels "size.1:30" are cut down to their ids.
static bool
take_apart(reader *self, hf_view text, list *out)
{
    hf_view rest = text;
    hf_view label;
    uint32_t count = 0;
    while (hf_ground_next_label(&rest, &label)) {
        count++;
    }
    hf_name *names =
        hf_arena_zero(&self->episodes->arena, count ? count : 1, sizeof *names);
    if (!names) {
        return false;
    }
    rest = text;
    for (uint32_t at = 0; hf_ground_next_label(&rest, &label); at++) {
        names[at] = intern(self, hf_ground_label_id(label));
    }
    *out = (list){names, count};
    return true;
}

static list
read_list(reader *self, hf_view text)
{
    if (!text.len) {
        return (list){0};
    }
    uint32_t before = self->lists.count;
    uint32_t number = hf_table_intern(&self->lists, text);
    list *taken = number == HF_TABLE_NONE
                      ? NULL
                      : hf_memory_grow(self->taken, &self->taken_room,
                                       (size_t)number + 1, sizeof *taken);
    if (!taken) {
        self->is_fine = false;
        return (list){0};
    }
    self->taken = taken;
    if (number == before && !take_apart(self, text, &taken[number])) {
        taken[number] = (list){0};
        self->is_fine = false;
    }
    return taken[number];
}

// ---- Units -----------------------------------------------------------------

static int64_t
read_time(hf_query *row, int column)
{
    return hf_db_is_null(row, column) ? HF_FACTS_NO_TIME
                                      : hf_db_get_int(row, column);
}

// The place of a rationale among the grounds, given at first sight.
static uint32_t
ground_of(reader *self, int64_t rationale)
{
    size_t at = (size_t)rationale;
    if (rationale < 0 || at >= self->rationale_count) {
        return 0;
    }
    if (!self->grounds_of[at]) {
        self->grounds_of[at] = (uint32_t)++self->episodes->grounds_count;
    }
    return self->grounds_of[at] - 1;
}

static hf_name
ruleset_of(const reader *self, int64_t id)
{
    return id >= 0 && (size_t)id < self->ruleset_room ? self->rulesets[id]
                                                      : HF_EPISODES_NONE;
}

static void
read_unit(reader *self, hf_query *row, hf_episode *out)
{
    int64_t handed = read_time(row, UNIT_HANDED);
    list disputes = read_list(self, hf_db_get_text(row, UNIT_DISPUTES));
    *out = (hf_episode){
        .id = hf_db_get_int(row, UNIT_ID),
        .lead = hf_db_get_int(row, UNIT_LEAD),
        .decision = hf_db_get_int(row, UNIT_DECISION),
        .began = handed != HF_FACTS_NO_TIME ? handed
                                            : hf_db_get_int(row, UNIT_DECIDED),
        .handed = handed,
        .due = read_time(row, UNIT_DUE),
        .touched = read_time(row, UNIT_TOUCHED),
        .at = hf_db_get_int(row, UNIT_AT),
        .minutes = hf_db_is_null(row, UNIT_MINUTES)
                       ? -1
                       : hf_db_get_int(row, UNIT_MINUTES),
        .grounds = ground_of(self, hf_db_get_int(row, UNIT_RATIONALE)),
        .ruleset = ruleset_of(self, hf_db_get_int(row, UNIT_RULESET)),
        .team = intern(self, hf_db_get_text(row, UNIT_TEAM)),
        .actor = intern(self, hf_db_get_text(row, UNIT_ACTOR)),
        .reason = intern(self, hf_db_get_text(row, UNIT_REASON)),
        .reason_code = intern(self, hf_db_get_text(row, UNIT_REASON_CODE)),
        .reason_class = intern(self, hf_db_get_text(row, UNIT_CLASS)),
        .disputes = disputes.names,
        .dispute_count = (uint16_t)disputes.count,
        .cycle = (int32_t)hf_db_get_int(row, UNIT_CYCLE),
        .attempts = (int32_t)hf_db_get_int(row, UNIT_ATTEMPTS),
        .code = read_code(self, hf_db_get_text(row, UNIT_CODE)),
        .resolution =
            read_resolution(self, hf_db_get_text(row, UNIT_RESOLUTION)),
        .is_unexplained = hf_db_get_int(row, UNIT_UNEXPLAINED) != 0,
        .is_contradicted = hf_db_get_int(row, UNIT_CONTRADICTED) != 0,
        .is_bulk = hf_db_get_int(row, UNIT_BULK) != 0,
        .is_reversed = hf_db_get_int(row, UNIT_REVERSED) != 0,
    };
}

static void
read_units(reader *self)
{
    hf_episodes *episodes = self->episodes;
    hf_query *row = hf_db_use(self->ledger->db, HF_STATEMENT_READ_UNITS);
    hf_db_bind_int(row, 1, self->range->from);
    hf_db_bind_int(row, 2, self->range->to);
    hf_db_bind_int(row, 3, self->range->ruleset);
    while (self->is_fine && hf_db_next(row)) {
        hf_episode *items = hf_memory_grow(episodes->items, &episodes->room,
                                           episodes->count + 1, sizeof *items);
        if (!items) {
            self->is_fine = false;
            break;
        }
        episodes->items = items;
        read_unit(self, row, &items[episodes->count++]);
    }
    hf_db_reset(row);
}

/* Where an episode goes. */
typedef struct place {
    const hf_episode *one; // while it is where it was read
    size_t from;
} place;

static int
order_numbers(int64_t left, int64_t right)
{
    return left < right ? -1 : left > right;
}

// By facts alone: the numbers of derived rows tell how they were derived.
static int
order_places(const void *a, const void *b)
{
    const hf_episode *left = ((const place *)a)->one;
    const hf_episode *right = ((const place *)b)->one;
    int order = order_numbers(left->began, right->began);
    order = order ? order : order_numbers(left->lead, right->lead);
    order = order ? order : order_numbers(left->decision, right->decision);
    return order ? order : order_numbers(left->cycle, right->cycle);
}

// Each cycle of the permutation is gone round once.
static void
permute(hf_episode *items, place *places, size_t count)
{
    for (size_t start = 0; start < count; start++) {
        hf_episode first = items[start];
        size_t at = start;
        while (places[at].from != start) {
            size_t next = places[at].from;
            items[at] = items[next];
            places[at].from = at;
            at = next;
        }
        items[at] = first;
        places[at].from = at;
    }
}

static bool
sort_units(hf_episodes *episodes)
{
    place *places = hf_memory_alloc((episodes->count ? episodes->count : 1) *
                                    sizeof *places);
    bool is_sorted = true;
    if (!places) {
        return false;
    }
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        places[at] = (place){one, at};
        is_sorted &= !at || order_places(&places[at - 1], &places[at]) < 0;
    }
    if (!is_sorted) {
        qsort(places, episodes->count, sizeof *places, order_places);
        permute(episodes->items, places, episodes->count);
    }
    hf_memory_free(places);
    return true;
}

// ---- What they rest on -----------------------------------------------------

static uint8_t
read_means(hf_view text)
{
    static const hf_view words[] = {
        HF_VIEW("pass"), HF_VIEW("hold"), HF_VIEW("disqualify"),
        HF_VIEW("insufficient"), HF_VIEW("exclude")};
    uint8_t means = 0;
    while (means < HF_EPISODES_EXCLUDE && !hf_view_equal(words[means], text)) {
        means++;
    }
    return means;
}

static void
read_rationale(reader *self, hf_query *row, hf_grounds *out)
{
    list fired = read_list(self, hf_db_get_text(row, RATIONALE_FIRED));
    list pivotal = read_list(self, hf_db_get_text(row, RATIONALE_PIVOTAL));
    *out = (hf_grounds){
        .id = hf_db_get_int(row, RATIONALE_ID),
        .revision = hf_db_get_int(row, RATIONALE_REVISION),
        .verdict = intern(self, hf_db_get_text(row, RATIONALE_VERDICT)),
        .cell = intern(self, hf_db_get_text(row, RATIONALE_CELL)),
        .route = intern(self, hf_db_get_text(row, RATIONALE_ROUTE)),
        .means = read_means(hf_db_get_text(row, RATIONALE_MEANS)),
        .has_margin = !hf_db_is_null(row, RATIONALE_MARGIN),
        .margin = hf_db_get_int(row, RATIONALE_MARGIN),
        .score = hf_db_get_int(row, RATIONALE_SCORE),
        .fired = fired.names,
        .fired_count = fired.count,
        .pivotal = pivotal.names,
        .pivotal_count = pivotal.count,
    };
}

static void
read_grounds(reader *self)
{
    hf_episodes *episodes = self->episodes;
    size_t count = episodes->grounds_count;
    episodes->grounds =
        hf_memory_zero(count ? count : 1, sizeof *episodes->grounds);
    if (!episodes->grounds) {
        self->is_fine = false;
        return;
    }
    episodes->grounds_room = count;
    hf_query *row = hf_db_use(self->ledger->db, HF_STATEMENT_READ_RATIONALES);
    while (self->is_fine && hf_db_next(row)) {
        int64_t id = hf_db_get_int(row, RATIONALE_ID);
        if (id >= 0 && (size_t)id < self->rationale_count &&
            self->grounds_of[id]) {
            read_rationale(self, row,
                           &episodes->grounds[self->grounds_of[id] - 1]);
        }
    }
    hf_db_reset(row);
}

static void
read_rulesets(reader *self)
{
    hf_query *row = hf_db_use(self->ledger->db, HF_STATEMENT_RULESETS);
    while (self->is_fine && hf_db_next(row)) {
        size_t id = (size_t)hf_db_get_int(row, 0);
        size_t before = self->ruleset_room;
        hf_name *names = hf_memory_grow(self->rulesets, &self->ruleset_room,
                                        id + 1, sizeof *names);
        if (!names) {
            self->is_fine = false;
            break;
        }
        for (size_t at = before; at < self->ruleset_room; at++) {
            names[at] = HF_EPISODES_NONE;
        }
        self->rulesets = names;
        names[id] = intern(self, hf_db_get_text(row, 1));
    }
    hf_db_reset(row);
}

static bool
begin_grounds(reader *self)
{
    hf_query *row = hf_db_use(self->ledger->db, HF_STATEMENT_LAST_RATIONALE);
    int64_t last = hf_db_next(row) ? hf_db_get_int(row, 0) : 0;
    hf_db_reset(row);
    self->rationale_count = last > 0 ? (size_t)last + 1 : 1;
    self->grounds_of =
        hf_memory_zero(self->rationale_count, sizeof *self->grounds_of);
    return self->grounds_of != NULL;
}

handoff_status
hf_episodes_read(hf_episodes *episodes, handoff_ledger *ledger,
                 const hf_episodes_range *range, handoff_findings *findings)
{
    reader self = {.episodes = episodes, .ledger = ledger, .range = range};
    self.is_fine = begin_grounds(&self);
    intern_codes(&self);
    read_rulesets(&self);
    if (self.is_fine) {
        read_units(&self);
    }
    if (self.is_fine) {
        read_grounds(&self);
    }
    if (self.is_fine) {
        self.is_fine = sort_units(episodes);
    }
    hf_table_clear(&self.lists);
    hf_memory_free(self.taken);
    hf_memory_free(self.grounds_of);
    hf_memory_free(self.rulesets);
    handoff_status status = hf_db_status(ledger->db, findings);
    return status == HANDOFF_OK && !self.is_fine ? hf_store_no_memory(findings)
                                                 : status;
}

void
hf_episodes_clear(hf_episodes *episodes)
{
    hf_arena_clear(&episodes->arena);
    hf_table_clear(&episodes->names);
    hf_memory_free(episodes->items);
    hf_memory_free(episodes->grounds);
    *episodes = (hf_episodes){0};
}

// ---- What they mean --------------------------------------------------------

hf_view
hf_episodes_text(const hf_episodes *episodes, hf_name name)
{
    return name < episodes->names.count ? episodes->names.texts[name]
                                        : HF_VIEW("");
}

const hf_grounds *
hf_episodes_grounds(const hf_episodes *episodes, const hf_episode *one)
{
    return &episodes->grounds[one->grounds];
}

/* Codes as a set. */
#define IN(code) (UINT32_C(1) << HF_UNIT_##code)

static bool
is_in(const hf_episode *one, uint32_t codes)
{
    return (codes >> one->code & 1) != 0;
}

enum {
    HIGH = IN(HS_REJECT) | IN(HS_IGNORE) | IN(HS_PAPER) | IN(HS_DOWNGRADE),
    LOW = IN(LS_PULL) | IN(LS_UPGRADE) | IN(LS_GATE),
    FOLLOWED = IN(AGREE_PASS) | IN(LATE) | IN(DQ_WORKED) | IN(LAT_REROUTE)
};

bool
hf_episodes_is_judged_pass(const hf_episode *one)
{
    return is_in(one, HIGH | FOLLOWED);
}

bool
hf_episodes_is_high(const hf_episode *one)
{
    return is_in(one, HIGH);
}

bool
hf_episodes_is_judged_hold(const hf_episode *one)
{
    return is_in(one, LOW | IN(AGREE_HOLD));
}

bool
hf_episodes_is_low(const hf_episode *one)
{
    return is_in(one, LOW);
}

bool
hf_episodes_is_worked_pass(const hf_episode *one)
{
    return is_in(one, FOLLOWED | IN(HS_DOWNGRADE));
}

bool
hf_episodes_is_matured(const hf_episode *one, int64_t as_of, int64_t maturity)
{
    int64_t began = hf_episodes_is_low(one) ? one->at : one->began;
    return one->resolution != HF_RESOLUTION_NONE &&
           one->resolution != HF_RESOLUTION_OPEN && as_of > began + maturity;
}
