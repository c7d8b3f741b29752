/*
 * The canonical resolved form of a rule set: one line an item, the same for
 * every spelling of the same rules. What has no order of its own (fields,
 * lists, derived values, conditions, groups) comes by name; what has one
 * (axes, gates, criteria, verdicts, routes) as it stands. The revisions are
 * SHA-256 over these lines.
 */
#include "base/date.h"
#include "base/digest.h"
#include "base/memory.h"
#include "rule/load.h"

#include <stdlib.h>

// Where lines go: to a text, or line by line into digests.
typedef struct line_sink {
    hf_buffer *out;
    hf_digest *digests[2]; // NULL: the lines stay in `out`
} line_sink;

static void
end_line(line_sink *sink)
{
    hf_buffer_add_byte(sink->out, '\n');
    if (!sink->digests[0] || sink->out->failed) {
        return;
    }
    for (size_t at = 0; at < 2; at++) {
        hf_digest_add(sink->digests[at], hf_buffer_view(sink->out));
    }
    hf_buffer_reset(sink->out);
}

// ---- Pieces of lines -------------------------------------------------------

static void
add_word(line_sink *sink, const char *word)
{
    if (sink->out->len > 0 && sink->out->ptr[sink->out->len - 1] != '\n') {
        hf_buffer_add_byte(sink->out, ' ');
    }
    hf_buffer_add_text(sink->out, word);
}

static void
add_name(line_sink *sink, hf_view name)
{
    hf_buffer_add_byte(sink->out, ' ');
    hf_buffer_add_view(sink->out, name);
}

// In double quotes, on one line.
static void
add_text(line_sink *sink, hf_view text)
{
    hf_buffer_add_text(sink->out, " \"");
    for (size_t at = 0; at < text.len; at++) {
        char byte = text.ptr[at];
        if (byte == '"' || byte == '\\') {
            hf_buffer_add_byte(sink->out, '\\');
        }
        if (byte == '\n' || byte == '\r') {
            hf_buffer_add_text(sink->out, byte == '\n' ? "\\n" : "\\r");
        } else {
            hf_buffer_add_byte(sink->out, byte);
        }
    }
    hf_buffer_add_byte(sink->out, '"');
}

static void
add_optional(line_sink *sink, const char *word, hf_view text)
{
    if (text.len > 0) {
        add_word(sink, word);
        add_text(sink, text);
    }
}

static void
add_int(line_sink *sink, const char *word, int64_t number)
{
    add_word(sink, word);
    hf_buffer_add_byte(sink->out, ' ');
    hf_buffer_add_int(sink->out, number);
}

static void
add_flag(line_sink *sink, const char *word, bool is_set)
{
    if (is_set) {
        add_word(sink, word);
    }
}

static void
add_day(line_sink *sink, const char *word, bool is_set, int64_t day)
{
    if (is_set) {
        add_word(sink, word);
        hf_buffer_add_byte(sink->out, ' ');
        hf_date_print(sink->out, day * HF_DATE_DAY);
    }
}

// A text in an expression may hold a line end; it goes on behind a TAB, with
// which no item begins.
static void
add_expr(line_sink *sink, const char *word, const hf_expr *expr)
{
    hf_buffer text = {0};
    if (!expr) {
        return;
    }
    hf_expr_print(&text, expr);
    add_word(sink, word);
    hf_buffer_add_byte(sink->out, ' ');
    for (size_t at = 0; at < text.len; at++) {
        hf_buffer_add_byte(sink->out, text.ptr[at]);
        if (text.ptr[at] == '\n') {
            hf_buffer_add_byte(sink->out, '\t');
        }
    }
    sink->out->failed = sink->out->failed || text.failed;
    hf_buffer_clear(&text);
}

static void
add_limits(line_sink *sink, const hf_limits *limits)
{
    if (limits->has_min) {
        add_int(sink, "min", limits->min);
    }
    if (limits->has_max) {
        add_int(sink, "max", limits->max);
    }
}

