/*
 * The public calls for tests beside rules: paths are worked out, rules and
 * tests loaded, cases run, the result printed. What a case is and how it is
 * compared stands in suite.c and outcome.c.
 */
#include "check/outcome.h"
#include "check/probe.h"
#include "check/suite.h"
#include "rule/text.h"

#include <string.h>
#include <sys/stat.h>

// ---- Paths -----------------------------------------------------------------

static const hf_view extensions[] = {{".yaml", 5}, {".yml", 4}};
enum { EXTENSION_COUNT = sizeof extensions / sizeof *extensions };

// The path without its extension, and without `.test` before that.
static hf_view
stem_of(hf_view path, bool *is_test)
{
    hf_view test = HF_VIEW(".test");
    for (size_t at = 0; at < EXTENSION_COUNT; at++) {
        if (hf_view_ends(path, extensions[at])) {
            path.len -= extensions[at].len;
            break;
        }
    }
    *is_test = hf_view_ends(path, test);
    if (*is_test) {
        path.len -= test.len;
    }
    return path;
}

// STEM + middle + extension: the first that is there, else with the first
// extension. NULL when memory ran out.
static const char *
find_path(hf_view stem, const char *middle, hf_buffer *out)
{
    struct stat about;
    for (size_t at = 0; at <= EXTENSION_COUNT; at++) {
        hf_buffer_reset(out);
        hf_buffer_add_view(out, stem);
        hf_buffer_add_text(out, middle);
        hf_buffer_add_view(out, extensions[at % EXTENSION_COUNT]);
        const char *path = hf_buffer_text(out);
        if (!path || at == EXTENSION_COUNT || stat(path, &about) == 0) {
            return path;
        }
    }
    return NULL;
}

typedef struct test_paths {
    hf_buffer rules, tests;
} test_paths;

// False when memory ran out.
static bool
find_paths(const char *path, test_paths *paths)
{
    bool is_test;
    *paths = (test_paths){0};
    hf_view stem = stem_of(hf_view_of(path), &is_test);
    if (is_test) {
        hf_buffer_add_text(&paths->tests, path);
        return hf_buffer_text(&paths->tests) &&
               find_path(stem, "", &paths->rules);
    }
    hf_buffer_add_text(&paths->rules, path);
    return hf_buffer_text(&paths->rules) &&
           find_path(stem, ".test", &paths->tests);
}

static void
clear_paths(test_paths *paths)
{
    hf_buffer_clear(&paths->rules);
    hf_buffer_clear(&paths->tests);
}

// ---- Running ---------------------------------------------------------------

static hf_suite_case
defaults_of(const handoff_rules *rules, handoff_time now)
{
    if (rules->has_effective_from) {
        return (hf_suite_case){.has_as_of = true,
                               .as_of = rules->effective_from};
    }
    return (hf_suite_case){
        .has_as_of = now != 0, .is_now = now != 0, .as_of = now};
}

static handoff_status
refuse_empty(const test_paths *paths, const char *pattern, bool is_there,
             handoff_findings *findings)
{
    const char *rules = paths->rules.ptr, *tests = paths->tests.ptr;
    if (!is_there) {
        hf_findings_add(findings, HF_CODE_TEST_NONE, (hf_span){0},
                        "%s: no tests: there is no '%s'", rules, tests);
    } else if (pattern) {
        hf_findings_add(findings, HF_CODE_TEST_NONE, (hf_span){0},
                        "%s: no tests: no case of '%s' has '%s' in its name",
                        rules, tests, pattern);
    } else {
        hf_findings_add(findings, HF_CODE_TEST_NONE, (hf_span){0},
                        "%s: no tests: '%s' has no cases", rules, tests);
    }
    return HANDOFF_NOTHING;
}

static handoff_status
run_suite(const hf_suite *suite, const test_paths *paths,
          const handoff_test_options *options, char **out,
          handoff_findings *findings)
{
    hf_outcomes result;
    handoff_status status =
        hf_outcome_run(suite, options->pattern, &result, findings);
    if (status == HANDOFF_OK && result.count == 0) {
        status = refuse_empty(paths, options->pattern, true, findings);
    } else if (status == HANDOFF_OK) {
        char *text = options->shape == HANDOFF_SHAPE_JSON
                         ? hf_outcome_json(&result, paths->rules.ptr)
                         : hf_outcome_text(&result, paths->rules.ptr, options);
        bool is_low =
            hf_coverage_percent(&result.coverage) < options->min_coverage;
        if (!text) {
            status = HANDOFF_SYSTEM;
        } else {
            *out = text;
            status =
                result.failed > 0 || is_low ? HANDOFF_FINDINGS : HANDOFF_OK;
        }
    }
    hf_outcome_clear(&result);
    return status;
}

handoff_status
handoff_test(const char *path, const handoff_test_options *options, char **out,
             handoff_findings *findings)
{
    test_paths paths;
    handoff_rules *rules = NULL;
    hf_suite suite = {0};
    struct stat about;
    handoff_status status = HANDOFF_SYSTEM;

    if (!find_paths(path, &paths)) {
        goto cleanup;
    }
    status = handoff_rules_load(paths.rules.ptr, &rules, findings);
    if (status != HANDOFF_OK) {
        goto cleanup;
    }
    if (stat(paths.tests.ptr, &about) != 0) {
        status = refuse_empty(&paths, NULL, false, findings);
        goto cleanup;
    }
    hf_suite_case defaults = defaults_of(rules, options->now);
    status = hf_suite_load(&suite, paths.tests.ptr, rules, &defaults, findings);
    if (status == HANDOFF_OK) {
        status = run_suite(&suite, &paths, options, out, findings);
    }

cleanup:
    hf_suite_clear(&suite);
    handoff_rules_free(rules);
    clear_paths(&paths);
    return hf_probe_conclude(status, findings);
}

// ---- Checking --------------------------------------------------------------

handoff_status
handoff_test_load(const char *path, handoff_time now,
                  handoff_findings *findings)
{
    test_paths paths;
    handoff_rules *rules = NULL;
    hf_suite suite = {0};
    handoff_findings *own = handoff_findings_new();
    handoff_status status = HANDOFF_SYSTEM;

    if (!find_paths(path, &paths) || !own) {
        goto cleanup;
    }
    // What is wrong with the rules is said when they are checked.
    status = handoff_rules_load(paths.rules.ptr, &rules, own);
    if (status == HANDOFF_OK) {
        hf_suite_case defaults = defaults_of(rules, now);
        status =
            hf_suite_load(&suite, paths.tests.ptr, rules, &defaults, findings);
        if (status == HANDOFF_OK && suite.count == 0) {
            status = refuse_empty(&paths, NULL, true, findings);
        }
    } else {
        hf_finding *finding =
            hf_findings_add(findings, HF_CODE_TEST_RULES, (hf_span){0},
                            "the rules of '%s' do not load", paths.tests.ptr);
        hf_findings_hint(findings, finding, "'handoff check %s' says why",
                         paths.rules.ptr);
        status = HANDOFF_RULES;
    }

cleanup:
    hf_suite_clear(&suite);
    handoff_rules_free(rules);
    handoff_findings_free(own);
    clear_paths(&paths);
    return hf_probe_conclude(status, findings);
}
