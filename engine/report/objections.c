/*
 * Section 6 as numbers: what overrides say. In go episodes and the teams of
 * the first grouping, out come reasons by how often they were given, classes
 * of reasons by team, and the cases in which a reason does not match our data.
 */
#include "base/memory.h"
#include "report/builders.h"
#include "report/segments.h"

#include <stdlib.h>
#include <string.h>

static bool
is_override(const hf_episode *one)
{
    return hf_episodes_is_high(one) || hf_episodes_is_low(one);
}

static bool
is_passive(const hf_episode *one)
{
    return one->code == HF_UNIT_HS_IGNORE || one->code == HF_UNIT_HS_PAPER;
}

// ---- How many say what -----------------------------------------------------

static void
count_objection(hf_objections_part *out, const hf_episode *one)
{
    out->overrides++;
    if (one->reason_code != HF_EPISODES_NONE) {
        out->with_reason++;
    } else if (one->reason != HF_EPISODES_NONE) {
        out->unmapped++;
    } else if (is_passive(one)) {
        out->silent++;
    } else {
        out->no_reason++;
    }
    out->contradicted_count += one->is_contradicted;
}

/* A case and when it came about. */
typedef struct moment {
    int64_t at;
    uint32_t episode;
} moment;

static int
order_moments(const void *a, const void *b)
{
    const moment *left = a;
    const moment *right = b;
    if (left->at != right->at) {
        return left->at < right->at ? -1 : 1;
    }
    return left->episode < right->episode ? -1 : left->episode > right->episode;
}

static bool
list_contradicted(hf_report *report)
{
    hf_objections_part *out = &report->objections;
    const hf_episodes *episodes = &report->episodes;
    size_t count = out->contradicted_count;
    moment *moments = hf_memory_zero(count + 1, sizeof *moments);
    out->contradicted =
        hf_arena_zero(&report->arena, count + 1, sizeof *out->contradicted);
    if (!moments || !out->contradicted) {
        hf_memory_free(moments);
        return false;
    }
    count = 0;
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        if (is_override(one) && one->is_contradicted) {
            moments[count++] = (moment){one->at, (uint32_t)at};
        }
    }
    qsort(moments, count, sizeof *moments, order_moments);
    for (size_t at = 0; at < count; at++) {
        out->contradicted[at] = moments[at].episode;
    }
    hf_memory_free(moments);
    return true;
}

// ---- Reasons ---------------------------------------------------------------

/* A reason in the making, with the text it is put in order by. */
typedef struct tallied {
    hf_reason_part part;
    hf_view code;
} tallied;

static int
order_reasons(const void *a, const void *b)
{
    const tallied *left = a;
    const tallied *right = b;
    if (left->part.n != right->part.n) {
        return left->part.n > right->part.n ? -1 : 1;
    }
    return hf_view_order(left->code, right->code);
}

// By the number of its code; a code has one class.
static void
add_reason(tallied *reasons, const hf_episodes *episodes, const hf_episode *one)
{
    tallied *to = &reasons[one->reason_code];
    to->code = hf_episodes_text(episodes, one->reason_code);
    to->part.code = one->reason_code;
    to->part.reason_class = one->reason_class;
    to->part.n++;
    to->part.contradicted += one->is_contradicted;
    to->part.rule_vindicated +=
        one->resolution == HF_RESOLUTION_RULE_VINDICATED;
    to->part.sales_vindicated +=
        one->resolution == HF_RESOLUTION_SALES_VINDICATED;
}

static bool
keep_reasons(hf_report *report, tallied *reasons, size_t names)
{
    size_t count = 0;
    for (size_t at = 0; at < names; at++) {
        if (reasons[at].part.n) {
            reasons[count++] = reasons[at];
        }
    }
    qsort(reasons, count, sizeof *reasons, order_reasons);
    report->reasons.items =
        hf_arena_zero(&report->arena, count + 1, sizeof *report->reasons.items);
    if (!report->reasons.items) {
        return false;
    }
    int64_t so_far = 0;
    for (size_t at = 0; at < count; at++) {
        so_far += reasons[at].part.n;
        reasons[at].part.cumulative =
            (double)so_far / (double)report->objections.with_reason;
        report->reasons.items[at] = reasons[at].part;
    }
    report->reasons.count = count;
    return true;
}

