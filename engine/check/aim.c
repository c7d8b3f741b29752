/*
 * From a value that is wanted to cells that give it. A value is worked out
 * from fields; each step is taken back (a sum by subtracting the other part,
 * days by counting from the as-of), down to fields, whose new value is spelt
 * as their type and format read it. Other parts keep what the lead has.
 */
#include "check/candidates.h"

#include "base/bitmap.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/utf8.h"
#include "plan/ops.h"
#include "plan/plan.h"
#include "plan/trace.h"

#include <string.h>

// ---- How far ---------------------------------------------------------------

static uint64_t
distance_between(int64_t a, int64_t b)
{
    return a > b ? (uint64_t)a - (uint64_t)b : (uint64_t)b - (uint64_t)a;
}

// part / whole in millionths, at most HF_CHANGE_WHOLE and at least 1.
static int64_t
share_of(uint64_t part, uint64_t whole)
{
    while (part > UINT64_MAX / HF_CHANGE_WHOLE) {
        part >>= 1;
        whole >>= 1;
    }
    uint64_t share = whole ? part * HF_CHANGE_WHOLE / whole : HF_CHANGE_WHOLE;
    share = share < HF_CHANGE_WHOLE ? share : HF_CHANGE_WHOLE;
    return share > 0 ? (int64_t)share : 1;
}

static bool
has_number(const hf_candidates *c, uint32_t field, int64_t *now)
{
    const hf_column *column = &c->probe->batch.columns[field];
    if (!hf_bitmap_get(column->present, 0)) {
        return false;
    }
    *now = column->numbers[0];
    return true;
}

static int64_t
number_distance(const hf_candidates *c, uint32_t field, int64_t number)
{
    int64_t now;
    if (!has_number(c, field, &now)) {
        return HF_CHANGE_WHOLE;
    }
    uint64_t size = distance_between(now, 0);
    uint64_t other = distance_between(number, 0);
    return share_of(distance_between(now, number), size > other ? size : other);
}

// Relative to the longer of the two ages.
static int64_t
date_distance(const hf_candidates *c, uint32_t field, int64_t seconds)
{
    int64_t now, as_of = c->plan->as_of;
    if (!has_number(c, field, &now)) {
        return HF_CHANGE_WHOLE;
    }
    uint64_t age = distance_between(now, as_of);
    uint64_t other = distance_between(seconds, as_of);
    uint64_t whole = (age > other ? age : other) + HF_DATE_DAY;
    return share_of(distance_between(now, seconds), whole);
}

// ---- Spelling --------------------------------------------------------------

static void
add_spelling(hf_candidates *c, uint32_t field, hf_buffer *text,
             int64_t distance)
{
    if (text->failed) {
        c->out_of_memory = true;
    } else {
        hf_candidates_add(c, field, hf_buffer_view(text), distance);
    }
    hf_buffer_clear(text);
}

static void
add_number(hf_candidates *c, uint32_t field, int64_t number)
{
    hf_buffer text = {0};
    if (number <= -HF_DECIMAL_LIMIT || number >= HF_DECIMAL_LIMIT) {
        return;
    }
    hf_decimal_print(&text, number);
    char *mark = text.len ? memchr(text.ptr, '.', text.len) : NULL;
    if (mark) {
        *mark = c->plan->fields.specs[field].decimal_mark;
    }
    add_spelling(c, field, &text, number_distance(c, field, number));
}

static void
add_two_digits(hf_buffer *out, int number)
{
    hf_buffer_add_byte(out, (char)('0' + number / 10));
    hf_buffer_add_byte(out, (char)('0' + number % 10));
}

static void
spell_day(hf_buffer *out, const hf_civil *civil, hf_date_format format)
{
    if (format == HF_DATE_MDY || format == HF_DATE_DMY) {
        bool is_month_first = format == HF_DATE_MDY;
        add_two_digits(out, is_month_first ? civil->month : civil->day);
        hf_buffer_add_byte(out, '/');
        add_two_digits(out, is_month_first ? civil->day : civil->month);
        hf_buffer_add_byte(out, '/');
        hf_buffer_printf(out, "%04d", civil->year);
        return;
    }
    char mark = format == HF_DATE_YMD ? '/' : '-';
    hf_buffer_printf(out, "%04d", civil->year);
    hf_buffer_add_byte(out, mark);
    add_two_digits(out, civil->month);
    hf_buffer_add_byte(out, mark);
    add_two_digits(out, civil->day);
}

