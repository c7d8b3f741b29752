/*
 * How far the rules and Sales agree: a table of two by two, and the figures
 * that describe it. One figure alone misleads; they are printed together.
 */
#ifndef HF_REPORT_AGREEMENT_TABLE_H
#define HF_REPORT_AGREEMENT_TABLE_H

#include "report/figure.h"

#include <stdint.h>

typedef struct hf_agreement_table {
    int64_t a; /* passed, and worked */
    int64_t b; /* passed, not worked: high-side */
    int64_t c; /* held, and worked: low-side */
    int64_t d; /* held, and left alone */
} hf_agreement_table;

/**
 * All unknown when the table is empty; `kappa` also when chance alone agrees
 * always (all units in one of `a` and `d`).
 *
 * `po` is the observed agreement; `pe` that of chance given the margins, and
 * `kappa` = (po - pe) / (1 - pe): J. Cohen (1960), A coefficient of agreement
 * for nominal scales, Educational and Psychological Measurement 20: 37-46.
 *
 * `pabak` = 2 po - 1, `prevalence` = |a - d| / n, `bias` = |b - c| / n: T.
 * Byrt, J. Bishop and J. B. Carlin (1993), Bias, prevalence and kappa, Journal
 * of Clinical Epidemiology 46: 423-429.
 *
 * `ac1` = (po - g) / (1 - g) with g = 2 q (1 - q), q the mean share of "pass"
 * of both: K. L. Gwet (2008), Computing inter-rater reliability and its
 * variance in the presence of high agreement, British Journal of Mathematical
 * and Statistical Psychology 61: 29-48.
 *
 * `mcnemar_p` is that of binomial.h.
 */
typedef struct hf_agreement_figures {
    int64_t n;
    hf_figure po;
    hf_figure pe;
    hf_figure kappa;
    hf_figure pabak;
    hf_figure ac1;
    hf_figure prevalence;
    hf_figure bias;
    hf_figure mcnemar_p;
} hf_agreement_figures;

hf_agreement_figures hf_agreement_table_describe(const hf_agreement_table *it);

#endif
