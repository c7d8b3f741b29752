/*
 * A report for programs: the same numbers as on the page, under names that
 * stay. Fractions have nine decimals; what is not known is null. Names are
 * those of report.schema.json.
 */
#include "report/report_json.h"

#include "report/member.h"

// ---- The first page --------------------------------------------------------

static void
add_period(hf_json *json, const hf_report *report)
{
    hf_member_object(json, "period");
    hf_member_time(json, "from", report->from);
    hf_member_time(json, "to", report->to);
    hf_member_time(json, "as_of", report->as_of);
    hf_json_close_object(json);
}

static void
add_revisions(hf_json *json, const hf_report *report)
{
    hf_member_array(json, "revisions");
    for (size_t at = 0; at < report->revisions.count; at++) {
        const hf_revision_part *one = &report->revisions.items[at];
        hf_json_open_object(json);
        hf_member_text(json, "ruleset", one->ruleset);
        hf_member_text(json, "hash", one->hash);
        hf_member_text(json, "git_commit", one->git_commit);
        hf_json_key(json, "dirty");
        hf_json_bool(json, one->is_dirty);
        hf_member_time(json, "since", one->since);
        hf_member_count(json, "cases", one->cases);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
}

static void
add_funnel(hf_json *json, const hf_report *report)
{
    hf_member_object(json, "funnel");
    hf_member_count(json, "scored", report->funnel.scored);
    hf_member_count(json, "in_scope", report->funnel.in_scope);
    hf_member_count(json, "passed", report->funnel.passed);
    hf_member_count(json, "handed", report->funnel.handed);
    hf_member_count(json, "due", report->funnel.due);
    hf_member_count(json, "answered", report->funnel.answered);
    hf_json_close_object(json);
    hf_member_count(json, "leads", report->leads);
    hf_member_count(json, "facts_without_decision",
                    report->facts_without_decision);
}

static void
add_codes(hf_json *json, const hf_report *report)
{
    hf_member_object(json, "codes");
    for (int code = 0; code < HF_UNIT_CODE_COUNT; code++) {
        hf_json_key_view(json, hf_units_code_text((hf_unit_code)code));
        hf_json_int(json, report->codes[code]);
    }
    hf_json_close_object(json);
}

static void
add_rates(hf_json *json, const char *key, const hf_report_rates *rates)
{
    hf_member_object(json, key);
    hf_member_rate(json, "high_side", rates->high_side);
    hf_member_rate(json, "low_side", rates->low_side);
    hf_member_rate(json, "disputed", rates->disputed);
    hf_member_rate(json, "unexplained", rates->unexplained);
    hf_member_rate(json, "elsewhere", rates->elsewhere);
    hf_member_rate(json, "contradicted", rates->contradicted);
    hf_member_rate(json, "sla_kept", rates->sla_kept);
    hf_member_rate(json, "reversed", rates->reversed);
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
    hf_member_time(json, "from", before->from);
    hf_member_time(json, "to", before->to);
    add_rates(json, "rates", &before->rates);
    hf_member_object(json, "change");
    hf_member_difference(json, "high_side", before->high_side);
    hf_member_difference(json, "low_side", before->low_side);
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
    hf_member_time(json, "from", restated->from);
    hf_member_time(json, "to", restated->to);
    hf_member_time(json, "as_of", restated->as_of);
    hf_member_count(json, "known_by", restated->known_by);
    hf_member_rate(json, "high_side_then", restated->high_side_then);
    hf_member_rate(json, "high_side_now", restated->high_side_now);
    hf_member_rate(json, "low_side_then", restated->low_side_then);
    hf_member_rate(json, "low_side_now", restated->low_side_now);
    hf_member_count(json, "late_dispositions", restated->late_dispositions);
    hf_member_count(json, "late_outcomes", restated->late_outcomes);
    hf_member_count(json, "late_others", restated->late_others);
    hf_json_close_object(json);
}

static void
add_agreement(hf_json *json, const hf_report *report)
{
    hf_agreement_figures it = hf_agreement_table_describe(&report->agreed);
    hf_member_object(json, "agreement");
    hf_member_count(json, "a", report->agreed.a);
    hf_member_count(json, "b", report->agreed.b);
    hf_member_count(json, "c", report->agreed.c);
    hf_member_count(json, "d", report->agreed.d);
    hf_member_figure(json, "po", it.po);
    hf_member_figure(json, "kappa", it.kappa);
    hf_member_figure(json, "pabak", it.pabak);
    hf_member_figure(json, "ac1", it.ac1);
    hf_member_figure(json, "prevalence", it.prevalence);
    hf_member_figure(json, "bias", it.bias);
    hf_member_figure(json, "mcnemar_p", it.mcnemar_p);
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
    hf_member_text(json, "week", hf_buffer_view(&name));
    json->out->failed |= name.failed;
    hf_buffer_clear(&name);
    hf_member_rate_parts(json, week->rate);
    hf_json_key(json, "outside");
    hf_json_bool(json, week->is_outside);
    hf_json_key(json, "run");
    hf_json_bool(json, week->is_run);
    hf_member_figure(json, "centre", week->centre);
    hf_member_fraction(json, "limit_low", has_limits, week->limit_low);
    hf_member_fraction(json, "limit_high", has_limits, week->limit_high);
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
    hf_member_array(json, "trend");
    for (size_t at = 0; at < report->weeks.count; at++) {
        add_week(json, &report->weeks.items[at]);
    }
    hf_json_close_array(json);
}

static void
add_cells(hf_json *json, const hf_report *report)
{
    hf_member_array(json, "cells");
    for (size_t at = 0; at < report->cells.count; at++) {
        const hf_cell_part *one = &report->cells.items[at];
        hf_json_open_object(json);
        hf_member_text(json, "cell",
                       hf_episodes_text(&report->episodes, one->cell));
        hf_member_rate(json, "high_side", one->high_side);
        hf_member_rate(json, "low_side", one->low_side);
        hf_member_rate(json, "conversion", one->conversion);
        hf_member_figure(json, "lift", one->lift);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
    hf_member_array(json, "margins");
    for (size_t at = 0; at < report->margins.count; at++) {
        const hf_margin_part *one = &report->margins.items[at];
        hf_json_open_object(json);
        hf_member_count(json, "least", one->least);
        hf_member_count(json, "width", one->width);
        hf_member_count(json, "followed", one->followed);
        hf_member_count(json, "overridden", one->overridden);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
}

static void
add_adjusted(hf_json *json, const char *key, hf_adjust_rate rate)
{
    hf_member_object(json, key);
    hf_member_fraction(json, "rate", rate.is_known, rate.rate);
    hf_member_fraction(json, "low", rate.is_known, rate.low);
    hf_member_fraction(json, "high", rate.is_known, rate.high);
    hf_member_fraction(json, "covered", true, rate.covered);
    hf_json_close_object(json);
}

// A rate beside others in the same cells; `q` is that of all comparisons.
static void
add_contrast(hf_json *json, const char *key, const hf_contrast *it)
{
    hf_member_object(json, key);
    hf_member_rate_parts(json, it->here);
    add_adjusted(json, "expected", it->elsewhere);
    hf_member_figure(json, "odds_ratio", it->odds.ratio);
    hf_member_figure(json, "p", it->odds.p);
    hf_member_fraction(json, "q", it->is_tried, it->q);
    hf_json_close_object(json);
}

static void
add_criterion(hf_json *json, const hf_report *report,
              const hf_criterion_part *one)
{
    hf_json_open_object(json);
    hf_member_text(json, "id", hf_episodes_text(&report->episodes, one->id));
    hf_member_text(json, "ruleset", one->ruleset);
    hf_member_text(json, "because", one->because);
    hf_member_text(json, "kind", one->kind);
    hf_member_text(json, "axis", one->axis);
    hf_member_text(json, "points", one->points);
    hf_member_text(json, "owner", one->owner);
    hf_member_count(json, "scored", one->scored);
    hf_member_count(json, "fired", one->fired);
    hf_member_count(json, "pivotal", one->pivotal);
    add_contrast(json, "overridden", &one->overridden);
    hf_member_rate(json, "worked_anyway", one->worked_anyway);
    add_contrast(json, "conversion", &one->conversion);
    hf_member_count(json, "disputed", one->disputed);
    hf_member_rate(json, "disputed_share", one->disputes);
    hf_member_figure(json, "disputed_shrunken", one->shrunken);
    hf_member_count(json, "rule_vindicated", one->vindicated.rule);
    hf_member_count(json, "sales_vindicated", one->vindicated.sales);
    hf_json_close_object(json);
}

static void
add_criteria(hf_json *json, const hf_report *report)
{
    hf_member_array(json, "criteria");
    for (size_t at = 0; at < report->criteria.count; at++) {
        add_criterion(json, report, &report->criteria.items[at]);
    }
    hf_json_close_array(json);
}

static void
add_classes(hf_json *json, const hf_report *report)
{
    hf_member_array(json, "classes");
    for (size_t at = 0; at < report->classes.count; at++) {
        const hf_class_part *one = &report->classes.items[at];
        hf_json_open_object(json);
        hf_member_text(json, "class", one->reason_class);
        hf_json_key(json, "silent");
        hf_json_bool(json, one->is_silent);
        hf_member_text(json, "team", one->team);
        hf_member_count(json, "n", one->n);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
}

static void
add_reasons(hf_json *json, const hf_report *report)
{
    const hf_episodes *episodes = &report->episodes;
    const hf_objections_part *all = &report->objections;
    hf_member_array(json, "reasons");
    for (size_t at = 0; at < report->reasons.count; at++) {
        const hf_reason_part *one = &report->reasons.items[at];
        hf_json_open_object(json);
        hf_member_text(json, "code", hf_episodes_text(episodes, one->code));
        hf_member_text(json, "class",
                       hf_episodes_text(episodes, one->reason_class));
        hf_member_count(json, "n", one->n);
        hf_member_count(json, "contradicted", one->contradicted);
        hf_member_count(json, "rule_vindicated", one->rule_vindicated);
        hf_member_count(json, "sales_vindicated", one->sales_vindicated);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
    hf_member_object(json, "objections");
    hf_member_count(json, "overrides", all->overrides);
    hf_member_count(json, "with_reason", all->with_reason);
    hf_member_count(json, "unmapped", all->unmapped);
    hf_member_count(json, "no_reason", all->no_reason);
    hf_member_count(json, "silent", all->silent);
    hf_json_close_object(json);
    add_classes(json, report);
}

static void
add_group(hf_json *json, const char *name, const hf_group_part *one)
{
    hf_json_open_object(json);
    hf_member_text(json, name, one->name);
    hf_member_rate_parts(json, one->rate);
    hf_member_fraction(json, "expected_low", true, one->expected_low);
    hf_member_fraction(json, "expected_high", true, one->expected_high);
    hf_member_fraction(json, "far_low", true, one->far_low);
    hf_member_fraction(json, "far_high", true, one->far_high);
    hf_member_fraction(json, "p", true, one->p);
    hf_member_fraction(json, "q", true, one->q);
    add_adjusted(json, "adjusted", one->adjusted);
    add_contrast(json, "high_side", &one->high_side);
    add_contrast(json, "silence", &one->silence);
    hf_member_count(json, "unexplained", one->unexplained);
    hf_member_count(json, "late", one->late);
    hf_member_rate(json, "low_side", one->low_side);
    hf_member_count(json, "pulled", one->pulled);
    hf_member_count(json, "rule_vindicated", one->rule_vindicated);
    hf_member_count(json, "sales_vindicated", one->sales_vindicated);
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
    hf_member_array(json, "teams");
    for (size_t at = 0; at < report->groupings.count; at++) {
        const hf_grouping_part *one = &report->groupings.items[at];
        if (hf_view_equal(one->field, HF_VIEW("team"))) {
            add_items(json, "team", one);
        }
    }
    hf_json_close_array(json);
    hf_member_array(json, "groupings");
    for (size_t at = 0; at < report->groupings.count; at++) {
        const hf_grouping_part *one = &report->groupings.items[at];
        hf_json_open_object(json);
        hf_member_text(json, "field", one->field);
        hf_member_rate(json, "pooled", one->pooled);
        hf_member_figure(json, "overdispersion", one->funnel.phi);
        hf_member_array(json, "groups");
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
    hf_member_object(json, "time");
    hf_member_count(json, "touched", time->touched);
    hf_member_count(json, "untouched", time->untouched);
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
    hf_member_array(json, "bins");
    for (size_t at = 0; at < HF_TIME_BINS; at++) {
        hf_json_int(json, time->bins[at]);
    }
    hf_json_close_array(json);
    hf_member_count(json, "bulk_closures", (int64_t)time->bulk_count);
    hf_member_rate(json, "high_side_bulk_once", time->once);
    hf_json_close_object(json);
}

static void
add_resolution(hf_json *json, const hf_report *report)
{
    const hf_right_part *right = &report->right;
    hf_member_object(json, "resolution");
    for (int one = HF_RESOLUTION_OPEN; one < HF_REPORT_RESOLUTIONS; one++) {
        hf_json_key_view(json, hf_units_resolution_text((hf_resolution)one));
        hf_json_int(json, report->resolution[one]);
    }
    hf_json_close_object(json);
    hf_member_object(json, "right");
    hf_member_count(json, "matured", right->matured);
    hf_member_count(json, "open", right->open);
    hf_member_count(json, "early", right->early);
    hf_member_rate(json, "worked_pass", right->worked_pass);
    hf_member_rate(json, "worked_hold", right->worked_hold);
    hf_member_difference(json, "yield", right->yield);
    hf_member_rate(json, "high_vindicates_rule", right->high_vindicates_rule);
    hf_member_rate(json, "low_vindicates_sales", right->low_vindicates_sales);
    hf_member_count(json, "unobservable", right->unobservable);
    hf_member_rate(json, "bound_low", right->bounds.low);
    hf_member_rate(json, "bound_high", right->bounds.high);
    hf_member_count(json, "won", right->won);
    hf_member_count(json, "lost", right->lost);
    hf_json_close_object(json);
}

// ---- Words -----------------------------------------------------------------

static void
add_findings(hf_json *json, const hf_report *report)
{
    hf_member_array(json, "findings");
    for (size_t at = 0; at < report->findings.count; at++) {
        const hf_finding_part *one = &report->findings.items[at];
        hf_json_open_object(json);
        hf_member_text(json, "text", one->text);
        hf_member_text(json, "figure", one->figure);
        hf_member_fraction(json, "q", true, one->q);
        hf_member_count(json, "section", one->section);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
    hf_member_count(json, "comparisons", (int64_t)report->comparisons);
    hf_member_array(json, "warnings");
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
    hf_member_count(&json, "schema_version", 1);
    add_period(&json, report);
    hf_member_text(&json, "head", report->head);
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
    bool is_fine = hf_report_json_cases(&json, report, ledger);
    add_findings(&json, report);
    hf_json_close_object(&json);
    hf_buffer_add_byte(out, '\n');
    return is_fine && !out->failed;
}