// A moment in the zone of the field, as its format reads it.
static void
add_moment(hf_candidates *c, uint32_t field, int64_t seconds)
{
    const hf_field_spec *spec = &c->plan->fields.specs[field];
    hf_buffer text = {0};
    hf_civil civil;
    if (spec->format == HF_DATE_EPOCH_MS) {
        hf_buffer_add_int(&text, seconds * 1000);
    } else {
        hf_date_to_civil(seconds + spec->zone, &civil);
        if (civil.year < 1 || civil.year > 9999) {
            return;
        }
        spell_day(&text, &civil, spec->format);
        if (civil.hour || civil.minute || civil.second) {
            hf_buffer_add_byte(&text, ' ');
            add_two_digits(&text, civil.hour);
            hf_buffer_add_byte(&text, ':');
            add_two_digits(&text, civil.minute);
            hf_buffer_add_byte(&text, ':');
            add_two_digits(&text, civil.second);
        }
    }
    add_spelling(c, field, &text, date_distance(c, field, seconds));
}

// The day before and after are proposed too; the moment itself only where the
// export has times, for a date alone is easier to type and to read.
static void
add_date(hf_candidates *c, uint32_t field, int64_t seconds)
{
    const hf_field_spec *spec = &c->plan->fields.specs[field];
    int64_t now, local = seconds + spec->zone;
    int64_t midnight = hf_date_day(local) * HF_DATE_DAY - spec->zone;
    if (midnight != seconds) {
        if (has_number(c, field, &now) &&
            hf_date_day(now + spec->zone) * HF_DATE_DAY - spec->zone != now) {
            add_moment(c, field, seconds);
        }
        add_moment(c, field, midnight + HF_DATE_DAY);
    }
    add_moment(c, field, midnight);
}

static const char *const boolean_words[][2] = {
    {"false", "true"},
    {"no", "yes"},
    {"f", "t"},
    {"n", "y"},
    {"0", "1"},
    {"off", "on"},
    {"unchecked", "checked"},
};

// In the spelling of the cell: `Yes` becomes `No`, `0` becomes `1`.
static void
add_boolean(hf_candidates *c, uint32_t field, bool value)
{
    hf_view now = hf_view_trim(c->cells[field]);
    const size_t count = sizeof boolean_words / sizeof *boolean_words;
    const char *word = boolean_words[0][value];
    for (size_t at = 0; at < count; at++) {
        if (hf_view_equal_fold(now, hf_view_of(boolean_words[at][!value]))) {
            word = boolean_words[at][value];
        }
    }
    hf_buffer text = {0};
    hf_buffer_add_text(&text, word);
    bool is_capital = now.len > 0 && now.ptr[0] >= 'A' && now.ptr[0] <= 'Z';
    bool is_whole = now.len > 1 && now.ptr[1] >= 'A' && now.ptr[1] <= 'Z';
    for (size_t at = 0; at < text.len; at++) {
        bool is_raised = is_capital && (at == 0 || is_whole);
        if (is_raised && text.ptr[at] >= 'a' && text.ptr[at] <= 'z') {
            text.ptr[at] = (char)(text.ptr[at] - 32);
        }
    }
    add_spelling(c, field, &text, HF_CHANGE_WHOLE);
}

// An address needs something on both sides of its @. The person in it is
// never the lead's own: the proposal is shown where the address is not.
static void
add_email(hf_candidates *c, uint32_t field, hf_view wanted)
{
    const char *at = memchr(wanted.ptr, '@', wanted.len);
    hf_buffer text = {0};
    hf_buffer_add_text(&text, at == wanted.ptr ? "someone"
                              : !at            ? "someone@"
                                               : "");
    hf_buffer_add_view(&text, wanted);
    if (at && at == wanted.ptr + wanted.len - 1) {
        hf_buffer_add_text(&text, "example.com");
    }
    add_spelling(c, field, &text, HF_CHANGE_WHOLE);
}

