/*
 * A number that may be undefined, as a rate of nothing is. The statistics of
 * this folder use + - * / and sqrt alone, each of which IEEE 754 rounds
 * exactly, so that every machine finds the same digits.
 */
#ifndef HF_REPORT_FIGURE_H
#define HF_REPORT_FIGURE_H

#include <float.h>
#include <stdbool.h>

_Static_assert(FLT_EVAL_METHOD == 0 && DBL_MANT_DIG == 53,
               "doubles are kept as IEEE 754 binary64, not wider");

/** `value` means something only when `is_known`. */
typedef struct hf_figure {
    bool is_known;
    double value;
} hf_figure;

/** A known one. */
static inline hf_figure
hf_figure_of(double value)
{
    return (hf_figure){true, value};
}

/** `over / under`; unknown when `under` is 0. */
static inline hf_figure
hf_figure_ratio(double over, double under)
{
    return under == 0 ? (hf_figure){false, 0} : hf_figure_of(over / under);
}

/** The same, not below `low` and not above `high`. */
static inline double
hf_figure_clamp(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

#endif
