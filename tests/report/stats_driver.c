/*
 * The statistics of engine/report by name, for the second implementation to be
 * held against: a line "NAME NUMBER ..." in, a line of its figures out, "-"
 * for an unknown one. tests/oracle/compare_stats.py asks.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/adjust.h"
#include "report/agreement_table.h"
#include "report/binomial.h"
#include "report/chart.h"
#include "report/decimal_text.h"
#include "report/funnel.h"
#include "report/normal.h"
#include "report/proportion.h"
#include "report/quantile.h"
#include "report/sample.h"
#include "report/shrink.h"

enum { MOST_WORDS = 1024 };

/* What stands behind the name. */
typedef struct question {
    char *words[MOST_WORDS];
    size_t count;
} question;

static int64_t
whole(const question *ask, size_t at)
{
    return strtoll(ask->words[at], NULL, 10);
}

static double
number(const question *ask, size_t at)
{
    return strtod(ask->words[at], NULL);
}

static void
say(double value)
{
    printf(" %.17g", value);
}

static void
say_int(int64_t value)
{
    printf(" %" PRId64, value);
}

static void
say_figure(hf_figure figure)
{
    if (figure.is_known) {
        say(figure.value);
    } else {
        printf(" -");
    }
}

static void
say_rate(const hf_rate *rate)
{
    say_figure((hf_figure){rate->has_rate, rate->rate});
    say(rate->low);
    say(rate->high);
}

static void
say_text(hf_buffer *text)
{
    printf(" %s", hf_buffer_text(text));
    hf_buffer_clear(text);
}

static void
answer_wilson(const question *ask)
{
    hf_rate rate = hf_proportion_wilson(whole(ask, 0), whole(ask, 1));
    say_rate(&rate);
    rate = hf_proportion_wilson_at(whole(ask, 0), whole(ask, 1),
                                   HF_PROPORTION_Z998);
    say_rate(&rate);
}

static void
answer_difference(const question *ask)
{
    hf_rate one = hf_proportion_wilson(whole(ask, 0), whole(ask, 1));
    hf_rate other = hf_proportion_wilson(whole(ask, 2), whole(ask, 3));
    hf_difference found = hf_proportion_difference(&one, &other);
    say_figure((hf_figure){found.is_known, found.value});
    say(found.low);
    say(found.high);
}

static void
answer_bounds(const question *ask)
{
    hf_bounds bounds =
        hf_proportion_bounds(whole(ask, 0), whole(ask, 1), whole(ask, 2));
    say_rate(&bounds.low);
    say_rate(&bounds.high);
}

static void
answer_agreement(const question *ask)
{
    hf_agreement_table table = {whole(ask, 0), whole(ask, 1), whole(ask, 2),
                                whole(ask, 3)};
    hf_agreement_figures found = hf_agreement_table_describe(&table);
    say_figure(found.po);
    say_figure(found.pe);
    say_figure(found.kappa);
    say_figure(found.pabak);
    say_figure(found.ac1);
    say_figure(found.prevalence);
    say_figure(found.bias);
    say_figure(found.mcnemar_p);
}

static void
answer_binomial(const question *ask)
{
    int64_t k = whole(ask, 0);
    int64_t n = whole(ask, 1);
    double p = number(ask, 2);
    hf_binomial split = hf_binomial_split(k, n, p);
    say(split.below);
    say(split.at);
    say(split.above);
    say(hf_binomial_mid_p(k, n, p));
}

static void
answer_limits(const question *ask)
{
    hf_binomial_range range =
        hf_binomial_limits(whole(ask, 0), number(ask, 1), number(ask, 2));
    say(range.low);
    say(range.high);
}

static void
answer_normal(const question *ask)
{
    say(hf_normal_tail(number(ask, 0)));
    say(hf_normal_exp(number(ask, 0)));
}

static void
answer_q_values(const question *ask)
{
    double p[MOST_WORDS];
    double q[MOST_WORDS];
    for (size_t at = 0; at < ask->count; at++) {
        p[at] = number(ask, at);
    }
    if (hf_adjust_q_values(p, ask->count, q) != HANDOFF_OK) {
        exit(1);
    }
    for (size_t at = 0; at < ask->count; at++) {
        say(q[at]);
    }
}

static void
answer_standard(const question *ask)
{
    hf_adjust_stratum strata[MOST_WORDS / 4];
    size_t count = ask->count / 4;
    for (size_t at = 0; at < count; at++) {
        strata[at] =
            (hf_adjust_stratum){whole(ask, 4 * at), whole(ask, 4 * at + 1),
                                whole(ask, 4 * at + 2), whole(ask, 4 * at + 3)};
    }
    hf_adjust_rate direct = hf_adjust_direct(strata, count);
    say_figure((hf_figure){direct.is_known, direct.rate});
    say(direct.low);
    say(direct.high);
    say(direct.covered);
    hf_adjust_expected indirect = hf_adjust_indirect(strata, count);
    say_int(indirect.observed);
    say(indirect.expected);
    say_figure(indirect.ratio);
}

static void
answer_odds(const question *ask)
{
    hf_adjust_table tables[MOST_WORDS / 4];
    size_t count = ask->count / 4;
    for (size_t at = 0; at < count; at++) {
        tables[at] =
            (hf_adjust_table){whole(ask, 4 * at), whole(ask, 4 * at + 1),
                              whole(ask, 4 * at + 2), whole(ask, 4 * at + 3)};
    }
    hf_adjust_odds odds = hf_adjust_mantel_haenszel(tables, count);
    say_figure(odds.ratio);
    say_figure(odds.low);
    say_figure(odds.high);
    say_figure(odds.chi2);
    say_figure(odds.p);
}

