/*
 * Putting a document together: sections are filled from the top. All memory is
 * the document's. When it runs out the document remembers it, what is asked
 * for is NULL (a text: empty), and a section that gets NULL may just return.
 */
#ifndef HF_REPORT_LAYOUT_H
#define HF_REPORT_LAYOUT_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "report/document.h"

/** What sections are made from. */
typedef struct hf_layout {
    hf_document *document;
    hf_report *report;
    handoff_ledger *ledger;
    hf_section *section; /* the one being filled */
} hf_layout;

/** Begin section `number` of 1 to 15. */
void hf_layout_section(hf_layout *layout, int number, const char *title);

/** A text made as by hf_buffer_printf, in the document's arena. */
hf_view hf_layout_text(hf_layout *layout, const char *format, ...)
    HF_PRINTF(2, 3);

/** A block of text: HF_BLOCK_LEAD, TEXT, NOTE or EMPTY. */
void hf_layout_say(hf_layout *layout, hf_block_kind kind, const char *format,
                   ...) HF_PRINTF(3, 4);

/** The text of a buffer, kept; the buffer is cleared and can be used again. */
hf_view hf_layout_take(hf_layout *layout, hf_buffer *words);

/** A block of such a text. */
void hf_layout_say_words(hf_layout *layout, hf_block_kind kind,
                         hf_buffer *words);

/** A text, and a block of one, made as by hf_words_add. */
hf_view hf_layout_words_of(hf_layout *layout, const char *format, ...);
void hf_layout_tell(hf_layout *layout, hf_block_kind kind, const char *format,
                    ...);

/** How many rows of a table of `count` are to be put into it: a page shows
 * `most` of them, and CSV, which shows all, is not made of the same document.
 */
size_t hf_layout_rows(const hf_layout *layout, size_t count, size_t most);

/** Say of a table that is filled how many rows there are in all. */
void hf_layout_rest(hf_sheet *sheet, size_t count);

/** A list of `count` items to be filled in. */
hf_view *hf_layout_list(hf_layout *layout, size_t count);

hf_headline *hf_layout_headlines(hf_layout *layout, size_t count);

/** A sheet without rows; `columns` outlive the document. */
hf_sheet *hf_layout_sheet(hf_layout *layout, const char *name,
                          const hf_column *columns, size_t column_count,
                          hf_view caption);

/** The next row: one value a column, cleared. */
hf_value *hf_layout_row(hf_layout *layout, hf_sheet *sheet);

hf_chart *hf_layout_chart(hf_layout *layout, hf_chart_kind kind, size_t marks);
hf_card *hf_layout_cards(hf_layout *layout, size_t count);

/** `count` cleared objects of `size` bytes. */
void *hf_layout_zero(hf_layout *layout, size_t count, size_t size);

/** Values of cells. */
hf_value hf_layout_words(hf_view text);
hf_value hf_layout_code(hf_view text);
hf_value hf_layout_count(int64_t number);
hf_value hf_layout_rate(hf_rate rate);
hf_value hf_layout_share(double share);
hf_value hf_layout_real(double real, int decimals);
hf_value hf_layout_time(int64_t seconds); /* none for HF_FACTS_NO_TIME */
hf_value hf_layout_span(int64_t minutes); /* none below 0 */
hf_value hf_layout_flag(bool is_set, hf_view word);

#endif
