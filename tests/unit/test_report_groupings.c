/* Teams beside each other, and what is named of them. */
#include "unit/made_report.h"

static void
look(void)
{
    hf_report *report = &made.report;
    assert_true(hf_mix_look(&report->mix, &report->episodes, &report->sight));
    assert_true(hf_mix_look(&report->mix, &report->before_episodes,
                            &report->before_sight));
    assert_true(hf_mix_settle(&report->mix));
}

static void
build(void)
{
    look();
    assert_int_equal(
        hf_groupings_build(&made.report, made.ledger, made.findings),
        HANDOFF_OK);
}

// `high` of `n` passes of a team were rejected.
static void
team(const char *name, int high, int n)
{
    for (int at = 0; at < n; at++) {
        made_case(at < high ? HF_UNIT_HS_REJECT : HF_UNIT_AGREE_PASS,
                  MADE_MONDAY)
            ->team = made_name(name);
    }
}

static const hf_grouping_part *
teams(void)
{
    assert_int_equal(made.report.groupings.count, 1);
    return &made.report.groupings.items[0];
}

static void
teams_stand_by_name_whatever_their_rate(void **state)
{
    (void)state;
    team("west", 9, 20);
    team("east", 2, 20);
    team("East", 1, 10); // the same team
    build();
    assert_int_equal(teams()->count, 2);
    assert_view(teams()->items[0].name, "east");
    assert_rate(teams()->items[0].rate, 3, 30);
    assert_view(teams()->items[1].name, "west");
    assert_rate(teams()->pooled, 12, 50);
}

static void
small_teams_are_one_and_are_not_tested(void **state)
{
    (void)state;
    team("north", 5, 30);
    team("isle", 9, 9);
    team("cape", 4, 4);
    build();
    assert_int_equal(teams()->count, 2);
    const hf_group_part *pooled = &teams()->items[1];
    assert_true(pooled->is_pooled);
    assert_int_equal(pooled->name.len, 0);
    assert_rate(pooled->rate, 13, 13);
    assert_near(pooled->q, 1, 0);
    assert_false(pooled->is_outside);
    assert_int_equal(teams()->pooled_count, 2);
}

// Two clinics of the textbook: 58 of 130 and 41 of 200.
static void
a_team_with_other_leads_is_seen_through(void **state)
{
    (void)state;
    made_grounds("enterprise", HF_EPISODES_PASS, 5);
    team("a", 4, 40);
    team("b", 27, 180);
    made_grounds("small", HF_EPISODES_PASS, 5);
    team("a", 54, 90);
    team("b", 14, 20);
    build();
    const hf_group_part *a = &teams()->items[0];
    assert_near(a->rate.rate, 0.446154, 1e-6);
    assert_near(a->adjusted.rate, 0.266667, 1e-6);
    assert_near(a->high_side.odds.ratio.value, 0.636364, 1e-6);
    assert_true(a->is_flipped);
    assert_true(teams()->items[1].is_flipped);
}

static void
a_closure_in_bulk_counts_once_where_teams_are_compared(void **state)
{
    (void)state;
    team("a", 4, 30);
    team("b", 4, 30);
    for (int at = 0; at < 25; at++) {
        hf_episode *one = made_case(HF_UNIT_HS_REJECT, MADE_MONDAY);
        one->team = made_name("a");
        one->actor = made_name("Ann");
        one->at = MADE_MONDAY + at;
        one->is_bulk = true;
    }
    build();
    const hf_group_part *a = &teams()->items[0];
    assert_rate(a->rate, 29, 55);
    assert_true(a->high_side.odds.p.value > 0.5);
    assert_true(a->p < 0.05); // as they stand
}

static void
silence_is_that_of_the_team_which_was_to_answer(void **state)
{
    (void)state;
    team("a", 2, 20);
    made_grounds("A1", HF_EPISODES_PASS, 5);
    made.report.episodes.grounds[1].route = made_name("b");
    made_cases(11, HF_UNIT_HS_IGNORE, MADE_MONDAY);
    build();
    assert_view(teams()->items[1].name, "b");
    assert_rate(teams()->items[1].silence.here, 11, 11);
}

