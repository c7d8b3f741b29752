/*
 * What is known of each operation, from the one list in ops.def, and the
 * meaning of a test of one text, which the plan needs for texts it knows
 * (`is:` of a derived value, cells) and the scorer for those of leads.
 */
#include "plan/ops.h"

bool
hf_ops_is_value(hf_op_code code)
{
    enum { VALUE = true, ANSWER = false };
    static const bool is_value[HF_OP_COUNT] = {
#define HF_OP(name, function, output) output,
#include "plan/ops.def"
#undef HF_OP
    };
    return is_value[code];
}

bool
hf_ops_reads_values(hf_op_code code)
{
    bool is_value = code >= HF_OP_ADD && code <= HF_OP_LOOKUP;
    bool is_test = code >= HF_OP_RANGE && code <= HF_OP_SET_HAS_ALL;
    return (is_value && code != HF_OP_CASES) || is_test;
}

const char *
hf_ops_name(hf_op_code code)
{
    static const char *const names[HF_OP_COUNT] = {
#define HF_OP(name, function, output) #name,
#include "plan/ops.def"
#undef HF_OP
    };
    return names[code];
}

static bool
is_same(bool is_exact, hf_view a, hf_view b)
{
    return is_exact ? hf_view_equal(a, b) : hf_view_equal_fold(a, b);
}

static bool
is_member(const hf_members *members, bool is_exact, hf_view text)
{
    for (size_t i = 0; i < members->count; i++) {
        if (is_same(is_exact, members->texts[i], text)) {
            return true;
        }
    }
    return false;
}

bool
hf_ops_text_holds(const hf_text_test *test, bool is_exact, hf_view text)
{
    switch (test->kind) {
    case HF_TEXT_EQUAL:
        return is_same(is_exact, text, test->part);
    case HF_TEXT_IN:
        return is_member(test->members, is_exact, text);
    case HF_TEXT_CONTAINS:
        return is_exact ? hf_view_contains(text, test->part)
                        : hf_view_contains_fold(text, test->part);
    case HF_TEXT_STARTS:
        return is_exact ? hf_view_starts(text, test->part)
                        : hf_view_starts_fold(text, test->part);
    case HF_TEXT_ENDS:
        return is_exact ? hf_view_ends(text, test->part)
                        : hf_view_ends_fold(text, test->part);
    case HF_TEXT_MATCHES:
        break; // wants a matcher: hf_pattern_find
    }
    return false;
}

bool
hf_ops_has_number(const hf_members *members, int64_t number)
{
    size_t from = 0, to = members->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (members->numbers[middle] < number) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from < members->count && members->numbers[from] == number;
}