static void
add_text(hf_candidates *c, uint32_t field, hf_view wanted)
{
    if (wanted.len == 0) {
        return;
    }
    if (c->plan->fields.specs[field].type == HF_CELL_EMAIL) {
        add_email(c, field, wanted);
        return;
    }
    hf_candidates_add(c, field, wanted, HF_CHANGE_WHOLE);
}

static void
aim_cell(hf_candidates *c, uint32_t field, const hf_seen *target)
{
    const hf_field_spec *spec = &c->plan->fields.specs[field];
    if (field == c->plan->fields.id) {
        return;
    }
    switch (hf_fields_kind(spec->type)) {
    case HF_KIND_TEXT:
    case HF_KIND_ID:
        add_text(c, field, target->text);
        break;
    case HF_KIND_NUMBER:
        add_number(c, field, target->number);
        break;
    case HF_KIND_DATE:
        add_date(c, field, target->number);
        break;
    case HF_KIND_BOOLEAN:
        add_boolean(c, field, target->is_true);
        break;
    case HF_KIND_SET:
        break;
    }
}

static void
aim_field(hf_candidates *c, const hf_trace *value, const hf_seen *target)
{
    aim_cell(c, value->ref, target);
}

// ---- Taking steps back -----------------------------------------------------

static bool
see_number(const hf_candidates *c, const hf_trace *value, int64_t *out)
{
    hf_seen seen;
    if (!hf_seen_value(c->probe->scorer, value, 0, &seen) || seen.is_missing) {
        return false;
    }
    *out = seen.number;
    return true;
}

static void
aim_number(hf_candidates *c, const hf_trace *value, hf_kind kind,
           int64_t number)
{
    hf_seen target = {.kind = kind, .number = number};
    hf_aim_value(c, value, &target);
}

// Nothing when the figure would leave the range of numbers.
static void
aim_shifted(hf_candidates *c, const hf_trace *value, int64_t figure,
            int64_t shift)
{
    bool is_inside = shift > 0 ? figure <= HF_DECIMAL_LIMIT - shift
                               : figure >= -HF_DECIMAL_LIMIT - shift;
    if (is_inside) {
        aim_number(c, value, HF_KIND_NUMBER, figure + shift);
    }
}

static void
aim_sum(hf_candidates *c, const hf_trace *value, const hf_seen *target)
{
    int64_t wanted = target->number;
    int64_t a, b;
    bool is_sum = value->op == HF_TRACE_ADD;
    if (see_number(c, value->args[1], &b)) {
        aim_shifted(c, value->args[0], wanted, is_sum ? -b : b);
    }
    if (see_number(c, value->args[0], &a)) {
        aim_shifted(c, value->args[1], is_sum ? wanted : a,
                    is_sum ? -a : -wanted);
    }
}

static void
aim_factor(hf_candidates *c, const hf_trace *value, const hf_seen *target)
{
    int64_t wanted = target->number;
    int64_t factor = value->number;
    if (factor == 0) {
        return;
    }
    int64_t quotient = wanted / factor;
    // Whole numbers on both sides of what is hardly ever met exactly.
    int64_t whole = quotient / HF_DECIMAL_ONE * HF_DECIMAL_ONE;
    aim_number(c, value->args[0], HF_KIND_NUMBER, quotient);
    aim_number(c, value->args[0], HF_KIND_NUMBER, whole);
    aim_number(c, value->args[0], HF_KIND_NUMBER, whole + HF_DECIMAL_ONE);
    aim_number(c, value->args[0], HF_KIND_NUMBER, whole - HF_DECIMAL_ONE);
}

static void
aim_days(hf_candidates *c, const hf_trace *value, const hf_seen *target)
{
    int64_t wanted = target->number;
    int64_t seconds, other;
    // Beyond all years there is no date to aim at.
    if (wanted / HF_DECIMAL_ONE > 4000000 ||
        wanted / HF_DECIMAL_ONE < -4000000) {
        return;
    }
    seconds = wanted / HF_DECIMAL_ONE * HF_DATE_DAY;
    if (value->op == HF_TRACE_DAYS_SINCE) {
        aim_number(c, value->args[0], HF_KIND_DATE, c->plan->as_of - seconds);
        return;
    }
    if (see_number(c, value->args[1], &other)) {
        aim_number(c, value->args[0], HF_KIND_DATE, other - seconds);
    }
    if (see_number(c, value->args[0], &other)) {
        aim_number(c, value->args[1], HF_KIND_DATE, other + seconds);
    }
}

