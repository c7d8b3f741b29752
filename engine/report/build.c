/*
 * A report is put together here: options and agreement in, the period found,
 * derived rows brought up to date and read once, and every part built from
 * them inside one transaction. What is in a part is its builder's.
 */
#include "base/date.h"
#include "dispute/derive.h"
#include "ledger/facts.h"
#include "report/builders.h"
#include "report/restated.h"

#include <string.h>

typedef handoff_status builder(hf_report *report, handoff_ledger *ledger,
                               handoff_findings *findings);

static builder *const builders[] = {
    hf_overview_build,   hf_weeks_build,      hf_cells_build,
    hf_waiting_build,    hf_outcomes_build,   hf_criteria_build,
    hf_groupings_build,  hf_objections_build, hf_callouts_build,
    hf_listed_build,     hf_worth_build,      hf_agenda_build,
    hf_judgements_build, hf_revisions_build,  hf_cautions_build,
};

void
handoff_report_options_init(handoff_report_options *options)
{
    *options = (handoff_report_options){.width = 80, .seed = 1};
}

// ---- What is asked for -----------------------------------------------------

static handoff_status
refuse(handoff_findings *findings, const char *what, const char *name)
{
    hf_findings_add(findings, HF_CODE_LEDGER_REPORT, (hf_span){0},
                    "there is no %s '%s'", what, name);
    return HANDOFF_USAGE;
}

static handoff_status
check_period(const handoff_report_options *options, handoff_findings *findings)
{
    int64_t to = options->has_to ? options->to : options->as_of;
    if (!options->has_from || options->from <= to) {
        return HANDOFF_OK;
    }
    hf_findings_add(findings, HF_CODE_LEDGER_REPORT, (hf_span){0},
                    "the period ends before it begins");
    return HANDOFF_USAGE;
}

static handoff_status
find_ruleset(handoff_ledger *ledger, const char *name, int64_t *id,
             handoff_findings *findings)
{
    *id = 0;
    if (!name) {
        return HANDOFF_OK;
    }
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_FIND_RULESET);
    hf_db_bind_text(query, 1, hf_view_of(name));
    *id = hf_db_next(query) ? hf_db_get_int(query, 0) : 0;
    hf_db_reset(query);
    handoff_status status = hf_db_status(ledger->db, findings);
    return status == HANDOFF_OK && !*id ? refuse(findings, "rule set", name)
                                        : status;
}

// The batch by which all of this is known, and its hash.
static handoff_status
find_head(hf_report *report, handoff_ledger *ledger, handoff_findings *findings)
{
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_HEAD_AT);
    hf_db_bind_int(query, 1, report->known_by ? report->known_by : INT64_MAX);
    hf_buffer text = {0};
    int64_t batch = 0;
    if (hf_db_next(query)) {
        batch = hf_db_get_int(query, 0);
        hf_buffer_printf(&text, "%lld:%.*s", (long long)batch,
                         (int)hf_db_get_text(query, 1).len,
                         hf_db_get_text(query, 1).ptr);
    }
    hf_db_reset(query);
    report->head = hf_arena_copy(&report->arena, hf_buffer_view(&text));
    bool is_fine = !text.failed && report->head.ptr;
    hf_buffer_clear(&text);
    handoff_status status = hf_db_status(ledger->db, findings);
    if (status == HANDOFF_OK && report->known_by && report->known_by != batch) {
        hf_findings_add(findings, HF_CODE_LEDGER_REPORT, (hf_span){0},
                        "there is no batch %lld", (long long)report->known_by);
        return HANDOFF_USAGE;
    }
    return status == HANDOFF_OK && !is_fine ? hf_store_no_memory(findings)
                                            : status;
}

// ---- The episodes ----------------------------------------------------------

// What ends with the moment of the report holds that moment too.
static int64_t
end_of_period(const handoff_report_options *options)
{
    return options->has_to ? options->to : options->as_of + 1;
}