static void
persons_are_there_when_asked_for_and_few_cases_are_pooled(void **state)
{
    (void)state;
    made.options.show_people = 1;
    for (int at = 0; at < 14; at++) {
        made_case(HF_UNIT_AGREE_PASS, MADE_MONDAY)->actor =
            made_name(at < 12 ? "Zoe" : "Ann");
    }
    build();
    assert_int_equal(made.report.people.count, 2);
    assert_view(made.report.people.items[0].actor, "Zoe");
    assert_true(made.report.people.items[1].is_pooled);
    assert_int_equal(made.report.people.items[1].actor.len, 0);
}

static void
find(void)
{
    build();
    assert_int_equal(
        hf_callouts_build(&made.report, made.ledger, made.findings),
        HANDOFF_OK);
}

static void
what_survives_is_said_with_its_figure(void **state)
{
    (void)state;
    team("calm", 10, 100);
    team("keen", 50, 100);
    find();
    assert_int_equal(made.report.findings.count, 2);
    const hf_finding_part *one = &made.report.findings.items[0];
    assert_view(one->text,
                "Team calm: 10 % of the passes were not followed; of other "
                "leads in the same cells, 50 %.");
    assert_view(one->figure, "10 of 100, 6 % to 17 %");
    assert_int_equal(one->section, 7);
    assert_true(one->q < 0.001);
}

static void
what_two_groupings_say_of_the_same_cases_is_said_once(void **state)
{
    (void)state;
    team("calm", 10, 100);
    team("keen", 50, 100);
    build();
    hf_grouping_part both[2] = {*teams(), *teams()};
    hf_group_part copies[2] = {teams()->items[0], teams()->items[1]};
    both[1].field = HF_VIEW("region");
    both[1].items = copies;
    made.report.groupings.items = both;
    made.report.groupings.count = 2;
    assert_int_equal(
        hf_callouts_build(&made.report, made.ledger, made.findings),
        HANDOFF_OK);
    assert_int_equal(made.report.comparisons, 4);
    assert_int_equal(made.report.findings.count, 2);
}

static void
what_chance_explains_is_not_named(void **state)
{
    (void)state;
    team("calm", 20, 100);
    team("keen", 30, 100);
    find();
    assert_int_equal(made.report.findings.count, 0);
    assert_true(made.report.comparisons > 0);
}

static void
what_nobody_worked_speaks_for_neither_side(void **state)
{
    (void)state;
    made_cases(40, HF_UNIT_AGREE_PASS, MADE_MONDAY);
    for (size_t at = 0; at < 40; at++) {
        made.report.episodes.items[at].resolution =
            at < 20 ? HF_RESOLUTION_BOTH_RIGHT : HF_RESOLUTION_RULE_WRONG;
    }
    for (int at = 0; at < 60; at++) {
        made_case(HF_UNIT_HS_REJECT, MADE_MONDAY)->resolution =
            at < 10 ? HF_RESOLUTION_RULE_VINDICATED
                    : HF_RESOLUTION_UNOBSERVABLE;
    }
    assert_int_equal(
        hf_outcomes_build(&made.report, made.ledger, made.findings),
        HANDOFF_OK);
    find();
    assert_int_equal(made.report.findings.count, 0);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, made_set_up, made_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(teams_stand_by_name_whatever_their_rate),
        TEST(small_teams_are_one_and_are_not_tested),
        TEST(a_team_with_other_leads_is_seen_through),
        TEST(a_closure_in_bulk_counts_once_where_teams_are_compared),
        TEST(silence_is_that_of_the_team_which_was_to_answer),
        TEST(persons_are_there_when_asked_for_and_few_cases_are_pooled),
        TEST(what_survives_is_said_with_its_figure),
        TEST(what_two_groupings_say_of_the_same_cases_is_said_once),
        TEST(what_chance_explains_is_not_named),
        TEST(what_nobody_worked_speaks_for_neither_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
