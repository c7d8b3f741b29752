/*
 * Numbers, money and ranges as whole millionths. Texts come in trimmed; out
 * go 64-bit integers that are exact or nothing. Most cells of an export are
 * up to eight plain digits, and those are read as one word in front of the
 * reader that knows every form. Literals of conditions have a spelling of
 * their own.
 */
#include "base/decimal.h"

#include "base/utf8.h"
#include "base/word.h"

// From here up no number is in range, whatever digits follow.
#define WHOLE_LIMIT (HF_DECIMAL_LIMIT / HF_DECIMAL_ONE)

enum { MOST_DECIMALS = 6 };

static bool
is_digit(char byte)
{
    return (unsigned char)(byte - '0') < 10;
}

static bool
is_capital(char byte)
{
    return (unsigned char)(byte - 'A') < 26;
}

// One more digit, but no more once the limit is passed.
static uint64_t
append_digit(uint64_t whole, char digit)
{
    return whole < (uint64_t)WHOLE_LIMIT ? whole * 10 + (uint64_t)(digit - '0')
                                         : whole;
}

// One to eight digits and nothing else.
static HF_ALWAYS_INLINE bool
read_plain(hf_view text, int64_t *out)
{
    if (text.len - 1 > 7) { // wraps when empty
        return false;
    }
    uint64_t word;
    if (text.len == 8) {
        word = hf_word_load(text.ptr);
    } else { // zeros in front
        word = hf_word_load_short(text.ptr, text.len) << (64 - 8 * text.len) |
               HF_WORD_EACH('0') >> (8 * text.len);
    }
    if (!hf_word_is_digits(word)) {
        return false;
    }
    *out = hf_word_digits(word) * HF_DECIMAL_ONE;
    return true;
}

// What stands behind the decimal mark, 1 to 6 digits, as millionths.
static bool
read_decimals(hf_view text, uint64_t *out)
{
    if (text.len < 1 || text.len > MOST_DECIMALS) {
        return false;
    }
    uint64_t millionths = 0;
    for (size_t at = 0; at < MOST_DECIMALS; at++) {
        char byte = at < text.len ? text.ptr[at] : '0';
        if (!is_digit(byte)) {
            return false;
        }
        millionths = millionths * 10 + (uint64_t)(byte - '0');
    }
    *out = millionths;
    return true;
}

// Digits, plain or in groups of three, and decimals; no sign. What is out of
// range comes out as the limit or more.
static bool
read_unsigned(hf_view text, char decimal_mark, uint64_t *out)
{
    char group_mark = decimal_mark == '.' ? ',' : '.';
    bool is_grouped = false;
    uint64_t whole = 0;
    uint64_t decimals = 0;
    size_t run = 0; // digits since the start or the last group mark
    size_t at = 0;

    for (; at < text.len; at++) {
        char byte = text.ptr[at];
        if (is_digit(byte)) {
            whole = append_digit(whole, byte);
            run++;
        } else if (byte == group_mark && run >= 1 && run <= 3 &&
                   (!is_grouped || run == 3)) {
            is_grouped = true;
            run = 0;
        } else {
            break;
        }
    }
    if (is_grouped ? run != 3 : run == 0) {
        return false;
    }
    if (at < text.len &&
        (text.ptr[at] != decimal_mark ||
         !read_decimals(hf_view_slice(text, at + 1, text.len), &decimals))) {
        return false;
    }
    *out = whole < (uint64_t)WHOLE_LIMIT
               ? whole * (uint64_t)HF_DECIMAL_ONE + decimals
               : (uint64_t)HF_DECIMAL_LIMIT;
    return true;
}

static bool
settle(uint64_t size, bool is_negative, int64_t *out)
{
    if (size >= (uint64_t)HF_DECIMAL_LIMIT) {
        return false;
    }
    *out = is_negative ? -(int64_t)size : (int64_t)size;
    return true;
}

// The sign in front, taken off, or 0.
static char
take_sign(hf_view *text)
{
    if (text->len == 0 || (text->ptr[0] != '+' && text->ptr[0] != '-')) {
        return 0;
    }
    char sign = text->ptr[0];
    *text = hf_view_slice(*text, 1, text->len);
    return sign;
}

static hf_view
trim_blanks_first(hf_view text)
{
    while (text.len > 0 && text.ptr[0] == ' ') {
        text = hf_view_slice(text, 1, text.len);
    }
    return text;
}

static hf_view
trim_blanks_last(hf_view text)
{
    while (text.len > 0 && text.ptr[text.len - 1] == ' ') {
        text.len--;
    }
    return text;
}

