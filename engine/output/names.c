/*
 * Lists of names: the text of --columns or --keep in, names out. Whether
 * there are such columns is left to the caller.
 */
#include "output/names.h"

typedef struct name_reader {
    hf_view text;
    size_t at;
    hf_names_kind kind;
    char *room; // for names without their quotes; as long as the text
} name_reader;

static void
skip_blanks(name_reader *reader)
{
    while (reader->at < reader->text.len &&
           (reader->text.ptr[reader->at] == ' ' ||
            reader->text.ptr[reader->at] == '\t')) {
        reader->at++;
    }
}

static bool
is_name_end(const name_reader *reader)
{
    if (reader->at >= reader->text.len) {
        return true;
    }
    char byte = reader->text.ptr[reader->at];
    return byte == ',' || (byte == '=' && reader->kind == HF_NAMES_PAIRS);
}

// The reader stands behind the opening quote. Empty when the quote is never
// closed, or when text follows it.
static hf_view
take_quoted(name_reader *reader)
{
    const char *text = reader->text.ptr;
    hf_view name = {reader->room, 0};
    while (reader->at < reader->text.len) {
        char byte = text[reader->at++];
        bool is_quote = byte == '"';
        if (is_quote &&
            (reader->at >= reader->text.len || text[reader->at] != '"')) {
            skip_blanks(reader);
            return is_name_end(reader) ? name : (hf_view){0};
        }
        reader->at += is_quote;
        *reader->room++ = byte;
        name.len++;
    }
    return (hf_view){0};
}

static hf_view
take_name(name_reader *reader)
{
    skip_blanks(reader);
    if (reader->at < reader->text.len && reader->text.ptr[reader->at] == '"') {
        reader->at++;
        return take_quoted(reader);
    }
    size_t from = reader->at;
    while (!is_name_end(reader)) {
        reader->at++;
    }
    return hf_view_trim(hf_view_slice(reader->text, from, reader->at - from));
}

static bool
take_pair(name_reader *reader, hf_name_pair *out)
{
    out->shown = out->name = take_name(reader);
    if (reader->at < reader->text.len && reader->text.ptr[reader->at] == '=') {
        reader->at++;
        out->name = take_name(reader);
    }
    return out->shown.len > 0 && out->name.len > 0 &&
           (reader->at >= reader->text.len ||
            reader->text.ptr[reader->at] == ',');
}

handoff_status
hf_names_split(const char *option, const char *text, hf_names_kind kind,
               hf_arena *arena, hf_name_pair **out, size_t *count,
               handoff_findings *findings)
{
    name_reader reader = {hf_view_of(text), 0, kind, NULL};
    size_t most = 1;
    for (size_t at = 0; at < reader.text.len; at++) {
        most += text[at] == ',';
    }
    hf_name_pair *pairs = hf_arena_zero(arena, most, sizeof *pairs);
    reader.room = hf_arena_alloc(arena, reader.text.len + 1);
    if (!pairs || !reader.room) {
        hf_findings_add(findings, HF_CODE_NO_MEMORY, (hf_span){0},
                        "memory ran out");
        return HANDOFF_SYSTEM;
    }
    size_t made = 0;
    do {
        if (!take_pair(&reader, &pairs[made])) {
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
    } while (reader.at++ < reader.text.len);
    *out = pairs;
    *count = made;
    return HANDOFF_OK;
}
