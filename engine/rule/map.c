/*
 * Mappings by table, and scalars as what their place says they are. This is
 * where misspelt keys, missing keys and values of the wrong kind are noticed
 * for the whole rule set, so that they read alike everywhere.
 */
#include "rule/map.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/nearest.h"
#include "rule/text.h"

enum { MOST_KEYS = 24 };

static const char *
describe_want(hf_map_want want)
{
    switch (want) {
    case HF_MAP_TEXT:
        return "a text";
    case HF_MAP_LIST:
        return "a list";
    case HF_MAP_MAP:
        return "a mapping";
    case HF_MAP_ANY:
        return "a value";
    }
    return "";
}

static hf_map_want
want_of(hf_node_kind kind)
{
    switch (kind) {
    case HF_NODE_SCALAR:
        return HF_MAP_TEXT;
    case HF_NODE_LIST:
        return HF_MAP_LIST;
    case HF_NODE_MAP:
        return HF_MAP_MAP;
    }
    return HF_MAP_ANY;
}

static const char *
example_of(hf_map_want want)
{
    switch (want) {
    case HF_MAP_TEXT:
    case HF_MAP_ANY:
        return "a text stands behind the ':' on the same line";
    case HF_MAP_LIST:
        return "write [a, b], or an item a line behind '- '";
    case HF_MAP_MAP:
        return "write { key: value }, or a 'key: value' a line";
    }
    return "";
}

bool
hf_map_is_empty(const hf_node *node)
{
    return node->kind == HF_NODE_SCALAR && !node->is_quoted &&
           !node->is_block && node->text.len == 0;
}

bool
hf_map_check_kind(const hf_node *node, hf_map_want want, hf_view what,
                  handoff_findings *findings)
{
    hf_map_want is = want_of(node->kind);
    if (want == HF_MAP_ANY || want == is) {
        return true;
    }
    hf_finding *finding = hf_findings_add(
        findings, HF_CODE_WRONG_KIND, node->span, "%.*s is %s, not %s",
        HF_SHOWN(what), describe_want(want), describe_want(is));
    hf_findings_hint(findings, finding, "%s", example_of(want));
    return false;
}

hf_view
hf_map_text(const hf_node *node)
{
    return node && node->kind == HF_NODE_SCALAR ? node->text : HF_VIEW("");
}

// ---- Keys ------------------------------------------------------------------

static size_t
find_key(hf_view name, const hf_map_key *keys, size_t count)
{
    size_t at = 0;
    while (at < count && !hf_view_equal(name, keys[at].name)) {
        at++;
    }
    return at;
}

static size_t
count_byte(hf_view text, char byte)
{
    size_t count = 0;
    for (size_t at = 0; at < text.len; at++) {
        count += text.ptr[at] == byte;
    }
    return count;
}

// Whether a bracket or quote is open at the end.
static bool
is_cut(hf_view text)
{
    return count_byte(text, '(') > count_byte(text, ')') ||
           count_byte(text, '"') % 2 == 1 || count_byte(text, '\'') % 2 == 1;
}

// Inside { } a comma ends a condition: `{ when: least(a, b) > 3 }` has a key
// `b) > 3` with nothing behind it. When the value before it is visibly cut,
// its own reader says so.
static bool
report_piece(const hf_node *map, size_t at, handoff_findings *findings)
{
    const hf_node_pair *pair = &map->pairs[at];
    if (!map->is_flow || !hf_map_is_empty(pair->value)) {
        return false;
    }
    const hf_node *before = at > 0 ? map->pairs[at - 1].value : NULL;
    if (before && before->kind == HF_NODE_SCALAR && !before->is_quoted &&
        is_cut(before->text)) {
        return true;
    }
    hf_finding *finding = hf_findings_add(
        findings, HF_CODE_QUOTE_CONDITION, pair->key_span,
        "put the condition in quotes: inside { } YAML takes ',' for itself");
    hf_findings_hint(findings, finding, "'%.*s' stands alone behind a ','",
                     HF_SHOWN(pair->key));
    return true;
}

