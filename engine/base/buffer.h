/* Bytes that grow at the end. */
#ifndef HF_BASE_BUFFER_H
#define HF_BASE_BUFFER_H

#include "base/attributes.h"
#include "base/view.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * All zero is a valid, empty buffer. When memory runs out `failed` is set,
 * further appends do nothing, and the caller asks once at the end.
 */
typedef struct hf_buffer {
    char *ptr;
    size_t len;
    size_t room;
    bool failed;
} hf_buffer;

/** Room for `more` bytes behind `len`; false when memory ran out. */
bool hf_buffer_reserve(hf_buffer *buffer, size_t more);

/** Append bytes, a view, a NUL-terminated text, a byte, a decimal number. */
void hf_buffer_add(hf_buffer *buffer, const void *bytes, size_t len);
void hf_buffer_add_view(hf_buffer *buffer, hf_view text);
void hf_buffer_add_text(hf_buffer *buffer, const char *text);
void hf_buffer_add_byte(hf_buffer *buffer, char byte);
void hf_buffer_add_int(hf_buffer *buffer, int64_t number);

/** As printf; for messages, not for rows, and without %f, %e and %g, whose
 * decimal mark follows the locale. */
void hf_buffer_printf(hf_buffer *buffer, const char *format, ...)
    HF_PRINTF(2, 3);

/** As above, from an argument list, which is used up. */
void hf_buffer_add_format(hf_buffer *buffer, const char *format, va_list args)
    HF_PRINTF(2, 0);

/** The bytes so far; the view dies with the next append. */
hf_view hf_buffer_view(const hf_buffer *buffer);

/** The content as a NUL-terminated text, or NULL when memory ran out. */
const char *hf_buffer_text(hf_buffer *buffer);

/** Empty, with the room kept and `failed` cleared. */
void hf_buffer_reset(hf_buffer *buffer);

/** Give the memory back; empty and usable again. */
void hf_buffer_clear(hf_buffer *buffer);

#endif
