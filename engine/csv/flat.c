/*
 * A flat object of JSON without escapes: each value is its own text, so that
 * the end of each token is all there is to find. Only accepts; whatever is not
 * plainly such an object is left to the whole parser, which then decides.
 */
#include "csv/flat.h"

#include <string.h>

typedef struct cursor {
    const char *at, *end;
} cursor;

static void
skip_blanks(cursor *c)
{
    // Others are control characters, which the line does not have.
    while (c->at < c->end && *c->at == ' ') {
        c->at++;
    }
}

static bool
take(cursor *c, char byte)
{
    bool is_there = c->at < c->end && *c->at == byte;
    c->at += is_there;
    return is_there;
}

// What stands up to the next quote; the first one is behind us.
static bool
take_text(cursor *c, hf_view *out)
{
    const char *quote = memchr(c->at, '"', (size_t)(c->end - c->at));
    if (!quote) {
        return false;
    }
    *out = (hf_view){c->at, (size_t)(quote - c->at)};
    c->at = quote + 1;
    return true;
}

static bool
take_digits(cursor *c)
{
    const char *start = c->at;
    while (c->at < c->end && (unsigned char)(*c->at - '0') < 10) {
        c->at++;
    }
    return c->at > start;
}

static bool
take_number(cursor *c, hf_view *out)
{
    const char *start = c->at;
    take(c, '-');
    bool is_number = take(c, '0') || take_digits(c);
    if (is_number && take(c, '.')) {
        is_number = take_digits(c);
    }
    if (is_number && (take(c, 'e') || take(c, 'E'))) {
        is_number = (take(c, '+') || take(c, '-') || true) && take_digits(c);
    }
    *out = (hf_view){start, (size_t)(c->at - start)};
    return is_number;
}

static bool
take_word(cursor *c, hf_view word)
{
    hf_view rest = {c->at, (size_t)(c->end - c->at)};
    bool is_there = hf_view_starts(rest, word);
    c->at += is_there ? word.len : 0;
    return is_there;
}

static bool
take_value(cursor *c, hf_view *out)
{
    if (take(c, '"')) {
        return take_text(c, out);
    }
    const char *start = c->at;
    if (take_word(c, HF_VIEW("true")) || take_word(c, HF_VIEW("false"))) {
        *out = (hf_view){start, (size_t)(c->at - start)};
        return true;
    }
    if (take_word(c, HF_VIEW("null"))) {
        *out = (hf_view){NULL, 0};
        return true;
    }
    return take_number(c, out);
}

// `"key": value` and the blanks around.
static bool
take_member(cursor *c, const hf_ndjson_target *target, uint32_t *next)
{
    hf_view key, value;
    skip_blanks(c);
    if (!take(c, '"') || !take_text(c, &key)) {
        return false;
    }
    skip_blanks(c);
    if (!take(c, ':')) {
        return false;
    }
    skip_blanks(c);
    if (!take_value(c, &value)) {
        return false;
    }
    skip_blanks(c);
    uint32_t column = hf_ndjson_column(target->keys, key, next);
    if (column != HF_TABLE_NONE && target->slots[column] != SIZE_MAX) {
        target->cells[target->slots[column] * target->stride] = value;
    }
    return true;
}

bool
hf_flat_read(hf_view line, const hf_ndjson_target *target)
{
    cursor c = {line.ptr, line.ptr + line.len};
    uint32_t next = 0;
    skip_blanks(&c);
    if (!take(&c, '{')) {
        return false;
    }
    do {
        if (!take_member(&c, target, &next)) {
            return false; // `{}` too, which is rare
        }
    } while (take(&c, ','));
    if (!take(&c, '}')) {
        return false;
    }
    skip_blanks(&c);
    return c.at == c.end;
}
