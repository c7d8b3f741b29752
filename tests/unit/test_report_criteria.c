/* How criteria fared, and what was said of them. */
#include "unit/made_report.h"

static hf_revision_part revisions[2];

// Rules "small" of two revisions: the newer one has "size" no more.
static int
set_up(void **state)
{
    int failed = made_set_up(state);
    hf_db_set_guards(made.ledger->db, false);
    bool is_fine = hf_db_execute(
        made.ledger->db,
        "INSERT INTO criterion VALUES"
        " (1,1,1,'size','criterion','fit',NULL,'20','They pay.','ops'),"
        " (2,1,1,'demo','criterion','fit',NULL,'30','They asked.','ops'),"
        " (3,1,1,'later','shadow','fit',NULL,'5','Perhaps.','ops'),"
        " (4,1,2,'demo','criterion','fit',NULL,'40','They called.','ops'),"
        " (5,1,2,'bot','gate',NULL,NULL,NULL,'Nobody is there.','ops')");
    revisions[0] = (hf_revision_part){.id = 1, .ruleset = HF_VIEW("small")};
    revisions[1] = (hf_revision_part){.id = 2, .ruleset = HF_VIEW("small")};
    made.report.revisions.items = revisions;
    made.report.revisions.count = 2;
    return failed || !is_fine;
}

// What the next cases rest on, with one criterion that fired, or none.
static void
grounds(int64_t revision, hf_episodes_means means, const char *fired)
{
    static hf_name names[16];
    size_t at = made.report.episodes.grounds_count;
    made_grounds("A1", means, 5);
    hf_grounds *last = &made.report.episodes.grounds[at];
    last->revision = revision;
    if (fired) {
        names[at] = made_name(fired);
        last->fired = last->pivotal = &names[at];
        last->fired_count = last->pivotal_count = 1;
    }
}

static const hf_criterion_part *
criterion(const char *id)
{
    for (size_t at = 0; at < made.report.criteria.count; at++) {
        const hf_criterion_part *part = &made.report.criteria.items[at];
        hf_view name = hf_episodes_text(&made.report.episodes, part->id);
        if (hf_view_equal(name, hf_view_of(id))) {
            return part;
        }
    }
    fail_msg("there is no criterion '%s'", id);
    return NULL;
}

static void
build(void)
{
    hf_report *report = &made.report;
    assert_true(hf_mix_look(&report->mix, &report->episodes, &report->sight));
    assert_true(hf_mix_settle(&report->mix));
    assert_int_equal(hf_criteria_build(report, made.ledger, made.findings),
                     HANDOFF_OK);
}

static void
the_newest_rules_name_the_criteria_and_older_ones_add_theirs(void **state)
{
    (void)state;
    grounds(2, HF_EPISODES_PASS, "demo");
    made_case(HF_UNIT_AGREE_PASS, MADE_MONDAY);
    build();
    assert_int_equal(made.report.criteria.count, 3); // no shadow
    const hf_criterion_part *parts = made.report.criteria.items;
    assert_view(parts[0].because, "They called.");
    assert_ptr_equal(&parts[1], criterion("bot"));
    assert_ptr_equal(&parts[2], criterion("size"));
}

static void
a_rate_stands_beside_that_of_the_same_cells_without_it(void **state)
{
    (void)state;
    grounds(1, HF_EPISODES_PASS, "size");
    made_cases(6, HF_UNIT_HS_REJECT, MADE_MONDAY);
    made_cases(14, HF_UNIT_AGREE_PASS, MADE_MONDAY);
    grounds(1, HF_EPISODES_PASS, NULL);
    made_cases(1, HF_UNIT_HS_REJECT, MADE_MONDAY);
    made_cases(9, HF_UNIT_AGREE_PASS, MADE_MONDAY);
    grounds(2, HF_EPISODES_PASS, NULL); // rules that do not have it
    made_cases(50, HF_UNIT_HS_REJECT, MADE_MONDAY);
    build();
    const hf_criterion_part *size = criterion("size");
    assert_int_equal(size->scored, 30);
    assert_int_equal(size->fired, 20);
    assert_int_equal(size->pivotal, 20);
    assert_rate(size->overridden.here, 6, 20);
    assert_near(size->overridden.elsewhere.rate, 0.1, 1e-12);
    assert_near(size->overridden.odds.ratio.value, 6 * 9 / 14.0, 1e-12);
}

static void
a_gate_is_judged_by_what_was_worked_all_the_same(void **state)
{
    (void)state;
    grounds(2, HF_EPISODES_DISQUALIFY, "bot");
    made_cases(3, HF_UNIT_AGREE_HOLD, MADE_MONDAY);
    made_case(HF_UNIT_LS_PULL, MADE_MONDAY)->resolution =
        HF_RESOLUTION_SALES_VINDICATED;
    build();
    assert_rate(criterion("bot")->worked_anyway, 1, 4);
    assert_rate(criterion("bot")->overridden.here, 0, 0);
    assert_int_equal(criterion("bot")->vindicated.sales, 1); // it decided alone
}

static void
what_is_disputed_counts_of_the_disagreements_on_which_it_fired(void **state)
{
    (void)state;
    grounds(1, HF_EPISODES_PASS, "size");
    made_cases(3, HF_UNIT_HS_REJECT, MADE_MONDAY);
    hf_episode *one = made_case(HF_UNIT_HS_REJECT, MADE_MONDAY);
    hf_name size = made_name("size");
    one->disputes = &size;
    one->dispute_count = 1;
    one->resolution = HF_RESOLUTION_RULE_VINDICATED;
    build();
    assert_int_equal(criterion("size")->disputed, 1);
    assert_rate(criterion("size")->disputes, 1, 4);
    assert_int_equal(criterion("size")->vindicated.rule, 1);
    assert_int_equal(criterion("size")->when_disputed.rule, 1);
}

static void
opportunities_of_young_cases_say_nothing_yet(void **state)
{
    (void)state;
    int64_t young = made.report.as_of - 10 * MADE_DAY;
    grounds(1, HF_EPISODES_PASS, "size");
    made_case(HF_UNIT_AGREE_PASS, MADE_MONDAY)->resolution =
        HF_RESOLUTION_RULE_WRONG;
    made_case(HF_UNIT_AGREE_PASS, young)->resolution = HF_RESOLUTION_BOTH_RIGHT;
    build();
    assert_rate(criterion("size")->conversion.here, 0, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, made_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_newest_rules_name_the_criteria_and_older_ones_add_theirs),
        TEST(a_rate_stands_beside_that_of_the_same_cells_without_it),
        TEST(a_gate_is_judged_by_what_was_worked_all_the_same),
        TEST(what_is_disputed_counts_of_the_disagreements_on_which_it_fired),
        TEST(opportunities_of_young_cases_say_nothing_yet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