bool
hf_decimal_number(hf_view text, char decimal_mark, int64_t *out)
{
    if (HF_LIKELY(read_plain(text, out))) {
        return true;
    }
    char sign = take_sign(&text);
    uint64_t size;
    return read_unsigned(text, decimal_mark, &size) &&
           settle(size, sign == '-', out);
}

// ---- Money -----------------------------------------------------------------

// Class Sc of Unicode 14.
static bool
is_currency_sign(uint32_t code)
{
    if (code < 0x80) {
        return code == '$';
    }
    static const uint32_t ranges[][2] = {
        {0xa2, 0xa5},       {0x58f, 0x58f},     {0x60b, 0x60b},
        {0x7fe, 0x7ff},     {0x9f2, 0x9f3},     {0x9fb, 0x9fb},
        {0xaf1, 0xaf1},     {0xbf9, 0xbf9},     {0xe3f, 0xe3f},
        {0x17db, 0x17db},   {0x20a0, 0x20c0},   {0xa838, 0xa838},
        {0xfdfc, 0xfdfc},   {0xfe69, 0xfe69},   {0xff04, 0xff04},
        {0xffe0, 0xffe1},   {0xffe5, 0xffe6},   {0x11fdd, 0x11fe0},
        {0x1e2ff, 0x1e2ff}, {0x1ecb0, 0x1ecb0},
    };
    for (size_t at = 0; at < sizeof ranges / sizeof *ranges; at++) {
        if (code >= ranges[at][0] && code <= ranges[at][1]) {
            return true;
        }
    }
    return false;
}

// Bytes of the currency sign at the start of the text, else 0.
static size_t
sign_len_first(hf_view text)
{
    if (text.len == 0) {
        return 0;
    }
    unsigned char first = (unsigned char)text.ptr[0];
    size_t len = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    size_t at = 0;
    return len <= text.len && is_currency_sign(hf_utf8_next(text, &at)) ? len
                                                                        : 0;
}

static size_t
sign_len_last(hf_view text)
{
    size_t at = text.len;
    while (at > 0 && text.len - at < 4) {
        at--;
        if (((unsigned char)text.ptr[at] & 0xc0) != 0x80) {
            hf_view last = hf_view_slice(text, at, text.len);
            return sign_len_first(last) == last.len ? last.len : 0;
        }
    }
    return 0;
}

// The text without a currency sign or a code of exactly three capitals at its
// start, and without the blanks behind them.
static hf_view
drop_currency_first(hf_view text)
{
    size_t len = sign_len_first(text);
    if (len == 0) {
        while (len < text.len && len < 4 && is_capital(text.ptr[len])) {
            len++;
        }
        if (len != 3) {
            return text;
        }
    }
    return trim_blanks_first(hf_view_slice(text, len, text.len));
}

// The same at the end, where K, M or B may stand right before a code.
static hf_view
drop_currency_last(hf_view text)
{
    size_t len = sign_len_last(text);
    if (len == 0) {
        size_t run = 0;
        while (run < text.len && run < 5 &&
               is_capital(text.ptr[text.len - 1 - run])) {
            run++;
        }
        char first = run > 0 ? text.ptr[text.len - run] : 0;
        if (run != 3 &&
            !(run == 4 && (first == 'K' || first == 'M' || first == 'B'))) {
            return text;
        }
        len = 3;
    }
    return trim_blanks_last(hf_view_slice(text, 0, text.len - len));
}

// What K, M or B at the end multiplies by, taken off; else 1.
static uint64_t
take_scale(hf_view *text)
{
    uint64_t scale = 1;
    char last = text->len > 0 ? text->ptr[text->len - 1] : 0;
    if (last == 'K') {
        scale = 1000;
    } else if (last == 'M') {
        scale = 1000000;
    } else if (last == 'B') {
        scale = 1000000000;
    }
    text->len -= scale != 1;
    return scale;
}

bool
hf_decimal_money(hf_view text, char decimal_mark, int64_t *out)
{
    if (HF_LIKELY(read_plain(text, out))) {
        return true;
    }
    bool in_brackets =
        text.len >= 2 && text.ptr[0] == '(' && text.ptr[text.len - 1] == ')';
    if (in_brackets) {
        text = hf_view_trim(hf_view_slice(text, 1, text.len - 2));
    }
    char sign = take_sign(&text);
    hf_view rest = drop_currency_first(text);
    if (rest.len == text.len) {
        rest = drop_currency_last(text);
    } else if (!sign) {
        sign = take_sign(&rest); // "$-5" as well as "-$5"
    }
    if (in_brackets && sign) {
        return false;
    }
    uint64_t scale = take_scale(&rest);
    uint64_t size;
    return read_unsigned(rest, decimal_mark, &size) &&
           size < (uint64_t)HF_DECIMAL_LIMIT / scale &&
           settle(size * scale, in_brackets || sign == '-', out);
}

