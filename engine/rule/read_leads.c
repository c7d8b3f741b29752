/*
 * The section `leads`: the field that names a lead, the spellings of "no
 * value", and the fields with their columns and types. Out come the fields as
 * their author meant them; which column of an export serves one is found when
 * the export is opened.
 */
#include "base/date.h"
#include "base/decimal.h"
#include "rule/map.h"
#include "rule/reader.h"
#include "rule/text.h"

#include <string.h>

// In the order of hf_field_type.
static const hf_view TYPES[] = {
    HF_VIEW("text"),   HF_VIEW("id"),      HF_VIEW("email"),
    HF_VIEW("number"), HF_VIEW("money"),   HF_VIEW("range"),
    HF_VIEW("date"),   HF_VIEW("boolean"), HF_VIEW("set"),
};

// In the order of hf_date_format.
static const hf_view FORMATS[] = {
    HF_VIEW("iso"), HF_VIEW("mdy"),      HF_VIEW("dmy"),
    HF_VIEW("ymd"), HF_VIEW("epoch_ms"),
};

static const hf_view MARKS[] = {HF_VIEW("."), HF_VIEW(",")};

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum field_key {
    COLUMN,
    TYPE,
    PERSONAL,
    OPTIONAL,
    FORMAT,
    ZONE,
    DECIMAL,
    SEPARATOR,
    DEFAULT,
    SALESFORCE_ID,
    FIELD_KEYS
};

static const hf_map_key KEYS[FIELD_KEYS] = {
    [COLUMN] = {HF_VIEW("column"), HF_MAP_ANY, false},
    [TYPE] = {HF_VIEW("type"), HF_MAP_TEXT, false},
    [PERSONAL] = {HF_VIEW("personal"), HF_MAP_TEXT, false},
    [OPTIONAL] = {HF_VIEW("optional"), HF_MAP_TEXT, false},
    [FORMAT] = {HF_VIEW("format"), HF_MAP_TEXT, false},
    [ZONE] = {HF_VIEW("zone"), HF_MAP_TEXT, false},
    [DECIMAL] = {HF_VIEW("decimal"), HF_MAP_TEXT, false},
    [SEPARATOR] = {HF_VIEW("separator"), HF_MAP_TEXT, false},
    [DEFAULT] = {HF_VIEW("default"), HF_MAP_TEXT, false},
    [SALESFORCE_ID] = {HF_VIEW("salesforce_id"), HF_MAP_TEXT, false},
};

// ---- Columns ---------------------------------------------------------------

static bool
add_column(hf_reader *reader, hf_field *field, const hf_node *node)
{
    if (!hf_map_check_kind(node, HF_MAP_TEXT, HF_VIEW("a column"),
                           reader->findings)) {
        return false;
    }
    if (hf_view_trim(node->text).len == 0) {
        hf_findings_add(reader->findings, HF_CODE_BAD_VALUE, node->span,
                        "a column without a name");
        return false;
    }
    field->columns[field->column_count++] = node->text;
    return true;
}

// The columns of a text or list, or the field's own name.
static void
read_columns(hf_reader *reader, hf_field *field, const hf_node *node)
{
    if (node && node->kind == HF_NODE_MAP) {
        hf_map_check_kind(node, HF_MAP_TEXT, HF_VIEW("'column'"),
                          reader->findings);
        return;
    }
    size_t count = node && node->kind == HF_NODE_LIST ? node->count : 1;
    field->columns =
        hf_reader_zero(reader, count ? count : 1, sizeof *field->columns);
    if (!field->columns) {
        return;
    }
    if (!node) {
        field->columns[field->column_count++] = field->name;
    } else if (node->kind == HF_NODE_SCALAR) {
        add_column(reader, field, node);
    } else if (node->count == 0) {
        hf_findings_add(reader->findings, HF_CODE_BAD_VALUE, node->span,
                        "a field needs at least one column");
    } else {
        for (size_t at = 0; at < node->count; at++) {
            add_column(reader, field, node->elements[at]);
        }
    }
}

// ---- Types -----------------------------------------------------------------

static bool
is_numeric(hf_field_type type)
{
    return type == HF_FIELD_NUMBER || type == HF_FIELD_MONEY ||
           type == HF_FIELD_RANGE;
}

