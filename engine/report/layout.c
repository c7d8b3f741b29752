/*
 * A document is put together here: blocks are appended to the section that is
 * being filled, all in one arena. When memory runs out the document says so
 * and the callers go on with places that nobody will read: they need not ask
 * after each step.
 */
#include "report/layout.h"

#include "base/buffer.h"
#include "ledger/facts.h"
#include "report/words.h"

#include <string.h>

void *
hf_layout_zero(hf_layout *layout, size_t count, size_t size)
{
    void *memory =
        hf_arena_zero(&layout->document->arena, count ? count : 1, size);
    if (!memory) {
        layout->document->out_of_memory = true;
    }
    return memory;
}

void
hf_layout_section(hf_layout *layout, int number, const char *title)
{
    layout->section = &layout->document->sections[number - 1];
    layout->section->number = number;
    layout->section->title = title;
}

hf_view
hf_layout_take(hf_layout *layout, hf_buffer *words)
{
    hf_view kept =
        hf_arena_copy(&layout->document->arena, hf_buffer_view(words));
    if (words->failed || !kept.ptr) {
        layout->document->out_of_memory = true;
        kept = HF_VIEW("");
    }
    hf_buffer_clear(words);
    return kept;
}

static hf_view
keep_format(hf_layout *layout, const char *format, va_list args)
{
    hf_buffer buffer = {0};
    hf_buffer_add_format(&buffer, format, args);
    return hf_layout_take(layout, &buffer);
}

hf_view
hf_layout_text(hf_layout *layout, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    hf_view text = keep_format(layout, format, args);
    va_end(args);
    return text;
}

// NULL when memory ran out.
static hf_block *
add_block(hf_layout *layout, hf_block_kind kind)
{
    hf_section *section = layout->section;
    if (section->count == section->room) {
        size_t room = section->room ? 2 * section->room : 8;
        hf_block *blocks = hf_layout_zero(layout, room, sizeof *blocks);
        if (!blocks) {
            return NULL;
        }
        if (section->count) {
            memcpy(blocks, section->blocks, section->count * sizeof *blocks);
        }
        section->blocks = blocks;
        section->room = room;
    }
    hf_block *block = &section->blocks[section->count++];
    *block = (hf_block){.kind = kind};
    return block;
}

void
hf_layout_say(hf_layout *layout, hf_block_kind kind, const char *format, ...)
{
    hf_block *block = add_block(layout, kind);
    va_list args;
    va_start(args, format);
    if (block) {
        block->text = keep_format(layout, format, args);
    }
    va_end(args);
}

void
hf_layout_say_words(hf_layout *layout, hf_block_kind kind, hf_buffer *words)
{
    hf_view text = hf_layout_take(layout, words);
    hf_block *block = add_block(layout, kind);
    if (block) {
        block->text = text;
    }
}

hf_view
hf_layout_words_of(hf_layout *layout, const char *format, ...)
{
    hf_buffer words = {0};
    va_list args;
    va_start(args, format);
    hf_words_add_list(&words, format, args);
    va_end(args);
    return hf_layout_take(layout, &words);
}

void
hf_layout_tell(hf_layout *layout, hf_block_kind kind, const char *format, ...)
{
    hf_buffer words = {0};
    va_list args;
    va_start(args, format);
    hf_words_add_list(&words, format, args);
    va_end(args);
    hf_layout_say_words(layout, kind, &words);
}

size_t
hf_layout_rows(const hf_layout *layout, size_t count, size_t most)
{
    bool is_whole = layout->report->options->format == HANDOFF_REPORT_CSV;
    return is_whole || count < most ? count : most;
}

void
hf_layout_rest(hf_sheet *sheet, size_t count)
{
    sheet->shown = sheet->row_count;
    sheet->row_count = count;
}

hf_view *
hf_layout_list(hf_layout *layout, size_t count)
{
    hf_view *items = hf_layout_zero(layout, count, sizeof *items);
    hf_block *block = items ? add_block(layout, HF_BLOCK_LIST) : NULL;
    if (!block) {
        return NULL;
    }
    block->items = items;
    block->item_count = count;
    return items;
}

