/* Cells become values: trimming, "no value", defaults, each type, the id. */
#include "batch/fields.h"

#include "base/decimal.h"
#include "base/memory.h"

#include "testing.h"

enum { MOST_CELLS = 100 };

static hf_arena arena;
static hf_batch batch;
static hf_field_stats stats;
static hf_field_spec spec;
static hf_fields fields;

static int
set_up(void **state)
{
    (void)state;
    static const hf_view spellings[] = {
        {"", 0}, {" N/A ", 5}, {"null", 4}, {"-", 1}};
    spec = (hf_field_spec){
        .name = HF_VIEW("f"), .decimal_mark = '.', .separator = HF_VIEW(";")};
    fields = (hf_fields){.specs = &spec, .count = 1};
    stats = (hf_field_stats){0};
    return hf_fields_set_missing(&fields.missing, spellings, 4, &arena) ? 0 : 1;
}

static int
tear_down(void **state)
{
    (void)state;
    hf_batch_clear(&batch);
    hf_arena_clear(&arena);
    return 0;
}

/* Read these cells, NULL-terminated, as one column of a type. */
static hf_column *
read_cells(hf_cell_type type, const char *const *cells)
{
    hf_view views[MOST_CELLS];
    uint64_t lines[MOST_CELLS];
    size_t count = 0;
    for (; cells[count] != NULL; count++) {
        views[count] = hf_view_of(cells[count]);
        lines[count] = 10 + count;
    }
    spec.type = type;
    hf_kind kind = hf_fields_kind(type);
    hf_batch_clear(&batch);
    assert_true(hf_batch_init(&batch, &kind, 1, 0));
    assert_true(hf_fields_read(&fields, 0, views, count, lines, &batch.scratch,
                               &batch.columns[0], &stats));
    return &batch.columns[0];
}

#define READ(type, ...)                                                        \
    read_cells(type, (const char *const[]){__VA_ARGS__, NULL})

static void
texts_are_trimmed_of_blanks_alone(void **state)
{
    (void)state;
    hf_column *found =
        READ(HF_CELL_TEXT, "a", " a b\t", "\r\n x \n", "\v", "\xc2\xa0", "");
    assert_int_equal(found->present[0], 0x1f);
    assert_view(found->texts[0], "a");
    assert_view(found->texts[1], "a b");
    assert_view(found->texts[2], "x");
    assert_view(found->texts[3], "\v");
    assert_view(found->texts[4], "\xc2\xa0");
    assert_view(found->texts[5], "");
}

static void
spellings_of_no_value_ignore_case_and_blanks(void **state)
{
    (void)state;
    hf_column *found = READ(HF_CELL_TEXT, "n/a", " NULL ", "-", "  ", "--",
                            "nulls", "n-a", "NULL");
    assert_int_equal(found->present[0], 0x70);
    assert_int_equal(stats.missing, 5);
    assert_int_equal(stats.present, 3);
    assert_true(hf_fields_is_missing(&fields.missing, HF_VIEW("nUlL")));
    assert_false(hf_fields_is_missing(&fields.missing, HF_VIEW("nil")));
}

static void
a_default_is_read_where_a_value_is_missing(void **state)
{
    (void)state;
    spec.has_default = true;
    spec.default_text = HF_VIEW(" 7 ");
    hf_column *found = READ(HF_CELL_NUMBER, "", "1", "x", "N/A");
    assert_int_equal(found->present[0], 0xb); // what does not parse has none
    assert_int_equal(found->numbers[0], 7 * HF_DECIMAL_ONE);
    assert_int_equal(found->numbers[2], 0);
    assert_int_equal(found->numbers[3], 7 * HF_DECIMAL_ONE);
    assert_int_equal(stats.present, 1);
    assert_int_equal(stats.missing, 2);
    assert_int_equal(stats.unparsed, 1);
}

static void
an_absent_cell_is_missing_and_takes_the_default(void **state)
{
    (void)state;
    spec.type = HF_CELL_TEXT;
    spec.has_default = true;
    spec.default_text = HF_VIEW("no");
    hf_kind kind = HF_KIND_TEXT;
    hf_view none[2] = {{NULL, 0}, {NULL, 0}};
    assert_true(hf_batch_init(&batch, &kind, 1, 0));
    assert_true(hf_fields_read(&fields, 0, none, 2, NULL, &batch.scratch,
                               &batch.columns[0], &stats));
    assert_int_equal(batch.columns[0].present[0], 3);
    assert_view(batch.columns[0].texts[1], "no");
    assert_int_equal(stats.missing, 2);
}

