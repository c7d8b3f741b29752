/*
 * Members of JSON objects, by kind of number: what a report for programs is
 * written with. Fractions have nine decimals; what is not known is null.
 */
#include "report/member.h"

#include "base/date.h"
#include "ledger/facts.h"
#include "report/decimal_text.h"

void
hf_member_fraction(hf_json *json, const char *key, bool is_known, double value)
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

void
hf_member_figure(hf_json *json, const char *key, hf_figure figure)
{
    hf_member_fraction(json, key, figure.is_known, figure.value);
}

void
hf_member_count(hf_json *json, const char *key, int64_t number)
{
    hf_json_key(json, key);
    hf_json_int(json, number);
}

void
hf_member_text(hf_json *json, const char *key, hf_view text)
{
    hf_json_key(json, key);
    hf_json_text(json, text);
}

void
hf_member_time(hf_json *json, const char *key, int64_t seconds)
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

void
hf_member_rate_parts(hf_json *json, hf_rate rate)
{
    hf_member_count(json, "k", rate.k);
    hf_member_count(json, "n", rate.n);
    hf_member_fraction(json, "rate", rate.has_rate, rate.rate);
    hf_member_fraction(json, "low", true, rate.has_rate ? rate.low : 0);
    hf_member_fraction(json, "high", true, rate.has_rate ? rate.high : 1);
}

void
hf_member_rate(hf_json *json, const char *key, hf_rate rate)
{
    hf_json_key(json, key);
    hf_json_open_object(json);
    hf_member_rate_parts(json, rate);
    hf_json_close_object(json);
}

void
hf_member_difference(hf_json *json, const char *key, hf_difference difference)
{
    hf_json_key(json, key);
    hf_json_open_object(json);
    hf_member_fraction(json, "value", difference.is_known, difference.value);
    hf_member_fraction(json, "low", difference.is_known, difference.low);
    hf_member_fraction(json, "high", difference.is_known, difference.high);
    hf_json_close_object(json);
}

void
hf_member_object(hf_json *json, const char *key)
{
    hf_json_key(json, key);
    hf_json_open_object(json);
}

void
hf_member_array(hf_json *json, const char *key)
{
    hf_json_key(json, key);
    hf_json_open_array(json);
}