// The key that was most likely meant, `count` when none was.
static size_t
report_key(const hf_node_pair *pair, const char *what, const hf_map_key *keys,
           size_t count, handoff_findings *findings)
{
    hf_view names[MOST_KEYS];
    for (size_t at = 0; at < count; at++) {
        names[at] = keys[at].name;
    }
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_UNKNOWN_KEY, pair->key_span,
                        "%s has no key '%.*s'", what, HF_SHOWN(pair->key));
    hf_view nearest = hf_nearest(pair->key, names, count);
    if (nearest.len > 0) {
        hf_findings_hint(findings, finding, "did you mean '%.*s'?",
                         HF_SHOWN(nearest));
        return find_key(nearest, keys, count);
    }
    hf_buffer list = {0};
    for (size_t at = 0; at < count; at++) {
        hf_buffer_add_text(&list, at > 0 ? ", " : "");
        hf_buffer_add_view(&list, names[at]);
    }
    hf_view shown = hf_buffer_view(&list);
    hf_findings_hint(findings, finding, "it may have %.*s", (int)shown.len,
                     shown.ptr);
    findings->out_of_memory = findings->out_of_memory || list.failed;
    hf_buffer_clear(&list);
    return count;
}

static void
take_value(const hf_node_pair *pair, const hf_map_key *key,
           const hf_node **value, handoff_findings *findings)
{
    bool is_empty = hf_map_is_empty(pair->value);
    bool is_wanted = key->is_required || key->want == HF_MAP_ANY;
    if (is_empty && !is_wanted && key->want != HF_MAP_TEXT) {
        return; // `gates:` with nothing below: no gates
    }
    if (is_empty && is_wanted) {
        hf_findings_add(findings, HF_CODE_MISSING_KEY, pair->key_span,
                        "nothing stands behind '%.*s'", HF_SHOWN(key->name));
        return;
    }
    hf_buffer what = {0};
    hf_buffer_printf(&what, "'%.*s'", HF_SHOWN(key->name));
    if (hf_map_check_kind(pair->value, key->want, hf_buffer_view(&what),
                          findings)) {
        *value = pair->value;
    }
    findings->out_of_memory = findings->out_of_memory || what.failed;
    hf_buffer_clear(&what);
}

bool
hf_map_read(const hf_node *map, const char *what, const hf_map_key *keys,
            size_t count, const hf_node **values, handoff_findings *findings)
{
    bool given[MOST_KEYS + 1] = {false};
    for (size_t at = 0; at < count; at++) {
        values[at] = NULL;
    }
    if (!hf_map_check_kind(map, HF_MAP_MAP, hf_view_of(what), findings)) {
        return false;
    }
    for (size_t at = 0; at < map->count; at++) {
        size_t key = find_key(map->pairs[at].key, keys, count);
        if (key < count) {
            given[key] = true;
            take_value(&map->pairs[at], &keys[key], &values[key], findings);
        } else if (!report_piece(map, at, findings)) {
            key = report_key(&map->pairs[at], what, keys, count, findings);
            given[key] = true; // misspelt, not missing as well
        }
    }
    for (size_t at = 0; at < count; at++) {
        if (keys[at].is_required && !given[at]) {
            hf_findings_add(findings, HF_CODE_MISSING_KEY, map->span,
                            "%s needs a key '%.*s'", what,
                            HF_SHOWN(keys[at].name));
        }
    }
    return true;
}

// ---- Scalars ---------------------------------------------------------------

static bool
refuse(const hf_node *node, const char *is_no, const char *hint,
       handoff_findings *findings)
{
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_BAD_VALUE, node->span,
                        "'%.*s' is no %s", HF_SHOWN(node->text), is_no);
    hf_findings_hint(findings, finding, "%s", hint);
    return false;
}

static bool
is_text(const hf_node *node, handoff_findings *findings)
{
    return hf_map_check_kind(node, HF_MAP_TEXT, HF_VIEW("this value"),
                             findings);
}

bool
hf_map_whole(const hf_node *node, int64_t limit, int64_t *out,
             handoff_findings *findings)
{
    if (!node) {
        return true;
    }
    if (!is_text(node, findings)) {
        return false;
    }
    if (hf_decimal_whole(node->text, -limit, limit, out)) {
        return true;
    }
    int64_t larger;
    if (hf_decimal_whole(node->text, INT64_MIN, INT64_MAX, &larger)) {
        return refuse(node, "number within the limits",
                      "it may be 1000000 at most, and -1000000 at least",
                      findings);
    }
    return refuse(node, "whole number", "write digits alone, such as 25 or -15",
                  findings);
}