static void
an_example_of_what_did_not_parse_is_kept(void **state)
{
    (void)state;
    READ(HF_CELL_NUMBER, "1", " many ", "few");
    assert_string_equal(stats.example, "many");
    assert_int_equal(stats.example_line, 11);
    assert_int_equal(stats.unparsed, 2);
    stats = (hf_field_stats){0};
    READ(HF_CELL_NUMBER,
         "0123456789012345678901234567890123456789012345678901234567890\xc3\xa4"
         "\xc3\xa4");
    assert_int_equal(strlen(stats.example), 63);
    stats = (hf_field_stats){0};
    READ(HF_CELL_NUMBER,
         "01234567890123456789012345678901234567890123456789012345678901\xc3"
         "\xa4");
    assert_int_equal(strlen(stats.example), 62);
}

static void
an_email_has_both_sides_and_no_blank(void **state)
{
    (void)state;
    hf_column *found =
        READ(HF_CELL_EMAIL, "a@b", "@b", "a@", "@", "a@@", "a b@c.example",
             "first.last@sub.example", "x\ty@z", "no-at", "\xc3\xa4\x01@y",
             "a@b@", "longer-than-eight@x y", "12345678@12345678", "@@b", "ab");
    assert_int_equal(found->present[0], 1u | 1u << 4 | 1u << 6 | 1u << 9 |
                                            1u << 10 | 1u << 12 | 1u << 13);
    assert_view(found->texts[1], "");
    assert_view(found->texts[6], "first.last@sub.example");
}

static void
booleans_have_seven_spellings_each(void **state)
{
    (void)state;
    hf_column *found = READ(HF_CELL_BOOLEAN, "true", "YES", "T", "y", "1", "On",
                            "CHECKED", "false", "no", "F", "N", "0", "off",
                            "UnChecked", "2", "truee", "tr",
                            "tr\xc3\xbc"
                            "e");
    assert_int_equal(found->present[0], 0x3fff);
    assert_int_equal(found->bits[0], 0x7f);
    assert_int_equal(stats.unparsed, 4);
}

static void
numbers_dates_and_ranges_are_read_by_their_type(void **state)
{
    (void)state;
    hf_column *found = READ(HF_CELL_NUMBER, "1,000", "1e3", "-2.5");
    assert_int_equal(found->present[0], 5);
    assert_int_equal(found->numbers[2], -2500000);
    found = READ(HF_CELL_MONEY, "$1.5K", "(3)");
    assert_int_equal(found->numbers[0], 1500 * HF_DECIMAL_ONE);
    assert_int_equal(found->numbers[1], -3 * HF_DECIMAL_ONE);
    found = READ(HF_CELL_RANGE, "51-200", "10,001+");
    assert_int_equal(found->numbers[0], 51 * HF_DECIMAL_ONE);
    assert_int_equal(found->numbers[1], 10001 * HF_DECIMAL_ONE);
    spec.format = HF_DATE_MDY;
    spec.zone = -5 * 3600;
    found = READ(HF_CELL_DATE, "1/2/1970", "30/2/1970");
    assert_int_equal(found->present[0], 1);
    assert_int_equal(found->numbers[0], 86400 + 5 * 3600);
}

static void
sets_drop_what_is_empty(void **state)
{
    (void)state;
    hf_column *found = READ(HF_CELL_SET, "a; b ;;c", ";;", " ; ", "one");
    assert_int_equal(found->present[0], 9);
    assert_int_equal(found->sets[0].count, 3);
    assert_view(found->sets[0].elements[1], "b");
    assert_view(found->sets[0].elements[2], "c");
    assert_int_equal(found->sets[1].count, 0);
    spec.separator = HF_VIEW(", ");
    found = READ(HF_CELL_SET, "a, b,c", ", ,", "a,");
    assert_int_equal(found->sets[0].count, 2);
    assert_view(found->sets[0].elements[1], "b,c");
    assert_int_equal(found->sets[1].count, 1);
    assert_view(found->sets[1].elements[0], ",");
}

