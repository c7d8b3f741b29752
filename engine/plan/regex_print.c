/*
 * The tree of a regular expression -> the spelling of an engine. What engines
 * spell differently stands in one row of a table; ASCII folding is written
 * out, because no two engines agree on what a flag for it folds.
 */
#include "plan/regex.h"

#include "base/utf8.h"

#include <string.h>

// What a dialect has of its own.
typedef struct spelling {
    const char *start, *end, *word_edge, *any, *open;
} spelling;

static const spelling spellings[] = {
    [HF_REGEX_PCRE2] = {"\\A", "\\z", "\\b", ".", "(?:"},
};

typedef struct printer {
    hf_buffer *out;
    const spelling *spelling;
    bool folds;
} printer;

static void print_node(const printer *p, const hf_regex_node *node);

// Controls by their code, so that a printed pattern is one readable line.
static void
print_code(const printer *p, uint32_t code, const char *special)
{
    if (code < 32 || (code >= 127 && code < 160)) {
        hf_buffer_printf(p->out, "\\x{%x}", (unsigned)code);
        return;
    }
    if (code < 128 && strchr(special, (int)code) != NULL) {
        hf_buffer_add_byte(p->out, '\\');
    }
    hf_utf8_add(p->out, code);
}

static void
print_literal(const printer *p, uint32_t code)
{
    uint32_t small = code | 32;

    if (!p->folds || small < 'a' || small > 'z') {
        print_code(p, code, "\\^$.[]|()?*+{}");
        return;
    }
    hf_buffer_add_byte(p->out, '[');
    hf_buffer_add_byte(p->out, (char)small);
    hf_buffer_add_byte(p->out, (char)(small ^ 32));
    hf_buffer_add_byte(p->out, ']');
}

static void
print_set(const printer *p, const hf_regex_node *node)
{
    hf_buffer_add_text(p->out, node->is_negated ? "[^" : "[");
    for (uint32_t i = 0; i < node->count; i++) {
        hf_regex_range range = node->ranges[i];
        print_code(p, range.low, "\\^[]-");
        if (range.high > range.low + 1) {
            hf_buffer_add_byte(p->out, '-');
        }
        if (range.high > range.low) {
            print_code(p, range.high, "\\^[]-");
        }
    }
    hf_buffer_add_byte(p->out, ']');
}

static void
print_count(const printer *p, const hf_regex_node *node)
{
    if (node->max == HF_REGEX_NO_END && node->min < 2) {
        hf_buffer_add_byte(p->out, node->min == 0 ? '*' : '+');
        return;
    }
    if (node->min == 0 && node->max == 1) {
        hf_buffer_add_byte(p->out, '?');
        return;
    }
    hf_buffer_add_byte(p->out, '{');
    hf_buffer_add_int(p->out, node->min);
    if (node->max != node->min) {
        hf_buffer_add_byte(p->out, ',');
        if (node->max != HF_REGEX_NO_END) {
            hf_buffer_add_int(p->out, node->max);
        }
    }
    hf_buffer_add_byte(p->out, '}');
}

static void
print_group(const printer *p, const hf_regex_node *node)
{
    hf_buffer_add_text(p->out, p->spelling->open);
    print_node(p, node);
    hf_buffer_add_byte(p->out, ')');
}

static void
print_repeat(const printer *p, const hf_regex_node *node)
{
    const hf_regex_node *inner = node->args[0];

    if (inner->op == HF_REGEX_LITERAL || inner->op == HF_REGEX_SET ||
        inner->op == HF_REGEX_ANY) {
        print_node(p, inner);
    } else {
        print_group(p, inner);
    }
    print_count(p, node);
}

// A choice has its brackets from the node that it stands in.
static void
print_args(const printer *p, const hf_regex_node *node)
{
    for (uint32_t i = 0; i < node->count; i++) {
        if (node->op == HF_REGEX_CHOICE && i > 0) {
            hf_buffer_add_byte(p->out, '|');
        }
        if (node->args[i]->op == HF_REGEX_CHOICE) {
            print_group(p, node->args[i]);
        } else {
            print_node(p, node->args[i]);
        }
    }
}

static void
print_node(const printer *p, const hf_regex_node *node)
{
    switch (node->op) {
    case HF_REGEX_LITERAL:
        print_literal(p, node->code);
        return;
    case HF_REGEX_SET:
        print_set(p, node);
        return;
    case HF_REGEX_ANY:
        hf_buffer_add_text(p->out, p->spelling->any);
        return;
    case HF_REGEX_START:
        hf_buffer_add_text(p->out, p->spelling->start);
        return;
    case HF_REGEX_END:
        hf_buffer_add_text(p->out, p->spelling->end);
        return;
    case HF_REGEX_WORD_EDGE:
        hf_buffer_add_text(p->out, p->spelling->word_edge);
        return;
    case HF_REGEX_SEQUENCE:
    case HF_REGEX_CHOICE:
        print_args(p, node);
        return;
    case HF_REGEX_REPEAT:
        print_repeat(p, node);
        return;
    }
}

void
hf_regex_print(hf_buffer *out, const hf_regex *regex, hf_regex_dialect dialect)
{
    const printer p = {out, &spellings[dialect], !regex->is_case_sensitive};

    print_node(&p, regex->root);
}
