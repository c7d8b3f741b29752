/* One trimmed text as a value of its field's type. */
#ifndef HF_BATCH_VALUES_H
#define HF_BATCH_VALUES_H

#include "base/attributes.h"
#include "batch/fields.h"

/** Without blanks at both ends; never a NULL `ptr`. Most cells begin and end
 * in something above a blank, which takes two comparisons. */
static HF_ALWAYS_INLINE hf_view
hf_values_trim(hf_view cell)
{
    if (cell.len == 0) {
        return HF_VIEW("");
    }
    if (HF_LIKELY((unsigned char)cell.ptr[0] > ' ' &&
                  (unsigned char)cell.ptr[cell.len - 1] > ' ')) {
        return cell;
    }
    cell = hf_view_trim(cell);
    return cell.len > 0 ? cell : HF_VIEW("");
}

/** 15 letters and digits of ASCII. */
bool hf_values_is_short_id(hf_view text);

/**
 * The 18-character form of a short Salesforce id: behind the 15, a character
 * for each five, whose bit i is set where the i-th of them is a capital. `ptr`
 * is NULL when memory ran out.
 */
hf_view hf_values_widen(hf_view text, hf_arena *scratch);

/** Something on both sides of an @, and no blank. */
bool hf_values_is_email(hf_view text);

/** true/false, yes/no, t/f, y/n, 1/0, on/off, checked/unchecked, any case. */
bool hf_values_boolean(hf_view text, bool *out);

/** Numbers, money, ranges in millionths, dates in seconds; false for a text
 * that is none and for the other types. */
bool hf_values_number(const hf_field_spec *spec, hf_view text, int64_t *out);

/** Elements trimmed, empty ones dropped. False when memory ran out. */
bool hf_values_set(hf_view text, hf_view separator, hf_arena *scratch,
                   hf_set *out);

/** Whether a text is a value of the field at all. */
bool hf_values_is_one(const hf_field_spec *spec, hf_view text);

#endif
