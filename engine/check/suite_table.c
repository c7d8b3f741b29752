/*
 * A table of tests: an export whose columns are fields and what is expected,
 * a case a line. So the output of `handoff score --keep all` is one, with
 * what was said yesterday as what is expected today.
 */
#include "check/suite.h"

#include "base/date.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "csv/table.h"
#include "rule/text.h"

#include <string.h>

// What a column of the table is.
typedef enum column_role {
    ROLE_NONE,
    ROLE_FIELD,
    ROLE_EXPECTED,
    ROLE_NAME,
    ROLE_AS_OF
} column_role;

typedef struct table_column {
    hf_view header; // trimmed
    column_role role;
    uint32_t field;
    hf_suite_output output;
    uint32_t axis;
} table_column;

typedef struct table_loader {
    hf_suite *suite;
    const handoff_rules *rules;
    const hf_source *source;
    handoff_findings *findings;
    const hf_suite_case *defaults;
    table_column *columns;
    size_t count;
} table_loader;

static hf_span
span_of_line(const table_loader *loader, uint64_t line)
{
    return (hf_span){loader->source,
                     hf_source_offset(loader->source, line - 1, 0), 0};
}

// ---- The header ------------------------------------------------------------

typedef bool (*comparison)(hf_view a, hf_view b);

// Whether some field has this column or this name.
static bool
is_of_a_field(const handoff_rules *rules, hf_view header, comparison is_equal)
{
    for (size_t at = 0; at < rules->field_count; at++) {
        const hf_field *field = &rules->fields[at];
        if (is_equal(field->name, header)) {
            return true;
        }
        for (size_t column = 0; column < field->column_count; column++) {
            if (is_equal(hf_view_trim(field->columns[column]), header)) {
                return true;
            }
        }
    }
    return false;
}

static void
find_expected(table_loader *loader, table_column *column)
{
    static const hf_view prefix = {"expect.", 7};
    const handoff_rules *rules = loader->rules;
    hf_view name = column->header;
    bool is_prefixed = hf_view_starts(name, prefix);
    if (is_prefixed) {
        name = hf_view_slice(name, prefix.len, name.len);
    }
    if ((is_prefixed || !is_of_a_field(rules, name, hf_view_equal)) &&
        hf_suite_output_of(rules, name, &column->output, &column->axis)) {
        column->role = ROLE_EXPECTED;
    } else if (is_prefixed) {
        hf_finding *finding = hf_findings_add(
            loader->findings, HF_CODE_TEST_OUTPUT, span_of_line(loader, 1),
            "a score has no '%.*s'", HF_SHOWN(name));
        hf_view nearest = hf_suite_output_nearest(rules, name);
        if (nearest.len > 0) {
            hf_findings_hint(loader->findings, finding, "did you mean '%.*s'?",
                             HF_SHOWN(nearest));
        }
        column->role = ROLE_EXPECTED;
        column->output = HF_SUITE_OUTPUTS;
    } else if (!is_of_a_field(rules, name, hf_view_equal_fold)) {
        column->role = hf_view_equal(name, HF_VIEW("name"))    ? ROLE_NAME
                       : hf_view_equal(name, HF_VIEW("as_of")) ? ROLE_AS_OF
                                                               : ROLE_NONE;
    }
}

static bool
take_column(table_loader *loader, hf_view name, size_t field)
{
    for (size_t at = 0; at < loader->count; at++) {
        table_column *column = &loader->columns[at];
        if (column->role == ROLE_NONE &&
            hf_view_equal_fold(column->header, hf_view_trim(name))) {
            column->role = ROLE_FIELD;
            column->field = (uint32_t)field;
            return true;
        }
    }
    return false;
}

static void
find_fields(table_loader *loader)
{
    for (size_t at = 0; at < loader->rules->field_count; at++) {
        const hf_field *field = &loader->rules->fields[at];
        bool is_found = false;
        for (size_t column = 0; column < field->column_count && !is_found;
             column++) {
            is_found = take_column(loader, field->columns[column], at);
        }
        if (!is_found) {
            take_column(loader, field->name, at);
        }
    }
}

