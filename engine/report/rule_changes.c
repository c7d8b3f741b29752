/*
 * Two rule sets in, what differs out. Every item becomes a name and a few
 * properties as text; items of the same kind and name are compared property by
 * property, so that nothing is said of order, comments or layout.
 */
#include "report/rule_changes.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "rule/expr.h"

enum { PROPERTIES = 4 };

typedef struct property {
    const char *name;
    hf_view text;
} property;

typedef struct item {
    const char *kind;
    hf_view name;
    property properties[PROPERTIES]; // the first is told of new ones
    size_t count;
} item;

typedef struct items {
    item *list;
    size_t count, room;
    hf_arena *arena;
    hf_buffer text;
    bool is_fine;
} items;

// ---- Items -----------------------------------------------------------------

// NULL when memory ran out.
static item *
begin(items *self, const char *kind, hf_view name)
{
    item *list =
        hf_memory_grow(self->list, &self->room, self->count + 1, sizeof *list);
    if (!list) {
        self->is_fine = false;
        return NULL;
    }
    self->list = list;
    list[self->count] = (item){.kind = kind, .name = name};
    return &list[self->count++];
}

// What is in `text` is the next property.
static void
note(items *self, item *one, const char *name)
{
    hf_view text = hf_arena_copy(self->arena, hf_buffer_view(&self->text));
    self->is_fine &= !self->text.failed && text.ptr;
    if (one && self->is_fine) {
        one->properties[one->count++] = (property){name, text};
    }
    hf_buffer_reset(&self->text);
}

static void
note_expr(items *self, item *one, const char *name, const hf_expr *expr)
{
    if (expr) {
        hf_expr_print(&self->text, expr);
    } else {
        hf_buffer_add_text(&self->text, "always");
    }
    note(self, one, name);
}

static void
note_text(items *self, item *one, const char *name, hf_view text)
{
    hf_buffer_add_view(&self->text, text);
    note(self, one, name);
}

static void
add_limits(items *self, hf_limits limits)
{
    if (limits.has_min) {
        hf_buffer_printf(&self->text, "at least %lld ", (long long)limits.min);
    }
    if (limits.has_max) {
        hf_buffer_printf(&self->text, "at most %lld ", (long long)limits.max);
    }
}

static void
add_criterion(items *self, const handoff_rules *rules, const hf_criterion *it)
{
    static const char *const states[] = {"counts", "is only watched", "is off"};
    item *one = begin(self, "criterion", it->id);
    for (size_t at = 0; at < it->case_count; at++) {
        hf_buffer_add_text(&self->text, at ? ", " : "");
        hf_buffer_add_int(&self->text, it->cases[at].points);
    }
    hf_buffer_printf(&self->text, " on %.*s",
                     (int)rules->axes[it->axis].name.len,
                     rules->axes[it->axis].name.ptr);
    note(self, one, "points");
    for (size_t at = 0; at < it->case_count; at++) {
        hf_buffer_add_text(&self->text, at ? "; else " : "");
        if (it->cases[at].when) {
            hf_expr_print(&self->text, it->cases[at].when);
        }
    }
    note(self, one, "when");
    note_text(self, one, "state", hf_view_of(states[it->status]));
    note_text(self, one, "rationale", it->because);
}

static void
add_axis(items *self, const hf_axis *axis)
{
    item *one = begin(self, "axis", axis->name);
    for (size_t at = 0; at < axis->band_count; at++) {
        const hf_band *band = &axis->bands[at];
        hf_buffer_printf(&self->text, "%s%.*s from ", at ? ", " : "",
                         (int)band->name.len, band->name.ptr);
        if (band->is_any) {
            hf_buffer_add_text(&self->text, "anything");
        } else {
            hf_buffer_add_int(&self->text, band->from);
        }
    }
    note(self, one, "bands");
    add_limits(self, axis->limits);
    note(self, one, "limits");
}

