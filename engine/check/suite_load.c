/*
 * A test file becomes cases: YAML in, leads as texts of fields and what is
 * expected of each out, with the place of everything. Whether names make
 * sense is for suite.c to say; tables are read by suite_table.c.
 */
#include "check/suite.h"

#include "base/date.h"
#include "base/nearest.h"
#include "rule/files.h"
#include "rule/map.h"
#include "rule/node.h"
#include "rule/text.h"

#include <string.h>

// Tables hold examples; what is larger is an export.
enum { TABLE_BYTES = 64 << 20 };

typedef struct suite_loader {
    hf_suite *suite;
    const handoff_rules *rules;
    handoff_findings *findings;
    hf_files files;
    hf_suite_case defaults;
} suite_loader;

static void *
zero(suite_loader *loader, size_t count, size_t size)
{
    void *made = hf_arena_zero(&loader->suite->arena, count + 1, size);
    if (!made) {
        loader->findings->out_of_memory = true;
    }
    return made;
}

// ---- Leads -----------------------------------------------------------------

static void
report_field(suite_loader *loader, const hf_node_pair *pair)
{
    const handoff_rules *rules = loader->rules;
    hf_finding *finding =
        hf_findings_add(loader->findings, HF_CODE_TEST_FIELD, pair->key_span,
                        "no field is called '%.*s'", HF_SHOWN(pair->key));
    hf_view *names = zero(loader, rules->field_count, sizeof *names);
    for (size_t at = 0; names && at < rules->field_count; at++) {
        names[at] = rules->fields[at].name;
    }
    hf_view nearest =
        names ? hf_nearest(pair->key, names, rules->field_count) : (hf_view){0};
    if (nearest.len > 0) {
        hf_findings_hint(loader->findings, finding, "did you mean '%.*s'?",
                         HF_SHOWN(nearest));
    }
}

static void
read_lead(suite_loader *loader, const hf_node *map, hf_suite_case *test)
{
    test->values = zero(loader, map->count, sizeof *test->values);
    for (size_t at = 0; test->values && at < map->count; at++) {
        const hf_node_pair *pair = &map->pairs[at];
        size_t field = hf_suite_field(loader->rules, pair->key);
        if (field == SIZE_MAX) {
            report_field(loader, pair);
        } else if (hf_map_check_kind(pair->value, HF_MAP_TEXT, pair->key,
                                     loader->findings)) {
            test->values[test->value_count++] =
                (hf_suite_value){(uint32_t)field, pair->value->text};
        }
    }
}

// ---- What is expected ------------------------------------------------------

static bool
read_id(suite_loader *loader, const hf_node *node, hf_suite_output output,
        hf_suite_id *out)
{
    return hf_map_check_kind(node, HF_MAP_TEXT, HF_VIEW("an id"),
                             loader->findings) &&
           hf_suite_expect_id(loader->rules, output, node->text, node->span,
                              out, loader->findings);
}

// A list, or one id as it is.
static void
read_ids(suite_loader *loader, const hf_node *list, hf_suite_expected *expected)
{
    bool is_one = list->kind == HF_NODE_SCALAR && !hf_map_is_empty(list);
    size_t count = is_one ? 1 : list->count;
    hf_suite_id *ids = zero(loader, count, sizeof *ids);
    if (!ids || (!is_one &&
                 !hf_map_check_kind(list, HF_MAP_LIST, HF_VIEW("a list of ids"),
                                    loader->findings))) {
        return;
    }
    if (count == 0 && expected->output == HF_SUITE_NOT_FIRED) {
        hf_findings_add(loader->findings, HF_CODE_TEST_NOTHING, expected->span,
                        "an empty 'not_fired' expects nothing");
    }
    for (size_t at = 0; at < count; at++) {
        expected->id_count +=
            read_id(loader, is_one ? list : list->elements[at],
                    expected->output, &ids[expected->id_count]);
    }
    expected->ids = ids;
}

