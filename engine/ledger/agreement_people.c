/*
 * People of an agreement: a CSV file beside it, or, in the text that a ledger
 * keeps, a list that says the same. Names are known by their folded spelling.
 */
#include "ledger/agreement_read.h"

#include "base/json.h"
#include "csv/table.h"

enum { NAME, TEAM, SIDE, COLUMNS };

enum { FILE_BYTES = 4 << 20, MOST_PEOPLE = 20000 };

// In the order of hf_side.
static const hf_view SIDES[] = {HF_VIEW("sales"), HF_VIEW("marketing"),
                                HF_VIEW("system")};

// ---- One person ------------------------------------------------------------

static hf_view
copy_trimmed(hf_agreement_reader *reader, hf_view text)
{
    hf_view copy = hf_arena_copy(reader->arena, hf_view_trim(text));
    if (!copy.ptr) {
        reader->findings->out_of_memory = true;
    }
    return copy;
}

static bool
read_side(hf_view text, hf_side *out)
{
    text = hf_view_trim(text);
    for (size_t at = 0; at < sizeof SIDES / sizeof *SIDES; at++) {
        if (hf_view_equal_fold(SIDES[at], text)) {
            *out = (hf_side)at;
            return true;
        }
    }
    return false;
}

// `cells` are name, team and side; there is room for one more.
static void
add_person(hf_agreement_reader *reader, const hf_view *cells, hf_span span)
{
    handoff_agreement *agreement = reader->agreement;
    hf_person person = {0};
    hf_view name = hf_view_trim(cells[NAME]);
    if (name.len == 0) {
        hf_findings_add(reader->findings, HF_CODE_AGREEMENT_PEOPLE, span,
                        "a person without a name");
        return;
    }
    if (!read_side(cells[SIDE], &person.side)) {
        hf_finding *finding = hf_findings_add(
            reader->findings, HF_CODE_AGREEMENT_PEOPLE, span,
            "there is no side '%.*s'", HF_SHOWN(hf_view_trim(cells[SIDE])));
        hf_findings_hint(reader->findings, finding,
                         "a side is sales, marketing or system");
        return;
    }
    uint32_t before = agreement->person_names.count;
    uint32_t number = hf_table_intern(&agreement->person_names, name);
    if (number < before) {
        hf_findings_add(reader->findings, HF_CODE_AGREEMENT_PEOPLE, span,
                        "the person '%.*s' stands twice", HF_SHOWN(name));
        return;
    }
    person.name = copy_trimmed(reader, name);
    person.team = copy_trimmed(reader, cells[TEAM]);
    if (number == HF_TABLE_NONE) {
        reader->findings->out_of_memory = true;
        return;
    }
    agreement->people[agreement->person_count++] = person;
}

// ---- From the file ---------------------------------------------------------

static hf_span
line_of(const hf_source *source, uint64_t line)
{
    uint32_t at = line && line <= source->lines.count
                      ? source->lines.starts[line - 1]
                      : 0;
    hf_view text = hf_source_line_text(source, (uint32_t)line);
    return (hf_span){source, at, (uint32_t)text.len};
}

static bool
find_columns(hf_agreement_reader *reader, const hf_table_reader *table,
             const hf_source *source, size_t *columns)
{
    static const hf_view names[COLUMNS] = {
        [NAME] = HF_VIEW("name"),
        [TEAM] = HF_VIEW("team"),
        [SIDE] = HF_VIEW("side"),
    };
    bool is_found = true;
    for (size_t at = 0; at < COLUMNS; at++) {
        columns[at] = hf_table_reader_find(table, &names[at], 1);
        if (columns[at] == SIZE_MAX) {
            hf_finding *finding = hf_findings_add(
                reader->findings, HF_CODE_AGREEMENT_PEOPLE, line_of(source, 1),
                "'%s' has no column '%.*s'", source->name, HF_SHOWN(names[at]));
            hf_findings_hint(reader->findings, finding,
                             "its header is name,team,side");
            is_found = false;
        }
    }
    return is_found;
}

static void
read_record(hf_agreement_reader *reader, const hf_record *record,
            const size_t *columns, const hf_source *source)
{
    hf_span span = line_of(source, record->line);
    if (record->is_rejected) {
        hf_buffer text = {0};
        hf_reject_text(&record->reject, &text);
        hf_findings_add(reader->findings, HF_CODE_AGREEMENT_PEOPLE, span,
                        "%.*s", (int)text.len, hf_buffer_view(&text).ptr);
        hf_buffer_clear(&text);
        return;
    }
    hf_view cells[COLUMNS];
    for (size_t at = 0; at < COLUMNS; at++) {
        cells[at] = record->cells[columns[at]];
    }
    add_person(reader, cells, span);
}

