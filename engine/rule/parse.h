/*
 * Parsing one text as a condition or value, and what to say where it is
 * none. Behind expr.h, which knows of mappings and files.
 */
#ifndef HF_RULE_PARSE_H
#define HF_RULE_PARSE_H

#include "base/arena.h"
#include "diag/findings.h"
#include "rule/expr.h"
#include "rule/lexer.h"
#include "rule/node.h"

#include <stdbool.h>
#include <stddef.h>

/** A text being parsed. After the first mistake nothing more is said. */
typedef struct hf_parse {
    const hf_node *node; /* the scalar whose text this is */
    hf_view text;
    hf_arena *arena;
    handoff_findings *findings;
    hf_token now;   /* the token to look at */
    hf_token last;  /* the one before it; END at the start */
    unsigned depth; /* of brackets and `not`s, mappings around it included */
    bool has_failed;
    bool is_cut; /* YAML cut the text: it should stand in quotes */
} hf_parse;

/** Parse the whole text. NULL with a finding when it is none, or with
 * `findings->out_of_memory`. */
hf_expr *hf_parse_text(hf_parse *parse);

/** The grammar from `or` down: a condition or a value. */
hf_expr *hf_parse_or(hf_parse *parse);

/** A value, in the sense of the grammar: sums and what is above them. */
hf_expr *hf_parse_value(hf_parse *parse);

/** A list's name or [ ]. */
hf_expr *hf_parse_set(hf_parse *parse);

/* ---- Tokens and nodes (parse_tree.c) ------------------------------------ */

/** Go on to the next token. */
void hf_parse_advance(hf_parse *parse);

/** Whether `now` is this word or kind; `take`: and go on if it is. */
bool hf_parse_at_word(const hf_parse *parse, const char *word);
bool hf_parse_take_word(hf_parse *parse, const char *word);
bool hf_parse_take(hf_parse *parse, hf_token_kind kind);

/** The text and the place of a token. */
hf_view hf_parse_view(const hf_parse *parse, hf_token token);
hf_span hf_parse_span(const hf_parse *parse, size_t at, size_t len);
hf_span hf_parse_token_span(const hf_parse *parse, hf_token token);

/** A node from `start` to the end of the last token, or NULL when memory ran
 * out. Those with operands accept NULL for one and return NULL then. */
hf_expr *hf_parse_new(hf_parse *parse, hf_expr_op op, size_t start,
                      size_t count);
hf_expr *hf_parse_new_unary(hf_parse *parse, hf_expr_op op, size_t start,
                            hf_expr *a);
hf_expr *hf_parse_new_binary(hf_parse *parse, hf_expr_op op, size_t start,
                             hf_expr *a, hf_expr *b);

/** A node whose place and text are a token's. */
hf_expr *hf_parse_new_named(hf_parse *parse, hf_expr_op op, hf_token token);

/** Several expressions to be joined. All zero is none. */
typedef struct hf_parse_parts {
    hf_expr **items;
    size_t count, room;
} hf_parse_parts;

/** Add `part`; one that is itself an `op` (AND, OR) adds its own parts.
 * False when memory ran out. */
bool hf_parse_add_part(hf_parse_parts *parts, hf_expr_op op, hf_expr *part);

/** The same while parsing: NULL is passed over, no memory is noted. */
void hf_parse_take_part(hf_parse *parse, hf_parse_parts *parts, hf_expr_op op,
                        hf_expr *part);

/** One expression of all parts, in `arena`, or NULL when memory ran out.
 * The parts are freed. */
hf_expr *hf_parse_join(hf_parse_parts *parts, hf_expr_op op, hf_span span,
                       hf_arena *arena);

/** The same from `start` to the last token; NULL after a failure. */
hf_expr *hf_parse_finish_parts(hf_parse *parse, hf_parse_parts *parts,
                               hf_expr_op op, size_t start);

void hf_parse_free_parts(hf_parse_parts *parts);

/* ---- Words (expr.c) ------------------------------------------------------ */

/** A function of the language. */
typedef struct hf_parse_function {
    size_t least, most; /* arguments */
    const char *usage;  /* as in `domain(email)` */
} hf_parse_function;

/** NULL when there is none of that name. */
const hf_parse_function *hf_expr_find_function(hf_view name);

/** Words with a meaning in the grammar; results such as `score` are not. */
bool hf_expr_is_word(hf_view name);

/* ---- What to say (parse_advice.c). All of them return NULL. ------------- */

/** Memory ran out. */
hf_expr *hf_parse_run_out(hf_parse *parse);

/** Note a failure; hang `hint` (or NULL) on the finding (or NULL). */
hf_expr *hf_parse_refuse(hf_parse *parse, hf_finding *finding,
                         const char *hint);

/** A finding at a token. */
hf_expr *hf_parse_refuse_token(hf_parse *parse, hf_code code, hf_token token,
                               const char *message, const char *hint);

/** The text ends too early, or what opens at `at` is never closed. When YAML
 * cut it off, that is said instead. */
hf_expr *hf_parse_refuse_end(hf_parse *parse, const char *wanted);
hf_expr *hf_parse_refuse_unclosed(hf_parse *parse, size_t at, size_t len,
                                  const char *what);

/** A value has to begin at `now` and does not. */
hf_expr *hf_parse_refuse_value(hf_parse *parse);

/** Something follows where the expression has ended. */
hf_expr *hf_parse_refuse_rest(hf_parse *parse);

hf_expr *hf_parse_refuse_number(hf_parse *parse, hf_token token);
hf_expr *hf_parse_refuse_date(hf_parse *parse, hf_token token);
hf_expr *hf_parse_refuse_duration(hf_parse *parse);
hf_expr *hf_parse_refuse_function(hf_parse *parse, hf_token name);

/** `is` without `missing` behind it. */
hf_expr *hf_parse_refuse_is(hf_parse *parse);

/** No set behind `in`, `any of`, `all of`. */
hf_expr *hf_parse_refuse_set(hf_parse *parse);

#endif
