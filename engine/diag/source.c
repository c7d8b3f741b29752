/*
 * A text with an index of its lines and of its code points, so that a place
 * given as an offset, as line and column of an editor, or as a mark of
 * libyaml turns into the others in logarithmic time, however long a line is.
 * Reading the text from a file is left to the caller.
 */
#include "diag/source.h"

#include "base/memory.h"

#include <stdbool.h>
#include <string.h>

enum { BLOCK = 256 }; // bytes for which one count is kept

static bool
is_following(char byte) // the second byte of a character or a later one
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

// How long the line end at `at` is, 0 when there is none.
static size_t
measure_break(hf_view text, size_t at, bool as_yaml)
{
    hf_view rest = hf_view_slice(text, at, 3);
    if (rest.ptr[0] == '\n') {
        return 1;
    }
    if (rest.ptr[0] == '\r') {
        return hf_view_starts(rest, HF_VIEW("\r\n")) ? 2 : 1;
    }
    if (as_yaml && hf_view_starts(rest, HF_VIEW("\xc2\x85"))) {
        return 2;
    }
    if (as_yaml && (hf_view_equal(rest, HF_VIEW("\xe2\x80\xa8")) ||
                    hf_view_equal(rest, HF_VIEW("\xe2\x80\xa9")))) {
        return 3;
    }
    return 0;
}

// Count the lines of the text; where `starts` is not NULL, fill it in.
static uint32_t
walk_lines(hf_view text, bool as_yaml, uint32_t *starts)
{
    uint32_t count = 1;
    size_t at = hf_view_starts(text, HF_VIEW("\xef\xbb\xbf")) ? 3 : 0;
    if (starts) {
        starts[0] = (uint32_t)at;
    }
    while (at < text.len) {
        size_t len = measure_break(text, at, as_yaml);
        at += len ? len : 1;
        if (len) {
            if (starts) {
                starts[count] = (uint32_t)at;
            }
            count++;
        }
    }
    return count;
}

static bool
index_lines(hf_view text, bool as_yaml, hf_source_lines *out)
{
    uint32_t count = walk_lines(text, as_yaml, NULL);
    uint32_t *starts = hf_memory_zero(count, sizeof *starts);
    if (!starts) {
        return false;
    }
    walk_lines(text, as_yaml, starts);
    *out = (hf_source_lines){starts, count};
    return true;
}

static bool
index_characters(hf_source *source)
{
    hf_view text = source->text;
    source->counts =
        hf_memory_zero(text.len / BLOCK + 1, sizeof *source->counts);
    if (!source->counts) {
        return false;
    }
    uint32_t count = 0;
    for (size_t at = 0; at < text.len; at++) {
        if (at % BLOCK == 0) {
            source->counts[at / BLOCK] = count;
        }
        count += !is_following(text.ptr[at]);
    }
    if (text.len % BLOCK == 0) {
        source->counts[text.len / BLOCK] = count;
    }
    return true;
}

hf_source *
hf_source_new(const char *name, hf_view text)
{
    size_t name_len = strlen(name);
    if (text.len >= UINT32_MAX) {
        return NULL;
    }
    hf_source *source = hf_memory_zero(1, sizeof *source);
    if (!source) {
        return NULL;
    }
    source->name = hf_memory_alloc(name_len + 1);
    char *copy = hf_memory_alloc(text.len + 1);
    source->text = (hf_view){copy, text.len};
    if (!source->name || !copy) {
        goto failed;
    }
    memcpy(source->name, name, name_len + 1);
    if (text.len > 0) {
        memcpy(copy, text.ptr, text.len);
    }
    copy[text.len] = '\0';
    if (!index_lines(source->text, false, &source->lines) ||
        !index_characters(source)) {
        goto failed;
    }
    if (walk_lines(source->text, true, NULL) != source->lines.count &&
        !index_lines(source->text, true, &source->yaml_lines)) {
        goto failed;
    }
    return source;

failed:
    hf_source_free(source);
    return NULL;
}

void
hf_source_free(hf_source *source)
{
    if (source) {
        hf_memory_free(source->name);
        hf_memory_free((char *)source->text.ptr);
        hf_memory_free(source->lines.starts);
        hf_memory_free(source->yaml_lines.starts);
        hf_memory_free(source->counts);
        hf_memory_free(source);
    }
}

// Code points before `at`.
static uint32_t
count_before(const hf_source *source, uint32_t at)
{
    uint32_t count = source->counts[at / BLOCK];
    for (uint32_t from = at / BLOCK * BLOCK; from < at; from++) {
        count += !is_following(source->text.ptr[from]);
    }
    return count;
}

static uint32_t
cut(const hf_source *source, uint64_t at)
{
    return at < source->text.len ? (uint32_t)at : (uint32_t)source->text.len;
}

uint32_t
hf_source_line(hf_span span)
{
    if (!span.source) {
        return 0;
    }
    // The last line that starts at or before the place.
    const hf_source_lines *lines = &span.source->lines;
    uint32_t low = 0;
    uint32_t high = lines->count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (lines->starts[middle] <= span.at) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low + 1;
}

uint32_t
hf_source_column(hf_span span)
{
    if (!span.source) {
        return 0;
    }
    uint32_t start = span.source->lines.starts[hf_source_line(span) - 1];
    uint32_t at = cut(span.source, span.at);
    if (at <= start) { // on the byte order mark
        return 1;
    }
    return count_before(span.source, at) - count_before(span.source, start) + 1;
}

hf_span
hf_source_end(hf_span span)
{
    if (span.source) {
        span.at = cut(span.source, (uint64_t)span.at + span.len);
    }
    span.len = 0;
    return span;
}

hf_view
hf_source_line_text(const hf_source *source, uint32_t line)
{
    if (line == 0 || line > source->lines.count) {
        return (hf_view){"", 0};
    }
    uint32_t start = source->lines.starts[line - 1];
    uint32_t end = line < source->lines.count ? source->lines.starts[line]
                                              : (uint32_t)source->text.len;
    while (end > start && (source->text.ptr[end - 1] == '\n' ||
                           source->text.ptr[end - 1] == '\r')) {
        end--;
    }
    return hf_view_slice(source->text, start, end - start);
}

uint32_t
hf_source_offset(const hf_source *source, size_t line, size_t column)
{
    const hf_source_lines *lines =
        source->yaml_lines.count ? &source->yaml_lines : &source->lines;
    if (line >= lines->count) {
        return (uint32_t)source->text.len;
    }
    uint32_t start = lines->starts[line];
    uint64_t wanted = (uint64_t)count_before(source, start) + column;

    // The last block with no more code points before it than wanted.
    size_t low = start / BLOCK;
    size_t high = source->text.len / BLOCK + 1;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->counts[middle] <= wanted) {
            low = middle;
        } else {
            high = middle;
        }
    }
    uint64_t count = source->counts[low];
    size_t at = low * BLOCK;
    for (; at < source->text.len; at++) {
        if (!is_following(source->text.ptr[at])) {
            if (count == wanted) {
                break;
            }
            count++;
        }
    }
    return (uint32_t)at;
}
