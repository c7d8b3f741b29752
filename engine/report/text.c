/*
 * The report for a terminal: title, sections, paragraphs, lists, the rates of
 * the first page and the cases to discuss. In comes a document, out come lines
 * that fit the width. Tables are text_sheet.c's, charts text_chart*.c's;
 * lines, emphasis and harmless bytes check/screen.c's.
 */
#include "report/text.h"

#include "base/utf8.h"
#include "report/plain.h"
#include "report/text_parts.h"
#include "report/words.h"

static const hf_text_glyphs BLOCKS = {
    .full = "\xE2\x96\x88",   // U+2588
    .second = "\xE2\x96\x91", // U+2591
    .parts = {NULL, "\xE2\x96\x8F", "\xE2\x96\x8E", "\xE2\x96\x8D",
              "\xE2\x96\x8C", "\xE2\x96\x8B", "\xE2\x96\x8A", "\xE2\x96\x89"},
    .point = "\xE2\x97\x8F",   // U+25CF
    .flagged = "\xE2\x97\x86", // U+25C6
    .near = "\xE2\x94\x80",    // U+2500
    .far = "\xE2\x94\x88",     // U+2508
    .centre = "\xE2\x94\x82",  // U+2502
    .rule = "\xE2\x94\x80",
};

static const hf_text_glyphs LETTERS = {
    .full = "#",
    .second = "=",
    .point = "o",
    .flagged = "X",
    .near = "-",
    .far = ".",
    .centre = "|",
    .rule = "-",
};

// ---- Lines ------------------------------------------------------------------

void
hf_text_wrap(hf_text_page *page, hf_screen_style style, hf_view plain,
             size_t indent)
{
    hf_screen *screen = &page->screen;
    size_t width =
        screen->width < HF_TEXT_MEASURE ? screen->width : HF_TEXT_MEASURE;
    size_t at = 0;
    // A text that begins further to the right has a shorter first line.
    size_t begun = screen->at > indent ? screen->at : indent;
    do {
        if (screen->at < indent) {
            hf_screen_to(screen, indent);
        }
        hf_screen_add(
            screen, style,
            hf_plain_line(plain, &at, width > begun ? width - begun : 1));
        hf_screen_end(screen);
        begun = indent;
    } while (at < plain.len);
}

void
hf_text_prose(hf_text_page *page, hf_screen_style style, hf_view text,
              size_t indent)
{
    hf_buffer_reset(&page->words);
    hf_plain_add(&page->words, text, HF_TEXT_LONGEST);
    page->screen.out.failed = page->screen.out.failed || page->words.failed;
    hf_text_wrap(page, style, hf_buffer_view(&page->words), indent);
}

void
hf_text_gap(hf_text_page *page)
{
    hf_screen_end(&page->screen);
}

void
hf_text_rule(hf_text_page *page, size_t indent, size_t cells)
{
    hf_screen_to(&page->screen, indent);
    for (size_t at = 0; at < cells; at++) {
        hf_screen_say(&page->screen, HF_SCREEN_PLAIN, page->glyphs->rule);
    }
    hf_screen_end(&page->screen);
}

// ---- The rates of the first page --------------------------------------------

// Cells of the columns of headlines.
typedef struct headline_cells {
    size_t name, share, fraction;
} headline_cells;

static hf_view
words_of(hf_text_page *page, void (*add)(hf_buffer *, hf_rate), hf_rate rate)
{
    hf_buffer_reset(&page->words);
    add(&page->words, rate);
    return hf_buffer_view(&page->words);
}

static void
widen(size_t *cells, size_t width)
{
    *cells = width > *cells ? width : *cells;
}

static headline_cells
measure(hf_text_page *page, const hf_block *block)
{
    headline_cells cells = {0};
    for (size_t at = 0; at < block->headline_count; at++) {
        hf_rate rate = block->headlines[at].rate;
        widen(&cells.name, hf_utf8_width(block->headlines[at].name));
        if (rate.has_rate) {
            widen(&cells.share,
                  hf_utf8_width(words_of(page, hf_words_rate_share, rate)));
            widen(&cells.fraction,
                  hf_utf8_width(words_of(page, hf_text_fraction, rate)));
        }
    }
    return cells;
}

