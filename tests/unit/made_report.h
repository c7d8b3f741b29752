/*
 * A report over episodes that a test makes up: no rules, no facts. A test adds
 * cases by code and time, sets what else matters of them, and calls a builder.
 */
#ifndef HF_TESTS_UNIT_MADE_REPORT_H
#define HF_TESTS_UNIT_MADE_REPORT_H

#include "unit/near.h"

#include "base/memory.h"
#include "ledger/facts.h"
#include "report/builders.h"
#include "report/overview.h"

#define MADE_DAY INT64_C(86400)

/** Monday, 28 September 2026, midnight UTC: 2026-W40. */
#define MADE_MONDAY INT64_C(1790553600)

typedef struct made_report {
    hf_report report;
    handoff_agreement agreement;
    handoff_report_options options;
    handoff_ledger *ledger; /* empty */
    handoff_findings *findings;
} made_report;

static made_report made;

static inline int
made_set_up(void **state)
{
    (void)state;
    made = (made_report){.agreement.maturity = 90 * MADE_DAY,
                         .agreement.grace = 7200,
                         .agreement.minimum_cell = 10};
    handoff_report_options_init(&made.options);
    made.report.options = &made.options;
    made.report.agreement = &made.agreement;
    made.report.from = MADE_MONDAY;
    made.report.as_of = made.report.to = MADE_MONDAY + 200 * MADE_DAY;
    made.findings = handoff_findings_new();
    return (int)handoff_ledger_open(NULL, HANDOFF_ACCESS_CREATE, 0,
                                    &made.ledger, made.findings);
}

static inline int
made_tear_down(void **state)
{
    (void)state;
    hf_report_clear(&made.report);
    handoff_ledger_close(made.ledger);
    handoff_findings_free(made.findings);
    return 0;
}

static inline hf_name
made_name(const char *text)
{
    return hf_table_intern(&made.report.episodes.names, hf_view_of(text));
}

/** What the next cases rest on: a cell, a margin, pass or hold. */
static inline void
made_grounds(const char *cell, hf_episodes_means means, int64_t margin)
{
    hf_episodes *episodes = &made.report.episodes;
    hf_grounds *grounds =
        hf_memory_grow(episodes->grounds, &episodes->grounds_room,
                       episodes->grounds_count + 1, sizeof *grounds);
    assert_non_null(grounds);
    episodes->grounds = grounds;
    grounds[episodes->grounds_count++] = (hf_grounds){
        .revision = 1,
        .means = (uint8_t)means,
        .cell = made_name(cell),
        .verdict = HF_EPISODES_NONE,
        .route = HF_EPISODES_NONE,
        .has_margin = true,
        .margin = margin,
    };
}

/** Add a case; handed at `began` when it is a pass, with an SLA of a day. */
static inline hf_episode *
made_case(hf_unit_code code, int64_t began)
{
    hf_episodes *episodes = &made.report.episodes;
    if (!episodes->grounds_count) {
        made_grounds("A1", HF_EPISODES_PASS, 10);
    }
    hf_episode *items = hf_memory_grow(episodes->items, &episodes->room,
                                       episodes->count + 1, sizeof *items);
    assert_non_null(items);
    episodes->items = items;
    hf_episode *one = &items[episodes->count++];
    uint32_t grounds = (uint32_t)episodes->grounds_count - 1;
    bool is_handed = episodes->grounds[grounds].means == HF_EPISODES_PASS;
    *one = (hf_episode){
        .id = (int64_t)episodes->count,
        .lead = (int64_t)episodes->count,
        .decision = (int64_t)episodes->count,
        .began = began,
        .handed = is_handed ? began : HF_FACTS_NO_TIME,
        .due = is_handed ? began + MADE_DAY : HF_FACTS_NO_TIME,
        .touched = HF_FACTS_NO_TIME,
        .at = began,
        .minutes = is_handed ? 0 : -1,
        .grounds = grounds,
        .ruleset = HF_EPISODES_NONE,
        .team = HF_EPISODES_NONE,
        .actor = HF_EPISODES_NONE,
        .reason = HF_EPISODES_NONE,
        .reason_code = HF_EPISODES_NONE,
        .reason_class = HF_EPISODES_NONE,
        .cycle = 1,
        .code = (uint8_t)code,
        .resolution = HF_RESOLUTION_NONE,
    };
    return one;
}

/** The same `count` times; the last one is returned. */
static inline hf_episode *
made_cases(int count, hf_unit_code code, int64_t began)
{
    hf_episode *one = NULL;
    for (int at = 0; at < count; at++) {
        one = made_case(code, began);
    }
    return one;
}

static inline void
assert_rate(hf_rate rate, int64_t k, int64_t n)
{
    assert_int_equal(rate.k, k);
    assert_int_equal(rate.n, n);
    assert_int_equal(rate.has_rate, n > 0);
}

#endif
