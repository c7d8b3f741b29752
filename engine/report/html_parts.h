/*
 * What the files of the HTML renderer share. Every text that comes from
 * elsewhere goes through hf_html_text or hf_html_short; what is added as it is
 * was written in these files.
 */
#ifndef HF_REPORT_HTML_PARTS_H
#define HF_REPORT_HTML_PARTS_H

#include "base/buffer.h"
#include "report/document.h"

#include <stddef.h>

/** The page so far. */
typedef struct hf_html_page {
    hf_buffer *out;
    int section;     /* the one being written */
    int charts;      /* in it: for ids */
    size_t start;    /* in out */
    int cards;       /* on the page: for ids */
    bool is_savable; /* the page has the form that saves judgements */
} hf_html_page;

/** The style and the script, as they stand in their files. */
hf_view hf_html_style(void);
hf_view hf_html_script(void);

/**
 * A text for the content of an element or for an attribute in double quotes.
 * Controls, what is no UTF-8, and the characters that turn the direction of
 * the text behind them are shown as U+FFFD; over HF_HTML_LONGEST characters
 * end in "...", and the whole stands in the other formats.
 */
enum { HF_HTML_LONGEST = 1000 };
void hf_html_text(hf_buffer *out, hf_view text);

/** The same, cut at `most` columns: a wide character takes two. */
void hf_html_short(hf_buffer *out, hf_view text, size_t most);

/** The same bytes, escaped alone, for an attribute that the script reads; they
 * end before the first that is no UTF-8, which no ledger holds. */
void hf_html_exact(hf_buffer *out, hf_view text);

/** A text of its own, whose direction is not that of its surroundings. */
void hf_html_isolated(hf_buffer *out, hf_view text);

/** ` name="12.34%"`, of a fraction of the width; ` name="12.3"`, in pixels. */
void hf_html_percent(hf_buffer *out, const char *name, double fraction);
void hf_html_pixels(hf_buffer *out, const char *name, double pixels);

/** A coordinate of a path. */
void hf_html_number(hf_buffer *out, double number);

/** The content of a cell, and what it is sorted by (` data-s="..."`, nothing
 * for texts). */
void hf_html_value(hf_buffer *out, const hf_value *value);
void hf_html_value_key(hf_buffer *out, const hf_value *value);

/** A rate: the share large, its count and interval small, the interval
 * drawn. */
void hf_html_rate(hf_buffer *out, hf_rate rate);

/** `<a href=...>` when the link leads into the page or to the web; whether it
 * was opened. */
bool hf_html_open_link(hf_buffer *out, hf_view link);

/** The blocks. */
void hf_html_sheet(hf_html_page *page, const hf_sheet *sheet);
void hf_html_chart(hf_html_page *page, const hf_chart *chart);
void hf_html_headlines(hf_html_page *page, const hf_block *block);
void hf_html_cards(hf_html_page *page, const hf_block *block);

/** The drawings of hf_html_chart, and the height that each needs. */
double hf_html_trend_height(const hf_chart *chart);
double hf_html_funnel_height(const hf_chart *chart);
double hf_html_rows_height(const hf_chart *chart);
double hf_html_histogram_height(const hf_chart *chart);
double hf_html_square_height(const hf_chart *chart);
void hf_html_trend(hf_buffer *out, const hf_chart *chart);
void hf_html_funnel(hf_buffer *out, const hf_chart *chart);
void hf_html_rows(hf_buffer *out, const hf_chart *chart);
void hf_html_histogram(hf_buffer *out, const hf_chart *chart);
void hf_html_square(hf_buffer *out, const hf_chart *chart);

/** The largest of 1, 2, 5 times a power of ten that leaves four steps or more
 * up to `most`; at least 1. */
double hf_html_step(double most);

/** Lines across at round values from 0 to at least `most`, each with its
 * value; the end of the scale. Rates stop at 1. */
double hf_html_scale(hf_buffer *out, double most, bool is_rate, double top,
                     double height);

#endif