static void
add_list(items *self, const hf_list *list)
{
    item *one = begin(self, "list", list->name);
    hf_buffer_printf(&self->text, "%zu rows", list->row_count);
    note(self, one, "length");
    for (size_t at = 0; at < list->row_count * list->column_count; at++) {
        hf_buffer_add_view(&self->text, list->cells[at]);
        hf_buffer_add_byte(&self->text, '\0');
    }
    note(self, one, "contents");
}

static void
add_scoring(items *self, const handoff_rules *rules)
{
    for (size_t at = 0; at < rules->gate_count; at++) {
        const hf_gate *gate = &rules->gates[at];
        item *one = begin(self, "gate", gate->id);
        note_expr(self, one, "when", gate->when);
        note_text(self, one, "kind",
                  gate->is_consent ? HF_VIEW("consent") : HF_VIEW("plain"));
        note_text(self, one, "rationale", gate->because);
    }
    for (size_t at = 0; at < rules->criterion_count; at++) {
        add_criterion(self, rules, &rules->criteria[at]);
    }
    for (size_t at = 0; at < rules->axis_count; at++) {
        add_axis(self, &rules->axes[at]);
    }
    for (size_t at = 0; at < rules->group_count; at++) {
        item *one = begin(self, "group", rules->groups[at].name);
        add_limits(self, rules->groups[at].limits);
        note(self, one, "limits");
    }
}

static void
add_policy(items *self, const handoff_rules *rules)
{
    for (size_t at = 0; at < rules->verdict_count; at++) {
        const hf_verdict_rule *it = &rules->verdicts[at];
        item *one = begin(self, "verdict", it->name);
        note_expr(self, one, "when", it->when);
        note_text(self, one, "meaning",
                  hf_view_of(handoff_means_text((handoff_means)it->means)));
    }
    for (size_t at = 0; at < rules->route_count; at++) {
        const hf_route *it = &rules->routes[at];
        item *one = begin(self, "route", it->to);
        note_expr(self, one, "when", it->when);
        hf_buffer_printf(&self->text, "%lld minutes",
                         (long long)(it->sla / 60));
        note(self, one, "SLA");
    }
    for (size_t at = 0; at < rules->list_count; at++) {
        add_list(self, &rules->lists[at]);
    }
}

static void
add_names(items *self, const handoff_rules *rules)
{
    for (size_t at = 0; at < rules->condition_count; at++) {
        item *one = begin(self, "condition", rules->conditions[at].name);
        note_expr(self, one, "meaning", rules->conditions[at].when);
    }
    for (size_t at = 0; at < rules->derived_count; at++) {
        const hf_derived *it = &rules->derived[at];
        item *one = begin(self, "derived value", it->name);
        if (it->value) {
            hf_expr_print(&self->text, it->value);
        }
        for (size_t of = 0; of < it->case_count; of++) {
            hf_buffer_add_view(&self->text, it->cases[of].is);
            hf_buffer_add_text(&self->text, " when ");
            if (it->cases[of].when) {
                hf_expr_print(&self->text, it->cases[of].when);
            }
            hf_buffer_add_text(&self->text, "; ");
        }
        note(self, one, "meaning");
    }
}

static void
collect(items *self, const handoff_rules *rules)
{
    add_scoring(self, rules);
    add_policy(self, rules);
    add_names(self, rules);
}

// ---- Lines -----------------------------------------------------------------

enum { SHOWN = 160, MOST_LINES = 60 };

/* Lines so far; `text` is the one being made. */
typedef struct writer {
    hf_arena *arena;
    hf_lines *out;
    hf_buffer text;
    size_t left_out;
    bool is_fine;
} writer;

static void
end_line(writer *self)
{
    if (self->out->count < MOST_LINES) {
        hf_view line = hf_arena_copy(self->arena, hf_buffer_view(&self->text));
        self->is_fine &= !self->text.failed && line.ptr;
        self->out->items[self->out->count++] = line;
    } else {
        self->left_out++;
    }
    hf_buffer_reset(&self->text);
}

