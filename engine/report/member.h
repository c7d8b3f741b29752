/* Members of JSON objects, each a key and a value. */
#ifndef HF_REPORT_MEMBER_H
#define HF_REPORT_MEMBER_H

#include "base/json.h"
#include "report/proportion.h"

/** A fraction with nine decimals, or null. */
void hf_member_fraction(hf_json *json, const char *key, bool is_known,
                        double value);
void hf_member_figure(hf_json *json, const char *key, hf_figure figure);
void hf_member_count(hf_json *json, const char *key, int64_t number);
void hf_member_text(hf_json *json, const char *key, hf_view text);

/** ISO 8601, or null for HF_FACTS_NO_TIME. */
void hf_member_time(hf_json *json, const char *key, int64_t seconds);

/** {k, n, rate, low, high}, and the same without the object around them. */
void hf_member_rate(hf_json *json, const char *key, hf_rate rate);
void hf_member_rate_parts(hf_json *json, hf_rate rate);
void hf_member_difference(hf_json *json, const char *key,
                          hf_difference difference);

/** The beginning of an object or array. */
void hf_member_object(hf_json *json, const char *key);
void hf_member_array(hf_json *json, const char *key);

#endif
