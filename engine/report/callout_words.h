/* A comparison of the report, and the sentence that it becomes. */
#ifndef HF_REPORT_CALLOUT_WORDS_H
#define HF_REPORT_CALLOUT_WORDS_H

#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum hf_callout_kind {
    HF_CALLOUT_GROUP,       /* does not follow as others do */
    HF_CALLOUT_FLIP,        /* seems so, and cell by cell it is the reverse */
    HF_CALLOUT_SILENCE,     /* leaves more, or less, untouched */
    HF_CALLOUT_OVERRIDDEN,  /* where a criterion fired */
    HF_CALLOUT_CONVERSION,  /* of passes where it fired */
    HF_CALLOUT_DISPUTED,    /* what became of passes on which it was */
    HF_CALLOUT_HIGH,        /* of passes that were not followed */
    HF_CALLOUT_LOW,         /* of held leads that were worked anyway */
    HF_CALLOUT_HIGH_CHANGE, /* against the period before */
    HF_CALLOUT_LOW_CHANGE,
    HF_CALLOUT_REVISION /* against the rules before */
} hf_callout_kind;

typedef enum hf_callout_favours {
    HF_CALLOUT_NEITHER,
    HF_CALLOUT_RULES,
    HF_CALLOUT_SALES
} hf_callout_favours;

/** What a kind does not need is NULL or 0. */
typedef struct hf_callout {
    hf_callout_kind kind;
    hf_callout_favours favours;
    int section;
    size_t order; /* among all: decides ties */
    double p, q;
    bool is_worth; /* a difference that a meeting would want to hear of */
    const hf_grouping_part *grouping;
    const hf_group_part *group;
    const hf_criterion_part *criterion;
    hf_contrast *contrast;
    const hf_revision_part *revision;
    hf_rate now, before; /* of changes; of outcomes: of worked passes */
} hf_callout;

/** Its words, in the report's arena. False when memory ran out. */
bool hf_callout_words_say(hf_report *report, const hf_callout *one,
                          hf_finding_part *out);

#endif