// The text as it is, cut or filled up.
static void
aim_length(hf_candidates *c, const hf_trace *value, const hf_seen *target)
{
    int64_t wanted = target->number;
    enum { LONGEST = 256 };
    hf_seen seen, filled = {.kind = HF_KIND_TEXT};
    int64_t length = wanted / HF_DECIMAL_ONE;
    hf_buffer text = {0};
    if (length < 1 || length > LONGEST ||
        !hf_seen_value(c->probe->scorer, value->args[0], 0, &seen)) {
        return;
    }
    size_t at = 0;
    int64_t taken = 0;
    while (!seen.is_missing && taken < length && at < seen.text.len) {
        hf_utf8_next(seen.text, &at);
        taken++;
    }
    hf_buffer_add(&text, seen.text.ptr, at);
    for (; taken < length; taken++) {
        hf_buffer_add_byte(&text, 'x');
    }
    filled.text = hf_buffer_view(&text);
    hf_aim_value(c, value->args[0], &filled);
    hf_buffer_clear(&text);
}

static void
aim_domain(hf_candidates *c, const hf_trace *value, const hf_seen *target)
{
    hf_buffer text = {0};
    hf_buffer_add_text(&text, "someone@");
    hf_buffer_add_view(&text, target->text);
    hf_seen address = {.kind = HF_KIND_TEXT, .text = hf_buffer_view(&text)};
    hf_aim_value(c, value->args[0], &address);
    hf_buffer_clear(&text);
}

static void
aim_lookup(hf_candidates *c, const hf_trace *value, const hf_seen *target)
{
    const hf_program *program = c->plan->program;
    size_t proposed = 0;
    for (uint32_t at = 0; at < program->count; at++) {
        const hf_op *op = &program->ops[at];
        if (op->code != HF_OP_LOOKUP || op->out != value->reg) {
            continue;
        }
        const hf_lookup *lookup = op->data;
        const hf_table *keys = &lookup->keys->table;
        for (uint32_t key = 0;
             key < keys->count && proposed < HF_CANDIDATES_MEMBERS; key++) {
            if (hf_view_equal_fold(lookup->values[key], target->text)) {
                hf_seen found = {.kind = HF_KIND_TEXT,
                                 .text = keys->texts[key]};
                hf_aim_value(c, value->args[0], &found);
                proposed++;
            }
        }
    }
}

static void
aim_all(hf_candidates *c, const hf_trace *value, const hf_seen *target)
{
    for (size_t at = 0; at < value->count; at++) {
        hf_aim_value(c, value->args[at], target);
    }
}

static void
aim_derived(hf_candidates *c, const hf_trace *value, const hf_seen *target)
{
    const hf_trace *made_of = c->plan->traces.derived[value->ref].value;
    if (made_of) { // the conditions of cases are walked for themselves
        hf_aim_value(c, made_of, target);
    }
}

typedef void (*aim_step)(hf_candidates *c, const hf_trace *value,
                         const hf_seen *target);

// By operation; constants and results cannot be aimed at.
static const aim_step steps[HF_TRACE_LOOKUP + 1] = {
    [HF_TRACE_FIELD] = aim_field,       [HF_TRACE_DERIVED] = aim_derived,
    [HF_TRACE_ADD] = aim_sum,           [HF_TRACE_SUBTRACT] = aim_sum,
    [HF_TRACE_MULTIPLY] = aim_factor,   [HF_TRACE_DOMAIN] = aim_domain,
    [HF_TRACE_LOWER] = aim_all,         [HF_TRACE_LENGTH] = aim_length,
    [HF_TRACE_COALESCE] = aim_all,      [HF_TRACE_LEAST] = aim_all,
    [HF_TRACE_GREATEST] = aim_all,      [HF_TRACE_DAYS_SINCE] = aim_days,
    [HF_TRACE_DAYS_BETWEEN] = aim_days, [HF_TRACE_LOOKUP] = aim_lookup,
};

