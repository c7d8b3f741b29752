/*
 * A report for programs: the same numbers as on the page, under names that
 * stay. Fractions have nine decimals; what is not known is null. Names are
 * those of report.schema.json.
 */
#include "report/report_json.h"

#include "base/date.h"
#include "base/json.h"
#include "ledger/facts.h"
#include "report/decimal_text.h"

// ---- Values ----------------------------------------------------------------

static void
add_fraction(hf_json *json, const char *key, bool is_known, double value)
{
    hf_buffer digits = {0};
    hf_json_key(json, key);
    if (!is_known) {
        hf_json_null(json);
        return;
    }
    hf_decimal_text_add(&digits, value, 9);
    hf_json_digits(json, hf_buffer_view(&digits));
    json->out->failed |= digits.failed;
    hf_buffer_clear(&digits);
}

static void
add_figure(hf_json *json, const char *key, hf_figure figure)
{
    add_fraction(json, key, figure.is_known, figure.value);
}

static void
add_count(hf_json *json, const char *key, int64_t number)
{
    hf_json_key(json, key);
    hf_json_int(json, number);
}

static void
add_text(hf_json *json, const char *key, hf_view text)
{
    hf_json_key(json, key);
    hf_json_text(json, text);
}

static void
add_time(hf_json *json, const char *key, int64_t seconds)
{
    hf_buffer text = {0};
    hf_json_key(json, key);
    if (seconds == HF_FACTS_NO_TIME) {
        hf_json_null(json);
        return;
    }
    hf_date_print_full(&text, seconds);
    hf_json_text(json, hf_buffer_view(&text));
    json->out->failed |= text.failed;
    hf_buffer_clear(&text);
}

static void
add_rate_members(hf_json *json, hf_rate rate)
{
    add_count(json, "k", rate.k);
    add_count(json, "n", rate.n);
    add_fraction(json, "rate", rate.has_rate, rate.rate);
    add_fraction(json, "low", true, rate.has_rate ? rate.low : 0);
    add_fraction(json, "high", true, rate.has_rate ? rate.high : 1);
}

static void
add_rate(hf_json *json, const char *key, hf_rate rate)
{
    hf_json_key(json, key);
    hf_json_open_object(json);
    add_rate_members(json, rate);
    hf_json_close_object(json);
}

static void
add_difference(hf_json *json, const char *key, hf_difference difference)
{
    hf_json_key(json, key);
    hf_json_open_object(json);
    add_fraction(json, "value", difference.is_known, difference.value);
    add_fraction(json, "low", difference.is_known, difference.low);
    add_fraction(json, "high", difference.is_known, difference.high);
    hf_json_close_object(json);
}

static void
open_object(hf_json *json, const char *key)
{
    hf_json_key(json, key);
    hf_json_open_object(json);
}

static void
open_array(hf_json *json, const char *key)
{
    hf_json_key(json, key);
    hf_json_open_array(json);
}

// ---- The first page --------------------------------------------------------

static void
add_period(hf_json *json, const hf_report *report)
{
    open_object(json, "period");
    add_time(json, "from", report->from);
    add_time(json, "to", report->to);
    add_time(json, "as_of", report->as_of);
    hf_json_close_object(json);
}

