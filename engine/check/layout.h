/* Text for a terminal: columns, words wrapped under a hanging indent, and
 * colours where they are wanted. */
#ifndef HF_CHECK_LAYOUT_H
#define HF_CHECK_LAYOUT_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/view.h"
#include "handoff/check.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum hf_layout_style {
    HF_LAYOUT_PLAIN,
    HF_LAYOUT_STRONG,
    HF_LAYOUT_FAINT,
    HF_LAYOUT_GOOD,   /* what holds */
    HF_LAYOUT_BAD,    /* what failed */
    HF_LAYOUT_UNSURE, /* what is not known */
    HF_LAYOUT_STYLES
} hf_layout_style;

/** A text in the making. Nothing of it is printed. */
typedef struct hf_layout {
    hf_buffer out;
    hf_buffer word; /* a piece made safe for a terminal */
    size_t width;   /* cells in a line */
    size_t at;      /* cells written on the present line */
    size_t pending; /* blanks not yet written: none ends a line */
    bool has_color;
} hf_layout;

void hf_layout_init(hf_layout *layout, handoff_shape shape, int width);
void hf_layout_clear(hf_layout *layout);

/** The text, NUL-terminated, to be freed by the caller with handoff_free;
 * NULL when memory ran out. The layout is empty afterwards. */
char *hf_layout_take(hf_layout *layout);

/** Append to the present line as it is, however long. Controls in it are
 * spelt out, so that no export can write to the terminal. */
void hf_layout_add(hf_layout *layout, hf_layout_style style, hf_view text);
void hf_layout_say(hf_layout *layout, hf_layout_style style, const char *text);
void hf_layout_printf(hf_layout *layout, hf_layout_style style,
                      const char *format, ...) HF_PRINTF(3, 4);

/** Blanks up to a column, at least one when something stands there. */
void hf_layout_to(hf_layout *layout, size_t column);

/** So that the text ends before a column, when it fits. */
void hf_layout_right(hf_layout *layout, hf_layout_style style, hf_view text,
                     size_t column);

/** Cut to `cells` with "..." at the end. */
void hf_layout_cut(hf_layout *layout, hf_layout_style style, hf_view text,
                   size_t cells);

/** Append word by word, with the blanks between them; what does not fit goes
 * on in the next line below `indent`. */
void hf_layout_wrap(hf_layout *layout, hf_layout_style style, hf_view text,
                    size_t indent);

/** One item of a list in a line, wrapped as a whole word; a comma goes before
 * every one but the first. */
void hf_layout_item(hf_layout *layout, hf_layout_style style, hf_view text,
                    bool is_first, size_t indent);

/** End the line. */
void hf_layout_end(hf_layout *layout);

/** `1,234,567` and `12.3%` (rounded to nearest), appended to a buffer. */
void hf_layout_count(hf_buffer *out, uint64_t count);
void hf_layout_share(hf_buffer *out, uint64_t part, uint64_t whole);

#endif