// A few days of a period are not compared with the whole of another.
static handoff_status
find_before(hf_report *report, handoff_ledger *ledger,
            handoff_findings *findings)
{
    int64_t len = report->to - report->from;
    int64_t from = report->from - len;
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_FIRST_RUN);
    hf_db_bind_int(query, 1, report->known_by ? report->known_by : INT64_MAX);
    bool has_run = hf_db_next(query) && !hf_db_is_null(query, 0);
    int64_t first = has_run ? hf_db_get_int(query, 0) : report->from;
    hf_db_reset(query);
    report->before = (hf_report_before){
        .is_there = first<report->from - len / 2, .begins = first> from
                        ? first
                        : HF_FACTS_NO_TIME,
        .from = from,
        .to = report->from,
    };
    return hf_db_status(ledger->db, findings);
}

static handoff_status
read_episodes(hf_report *report, handoff_ledger *ledger, int64_t ruleset,
              handoff_findings *findings)
{
    const handoff_report_options *options = report->options;
    hf_episodes_range range = {
        .from = options->has_from ? options->from : INT64_MIN,
        .to = end_of_period(options),
        .ruleset = ruleset,
    };
    handoff_status status =
        hf_episodes_read(&report->episodes, ledger, &range, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    report->to = options->has_to ? options->to : options->as_of;
    report->from = options->has_from        ? options->from
                   : report->episodes.count ? report->episodes.items[0].began
                                            : report->to;
    if (!options->compare || report->from >= report->to) {
        return HANDOFF_OK;
    }
    status = find_before(report, ledger, findings);
    if (status != HANDOFF_OK || !report->before.is_there) {
        return status;
    }
    range.from = report->before.from;
    range.to = report->before.to;
    return hf_episodes_read(&report->before_episodes, ledger, &range, findings);
}

static bool
look_at_cells(hf_report *report)
{
    return hf_mix_look(&report->mix, &report->episodes, &report->sight) &&
           hf_mix_look(&report->mix, &report->before_episodes,
                       &report->before_sight) &&
           hf_mix_settle(&report->mix);
}

static handoff_status
build_parts(hf_report *report, handoff_ledger *ledger, int64_t ruleset,
            handoff_findings *findings)
{
    handoff_status status = find_head(report, ledger, findings);
    if (status == HANDOFF_OK) {
        status = read_episodes(report, ledger, ruleset, findings);
    }
    if (status == HANDOFF_OK && !look_at_cells(report)) {
        status = hf_store_no_memory(findings);
    }
    for (size_t at = 0;
         status == HANDOFF_OK && at < sizeof builders / sizeof *builders;
         at++) {
        status = builders[at](report, ledger, findings);
    }
    hf_restated_conclude(report);
    return status;
}

handoff_status
hf_report_build(hf_report *report, handoff_ledger *ledger,
                const handoff_report_options *options,
                const handoff_agreement *agreement, handoff_findings *findings)
{
    *report = (hf_report){
        .options = options,
        .agreement = agreement,
        .as_of = options->as_of,
        .known_by = options->known_by,
        .ruleset = hf_view_of(options->ruleset),
        .before.begins = HF_FACTS_NO_TIME,
    };
    int64_t ruleset = 0;
    hf_derive asked = {.agreement = agreement,
                       .as_of = options->as_of,
                       .known_by = options->known_by};
    handoff_status status = check_period(options, findings);
    if (status == HANDOFF_OK) {
        status = find_ruleset(ledger, options->ruleset, &ruleset, findings);
    }
    if (status == HANDOFF_OK) {
        status = hf_restated_build(report, ledger, ruleset, findings);
    }
    if (status != HANDOFF_OK) {
        return status;
    }
    status = hf_derive_begin(ledger, &asked, findings);
    if (status == HANDOFF_OK) {
        status = build_parts(report, ledger, ruleset, findings);
    }
    handoff_status ended = hf_derive_end(ledger, &asked, findings);
    return status == HANDOFF_OK ? ended : status;
}

void
hf_report_clear(hf_report *report)
{
    hf_episodes_clear(&report->episodes);
    hf_episodes_clear(&report->before_episodes);
    hf_mix_clear(&report->mix);
    hf_mix_sight_clear(&report->sight);
    hf_mix_sight_clear(&report->before_sight);
    hf_arena_clear(&report->arena);
    *report = (hf_report){0};
}