static void
add_revisions(hf_json *json, const hf_report *report)
{
    open_array(json, "revisions");
    for (size_t at = 0; at < report->revisions.count; at++) {
        const hf_revision_part *one = &report->revisions.items[at];
        hf_json_open_object(json);
        add_text(json, "ruleset", one->ruleset);
        add_text(json, "hash", one->hash);
        add_text(json, "git_commit", one->git_commit);
        hf_json_key(json, "dirty");
        hf_json_bool(json, one->is_dirty);
        add_time(json, "since", one->since);
        add_count(json, "cases", one->cases);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
}

static void
add_funnel(hf_json *json, const hf_report *report)
{
    open_object(json, "funnel");
    add_count(json, "scored", report->funnel.scored);
    add_count(json, "in_scope", report->funnel.in_scope);
    add_count(json, "passed", report->funnel.passed);
    add_count(json, "handed", report->funnel.handed);
    add_count(json, "due", report->funnel.due);
    add_count(json, "answered", report->funnel.answered);
    hf_json_close_object(json);
    add_count(json, "leads", report->leads);
    add_count(json, "facts_without_decision", report->facts_without_decision);
}

static void
add_codes(hf_json *json, const hf_report *report)
{
    open_object(json, "codes");
    for (int code = 0; code < HF_UNIT_CODE_COUNT; code++) {
        hf_json_key_view(json, hf_units_code_text((hf_unit_code)code));
        hf_json_int(json, report->codes[code]);
    }
    hf_json_close_object(json);
}

static void
add_rates(hf_json *json, const char *key, const hf_report_rates *rates)
{
    open_object(json, key);
    add_rate(json, "high_side", rates->high_side);
    add_rate(json, "low_side", rates->low_side);
    add_rate(json, "disputed", rates->disputed);
    add_rate(json, "unexplained", rates->unexplained);
    add_rate(json, "elsewhere", rates->elsewhere);
    add_rate(json, "contradicted", rates->contradicted);
    add_rate(json, "sla_kept", rates->sla_kept);
    add_rate(json, "reversed", rates->reversed);
    hf_json_close_object(json);
}

static void
add_before(hf_json *json, const hf_report *report)
{
    const hf_report_before *before = &report->before;
    hf_json_key(json, "before");
    if (!before->is_there) {
        hf_json_null(json);
        return;
    }
    hf_json_open_object(json);
    add_time(json, "from", before->from);
    add_time(json, "to", before->to);
    add_rates(json, "rates", &before->rates);
    open_object(json, "change");
    add_difference(json, "high_side", before->high_side);
    add_difference(json, "low_side", before->low_side);
    hf_json_close_object(json);
    hf_json_close_object(json);
}

static void
add_restated(hf_json *json, const hf_report *report)
{
    const hf_report_restated *restated = &report->restated;
    hf_json_key(json, "restated");
    if (!restated->is_there) {
        hf_json_null(json);
        return;
    }
    hf_json_open_object(json);
    add_time(json, "from", restated->from);
    add_time(json, "to", restated->to);
    add_time(json, "as_of", restated->as_of);
    add_count(json, "known_by", restated->known_by);
    add_rate(json, "high_side_then", restated->high_side_then);
    add_rate(json, "high_side_now", restated->high_side_now);
    add_rate(json, "low_side_then", restated->low_side_then);
    add_rate(json, "low_side_now", restated->low_side_now);
    add_count(json, "late_dispositions", restated->late_dispositions);
    add_count(json, "late_outcomes", restated->late_outcomes);
    add_count(json, "late_others", restated->late_others);
    hf_json_close_object(json);
}

static void
add_agreement(hf_json *json, const hf_report *report)
{
    hf_agreement_figures it = hf_agreement_table_describe(&report->agreed);
    open_object(json, "agreement");
    add_count(json, "a", report->agreed.a);
    add_count(json, "b", report->agreed.b);
    add_count(json, "c", report->agreed.c);
    add_count(json, "d", report->agreed.d);
    add_figure(json, "po", it.po);
    add_figure(json, "kappa", it.kappa);
    add_figure(json, "pabak", it.pabak);
    add_figure(json, "ac1", it.ac1);
    add_figure(json, "prevalence", it.prevalence);
    add_figure(json, "bias", it.bias);
    add_figure(json, "mcnemar_p", it.mcnemar_p);
    hf_json_close_object(json);
}

// ---- Over time, and by place -----------------------------------------------

static void
add_week(hf_json *json, const hf_week_part *week)
{
    hf_buffer name = {0};
    bool has_limits = week->centre.is_known && week->rate.has_rate;
    hf_json_open_object(json);
    hf_buffer_printf(&name, "%04d-W%02d", week->year, week->week);
    add_text(json, "week", hf_buffer_view(&name));
    json->out->failed |= name.failed;
    hf_buffer_clear(&name);
    add_rate_members(json, week->rate);
    hf_json_key(json, "outside");
    hf_json_bool(json, week->is_outside);
    hf_json_key(json, "run");
    hf_json_bool(json, week->is_run);
    add_figure(json, "centre", week->centre);
    add_fraction(json, "limit_low", has_limits, week->limit_low);
    add_fraction(json, "limit_high", has_limits, week->limit_high);
    hf_json_key(json, "revision");
    if (week->revision) {
        hf_json_text(json, week->revision->hash);
    } else {
        hf_json_null(json);
    }
    hf_json_close_object(json);
}

static void
add_trend(hf_json *json, const hf_report *report)
{
    open_array(json, "trend");
    for (size_t at = 0; at < report->weeks.count; at++) {
        add_week(json, &report->weeks.items[at]);
    }
    hf_json_close_array(json);
}

static void
add_cells(hf_json *json, const hf_report *report)
{
    open_array(json, "cells");
    for (size_t at = 0; at < report->cells.count; at++) {
        const hf_cell_part *one = &report->cells.items[at];
        hf_json_open_object(json);
        add_text(json, "cell", hf_episodes_text(&report->episodes, one->cell));
        add_rate(json, "high_side", one->high_side);
        add_rate(json, "low_side", one->low_side);
        add_rate(json, "conversion", one->conversion);
        add_figure(json, "lift", one->lift);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
    open_array(json, "margins");
    for (size_t at = 0; at < report->margins.count; at++) {
        const hf_margin_part *one = &report->margins.items[at];
        hf_json_open_object(json);
        add_count(json, "least", one->least);
        add_count(json, "width", one->width);
        add_count(json, "followed", one->followed);
        add_count(json, "overridden", one->overridden);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
}

static void
add_adjusted(hf_json *json, const char *key, hf_adjust_rate rate)
{
    open_object(json, key);
    add_fraction(json, "rate", rate.is_known, rate.rate);
    add_fraction(json, "low", rate.is_known, rate.low);
    add_fraction(json, "high", rate.is_known, rate.high);
    add_fraction(json, "covered", true, rate.covered);
    hf_json_close_object(json);
}

// A rate beside others in the same cells; `q` is that of all comparisons.
static void
add_contrast(hf_json *json, const char *key, const hf_contrast *it)
{
    open_object(json, key);
    add_rate_members(json, it->here);
    add_adjusted(json, "expected", it->elsewhere);
    add_figure(json, "odds_ratio", it->odds.ratio);
    add_figure(json, "p", it->odds.p);
    add_fraction(json, "q", it->is_tried, it->q);
    hf_json_close_object(json);
}

static void
add_criterion(hf_json *json, const hf_report *report,
              const hf_criterion_part *one)
{
    hf_json_open_object(json);
    add_text(json, "id", hf_episodes_text(&report->episodes, one->id));
    add_text(json, "ruleset", one->ruleset);
    add_text(json, "because", one->because);
    add_text(json, "kind", one->kind);
    add_text(json, "axis", one->axis);
    add_text(json, "points", one->points);
    add_text(json, "owner", one->owner);
    add_count(json, "scored", one->scored);
    add_count(json, "fired", one->fired);
    add_count(json, "pivotal", one->pivotal);
    add_contrast(json, "overridden", &one->overridden);
    add_rate(json, "worked_anyway", one->worked_anyway);
    add_contrast(json, "conversion", &one->conversion);
    add_count(json, "disputed", one->disputed);
    add_rate(json, "disputed_share", one->disputes);
    add_figure(json, "disputed_shrunken", one->shrunken);
    add_count(json, "rule_vindicated", one->vindicated.rule);
    add_count(json, "sales_vindicated", one->vindicated.sales);
    hf_json_close_object(json);
}

static void
add_criteria(hf_json *json, const hf_report *report)
{
    open_array(json, "criteria");
    for (size_t at = 0; at < report->criteria.count; at++) {
        add_criterion(json, report, &report->criteria.items[at]);
    }
    hf_json_close_array(json);
}

static void
add_classes(hf_json *json, const hf_report *report)
{
    open_array(json, "classes");
    for (size_t at = 0; at < report->classes.count; at++) {
        const hf_class_part *one = &report->classes.items[at];
        hf_json_open_object(json);
        add_text(json, "class", one->reason_class);
        hf_json_key(json, "silent");
        hf_json_bool(json, one->is_silent);
        add_text(json, "team", one->team);
        add_count(json, "n", one->n);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
}

static void
add_reasons(hf_json *json, const hf_report *report)
{
    const hf_episodes *episodes = &report->episodes;
    const hf_objections_part *all = &report->objections;
    open_array(json, "reasons");
    for (size_t at = 0; at < report->reasons.count; at++) {
        const hf_reason_part *one = &report->reasons.items[at];
        hf_json_open_object(json);
        add_text(json, "code", hf_episodes_text(episodes, one->code));
        add_text(json, "class", hf_episodes_text(episodes, one->reason_class));
        add_count(json, "n", one->n);
        add_count(json, "contradicted", one->contradicted);
        add_count(json, "rule_vindicated", one->rule_vindicated);
        add_count(json, "sales_vindicated", one->sales_vindicated);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
    open_object(json, "objections");
    add_count(json, "overrides", all->overrides);
    add_count(json, "with_reason", all->with_reason);
    add_count(json, "unmapped", all->unmapped);
    add_count(json, "no_reason", all->no_reason);
    add_count(json, "silent", all->silent);
    hf_json_close_object(json);
    add_classes(json, report);
}

static void
add_group(hf_json *json, const char *name, const hf_group_part *one)
{
    hf_json_open_object(json);
    add_text(json, name, one->name);
    add_rate_members(json, one->rate);
    add_fraction(json, "expected_low", true, one->expected_low);
    add_fraction(json, "expected_high", true, one->expected_high);
    add_fraction(json, "far_low", true, one->far_low);
    add_fraction(json, "far_high", true, one->far_high);
    add_fraction(json, "p", true, one->p);
    add_fraction(json, "q", true, one->q);
    add_adjusted(json, "adjusted", one->adjusted);
    add_contrast(json, "high_side", &one->high_side);
    add_contrast(json, "silence", &one->silence);
    add_count(json, "unexplained", one->unexplained);
    add_count(json, "late", one->late);
    add_rate(json, "low_side", one->low_side);
    add_count(json, "pulled", one->pulled);
    add_count(json, "rule_vindicated", one->rule_vindicated);
    add_count(json, "sales_vindicated", one->sales_vindicated);
    hf_json_key(json, "pooled");
    hf_json_bool(json, one->is_pooled);
    hf_json_key(json, "flipped");
    hf_json_bool(json, one->is_flipped);
    hf_json_close_object(json);
}

static void
add_items(hf_json *json, const char *name, const hf_grouping_part *grouping)
{
    for (size_t at = 0; at < grouping->count; at++) {
        add_group(json, name, &grouping->items[at]);
    }
}

// Teams have a member of their own, all others stand by their field.
static void
add_groupings(hf_json *json, const hf_report *report)
{
    open_array(json, "teams");
    for (size_t at = 0; at < report->groupings.count; at++) {
        const hf_grouping_part *one = &report->groupings.items[at];
        if (hf_view_equal(one->field, HF_VIEW("team"))) {
            add_items(json, "team", one);
        }
    }
    hf_json_close_array(json);
    open_array(json, "groupings");
    for (size_t at = 0; at < report->groupings.count; at++) {
        const hf_grouping_part *one = &report->groupings.items[at];
        hf_json_open_object(json);
        add_text(json, "field", one->field);
        add_rate(json, "pooled", one->pooled);
        add_figure(json, "overdispersion", one->funnel.phi);
        open_array(json, "groups");
        add_items(json, "name", one);
        hf_json_close_array(json);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
}

// ---- Time and outcomes -----------------------------------------------------

static void
add_waiting(hf_json *json, const hf_report *report)
{
    const hf_time_part *time = &report->time;
    open_object(json, "time");
    add_count(json, "touched", time->touched);
    add_count(json, "untouched", time->untouched);
    hf_json_key(json, "median_minutes");
    if (time->median < 0) {
        hf_json_null(json);
    } else {
        hf_json_int(json, time->median);
    }
    hf_json_key(json, "p90_minutes");
    if (time->p90 < 0) {
        hf_json_null(json);
    } else {
        hf_json_int(json, time->p90);
    }
    open_array(json, "bins");
    for (size_t at = 0; at < HF_TIME_BINS; at++) {
        hf_json_int(json, time->bins[at]);
    }
    hf_json_close_array(json);
    add_count(json, "bulk_closures", (int64_t)time->bulk_count);
    add_rate(json, "high_side_bulk_once", time->once);
    hf_json_close_object(json);
}

static void
add_resolution(hf_json *json, const hf_report *report)
{
    const hf_right_part *right = &report->right;
    open_object(json, "resolution");
    for (int one = HF_RESOLUTION_OPEN; one < HF_REPORT_RESOLUTIONS; one++) {
        hf_json_key_view(json, hf_units_resolution_text((hf_resolution)one));
        hf_json_int(json, report->resolution[one]);
    }
    hf_json_close_object(json);
    open_object(json, "right");
    add_count(json, "matured", right->matured);
    add_count(json, "open", right->open);
    add_count(json, "early", right->early);
    add_rate(json, "worked_pass", right->worked_pass);
    add_rate(json, "worked_hold", right->worked_hold);
    add_difference(json, "yield", right->yield);
    add_rate(json, "high_vindicates_rule", right->high_vindicates_rule);
    add_rate(json, "low_vindicates_sales", right->low_vindicates_sales);
    add_count(json, "unobservable", right->unobservable);
    add_rate(json, "bound_low", right->bounds.low);
    add_rate(json, "bound_high", right->bounds.high);
    add_count(json, "won", right->won);
    add_count(json, "lost", right->lost);
    hf_json_close_object(json);
}

// ---- Cases and words -------------------------------------------------------

static bool
add_case(hf_json *json, hf_report *report, handoff_ledger *ledger, uint32_t at)
{
    const hf_episodes *episodes = &report->episodes;
    const hf_episode *one = &episodes->items[at];
    hf_view lead = hf_report_lead(report, ledger, one);
    hf_json_open_object(json);
    add_text(json, "lead", lead);
    add_count(json, "cycle", one->cycle);
    add_text(json, "code", hf_units_code_text((hf_unit_code)one->code));
    add_time(json, "at", one->at);
    add_text(json, "team", hf_episodes_text(episodes, one->team));
    add_text(json, "reason_code", hf_episodes_text(episodes, one->reason_code));
    add_text(json, "resolution",
             hf_units_resolution_text((hf_resolution)one->resolution));
    hf_json_close_object(json);
    return lead.ptr != NULL;
}

static bool
add_cases(hf_json *json, hf_report *report, handoff_ledger *ledger)
{
    bool is_fine = true;
    open_array(json, "compliance");
    for (size_t at = 0; is_fine && at < report->compliance.count; at++) {
        is_fine = add_case(json, report, ledger, report->compliance.items[at]);
    }
    hf_json_close_array(json);
    open_array(json, "marketing");
    for (size_t at = 0; is_fine && at < report->marketing.count; at++) {
        is_fine = add_case(json, report, ledger, report->marketing.items[at]);
    }
    hf_json_close_array(json);
    return is_fine;
}

static void
add_findings(hf_json *json, const hf_report *report)
{
    open_array(json, "findings");
    for (size_t at = 0; at < report->findings.count; at++) {
        const hf_finding_part *one = &report->findings.items[at];
        hf_json_open_object(json);
        add_text(json, "text", one->text);
        add_text(json, "figure", one->figure);
        add_fraction(json, "q", true, one->q);
        add_count(json, "section", one->section);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
    add_count(json, "comparisons", (int64_t)report->comparisons);
    open_array(json, "warnings");
    for (size_t at = 0; at < report->warnings.count; at++) {
        hf_json_text(json, report->warnings.items[at]);
    }
    hf_json_close_array(json);
}

bool
hf_report_json_write(hf_report *report, handoff_ledger *ledger, hf_buffer *out)
{
    hf_json json;
    hf_json_init(&json, out, HF_JSON_INDENTED);
    hf_json_open_object(&json);
    add_count(&json, "schema_version", 1);
    add_period(&json, report);
    add_text(&json, "head", report->head);
    add_revisions(&json, report);
    add_funnel(&json, report);
    add_codes(&json, report);
    add_rates(&json, "rates", &report->rates);
    add_before(&json, report);
    add_restated(&json, report);
    add_agreement(&json, report);
    add_trend(&json, report);
    add_cells(&json, report);
    add_criteria(&json, report);
    add_reasons(&json, report);
    add_groupings(&json, report);
    add_waiting(&json, report);
    add_resolution(&json, report);
    bool is_fine = add_cases(&json, report, ledger);
    add_findings(&json, report);
    hf_json_close_object(&json);
    hf_buffer_add_byte(out, '\n');
    return is_fine && !out->failed;
}
