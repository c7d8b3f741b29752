/*
 * Numbers in people's words, the same in every format and on every machine.
 */
#ifndef HF_REPORT_WORDS_H
#define HF_REPORT_WORDS_H

#include "base/buffer.h"
#include "report/proportion.h"

/** `12,345` */
void hf_words_count(hf_buffer *out, int64_t number);

/** `39 %`; below 1 % and above 99 % with one decimal unless it is 0 or 1. */
void hf_words_share(hf_buffer *out, double share);

/** `39 % (31 of 80, 29 % to 50 %)`; `none of 0` without a denominator. */
void hf_words_rate(hf_buffer *out, hf_rate rate);

/** `39 %` of the same rate, which has one. */
void hf_words_rate_share(hf_buffer *out, hf_rate rate);

/** A difference of shares in points: `+4 points (-1 to +9)`. */
void hf_words_difference(hf_buffer *out, hf_difference difference);

/** A real with `decimals` decimals, `.` as the mark, halves away from 0. */
void hf_words_real(hf_buffer *out, double real, int decimals);

/** Whole minutes: `45 min`, `3 h 20 min`, `4 d 2 h`. */
void hf_words_span(hf_buffer *out, int64_t minutes);

/** `1 October 2026`, and with the time of day `1 October 2026, 09:30 UTC`. */
void hf_words_day(hf_buffer *out, int64_t seconds);
void hf_words_moment(hf_buffer *out, int64_t seconds);

/** `p = 0.004`, `q < 0.001`: three decimals; `letter` is the name. */
void hf_words_chance(hf_buffer *out, char letter, double chance);

/** "1 case", "3 cases". */
void hf_words_of(hf_buffer *out, int64_t number, const char *one,
                 const char *many);

/**
 * A sentence with such numbers in it. Of `format` are put in: `%n` a count,
 * `%r` a rate (hf_rate), `%s` a share (double), `%d` a difference
 * (hf_difference), `%c` a chance's letter and value (int, double), `%w` a span
 * (int64_t minutes), `%y` a day and `%m` a moment (int64_t seconds), `%o` how
 * many of what (int64_t, "case", "cases"), `%v` a view, `%t` a text, `%%` a
 * percent sign. Whole numbers are int64_t.
 */
void hf_words_add(hf_buffer *out, const char *format, ...);
void hf_words_add_list(hf_buffer *out, const char *format, va_list args);

#endif
