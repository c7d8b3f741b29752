/*
 * Lists of names: the text of --columns or --keep in, names out. Whether
 * there are such columns is left to the caller.
 */
#include "output/names.h"

typedef struct cursor {
    hf_view text;
    size_t at;
    hf_names_kind kind;
    char *room; // for names without their quotes; as long as the text
} cursor;

static void
skip_blanks(cursor *cursor)
{
    while (cursor->at < cursor->text.len &&
           (cursor->text.ptr[cursor->at] == ' ' ||
            cursor->text.ptr[cursor->at] == '\t')) {
        cursor->at++;
    }
}

static bool
is_name_end(const cursor *cursor)
{
    if (cursor->at >= cursor->text.len) {
        return true;
    }
    char byte = cursor->text.ptr[cursor->at];
    return byte == ',' || (byte == '=' && cursor->kind == HF_NAMES_PAIRS);
}

// The cursor stands behind the opening quote. Empty when the quote is never
// closed, or when text follows it.
static hf_view
take_quoted(cursor *cursor)
{
    const char *text = cursor->text.ptr;
    hf_view name = {cursor->room, 0};
    while (cursor->at < cursor->text.len) {
        char byte = text[cursor->at++];
        bool is_quote = byte == '"';
        if (is_quote &&
            (cursor->at >= cursor->text.len || text[cursor->at] != '"')) {
            skip_blanks(cursor);
            return is_name_end(cursor) ? name : (hf_view){0};
        }
        cursor->at += is_quote;
        *cursor->room++ = byte;
        name.len++;
    }
    return (hf_view){0};
}

static hf_view
take_name(cursor *cursor)
{
    skip_blanks(cursor);
    if (cursor->at < cursor->text.len && cursor->text.ptr[cursor->at] == '"') {
        cursor->at++;
        return take_quoted(cursor);
    }
    size_t from = cursor->at;
    while (!is_name_end(cursor)) {
        cursor->at++;
    }
    return hf_view_trim(hf_view_slice(cursor->text, from, cursor->at - from));
}

static bool
take_pair(cursor *cursor, hf_name_pair *out)
{
    out->shown = out->name = take_name(cursor);
    if (cursor->at < cursor->text.len && cursor->text.ptr[cursor->at] == '=') {
        cursor->at++;
        out->name = take_name(cursor);
    }
    return out->shown.len > 0 && out->name.len > 0 &&
           (cursor->at >= cursor->text.len ||
            cursor->text.ptr[cursor->at] == ',');
}

handoff_status
hf_names_split(const char *option, const char *text, hf_names_kind kind,
               hf_arena *arena, hf_name_pair **out, size_t *count,
               handoff_findings *findings)
{
    cursor cursor = {hf_view_of(text), 0, kind, NULL};
    size_t most = 1;
    for (size_t at = 0; at < cursor.text.len; at++) {
        most += text[at] == ',';
    }
    hf_name_pair *pairs = hf_arena_zero(arena, most, sizeof *pairs);
    cursor.room = hf_arena_alloc(arena, cursor.text.len + 1);
    if (!pairs || !cursor.room) {
        hf_findings_add(findings, HF_CODE_NO_MEMORY, (hf_span){0},
                        "memory ran out");
        return HANDOFF_SYSTEM;
    }
    size_t made = 0;
    do {
        if (!take_pair(&cursor, &pairs[made])) {
            hf_finding *finding = hf_findings_add(
                findings, HF_CODE_NAME_LIST, (hf_span){0},
                "%s '%s': name %zu cannot be read", option, text, made + 1);
            hf_findings_hint(findings, finding,
                             kind == HF_NAMES_PAIRS
                                 ? "names stand between commas, as in "
                                   "'Id=lead,score'"
                                 : "names stand between commas, as in "
                                   "'Email,\"City, State\"'");
            return HANDOFF_USAGE;
        }
        made++;
    } while (cursor.at++ < cursor.text.len);
    *out = pairs;
    *count = made;
    return HANDOFF_OK;
}