// ---- By name ---------------------------------------------------------------

typedef struct named {
    hf_view name;
    size_t at;
} named;

static int
order_named(const void *a, const void *b)
{
    return hf_view_order(((const named *)a)->name, ((const named *)b)->name);
}

// The places of `count` things of `size` bytes that begin with their name,
// in the order of the names; NULL (noted in the sink) when memory ran out.
static named *
sort_by_name(line_sink *sink, const void *things, size_t count, size_t size)
{
    named *order = hf_memory_zero(count, sizeof *order);
    if (!order) {
        sink->out->failed = true;
        return NULL;
    }
    for (size_t at = 0; at < count; at++) {
        const char *thing = (const char *)things + at * size;
        order[at] = (named){*(const hf_view *)(const void *)thing, at};
    }
    if (count > 0) {
        qsort(order, count, sizeof *order, order_named);
    }
    return order;
}

// ---- Sections --------------------------------------------------------------

static const char *
describe_type(hf_field_type type)
{
    switch (type) {
    case HF_FIELD_TEXT:
        return "text";
    case HF_FIELD_ID:
        return "id";
    case HF_FIELD_EMAIL:
        return "email";
    case HF_FIELD_NUMBER:
        return "number";
    case HF_FIELD_MONEY:
        return "money";
    case HF_FIELD_RANGE:
        return "range";
    case HF_FIELD_DATE:
        return "date";
    case HF_FIELD_BOOLEAN:
        return "boolean";
    case HF_FIELD_SET:
        return "set";
    }
    return "";
}

// In the order of hf_date_format.
static const char *const FORMATS[] = {"iso", "mdy", "dmy", "ymd", "epoch_ms"};

static void
write_field(line_sink *sink, const hf_field *field)
{
    add_word(sink, "field");
    add_name(sink, field->name);
    add_word(sink, describe_type(field->type));
    for (size_t at = 0; at < field->column_count; at++) {
        add_word(sink, "column");
        add_text(sink, field->columns[at]);
    }
    add_flag(sink, "optional", field->is_optional);
    add_flag(sink, "personal", field->is_personal);
    add_flag(sink, "salesforce_id", field->is_salesforce_id);
    if (field->has_default) {
        add_word(sink, "default");
        add_text(sink, field->default_text);
    }
    if (field->type == HF_FIELD_DATE) {
        add_word(sink, "format");
        add_word(sink, FORMATS[field->format]);
        add_int(sink, "zone", field->zone);
    }
    add_flag(sink, "decimal-comma", field->decimal_mark == ',');
    if (field->type == HF_FIELD_SET) {
        add_word(sink, "separator");
        add_text(sink, field->separator);
    }
    end_line(sink);
}

static void
write_head(line_sink *sink, const handoff_rules *rules)
{
    add_word(sink, "handoff 1");
    end_line(sink);
    add_word(sink, "ruleset");
    add_text(sink, rules->name);
    add_optional(sink, "title", rules->title);
    add_optional(sink, "owner", rules->owner);
    add_optional(sink, "version", rules->version);
    if (rules->has_effective_from) {
        add_word(sink, "effective_from ");
        hf_date_print(sink->out, rules->effective_from);
    }
    end_line(sink);
    add_word(sink, "leads id");
    add_name(sink, rules->fields[rules->id_field].name);
    end_line(sink);
}

static void
write_missing(line_sink *sink, const handoff_rules *rules)
{
    named *order = sort_by_name(sink, rules->missing, rules->missing_count,
                                sizeof *rules->missing);
    for (size_t at = 0; order && at < rules->missing_count; at++) {
        add_word(sink, "missing");
        add_text(sink, order[at].name);
        end_line(sink);
    }
    hf_memory_free(order);
}

static void
write_cases(line_sink *sink, const hf_case *cases, size_t count, hf_view name,
            const char *what)
{
    for (size_t at = 0; at < count; at++) {
        add_word(sink, what);
        add_name(sink, name);
        add_expr(sink, "when", cases[at].when);
        if (cases[at].is.ptr) {
            add_word(sink, "is");
            add_text(sink, cases[at].is);
        } else {
            add_int(sink, "points", cases[at].points);
        }
        add_optional(sink, "because", cases[at].because);
        end_line(sink);
    }
}