// A key that is for another type.
static void
check_place(hf_reader *reader, const hf_field *field, const hf_node *value,
            enum field_key key, bool fits)
{
    static const char *const FOR[FIELD_KEYS] = {
        [FORMAT] = "type: date",
        [ZONE] = "type: date",
        [DECIMAL] = "type: number, money or range",
        [SEPARATOR] = "type: set",
        [SALESFORCE_ID] = "type: id",
    };
    if (!value || fits) {
        return;
    }
    hf_finding *finding =
        hf_findings_add(reader->findings, HF_CODE_KEY_MISPLACED, value->span,
                        "'%.*s' is not for a field of the type %.*s",
                        HF_SHOWN(KEYS[key].name), HF_SHOWN(TYPES[field->type]));
    hf_findings_hint(reader->findings, finding, "it is for %s", FOR[key]);
}

static void
read_zone(hf_reader *reader, hf_field *field, const hf_node *node)
{
    if (node && !hf_date_zone(node->text, &field->zone)) {
        hf_finding *finding =
            hf_findings_add(reader->findings, HF_CODE_BAD_VALUE, node->span,
                            "'%.*s' is no zone", HF_SHOWN(node->text));
        hf_findings_hint(reader->findings, finding,
                         "write an offset in quotes, such as \"-05:00\", or Z");
    }
}

static void
read_separator(hf_reader *reader, hf_field *field, const hf_node *node)
{
    if (!node) {
        return;
    }
    if (node->text.len == 0) {
        hf_findings_add(reader->findings, HF_CODE_BAD_VALUE, node->span,
                        "a separator has at least one character");
        return;
    }
    field->separator = node->text;
}

static void
read_marks(hf_reader *reader, hf_field *field, const hf_node **values)
{
    handoff_findings *findings = reader->findings;
    size_t format = HF_DATE_ISO;
    size_t mark = 0;

    check_place(reader, field, values[FORMAT], FORMAT,
                field->type == HF_FIELD_DATE);
    check_place(reader, field, values[ZONE], ZONE,
                field->type == HF_FIELD_DATE);
    check_place(reader, field, values[DECIMAL], DECIMAL,
                is_numeric(field->type));
    check_place(reader, field, values[SEPARATOR], SEPARATOR,
                field->type == HF_FIELD_SET);
    check_place(reader, field, values[SALESFORCE_ID], SALESFORCE_ID,
                field->type == HF_FIELD_ID);
    hf_map_word(values[FORMAT], FORMATS, COUNT(FORMATS), &format, findings);
    field->format = (hf_date_format)format;
    hf_map_word(values[DECIMAL], MARKS, COUNT(MARKS), &mark, findings);
    field->decimal_mark = MARKS[mark].ptr[0];
    read_zone(reader, field, values[ZONE]);
    read_separator(reader, field, values[SEPARATOR]);
}

// ---- Defaults --------------------------------------------------------------

static bool
reads_as_boolean(hf_view text)
{
    static const hf_view WORDS[] = {
        HF_VIEW("true"),    HF_VIEW("yes"),       HF_VIEW("t"),
        HF_VIEW("y"),       HF_VIEW("1"),         HF_VIEW("on"),
        HF_VIEW("checked"), HF_VIEW("false"),     HF_VIEW("no"),
        HF_VIEW("f"),       HF_VIEW("n"),         HF_VIEW("0"),
        HF_VIEW("off"),     HF_VIEW("unchecked"),
    };
    for (size_t at = 0; at < COUNT(WORDS); at++) {
        if (hf_view_equal_fold(text, WORDS[at])) {
            return true;
        }
    }
    return false;
}

static bool
reads_as_email(hf_view text)
{
    for (size_t at = 0; at < text.len; at++) {
        if (hf_text_is_blank(text.ptr[at])) {
            return false;
        }
    }
    return text.len > 2 && memchr(text.ptr + 1, '@', text.len - 2);
}

static bool
reads_as_type(const hf_field *field, hf_view text)
{
    int64_t value;
    switch (field->type) {
    case HF_FIELD_TEXT:
    case HF_FIELD_ID:
    case HF_FIELD_SET:
        return true;
    case HF_FIELD_EMAIL:
        return reads_as_email(text);
    case HF_FIELD_NUMBER:
        return hf_decimal_number(text, field->decimal_mark, &value);
    case HF_FIELD_MONEY:
        return hf_decimal_money(text, field->decimal_mark, &value);
    case HF_FIELD_RANGE:
        return hf_decimal_range(text, field->decimal_mark, &value);
    case HF_FIELD_DATE:
        return hf_date_read(text, field->format, field->zone, &value);
    case HF_FIELD_BOOLEAN:
        return reads_as_boolean(text);
    }
    return false;
}