static void
write_headline(hf_text_page *page, const hf_headline *headline,
               headline_cells cells)
{
    hf_screen *screen = &page->screen;
    size_t column = HF_TEXT_INDENT + cells.name + 2;
    hf_screen_to(screen, HF_TEXT_INDENT);
    hf_screen_cut(screen, HF_SCREEN_PLAIN, headline->name, cells.name);
    if (!headline->rate.has_rate) {
        hf_screen_to(screen, column);
        hf_screen_say(screen, HF_SCREEN_FAINT, "none of 0");
        hf_screen_end(screen);
        return;
    }
    hf_screen_right(screen, HF_SCREEN_STRONG,
                    words_of(page, hf_words_rate_share, headline->rate),
                    column += cells.share);
    hf_screen_to(screen, column += 2);
    hf_screen_add(screen, HF_SCREEN_PLAIN,
                  words_of(page, hf_text_fraction, headline->rate));
    hf_screen_to(screen, column += cells.fraction + 2);
    hf_screen_add(screen, HF_SCREEN_FAINT,
                  words_of(page, hf_text_interval, headline->rate));
    hf_screen_end(screen);
    if (headline->change.len) {
        hf_screen_to(screen, HF_TEXT_INDENT + 2);
        hf_text_prose(page, HF_SCREEN_PLAIN, headline->change,
                      HF_TEXT_INDENT + 2);
    }
}

void
hf_text_headlines(hf_text_page *page, const hf_block *block)
{
    headline_cells cells = measure(page, block);
    size_t rest = cells.share + cells.fraction + 22;
    if (HF_TEXT_INDENT + cells.name + rest > page->screen.width) {
        cells.name = page->screen.width - HF_TEXT_INDENT > rest + 12
                         ? page->screen.width - HF_TEXT_INDENT - rest
                         : 12;
    }
    for (size_t at = 0; at < block->headline_count; at++) {
        write_headline(page, &block->headlines[at], cells);
    }
}

// ---- Cases to discuss -------------------------------------------------------

static void
write_items(hf_text_page *page, const hf_view *items, size_t count,
            size_t indent)
{
    for (size_t at = 0; at < count; at++) {
        hf_screen_to(&page->screen, indent);
        hf_screen_say(&page->screen, HF_SCREEN_PLAIN, "-");
        hf_screen_to(&page->screen, indent + 2);
        hf_text_prose(page, HF_SCREEN_PLAIN, items[at], indent + 2);
    }
}

static void
write_question(hf_text_page *page, const char *question, size_t indent)
{
    hf_screen_to(&page->screen, indent);
    hf_screen_say(&page->screen, HF_SCREEN_PLAIN, question);
    hf_screen_to(&page->screen, indent + 26);
    hf_screen_say(&page->screen, HF_SCREEN_PLAIN, "[ ] yes   [ ] no");
    hf_screen_end(&page->screen);
}

static void
write_blank(hf_text_page *page, const char *name, size_t indent)
{
    enum { CELLS = 36 };
    hf_screen_to(&page->screen, indent);
    hf_screen_say(&page->screen, HF_SCREEN_PLAIN, name);
    hf_screen_to(&page->screen, indent + 26);
    for (size_t at = indent + 26; at < page->screen.width && at < CELLS + 26;
         at++) {
        hf_screen_say(&page->screen, HF_SCREEN_PLAIN, "_");
    }
    hf_screen_end(&page->screen);
}