// A misspelt expectation would let every row pass, and is refused; any other
// column may be one of an export that no rule needs.
static void
report_unused(table_loader *loader, hf_view header)
{
    const handoff_rules *rules = loader->rules;
    hf_view nearest = hf_suite_output_nearest(rules, header);
    hf_finding *finding = hf_findings_add(
        loader->findings,
        nearest.len > 0 ? HF_CODE_TEST_OUTPUT : HF_CODE_TEST_COLUMN,
        span_of_line(loader, 1),
        "the column '%.*s' is no field and nothing to expect",
        HF_SHOWN(header));
    for (size_t at = 0; at < rules->field_count && nearest.len == 0; at++) {
        nearest = hf_nearest(header, &rules->fields[at].name, 1);
        if (nearest.len == 0) {
            nearest = hf_nearest(header, rules->fields[at].columns,
                                 rules->fields[at].column_count);
        }
    }
    if (nearest.len > 0) {
        hf_findings_hint(loader->findings, finding, "did you mean '%.*s'?",
                         HF_SHOWN(nearest));
    }
}

static bool
read_header(table_loader *loader, const hf_view *header, size_t count)
{
    loader->columns = hf_memory_zero(count + 1, sizeof *loader->columns);
    if (!loader->columns) {
        return false;
    }
    loader->count = count;
    for (size_t at = 0; at < count; at++) {
        hf_view name =
            hf_arena_copy(&loader->suite->arena, hf_view_trim(header[at]));
        if (!name.ptr) {
            return false;
        }
        loader->columns[at].header = name;
        find_expected(loader, &loader->columns[at]);
    }
    find_fields(loader);
    for (size_t at = 0; at < count; at++) {
        if (loader->columns[at].role == ROLE_NONE) {
            report_unused(loader, loader->columns[at].header);
        }
    }
    return true;
}

// ---- A line ----------------------------------------------------------------

static bool
read_ids(table_loader *loader, hf_suite_expected *expected, hf_view text)
{
    size_t most = 1;
    for (size_t at = 0; at < text.len; at++) {
        most += text.ptr[at] == ';';
    }
    hf_suite_id *ids = hf_arena_zero(&loader->suite->arena, most, sizeof *ids);
    if (!ids) {
        return false;
    }
    expected->ids = ids;
    for (size_t at = 0; at < text.len;) {
        const char *found = memchr(text.ptr + at, ';', text.len - at);
        size_t end = found ? (size_t)(found - text.ptr) : text.len;
        hf_view id = hf_view_trim(hf_view_slice(text, at, end - at));
        at = end + 1;
        if (id.len > 0) {
            expected->id_count += hf_suite_expect_id(
                loader->rules, expected->output, id, expected->span,
                &ids[expected->id_count], loader->findings);
        }
    }
    return true;
}

// An empty cell expects nothing; `-` expects that nothing is there.
static bool
read_expected(table_loader *loader, const table_column *column, hf_view text,
              hf_suite_case *test)
{
    if (column->output == HF_SUITE_OUTPUTS || text.len == 0) {
        return true;
    }
    hf_suite_expected *expected = &test->expected[test->expected_count];
    bool is_none = hf_view_equal(text, HF_VIEW("-"));
    *expected = (hf_suite_expected){.output = column->output,
                                    .axis = column->axis,
                                    .span = test->span,
                                    .text = is_none ? HF_VIEW("") : text};
    if (hf_suite_is_list(column->output)) {
        test->expected_count++;
        return read_ids(loader, expected, expected->text);
    }
    test->expected_count +=
        hf_suite_expect_text(loader->rules, expected, loader->findings);
    return true;
}

static void
read_as_of(table_loader *loader, hf_view text, hf_suite_case *test)
{
    if (text.len == 0) {
        return;
    }
    test->has_as_of = true;
    test->is_now = false;
    if (!hf_date_read(text, HF_DATE_ISO, 0, &test->as_of)) {
        hf_findings_add(loader->findings, HF_CODE_TEST_AS_OF, test->span,
                        "'%.*s' is no moment", HF_SHOWN(text));
    }
}

