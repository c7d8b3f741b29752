/*
 * What is read off the tree of a regular expression: where a piece of a
 * pattern stands in its source, a text that every match contains, and a short
 * text that matches. The tree comes from regex_parse.c.
 */
#include "plan/regex.h"

#include "base/utf8.h"

enum {
    REQUIRED = 64,  // bytes: a longer literal filters no better
    SAMPLE = 1024,  // bytes: a longer text helps no reader
    TOO_LONG = 4096 // what a length is cut off at
};

// ---- Places ----------------------------------------------------------------

// Walks pattern and source side by side: YAML and the slashes may have put
// bytes into the source that the pattern has not, a `\` or a doubled quote.
// Moves `*at` in front of the pattern's next byte; false when it is not there.
static bool
find_byte(hf_view source, size_t *at, char byte)
{
    for (; *at < source.len; (*at)++) {
        char here = source.ptr[*at];
        if (here == byte) {
            return true;
        }
        if (here != '\\' && here != '\'' && here != '"') {
            return false;
        }
    }
    return false;
}

hf_span
hf_regex_span(hf_view text, hf_span span, size_t at, size_t len)
{
    size_t source_at = 0, start = 0, end = 0;

    if (span.source == NULL) {
        return span;
    }
    hf_view source = hf_view_slice(span.source->text, span.at, span.len);
    if (source.len > 0 && source.ptr[0] == '/') {
        source_at = start = end = 1;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (!find_byte(source, &source_at, text.ptr[i])) {
            return span;
        }
        start = i == at ? source_at : start;
        source_at++;
        end = i < at + len ? source_at : end;
    }
    if (at >= text.len || len == 0) {
        start = end;
    }
    return (hf_span){span.source, span.at + (uint32_t)start,
                     (uint32_t)(end - start)};
}

// ---- The text that every match contains ------------------------------------

typedef struct search {
    hf_buffer run; // literals that follow one another
    hf_buffer best;
} search;

static void
end_run(search *s)
{
    if (s->run.len > s->best.len) {
        hf_buffer_reset(&s->best);
        hf_buffer_add_view(&s->best, hf_buffer_view(&s->run));
    }
    s->run.len = 0;
}

static void
add_code(search *s, uint32_t code)
{
    if (s->run.len >= REQUIRED) {
        end_run(s);
    }
    hf_utf8_add(&s->run, code);
}

static void search_node(search *s, const hf_regex_node *node);

static void
search_repeat(search *s, const hf_regex_node *node)
{
    const hf_regex_node *inner = node->args[0];

    if (node->min == 0) {
        end_run(s);
        return;
    }
    if (inner->op != HF_REGEX_LITERAL) {
        end_run(s);
        search_node(s, inner);
        end_run(s);
        return;
    }
    for (uint32_t i = 0; i < node->min && i < REQUIRED; i++) {
        add_code(s, inner->code);
    }
    if (node->max != node->min || node->min > REQUIRED) {
        end_run(s);
    }
}

static void
search_node(search *s, const hf_regex_node *node)
{
    switch (node->op) {
    case HF_REGEX_LITERAL:
        add_code(s, node->code);
        return;
    case HF_REGEX_START:
    case HF_REGEX_END:
    case HF_REGEX_WORD_EDGE:
        return;
    case HF_REGEX_SET:
    case HF_REGEX_ANY:
    case HF_REGEX_CHOICE:
        end_run(s);
        return;
    case HF_REGEX_SEQUENCE:
        for (uint32_t i = 0; i < node->count; i++) {
            search_node(s, node->args[i]);
        }
        return;
    case HF_REGEX_REPEAT:
        search_repeat(s, node);
        return;
    }
}

hf_view
hf_regex_required(const hf_regex *regex, hf_arena *arena)
{
    search s = {{0}, {0}};
    hf_view required = {NULL, 0};

    search_node(&s, regex->root);
    end_run(&s);
    if (!s.run.failed && !s.best.failed) {
        required = hf_arena_copy(arena, hf_buffer_view(&s.best));
    }
    hf_buffer_clear(&s.run);
    hf_buffer_clear(&s.best);
    return required;
}

// ---- A text that matches ---------------------------------------------------

static bool
has_member(const hf_regex_node *set, uint32_t code)
{
    for (uint32_t i = 0; i < set->count; i++) {
        if (code >= set->ranges[i].low && code <= set->ranges[i].high) {
            return !set->is_negated;
        }
    }
    return set->is_negated;
}

// What reads best: a small letter, a digit, a blank, then anything.
static uint32_t
choose_member(const hf_regex_node *set)
{
    const char *liked = "abcdefghijklmnopqrstuvwxyz0123456789 -_.@/";

    for (; *liked != '\0'; liked++) {
        if (has_member(set, (unsigned char)*liked)) {
            return (unsigned char)*liked;
        }
    }
    if (!set->is_negated) {
        return set->ranges[0].low;
    }
    uint32_t code = 1;
    while (code < HF_REGEX_LAST_CODE && !has_member(set, code)) {
        code++;
    }
    return code;
}

// Code points of the shortest match, cut off at TOO_LONG.
static size_t
measure_shortest(const hf_regex_node *node)
{
    size_t len = 0;

    switch (node->op) {
    case HF_REGEX_LITERAL:
    case HF_REGEX_SET:
    case HF_REGEX_ANY:
        return 1;
    case HF_REGEX_START:
    case HF_REGEX_END:
    case HF_REGEX_WORD_EDGE:
        return 0;
    case HF_REGEX_SEQUENCE:
        for (uint32_t i = 0; i < node->count; i++) {
            len += measure_shortest(node->args[i]);
        }
        break;
    case HF_REGEX_CHOICE:
        len = TOO_LONG;
        for (uint32_t i = 0; i < node->count; i++) {
            size_t one = measure_shortest(node->args[i]);
            len = one < len ? one : len;
        }
        break;
    case HF_REGEX_REPEAT:
        len = node->min * measure_shortest(node->args[0]);
        break;
    }
    return len < TOO_LONG ? len : TOO_LONG;
}

static const hf_regex_node *
choose_shortest(const hf_regex_node *choice)
{
    const hf_regex_node *best = choice->args[0];

    for (uint32_t i = 1; i < choice->count; i++) {
        if (measure_shortest(choice->args[i]) < measure_shortest(best)) {
            best = choice->args[i];
        }
    }
    return best;
}

static void
sample_node(hf_buffer *out, const hf_regex_node *node)
{
    switch (node->op) {
    case HF_REGEX_LITERAL:
        hf_utf8_add(out, node->code);
        return;
    case HF_REGEX_SET:
        hf_utf8_add(out, choose_member(node));
        return;
    case HF_REGEX_ANY:
        hf_buffer_add_byte(out, 'a');
        return;
    case HF_REGEX_START:
    case HF_REGEX_END:
    case HF_REGEX_WORD_EDGE:
        return;
    case HF_REGEX_SEQUENCE:
        for (uint32_t i = 0; i < node->count; i++) {
            sample_node(out, node->args[i]);
        }
        return;
    case HF_REGEX_CHOICE:
        sample_node(out, choose_shortest(node));
        return;
    case HF_REGEX_REPEAT:
        if (measure_shortest(node->args[0]) == 0) {
            return;
        }
        for (uint32_t i = 0; i < node->min && out->len < SAMPLE; i++) {
            sample_node(out, node->args[0]);
        }
        return;
    }
}

void
hf_regex_sample(hf_buffer *out, const hf_regex *regex)
{
    sample_node(out, regex->root);
}