static void
write_card(hf_text_page *page, const hf_card *card)
{
    enum { INDENT = HF_TEXT_INDENT + 4 };
    hf_screen *screen = &page->screen;
    hf_screen_to(screen, HF_TEXT_INDENT);
    hf_screen_printf(screen, HF_SCREEN_STRONG, "%2d", ++page->cards);
    hf_screen_to(screen, INDENT);
    hf_text_prose(page, HF_SCREEN_STRONG, card->title, INDENT);
    if (card->why.len) {
        hf_text_prose(page, HF_SCREEN_FAINT, card->why, INDENT);
    }
    for (size_t at = 0; at < 3 && card->parts[at].title; at++) {
        hf_screen_to(screen, INDENT);
        hf_screen_say(screen, HF_SCREEN_PLAIN, card->parts[at].title);
        hf_screen_end(screen);
        write_items(page, card->parts[at].lines, card->parts[at].count,
                    INDENT + 2);
    }
    write_question(page, "Was the rule right?", INDENT);
    write_question(page, "Was the response right?", INDENT);
    write_blank(page, "What we do about it", INDENT);
}

void
hf_text_cards(hf_text_page *page, const hf_block *block)
{
    for (size_t at = 0; at < block->card_count; at++) {
        if (at > 0) {
            hf_text_gap(page);
        }
        write_card(page, &block->cards[at]);
    }
}

// ---- Sections ---------------------------------------------------------------

static void
write_block(hf_text_page *page, const hf_block *block)
{
    switch (block->kind) {
    case HF_BLOCK_LEAD:
        hf_text_prose(page, HF_SCREEN_STRONG, block->text, HF_TEXT_INDENT);
        break;
    case HF_BLOCK_TEXT:
    case HF_BLOCK_EMPTY:
        hf_text_prose(page, HF_SCREEN_PLAIN, block->text, HF_TEXT_INDENT);
        break;
    case HF_BLOCK_NOTE:
        hf_text_prose(page, HF_SCREEN_FAINT, block->text, HF_TEXT_INDENT);
        break;
    case HF_BLOCK_LIST:
        write_items(page, block->items, block->item_count, HF_TEXT_INDENT);
        break;
    case HF_BLOCK_HEADLINES:
        hf_text_headlines(page, block);
        break;
    case HF_BLOCK_SHEET:
        hf_text_sheet(page, block->sheet);
        break;
    case HF_BLOCK_CHART:
        hf_text_chart(page, block->chart);
        break;
    case HF_BLOCK_CARDS:
        hf_text_cards(page, block);
        break;
    }
}

static void
write_section(hf_text_page *page, const hf_section *section)
{
    hf_screen *screen = &page->screen;
    hf_text_gap(page);
    hf_text_gap(page);
    hf_screen_printf(screen, HF_SCREEN_STRONG, "%d. ", section->number);
    hf_screen_say(screen, HF_SCREEN_STRONG, section->title);
    hf_screen_end(screen);
    hf_text_rule(page, 0, screen->width);
    for (size_t at = 0; at < section->count; at++) {
        if (at > 0) {
            hf_text_gap(page);
        }
        write_block(page, &section->blocks[at]);
    }
}

bool
hf_text_write(const hf_document *document, const hf_text_look *look,
              hf_buffer *out)
{
    hf_text_page page = {.glyphs = look->is_ascii ? &LETTERS : &BLOCKS};
    hf_screen_init(&page.screen,
                   look->has_color ? HANDOFF_SHAPE_COLOR : HANDOFF_SHAPE_TEXT,
                   look->width < 1000 ? (int)look->width : 1000);
    hf_text_prose(&page, HF_SCREEN_STRONG, document->title, 0);
    hf_text_prose(&page, HF_SCREEN_PLAIN, document->subtitle, 0);
    for (size_t at = 0; at < HF_DOCUMENT_SECTIONS; at++) {
        if (document->sections[at].number) {
            write_section(&page, &document->sections[at]);
        }
    }
    hf_text_gap(&page);
    hf_text_rule(&page, 0, page.screen.width);
    hf_text_prose(&page, HF_SCREEN_FAINT, document->footer, 0);
    out->failed = out->failed || page.screen.out.failed ||
                  page.screen.word.failed || page.words.failed;
    hf_buffer_add_view(out, hf_buffer_view(&page.screen.out));
    hf_buffer_clear(&page.words);
    hf_screen_clear(&page.screen);
    return !out->failed;
}
