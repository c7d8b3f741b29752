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

bool
hf_report_json_write(const hf_report *report, hf_buffer *out)
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
    add_agreement(&json, report);
    hf_json_close_object(&json);
    hf_buffer_add_byte(out, '\n');
    return !out->failed;
}
