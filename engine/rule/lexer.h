/*
 * The tokens of conditions, one at a time and from any place: what stands in
 * [ ] and between slashes is no sequence of tokens, so the parser asks for
 * each kind when it wants one.
 */
#ifndef HF_RULE_LEXER_H
#define HF_RULE_LEXER_H

#include "base/view.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum hf_token_kind {
    HF_TOKEN_END,
    HF_TOKEN_NAME,
    HF_TOKEN_NUMBER, /* a digit and what follows it without a blank: `30d` */
    HF_TOKEN_DATE,   /* `2026-01-31`, perhaps with a time */
    HF_TOKEN_TEXT,   /* in quotes */
    HF_TOKEN_UNCLOSED_TEXT,
    HF_TOKEN_OPEN, /* ( */
    HF_TOKEN_CLOSE,
    HF_TOKEN_BRACKET, /* [ */
    HF_TOKEN_CLOSE_BRACKET,
    HF_TOKEN_COMMA,
    HF_TOKEN_EQUAL,
    HF_TOKEN_NOT_EQUAL,
    HF_TOKEN_LESS,
    HF_TOKEN_LESS_EQUAL,
    HF_TOKEN_GREATER,
    HF_TOKEN_GREATER_EQUAL,
    HF_TOKEN_PLUS,
    HF_TOKEN_MINUS,
    HF_TOKEN_STAR,
    HF_TOKEN_SLASH,
    HF_TOKEN_OTHER /* what the grammar does not know: `==`, `&&`, `%` */
} hf_token_kind;

typedef struct hf_token {
    hf_token_kind kind;
    size_t at, len; /* bytes of the text */
} hf_token;

/** The first token at or behind `at`; END stands where the text ends. */
hf_token hf_lexer_token(hf_view text, size_t at);

/** One element of [ ]: from the first character behind blanks. */
typedef struct hf_element {
    size_t at, len; /* with its quotes, trimmed */
    size_t next;    /* the `,` or `]` behind it, or the end of the text */
    bool is_quoted;
    bool is_unclosed; /* a quote without its end */
    bool has_rest;    /* something stands behind the closing quote */
} hf_element;

hf_element hf_lexer_element(hf_view text, size_t at);

/** Where the `/` stands that closes the pattern whose first byte is at `at`,
 * or `text.len`. */
size_t hf_lexer_pattern_end(hf_view text, size_t at);

#endif
