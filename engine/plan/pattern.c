/*
 * Patterns: text -> tree -> PCRE2's spelling -> compiled code, with the JIT
 * where there is one; and the search in one text, within limits. Parsing and
 * spelling are regex_*.c; which values a pattern is asked about, and what is
 * remembered of the answers, is the evaluator's.
 */
#include "plan/pattern.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "kernel/kernel.h"
#include "plan/regex_filter.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum {
    // Steps of one search. A sane pattern takes a few a byte; one that blows
    // up takes these in some milliseconds and is then reported.
    STEPS = 1000000,
    STEPS_PER_BYTE = 16,
    DEPTH = 100000,
    HEAP_KIB = 16 * 1024,
    JIT_STACK_START = 32 * 1024,
    JIT_STACK_MOST = 1024 * 1024,
    NESTING = 4 * HF_REGEX_DEPTH // printing adds brackets of its own
};

struct hf_pattern {
    hf_regex regex;
    hf_view text;
    hf_view required; // every match contains it; maybe empty
    bool has_filter;
    bool has_jit;
    hf_lanes_filter filter; // passed by every text with a match
    pcre2_code *code;
};

struct hf_pattern_matcher {
    const hf_lanes *lanes;
    pcre2_match_context *context;
    pcre2_match_data *data;
    pcre2_jit_stack *stack; // NULL where there is no JIT
};

// ---- Memory ----------------------------------------------------------------

static void *
allocate(size_t size, void *unused)
{
    (void)unused;
    return hf_memory_alloc(size);
}

static void
release(void *block, void *unused)
{
    (void)unused;
    hf_memory_free(block);
}

// What PCRE2 makes with it keeps the two functions, not the context.
static pcre2_general_context *
new_memory(void)
{
    return pcre2_general_context_create(allocate, release, NULL);
}

// ---- Compiling -------------------------------------------------------------

typedef struct outcome {
    pcre2_code *code;
    int error; // when there is no code
    size_t at; // of the error
} outcome;

static outcome
compile_spelling(hf_view spelling, pcre2_compile_context *context)
{
    outcome out = {NULL, PCRE2_ERROR_NOMEMORY, 0};
    // No \C: it could leave a search in the middle of a character.
    uint32_t options =
        PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C;

    if (context != NULL) {
        out.code = pcre2_compile((PCRE2_SPTR)spelling.ptr, spelling.len,
                                 options, &out.error, &out.at, context);
    }
    if (out.code != NULL) {
        // Without a JIT, or without memory for it, the interpreter searches.
        (void)pcre2_jit_compile(out.code, PCRE2_JIT_COMPLETE);
    }
    return out;
}

static pcre2_compile_context *
new_compile_context(void)
{
    pcre2_general_context *memory = new_memory();
    pcre2_compile_context *context =
        memory == NULL ? NULL : pcre2_compile_context_create(memory);

    pcre2_general_context_free(memory);
    if (context != NULL) {
        pcre2_set_newline(context, PCRE2_NEWLINE_LF);
        pcre2_set_parens_nest_limit(context, NESTING);
    }
    return context;
}

// Where and why PCRE2 refused. A spelling with the folding written out has
// other offsets than its author's, who is told of his own.
static handoff_status
report_refusal(hf_view text, hf_span span, int error, size_t at,
               handoff_findings *findings)
{
    PCRE2_UCHAR reason[256];
    size_t start = at > 0 ? at - 1 : 0;

    switch (error) {
    case PCRE2_ERROR_NOMEMORY:
    case PCRE2_ERROR_HEAP_FAILED:
        return HANDOFF_SYSTEM;
    case PCRE2_ERROR_PATTERN_TOO_LARGE:
    case PCRE2_ERROR_PATTERN_TOO_COMPLICATED:
        hf_findings_add(findings, HF_CODE_PATTERN_LARGE,
                        hf_regex_span(text, span, 0, text.len),
                        "this pattern is too large when it is written out");
        return HANDOFF_RULES;
    case PCRE2_ERROR_PARENTHESES_NEST_TOO_DEEP:
        hf_findings_add(findings, HF_CODE_PATTERN_DEPTH,
                        hf_regex_span(text, span, 0, text.len),
                        "brackets are nested deeper than %d", NESTING);
        return HANDOFF_RULES;
    default:
        pcre2_get_error_message(error, reason, sizeof reason);
        at = start < text.len && text.ptr[start] == '\\' ? 2 : 1;
        hf_findings_add(findings, HF_CODE_PATTERN_REFUSED,
                        hf_regex_span(text, span, start, at),
                        "PCRE2 refuses this pattern: %s", (char *)reason);
        return HANDOFF_RULES;
    }
}

// Compile what stands in `spelling`; `text` is the author's.
static handoff_status
compile_pattern(hf_pattern *pattern, hf_view spelling, hf_span span,
                handoff_findings *findings)
{
    pcre2_compile_context *context = new_compile_context();
    outcome out = compile_spelling(spelling, context);

    if (out.code == NULL && out.error > 0 && pattern->regex.root == NULL) {
        outcome own = compile_spelling(pattern->text, context);
        if (own.code == NULL) {
            out = own;
        }
        pcre2_code_free(own.code);
    }
    pcre2_compile_context_free(context);
    pattern->code = out.code;
    size_t jit_size = 0;
    pattern->has_jit =
        out.code != NULL &&
        pcre2_pattern_info(out.code, PCRE2_INFO_JITSIZE, &jit_size) == 0 &&
        jit_size > 0;
    return out.code != NULL ? HANDOFF_OK
                            : report_refusal(pattern->text, span, out.error,
                                             out.at, findings);
}

