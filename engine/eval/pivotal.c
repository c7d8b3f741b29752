/*
 * Near misses of one lead. The conditions of verdicts are asked again with
 * sums or gates changed: what does not depend on a result has the answer that
 * the scorer saw. Between two breakpoints (bands, and constants that results
 * are compared with) no answer changes, so that only these are tried.
 */
#include "eval/pivotal.h"

#include "base/bitmap.h"
#include "base/decimal.h"
#include "base/memory.h"
#include "base/table.h"
#include "eval/seen.h"
#include "plan/ops.h"

#include <stdlib.h>
#include <string.h>

/* A result as it would be. */
typedef struct supposed {
    int64_t score;
    uint32_t cell;
    size_t out; // subject that is left out, or SIZE_MAX
} supposed;

struct hf_pivotal {
    const handoff_plan *plan;
    int64_t *breaks; // whole points, ascending, each once
    size_t break_count, break_room;
    int64_t *sums; // by slot
    int64_t *axes;
    int64_t *actual; // axes as they are
    uint64_t *subjects;
    bool has_sums; // a verdict adds results up: breakpoints say too little
    // Where verdicts ask for nothing but results, equal rows have equal
    // answers, which are remembered.
    bool is_pure;
    uint64_t *key; // completeness, verdict, what fired
    size_t key_words;
    hf_table memo;
    struct memo_row {
        bool has_margin;
        int64_t margin;
    } * rows;
    size_t row_room;
    uint64_t *row_subjects; // subject_words a row
    size_t subject_room, subject_words;
    hf_arena arena;
    // The row that is asked about.
    const hf_scorer *scorer;
    const hf_verdicts *verdicts;
    size_t row;
    supposed now;
};

// ---- Breakpoints -----------------------------------------------------------

static bool
add_break(hf_pivotal *pivotal, int64_t points)
{
    // What lies on the other side of a comparison is one point away.
    int64_t *grown = hf_memory_grow(pivotal->breaks, &pivotal->break_room,
                                    pivotal->break_count + 3, sizeof *grown);
    if (!grown) {
        return false;
    }
    pivotal->breaks = grown;
    for (int64_t at = -1; at <= 1; at++) {
        grown[pivotal->break_count++] = points + at;
    }
    return true;
}

static bool
add_constants(hf_pivotal *pivotal, const hf_trace *tree)
{
    bool is_added = true;
    if (tree->op == HF_TRACE_CONSTANT && tree->kind == HF_KIND_NUMBER) {
        return add_break(pivotal, tree->number / HF_DECIMAL_ONE);
    }
    for (size_t at = 0; is_added && tree->members && tree->members->numbers &&
                        at < tree->members->count;
         at++) {
        is_added =
            add_break(pivotal, tree->members->numbers[at] / HF_DECIMAL_ONE);
    }
    for (size_t at = 0; is_added && at < tree->count; at++) {
        is_added = add_constants(pivotal, tree->args[at]);
    }
    return is_added;
}

