/* The exponential and the normal tail, at known points. */
#include "unit/near.h"

#include "report/normal.h"

static void
assert_relative(double found, double expected)
{
    assert_near(found / expected, 1, 1e-13);
}

static void
the_exponential_has_its_digits(void **state)
{
    (void)state;
    assert_near(hf_normal_exp(0), 1, 0);
    assert_relative(hf_normal_exp(1), 2.718281828459045);
    assert_relative(hf_normal_exp(-1), .36787944117144233);
    assert_relative(hf_normal_exp(.3), 1.3498588075760032);
    assert_relative(hf_normal_exp(-700), 9.859676543759770e-305);
    assert_relative(hf_normal_exp(700), 1.0142320547350045e304);
}

static void
known_tails_come_out(void **state)
{
    (void)state;
    assert_near(hf_normal_tail(0), .5, 0);
    assert_relative(hf_normal_tail(1), .15865525393145707);
    assert_relative(hf_normal_tail(1.9599639845400545), .025);
    assert_relative(hf_normal_tail(3.090232306167813), .001);
    assert_relative(hf_normal_tail(-1), .8413447460685429);
    assert_relative(hf_normal_tail(10), 7.619853024160527e-24);
    assert_near(hf_normal_tail(1e9), 0, 0);
}

static void
the_two_ways_meet(void **state)
{
    (void)state;
    double below = hf_normal_tail(3 - 1e-13);
    double above = hf_normal_tail(3);
    assert_near(below / above, 1, 1e-12);
    assert_true(below >= above);
    double last = 1;
    for (double z = -8; z < 36; z += .125) {
        double tail = hf_normal_tail(z);
        assert_true(0 < tail && tail <= last);
        last = tail;
    }
}

static void
chi_squared_is_two_tails(void **state)
{
    (void)state;
    assert_near(hf_normal_chi2_tail(0), 1, 0);
    assert_relative(hf_normal_chi2_tail(3.841458820694124), .05);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_exponential_has_its_digits),
        cmocka_unit_test(known_tails_come_out),
        cmocka_unit_test(the_two_ways_meet),
        cmocka_unit_test(chi_squared_is_two_tails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
