/* Many comparisons, and groups whose cases differ. */
#include "unit/near.h"

#include "base/memory.h"
#include "report/adjust.h"

static void
known_q_values_come_out(void **state)
{
    (void)state;
    const double p[] = {.005940, .075515, .360449, .000913};
    const double expected[] = {.011880, .100687, .360449, .003652};
    double q[4];
    assert_int_equal(hf_adjust_q_values(p, 4, q), HANDOFF_OK);
    for (int at = 0; at < 4; at++) {
        assert_near(q[at], expected[at], SIX_DIGITS);
    }
}

static void
q_values_rise_with_p_and_ties_share_one(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int round = 0; round < 200; round++) {
        double p[20];
        double q[20];
        for (int at = 0; at < 20; at++) {
            p[at] = (double)draw_below(&seed, 12) / 11;
        }
        assert_int_equal(hf_adjust_q_values(p, 20, q), HANDOFF_OK);
        for (int at = 0; at < 400; at++) {
            int one = at / 20;
            int other = at % 20;
            assert_true(q[one] >= p[one] && q[one] <= 1);
            assert_true(p[one] > p[other] || q[one] <= q[other]);
        }
    }
}

static void
one_p_value_is_its_own_and_none_is_fine(void **state)
{
    (void)state;
    double p = .2;
    double q = 0;
    assert_int_equal(hf_adjust_q_values(&p, 1, &q), HANDOFF_OK);
    assert_near(q, .2, 0);
    assert_int_equal(hf_adjust_q_values(NULL, 0, NULL), HANDOFF_OK);
    hf_memory_fail_at(1);
    assert_int_equal(hf_adjust_q_values(&p, 1, &q), HANDOFF_SYSTEM);
    hf_memory_fail_at(0);
}

// Large accounts and small ones; A works mostly the small, B the large.
static const hf_adjust_stratum rep_a[] = {{4, 40, 31, 220}, {54, 90, 68, 110}};
static const hf_adjust_stratum rep_b[] = {{27, 180, 31, 220},
                                          {14, 20, 68, 110}};
static const hf_adjust_table both[] = {{4, 36, 27, 153}, {54, 36, 14, 6}};

static void
a_simpson_flip_is_seen(void **state)
{
    (void)state;
    hf_adjust_rate a = hf_adjust_direct(rep_a, 2);
    hf_adjust_rate b = hf_adjust_direct(rep_b, 2);
    assert_near(a.rate, .266667, SIX_DIGITS);
    assert_near(b.rate, .333333, SIX_DIGITS);
    assert_near(a.covered, 1, 0);
    assert_true(a.low < a.rate && a.rate < a.high);

    double crude_a = 58. / 130;
    double crude_b = 41. / 200;
    assert_near(crude_a, .446154, SIX_DIGITS);
    assert_near(crude_b, .205000, SIX_DIGITS);
    assert_true(hf_adjust_is_flip(crude_a - crude_b, a.rate - b.rate));
    assert_false(hf_adjust_is_flip(.1, .2));
    assert_false(hf_adjust_is_flip(-.1, 0));
}

static void
the_known_common_odds_ratio_comes_out(void **state)
{
    (void)state;
    hf_adjust_odds odds = hf_adjust_mantel_haenszel(both, 2);
    assert_near(odds.ratio.value, .636364, SIX_DIGITS);
    assert_near(odds.chi2.value, .975929, SIX_DIGITS);
    assert_near(odds.p.value, .3232067, 1e-6);
    assert_true(odds.low.value < odds.ratio.value);
    assert_true(odds.low.value < 1 && 1 < odds.high.value);
}

static void
one_table_has_its_own_odds_ratio_and_woolf_interval(void **state)
{
    (void)state;
    hf_adjust_table table = {12, 5, 7, 20};
    hf_adjust_odds odds = hf_adjust_mantel_haenszel(&table, 1);
    assert_near(odds.ratio.value, 12. * 20 / (5 * 7), 1e-13);
    // exp(1.96 sqrt(1/12 + 1/5 + 1/7 + 1/20)) either way
    assert_near(odds.low.value, 1.7732025, 1e-6);
    assert_near(odds.high.value, 26.5172246, 1e-6);
}