// ---- Ranges, literals, whole numbers ---------------------------------------

bool
hf_decimal_range(hf_view text, char decimal_mark, int64_t *out)
{
    if (hf_decimal_number(text, decimal_mark, out)) {
        return true;
    }
    uint64_t low;
    if (text.len > 0 && text.ptr[text.len - 1] == '+') {
        text = trim_blanks_last(hf_view_slice(text, 0, text.len - 1));
        return read_unsigned(text, decimal_mark, &low) &&
               settle(low, false, out);
    }
    size_t dash = 0;
    while (dash < text.len && text.ptr[dash] != '-') {
        dash++;
    }
    if (dash == text.len) {
        return false;
    }
    hf_view high = hf_view_slice(text, dash + 1, text.len);
    uint64_t upper;
    text = trim_blanks_last(trim_blanks_first(hf_view_slice(text, 0, dash)));
    return read_unsigned(trim_blanks_last(trim_blanks_first(high)),
                         decimal_mark, &upper) &&
           upper < (uint64_t)HF_DECIMAL_LIMIT &&
           read_unsigned(text, decimal_mark, &low) && settle(low, false, out);
}

// Digits behind the point of a literal, as millionths of it times `scale`;
// false when they are not whole millionths.
static bool
scale_decimals(hf_view digits, uint64_t scale, uint64_t *out)
{
    while (digits.len > 0 && digits.ptr[digits.len - 1] == '0') {
        digits.len--;
    }
    // The last digit is not 0 now, so each one more than there are zeros in
    // `unit` leaves a rest.
    uint64_t unit = scale * (uint64_t)HF_DECIMAL_ONE;
    uint64_t sum = 0;
    for (size_t at = 0; at < digits.len; at++) {
        unit /= 10;
        if (unit == 0) {
            return false;
        }
        sum += (uint64_t)(digits.ptr[at] - '0') * unit;
    }
    *out = sum;
    return true;
}

bool
hf_decimal_literal(hf_view text, int64_t *out)
{
    char sign = take_sign(&text);
    uint64_t scale = take_scale(&text);
    uint64_t whole = 0;
    uint64_t decimals = 0;
    size_t at = 0;

    if (text.len == 0 || !is_digit(text.ptr[0])) {
        return false;
    }
    for (; at < text.len && (is_digit(text.ptr[at]) || text.ptr[at] == '_');
         at++) {
        if (text.ptr[at] != '_') {
            whole = append_digit(whole, text.ptr[at]);
        }
    }
    if (at < text.len) {
        hf_view digits = hf_view_slice(text, at + 1, text.len);
        size_t count = 0;
        while (count < digits.len && is_digit(digits.ptr[count])) {
            count++;
        }
        if (text.ptr[at] != '.' || digits.len == 0 || count < digits.len ||
            !scale_decimals(digits, scale, &decimals)) {
            return false;
        }
    }
    if (whole >= (uint64_t)WHOLE_LIMIT / scale) {
        return false;
    }
    return settle(whole * scale * (uint64_t)HF_DECIMAL_ONE + decimals,
                  sign == '-', out);
}

bool
hf_decimal_whole(hf_view text, int64_t min, int64_t max, int64_t *out)
{
    char sign = take_sign(&text);
    uint64_t size = 0;
    for (size_t at = 0; at < text.len; at++) {
        if (!is_digit(text.ptr[at])) {
            return false;
        }
        uint64_t digit = (uint64_t)(text.ptr[at] - '0');
        if (size > ((uint64_t)INT64_MAX - digit) / 10) {
            return false;
        }
        size = size * 10 + digit;
    }
    int64_t value = sign == '-' ? -(int64_t)size : (int64_t)size;
    if (text.len == 0 || value < min || value > max) {
        return false;
    }
    *out = value;
    return true;
}

void
hf_decimal_print(hf_buffer *out, int64_t millionths)
{
    uint64_t size =
        millionths < 0 ? 0 - (uint64_t)millionths : (uint64_t)millionths;
    uint64_t rest = size % (uint64_t)HF_DECIMAL_ONE;
    if (millionths < 0) {
        hf_buffer_add_byte(out, '-');
    }
    hf_buffer_add_int(out, (int64_t)(size / (uint64_t)HF_DECIMAL_ONE));
    if (rest == 0) {
        return;
    }
    char digits[MOST_DECIMALS + 1] = ".";
    size_t len = sizeof digits;
    for (size_t at = len; at-- > 1; rest /= 10) {
        digits[at] = (char)('0' + rest % 10);
    }
    while (digits[len - 1] == '0') {
        len--;
    }
    hf_buffer_add(out, digits, len);
}
