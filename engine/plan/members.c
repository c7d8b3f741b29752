/*
 * Members: a list or `[ ]`, read by the type of the value on its left. Texts
 * stay as they are written; numbers, dates and booleans are sorted, each
 * once. A named list is read once for each type that asks.
 */
#include "plan/members.h"

#include "base/date.h"
#include "base/decimal.h"
#include "plan/names.h"
#include "plan/tree.h"

#include <stdlib.h>
#include <string.h>

enum { KIND_COUNT = HF_KIND_SET + 1 };

static bool
read_number(hf_kind kind, hf_view text, int64_t *out)
{
    switch (kind) {
    case HF_KIND_NUMBER:
        return hf_decimal_literal(text, out);
    case HF_KIND_DATE:
        return hf_date_read(text, HF_DATE_ISO, 0, out);
    case HF_KIND_BOOLEAN:
        *out = hf_view_equal(text, HF_VIEW("true"));
        return *out || hf_view_equal(text, HF_VIEW("false"));
    case HF_KIND_TEXT:
    case HF_KIND_ID:
    case HF_KIND_SET:
        break;
    }
    return false;
}

static bool
is_text_kind(hf_kind kind)
{
    return kind == HF_KIND_TEXT || kind == HF_KIND_ID || kind == HF_KIND_SET;
}

static int
order_numbers(const void *a, const void *b)
{
    int64_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

static size_t
sort_numbers(int64_t *numbers, size_t count)
{
    if (count == 0) {
        return 0;
    }
    qsort(numbers, count, sizeof *numbers, order_numbers);
    size_t kept = 1;
    for (size_t i = 1; i < count; i++) {
        if (numbers[i] != numbers[kept - 1]) {
            numbers[kept++] = numbers[i];
        }
    }
    return kept;
}

static void
hint_element(hf_build *build, hf_finding *finding, hf_kind kind)
{
    const char *hint = kind == HF_KIND_DATE ? "write dates as 2026-01-31"
                       : kind == HF_KIND_BOOLEAN
                           ? "write true or false, in lower case"
                           : "write numbers as 200, -1.5 or 2.5M";
    hf_findings_hint(build->findings, finding, "%s", hint);
}

// ---- [ ] --------------------------------------------------------------------

static bool
read_elements(hf_build *build, const hf_expr *set, hf_kind kind, hf_view *texts,
              int64_t *numbers)
{
    bool ok = true;
    for (size_t i = 0; i < set->count; i++) {
        const hf_expr *element = set->args[i];
        if (is_text_kind(kind)) {
            texts[i] = hf_build_copy(build, element->text);
            ok &= texts[i].ptr != NULL;
        } else if (!read_number(kind, element->text, &numbers[i])) {
            hf_finding *finding = hf_findings_add(
                build->findings, HF_CODE_ELEMENT_TYPE, element->span,
                "'%.*s' is not %s", (int)element->text.len, element->text.ptr,
                hf_tree_kind(kind));
            hint_element(build, finding, kind);
            ok = false;
        }
    }
    return ok;
}

// ---- Named lists ------------------------------------------------------------

static void
report_row(hf_build *build, const hf_expr *set, const hf_list *list, size_t row,
           hf_kind kind)
{
    hf_view cell = list->cells[row * list->column_count + list->key_column];
    hf_finding *finding = hf_findings_add(
        build->findings, HF_CODE_ELEMENT_TYPE, set->span,
        "the list '%.*s' holds '%.*s', which is not %s", (int)list->name.len,
        list->name.ptr, (int)cell.len, cell.ptr, hf_tree_kind(kind));
    hint_element(build, finding, kind);
    hf_findings_other(build->findings, finding,
                      list->row_spans ? list->row_spans[row] : list->span,
                      list->row_spans ? "it stands here"
                                      : "the list is declared here");
}

static bool
read_rows(hf_build *build, const hf_expr *set, const hf_list *list,
          hf_kind kind, hf_view *texts, int64_t *numbers, size_t *count)
{
    *count = 0;
    for (size_t row = 0; row < list->row_count; row++) {
        hf_view cell = list->cells[row * list->column_count + list->key_column];
        if (cell.len == 0) {
            continue;
        }
        if (is_text_kind(kind)) {
            texts[*count] = hf_build_copy(build, cell);
            if (!texts[*count].ptr) {
                return false;
            }
        } else if (!read_number(kind, cell, &numbers[*count])) {
            report_row(build, set, list, row, kind);
            return false;
        }
        (*count)++;
    }
    return true;
}

// ---- Both -------------------------------------------------------------------

static const hf_members *
read_members(hf_build *build, const hf_expr *set, const hf_list *list,
             hf_kind kind)
{
    size_t room = list ? list->row_count : set->count;
    hf_members *members = hf_build_zero(build, 1, sizeof *members);
    hf_view *texts =
        is_text_kind(kind) ? hf_build_zero(build, room, sizeof *texts) : NULL;
    int64_t *numbers =
        texts ? NULL : hf_build_zero(build, room, sizeof *numbers);
    if (!members || (!texts && !numbers) || build->out_of_memory) {
        return NULL;
    }
    size_t count = set->count;
    if (list ? !read_rows(build, set, list, kind, texts, numbers, &count)
             : !read_elements(build, set, kind, texts, numbers)) {
        return NULL;
    }
    members->count = numbers ? sort_numbers(numbers, count) : count;
    members->texts = texts;
    members->numbers = numbers;
    if (list) {
        members->list = hf_build_copy(build, list->name);
    }
    return build->out_of_memory ? NULL : members;
}

const hf_members *
hf_members_read(hf_build *build, const hf_expr *set, hf_kind kind)
{
    if (set->op != HF_EXPR_LIST) {
        return read_members(build, set, NULL, kind);
    }
    uint32_t number = hf_names_list(build, set->text, set->name_span);
    if (number == HF_TABLE_NONE) {
        return NULL;
    }
    kind = is_text_kind(kind) ? HF_KIND_TEXT : kind; // they read alike
    const hf_members **kept =
        &build->list_members[(size_t)number * KIND_COUNT + kind];
    if (!*kept) {
        *kept = read_members(build, set, &build->rules->lists[number], kind);
    }
    return *kept;
}