hf_headline *
hf_layout_headlines(hf_layout *layout, size_t count)
{
    hf_headline *headlines = hf_layout_zero(layout, count, sizeof *headlines);
    hf_block *block = headlines ? add_block(layout, HF_BLOCK_HEADLINES) : NULL;
    if (!block) {
        return NULL;
    }
    block->headlines = headlines;
    block->headline_count = count;
    return headlines;
}

hf_sheet *
hf_layout_sheet(hf_layout *layout, const char *name, const hf_column *columns,
                size_t column_count, hf_view caption)
{
    hf_sheet *sheet = hf_layout_zero(layout, 1, sizeof *sheet);
    hf_block *block = sheet ? add_block(layout, HF_BLOCK_SHEET) : NULL;
    if (!block) {
        return NULL;
    }
    *sheet = (hf_sheet){.name = name,
                        .caption = caption,
                        .columns = columns,
                        .column_count = column_count,
                        .shown = SIZE_MAX};
    block->sheet = sheet;
    return sheet;
}

hf_value *
hf_layout_row(hf_layout *layout, hf_sheet *sheet)
{
    size_t columns = sheet->column_count;
    if (sheet->row_count == sheet->row_room) {
        size_t room = sheet->row_room ? 2 * sheet->row_room : 16;
        hf_value *values =
            hf_layout_zero(layout, room * columns, sizeof *values);
        if (!values) {
            return NULL;
        }
        if (sheet->row_count) {
            memcpy(values, sheet->values,
                   sheet->row_count * columns * sizeof *values);
        }
        sheet->values = values;
        sheet->row_room = room;
    }
    return &sheet->values[sheet->row_count++ * columns];
}

hf_chart *
hf_layout_chart(hf_layout *layout, hf_chart_kind kind, size_t marks)
{
    hf_chart *chart = hf_layout_zero(layout, 1, sizeof *chart);
    hf_mark *items = hf_layout_zero(layout, marks, sizeof *items);
    hf_block *block = chart && items ? add_block(layout, HF_BLOCK_CHART) : NULL;
    if (!block) {
        return NULL;
    }
    *chart =
        (hf_chart){.kind = kind, .centre = -1, .marks = items, .count = marks};
    block->chart = chart;
    return chart;
}

hf_card *
hf_layout_cards(hf_layout *layout, size_t count)
{
    hf_card *cards = hf_layout_zero(layout, count, sizeof *cards);
    hf_block *block = cards ? add_block(layout, HF_BLOCK_CARDS) : NULL;
    if (!block) {
        return NULL;
    }
    block->cards = cards;
    block->card_count = count;
    return cards;
}

// ---- Values of cells -------------------------------------------------------

hf_value
hf_layout_words(hf_view text)
{
    return (hf_value){.kind = HF_VALUE_TEXT, .text = text};
}

hf_value
hf_layout_code(hf_view text)
{
    return (hf_value){.kind = HF_VALUE_CODE, .text = text};
}

hf_value
hf_layout_count(int64_t number)
{
    return (hf_value){.kind = HF_VALUE_COUNT, .number = number};
}

hf_value
hf_layout_rate(hf_rate rate)
{
    return (hf_value){.kind = HF_VALUE_RATE, .rate = rate};
}

hf_value
hf_layout_share(double share)
{
    return (hf_value){.kind = HF_VALUE_SHARE, .real = share};
}

hf_value
hf_layout_real(double real, int decimals)
{
    return (hf_value){
        .kind = HF_VALUE_REAL, .real = real, .decimals = decimals};
}

hf_value
hf_layout_time(int64_t seconds)
{
    bool is_there = seconds != HF_FACTS_NO_TIME;
    return (hf_value){.kind = is_there ? HF_VALUE_TIME : HF_VALUE_NONE,
                      .number = is_there ? seconds : 0};
}

hf_value
hf_layout_span(int64_t minutes)
{
    bool is_there = minutes >= 0;
    return (hf_value){.kind = is_there ? HF_VALUE_SPAN : HF_VALUE_NONE,
                      .number = is_there ? minutes : 0};
}

hf_value
hf_layout_flag(bool is_set, hf_view word)
{
    return (hf_value){.kind = HF_VALUE_FLAG,
                      .text = is_set ? word : HF_VIEW(""),
                      .number = is_set};
}
