/*
 * A reader for what pack.c writes: one flat object of JSON whose members are
 * fields, each by its type.
 */
#include "ledger/inputs.h"

#include "base/bitmap.h"
#include "base/date.h"
#include "base/decimal.h"

#include <string.h>

typedef struct reader {
    hf_view rest;
    hf_arena *arena;
    bool is_lenient;
} reader;

static bool
take(reader *in, char byte)
{
    if (!in->rest.len || in->rest.ptr[0] != byte) {
        return false;
    }
    in->rest = hf_view_slice(in->rest, 1, in->rest.len);
    return true;
}

static bool
take_word(reader *in, hf_view word)
{
    if (!hf_view_starts(in->rest, word)) {
        return false;
    }
    in->rest = hf_view_slice(in->rest, word.len, in->rest.len);
    return true;
}

// Of the escapes \u.... only control characters are written.
static bool
unescape(reader *in, char *out, size_t *len)
{
    static const char from[] = "\"\\/bfnrt";
    static const char to[] = "\"\\/\b\f\n\r\t";
    static const char digits[] = "0123456789abcdef";
    unsigned number = 0;
    if (!in->rest.len) {
        return false;
    }
    const char *found = memchr(from, in->rest.ptr[0], sizeof from - 1);
    if (found) {
        out[(*len)++] = to[found - from];
        in->rest = hf_view_slice(in->rest, 1, in->rest.len);
        return true;
    }
    if (in->rest.len < 5 || in->rest.ptr[0] != 'u') {
        return false;
    }
    for (size_t at = 1; at < 5; at++) {
        unsigned char folded =
            hf_view_fold_byte((unsigned char)in->rest.ptr[at]);
        const char *digit = memchr(digits, folded, 16);
        if (!digit) {
            return false;
        }
        number = number * 16 + (unsigned)(digit - digits);
    }
    out[(*len)++] = (char)number;
    in->rest = hf_view_slice(in->rest, 5, in->rest.len);
    return number < 128;
}

static bool
take_string(reader *in, hf_view *out)
{
    char *text = hf_arena_alloc(in->arena, in->rest.len + 1);
    size_t len = 0;
    if (!text || !take(in, '"')) {
        return false;
    }
    while (in->rest.len && in->rest.ptr[0] != '"') {
        char byte = in->rest.ptr[0];
        in->rest = hf_view_slice(in->rest, 1, in->rest.len);
        if (byte != '\\') {
            text[len++] = byte;
        } else if (!unescape(in, text, &len)) {
            return false;
        }
    }
    *out = (hf_view){text, len};
    return take(in, '"');
}

static bool
take_number(reader *in, int64_t *out)
{
    size_t len = 0;
    while (len < in->rest.len &&
           memchr("-.0123456789", in->rest.ptr[len], 12)) {
        len++;
    }
    hf_view text = hf_view_slice(in->rest, 0, len);
    in->rest = hf_view_slice(in->rest, len, in->rest.len);
    return hf_decimal_number(text, '.', out);
}

static bool
take_set(reader *in, hf_set *out)
{
    size_t most = 1;
    for (size_t at = 0; at < in->rest.len; at++) {
        most += in->rest.ptr[at] == ',';
    }
    hf_view *elements = hf_arena_zero(in->arena, most, sizeof *elements);
    size_t count = 0;
    if (!elements || !take(in, '[')) {
        return false;
    }
    if (take(in, ']')) {
        *out = (hf_set){elements, 0};
        return true;
    }
    do {
        if (count == most || !take_string(in, &elements[count++])) {
            return false;
        }
    } while (take(in, ','));
    *out = (hf_set){elements, count};
    return take(in, ']');
}

static bool
take_date(reader *in, int64_t *out)
{
    hf_view text;
    return take_string(in, &text) && hf_date_read(text, HF_DATE_ISO, 0, out);
}

static bool
take_value(reader *in, hf_column *column, size_t row)
{
    switch (column->kind) {
    case HF_KIND_TEXT:
    case HF_KIND_ID:
        return take_string(in, &column->texts[row]);
    case HF_KIND_NUMBER:
        return take_number(in, &column->numbers[row]);
    case HF_KIND_DATE:
        return take_date(in, &column->numbers[row]);
    case HF_KIND_BOOLEAN: {
        bool is_true = take_word(in, HF_VIEW("true"));
        hf_bitmap_put(column->bits, row, is_true);
        return is_true || take_word(in, HF_VIEW("false"));
    }
    case HF_KIND_SET:
        return take_set(in, &column->sets[row]);
    }
    return false;
}

// A hash in place of the value, which is as good as missing.
static bool
take_keyed(reader *in)
{
    hf_view hash;
    return take_word(in, HF_VIEW("{\"keyed\":")) && take_string(in, &hash) &&
           take(in, '}');
}

static void
clear_row(hf_batch *batch, size_t row)
{
    for (size_t at = 0; at < batch->column_count; at++) {
        hf_column *column = &batch->columns[at];
        hf_bitmap_put(column->present, row, false);
        switch (column->kind) {
        case HF_KIND_TEXT:
        case HF_KIND_ID:
            column->texts[row] = (hf_view){"", 0};
            break;
        case HF_KIND_NUMBER:
        case HF_KIND_DATE:
            column->numbers[row] = 0;
            break;
        case HF_KIND_BOOLEAN:
            hf_bitmap_put(column->bits, row, false);
            break;
        case HF_KIND_SET:
            column->sets[row] = (hf_set){NULL, 0};
            break;
        }
    }
}

// Of a field that nobody asks for, whatever its type.
static bool
pass_over(reader *in)
{
    hf_view text;
    hf_set set;
    int64_t number;
    switch (in->rest.len ? in->rest.ptr[0] : 0) {
    case '"':
        return take_string(in, &text);
    case '[':
        return take_set(in, &set);
    case '{':
        return take_keyed(in);
    case 't':
        return take_word(in, HF_VIEW("true"));
    case 'f':
        return take_word(in, HF_VIEW("false"));
    default:
        return take_number(in, &number);
    }
}

static bool
take_field(reader *in, const hf_fields *fields, hf_view name, hf_batch *batch,
           size_t row)
{
    size_t at = 0;
    while (at < fields->count && !hf_view_equal(fields->specs[at].name, name)) {
        at++;
    }
    if (at == fields->count) {
        return in->is_lenient && pass_over(in);
    }
    if (in->rest.len && in->rest.ptr[0] == '{') {
        return take_keyed(in);
    }
    if (!take_value(in, &batch->columns[at], row)) {
        return false;
    }
    hf_bitmap_put(batch->columns[at].present, row, true);
    return true;
}

bool
hf_inputs_read(const hf_fields *fields, hf_view text, hf_batch *batch,
               size_t row, bool is_lenient, hf_view *answers)
{
    reader in = {text, &batch->scratch, is_lenient};
    *answers = HF_VIEW("");
    clear_row(batch, row);
    if (!take(&in, '{')) {
        return false;
    }
    if (take(&in, '}')) {
        return true;
    }
    do {
        hf_view name;
        if (!take_string(&in, &name) || !take(&in, ':')) {
            return false;
        }
        bool is_read = hf_view_equal(name, HF_VIEW(HF_INPUTS_ANSWERS))
                           ? take_string(&in, answers)
                           : take_field(&in, fields, name, batch, row);
        if (!is_read) {
            return false;
        }
    } while (take(&in, ','));
    return take(&in, '}') && in.rest.len == 0;
}
