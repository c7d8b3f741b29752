/*
 * The portable subset of regular expressions as a tree of our own, so that a
 * pattern means the same here, in PCRE2 and in a warehouse. The tree is a
 * value of its arena: plain data, immutable, nothing to free.
 */
#ifndef HF_PLAN_REGEX_H
#define HF_PLAN_REGEX_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/view.h"
#include "diag/findings.h"
#include "handoff/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    HF_REGEX_LENGTH = 1024, /* bytes of a pattern */
    HF_REGEX_DEPTH = 100,   /* brackets in brackets: bounds the recursion */
    HF_REGEX_COUNT = 255,   /* of {m,n}, what every engine can do */
    HF_REGEX_LAST_CODE = 0x10FFFF
};

/** `max` of a repeat without an end. */
#define HF_REGEX_NO_END UINT32_MAX

typedef enum hf_regex_op {
    HF_REGEX_LITERAL,   /* code */
    HF_REGEX_SET,       /* ranges, is_negated */
    HF_REGEX_ANY,       /* `.`: every code point but LF */
    HF_REGEX_START,     /* `^`: the start of the text */
    HF_REGEX_END,       /* `$`: the very end of the text */
    HF_REGEX_WORD_EDGE, /* `\b`, of [0-9A-Za-z_] */
    HF_REGEX_SEQUENCE,  /* args, maybe none: the empty text */
    HF_REGEX_CHOICE,    /* args, two or more */
    HF_REGEX_REPEAT     /* args[0], min to max times */
} hf_regex_op;

/** Code points from `low` to `high`, both included. */
typedef struct hf_regex_range {
    uint32_t low, high;
} hf_regex_range;

typedef struct hf_regex_node hf_regex_node;

struct hf_regex_node {
    hf_regex_op op;
    bool is_negated;              /* SET: everything but the ranges, LF too */
    uint32_t code;                /* LITERAL, as written */
    uint32_t min;                 /* REPEAT */
    uint32_t max;                 /* REPEAT: or HF_REGEX_NO_END */
    uint32_t count;               /* of ranges (SET) or args */
    const hf_regex_range *ranges; /* ascending, apart, folded already */
    const hf_regex_node **args;
};

typedef struct hf_regex {
    const hf_regex_node *root; /* NULL: beyond what the tree can say */
    bool is_case_sensitive;    /* false: ASCII letters match in either case */
    const char *beyond;  /* why it is not portable, static; NULL when it is */
    hf_span beyond_span; /* what is not portable */
} hf_regex;

/** How a tree may be spelt. A dialect is one row of the table in the .c. */
typedef enum hf_regex_dialect { HF_REGEX_PCRE2 } hf_regex_dialect;

/**
 * Parse a pattern (valid UTF-8, without its slashes, `\/` undone). `span` is
 * where it stands in its source, with or without the slashes and as YAML may
 * have quoted it; findings underline the exact place inside. HANDOFF_OK with
 * a tree, or with `root` NULL and `beyond` set where only PCRE2 can tell;
 * HANDOFF_RULES with a finding when it is wrong; HANDOFF_SYSTEM without one
 * when memory ran out.
 *
 * A few things that are not portable still have a tree, because it keeps
 * their folding exact: `^` and `$` inside, lazy repeats, counts above
 * HF_REGEX_COUNT, ranges beyond ASCII, `\D` and its like in a class.
 */
handoff_status hf_regex_parse(hf_view text, bool is_case_sensitive,
                              hf_span span, hf_arena *arena, hf_regex *out,
                              handoff_findings *findings);

/** The place of `len` bytes at `at` of a pattern inside the span it was read
 * from; the whole span when the two cannot be brought together. */
hf_span hf_regex_span(hf_view text, hf_span span, size_t at, size_t len);

/**
 * Append the pattern in the spelling of a dialect. Folding is written out
 * (`[kK]`), never left to a flag: with one, PCRE2 lets `k` match the Kelvin
 * sign and `s` the long s. The regex has a tree.
 */
void hf_regex_print(hf_buffer *out, const hf_regex *regex,
                    hf_regex_dialect dialect);

/**
 * Append a pattern that has no tree, in PCRE2's own spelling, with the folding
 * of ASCII letters written out. `\p{Lu}` and its like keep their case. Not
 * folded exactly: a back-reference (folds as Unicode does), and a pattern that
 * itself switches case with `(?i)` or `(?-i)`: that one is put behind a
 * `(?i)`, where `k` and `s` match the Kelvin sign and the long s too.
 */
void hf_regex_fold(hf_buffer *out, hf_view text);

/**
 * Append a short text that the pattern finds itself in, to be proposed to a
 * reader. Word edges and anchors inside are not looked at, so try it before
 * it is shown. The regex has a tree.
 */
void hf_regex_sample(hf_buffer *out, const hf_regex *regex);

/**
 * The longest text that every match contains, in the arena; empty when there
 * is none. Letters are as written: compare folded unless the regex is case-
 * sensitive. `ptr` is NULL when memory ran out. The regex has a tree.
 */
hf_view hf_regex_required(const hf_regex *regex, hf_arena *arena);

#endif
