/*
 * What the tests of engine/rule share: findings as short lines, and rule sets
 * from pieces. A line is `CODE line:column-end message | hint | with L:C`,
 * the last two where there are any; `file:` stands before the place when it
 * is not the file under test.
 */
#ifndef HF_TESTS_RULE_CASES_H
#define HF_TESTS_RULE_CASES_H

#include "base/buffer.h"
#include "diag/findings.h"
#include "rule/rules.h"
#include "testing.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_NAME "r.yaml"

typedef struct finding_case {
    const char *text;
    const char *findings; // one a line; "" for none
} finding_case;

static inline void
add_place(hf_buffer *out, hf_span span)
{
    const char *name = span.source ? span.source->name : "-";
    if (strcmp(name, FILE_NAME) != 0) {
        hf_buffer_printf(out, "%s:", name);
    }
    hf_buffer_printf(out, "%u:%u", hf_source_line(span),
                     hf_source_column(span));
}

static inline const char *
describe_findings(const handoff_findings *findings, hf_buffer *out)
{
    for (size_t at = 0; at < findings->count; at++) {
        const hf_finding *item = &findings->items[at];
        handoff_finding shown = handoff_findings_get(findings, at);
        hf_buffer_printf(out, "%s%s ", at > 0 ? "\n" : "", shown.code);
        add_place(out, item->span);
        if (shown.end_line == shown.line &&
            shown.end_column > shown.column + 1) {
            hf_buffer_printf(out, "-%u", shown.end_column - 1);
        }
        hf_buffer_printf(out, " %s", item->message);
        if (item->hint) {
            hf_buffer_printf(out, " | %s", item->hint);
        }
        if (item->other.source) {
            hf_buffer_add_text(out, " | with ");
            add_place(out, item->other);
        }
    }
    return hf_buffer_text(out);
}

static inline void
assert_findings(const handoff_findings *findings, const char *text,
                const char *expected)
{
    hf_buffer out = {0};
    const char *found = describe_findings(findings, &out);
    if (strcmp(found, expected) != 0) {
        fail_msg("in:\n%s\nfound:\n%s\nexpected:\n%s", text, found, expected);
    }
    hf_buffer_clear(&out);
}

// Load a whole rule set from memory, without files.
static inline void
check_rules(const char *text, const char *expected)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_rules *rules = NULL;
    handoff_status status = handoff_rules_load_text(
        FILE_NAME, text, strlen(text), NULL, &rules, findings);
    assert_findings(findings, text, expected);
    assert_int_equal(status,
                     findings->errors == 0 ? HANDOFF_OK : HANDOFF_RULES);
    assert_int_equal(rules != NULL, status == HANDOFF_OK);
    handoff_rules_free(rules);
    handoff_findings_free(findings);
}

static inline handoff_rules *
load_rules(const char *text)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_rules *rules = NULL;
    handoff_status status = handoff_rules_load_text(
        FILE_NAME, text, strlen(text), NULL, &rules, findings);
    assert_findings(findings, text, "");
    assert_int_equal(status, HANDOFF_OK);
    handoff_findings_free(findings);
    return rules;
}

// What a rule set needs besides the piece under test: 4 lines.
#define LEAST                                                                  \
    "handoff: 1\n"                                                             \
    "ruleset: test\n"                                                          \
    "leads: { id: i, fields: { i: Id, a: A, n: { type: number } } }\n"         \
    "verdicts: [{ verdict: open, means: hold }]\n"

// ---- Files -----------------------------------------------------------------

// A fresh folder, entered; the old one is left for good, as each test is.
static inline void
enter_folder(void)
{
    char path[] = "/tmp/handoff-test-XXXXXX";
    assert_non_null(mkdtemp(path));
    assert_int_equal(chdir(path), 0);
}

static inline void
write_file(const char *path, const char *bytes, size_t len)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static inline void
write_text(const char *path, const char *text)
{
    write_file(path, text, strlen(text));
}

// Load r.yaml of the current folder.
static inline handoff_status
check_file(const char *expected, handoff_rules **out)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_rules *rules = NULL;
    handoff_status status = handoff_rules_load(FILE_NAME, &rules, findings);
    assert_findings(findings, FILE_NAME, expected);
    handoff_findings_free(findings);
    if (out) {
        *out = rules;
    } else {
        handoff_rules_free(rules);
    }
    return status;
}

#endif
