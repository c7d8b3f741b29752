/*
 * Bytes that grow at the end, by doubling. A refused allocation is remembered
 * in the buffer and makes every later append do nothing, so that a caller who
 * appends a thousand things asks once, at the end.
 */
#include "base/buffer.h"

#include "base/memory.h"

#include <stdio.h>
#include <string.h>

bool
hf_buffer_reserve(hf_buffer *buffer, size_t more)
{
    if (buffer->failed) {
        return false;
    }
    if (more <= buffer->room - buffer->len) {
        return true;
    }
    size_t room = buffer->room < 64 ? 64 : buffer->room;
    char *grown = NULL;
    if (more <= SIZE_MAX - buffer->len) {
        grown = hf_memory_grow(buffer->ptr, &room, buffer->len + more, 1);
    }
    if (!grown) {
        buffer->failed = true;
        return false;
    }
    buffer->ptr = grown;
    buffer->room = room;
    return true;
}

void
hf_buffer_add(hf_buffer *buffer, const void *bytes, size_t len)
{
    if (len > 0 && hf_buffer_reserve(buffer, len)) {
        memcpy(buffer->ptr + buffer->len, bytes, len);
        buffer->len += len;
    }
}

void
hf_buffer_add_view(hf_buffer *buffer, hf_view text)
{
    hf_buffer_add(buffer, text.ptr, text.len);
}

void
hf_buffer_add_text(hf_buffer *buffer, const char *text)
{
    hf_buffer_add(buffer, text, strlen(text));
}

void
hf_buffer_add_byte(hf_buffer *buffer, char byte)
{
    if (hf_buffer_reserve(buffer, 1)) {
        buffer->ptr[buffer->len++] = byte;
    }
}

void
hf_buffer_add_int(hf_buffer *buffer, int64_t number)
{
    char digits[20]; // a sign and the 19 digits of -2^63
    size_t at = sizeof digits;
    // The size of INT64_MIN is no int64_t; unsigned it is.
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0) {
        digits[--at] = '-';
    }
    hf_buffer_add(buffer, digits + at, sizeof digits - at);
}

void
hf_buffer_add_format(hf_buffer *buffer, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    if (len < 0) {
        buffer->failed = true;
    } else if (hf_buffer_reserve(buffer, (size_t)len + 1)) {
        vsnprintf(buffer->ptr + buffer->len, (size_t)len + 1, format, again);
        buffer->len += (size_t)len;
    }
    va_end(again);
}

void
hf_buffer_printf(hf_buffer *buffer, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    hf_buffer_add_format(buffer, format, args);
    va_end(args);
}

hf_view
hf_buffer_view(const hf_buffer *buffer)
{
    return buffer->ptr ? (hf_view){buffer->ptr, buffer->len} : (hf_view){"", 0};
}

const char *
hf_buffer_text(hf_buffer *buffer)
{
    if (!hf_buffer_reserve(buffer, 1)) {
        return NULL;
    }
    buffer->ptr[buffer->len] = '\0';
    return buffer->ptr;
}

void
hf_buffer_reset(hf_buffer *buffer)
{
    buffer->len = 0;
    buffer->failed = false;
}

void
hf_buffer_clear(hf_buffer *buffer)
{
    hf_memory_free(buffer->ptr);
    *buffer = (hf_buffer){0};
}