static void
read_table(hf_agreement_reader *reader, hf_table_reader *table,
           const hf_source *source)
{
    handoff_agreement *agreement = reader->agreement;
    size_t columns[COLUMNS];
    bool has_more = find_columns(reader, table, source, columns);
    agreement->people =
        hf_agreement_zero(reader, MOST_PEOPLE, sizeof *agreement->people);
    while (has_more && agreement->people && !reader->findings->out_of_memory) {
        hf_record record;
        if (hf_table_reader_next(table, &record, &has_more, reader->findings) !=
                HANDOFF_OK ||
            !has_more) {
            return;
        }
        if (agreement->person_count == MOST_PEOPLE) {
            hf_findings_add(reader->findings, HF_CODE_AGREEMENT_PEOPLE,
                            line_of(source, record.line),
                            "there are more than %d people", MOST_PEOPLE);
            return;
        }
        read_record(reader, &record, columns, source);
    }
}

static void
read_bytes(hf_agreement_reader *reader, const char *name, hf_view bytes)
{
    hf_input_options options;
    hf_table_reader *table = NULL;
    const hf_source *source =
        hf_findings_own(reader->agreement->sources, hf_source_new(name, bytes));
    if (!source) {
        reader->findings->out_of_memory = true;
        return;
    }
    hf_input_defaults(&options);
    options.footer = HF_FOOTER_NONE;
    if (hf_table_reader_open_bytes(name, bytes, &options, &table,
                                   reader->findings) == HANDOFF_OK) {
        read_table(reader, table, source);
    }
    hf_table_reader_close(table);
}

static void
read_file(hf_agreement_reader *reader, const hf_node *node)
{
    hf_file_path path;
    hf_buffer bytes = {0};
    if (hf_files_resolve(&reader->files, node, &path) &&
        hf_files_read(&reader->files, path.shown, FILE_BYTES,
                      HF_CODE_LIST_LARGE, node->span, &bytes)) {
        read_bytes(reader, path.shown, hf_buffer_view(&bytes));
    }
    hf_buffer_clear(&bytes);
}

// ---- From the text ---------------------------------------------------------

static void
read_list(hf_agreement_reader *reader, const hf_node *list)
{
    handoff_agreement *agreement = reader->agreement;
    agreement->people =
        hf_agreement_zero(reader, list->count, sizeof *agreement->people);
    for (size_t at = 0; agreement->people && at < list->count; at++) {
        const hf_node *row = list->elements[at];
        if (row->kind != HF_NODE_LIST || row->count != COLUMNS) {
            hf_findings_add(reader->findings, HF_CODE_AGREEMENT_PEOPLE,
                            row->span, "a person is [name, team, side]");
            continue;
        }
        hf_view cells[COLUMNS];
        for (size_t cell = 0; cell < COLUMNS; cell++) {
            cells[cell] = hf_map_text(row->elements[cell]);
        }
        add_person(reader, cells, row->span);
    }
}

void
hf_agreement_print_people(const handoff_agreement *agreement, hf_buffer *out)
{
    hf_buffer_add_text(out, "[");
    for (size_t at = 0; at < agreement->person_count; at++) {
        const hf_person *person = &agreement->people[at];
        hf_buffer_add_text(out, at ? ", [" : "[");
        hf_json_add_string(out, person->name);
        hf_buffer_add_text(out, ", ");
        hf_json_add_string(out, person->team);
        hf_buffer_add_text(out, ", ");
        hf_buffer_add_view(out, SIDES[person->side]);
        hf_buffer_add_text(out, "]");
    }
    hf_buffer_add_text(out, "]");
}

void
hf_agreement_read_people(hf_agreement_reader *reader, const hf_node *node)
{
    enum { FROM_FILE, FROM_LIST, KEYS };
    static const hf_map_key table[KEYS] = {
        [FROM_FILE] = {{"file", 4}, HF_MAP_TEXT, false},
        [FROM_LIST] = {{"list", 4}, HF_MAP_LIST, false},
    };
    const hf_node *values[KEYS];
    hf_map_read(node, "'people'", table, KEYS, values, reader->findings);
    const hf_node *file = values[FROM_FILE];
    if (file && (values[FROM_LIST] || file->is_block)) {
        hf_findings_add(reader->findings, HF_CODE_AGREEMENT_PEOPLE, file->span,
                        "people stand in a 'file' or in a 'list'");
    } else if (values[FROM_LIST]) {
        read_list(reader, values[FROM_LIST]);
    } else if (file) {
        read_file(reader, file);
        for (size_t at = 0; at < node->count; at++) {
            hf_span key = node->pairs[at].key_span;
            if (node->pairs[at].value == file) {
                reader->people_file = (hf_span){key.source, key.at,
                                                file->span.at + file->span.len +
                                                    file->is_quoted - key.at};
            }
        }
    }
}