static void
report_output(suite_loader *loader, const hf_node_pair *pair)
{
    hf_finding *finding =
        hf_findings_add(loader->findings, HF_CODE_TEST_OUTPUT, pair->key_span,
                        "a score has no '%.*s'", HF_SHOWN(pair->key));
    hf_view nearest = hf_suite_output_nearest(loader->rules, pair->key);
    if (nearest.len > 0) {
        hf_findings_hint(loader->findings, finding, "did you mean '%.*s'?",
                         HF_SHOWN(nearest));
    }
}

static bool
read_one_expected(suite_loader *loader, const hf_node_pair *pair,
                  hf_suite_expected *expected)
{
    const hf_node *value = pair->value;
    if (!hf_suite_output_of(loader->rules, pair->key, &expected->output,
                            &expected->axis)) {
        report_output(loader, pair);
        return false;
    }
    expected->span = value->span;
    if (hf_suite_is_list(expected->output)) {
        expected->span = pair->key_span;
        read_ids(loader, value, expected);
        return true;
    }
    expected->text = value->text;
    return hf_map_check_kind(value, HF_MAP_TEXT, pair->key, loader->findings) &&
           hf_suite_expect_text(loader->rules, expected, loader->findings);
}

static void
read_expected(suite_loader *loader, const hf_node *map, hf_suite_case *test)
{
    test->expected = zero(loader, map->count, sizeof *test->expected);
    for (size_t at = 0; test->expected && at < map->count; at++) {
        test->expected_count += read_one_expected(
            loader, &map->pairs[at], &test->expected[test->expected_count]);
    }
}

// ---- Cases -----------------------------------------------------------------

static void
read_as_of(suite_loader *loader, const hf_node *node, hf_suite_case *test)
{
    if (!node) {
        return;
    }
    test->has_as_of = true;
    test->is_now = false;
    if (!hf_date_read(hf_view_trim(node->text), HF_DATE_ISO, 0, &test->as_of)) {
        hf_finding *finding =
            hf_findings_add(loader->findings, HF_CODE_TEST_AS_OF, node->span,
                            "'%.*s' is no moment", HF_SHOWN(node->text));
        hf_findings_hint(loader->findings, finding,
                         "write it as 2026-10-01 or 2026-10-01T09:30:00Z");
    }
}

static void
name_case(suite_loader *loader, const hf_node *name, size_t number,
          hf_suite_case *test)
{
    hf_buffer text = {0};
    if (name && name->text.len > 0) {
        test->name = name->text;
        test->span = name->span;
        return;
    }
    hf_buffer_printf(&text, "case %zu", number);
    test->name = hf_arena_copy(&loader->suite->arena, hf_buffer_view(&text));
    if (text.failed || !test->name.ptr) {
        loader->findings->out_of_memory = true;
        test->name = HF_VIEW("");
    }
    hf_buffer_clear(&text);
}

static void
read_case(suite_loader *loader, const hf_node *node, size_t number)
{
    enum { NAME, LEAD, EXPECT, AS_OF, COUNT };
    static const hf_map_key keys[COUNT] = {
        [NAME] = {{"name", 4}, HF_MAP_TEXT, false},
        [LEAD] = {{"lead", 4}, HF_MAP_MAP, false},
        [EXPECT] = {{"expect", 6}, HF_MAP_MAP, false},
        [AS_OF] = {{"as_of", 5}, HF_MAP_TEXT, false},
    };
    const hf_node *values[COUNT];
    hf_suite_case *test = hf_suite_add(loader->suite, &loader->defaults);
    if (!test) {
        loader->findings->out_of_memory = true;
        return;
    }
    test->span = node->span;
    if (!hf_map_read(node, "a case", keys, COUNT, values, loader->findings)) {
        return;
    }
    name_case(loader, values[NAME], number, test);
    read_as_of(loader, values[AS_OF], test);
    if (values[LEAD]) {
        read_lead(loader, values[LEAD], test);
    }
    if (values[EXPECT]) {
        read_expected(loader, values[EXPECT], test);
    }
    if (!values[EXPECT] || values[EXPECT]->count == 0) {
        hf_findings_add(loader->findings, HF_CODE_TEST_NOTHING, test->span,
                        "the case expects nothing");
    }
}