bool
hf_map_boolean(const hf_node *node, bool *out, handoff_findings *findings)
{
    if (!node) {
        return true;
    }
    if (!is_text(node, findings)) {
        return false;
    }
    bool is_true = hf_view_equal(node->text, HF_VIEW("true"));
    if (!is_true && !hf_view_equal(node->text, HF_VIEW("false"))) {
        hf_findings_add(findings, HF_CODE_BAD_VALUE, node->span,
                        "'%.*s' is neither true nor false",
                        HF_SHOWN(node->text));
        return false;
    }
    *out = is_true;
    return true;
}

void
hf_map_unknown(const hf_node *node, const char *what, const hf_view *words,
               size_t count, handoff_findings *findings)
{
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_UNKNOWN_NAME, node->span,
                        "no %s is called '%.*s'", what, HF_SHOWN(node->text));
    if (!finding) {
        return; // one of many: a suggestion would be work for nobody
    }
    hf_view nearest = hf_nearest(node->text, words, count);
    if (nearest.len > 0) {
        hf_findings_hint(findings, finding, "did you mean '%.*s'?",
                         HF_SHOWN(nearest));
    }
}

bool
hf_map_word(const hf_node *node, const hf_view *words, size_t count,
            size_t *out, handoff_findings *findings)
{
    if (!node) {
        return true;
    }
    if (!is_text(node, findings)) {
        return false;
    }
    for (size_t at = 0; at < count; at++) {
        if (hf_view_equal(node->text, words[at])) {
            *out = at;
            return true;
        }
    }
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_BAD_VALUE, node->span,
                        "'%.*s' cannot stand here", HF_SHOWN(node->text));
    hf_view nearest = hf_nearest(node->text, words, count);
    if (nearest.len > 1) {
        hf_findings_hint(findings, finding, "did you mean '%.*s'?",
                         HF_SHOWN(nearest));
        return false;
    }
    hf_buffer list = {0};
    for (size_t at = 0; at < count; at++) {
        hf_buffer_add_text(&list, at == 0           ? ""
                                  : at + 1 == count ? " or "
                                                    : ", ");
        hf_buffer_add_view(&list, words[at]);
    }
    hf_findings_hint(findings, finding, "write %.*s", (int)list.len,
                     hf_buffer_view(&list).ptr);
    findings->out_of_memory = findings->out_of_memory || list.failed;
    hf_buffer_clear(&list);
    return false;
}

bool
hf_map_time(const hf_node *node, int64_t *out, handoff_findings *findings)
{
    if (!node) {
        return true;
    }
    if (!is_text(node, findings)) {
        return false;
    }
    return hf_date_read(node->text, HF_DATE_ISO, 0, out) ||
           refuse(node, "date",
                  "write 2026-01-31 or 2026-01-31T09:00:00Z, and a day that "
                  "exists",
                  findings);
}

bool
hf_map_day(const hf_node *node, int64_t *out, handoff_findings *findings)
{
    int64_t seconds;
    if (!node) {
        return true;
    }
    if (!is_text(node, findings)) {
        return false;
    }
    if (node->text.len != sizeof "2026-01-31" - 1 ||
        !hf_date_read(node->text, HF_DATE_ISO, 0, &seconds)) {
        return refuse(node, "date",
                      "write 2026-01-31, without a time, and a day that exists",
                      findings);
    }
    *out = hf_date_day(seconds);
    return true;
}

bool
hf_map_duration(const hf_node *node, int64_t *out, handoff_findings *findings)
{
    if (!node) {
        return true;
    }
    if (!is_text(node, findings)) {
        return false;
    }
    int64_t seconds;
    if (!hf_date_duration(node->text, &seconds) || seconds <= 0) {
        return refuse(node, "duration",
                      "write 90m, 12h, 30d or 6w; months and years differ in "
                      "length",
                      findings);
    }
    *out = seconds;
    return true;
}
