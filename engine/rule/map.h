/*
 * Mappings by table: which keys may stand at a place, which must, and what
 * kind of value each wants; and scalars as what their place says they are.
 * Every mistake becomes a finding; a value that is none is NULL or false.
 */
#ifndef HF_RULE_MAP_H
#define HF_RULE_MAP_H

#include "base/view.h"
#include "diag/findings.h"
#include "rule/node.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum hf_map_want {
    HF_MAP_TEXT,
    HF_MAP_LIST,
    HF_MAP_MAP,
    HF_MAP_ANY /* the reader of the value looks itself; never nothing */
} hf_map_want;

typedef struct hf_map_key {
    hf_view name;
    hf_map_want want;
    bool is_required;
} hf_map_key;

/**
 * Read a mapping: `values[i]` becomes the value behind `keys[i]`, or NULL
 * when it is not given or of the wrong kind. `what` names the mapping in
 * messages: "a gate". False when `map` is none; then all are NULL.
 */
bool hf_map_read(const hf_node *map, const char *what, const hf_map_key *keys,
                 size_t count, const hf_node **values,
                 handoff_findings *findings);

/** Whether a value is of the kind; a finding if not. `what` begins the
 * message: "'gates'", "a gate". */
bool hf_map_check_kind(const hf_node *node, hf_map_want want, hf_view what,
                       handoff_findings *findings);

/** Nothing behind the colon. */
bool hf_map_is_empty(const hf_node *node);

/** The text of a scalar, or an empty one for NULL. */
hf_view hf_map_text(const hf_node *node);

/* The readers below leave `*out` alone and return true for NULL, so that a
 * default set before stands. Lists and mappings are refused. */

/** A whole number within +-`limit`. */
bool hf_map_whole(const hf_node *node, int64_t limit, int64_t *out,
                  handoff_findings *findings);

/** `true` or `false`. */
bool hf_map_boolean(const hf_node *node, bool *out, handoff_findings *findings);

/** One of a few words: its number. */
bool hf_map_word(const hf_node *node, const hf_view *words, size_t count,
                 size_t *out, handoff_findings *findings);

/** A date alone: days since 1970. */
bool hf_map_day(const hf_node *node, int64_t *out, handoff_findings *findings);

/** A date or a date with a time: UTC seconds. */
bool hf_map_time(const hf_node *node, int64_t *out, handoff_findings *findings);

/** A duration: seconds, at least a minute. */
bool hf_map_duration(const hf_node *node, int64_t *out,
                     handoff_findings *findings);

/** A finding with "did you mean" when one of the words is near. */
void hf_map_unknown(const hf_node *node, const char *what, const hf_view *words,
                    size_t count, handoff_findings *findings);

#endif
