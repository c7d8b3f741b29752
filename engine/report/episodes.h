/*
 * The episodes of a report: every unit of a ledger that began in a stretch of
 * time, read once into memory, with names as numbers. An episode began when it
 * was handed, or decided when it was not.
 */
#ifndef HF_REPORT_EPISODES_H
#define HF_REPORT_EPISODES_H

#include "base/arena.h"
#include "base/table.h"
#include "dispute/units.h"
#include "ledger/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A number of a name in hf_episodes.names; HF_EPISODES_NONE stands for no
 * text. */
typedef uint32_t hf_name;

#define HF_EPISODES_NONE ((hf_name)UINT32_MAX)

/** A rationale that decisions share, as far as reports ask. */
typedef struct hf_grounds {
    int64_t id;
    int64_t revision;
    hf_name verdict, cell, route;
    uint8_t means; /* hf_episodes_means */
    bool has_margin;
    int64_t margin, score; /* points */
    const hf_name *fired;  /* ids of criteria and gates, without points */
    uint32_t fired_count;
    const hf_name *pivotal;
    uint32_t pivotal_count;
} hf_grounds;

typedef enum hf_episodes_means {
    HF_EPISODES_PASS,
    HF_EPISODES_HOLD,
    HF_EPISODES_DISQUALIFY,
    HF_EPISODES_INSUFFICIENT,
    HF_EPISODES_EXCLUDE
} hf_episodes_means;

/** One unit. Times are seconds since 1970, HF_FACTS_NO_TIME where there is
 * none. */
typedef struct hf_episode {
    int64_t id; /* of the derived row */
    int64_t lead, decision;
    int64_t began; /* handed, or decided */
    int64_t handed, due, touched, at;
    int64_t minutes;  /* from handed to `at`, -1: not handed */
    uint32_t grounds; /* into hf_episodes.grounds */
    hf_name ruleset, team, actor, reason, reason_code, reason_class;
    const hf_name *disputes; /* criteria */
    uint16_t dispute_count;
    int32_t cycle, attempts;
    uint8_t code;       /* hf_unit_code */
    uint8_t resolution; /* hf_resolution */
    bool is_unexplained, is_contradicted, is_bulk, is_reversed;
} hf_episode;

typedef struct hf_episodes {
    hf_arena arena;
    hf_table names;    /* texts <-> numbers */
    hf_episode *items; /* by began, then lead, decision, cycle */
    size_t count, room;
    hf_grounds *grounds;
    size_t grounds_count, grounds_room;
} hf_episodes;

/** What is read. */
typedef struct hf_episodes_range {
    int64_t from, to; /* the first is in it, the second is not */
    int64_t ruleset;  /* id, 0: all */
} hf_episodes_range;

/**
 * Read them from derived rows that are up to date, inside the transaction of
 * hf_derive_begin. Statuses as hf_db_status. Clear in any case.
 */
handoff_status hf_episodes_read(hf_episodes *episodes, handoff_ledger *ledger,
                                const hf_episodes_range *range,
                                handoff_findings *findings);
void hf_episodes_clear(hf_episodes *episodes);

/** The text of a name, empty for HF_EPISODES_NONE. */
hf_view hf_episodes_text(const hf_episodes *episodes, hf_name name);

/** The grounds of an episode. */
const hf_grounds *hf_episodes_grounds(const hf_episodes *episodes,
                                      const hf_episode *one);

/** The sets that rates are made of, by code: passed and judged (the
 * denominator of the high-side rate), a high-side override, held and judged,
 * a low-side override, worked as in the table of resolutions. */
bool hf_episodes_is_judged_pass(const hf_episode *one);
bool hf_episodes_is_high(const hf_episode *one);
bool hf_episodes_is_judged_hold(const hf_episode *one);
bool hf_episodes_is_low(const hf_episode *one);
bool hf_episodes_is_worked_pass(const hf_episode *one);

/**
 * Whether it is of a matured cohort: it has a resolution, and its age at
 * `as_of` (since it was handed, pulled or decided) is over `maturity`. An
 * opportunity is known as soon as it is there, and its absence only then: a
 * rate over all that are resolved would count young cases when they are hits
 * and leave them out when they are not. Shares of outcomes go over these.
 */
bool hf_episodes_is_matured(const hf_episode *one, int64_t as_of,
                            int64_t maturity);

#endif