static bool
read_cell(table_loader *loader, const table_column *column, hf_view text,
          hf_suite_case *test)
{
    switch (column->role) {
    case ROLE_NONE:
        break;
    case ROLE_FIELD:
        test->values[test->value_count++] =
            (hf_suite_value){column->field, text};
        break;
    case ROLE_EXPECTED:
        return read_expected(loader, column, hf_view_trim(text), test);
    case ROLE_NAME:
        if (hf_view_trim(text).len > 0) {
            test->name = hf_view_trim(text);
        }
        break;
    case ROLE_AS_OF:
        read_as_of(loader, hf_view_trim(text), test);
        break;
    }
    return true;
}

static bool
name_by_line(table_loader *loader, uint64_t line, hf_suite_case *test)
{
    const char *path = loader->source->name;
    const char *slash = strrchr(path, '/');
    hf_buffer name = {0};
    hf_buffer_printf(&name, "line %llu of %s", (unsigned long long)line,
                     slash ? slash + 1 : path);
    test->name = hf_arena_copy(&loader->suite->arena, hf_buffer_view(&name));
    bool is_fine = !name.failed && test->name.ptr;
    hf_buffer_clear(&name);
    return is_fine;
}

static bool
read_record(table_loader *loader, const hf_record *record)
{
    hf_arena *arena = &loader->suite->arena;
    hf_suite_case *test = hf_suite_add(loader->suite, loader->defaults);
    if (!test || !name_by_line(loader, record->line, test)) {
        return false;
    }
    test->span = span_of_line(loader, record->line);
    test->values = hf_arena_zero(arena, loader->count, sizeof *test->values);
    test->expected =
        hf_arena_zero(arena, loader->count, sizeof *test->expected);
    if (!test->values || !test->expected) {
        return false;
    }
    for (size_t at = 0; at < loader->count; at++) {
        if (!record->cells[at].ptr) {
            continue;
        }
        hf_view text = hf_arena_copy(arena, record->cells[at]);
        if (!text.ptr || !read_cell(loader, &loader->columns[at], text, test)) {
            return false;
        }
    }
    return true;
}

static void
report_record(table_loader *loader, const hf_record *record)
{
    hf_buffer reason = {0};
    hf_reject_text(&record->reject, &reason);
    const char *text = hf_buffer_text(&reason);
    hf_findings_add(loader->findings, HF_CODE_TEST_RECORD,
                    span_of_line(loader, record->line), "%s",
                    text ? text : "out of memory");
    hf_buffer_clear(&reason);
}

bool
hf_suite_table(hf_suite *suite, const hf_source *source,
               const hf_suite_case *defaults, handoff_findings *findings)
{
    table_loader loader = {.suite = suite,
                           .rules = suite->rules,
                           .source = source,
                           .findings = findings,
                           .defaults = defaults};
    hf_input_options options;
    hf_table_reader *reader = NULL;
    hf_record record;
    bool has_more = true, is_fine = false;
    size_t count = 0;

    hf_input_defaults(&options);
    if (hf_table_reader_open_bytes(source->name, source->text, &options,
                                   &reader, findings) != HANDOFF_OK) {
        return findings->errors > 0 && !findings->out_of_memory;
    }
    const hf_view *header = hf_table_reader_header(reader, &count);
    if (!read_header(&loader, header, count)) {
        goto cleanup;
    }
    while (hf_table_reader_next(reader, &record, &has_more, findings) ==
               HANDOFF_OK &&
           has_more) {
        if (record.is_rejected) {
            report_record(&loader, &record);
        } else if (!read_record(&loader, &record)) {
            goto cleanup;
        }
    }
    is_fine = true;

cleanup:
    if (!is_fine) {
        findings->out_of_memory = true;
    }
    hf_memory_free(loader.columns);
    hf_table_reader_close(reader);
    return is_fine;
}
