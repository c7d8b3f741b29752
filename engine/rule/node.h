/*
 * A YAML file as a tree in which every scalar is text and every node knows
 * its place. Anchors are expanded, the limits of the language are held.
 */
#ifndef HF_RULE_NODE_H
#define HF_RULE_NODE_H

#include "base/arena.h"
#include "diag/findings.h"
#include "diag/source.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum hf_node_kind {
    HF_NODE_SCALAR,
    HF_NODE_LIST,
    HF_NODE_MAP
} hf_node_kind;

typedef struct hf_node hf_node;

/** One `key: value` of a mapping. */
typedef struct hf_node_pair {
    hf_view key;
    hf_span key_span;
    const hf_node *value;
} hf_node_pair;

struct hf_node {
    hf_node_kind kind;
    hf_span span;    /* a scalar: its text without quotes; else its start */
    hf_view text;    /* of a scalar, NUL-terminated */
    bool is_quoted;  /* a scalar in '...' or "..." */
    bool is_block;   /* a scalar after | or >: no columns inside it */
    bool is_flow;    /* stands in { } or [ ] */
    bool is_escaped; /* the bytes in the file differ from `text` */
    size_t count;    /* elements or pairs */
    const hf_node **elements;
    const hf_node_pair *pairs;
};

enum {
    HF_NODE_FILE_BYTES = 4 << 20,
    HF_NODE_DEPTH = 64,
    HF_NODE_COUNT = 100000
};

/** How many nodes one load may make, over all its files. */
typedef struct hf_node_budget {
    size_t nodes; /* made so far */
} hf_node_budget;

/**
 * Parse `source` into a tree that lives in `arena`. HANDOFF_RULES with
 * findings when it is no YAML of ours (syntax, duplicate key, tag, `<<`, a
 * second document, NUL, invalid UTF-8, a limit, an empty file). A mistake
 * that leaves a tree (a duplicate key, a tag, `<<`) is HANDOFF_RULES with
 * `*out` set, so that the rest can be checked too; else `*out` is NULL.
 */
handoff_status hf_node_parse(const hf_source *source, hf_arena *arena,
                             hf_node_budget *budget, const hf_node **out,
                             handoff_findings *findings);

/** The value behind `key`, or NULL. */
const hf_node *hf_node_get(const hf_node *map, const char *key);

/** The place of `len` bytes at `at` of the scalar's text: inside the file
 * where bytes map one to one, else the whole scalar. */
hf_span hf_node_span(const hf_node *scalar, size_t at, size_t len);

#endif