void
hf_aim_value(hf_candidates *c, const hf_trace *value, const hf_seen *target)
{
    if (!hf_trace_is_value(value) || !steps[value->op]) {
        return;
    }
    bool was_private = c->is_private;
    bool keeps_parts =
        value->op == HF_TRACE_ADD || value->op == HF_TRACE_SUBTRACT ||
        value->op == HF_TRACE_LENGTH || value->op == HF_TRACE_DAYS_BETWEEN;
    c->is_private =
        was_private || (keeps_parts && hf_probe_is_personal(c->plan, value));
    steps[value->op](c, value, target);
    c->is_private = was_private;
}

// ---- Sets and what is missing ----------------------------------------------

// The set without the element, spelt as a cell.
static void
spell_without(hf_buffer *out, const hf_set *set, hf_view element,
              hf_view separator)
{
    for (size_t at = 0; at < set->count; at++) {
        if (hf_view_equal_fold(set->elements[at], element)) {
            continue;
        }
        if (out->len > 0) {
            hf_buffer_add_view(out, separator);
        }
        hf_buffer_add_view(out, set->elements[at]);
    }
}

void
hf_aim_element(hf_candidates *c, const hf_trace *value, hf_view element,
               bool is_wanted)
{
    if (value->op == HF_TRACE_COALESCE) {
        for (size_t at = 0; at < value->count; at++) {
            hf_aim_element(c, value->args[at], element, is_wanted);
        }
    }
    if (value->op == HF_TRACE_DERIVED &&
        c->plan->traces.derived[value->ref].value) {
        hf_aim_element(c, c->plan->traces.derived[value->ref].value, element,
                       is_wanted);
    }
    if (value->op != HF_TRACE_FIELD) {
        return;
    }
    hf_view separator = c->plan->fields.specs[value->ref].separator;
    hf_buffer text = {0};
    hf_seen seen;
    if (hf_seen_value(c->probe->scorer, value, 0, &seen) && !seen.is_missing) {
        spell_without(&text, &seen.set, element, separator);
    }
    bool was_private = c->is_private;
    c->is_private =
        was_private || (text.len > 0 && hf_probe_is_personal(c->plan, value));
    if (is_wanted) {
        if (text.len > 0) {
            hf_buffer_add_view(&text, separator);
        }
        hf_buffer_add_view(&text, element);
    }
    add_spelling(c, value->ref, &text, HF_CHANGE_WHOLE);
    c->is_private = was_private;
}

// Some value of the type, where any will do.
static void
add_some(hf_candidates *c, uint32_t field)
{
    hf_seen target = {.text = HF_VIEW("something"),
                      .number = HF_DECIMAL_ONE,
                      .is_true = true};
    switch (c->plan->fields.specs[field].type) {
    case HF_CELL_DATE:
        target.number = c->plan->as_of;
        break;
    case HF_CELL_SET:
        hf_candidates_add(c, field, target.text, HF_CHANGE_WHOLE);
        return;
    case HF_CELL_EMAIL:
        target.text = HF_VIEW("example.com");
        break;
    case HF_CELL_TEXT:
    case HF_CELL_ID:
    case HF_CELL_NUMBER:
    case HF_CELL_MONEY:
    case HF_CELL_RANGE:
    case HF_CELL_BOOLEAN:
        break;
    }
    aim_cell(c, field, &target);
}

void
hf_aim_missing(hf_candidates *c, const hf_trace *value)
{
    if (value->op == HF_TRACE_FIELD) {
        if (value->ref == c->plan->fields.id) {
            return;
        }
        const hf_column *column = &c->probe->batch.columns[value->ref];
        if (hf_bitmap_get(column->present, 0)) {
            // A value that is there is rather changed than taken away.
            hf_candidates_add(c, value->ref, HF_VIEW(""),
                              HF_CHANGE_WHOLE + HF_CHANGE_WHOLE / 2);
        } else {
            add_some(c, value->ref);
        }
        return;
    }
    if (value->op == HF_TRACE_DERIVED) {
        if (c->plan->traces.derived[value->ref].value) {
            hf_aim_missing(c, c->plan->traces.derived[value->ref].value);
        }
        return;
    }
    for (size_t at = 0; at < value->count; at++) {
        hf_aim_missing(c, value->args[at]);
    }
}