static int
order_points(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static bool
find_breaks(hf_pivotal *pivotal)
{
    const handoff_plan *plan = pivotal->plan;
    bool is_added = true;
    for (uint32_t at = 0; is_added && at < plan->band_count; at++) {
        is_added =
            plan->bands[at].is_any || add_break(pivotal, plan->bands[at].from);
    }
    for (uint32_t at = 0; is_added && at < plan->verdict_count; at++) {
        is_added = !plan->traces.verdicts[at] ||
                   add_constants(pivotal, plan->traces.verdicts[at]);
    }
    if (!is_added || !pivotal->break_count) {
        return is_added;
    }
    qsort(pivotal->breaks, pivotal->break_count, sizeof *pivotal->breaks,
          order_points);
    size_t kept = 1;
    for (size_t at = 1; at < pivotal->break_count; at++) {
        if (pivotal->breaks[at] != pivotal->breaks[kept - 1]) {
            pivotal->breaks[kept++] = pivotal->breaks[at];
        }
    }
    pivotal->break_count = kept;
    return true;
}

static bool
asks_results_only(const hf_trace *tree)
{
    if (tree->op == HF_TRACE_FIELD || tree->op == HF_TRACE_DERIVED ||
        tree->op == HF_TRACE_NAMED) {
        return false;
    }
    for (size_t at = 0; at < tree->count; at++) {
        if (!asks_results_only(tree->args[at])) {
            return false;
        }
    }
    return true;
}

static bool
adds_results(const hf_trace *tree)
{
    bool is_found = tree->op > HF_TRACE_CONSTANT && hf_trace_is_value(tree);
    for (size_t at = 0; !is_found && at < tree->count; at++) {
        is_found = adds_results(tree->args[at]);
    }
    return is_found;
}

static void
prepare_memo(hf_pivotal *pivotal)
{
    const handoff_plan *plan = pivotal->plan;
    pivotal->is_pure = true;
    for (uint32_t at = 0; at < plan->verdict_count; at++) {
        const hf_trace *tree = plan->traces.verdicts[at];
        pivotal->is_pure &= !tree || asks_results_only(tree);
        pivotal->has_sums |= tree && adds_results(tree);
    }
    pivotal->subject_words = hf_bitmap_words(plan->active_subjects);
    pivotal->key_words = 2 + hf_bitmap_words(plan->active_items);
}

hf_pivotal *
hf_pivotal_new(const handoff_plan *plan)
{
    hf_pivotal *pivotal = hf_memory_zero(1, sizeof *pivotal);
    size_t slots = (size_t)plan->group_count + plan->axis_count + 1;
    if (!pivotal) {
        return NULL;
    }
    pivotal->plan = plan;
    prepare_memo(pivotal);
    hf_arena *arena = &pivotal->arena;
    pivotal->key = hf_arena_zero(arena, pivotal->key_words, sizeof(uint64_t));
    pivotal->sums = hf_arena_zero(arena, slots, sizeof(int64_t));
    pivotal->axes = hf_arena_zero(arena, plan->axis_count, sizeof(int64_t));
    pivotal->actual = hf_arena_zero(arena, plan->axis_count, sizeof(int64_t));
    pivotal->subjects = hf_arena_zero(
        arena, hf_bitmap_words(plan->subject_count) + 1, sizeof(uint64_t));
    if (!pivotal->key || !pivotal->sums || !pivotal->axes || !pivotal->actual ||
        !pivotal->subjects || !find_breaks(pivotal)) {
        hf_pivotal_free(pivotal);
        return NULL;
    }
    return pivotal;
}

void
hf_pivotal_free(hf_pivotal *pivotal)
{
    if (pivotal) {
        hf_memory_free(pivotal->breaks);
        hf_memory_free(pivotal->rows);
        hf_memory_free(pivotal->row_subjects);
        hf_table_clear(&pivotal->memo);
        hf_arena_clear(&pivotal->arena);
        hf_memory_free(pivotal);
    }
}

// ---- Sums ------------------------------------------------------------------

static int64_t
clamp(const hf_limits *limits, int64_t sum)
{
    if (limits->has_min && sum < limits->min) {
        return limits->min;
    }
    return limits->has_max && sum > limits->max ? limits->max : sum;
}

static uint32_t
band_of(const handoff_plan *plan, const hf_plan_axis *axis, int64_t sum)
{
    const hf_plan_band *bands = plan->bands + axis->first_band;
    uint32_t band = 0;
    while (band + 1 < axis->band_count && !bands[band].is_any &&
           sum < bands[band].from) {
        band++;
    }
    return band;
}

// Score and cell of the axes as they are supposed to be.
static void
suppose_axes(hf_pivotal *pivotal)
{
    const handoff_plan *plan = pivotal->plan;
    int64_t score = 0;
    uint32_t cell = 0;
    for (uint32_t at = 0; at < plan->axis_count; at++) {
        const hf_plan_axis *axis = &plan->axes[at];
        score += pivotal->axes[at];
        if (plan->has_cells) {
            cell = cell * axis->band_count +
                   band_of(plan, axis, pivotal->axes[at]);
        }
    }
    pivotal->now.score = clamp(&plan->score, score);
    pivotal->now.cell = cell;
}

static bool
has_fired(const hf_pivotal *pivotal, size_t item)
{
    const hf_verdicts *verdicts = pivotal->verdicts;
    return pivotal->plan->items[item].subject != pivotal->now.out &&
           hf_bitmap_get(verdicts->fired + pivotal->row * verdicts->item_words,
                         item);
}

// Axes without the points of the subject that is left out.
static void
suppose_items(hf_pivotal *pivotal)
{
    const handoff_plan *plan = pivotal->plan;
    const uint32_t *slots = plan->program->slots;
    size_t count = (size_t)plan->group_count + plan->axis_count + 1;
    memset(pivotal->sums, 0, count * sizeof *pivotal->sums);
    for (size_t item = 0; item < plan->active_items; item++) {
        if (has_fired(pivotal, item)) {
            pivotal->sums[slots[item]] += plan->items[item].points;
        }
    }
    memcpy(pivotal->axes, pivotal->sums + plan->group_count,
           plan->axis_count * sizeof *pivotal->axes);
    for (uint32_t at = 0; at < plan->group_count; at++) {
        pivotal->axes[plan->groups[at].axis] +=
            clamp(&plan->groups[at].limits, pivotal->sums[at]);
    }
    for (uint32_t at = 0; at < plan->axis_count; at++) {
        pivotal->axes[at] = clamp(&plan->axes[at].limits, pivotal->axes[at]);
    }
    suppose_axes(pivotal);
}

// ---- Conditions, asked again -----------------------------------------------

// Whether anything below is a result, which may be other than it was seen.
static bool
is_result(const hf_trace *tree)
{
    if (tree->op == HF_TRACE_RESULT || tree->op == HF_TRACE_GATED ||
        tree->op == HF_TRACE_GATE || tree->op == HF_TRACE_FIRED) {
        return true;
    }
    for (size_t at = 0; at < tree->count; at++) {
        if (is_result(tree->args[at])) {
            return true;
        }
    }
    return false;
}

static int64_t
result_of(const hf_pivotal *pivotal, uint32_t result)
{
    if (result == HF_TRACE_SCORE) {
        return pivotal->now.score * HF_DECIMAL_ONE;
    }
    if (result == HF_TRACE_COMPLETENESS) {
        return pivotal->verdicts->completeness[pivotal->row] * HF_DECIMAL_ONE;
    }
    return pivotal->axes[result - HF_TRACE_AXIS] * HF_DECIMAL_ONE;
}

static bool number_of(const hf_pivotal *pivotal, const hf_trace *tree,
                      int64_t *out);

// The first, least or greatest of those there are.
static bool
pick_number(const hf_pivotal *pivotal, const hf_trace *tree, int64_t *out)
{
    bool is_there = false;
    for (size_t at = 0; at < tree->count; at++) {
        int64_t number;
        if (!number_of(pivotal, tree->args[at], &number)) {
            continue;
        }
        if (!is_there || (tree->op == HF_TRACE_LEAST && number < *out) ||
            (tree->op == HF_TRACE_GREATEST && number > *out)) {
            *out = number;
        }
        is_there = true;
        if (tree->op == HF_TRACE_COALESCE) {
            return true;
        }
    }
    return is_there;
}

static bool
number_of(const hf_pivotal *pivotal, const hf_trace *tree, int64_t *out)
{
    int64_t a, b;
    if (tree->op == HF_TRACE_RESULT) {
        *out = result_of(pivotal, tree->ref);
        return true;
    }
    if (tree->op == HF_TRACE_CONSTANT) {
        *out = tree->number;
        return true;
    }
    if (!is_result(tree)) {
        hf_seen seen;
        if (!hf_seen_value(pivotal->scorer, tree, pivotal->row, &seen) ||
            seen.is_missing) {
            return false;
        }
        *out = seen.number;
        return true;
    }
    if (tree->op == HF_TRACE_ADD || tree->op == HF_TRACE_SUBTRACT) {
        if (!number_of(pivotal, tree->args[0], &a) ||
            !number_of(pivotal, tree->args[1], &b)) {
            return false;
        }
        *out = tree->op == HF_TRACE_ADD ? a + b : a - b;
        return true;
    }
    if (tree->op == HF_TRACE_MULTIPLY) {
        *out = number_of(pivotal, tree->args[0], &a) ? a * tree->number : 0;
        return number_of(pivotal, tree->args[0], &a);
    }
    return pick_number(pivotal, tree, out);
}

static hf_answer
answer_of(bool is_true)
{
    return is_true ? HF_ANSWER_TRUE : HF_ANSWER_FALSE;
}

static hf_answer
compare(const hf_pivotal *pivotal, const hf_trace *tree)
{
    int64_t v[3] = {0};
    for (size_t at = 0; at < tree->count && at < 3; at++) {
        if (!number_of(pivotal, tree->args[at], &v[at])) {
            return HF_ANSWER_UNKNOWN;
        }
    }
    if (tree->op == HF_TRACE_EQUAL) {
        return answer_of(v[0] == v[1]);
    }
    if (tree->op == HF_TRACE_NOT_EQUAL) {
        return answer_of(v[0] != v[1]);
    }
    if (tree->op == HF_TRACE_LESS) {
        return answer_of(v[0] < v[1]);
    }
    if (tree->op == HF_TRACE_LESS_EQUAL) {
        return answer_of(v[0] <= v[1]);
    }
    if (tree->op == HF_TRACE_GREATER) {
        return answer_of(v[0] > v[1]);
    }
    if (tree->op == HF_TRACE_GREATER_EQUAL) {
        return answer_of(v[0] >= v[1]);
    }
    return answer_of(v[1] <= v[0] && v[0] <= v[2]); // between
}

// A cell is text, compared with names of cells.
static hf_answer
ask_cell(const hf_pivotal *pivotal, const hf_trace *tree)
{
    hf_view cell = pivotal->plan->cells[pivotal->now.cell];
    bool is_true = false;
    if (tree->op == HF_TRACE_IN) {
        for (size_t at = 0; !is_true && at < tree->members->count; at++) {
            is_true = hf_view_equal_fold(cell, tree->members->texts[at]);
        }
        return answer_of(is_true);
    }
    const hf_trace *other =
        tree->args[0]->op == HF_TRACE_RESULT ? tree->args[1] : tree->args[0];
    is_true = hf_view_equal_fold(cell, other->literal);
    return answer_of(is_true == (tree->op == HF_TRACE_EQUAL));
}

static hf_answer
ask_test(const hf_pivotal *pivotal, const hf_trace *tree)
{
    for (size_t at = 0; at < tree->count; at++) {
        if (tree->args[at]->op == HF_TRACE_RESULT &&
            tree->args[at]->ref == HF_TRACE_CELL) {
            return ask_cell(pivotal, tree);
        }
    }
    if (tree->op == HF_TRACE_IN) {
        int64_t number;
        bool is_true = false;
        if (!number_of(pivotal, tree->args[0], &number)) {
            return HF_ANSWER_UNKNOWN;
        }
        for (size_t at = 0; !is_true && at < tree->members->count; at++) {
            is_true = tree->members->numbers[at] == number;
        }
        return answer_of(is_true);
    }
    if (tree->op == HF_TRACE_IS_MISSING) {
        return HF_ANSWER_FALSE; // a result is there
    }
    return compare(pivotal, tree);
}

// Gates stand first among subjects, and criteria in the order of the file.
static hf_answer
ask_fired(const hf_pivotal *pivotal, const hf_trace *tree)
{
    const handoff_plan *plan = pivotal->plan;
    bool is_gate = tree->op != HF_TRACE_FIRED;
    for (uint32_t at = 0; at < plan->subject_count; at++) {
        const hf_subject *subject = &plan->subjects[at];
        if ((subject->kind == HF_SUBJECT_GATE) != is_gate ||
            at == pivotal->now.out) {
            continue;
        }
        hf_view asked = tree->literal;
        bool is_meant =
            tree->op == HF_TRACE_GATED || hf_view_equal(subject->id, asked) ||
            (hf_view_starts(asked, subject->id) &&
             asked.len > subject->id.len && asked.ptr[subject->id.len] == '.');
        for (uint32_t i = 0; is_meant && i < subject->item_count; i++) {
            const hf_item *item = &plan->items[subject->first_item + i];
            bool is_case = tree->op != HF_TRACE_FIRED || !tree->number ||
                           item->number == (uint32_t)tree->number;
            if (is_case && has_fired(pivotal, subject->first_item + i)) {
                return HF_ANSWER_TRUE;
            }
        }
    }
    return HF_ANSWER_FALSE;
}

static hf_answer ask(const hf_pivotal *pivotal, const hf_trace *tree);

static hf_answer
ask_many(const hf_pivotal *pivotal, const hf_trace *tree)
{
    size_t yes = 0;
    size_t unknown = 0;
    for (size_t at = 0; at < tree->count; at++) {
        hf_answer answer = ask(pivotal, tree->args[at]);
        yes += answer == HF_ANSWER_TRUE;
        unknown += answer == HF_ANSWER_UNKNOWN;
    }
    size_t wanted = tree->op == HF_TRACE_AND        ? tree->count
                    : tree->op == HF_TRACE_AT_LEAST ? (size_t)tree->number
                                                    : 1;
    if (yes >= wanted) {
        return HF_ANSWER_TRUE;
    }
    return yes + unknown >= wanted ? HF_ANSWER_UNKNOWN : HF_ANSWER_FALSE;
}

static hf_answer
negate(hf_answer answer)
{
    if (answer == HF_ANSWER_UNKNOWN) {
        return answer;
    }
    return answer_of(answer == HF_ANSWER_FALSE);
}

static hf_answer
ask(const hf_pivotal *pivotal, const hf_trace *tree)
{
    hf_answer answer;
    if (!is_result(tree)) {
        return tree->op == HF_TRACE_ALWAYS
                   ? HF_ANSWER_TRUE
                   : hf_seen_answer(pivotal->scorer, tree, pivotal->row);
    }
    if (tree->op == HF_TRACE_GATED || tree->op == HF_TRACE_GATE ||
        tree->op == HF_TRACE_FIRED) {
        answer = ask_fired(pivotal, tree);
    } else if (tree->op == HF_TRACE_NOT) {
        answer = negate(ask(pivotal, tree->args[0]));
    } else if (tree->op == HF_TRACE_NONE) {
        answer = negate(ask_many(pivotal, tree));
    } else if (tree->op == HF_TRACE_AND || tree->op == HF_TRACE_OR ||
               tree->op == HF_TRACE_AT_LEAST) {
        answer = ask_many(pivotal, tree);
    } else {
        answer = ask_test(pivotal, tree);
    }
    return tree->is_negated ? negate(answer) : answer;
}

static hf_means
means_of(const hf_pivotal *pivotal)
{
    const handoff_plan *plan = pivotal->plan;
    uint32_t at = 0;
    while (at + 1 < plan->verdict_count && plan->traces.verdicts[at] &&
           ask(pivotal, plan->traces.verdicts[at]) != HF_ANSWER_TRUE) {
        at++;
    }
    return plan->verdicts[at].means;
}

// ---- Margin ----------------------------------------------------------------

typedef struct margin {
    bool is_found;
    int64_t least; // points to the nearest change
} margin;

static void
try_axis(hf_pivotal *pivotal, uint32_t axis, int64_t value, hf_means before,
         margin *best)
{
    const hf_limits *limits = &pivotal->plan->axes[axis].limits;
    int64_t actual = pivotal->actual[axis];
    bool is_pass = before == HF_MEANS_PASS;
    int64_t change = is_pass ? actual - value : value - actual;
    if (change <= 0 || clamp(limits, value) != value ||
        (best->is_found && change >= best->least)) {
        return;
    }
    pivotal->axes[axis] = value;
    suppose_axes(pivotal);
    hf_means after = means_of(pivotal);
    if (is_pass ? after != HF_MEANS_PASS : after == HF_MEANS_PASS) {
        *best = (margin){true, change};
    }
    pivotal->axes[axis] = actual;
}

/* Where results are added up, points are tried one by one, this far; lead
 * scores seldom go beyond some hundreds. */
enum { FARTHEST = 1000 };

static margin
find_margin(hf_pivotal *pivotal, hf_means before)
{
    const handoff_plan *plan = pivotal->plan;
    margin best = {false, 0};
    int64_t sum = 0;
    pivotal->now.out = SIZE_MAX;
    for (uint32_t at = 0; at < plan->axis_count; at++) {
        pivotal->axes[at] = pivotal->actual[at];
        sum += pivotal->actual[at];
    }
    for (uint32_t axis = 0; axis < plan->axis_count; axis++) {
        int64_t others = sum - pivotal->actual[axis];
        for (size_t at = 0; at < pivotal->break_count; at++) {
            // As the axis itself, as the total, and as the difference to the
            // other axes.
            int64_t point = pivotal->breaks[at];
            try_axis(pivotal, axis, point, before, &best);
            try_axis(pivotal, axis, point - others, before, &best);
            try_axis(pivotal, axis, point + others, before, &best);
        }
    }
    for (uint32_t axis = 0; pivotal->has_sums && axis < plan->axis_count;
         axis++) {
        int64_t way = before == HF_MEANS_PASS ? -1 : 1;
        for (int64_t at = 1;
             at <= FARTHEST && !(best.is_found && at >= best.least); at++) {
            try_axis(pivotal, axis, pivotal->actual[axis] + way * at, before,
                     &best);
        }
    }
    return best;
}

// ---- The whole -------------------------------------------------------------

static void
find_pivotal(hf_pivotal *pivotal, hf_means before)
{
    const handoff_plan *plan = pivotal->plan;
    size_t words = hf_bitmap_words(plan->subject_count) + 1;
    memset(pivotal->subjects, 0, words * sizeof *pivotal->subjects);
    for (uint32_t at = 0; at < plan->active_subjects; at++) {
        const hf_subject *subject = &plan->subjects[at];
        bool is_fired = false;
        pivotal->now.out = SIZE_MAX;
        for (uint32_t i = 0; i < subject->item_count; i++) {
            is_fired |= has_fired(pivotal, subject->first_item + i);
        }
        if (!is_fired) {
            continue;
        }
        pivotal->now.out = at;
        suppose_items(pivotal);
        if (means_of(pivotal) != before) {
            hf_bitmap_set(pivotal->subjects, at);
        }
    }
}

static hf_pivotal_row
work_out(hf_pivotal *pivotal, hf_means before)
{
    find_pivotal(pivotal, before);
    margin found = find_margin(pivotal, before);
    hf_pivotal_row out = {.has_margin = found.is_found,
                          .subjects = pivotal->subjects};
    out.margin = before == HF_MEANS_PASS ? found.least - 1 : -found.least;
    return out;
}

/* More different rows than these are worked out anew. */
enum { MOST_REMEMBERED = 50000 };

// The number of the row's key; HF_TABLE_NONE: not to be remembered.
static uint32_t
remember_key(hf_pivotal *pivotal)
{
    const hf_verdicts *verdicts = pivotal->verdicts;
    size_t row = pivotal->row;
    size_t items = pivotal->plan->active_items;
    const uint64_t *fired = verdicts->fired + row * verdicts->item_words;
    if (!pivotal->is_pure || pivotal->memo.count >= MOST_REMEMBERED) {
        return HF_TABLE_NONE;
    }
    pivotal->key[0] = verdicts->completeness[row];
    pivotal->key[1] = verdicts->verdict[row];
    memcpy(pivotal->key + 2, fired,
           hf_bitmap_words(items) * sizeof *pivotal->key);
    if (items % 64) { // shadow items stand behind
        pivotal->key[1 + hf_bitmap_words(items)] &=
            (UINT64_C(1) << (items % 64)) - 1;
    }
    hf_view key = {(const char *)pivotal->key,
                   pivotal->key_words * sizeof *pivotal->key};
    return hf_table_intern(&pivotal->memo, key);
}

// Room for the row of a new key; without memory it is not remembered.
static bool
remember(hf_pivotal *pivotal, uint32_t number, hf_pivotal_row found)
{
    size_t words = pivotal->subject_words;
    struct memo_row *rows = hf_memory_grow(pivotal->rows, &pivotal->row_room,
                                           (size_t)number + 1, sizeof *rows);
    if (!rows) {
        return false;
    }
    pivotal->rows = rows;
    uint64_t *subjects =
        hf_memory_grow(pivotal->row_subjects, &pivotal->subject_room,
                       ((size_t)number + 1) * words + 1, sizeof *subjects);
    if (!subjects) {
        return false;
    }
    pivotal->row_subjects = subjects;
    rows[number] = (struct memo_row){found.has_margin, found.margin};
    memcpy(subjects + number * words, found.subjects, words * sizeof *subjects);
    return true;
}

hf_pivotal_row
hf_pivotal_find(hf_pivotal *pivotal, const hf_scorer *scorer,
                const hf_verdicts *verdicts, size_t row)
{
    const handoff_plan *plan = pivotal->plan;
    hf_means before = plan->verdicts[verdicts->verdict[row]].means;
    pivotal->scorer = scorer;
    pivotal->verdicts = verdicts;
    pivotal->row = row;
    memcpy(pivotal->actual, verdicts->axes + row * plan->axis_count,
           plan->axis_count * sizeof *pivotal->actual);
    uint32_t known = pivotal->memo.count;
    uint32_t number = remember_key(pivotal);
    if (number < known) {
        const struct memo_row *kept = &pivotal->rows[number];
        return (hf_pivotal_row){kept->has_margin, kept->margin,
                                pivotal->row_subjects +
                                    number * pivotal->subject_words};
    }
    hf_pivotal_row found = work_out(pivotal, before);
    if (number != HF_TABLE_NONE && !remember(pivotal, number, found)) {
        hf_table_clear(&pivotal->memo); // numbers begin anew
    }
    return found;
}