static void
read_default(hf_reader *reader, hf_field *field, const hf_node *node)
{
    if (!node) {
        return;
    }
    hf_view text = hf_view_trim(node->text);
    field->has_default = true;
    field->default_text = text;
    field->default_span = node->span;
    if (!reads_as_type(field, text)) {
        hf_finding *finding =
            hf_findings_add(reader->findings, HF_CODE_DEFAULT_UNREADABLE,
                            node->span, "'%.*s' does not read as %.*s",
                            HF_SHOWN(text), HF_SHOWN(TYPES[field->type]));
        hf_findings_hint(reader->findings, finding,
                         "write it as a cell of the export would be");
    }
}

// ---- Fields ----------------------------------------------------------------

static void
read_field(hf_reader *reader, const hf_node_pair *pair, hf_field *field)
{
    const hf_node *values[FIELD_KEYS] = {NULL};
    const hf_node *node = pair->value;
    size_t type = HF_FIELD_TEXT;

    *field = (hf_field){.name = pair->key,
                        .span = pair->key_span,
                        .decimal_mark = '.',
                        .separator = HF_VIEW(";")};
    if (hf_space_check(pair->key, pair->key_span, "a field",
                       reader->findings)) {
        hf_space_add(&reader->names, pair->key, pair->key_span, "a field",
                     reader->findings);
    }
    if (node->kind != HF_NODE_MAP) { // short form: columns only
        read_columns(reader, field, hf_map_is_empty(node) ? NULL : node);
        return;
    }
    hf_map_read(node, "a field", KEYS, FIELD_KEYS, values, reader->findings);
    hf_map_word(values[TYPE], TYPES, COUNT(TYPES), &type, reader->findings);
    field->type = (hf_field_type)type;
    read_columns(reader, field, values[COLUMN]);
    hf_map_boolean(values[PERSONAL], &field->is_personal, reader->findings);
    hf_map_boolean(values[OPTIONAL], &field->is_optional, reader->findings);
    hf_map_boolean(values[SALESFORCE_ID], &field->is_salesforce_id,
                   reader->findings);
    read_marks(reader, field, values);
    read_default(reader, field, values[DEFAULT]);
}

static void
read_fields(hf_reader *reader)
{
    handoff_rules *rules = reader->rules;
    const hf_node *node = reader->sections[HF_SECTION_LEADS_FIELDS];
    size_t count = hf_reader_count(reader, HF_SECTION_LEADS_FIELDS);
    rules->fields = hf_reader_zero(reader, count, sizeof *rules->fields);
    for (size_t at = 0; rules->fields && at < count; at++) {
        read_field(reader, &node->pairs[at], &rules->fields[at]);
        rules->field_count = at + 1;
    }
}

static void
read_missing(hf_reader *reader)
{
    handoff_rules *rules = reader->rules;
    const hf_node *node = reader->sections[HF_SECTION_LEADS_MISSING];
    size_t count = hf_reader_count(reader, HF_SECTION_LEADS_MISSING);
    rules->missing = hf_reader_zero(reader, count, sizeof *rules->missing);
    for (size_t at = 0; rules->missing && at < count; at++) {
        const hf_node *element = node->elements[at];
        if (!hf_map_check_kind(element, HF_MAP_TEXT,
                               HF_VIEW("a spelling of 'missing'"),
                               reader->findings)) {
            continue;
        }
        hf_view text = hf_view_trim(element->text);
        if (text.len > 0) {
            rules->missing[rules->missing_count++] = text;
        }
    }
}

static void
find_id(hf_reader *reader)
{
    handoff_rules *rules = reader->rules;
    const hf_node *id = reader->sections[HF_SECTION_LEADS_ID];
    if (!id || !reader->sections[HF_SECTION_LEADS_FIELDS]) {
        return;
    }
    for (size_t at = 0; at < rules->field_count; at++) {
        const hf_field *field = &rules->fields[at];
        if (!hf_view_equal(field->name, id->text)) {
            continue;
        }
        rules->id_field = at;
        if (field->type != HF_FIELD_TEXT && field->type != HF_FIELD_ID &&
            field->type != HF_FIELD_EMAIL) {
            hf_finding *finding = hf_findings_add(
                reader->findings, HF_CODE_ID_FIELD, id->span,
                "'%.*s' is of the type %.*s and cannot name a lead",
                HF_SHOWN(id->text), HF_SHOWN(TYPES[field->type]));
            hf_findings_hint(reader->findings, finding, "give it 'type: id'");
            hf_findings_other(reader->findings, finding, field->span,
                              "declared here");
        }
        return;
    }
    hf_map_unknown(id, "field", reader->names.table.texts,
                   reader->names.table.count, reader->findings);
}

void
hf_rule_read_leads(hf_reader *reader)
{
    read_missing(reader);
    read_fields(reader);
    find_id(reader);
}
