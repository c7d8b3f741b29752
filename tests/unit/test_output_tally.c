#include "testing.h"

#include "output/tally.h"

enum { ROWS = 130, ITEMS = 70, SUBJECTS = 65, WORDS = 2 };

typedef struct tables {
    hf_subject subjects[SUBJECTS];
    hf_item items[ITEMS];
    hf_plan_verdict verdicts[3];
    hf_plan_route routes[2];
    hf_field_spec specs[2];
    uint16_t verdict[ROWS], route[ROWS];
    uint64_t fired[ROWS * WORDS], unknown[ROWS * WORDS];
} tables;

static tables t;

static handoff_plan
make_plan(void)
{
    return (handoff_plan){.items = t.items,
                          .item_count = ITEMS,
                          .subjects = t.subjects,
                          .subject_count = SUBJECTS,
                          .verdicts = t.verdicts,
                          .verdict_count = 3,
                          .routes = t.routes,
                          .route_count = 2,
                          .fields = {.specs = t.specs, .count = 2}};
}

static uint64_t
next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return *state ^ *state >> 29;
}

static hf_verdicts
make_verdicts(void)
{
    uint64_t random = 1;
    hf_verdicts made = {.rows = ROWS,
                        .verdict = t.verdict,
                        .route = t.route,
                        .item_words = WORDS,
                        .fired = t.fired,
                        .subject_words = WORDS,
                        .unknown = t.unknown,
                        .failed = {0x5, 0, 0x1}};
    for (size_t row = 0; row < ROWS; row++) {
        t.verdict[row] = (uint16_t)(row % 3);
        t.route[row] = row % 4 < 2 ? (uint16_t)(row % 4) : HF_NO_ROUTE;
        t.fired[row * 2] = next_random(&random);
        t.fired[row * 2 + 1] = next_random(&random) & 0x3f;
        t.unknown[row * 2] = next_random(&random);
        t.unknown[row * 2 + 1] = next_random(&random) & 1;
    }
    return made;
}

static uint64_t
count_slowly(const uint64_t *bits, size_t bit)
{
    uint64_t count = 0;
    for (size_t row = 0; row < ROWS; row++) {
        bool is_failed = row == 0 || row == 2 || row == 128;
        count += !is_failed && hf_bitmap_get(bits + row * WORDS, bit);
    }
    return count;
}

static void
every_bit_of_every_row_counts_once(void **state)
{
    (void)state;
    hf_arena arena = {0};
    hf_tally tally;
    handoff_plan plan = make_plan();
    hf_verdicts verdicts = make_verdicts();
    assert_true(hf_tally_init(&tally, &plan, &arena));
    hf_tally_rows(&tally, &plan, &verdicts);
    assert_int_equal(tally.leads, ROWS - 3);
    for (size_t item = 0; item < ITEMS; item++) {
        assert_int_equal(tally.fired[item], count_slowly(t.fired, item));
    }
    for (size_t subject = 0; subject < SUBJECTS; subject++) {
        assert_int_equal(tally.unknown[subject],
                         count_slowly(t.unknown, subject));
    }
    // Rows 0 to 129 by three and by four, without 0, 2 and 128.
    assert_int_equal(tally.verdicts[0], 43);
    assert_int_equal(tally.verdicts[1], 43);
    assert_int_equal(tally.verdicts[2], 41);
    assert_int_equal(tally.routes[0], 31);
    assert_int_equal(tally.routes[1], 33);
    hf_arena_clear(&arena);
}

static void
the_first_example_of_the_run_stays(void **state)
{
    (void)state;
    hf_arena arena = {0};
    hf_tally run, block;
    handoff_plan plan = make_plan();
    assert_true(hf_tally_init(&run, &plan, &arena));
    assert_true(hf_tally_init(&block, &plan, &arena));
    block.fields[0] = (hf_field_stats){.present = 2, .missing = 1};
    block.fields[1] =
        (hf_field_stats){.unparsed = 1, .example_line = 7, .example = "seven"};
    block.leads = 3;
    hf_tally_add(&run, &plan, &block, 4);
    block.fields[0].example_line = 1;
    block.fields[1].example_line = 2;
    hf_tally_add(&run, &plan, &block, 5);
    assert_int_equal(run.leads, 6);
    assert_int_equal(run.fields[0].present, 4);
    assert_int_equal(run.fields[0].missing, 2);
    assert_int_equal(run.fields[0].example_line, 1);
    assert_int_equal(run.example_file[0], 5);
    assert_int_equal(run.fields[1].unparsed, 2);
    assert_int_equal(run.fields[1].example_line, 7);
    assert_string_equal(run.fields[1].example, "seven");
    assert_int_equal(run.example_file[1], 4);
    hf_tally_reset(&block, &plan);
    assert_int_equal(block.leads, 0);
    assert_int_equal(block.fields[1].example_line, 0);
    hf_arena_clear(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_bit_of_every_row_counts_once),
        cmocka_unit_test(the_first_example_of_the_run_stays),
    };
    return cmocka_run_group_tests_name("output tally", tests, NULL, NULL);
}