static void
spell_pattern(hf_buffer *out, const hf_pattern *pattern)
{
    if (pattern->regex.root != NULL) {
        hf_regex_print(out, &pattern->regex, HF_REGEX_PCRE2);
    } else if (pattern->regex.is_case_sensitive) {
        hf_buffer_add_view(out, pattern->text);
    } else {
        hf_regex_fold(out, pattern->text);
    }
}

handoff_status
hf_pattern_new(hf_view text, bool is_case_sensitive, hf_span span,
               hf_arena *arena, hf_pattern **out, handoff_findings *findings)
{
    hf_buffer spelling = {0};
    hf_pattern *pattern = hf_arena_zero(arena, 1, sizeof *pattern);
    handoff_status status = HANDOFF_SYSTEM;

    if (pattern == NULL) {
        return HANDOFF_SYSTEM;
    }
    status = hf_regex_parse(text, is_case_sensitive, span, arena,
                            &pattern->regex, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    status = HANDOFF_SYSTEM;
    pattern->text = hf_arena_copy(arena, text);
    pattern->required = pattern->regex.root != NULL
                            ? hf_regex_required(&pattern->regex, arena)
                            : HF_VIEW("");
    pattern->has_filter = pattern->regex.root != NULL &&
                          hf_regex_filter(&pattern->regex, &pattern->filter);
    if (pattern->text.ptr == NULL || pattern->required.ptr == NULL) {
        goto cleanup;
    }
    spell_pattern(&spelling, pattern);
    if (hf_buffer_text(&spelling) == NULL) {
        goto cleanup;
    }
    status =
        compile_pattern(pattern, hf_buffer_view(&spelling), span, findings);
    if (status == HANDOFF_OK) {
        *out = pattern;
    }
cleanup:
    hf_buffer_clear(&spelling);
    return status;
}

void
hf_pattern_free(hf_pattern *pattern)
{
    if (pattern != NULL) {
        pcre2_code_free(pattern->code);
        pattern->code = NULL;
    }
}

// ---- What a pattern says of itself -----------------------------------------

bool
hf_pattern_is_portable(const hf_pattern *pattern)
{
    return pattern->regex.beyond == NULL;
}

const char *
hf_pattern_reason(const hf_pattern *pattern)
{
    return pattern->regex.beyond;
}

void
hf_pattern_note(const hf_pattern *pattern, handoff_findings *findings)
{
    if (pattern->regex.beyond != NULL) {
        hf_findings_add(
            findings, HF_CODE_PATTERN_NOT_PORTABLE, pattern->regex.beyond_span,
            "this pattern is not portable: it has %s", pattern->regex.beyond);
    }
}

const hf_regex *
hf_pattern_regex(const hf_pattern *pattern)
{
    return &pattern->regex;
}

// ---- Searching -------------------------------------------------------------

hf_pattern_matcher *
hf_pattern_matcher_new(void)
{
    pcre2_general_context *memory = new_memory();
    hf_pattern_matcher *matcher = hf_memory_zero(1, sizeof *matcher);

    if (memory != NULL && matcher != NULL) {
        matcher->context = pcre2_match_context_create(memory);
        matcher->data = pcre2_match_data_create(1, memory);
        matcher->stack =
            pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MOST, memory);
    }
    pcre2_general_context_free(memory);
    if (matcher == NULL || matcher->context == NULL || matcher->data == NULL) {
        hf_pattern_matcher_free(matcher);
        return NULL;
    }
    matcher->lanes = hf_kernel_lanes();
    pcre2_set_depth_limit(matcher->context, DEPTH);
    pcre2_set_heap_limit(matcher->context, HEAP_KIB);
    if (matcher->stack != NULL) {
        pcre2_jit_stack_assign(matcher->context, NULL, matcher->stack);
    }
    return matcher;
}

void
hf_pattern_matcher_free(hf_pattern_matcher *matcher)
{
    if (matcher == NULL) {
        return;
    }
    pcre2_jit_stack_free(matcher->stack);
    pcre2_match_data_free(matcher->data);
    pcre2_match_context_free(matcher->context);
    hf_memory_free(matcher);
}

// False: the text has not what every match contains.
static bool
may_match(const hf_pattern_matcher *matcher, const hf_pattern *pattern,
          hf_view text)
{
    if (pattern->has_filter &&
        !matcher->lanes->passes(&pattern->filter, text)) {
        return false;
    }
    return pattern->required.len == 0 ||
           (pattern->regex.is_case_sensitive
                ? hf_view_contains(text, pattern->required)
                : hf_view_contains_fold(text, pattern->required));
}

int
hf_pattern_find(hf_pattern_matcher *matcher, const hf_pattern *pattern,
                hf_view text)
{
    if (!may_match(matcher, pattern, text)) {
        return 0;
    }
    // The more text, the more steps are fair. Cells are far below 4 GiB / 16.
    uint32_t steps = text.len < (UINT32_MAX - STEPS) / STEPS_PER_BYTE
                         ? STEPS + STEPS_PER_BYTE * (uint32_t)text.len
                         : UINT32_MAX;
    pcre2_set_match_limit(matcher->context, steps);
    PCRE2_SPTR bytes = (PCRE2_SPTR)text.ptr;
    int found =
        pattern->has_jit && matcher->stack != NULL
            ? pcre2_jit_match(pattern->code, bytes, text.len, 0, 0,
                              matcher->data, matcher->context)
            : pcre2_match(pattern->code, bytes, text.len, 0, PCRE2_NO_UTF_CHECK,
                          matcher->data, matcher->context);
    if (found == PCRE2_ERROR_NOMATCH) {
        return 0;
    }
    return found >= 0 ? 1 : -1;
}
