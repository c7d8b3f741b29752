/*
 * YAML as a stream of events with places in bytes: what node.c builds the
 * tree from. Nothing of libyaml shows here.
 */
#ifndef HF_RULE_YAML_H
#define HF_RULE_YAML_H

#include "base/view.h"
#include "diag/findings.h"
#include "diag/source.h"
#include "handoff/status.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum hf_yaml_kind {
    HF_YAML_DOCUMENT, /* one begins */
    HF_YAML_SCALAR,
    HF_YAML_LIST,
    HF_YAML_MAP,
    HF_YAML_CLOSE, /* the list or mapping that was opened last */
    HF_YAML_ALIAS,
    HF_YAML_END /* of the file */
} hf_yaml_kind;

typedef enum hf_yaml_style {
    HF_YAML_PLAIN,  /* scalars */
    HF_YAML_QUOTED, /* '...' "..." */
    HF_YAML_BLOCK,  /* | >, and collections by indentation */
    HF_YAML_FLOW    /* { } [ ] */
} hf_yaml_style;

/** The texts live until the next event. */
typedef struct hf_yaml_event {
    hf_yaml_kind kind;
    hf_yaml_style style;
    uint32_t at, end; /* bytes of the file */
    hf_view text;     /* of a scalar */
    hf_view anchor;   /* `&name` before it, or the `*name` of an alias */
    bool has_tag;
} hf_yaml_event;

typedef struct hf_yaml hf_yaml;

/** Begin; NULL when memory ran out. The source is UTF-8 and outlives it. */
hf_yaml *hf_yaml_open(const hf_source *source);

/** The next event. HANDOFF_RULES with a finding when the file is no YAML;
 * nothing may be asked for after that. */
handoff_status hf_yaml_next(hf_yaml *yaml, hf_yaml_event *event,
                            handoff_findings *findings);

/** Accepts NULL. */
void hf_yaml_close(hf_yaml *yaml);

/** What libyaml says of a text that it cannot read. */
typedef struct hf_yaml_trouble {
    const hf_source *source;
    const char *problem; /* its own words */
    uint32_t at;         /* where it noticed */
    uint32_t context;    /* where that began, or UINT32_MAX */
} hf_yaml_trouble;

/** Add a finding that says it in our words, with the likely cause. */
void hf_yaml_trouble_explain(const hf_yaml_trouble *trouble,
                             handoff_findings *findings);

/** Whether a text reads like (a piece of) a condition. */
bool hf_yaml_trouble_is_condition(hf_view text);

#endif