// One finding is enough when the file names no moment.
static void
check_moments(suite_loader *loader)
{
    for (size_t at = 0; at < loader->suite->count; at++) {
        const hf_suite_case *test = &loader->suite->cases[at];
        if (test->has_as_of && !test->is_now) {
            continue;
        }
        hf_finding *finding = hf_findings_add(
            loader->findings,
            test->is_now ? HF_CODE_TEST_NOW : HF_CODE_TEST_AS_OF, test->span,
            test->is_now ? "this case is scored as of now, whenever that is"
                         : "the case has no moment at which it is scored");
        hf_findings_hint(loader->findings, finding,
                         "add 'as_of: 2026-10-01' at the top of the file");
        return;
    }
}

// ---- Files -----------------------------------------------------------------

static const hf_source *
read_source(suite_loader *loader, const char *path, size_t limit,
            hf_code too_large, hf_span span)
{
    hf_buffer bytes = {0};
    const hf_source *source = NULL;
    if (hf_files_read(&loader->files, path, limit, too_large, span, &bytes)) {
        hf_source *made = hf_source_new(path, hf_buffer_view(&bytes));
        source = made ? hf_findings_own(loader->findings, made) : NULL;
        if (!source) {
            loader->findings->out_of_memory = true;
        }
    }
    hf_buffer_clear(&bytes);
    return source;
}

static void
read_table(suite_loader *loader, const hf_node *node)
{
    hf_file_path path;
    if (!hf_files_resolve(&loader->files, node, &path)) {
        return;
    }
    const hf_source *source = read_source(loader, path.shown, TABLE_BYTES,
                                          HF_CODE_LIST_LARGE, node->span);
    if (source && !hf_suite_table(loader->suite, source, &loader->defaults,
                                  loader->findings)) {
        loader->files.has_failed = true;
    }
}

static void
read_root(suite_loader *loader, const hf_node *root)
{
    enum { AS_OF, CASES, LEADS, COUNT };
    static const hf_map_key keys[COUNT] = {
        [AS_OF] = {{"as_of", 5}, HF_MAP_TEXT, false},
        [CASES] = {{"cases", 5}, HF_MAP_LIST, false},
        [LEADS] = {{"leads", 5}, HF_MAP_TEXT, false},
    };
    const hf_node *values[COUNT];
    if (!hf_map_read(root, "a test file", keys, COUNT, values,
                     loader->findings)) {
        return;
    }
    read_as_of(loader, values[AS_OF], &loader->defaults);
    for (size_t at = 0; values[CASES] && at < values[CASES]->count; at++) {
        read_case(loader, values[CASES]->elements[at], at + 1);
    }
    if (values[LEADS]) {
        read_table(loader, values[LEADS]);
    }
    check_moments(loader);
}

static bool
begin_files(suite_loader *loader, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) + 1 : 0;
    hf_view folder = hf_arena_copy(&loader->suite->arena, (hf_view){path, len});
    return folder.ptr && hf_files_init(&loader->files, folder.ptr,
                                       &loader->suite->arena, loader->findings);
}

handoff_status
hf_suite_load(hf_suite *suite, const char *path, const handoff_rules *rules,
              const hf_suite_case *defaults, handoff_findings *findings)
{
    size_t errors = findings->errors;
    hf_node_budget budget = {0};
    const hf_node *root = NULL;
    *suite = (hf_suite){.rules = rules};
    suite_loader loader = {.suite = suite,
                           .rules = rules,
                           .findings = findings,
                           .defaults = *defaults};
    handoff_status status = HANDOFF_SYSTEM;

    if (!begin_files(&loader, path)) {
        findings->out_of_memory = true;
        goto cleanup;
    }
    const hf_source *source = read_source(&loader, path, HF_NODE_FILE_BYTES,
                                          HF_CODE_FILE_LARGE, (hf_span){0});
    status = HANDOFF_OK;
    if (source && hf_files_add(&loader.files, (hf_file){.source = source})) {
        status = hf_node_parse(source, &suite->arena, &budget, &root, findings);
    }
    if (root) {
        read_root(&loader, root);
    }
    if (loader.files.has_failed || findings->out_of_memory) {
        status = HANDOFF_SYSTEM;
    } else if (status == HANDOFF_OK && findings->errors > errors) {
        status = HANDOFF_RULES;
    }

cleanup:
    hf_files_clear(&loader.files);
    return status;
}
