/*
 * Names: how they may be spelt, and that each is declared once. The spaces
 * themselves (fields with derived values, conditions and axes; lists; groups;
 * ids) belong to whoever reads the sections.
 */
#include "rule/space.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "rule/expr.h"
#include "rule/text.h"

bool
hf_space_add(hf_space *space, hf_view name, hf_span span, const char *kind,
             handoff_findings *findings)
{
    uint32_t count = space->table.count;
    uint32_t number = hf_table_intern(&space->table, name);
    if (number == HF_TABLE_NONE) {
        findings->out_of_memory = true;
        return false;
    }
    if (number < count) {
        hf_finding *finding =
            hf_findings_add(findings, HF_CODE_NAME_TAKEN, span,
                            "the name '%.*s' is already taken by %s",
                            HF_SHOWN(name), space->places[number].kind);
        hf_findings_other(findings, finding, space->places[number].span,
                          "declared here");
        return false;
    }
    struct hf_space_place *places = hf_memory_grow(
        space->places, &space->room, (size_t)number + 1, sizeof *space->places);
    if (!places) {
        findings->out_of_memory = true;
        return false;
    }
    space->places = places;
    places[number] = (struct hf_space_place){span, kind};
    return true;
}

void
hf_space_clear(hf_space *space)
{
    hf_table_clear(&space->table);
    hf_memory_free(space->places);
    *space = (hf_space){0};
}

// The name with all that cannot stand in it as '_', as a suggestion.
static void
hint_name(hf_view name, hf_finding *finding, handoff_findings *findings)
{
    hf_buffer better = {0};
    hf_view shown = hf_text_shown(name);
    bool follows_sign = false;
    for (size_t at = 0; at < shown.len; at++) {
        bool fits = hf_text_is_name_byte(shown.ptr[at]);
        if (at == 0 && hf_text_is_digit(shown.ptr[at])) {
            hf_buffer_add_byte(&better, '_');
        }
        if (fits) {
            hf_buffer_add_byte(&better, shown.ptr[at]);
        } else if (!follows_sign) {
            hf_buffer_add_byte(&better, '_');
        }
        follows_sign = !fits;
    }
    hf_findings_hint(findings, finding,
                     "names are letters, digits and '_': write '%.*s'",
                     (int)better.len, hf_buffer_view(&better).ptr);
    findings->out_of_memory = findings->out_of_memory || better.failed;
    hf_buffer_clear(&better);
}

bool
hf_space_check(hf_view name, hf_span span, const char *kind,
               handoff_findings *findings)
{
    size_t count;
    const hf_view *words = hf_expr_words(&count);
    if (!hf_text_is_name(name)) {
        hf_finding *finding =
            hf_findings_add(findings, HF_CODE_BAD_NAME, span,
                            "%s cannot be called '%.*s'", kind, HF_SHOWN(name));
        if (name.len > 0) {
            hint_name(name, finding, findings);
        }
        return false;
    }
    if (hf_text_is_one_of(name, words, count)) {
        hf_finding *finding =
            hf_findings_add(findings, HF_CODE_BAD_NAME, span,
                            "%s cannot be called '%.*s'", kind, HF_SHOWN(name));
        hf_findings_hint(findings, finding,
                         "it is a word of the conditions: write '%.*s_1' or "
                         "say it otherwise",
                         HF_SHOWN(name));
        return false;
    }
    return true;
}

bool
hf_space_check_id(hf_view id, hf_span span, const char *kind,
                  handoff_findings *findings)
{
    if (hf_text_is_id(id)) {
        return true;
    }
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_BAD_NAME, span,
                        "%s cannot have the id '%.*s'", kind, HF_SHOWN(id));
    hf_findings_hint(findings, finding,
                     "ids are letters, digits, '_' and '-', and begin with a "
                     "letter or digit");
    return false;
}
