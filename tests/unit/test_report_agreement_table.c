/* Agreement beyond chance, by three definitions, and when there is none. */
#include "unit/near.h"

#include "report/agreement_table.h"

static const struct known_table {
    hf_agreement_table table;
    double po, pe, kappa, pabak, ac1;
} known_tables[] = {
    {{40, 9, 6, 45}, .85, .5008, .699519, .70, .700748},
    {{80, 10, 5, 5}, .85, .78, .318182, .70, .808000},
    {{210, 60, 15, 115}, .8125, .521875, .607843, .625, .645023},
};

static void
known_tables_come_out(void **state)
{
    (void)state;
    for (size_t at = 0; at < sizeof known_tables / sizeof *known_tables; at++) {
        const struct known_table *known = &known_tables[at];
        hf_agreement_figures found = hf_agreement_table_describe(&known->table);
        assert_near(found.po.value, known->po, SIX_DIGITS);
        assert_near(found.pe.value, known->pe, SIX_DIGITS);
        assert_near(found.kappa.value, known->kappa, SIX_DIGITS);
        assert_near(found.pabak.value, known->pabak, SIX_DIGITS);
        assert_near(found.ac1.value, known->ac1, SIX_DIGITS);
    }
}

static void
prevalence_bias_and_direction_stand_beside_it(void **state)
{
    (void)state;
    hf_agreement_figures found =
        hf_agreement_table_describe(&(hf_agreement_table){80, 14, 2, 4});
    assert_int_equal(found.n, 100);
    assert_near(found.prevalence.value, .76, 1e-15);
    assert_near(found.bias.value, .12, 1e-15);
    assert_near(found.mcnemar_p.value, 274. / 65536, 1e-15);
}

static void
an_empty_table_knows_nothing(void **state)
{
    (void)state;
    hf_agreement_figures found =
        hf_agreement_table_describe(&(hf_agreement_table){0, 0, 0, 0});
    assert_false(found.po.is_known || found.pe.is_known);
    assert_false(found.kappa.is_known || found.pabak.is_known);
    assert_false(found.ac1.is_known || found.prevalence.is_known);
    assert_false(found.bias.is_known || found.mcnemar_p.is_known);
}

static void
kappa_is_unknown_where_chance_alone_agrees(void **state)
{
    (void)state;
    hf_agreement_figures found =
        hf_agreement_table_describe(&(hf_agreement_table){0, 0, 0, 7});
    assert_false(found.kappa.is_known);
    assert_near(found.ac1.value, 1, 0);
    found = hf_agreement_table_describe(&(hf_agreement_table){0, 7, 0, 0});
    assert_near(found.kappa.value, 0, 0);
    assert_near(found.pabak.value, -1, 0);
}

static void
figures_stay_in_range_and_pass_and_hold_are_alike(void **state)
{
    (void)state;
    uint64_t seed = 11;
    for (int round = 0; round < 500; round++) {
        hf_agreement_table it = {
            draw_below(&seed, 50), 1 + draw_below(&seed, 50),
            draw_below(&seed, 50), 1 + draw_below(&seed, 50)};
        hf_agreement_table turned = {it.d, it.c, it.b, it.a};
        hf_agreement_figures one = hf_agreement_table_describe(&it);
        hf_agreement_figures other = hf_agreement_table_describe(&turned);
        assert_true(-1 <= one.kappa.value && one.kappa.value <= 1);
        assert_true(-1 <= one.ac1.value && one.ac1.value <= 1);
        assert_near(one.kappa.value, other.kappa.value, 1e-12);
        assert_near(one.ac1.value, other.ac1.value, 1e-12);
        assert_near(one.mcnemar_p.value, other.mcnemar_p.value, 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_tables_come_out),
        cmocka_unit_test(prevalence_bias_and_direction_stand_beside_it),
        cmocka_unit_test(an_empty_table_knows_nothing),
        cmocka_unit_test(kappa_is_unknown_where_chance_alone_agrees),
        cmocka_unit_test(figures_stay_in_range_and_pass_and_hold_are_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
