/*
 * The report as Markdown, for a pull request, a ticket or a wiki: title,
 * sections, paragraphs, lists, the rates of the first page and the cases to
 * discuss. In comes a document, out come bytes that depend on nothing else.
 * Tables are markdown_sheet.c's and markdown_chart.c's, texts are made harmless
 * in markdown_text.c. Every block begins with an empty line.
 */
#include "report/markdown.h"

#include "report/markdown_parts.h"
#include "report/words.h"

// ---- Paragraphs and lists ---------------------------------------------------

static void
write_prose(hf_buffer *out, const char *before, hf_view text)
{
    if (text.len) {
        hf_buffer_add_byte(out, '\n');
        hf_buffer_add_text(out, before);
        hf_markdown_line(out, text);
        hf_buffer_add_byte(out, '\n');
    }
}

static void
write_items(hf_buffer *out, const hf_view *items, size_t count)
{
    hf_buffer_add_byte(out, '\n');
    for (size_t at = 0; at < count; at++) {
        if (items[at].len) {
            hf_buffer_add_text(out, "- ");
            hf_markdown_line(out, items[at]);
            hf_buffer_add_byte(out, '\n');
        }
    }
}

// ---- The rates of the first page --------------------------------------------

static void
write_headline(hf_buffer *out, const hf_headline *headline, bool has_change)
{
    hf_buffer_add_text(out, "| ");
    bool is_link = hf_markdown_open_link(out, headline->anchor);
    hf_markdown_text(out, headline->name, HF_MARKDOWN_CELL);
    if (is_link) {
        hf_markdown_close_link(out, headline->anchor);
    }
    hf_words_add(out, " | %r |", headline->rate);
    if (has_change) {
        hf_buffer_add_byte(out, ' ');
        hf_markdown_text(out, headline->change, HF_MARKDOWN_CELL);
        hf_buffer_add_text(out, " |");
    }
    hf_buffer_add_byte(out, '\n');
}

static void
write_headlines(hf_buffer *out, const hf_block *block)
{
    bool has_change = false;
    for (size_t at = 0; at < block->headline_count; at++) {
        has_change = has_change || block->headlines[at].change.len > 0;
    }
    hf_buffer_add_text(out, has_change ? "\n| | Rate | Change |\n"
                                         "| --- | --- | --- |\n"
                                       : "\n| | Rate |\n| --- | --- |\n");
    for (size_t at = 0; at < block->headline_count; at++) {
        write_headline(out, &block->headlines[at], has_change);
    }
}

// ---- Cases to discuss -------------------------------------------------------

static void
write_card(hf_buffer *out, int number, const hf_card *card)
{
    hf_markdown_anchor(out, card->anchor);
    hf_buffer_printf(out, "\n### %d. ", number);
    hf_markdown_text(out, card->title, HF_MARKDOWN_LONGEST);
    hf_buffer_add_byte(out, '\n');
    write_prose(out, "", card->why);
    for (size_t at = 0; at < 3 && card->parts[at].title; at++) {
        hf_markdown_bold(out, hf_view_of(card->parts[at].title));
        write_items(out, card->parts[at].lines, card->parts[at].count);
    }
    hf_buffer_add_text(out, "\n**To judge**\n\n"
                            "- Was the rule right?\n"
                            "  - [ ] yes\n  - [ ] no\n"
                            "- Was the response right?\n"
                            "  - [ ] yes\n  - [ ] no\n"
                            "- What we do about it:\n");
}

// ---- Sections ---------------------------------------------------------------

// Whether the block at `at` is a sheet with a row for each mark, or with a cell
// for each of the four of the square.
static bool
tells(const hf_section *section, size_t at, const hf_chart *chart)
{
    if (at >= section->count || section->blocks[at].kind != HF_BLOCK_SHEET) {
        return false;
    }
    return chart->kind == HF_CHART_SQUARE ||
           section->blocks[at].sheet->row_count >= chart->count;
}

// The steps of the first page have no sheet of their own, and a trend is a
// line; of any other chart the sheet next to it has the figures.
static bool
is_told(const hf_section *section, size_t at)
{
    const hf_chart *chart = section->blocks[at].chart;
    return chart->kind != HF_CHART_STEPS && chart->kind != HF_CHART_TREND &&
           ((at > 0 && tells(section, at - 1, chart)) ||
            tells(section, at + 1, chart));
}

static void
write_block(hf_buffer *out, const hf_section *section, size_t at, int *cards)
{
    const hf_block *block = &section->blocks[at];
    switch (block->kind) {
    case HF_BLOCK_LEAD:
        hf_markdown_bold(out, block->text);
        break;
    case HF_BLOCK_TEXT:
    case HF_BLOCK_EMPTY:
        write_prose(out, "", block->text);
        break;
    case HF_BLOCK_NOTE:
        write_prose(out, "> ", block->text);
        break;
    case HF_BLOCK_LIST:
        write_items(out, block->items, block->item_count);
        break;
    case HF_BLOCK_HEADLINES:
        write_headlines(out, block);
        break;
    case HF_BLOCK_SHEET:
        hf_markdown_sheet(out, block->sheet);
        break;
    case HF_BLOCK_CHART:
        if (!is_told(section, at)) {
            hf_markdown_chart(out, block->chart);
        }
        break;
    case HF_BLOCK_CARDS:
        for (size_t card = 0; card < block->card_count; card++) {
            write_card(out, ++*cards, &block->cards[card]);
        }
        break;
    }
}

static void
write_title(hf_buffer *out, const hf_section *section)
{
    hf_buffer_printf(out, "%d. ", section->number);
    hf_markdown_text(out, hf_view_of(section->title), HF_MARKDOWN_LONGEST);
}

static void
write_section(hf_buffer *out, const hf_section *section, int *cards)
{
    hf_buffer_printf(out, "\n<a id=\"section-%d\"></a>\n\n## ",
                     section->number);
    write_title(out, section);
    hf_buffer_add_byte(out, '\n');
    for (size_t at = 0; at < section->count; at++) {
        write_block(out, section, at, cards);
    }
}

// The first section stands alone; behind it the way to the others.
static void
write_contents(hf_buffer *out, const hf_document *document)
{
    bool is_first = true;
    for (size_t at = 1; at < HF_DOCUMENT_SECTIONS; at++) {
        const hf_section *section = &document->sections[at];
        if (section->number) {
            hf_buffer_add_text(out, is_first ? "\n**Contents**\n\n- [" : "- [");
            write_title(out, section);
            hf_buffer_printf(out, "](#section-%d)\n", section->number);
            is_first = false;
        }
    }
}

bool
hf_markdown_write(const hf_document *document, hf_buffer *out)
{
    int cards = 0;
    hf_buffer_add_text(out, "# ");
    hf_markdown_text(out, document->title, HF_MARKDOWN_LONGEST);
    hf_buffer_add_byte(out, '\n');
    write_prose(out, "", document->subtitle);
    for (size_t at = 0; at < HF_DOCUMENT_SECTIONS; at++) {
        if (document->sections[at].number) {
            write_section(out, &document->sections[at], &cards);
        }
        if (at == 0) {
            write_contents(out, document);
        }
    }
    hf_buffer_add_text(out, "\n---\n");
    write_prose(out, "", document->footer);
    return !out->failed;
}