static void
write_derived(line_sink *sink, const hf_derived *derived)
{
    if (derived->value) {
        add_word(sink, "derived");
        add_name(sink, derived->name);
        add_expr(sink, "=", derived->value);
        end_line(sink);
    }
    write_cases(sink, derived->cases, derived->case_count, derived->name,
                "derived");
}

static void
write_named(line_sink *sink, const handoff_rules *rules)
{
    named *order;
    order = sort_by_name(sink, rules->fields, rules->field_count,
                         sizeof *rules->fields);
    for (size_t at = 0; order && at < rules->field_count; at++) {
        write_field(sink, &rules->fields[order[at].at]);
    }
    hf_memory_free(order);
    order = sort_by_name(sink, rules->derived, rules->derived_count,
                         sizeof *rules->derived);
    for (size_t at = 0; order && at < rules->derived_count; at++) {
        write_derived(sink, &rules->derived[order[at].at]);
    }
    hf_memory_free(order);
    order = sort_by_name(sink, rules->conditions, rules->condition_count,
                         sizeof *rules->conditions);
    for (size_t at = 0; order && at < rules->condition_count; at++) {
        add_word(sink, "condition");
        add_name(sink, order[at].name);
        add_expr(sink, "=", rules->conditions[order[at].at].when);
        end_line(sink);
    }
    hf_memory_free(order);
}

static void
write_axes(line_sink *sink, const handoff_rules *rules)
{
    for (size_t at = 0; at < rules->axis_count; at++) {
        const hf_axis *axis = &rules->axes[at];
        add_word(sink, "axis");
        add_name(sink, axis->name);
        add_limits(sink, &axis->limits);
        for (size_t i = 0; i < axis->band_count; i++) {
            add_word(sink, "band");
            add_text(sink, axis->bands[i].name);
            if (!axis->bands[i].is_any) {
                add_int(sink, "from", axis->bands[i].from);
            }
        }
        end_line(sink);
    }
    named *order = sort_by_name(sink, rules->groups, rules->group_count,
                                sizeof *rules->groups);
    for (size_t at = 0; order && at < rules->group_count; at++) {
        const hf_group *group = &rules->groups[order[at].at];
        add_word(sink, "group");
        add_name(sink, group->name);
        add_word(sink, "axis");
        add_name(sink, rules->axes[group->axis].name);
        add_limits(sink, &group->limits);
        end_line(sink);
    }
    hf_memory_free(order);
    add_word(sink, "score");
    add_limits(sink, &rules->score);
    end_line(sink);
}

static void
write_gates(line_sink *sink, const handoff_rules *rules)
{
    for (size_t at = 0; at < rules->gate_count; at++) {
        const hf_gate *gate = &rules->gates[at];
        add_word(sink, "gate");
        add_name(sink, gate->id);
        add_flag(sink, "consent", gate->is_consent);
        add_expr(sink, "when", gate->when);
        add_optional(sink, "because", gate->because);
        add_optional(sink, "owner", gate->owner);
        end_line(sink);
    }
}

static void
write_criterion(line_sink *sink, const handoff_rules *rules,
                const hf_criterion *criterion)
{
    static const char *const STATUSES[] = {"active", "shadow", "off"};
    add_word(sink, "criterion");
    add_name(sink, criterion->id);
    add_word(sink, STATUSES[criterion->status]);
    add_word(sink, "axis");
    add_name(sink, rules->axes[criterion->axis].name);
    if (criterion->group != HF_NO_GROUP) {
        add_word(sink, "group");
        add_name(sink, rules->groups[criterion->group].name);
    }
    add_day(sink, "from", criterion->has_from, criterion->from_day);
    add_day(sink, "until", criterion->has_until, criterion->until_day);
    add_flag(sink, "first", criterion->has_cases);
    add_optional(sink, "because", criterion->because);
    add_optional(sink, "owner", criterion->owner);
    end_line(sink);
    write_cases(sink, criterion->cases, criterion->case_count, criterion->id,
                "case");
}

