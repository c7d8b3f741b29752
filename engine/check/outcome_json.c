/*
 * The result of tests for programs: every case with its failures, and the
 * coverage part by part.
 */
#include "check/outcome.h"

#include "base/json.h"

static void
add_text(hf_json *json, const char *key, hf_view text)
{
    hf_json_key(json, key);
    hf_json_text(json, text);
}

static void
add_outcome(hf_json *json, const hf_outcome *outcome)
{
    const hf_suite_case *test = outcome->test;
    hf_json_open_object(json);
    add_text(json, "name", test->name);
    add_text(json, "file", hf_view_of(test->span.source->name));
    hf_json_key(json, "line");
    hf_json_int(json, hf_source_line(test->span));
    hf_json_key(json, "passed");
    hf_json_bool(json, !outcome->is_broken && outcome->failure_count == 0);
    hf_json_key(json, "failures");
    hf_json_open_array(json);
    for (size_t at = 0; at < outcome->failure_count; at++) {
        const hf_outcome_failure *failure = &outcome->failures[at];
        hf_json_open_object(json);
        add_text(json, "output", failure->output);
        add_text(json, "expected", failure->expected);
        add_text(json, "actual", failure->actual);
        hf_json_close_object(json);
    }
    hf_json_close_array(json);
    hf_json_key(json, "notes");
    hf_json_open_array(json);
    for (size_t at = 0; at < outcome->note_count; at++) {
        hf_json_text(json, outcome->notes[at]);
    }
    hf_json_close_array(json);
    hf_json_close_object(json);
}

static void
add_coverage(hf_json *json, const hf_coverage *coverage)
{
    hf_json_key(json, "coverage");
    hf_json_open_object(json);
    hf_json_key(json, "percent");
    hf_json_int(json, hf_coverage_percent(coverage));
    for (int kind = 0; kind < HF_GOAL_KINDS; kind++) {
        hf_json_key(json, hf_coverage_kind((hf_goal_kind)kind));
        hf_json_open_array(json);
        for (uint32_t at = coverage->first[kind];
             at < coverage->first[kind + 1]; at++) {
            const hf_goal *goal = &coverage->goals[at];
            hf_json_open_object(json);
            add_text(json, "name", goal->name);
            hf_json_key(json, "true");
            hf_json_count(json, goal->true_count);
            if (hf_coverage_wants_both(goal->kind)) {
                hf_json_key(json, "false");
                hf_json_count(json, goal->false_count);
                hf_json_key(json, "unknown");
                hf_json_count(json, goal->unknown_count);
            }
            hf_json_close_object(json);
        }
        hf_json_close_array(json);
    }
    hf_json_close_object(json);
}

char *
hf_outcome_json(const hf_outcomes *result, const char *path)
{
    hf_buffer out = {0};
    hf_json json;
    hf_json_init(&json, &out, HF_JSON_INDENTED);
    hf_json_open_object(&json);
    add_text(&json, "rules", hf_view_of(path));
    hf_json_key(&json, "tests");
    hf_json_count(&json, result->count);
    hf_json_key(&json, "failed");
    hf_json_count(&json, result->failed);
    hf_json_key(&json, "cases");
    hf_json_open_array(&json);
    for (size_t at = 0; at < result->count; at++) {
        add_outcome(&json, &result->outcomes[at]);
    }
    hf_json_close_array(&json);
    add_coverage(&json, &result->coverage);
    hf_json_close_object(&json);
    hf_buffer_add_byte(&out, '\n');
    if (!hf_buffer_text(&out)) {
        hf_buffer_clear(&out);
    }
    return out.ptr;
}