static void
add_quoted(writer *self, hf_view text)
{
    hf_buffer_add_byte(&self->text, '`');
    hf_buffer_add_view(&self->text, hf_view_slice(text, 0, SHOWN));
    hf_buffer_add_text(&self->text, text.len > SHOWN ? " ...`" : "`");
}

static void
begin_line(writer *self, const item *one)
{
    hf_buffer_printf(&self->text, "%s ", one->kind);
    hf_buffer_add_view(&self->text, one->name);
    hf_buffer_add_text(&self->text, ": ");
}

static void
tell_whole(writer *self, const item *one, const char *what)
{
    begin_line(self, one);
    hf_buffer_add_text(&self->text, what);
    if (one->count && one->properties[0].text.len) {
        hf_buffer_printf(&self->text, " (%s ", one->properties[0].name);
        add_quoted(self, one->properties[0].text);
        hf_buffer_add_byte(&self->text, ')');
    }
    end_line(self);
}

static void
tell_difference(writer *self, const item *one, const item *other)
{
    for (size_t at = 0; at < one->count; at++) {
        hf_view before = one->properties[at].text;
        hf_view after = other->properties[at].text;
        const char *name = one->properties[at].name;
        if (hf_view_equal(before, after)) {
            continue;
        }
        begin_line(self, one);
        if (hf_view_equal(hf_view_of(name), HF_VIEW("contents"))) {
            hf_buffer_add_text(&self->text, "other contents");
        } else {
            hf_buffer_printf(&self->text, "%s ", name);
            add_quoted(self, before);
            hf_buffer_add_text(&self->text, " became ");
            add_quoted(self, after);
        }
        end_line(self);
    }
}

// Names repeat where a route has several lines: the one in the same turn.
static const item *
find(const items *self, const item *wanted, size_t turn)
{
    for (size_t at = 0; at < self->count; at++) {
        const item *one = &self->list[at];
        if (hf_view_equal(hf_view_of(one->kind), hf_view_of(wanted->kind)) &&
            hf_view_equal(one->name, wanted->name) && turn-- == 0) {
            return one;
        }
    }
    return NULL;
}

static size_t
turn_of(const items *self, size_t at)
{
    size_t turn = 0;
    while (find(self, &self->list[at], turn) != &self->list[at]) {
        turn++;
    }
    return turn;
}

static void
compare(writer *self, const items *before, const items *after)
{
    for (size_t at = 0; at < before->count; at++) {
        const item *one = &before->list[at];
        const item *other = find(after, one, turn_of(before, at));
        if (other) {
            tell_difference(self, one, other);
        } else {
            tell_whole(self, one, "removed");
        }
    }
    for (size_t at = 0; at < after->count; at++) {
        const item *one = &after->list[at];
        if (!find(before, one, turn_of(after, at))) {
            tell_whole(self, one, "added");
        }
    }
    if (self->left_out) {
        hf_buffer_printf(&self->text, "and %zu more", self->left_out);
        self->out->count--;
        end_line(self);
    }
}

bool
hf_rule_changes_list(const handoff_rules *before, const handoff_rules *after,
                     hf_arena *arena, hf_lines *out)
{
    items old = {.arena = arena, .is_fine = true};
    items new = {.arena = arena, .is_fine = true};
    writer self = {.arena = arena, .out = out, .is_fine = true};
    *out = (hf_lines){hf_arena_zero(arena, MOST_LINES, sizeof(hf_view)), 0};
    collect(&old, before);
    collect(&new, after);
    bool is_fine = out->items && old.is_fine && new.is_fine;
    if (is_fine) {
        compare(&self, &old, &new);
        is_fine = self.is_fine;
    }
    hf_memory_free(old.list);
    hf_memory_free(new.list);
    hf_buffer_clear(&old.text);
    hf_buffer_clear(&new.text);
    hf_buffer_clear(&self.text);
    return is_fine;
}
