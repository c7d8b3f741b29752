/*
 * What sections 10 to 14 of a report are made of: cases that are told one by
 * one, what they were worth, and what a change of the rules does. Like parts.h.
 */
#ifndef HF_REPORT_PARTS_CASES_H
#define HF_REPORT_PARTS_CASES_H

#include "base/view.h"
#include "ledger/agreement_parts.h"
#include "report/parts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** How far a lead came after its case began. */
typedef struct hf_fate {
    hf_level level; /* the furthest; HF_LEVEL_UNMAPPED: nowhere */
    int64_t at;
    bool has_amount;
    int64_t amount; /* millionths */
    hf_view currency;
} hf_fate;

/** A case of a list that is told whole. */
typedef struct hf_listed_part {
    uint32_t at;     /* into episodes.items */
    hf_view grounds; /* LS_GATE: the consent gates that held it; MK_*: the
                        marketer, with --people alone */
    hf_view because; /* their rationale; MK_*: empty */
    hf_fate fate;
} hf_listed_part;

/**
 * What not following cost and what the rules saved, as intervals alone.
 * `lost`: each pass that nobody worked times the conversion of worked and
 * matured passes of the same cell, from its lower and its upper Wilson limit.
 * `saved`: holds left alone, times what did not convert of worked and matured
 * holds, likewise.
 */
typedef struct hf_value_part {
    int64_t unworked;             /* passes that nobody worked */
    int64_t uncompared;           /* of them: in cells where none was worked */
    bool has_lost;                /* there is something to compare with */
    double lost_low, lost_high;   /* opportunities, if they behaved like worked
                                     leads in the same cell */
    int64_t held;                 /* left alone */
    bool has_saved;               /* holds were worked, and have matured */
    double saved_low, saved_high; /* of them would have led nowhere */
    bool has_money;               /* the agreement says what things are worth */
    double money_low, money_high; /* lost, times a deal */
    double hours_low, hours_high; /* saved, times the minutes of a lead */
    double wages_low, wages_high; /* hours, times what one costs */
} hf_value_part;

/** Lines of text. */
typedef struct hf_lines {
    hf_view *items;
    size_t count;
} hf_lines;

/** A case for the meeting, with all that is shown of it. */
typedef struct hf_discussed_part {
    uint32_t at; /* into episodes.items */
    hf_view why; /* it was chosen, in words */
    hf_lines saw, did, became;
    hf_fate fate;
} hf_discussed_part;

/** What meetings judged of cases of one code: the newest judgement of each. */
typedef struct hf_review_part {
    hf_view code;
    int64_t n;
    hf_rate rule_right, response_right; /* of those where it was said */
    int64_t both[2][2];                 /* rule right, response right; of those
                                           where both were said */
} hf_review_part;

/** A change of the rules, and what it does to the leads of the period. */
typedef struct hf_change_part {
    hf_revision_part before, after;
    hf_lines what;      /* changed, in words */
    int64_t cases;      /* of the rule set in the period */
    int64_t drawn;      /* of them: as many as there are, or a sample */
    int64_t replayed;   /* of those drawn, under both revisions */
    int64_t unkept;     /* not: inputs are gone or were never kept */
    int64_t new_fields; /* not: the rules use a field that was not kept */
    int64_t personal;   /* not: other tests on personal fields */
    hf_view missing;    /* fields that were not kept, joined by ", " */
    int64_t to_pass, from_pass; /* of those replayed: the answer turns */
    double mcnemar_p;           /* exact */
    int64_t overrides, mended;  /* replayed HS_* and LS_*; of them: the rules
                                   would now say what Sales did */
    int64_t followed, broken;   /* the rest that was judged; of them: the rules
                                   would now say the opposite */
} hf_change_part;

#endif
