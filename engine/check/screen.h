/* Text for a terminal: columns, words wrapped under a hanging indent, and
 * colours where they are wanted. */
#ifndef HF_CHECK_SCREEN_H
#define HF_CHECK_SCREEN_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/view.h"
#include "handoff/check.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum hf_screen_style {
    HF_SCREEN_PLAIN,
    HF_SCREEN_STRONG,
    HF_SCREEN_FAINT,
    HF_SCREEN_GOOD,   /* what holds */
    HF_SCREEN_BAD,    /* what failed */
    HF_SCREEN_UNSURE, /* what is not known */
    HF_SCREEN_STYLES
} hf_screen_style;

/** A text in the making. Nothing of it is printed. */
typedef struct hf_screen {
    hf_buffer out;
    hf_buffer word; /* a piece made safe for a terminal */
    size_t width;   /* cells in a line */
    size_t at;      /* cells written on the present line */
    size_t pending; /* blanks not yet written: none ends a line */
    bool has_color;
} hf_screen;

void hf_screen_init(hf_screen *screen, handoff_shape shape, int width);
void hf_screen_clear(hf_screen *screen);

/** The text, NUL-terminated, to be freed by the caller with handoff_free;
 * NULL when memory ran out. The screen is empty afterwards. */
char *hf_screen_take(hf_screen *screen);

/** Append to the present line as it is, however long. Controls in it are
 * spelt out, so that no export can write to the terminal. */
void hf_screen_add(hf_screen *screen, hf_screen_style style, hf_view text);
void hf_screen_say(hf_screen *screen, hf_screen_style style, const char *text);
void hf_screen_printf(hf_screen *screen, hf_screen_style style,
                      const char *format, ...) HF_PRINTF(3, 4);

/** Blanks up to a column, at least one when something stands there. */
void hf_screen_to(hf_screen *screen, size_t column);

/** So that the text ends before a column, when it fits. */
void hf_screen_right(hf_screen *screen, hf_screen_style style, hf_view text,
                     size_t column);

/** Cut to `cells` with "..." at the end. */
void hf_screen_cut(hf_screen *screen, hf_screen_style style, hf_view text,
                   size_t cells);

/** Append word by word, with the blanks between them; what does not fit goes
 * on in the next line below `indent`. */
void hf_screen_wrap(hf_screen *screen, hf_screen_style style, hf_view text,
                    size_t indent);

/** One item of a list in a line, wrapped as a whole word; a comma goes before
 * every one but the first. */
void hf_screen_item(hf_screen *screen, hf_screen_style style, hf_view text,
                    bool is_first, size_t indent);

/** End the line. */
void hf_screen_end(hf_screen *screen);

/** `1,234,567` and `12.3%` (rounded to nearest), appended to a buffer. */
void hf_screen_count(hf_buffer *out, uint64_t count);
void hf_screen_share(hf_buffer *out, uint64_t part, uint64_t whole);

#endif
