/*
 * Numbers against the oracle's answers (decimal_cases.def), and the readers
 * of plain texts against those of every form.
 */
#include "testing.h"

#include "base/decimal.h"

typedef bool reader(hf_view text, char decimal_mark, int64_t *out);

static bool
read_literal(hf_view text, char decimal_mark, int64_t *out)
{
    (void)decimal_mark;
    return hf_decimal_literal(text, out);
}

static const struct known_case {
    const char *text;
    reader *read;
    char decimal_mark;
    bool is_value;
    int64_t value;
} known_cases[] = {
#define NUMBER(text, value) {text, hf_decimal_number, '.', true, value},
#define NUMBER_NONE(text) {text, hf_decimal_number, '.', false, 0},
#define NUMBER_COMMA(text, value) {text, hf_decimal_number, ',', true, value},
#define NUMBER_COMMA_NONE(text) {text, hf_decimal_number, ',', false, 0},
#define MONEY(text, value) {text, hf_decimal_money, '.', true, value},
#define MONEY_NONE(text) {text, hf_decimal_money, '.', false, 0},
#define MONEY_COMMA(text, value) {text, hf_decimal_money, ',', true, value},
#define MONEY_COMMA_NONE(text) {text, hf_decimal_money, ',', false, 0},
#define RANGE(text, value) {text, hf_decimal_range, '.', true, value},
#define RANGE_NONE(text) {text, hf_decimal_range, '.', false, 0},
#define RANGE_COMMA(text, value) {text, hf_decimal_range, ',', true, value},
#define RANGE_COMMA_NONE(text) {text, hf_decimal_range, ',', false, 0},
#define LITERAL(text, value) {text, read_literal, '.', true, value},
#define LITERAL_NONE(text) {text, read_literal, '.', false, 0},
#include "unit/decimal_cases.def"
};

static void
texts_are_read_as_the_oracle_does(void **state)
{
    (void)state;
    for (size_t at = 0; at < sizeof known_cases / sizeof *known_cases; at++) {
        const struct known_case *known = &known_cases[at];
        int64_t found = 77;
        bool is_value =
            known->read(hf_view_of(known->text), known->decimal_mark, &found);
        if (is_value != known->is_value ||
            found != (is_value ? known->value : 77)) {
            fail_msg("line %zu: '%s' was read as %d %lld", at + 6, known->text,
                     is_value, (long long)found);
        }
    }
}

// With more than eight digits a text takes the long way.
static void
plain_digits_are_read_the_same_both_ways(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int round = 0; round < 20000; round++) {
        char text[24] = "000000000";
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
        size_t len = 1 + (seed >> 40) % 8;
        for (size_t at = 0; at < len; at++) {
            // Mostly digits, and the bytes on both sides of them.
            uint64_t drawn = seed >> (20 + 3 * at);
            text[9 + at] = "0123456789987654/:.,"[drawn % 20];
        }
        int64_t plain = -1;
        int64_t padded = -1;
        hf_view short_text = {text + 9, len};
        hf_view long_text = {text, 9 + len};
        bool is_plain = hf_decimal_number(short_text, '.', &plain);
        bool is_padded = hf_decimal_number(long_text, '.', &padded);
        if (memchr(short_text.ptr, ',', len)) {
            continue; // zeros in front break a group of three
        }
        if (text[9] == '.') {
            continue; // zeros in front make it a number
        }
        assert_int_equal(is_plain, is_padded);
        assert_int_equal(plain, padded);
        int64_t money = -1;
        assert_int_equal(hf_decimal_money(short_text, '.', &money), is_plain);
        assert_int_equal(money, plain);
    }
}

static void
printed_numbers_read_back(void **state)
{
    (void)state;
    static const struct {
        int64_t value;
        const char *text;
    } cases[] = {
        {0, "0"},
        {12000000, "12"},
        {-500000, "-0.5"},
        {1, "0.000001"},
        {-1, "-0.000001"},
        {1000000000000, "1000000"},
        {1234560, "1.23456"},
        {HF_DECIMAL_LIMIT - 1, "8999999999999.999999"},
        {1 - HF_DECIMAL_LIMIT, "-8999999999999.999999"},
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        hf_buffer buffer = {0};
        int64_t back;
        hf_decimal_print(&buffer, cases[at].value);
        assert_view(hf_buffer_view(&buffer), cases[at].text);
        assert_true(hf_decimal_number(hf_buffer_view(&buffer), '.', &back));
        assert_int_equal(back, cases[at].value);
        hf_buffer_clear(&buffer);
    }
}

static void
whole_numbers_stay_within_their_bounds(void **state)
{
    (void)state;
    int64_t found = 77;
    assert_true(hf_decimal_whole(HF_VIEW("-25"), -50, 100, &found));
    assert_int_equal(found, -25);
    assert_true(hf_decimal_whole(HF_VIEW("+007"), 0, 7, &found));
    assert_int_equal(found, 7);
    assert_true(
        hf_decimal_whole(HF_VIEW("9223372036854775807"), 0, INT64_MAX, &found));
    assert_int_equal(found, INT64_MAX);
    found = 77;
    static const char *const bad[] = {
        "", "-", "+", "8", "1.0", "1_", "a", "9223372036854775808", " 1", "-1"};
    for (size_t at = 0; at < sizeof bad / sizeof *bad; at++) {
        assert_false(hf_decimal_whole(hf_view_of(bad[at]), 0, 7, &found));
    }
    assert_int_equal(found, 77);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_read_as_the_oracle_does),
        cmocka_unit_test(plain_digits_are_read_the_same_both_ways),
        cmocka_unit_test(printed_numbers_read_back),
        cmocka_unit_test(whole_numbers_stay_within_their_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