static void
say_limits(const hf_chart_limits *limits)
{
    say(limits->low);
    say(limits->high);
    say_int(limits->is_outside);
}

static void
answer_chart(const question *ask)
{
    hf_chart_point weeks[MOST_WORDS / 3];
    size_t count = ask->count / 3;
    for (size_t at = 0; at < count; at++) {
        weeks[at] = (hf_chart_point){.k = whole(ask, 3 * at),
                                     .n = whole(ask, 3 * at + 1),
                                     .segment = (int)whole(ask, 3 * at + 2)};
    }
    hf_chart_fill(weeks, count);
    for (size_t at = 0; at < count; at++) {
        say_figure(weeks[at].center);
        say_figure(weeks[at].spread);
        say_figure(weeks[at].z);
        say_limits(&weeks[at].plain);
        say_limits(&weeks[at].wide);
        say_int(weeks[at].is_run);
    }
}

static void
answer_funnel(const question *ask)
{
    hf_funnel_unit units[MOST_WORDS / 2];
    size_t count = ask->count / 2;
    for (size_t at = 0; at < count; at++) {
        units[at] = (hf_funnel_unit){.k = whole(ask, 2 * at),
                                     .n = whole(ask, 2 * at + 1)};
    }
    hf_funnel funnel;
    if (hf_funnel_fill(units, count, &funnel) != HANDOFF_OK) {
        exit(1);
    }
    say_figure(funnel.phi);
    for (size_t at = 0; at < count; at++) {
        say_figure(units[at].z);
        say(units[at].limits95.low);
        say(units[at].limits95.high);
        say(units[at].limits998.low);
        say(units[at].limits998.high);
        say_int(units[at].is_outside95);
        say_int(units[at].is_outside998);
        say(units[at].mid_p);
        say(units[at].q);
    }
}

static void
answer_shrink(const question *ask)
{
    hf_rate rates[MOST_WORDS / 2] = {{0}};
    size_t count = ask->count / 2;
    for (size_t at = 0; at < count; at++) {
        rates[at] =
            hf_proportion_wilson(whole(ask, 2 * at), whole(ask, 2 * at + 1));
    }
    hf_shrink_prior prior = hf_shrink_fit(rates, count);
    for (size_t at = 0; at < count; at++) {
        say_figure(hf_shrink_rate(&prior, rates[at].k, rates[at].n));
    }
}

static void
answer_waits(const question *ask)
{
    hf_quantile_wait waits[MOST_WORDS / 2];
    int percent = (int)whole(ask, 0);
    size_t count = ask->count / 2;
    for (size_t at = 0; at < count; at++) {
        waits[at] = (hf_quantile_wait){whole(ask, 2 * at + 1),
                                       whole(ask, 2 * at + 2) != 0};
    }
    hf_quantile_sort(waits, count);
    hf_quantile closed = hf_quantile_closed(waits, count, percent);
    hf_quantile all = hf_quantile_survival(waits, count, percent);
    say_figure((hf_figure){closed.is_known, (double)closed.minutes});
    say_figure((hf_figure){all.is_known, (double)all.minutes});
}

static void
answer_sample(const question *ask)
{
    hf_view keys[MOST_WORDS];
    size_t drawn[MOST_WORDS];
    size_t drawn_count;
    size_t count = ask->count - 2;
    for (size_t at = 0; at < count; at++) {
        keys[at] = hf_view_of(ask->words[at + 2]);
    }
    if (hf_sample_draw((uint64_t)whole(ask, 0), keys, count,
                       (size_t)whole(ask, 1), drawn,
                       &drawn_count) != HANDOFF_OK) {
        exit(1);
    }
    for (size_t at = 0; at < drawn_count; at++) {
        say_int((int64_t)drawn[at]);
    }
}

static void
answer_text(const question *ask)
{
    hf_buffer text = {0};
    hf_decimal_text_add(&text, number(ask, 0), (int)whole(ask, 1));
    say_text(&text);
}

static void
answer_percent(const question *ask)
{
    hf_buffer text = {0};
    hf_decimal_text_percent(&text, whole(ask, 0), whole(ask, 1),
                            (int)whole(ask, 2));
    say_text(&text);
}

static const struct {
    const char *name;
    void (*answer)(const question *ask);
} answers[] = {
    {"wilson", answer_wilson},     {"difference", answer_difference},
    {"bounds", answer_bounds},     {"agreement", answer_agreement},
    {"binomial", answer_binomial}, {"limits", answer_limits},
    {"normal", answer_normal},     {"q_values", answer_q_values},
    {"standard", answer_standard}, {"odds", answer_odds},
    {"chart", answer_chart},       {"funnel", answer_funnel},
    {"shrink", answer_shrink},     {"waits", answer_waits},
    {"sample", answer_sample},     {"text", answer_text},
    {"percent", answer_percent},
};

int
main(void)
{
    static char line[1 << 16];
    while (fgets(line, sizeof line, stdin) != NULL) {
        question ask = {.count = 0};
        const char *name = strtok(line, " \n");
        for (char *word = strtok(NULL, " \n");
             word != NULL && ask.count < MOST_WORDS;
             word = strtok(NULL, " \n")) {
            ask.words[ask.count++] = word;
        }
        for (size_t at = 0; at < sizeof answers / sizeof *answers; at++) {
            if (name != NULL && strcmp(name, answers[at].name) == 0) {
                fputs(name, stdout);
                answers[at].answer(&ask);
                putchar('\n');
            }
        }
    }
    return 0;
}
