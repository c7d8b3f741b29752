/*
 * The dialect of an export, found in its bytes and never in its name. Only
 * looks; what was found is put to use elsewhere.
 */
#include "csv/dialect.h"

bool
hf_dialect_is_separator(int byte)
{
    return byte > 0 && byte < 0x80 && byte != '"' && byte != '\n' &&
           byte != '\r';
}

bool
hf_dialect_is_ndjson(hf_view head)
{
    head = hf_view_trim(head);
    return head.len > 0 && head.ptr[0] == '{';
}

size_t
hf_dialect_line_end(hf_view text, size_t at)
{
    if (at >= text.len || (text.ptr[at] != '\n' && text.ptr[at] != '\r')) {
        return 0;
    }
    return text.ptr[at] == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n'
               ? 2
               : 1;
}

size_t
hf_dialect_sep_line(hf_view head, char *separator)
{
    if (head.len < 5 || !hf_view_starts_fold(head, HF_VIEW("sep=")) ||
        !hf_dialect_is_separator((unsigned char)head.ptr[4])) {
        return 0;
    }
    size_t end = hf_dialect_line_end(head, 5);
    if (end == 0 && head.len > 5) {
        return 0;
    }
    *separator = head.ptr[4];
    return 5 + end;
}

char
hf_dialect_guess(hf_view head)
{
    static const char separators[] = {',', '\t', ';', '|'};
    size_t counts[128] = {0};
    bool is_quoted = false;
    bool has_begun = false;
    for (size_t at = 0; at < head.len; at++) {
        unsigned char byte = (unsigned char)head.ptr[at];
        if ((byte == '\n' || byte == '\r') && !is_quoted) {
            if (has_begun) {
                break;
            }
            continue;
        }
        has_begun = true;
        if (byte == '"') {
            is_quoted = !is_quoted;
        } else if (!is_quoted && byte < 128) {
            counts[byte]++;
        }
    }
    char best = separators[0];
    for (size_t at = 1; at < sizeof separators; at++) {
        if (counts[(unsigned char)separators[at]] >
            counts[(unsigned char)best]) {
            best = separators[at];
        }
    }
    return best;
}
