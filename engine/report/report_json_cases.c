/*
 * The members of a report for programs that are about single cases, what they
 * were worth, what meetings judged and what a change of the rules does. Names
 * are those of report.schema.json.
 */
#include "report/case_story.h"
#include "report/member.h"
#include "report/report_json.h"

// ---- Cases -----------------------------------------------------------------

static hf_view
level_name(hf_level level)
{
    switch (level) {
    case HF_LEVEL_MEETING:
        return HF_VIEW("meeting");
    case HF_LEVEL_OPPORTUNITY:
        return HF_VIEW("opportunity");
    case HF_LEVEL_WON:
        return HF_VIEW("won");
    case HF_LEVEL_LOST:
        return HF_VIEW("lost");
    case HF_LEVEL_NO_DECISION:
        return HF_VIEW("no_decision");
    case HF_LEVEL_UNMAPPED:
        break;
    }
    return HF_VIEW("");
}

static bool
add_case(hf_json *json, hf_report *report, handoff_ledger *ledger, uint32_t at)
{
    const hf_episodes *episodes = &report->episodes;
    const hf_episode *one = &episodes->items[at];
    hf_view lead = hf_report_lead(report, ledger, one);
    hf_member_text(json, "lead", lead);
    hf_member_count(json, "cycle", one->cycle);
    hf_member_text(json, "code", hf_units_code_text((hf_unit_code)one->code));
    hf_member_time(json, "at", one->at);
    hf_member_text(json, "team", hf_episodes_text(episodes, one->team));
    hf_member_text(json, "reason_code",
                   hf_episodes_text(episodes, one->reason_code));
    hf_member_text(json, "resolution",
                   hf_units_resolution_text((hf_resolution)one->resolution));
    return lead.ptr != NULL;
}

static bool
add_listed(hf_json *json, hf_report *report, handoff_ledger *ledger,
           const hf_listed_part *items, size_t count)
{
    bool is_fine = true;
    for (size_t at = 0; is_fine && at < count; at++) {
        bool is_gate =
            report->episodes.items[items[at].at].code == HF_UNIT_LS_GATE;
        hf_json_open_object(json);
        is_fine = add_case(json, report, ledger, items[at].at);
        hf_member_text(json, is_gate ? "gates" : "by", items[at].grounds);
        hf_member_text(json, "outcome", level_name(items[at].fate.level));
        hf_json_close_object(json);
    }
    return is_fine;
}

static void
add_lines(hf_json *json, const char *key, hf_lines lines)
{
    hf_member_array(json, key);
    for (size_t at = 0; at < lines.count; at++) {
        hf_json_text(json, lines.items[at]);
    }
    hf_json_close_array(json);
}

static bool
add_discussed(hf_json *json, hf_report *report, handoff_ledger *ledger)
{
    bool is_fine = true;
    hf_member_array(json, "discussed");
    for (size_t at = 0; is_fine && at < report->discussed.count; at++) {
        const hf_discussed_part *one = &report->discussed.items[at];
        hf_json_open_object(json);
        is_fine = add_case(json, report, ledger, one->at);
        hf_member_text(json, "why", one->why);
        add_lines(json, "rules", one->saw);
        add_lines(json, "sales", one->did);
        add_lines(json, "became", one->became);
        hf_member_text(json, "outcome", level_name(one->fate.level));
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
    return is_fine;
}

// ---- Worth -----------------------------------------------------------------

static void
add_span(hf_json *json, const char *key, bool is_known, double low, double high)
{
    hf_member_object(json, key);
    hf_member_fraction(json, "low", is_known, low);
    hf_member_fraction(json, "high", is_known, high);
    hf_json_close_object(json);
}

static void
add_value(hf_json *json, const hf_report *report)
{
    const hf_value_part *it = &report->value;
    bool has_lost = it->has_money && it->has_lost;
    bool has_saved = it->has_money && it->has_saved;
    hf_member_object(json, "value");
    hf_member_count(json, "unworked", it->unworked);
    hf_member_count(json, "uncompared", it->uncompared);
    add_span(json, "opportunities", it->has_lost, it->lost_low, it->lost_high);
    add_span(json, "money", has_lost, it->money_low, it->money_high);
    hf_member_count(json, "held", it->held);
    add_span(json, "spared", it->has_saved, it->saved_low, it->saved_high);
    add_span(json, "hours", has_saved, it->hours_low, it->hours_high);
    add_span(json, "wages", has_saved, it->wages_low, it->wages_high);
    hf_member_text(json, "currency", report->agreement->currency);
    hf_member_text(json, "agreed_by", report->agreement->agreed_by);
    hf_json_close_object(json);
}

// ---- Judgements ------------------------------------------------------------

static void
add_reviews(hf_json *json, const hf_report *report)
{
    hf_member_array(json, "reviews");
    for (size_t at = 0; at < report->reviews.count; at++) {
        const hf_review_part *one = &report->reviews.items[at];
        hf_json_open_object(json);
        hf_member_text(json, "code", one->code);
        hf_member_count(json, "n", one->n);
        hf_member_rate(json, "rule_right", one->rule_right);
        hf_member_rate(json, "response_right", one->response_right);
        hf_member_count(json, "both_right", one->both[1][1]);
        hf_member_count(json, "rule_alone", one->both[1][0]);
        hf_member_count(json, "response_alone", one->both[0][1]);
        hf_member_count(json, "both_wrong", one->both[0][0]);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
}

static void
add_changes(hf_json *json, const hf_report *report)
{
    hf_member_array(json, "changes");
    for (size_t at = 0; at < report->changes.count; at++) {
        const hf_change_part *one = &report->changes.items[at];
        hf_json_open_object(json);
        hf_member_text(json, "ruleset", one->after.ruleset);
        hf_member_text(json, "before", one->before.hash);
        hf_member_text(json, "after", one->after.hash);
        hf_member_time(json, "since", one->after.since);
        add_lines(json, "what", one->what);
        hf_member_count(json, "cases", one->cases);
        hf_member_count(json, "drawn", one->drawn);
        hf_member_count(json, "replayed", one->replayed);
        hf_member_count(json, "unkept", one->unkept);
        hf_member_count(json, "new_fields", one->new_fields);
        hf_member_count(json, "personal", one->personal);
        hf_member_count(json, "to_pass", one->to_pass);
        hf_member_count(json, "from_pass", one->from_pass);
        hf_member_fraction(json, "mcnemar_p", one->replayed > 0,
                           one->mcnemar_p);
        hf_member_count(json, "overrides", one->overrides);
        hf_member_count(json, "mended", one->mended);
        hf_member_count(json, "followed", one->followed);
        hf_member_count(json, "broken", one->broken);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
}

bool
hf_report_json_cases(hf_json *json, hf_report *report, handoff_ledger *ledger)
{
    hf_member_array(json, "compliance");
    bool is_fine = add_listed(json, report, ledger, report->compliance.items,
                              report->compliance.count);
    hf_json_close_array(json);
    hf_member_rate(json, "gated", report->gated);
    hf_member_array(json, "marketing");
    is_fine =
        is_fine && add_listed(json, report, ledger, report->marketing.items,
                              report->marketing.count);
    hf_json_close_array(json);
    hf_member_rate(json, "forced", report->forced);
    hf_member_rate(json, "blocked", report->blocked);
    add_value(json, report);
    is_fine = is_fine && add_discussed(json, report, ledger);
    add_reviews(json, report);
    add_changes(json, report);
    return is_fine;
}