static void
write_verdicts(line_sink *sink, const handoff_rules *rules)
{
    for (size_t at = 0; at < rules->verdict_count; at++) {
        const hf_verdict_rule *verdict = &rules->verdicts[at];
        add_word(sink, "verdict");
        add_text(sink, verdict->name);
        add_word(sink, handoff_means_text((handoff_means)verdict->means));
        add_expr(sink, "when", verdict->when);
        end_line(sink);
    }
    for (size_t at = 0; at < rules->route_count; at++) {
        const hf_route *route = &rules->routes[at];
        add_word(sink, "route");
        add_text(sink, route->to);
        add_expr(sink, "when", route->when);
        if (route->sla > 0) {
            add_int(sink, "sla", route->sla);
        }
        end_line(sink);
    }
}

// What a list is called and how it is keyed belongs to the rules; what it
// holds does not.
static void
write_list_heads(line_sink *sink, const handoff_rules *rules)
{
    named *order = sort_by_name(sink, rules->lists, rules->list_count,
                                sizeof *rules->lists);
    for (size_t at = 0; order && at < rules->list_count; at++) {
        const hf_list *list = &rules->lists[order[at].at];
        add_word(sink, "list");
        add_name(sink, list->name);
        if (list->header) {
            add_word(sink, "column");
            add_text(sink, list->header[list->key_column]);
        }
        end_line(sink);
    }
    hf_memory_free(order);
}

static void
write_list(line_sink *sink, const hf_list *list)
{
    if (list->header) {
        add_word(sink, "header");
        add_name(sink, list->name);
        for (size_t at = 0; at < list->column_count; at++) {
            add_text(sink, list->header[at]);
        }
        end_line(sink);
    }
    for (size_t row = 0; row < list->row_count; row++) {
        add_word(sink, "row");
        add_name(sink, list->name);
        for (size_t at = 0; at < list->column_count; at++) {
            add_text(sink, list->cells[row * list->column_count + at]);
        }
        end_line(sink);
    }
}

static void
write_rules(line_sink *sink, const handoff_rules *rules)
{
    write_head(sink, rules);
    write_missing(sink, rules);
    write_list_heads(sink, rules);
    write_named(sink, rules);
    write_axes(sink, rules);
    write_gates(sink, rules);
    for (size_t at = 0; at < rules->criterion_count; at++) {
        write_criterion(sink, rules, &rules->criteria[at]);
    }
    write_verdicts(sink, rules);
}

static void
write_lists(line_sink *sink, const handoff_rules *rules)
{
    named *order = sort_by_name(sink, rules->lists, rules->list_count,
                                sizeof *rules->lists);
    for (size_t at = 0; order && at < rules->list_count; at++) {
        write_list(sink, &rules->lists[order[at].at]);
    }
    hf_memory_free(order);
}

// ---- The whole -------------------------------------------------------------

void
hf_rules_canonical(const handoff_rules *rules, hf_buffer *out)
{
    line_sink sink = {.out = out};
    write_rules(&sink, rules);
    write_lists(&sink, rules);
}

bool
hf_rules_seal(handoff_rules *rules)
{
    hf_digest whole;
    hf_digest part;
    hf_buffer line = {0};
    line_sink sink = {.out = &line, .digests = {&whole, &part}};

    hf_digest_init(&whole);
    hf_digest_init(&part);
    write_rules(&sink, rules);
    hf_digest_hex(&part, rules->rules_revision);
    hf_digest_init(&part);
    write_lists(&sink, rules);
    hf_digest_hex(&part, rules->lists_revision);
    hf_digest_hex(&whole, rules->revision);

    bool is_done = !line.failed;
    hf_buffer_clear(&line);
    return is_done;
}
