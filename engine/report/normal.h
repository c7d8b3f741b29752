/*
 * The normal distribution and the exponential from + - * / and sqrt, so that
 * they give the same digits with any C library. Relative error below 10^-12.
 */
#ifndef HF_REPORT_NORMAL_H
#define HF_REPORT_NORMAL_H

/** e to the `x`, for |x| up to 700. */
double hf_normal_exp(double x);

/**
 * The part of the standard normal distribution above `z`. Source: M.
 * Abramowitz and I. A. Stegun (1964), Handbook of Mathematical Functions,
 * 26.2.11 (series, for small |z|) and 26.2.14 (continued fraction).
 */
double hf_normal_tail(double z);

/** The part of chi-squared with one degree of freedom above `chi2` >= 0. */
double hf_normal_chi2_tail(double chi2);

#endif