static bool
count_reasons(hf_report *report)
{
    const hf_episodes *episodes = &report->episodes;
    size_t names = episodes->names.count;
    tallied *reasons = hf_memory_zero(names + 1, sizeof *reasons);
    if (!reasons) {
        return false;
    }
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        if (is_override(one)) {
            count_objection(&report->objections, one);
            if (one->reason_code < names) {
                add_reason(reasons, episodes, one);
            }
        }
    }
    bool is_fine = keep_reasons(report, reasons, names);
    hf_memory_free(reasons);
    return is_fine;
}

// ---- Classes by team -------------------------------------------------------

/* Classes are columns: two for those without a class, then the named ones. */
enum { NO_CLASS, SILENT, NAMED };

typedef struct table {
    const hf_grouping_part *teams;
    hf_segments segments;
    hf_table classes;
    uint32_t *row_of; // by number of a team
    int64_t *n;       // [row][column]
    size_t columns;
} table;

static void
find_rows(table *self)
{
    for (size_t number = 0; number < self->segments.names.count; number++) {
        hf_view name = self->segments.names.texts[number];
        size_t at = 0;
        while (at < self->teams->count && !self->teams->items[at].is_pooled &&
               !hf_view_equal_fold(self->teams->items[at].name, name)) {
            at++;
        }
        self->row_of[number] = (uint32_t)at; // the pooled one, or behind all
    }
}

static bool
fill_table(table *self, const hf_episodes *episodes)
{
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        if (is_override(one) && one->reason_class != HF_EPISODES_NONE &&
            hf_table_intern(&self->classes,
                            hf_episodes_text(episodes, one->reason_class)) ==
                HF_TABLE_NONE) {
            return false;
        }
    }
    self->columns = NAMED + self->classes.count;
    self->n = hf_memory_zero((self->teams->count + 1) * self->columns,
                             sizeof *self->n);
    self->row_of =
        hf_memory_zero(self->segments.names.count + 1, sizeof *self->row_of);
    if (!self->n || !self->row_of) {
        return false;
    }
    find_rows(self);
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        size_t row = self->row_of[self->segments.of[at]];
        hf_view name = hf_episodes_text(episodes, one->reason_class);
        size_t column = name.len ? NAMED + hf_table_find(&self->classes, name)
                        : is_passive(one) ? SILENT
                                          : NO_CLASS;
        self->n[row * self->columns + column] += is_override(one);
    }
    return true;
}

static int
order_classes(const void *a, const void *b)
{
    const hf_class_part *left = a;
    const hf_class_part *right = b;
    int order = hf_view_order(left->reason_class, right->reason_class);
    if (order) {
        return order;
    }
    if (left->is_silent != right->is_silent) {
        return left->is_silent ? 1 : -1;
    }
    if (!left->team.len != !right->team.len) {
        return left->team.len ? -1 : 1; // the pooled one last
    }
    return hf_view_order(left->team, right->team);
}

static bool
keep_classes(hf_report *report, const table *self)
{
    size_t rows = self->teams->count + 1;
    hf_class_part *out =
        hf_arena_zero(&report->arena, rows * self->columns, sizeof *out);
    if (!out) {
        return false;
    }
    size_t count = 0;
    for (size_t at = 0; at < rows * self->columns; at++) {
        size_t row = at / self->columns;
        size_t column = at % self->columns;
        if (!self->n[at]) {
            continue;
        }
        hf_class_part *part = &out[count++];
        part->n = self->n[at];
        part->is_silent = column == SILENT;
        if (row < self->teams->count) {
            part->team = self->teams->items[row].name;
        }
        if (column >= NAMED) {
            part->reason_class = hf_arena_copy(
                &report->arena, self->classes.texts[column - NAMED]);
            if (!part->reason_class.ptr) {
                return false;
            }
        }
    }
    qsort(out, count, sizeof *out, order_classes);
    report->classes.items = out;
    report->classes.count = count;
    return true;
}

static bool
count_classes(hf_report *report)
{
    table self = {.teams = &report->groupings.items[0]};
    bool is_fine = hf_segments_of_teams(&self.segments, &report->episodes) &&
                   fill_table(&self, &report->episodes) &&
                   keep_classes(report, &self);
    hf_segments_clear(&self.segments);
    hf_table_clear(&self.classes);
    hf_memory_free(self.n);
    hf_memory_free(self.row_of);
    return is_fine;
}

handoff_status
hf_objections_build(hf_report *report, handoff_ledger *ledger,
                    handoff_findings *findings)
{
    (void)ledger;
    return count_reasons(report) && list_contradicted(report) &&
                   count_classes(report)
               ? HANDOFF_OK
               : hf_store_no_memory(findings);
}
