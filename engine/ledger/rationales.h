/*
 * What the rules said of one lead they say of many: a rationale is written
 * once a run and decisions point to it.
 */
#ifndef HF_LEDGER_RATIONALES_H
#define HF_LEDGER_RATIONALES_H

#include "base/table.h"
#include "ledger/facts.h"
#include "ledger/pack.h"

#include <stdint.h>

/** Of the table: id, batch, revision, verdict, ... */
enum { HF_RATIONALES_COLUMNS = 15 };

/** All of a run, in memory; it begins anew when it gets large. */
typedef struct hf_rationales {
    const handoff_plan *plan;
    hf_sha256_take *take;
    hf_pack_layout layout;
    int64_t revision; /* id */
    hf_table table;   /* by the packed words */
    struct hf_rationale {
        int64_t id;    /* 0: not written yet */
        int64_t state; /* see hf_rationales_find */
    } * items;
    size_t room;
    uint64_t *subjects; /* by subject: a hash of its id */
    uint64_t *words;    /* of one, aligned */
    hf_buffer text;
    hf_arena arena;
} hf_rationales;

/** `take` is how digests are made. False when memory ran out; clear in any
 * case. */
bool hf_rationales_init(hf_rationales *rationales, const handoff_plan *plan,
                        hf_sha256_take *take);
void hf_rationales_clear(hf_rationales *rationales);

/**
 * The number of a packed rationale, and its state: equal when verdict, means,
 * cell, route and the sets of fired and unknown criteria are, whatever the
 * revision. False when memory ran out.
 */
bool hf_rationales_find(hf_rationales *rationales, hf_view packed,
                        uint32_t *number, int64_t *state);

/** Its id in the ledger; written when it was not. Numbers are good until the
 * next hf_rationales_find. */
handoff_status hf_rationales_write(hf_rationales *rationales, hf_facts *facts,
                                   uint32_t number, int64_t *id,
                                   handoff_findings *findings);

/** Whether a row of the table, but for its id and batch, says what the
 * rationale last found says. False when memory ran out. */
bool hf_rationales_match(hf_rationales *rationales, uint32_t number,
                         const hf_db_value row[HF_RATIONALES_COLUMNS],
                         bool *is_match);

#endif