static void
what_tables_do_not_determine_is_unknown(void **state)
{
    (void)state;
    hf_adjust_table table = {3, 0, 2, 0};
    hf_adjust_odds odds = hf_adjust_mantel_haenszel(&table, 1);
    assert_false(odds.ratio.is_known || odds.low.is_known);
    assert_false(odds.chi2.is_known || odds.p.is_known);
    table = (hf_adjust_table){0, 0, 0, 1};
    assert_false(hf_adjust_mantel_haenszel(&table, 1).chi2.is_known);
    table = (hf_adjust_table){0, 4, 3, 5};
    odds = hf_adjust_mantel_haenszel(&table, 1);
    assert_true(odds.ratio.is_known && odds.chi2.is_known);
    assert_near(odds.ratio.value, 0, 0);
    assert_false(odds.low.is_known);
    assert_false(hf_adjust_mantel_haenszel(NULL, 0).ratio.is_known);
}

static void
turning_the_groups_round_inverts_the_odds_ratio(void **state)
{
    (void)state;
    uint64_t seed = 21;
    for (int round = 0; round < 200; round++) {
        hf_adjust_table there[3];
        hf_adjust_table back[3];
        for (int at = 0; at < 3; at++) {
            hf_adjust_table it = {
                1 + draw_below(&seed, 30), 1 + draw_below(&seed, 30),
                1 + draw_below(&seed, 30), 1 + draw_below(&seed, 30)};
            there[at] = it;
            back[at] = (hf_adjust_table){it.c, it.d, it.a, it.b};
        }
        hf_adjust_odds one = hf_adjust_mantel_haenszel(there, 3);
        hf_adjust_odds other = hf_adjust_mantel_haenszel(back, 3);
        assert_near(one.ratio.value * other.ratio.value, 1, 1e-12);
        assert_near(one.low.value * other.high.value, 1, 1e-12);
        assert_near(one.chi2.value, other.chi2.value, 1e-9);
        assert_true(one.low.value < one.ratio.value);
        assert_true(0 < one.p.value && one.p.value <= 1);
    }
}

static void
a_stratum_one_side_lacks_is_left_out(void **state)
{
    (void)state;
    const hf_adjust_stratum strata[] = {{1, 4, 30, 60}, {0, 0, 20, 40}};
    hf_adjust_rate rate = hf_adjust_direct(strata, 2);
    assert_near(rate.rate, .25, 0);
    assert_near(rate.covered, .6, 1e-15);
    assert_false(hf_adjust_direct(strata + 1, 1).is_known);
    assert_false(hf_adjust_direct(NULL, 0).is_known);

    const hf_adjust_stratum foreign[] = {{1, 4, 30, 60}, {5, 9, 0, 0}};
    hf_adjust_expected found = hf_adjust_indirect(foreign, 2);
    assert_int_equal(found.observed, 1);
    assert_near(found.expected, 2, 0);
    assert_near(found.ratio.value, .5, 0);
    assert_false(hf_adjust_indirect(foreign + 1, 1).ratio.is_known);
}

static void
a_group_that_is_the_standard_is_as_expected(void **state)
{
    (void)state;
    const hf_adjust_stratum strata[] = {{7, 30, 7, 30}, {9, 12, 9, 12}};
    assert_near(hf_adjust_direct(strata, 2).rate, 16. / 42, 1e-15);
    assert_near(hf_adjust_indirect(strata, 2).ratio.value, 1, 1e-15);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_q_values_come_out),
        cmocka_unit_test(q_values_rise_with_p_and_ties_share_one),
        cmocka_unit_test(one_p_value_is_its_own_and_none_is_fine),
        cmocka_unit_test(a_simpson_flip_is_seen),
        cmocka_unit_test(the_known_common_odds_ratio_comes_out),
        cmocka_unit_test(one_table_has_its_own_odds_ratio_and_woolf_interval),
        cmocka_unit_test(what_tables_do_not_determine_is_unknown),
        cmocka_unit_test(turning_the_groups_round_inverts_the_odds_ratio),
        cmocka_unit_test(a_stratum_one_side_lacks_is_left_out),
        cmocka_unit_test(a_group_that_is_the_standard_is_as_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
