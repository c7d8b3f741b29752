/*
 * Who is called what: one space of names, each declared once, in whichever
 * file it stands.
 */
#ifndef HF_RULE_SPACE_H
#define HF_RULE_SPACE_H

#include "base/table.h"
#include "base/view.h"
#include "diag/findings.h"

#include <stdbool.h>
#include <stddef.h>

/** All zero is a valid, empty space. */
typedef struct hf_space {
    hf_table table;
    struct hf_space_place {
        hf_span span;
        const char *kind; /* "a field" */
    } * places;
    size_t room;
} hf_space;

/**
 * Declare a name; a finding that shows both places when it is taken. False
 * then, and when memory ran out (noted in `findings`).
 */
bool hf_space_add(hf_space *space, hf_view name, hf_span span, const char *kind,
                  handoff_findings *findings);

void hf_space_clear(hf_space *space);

/** Whether it can be a name, or the id of a gate or criterion; a finding if
 * not. */
bool hf_space_check(hf_view name, hf_span span, const char *kind,
                    handoff_findings *findings);
bool hf_space_check_id(hf_view id, hf_span span, const char *kind,
                       handoff_findings *findings);

#endif