static void
a_short_salesforce_id_is_widened(void **state)
{
    (void)state;
    spec.is_salesforce_id = true;
    hf_column *found = READ(HF_CELL_ID, "00Q5e00001AbcDE", "00Q5e00001AbcDEFGH",
                            "00Q5e00001Abc-E", "x");
    assert_view(found->texts[0], "00Q5e00001AbcDEEAZ");
    assert_view(found->texts[1], "00Q5e00001AbcDEFGH");
    assert_view(found->texts[2], "00Q5e00001Abc-E");
    assert_view(found->texts[3], "x");
}

static void
the_id_of_a_lead_is_trimmed_and_checked(void **state)
{
    (void)state;
    hf_arena scratch = {0};
    spec.type = HF_CELL_ID;
    assert_view(hf_fields_lead(&fields, HF_VIEW(" 7 "), &scratch), "7");
    assert_view(hf_fields_lead(&fields, HF_VIEW(" n/A "), &scratch), "");
    assert_view(hf_fields_lead(&fields, (hf_view){NULL, 0}, &scratch), "");
    spec.is_salesforce_id = true;
    assert_view(hf_fields_lead(&fields, HF_VIEW("00Q5e00001AbcDE"), &scratch),
                "00Q5e00001AbcDEEAZ");
    spec.type = HF_CELL_EMAIL;
    assert_view(hf_fields_lead(&fields, HF_VIEW("a.example"), &scratch), "");
    spec.type = HF_CELL_NUMBER;
    assert_view(hf_fields_lead(&fields, HF_VIEW("1,000"), &scratch), "1,000");
    assert_view(hf_fields_lead(&fields, HF_VIEW("1,00"), &scratch), "");
    spec.type = HF_CELL_SET;
    assert_view(hf_fields_lead(&fields, HF_VIEW("; ;"), &scratch), "");
    assert_view(hf_fields_lead(&fields, HF_VIEW(";a"), &scratch), ";a");
    spec.type = HF_CELL_TEXT;
    spec.has_default = true;
    spec.default_text = HF_VIEW("none");
    assert_view(hf_fields_lead(&fields, HF_VIEW("-"), &scratch), "none");
    hf_arena_clear(&scratch);
}

static void
memory_that_runs_out_is_told_from_a_missing_id(void **state)
{
    (void)state;
    hf_arena scratch = {0};
    spec.type = HF_CELL_ID;
    spec.is_salesforce_id = true;
    hf_memory_fail_at(1);
    hf_view lead =
        hf_fields_lead(&fields, HF_VIEW("00Q5e00001AbcDE"), &scratch);
    hf_memory_fail_at(0);
    assert_null(lead.ptr);
    assert_non_null(hf_fields_lead(&fields, HF_VIEW(""), &scratch).ptr);
}

static void
a_batch_that_gets_no_memory_is_empty(void **state)
{
    (void)state;
    static const hf_kind kinds[] = {HF_KIND_TEXT, HF_KIND_SET, HF_KIND_BOOLEAN,
                                    HF_KIND_DATE, HF_KIND_TEXT};
    bool is_made = false;
    for (unsigned long nth = 1; !is_made; nth++) {
        hf_memory_fail_at(nth);
        is_made = hf_batch_init(&batch, kinds, 5, 3);
        hf_memory_fail_at(0);
        if (!is_made) {
            assert_null(batch.columns);
        }
        assert_true(nth < 50);
    }
    assert_int_equal(batch.kept_count, 3);
    assert_view(batch.columns[4].texts[HF_BATCH_ROWS - 1], "");
    hf_batch_reset(&batch);
    assert_int_equal(batch.rows, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(texts_are_trimmed_of_blanks_alone),
        TEST(spellings_of_no_value_ignore_case_and_blanks),
        TEST(a_default_is_read_where_a_value_is_missing),
        TEST(an_absent_cell_is_missing_and_takes_the_default),
        TEST(an_example_of_what_did_not_parse_is_kept),
        TEST(an_email_has_both_sides_and_no_blank),
        TEST(booleans_have_seven_spellings_each),
        TEST(numbers_dates_and_ranges_are_read_by_their_type),
        TEST(sets_drop_what_is_empty),
        TEST(a_short_salesforce_id_is_widened),
        TEST(the_id_of_a_lead_is_trimmed_and_checked),
        TEST(memory_that_runs_out_is_told_from_a_missing_id),
        TEST(a_batch_that_gets_no_memory_is_empty),
    };
    return cmocka_run_group_tests_name("batch: fields", tests, NULL, NULL);
}
