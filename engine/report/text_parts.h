/*
 * The parts of the report for a terminal. Private to text*.c. What they are
 * given comes as it was written, and is made plain by them.
 */
#ifndef HF_REPORT_TEXT_PARTS_H
#define HF_REPORT_TEXT_PARTS_H

#include "check/screen.h"
#include "report/document.h"
#include "report/text.h"

/** What charts are drawn with, one cell each. */
typedef struct hf_text_glyphs {
    const char *full, *second; /* of bars */
    const char *parts[8];      /* 1 to 7 eighths of a full one; NULL: none */
    const char *point, *flagged;
    const char *near, *far, *centre; /* limits, and what lies between them */
    const char *rule;
} hf_text_glyphs;

typedef struct hf_text_page {
    hf_screen screen;
    hf_buffer words; /* a piece in the making */
    const hf_text_glyphs *glyphs;
    int cards; /* so far */
} hf_text_page;

enum {
    HF_TEXT_INDENT = 2,    /* of what stands in a section */
    HF_TEXT_MEASURE = 96,  /* the longest line that is pleasant to read */
    HF_TEXT_LONGEST = 2000 /* cells of one text; the rest is in CSV */
};

/** A paragraph of plain text below `indent`, its line begun already up to
 * there or not at all; ends the line. */
void hf_text_wrap(hf_text_page *page, hf_screen_style style, hf_view plain,
                  size_t indent);

/** A paragraph of a text as it was written. */
void hf_text_prose(hf_text_page *page, hf_screen_style style, hf_view text,
                   size_t indent);

/** An empty line. */
void hf_text_gap(hf_text_page *page);

/** A line of that many cells. */
void hf_text_rule(hf_text_page *page, size_t indent, size_t cells);

/** `31 %`, `312 of 1,013` and `28 to 34 %`, each appended to `out`. */
void hf_text_fraction(hf_buffer *out, hf_rate rate);
void hf_text_interval(hf_buffer *out, hf_rate rate);

/** A time as `2026-09-29`, and `2026-09-29 14:05` within a day; UTC. */
void hf_text_time(hf_buffer *out, int64_t seconds);

/** The blocks. */
void hf_text_headlines(hf_text_page *page, const hf_block *block);
void hf_text_sheet(hf_text_page *page, const hf_sheet *sheet);
void hf_text_chart(hf_text_page *page, const hf_chart *chart);
void hf_text_cards(hf_text_page *page, const hf_block *block);

/** Rates on a scale from 0 to `end`: the charts of weeks and of groups. */
void hf_text_trend(hf_text_page *page, const hf_chart *chart);
void hf_text_funnel(hf_text_page *page, const hf_chart *chart);

/** Cells of the longest label, 24 at most. */
size_t hf_text_label_cells(hf_text_page *page, const hf_chart *chart);
void hf_text_label(hf_text_page *page, const hf_mark *mark, size_t cells);

/** `text`, flush right before the column, or flush left from it on. */
void hf_text_number(hf_text_page *page, int64_t number, size_t column);

/** What stands beside a mark, below `column`; ends the line. */
void hf_text_note(hf_text_page *page, hf_view note, size_t column);

#endif
