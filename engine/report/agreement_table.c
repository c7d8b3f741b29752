/*
 * The figures of an agreement table: four counts in, agreement beyond chance
 * by three definitions out, with what makes them differ. Which units belong
 * into which cell is decided elsewhere.
 */
#include "report/agreement_table.h"

#include "report/binomial.h"

static double
distance(int64_t one, int64_t other)
{
    return (double)(one > other ? one - other : other - one);
}

hf_agreement_figures
hf_agreement_table_describe(const hf_agreement_table *it)
{
    int64_t n = it->a + it->b + it->c + it->d;
    if (n == 0) {
        return (hf_agreement_figures){0};
    }
    double size = (double)n;
    double passed = (double)(it->a + it->b) / size;
    double worked = (double)(it->a + it->c) / size;
    double held = (double)(it->c + it->d) / size;
    double left = (double)(it->b + it->d) / size;
    double pass = (passed + worked) / 2;

    double po = (double)(it->a + it->d) / size;
    double pe = passed * worked + held * left;
    double gwet = 2 * pass * (1 - pass);
    bool is_one_cell = it->a == n || it->d == n;

    return (hf_agreement_figures){
        .n = n,
        .po = hf_figure_of(po),
        .pe = hf_figure_of(pe),
        .kappa = hf_figure_ratio(po - pe, is_one_cell ? 0 : 1 - pe),
        .pabak = hf_figure_of(2 * po - 1),
        .ac1 = hf_figure_of((po - gwet) / (1 - gwet)),
        .prevalence = hf_figure_of(distance(it->a, it->d) / size),
        .bias = hf_figure_of(distance(it->b, it->c) / size),
        .mcnemar_p = hf_figure_of(hf_binomial_mcnemar(it->b, it->c))};
}
