/*
 * Which block of the agreement reads an export: the first whose columns its
 * header has. A block behind it comes in for rows that those before it pass
 * over, if it has a filter of its own on this header; so an export of every
 * tracked field gives its statuses and its owners.
 */
#include "ledger/record.h"

#include "base/nearest.h"
#include "rule/text.h"

hf_view
hf_record_cell(const hf_record_row *row, hf_role role)
{
    size_t column = row->layout->columns[role];
    return column == SIZE_MAX ? (hf_view){0}
                              : hf_view_trim(row->record->cells[column]);
}

// ---- Columns ---------------------------------------------------------------

static void
find_columns(const hf_recording *run, const hf_agreement_block *block,
             hf_record_layout *out)
{
    for (size_t role = 0; role < HF_ROLE_COUNT; role++) {
        const hf_columns *columns = &block->columns[role];
        out->columns[role] =
            hf_table_reader_find(run->table, columns->names, columns->count);
    }
    for (size_t at = 0; at < block->only_count; at++) {
        out->only[at] =
            hf_table_reader_find(run->table, &block->only[at].column, 1);
    }
    out->block = block;
}

static bool
lacks(const hf_record_layout *layout, hf_role role)
{
    return layout->block->columns[role].count &&
           layout->columns[role] == SIZE_MAX;
}

// The role of a needed column that the header does not have, or
// HF_ROLE_COUNT.
static hf_role
find_lack(const hf_record_layout *layout)
{
    static const hf_role needed[] = {HF_ROLE_AT, HF_ROLE_STATUS};
    const hf_agreement_block *block = layout->block;
    bool is_known = layout->columns[HF_ROLE_LEAD] != SIZE_MAX ||
                    layout->columns[HF_ROLE_CONTACT] != SIZE_MAX ||
                    layout->columns[HF_ROLE_OPPORTUNITY] != SIZE_MAX;
    if (!is_known) {
        return HF_ROLE_LEAD;
    }
    for (size_t at = 0; at < sizeof needed / sizeof *needed; at++) {
        if (lacks(layout, needed[at])) {
            return needed[at];
        }
    }
    if (!block->columns[HF_ROLE_STATUS].count) {
        // Reassignments, or priorities alone.
        hf_role only = block->columns[HF_ROLE_OWNER].count ? HF_ROLE_OWNER
                                                           : HF_ROLE_PRIORITY;
        return lacks(layout, only) ? only : HF_ROLE_COUNT;
    }
    return HF_ROLE_COUNT;
}

static bool
is_filtered(const hf_record_layout *layout)
{
    bool is_found = false;
    for (size_t at = 0; at < layout->block->only_count; at++) {
        is_found |= layout->only[at] != SIZE_MAX;
    }
    return is_found;
}

// ---- Names that stand twice ------------------------------------------------

static handoff_status
check_twice(const hf_recording *run, size_t column)
{
    size_t count = 0;
    const hf_view *header = hf_table_reader_header(run->table, &count);
    for (size_t at = column + 1; column != SIZE_MAX && at < count; at++) {
        if (hf_view_equal_fold(hf_view_trim(header[at]),
                               hf_view_trim(header[column]))) {
            hf_findings_add(run->findings, HF_CODE_COLUMN_TWICE, (hf_span){0},
                            "the header of '%s' has '%.*s' twice", run->path,
                            HF_SHOWN(header[at]));
            return HANDOFF_DATA;
        }
    }
    return HANDOFF_OK;
}

static handoff_status
check_layout(const hf_recording *run, const hf_record_layout *layout)
{
    handoff_status status = HANDOFF_OK;
    for (size_t at = 0; status == HANDOFF_OK && at < HF_ROLE_COUNT; at++) {
        status = check_twice(run, layout->columns[at]);
    }
    for (size_t at = 0; status == HANDOFF_OK && at < layout->block->only_count;
         at++) {
        status = check_twice(run, layout->only[at]);
    }
    return status;
}

// ---- Choosing --------------------------------------------------------------

static const char *
role_name(const hf_recording *run, hf_role role)
{
    if (role == HF_ROLE_LEAD) {
        return "lead";
    }
    if (role == HF_ROLE_AT) {
        return "at";
    }
    if (role == HF_ROLE_OWNER) {
        return "owner";
    }
    if (role == HF_ROLE_PRIORITY) {
        return "priority";
    }
    return run->options->kind == HANDOFF_RECORD_OUTCOMES   ? "stage"
           : run->options->kind == HANDOFF_RECORD_HANDOFFS ? "kind"
                                                           : "status";
}

// `layout` is of the block that came nearest, or of none.
static handoff_status
refuse(const hf_recording *run, const hf_record_layout *layout)
{
    if (!layout->block) {
        hf_findings_add(run->findings, HF_CODE_RECORD_NO_BLOCK, (hf_span){0},
                        "the agreement says nothing of how '%s' is read",
                        run->path);
        return HANDOFF_DATA;
    }
    hf_role role = find_lack(layout);
    const hf_columns *columns = &layout->block->columns[role];
    hf_buffer tried = {0};
    hf_view nearest = {0};
    size_t count = 0;
    const hf_view *header = hf_table_reader_header(run->table, &count);
    for (size_t at = 0; at < columns->count; at++) {
        hf_buffer_printf(&tried, "%s'%.*s'", at ? ", " : "",
                         HF_SHOWN(columns->names[at]));
        nearest = nearest.len ? nearest
                              : hf_nearest(columns->names[at], header, count);
    }
    hf_finding *finding = hf_findings_add(
        run->findings, HF_CODE_RECORD_NO_BLOCK, (hf_span){0},
        "'%s' has no column for '%s': tried %.*s", run->path,
        role_name(run, role), (int)tried.len, hf_buffer_view(&tried).ptr);
    if (nearest.len) {
        hf_findings_hint(run->findings, finding, "did you mean '%.*s'?",
                         HF_SHOWN(nearest));
    }
    hf_buffer_clear(&tried);
    return HANDOFF_DATA;
}

// Fill `layouts` with those of `blocks` that read the header; `nearest` is one
// that does not.
static bool
match_blocks(hf_recording *run, const hf_agreement_block *blocks, size_t count,
             hf_record_layout **layouts, size_t *matched,
             hf_record_layout *nearest)
{
    *layouts = hf_arena_zero(&run->arena, count + 1, sizeof **layouts);
    for (size_t at = 0; *layouts && at < count; at++) {
        hf_record_layout layout = {0};
        layout.only = hf_arena_zero(&run->arena, blocks[at].only_count + 1,
                                    sizeof *layout.only);
        if (!layout.only) {
            return false;
        }
        find_columns(run, &blocks[at], &layout);
        if (find_lack(&layout) == HF_ROLE_COUNT) {
            (*layouts)[(*matched)++] = layout;
        } else if (!nearest->block || (find_lack(nearest) == HF_ROLE_LEAD &&
                                       find_lack(&layout) != HF_ROLE_LEAD)) {
            *nearest = layout;
        }
    }
    return *layouts != NULL;
}

// Links need a lead and something that it is linked with.
static void
keep_links(hf_recording *run)
{
    static const hf_role linked[] = {HF_ROLE_CONTACT, HF_ROLE_OPPORTUNITY,
                                     HF_ROLE_MASTER};
    size_t kept = 0;
    for (size_t at = 0; at < run->link_count; at++) {
        const hf_record_layout *layout = &run->links[at];
        bool is_used = false;
        for (size_t one = 0; one < sizeof linked / sizeof *linked; one++) {
            is_used |= layout->columns[linked[one]] != SIZE_MAX;
        }
        if (is_used && layout->columns[HF_ROLE_LEAD] != SIZE_MAX) {
            run->links[kept++] = *layout;
        }
    }
    run->link_count = kept;
}

static bool
match_all(hf_recording *run, hf_record_layout *nearest)
{
    const handoff_agreement *agreement = run->agreement;
    hf_record_layout other = {0};
    const hf_agreement_block *blocks = agreement->dispositions;
    size_t count = agreement->disposition_count;
    if (run->options->kind == HANDOFF_RECORD_OUTCOMES) {
        blocks = agreement->outcomes;
        count = agreement->outcome_count;
    } else if (run->options->kind == HANDOFF_RECORD_HANDOFFS) {
        blocks = agreement->handoffs;
        // `from: scored` alone reads no file.
        count = agreement->handoff_count &&
                        agreement->handoffs->columns[HF_ROLE_LEAD].count
                    ? 1
                    : 0;
    }
    // An export of leads says what they were linked with, as a side line.
    size_t links = run->options->kind == HANDOFF_RECORD_DISPOSITIONS
                       ? agreement->link_count
                       : 0;
    return match_blocks(run, blocks, count, &run->layouts, &run->layout_count,
                        nearest) &&
           match_blocks(run, agreement->links, links, &run->links,
                        &run->link_count, &other);
}

handoff_status
hf_record_choose(hf_recording *run)
{
    hf_record_layout nearest = {0};
    if (!match_all(run, &nearest)) {
        return hf_store_no_memory(run->findings);
    }
    keep_links(run);
    if (!run->layout_count && !run->link_count) {
        return refuse(run, &nearest);
    }
    size_t kept = run->layout_count ? 1 : 0;
    for (size_t at = 1; at < run->layout_count; at++) {
        if (is_filtered(&run->layouts[at])) {
            run->layouts[kept++] = run->layouts[at];
        }
    }
    run->layout_count = kept;
    handoff_status status = HANDOFF_OK;
    for (size_t at = 0; status == HANDOFF_OK && at < kept; at++) {
        status = check_layout(run, &run->layouts[at]);
    }
    for (size_t at = 0; status == HANDOFF_OK && at < run->link_count; at++) {
        status = check_layout(run, &run->links[at]);
    }
    return status;
}

// ---- Rows ------------------------------------------------------------------

bool
hf_record_passes(const hf_record_layout *layout, const hf_record *record)
{
    for (size_t at = 0; at < layout->block->only_count; at++) {
        const hf_filter *filter = &layout->block->only[at];
        bool is_one = layout->only[at] == SIZE_MAX; // another kind of export
        for (size_t value = 0; !is_one && value < filter->count; value++) {
            hf_view cell = hf_view_trim(record->cells[layout->only[at]]);
            is_one = hf_view_equal_fold(cell, filter->values[value]);
        }
        if (!is_one) {
            return false;
        }
    }
    return true;
}

// Whether the row has what the block is read for. A lead without a status has
// seen nothing of Sales yet, which is no mistake.
static bool
says_something(const hf_recording *run, const hf_record_row *row)
{
    const hf_agreement_block *block = row->layout->block;
    hf_role role = HF_ROLE_STATUS;
    if (run->options->kind == HANDOFF_RECORD_HANDOFFS) {
        return true; // of the only kind there is
    }
    if (!block->columns[HF_ROLE_STATUS].count) {
        role = block->columns[HF_ROLE_OWNER].count ? HF_ROLE_OWNER
                                                   : HF_ROLE_PRIORITY;
    }
    return hf_record_cell(row, role).len > 0;
}

const hf_record_layout *
hf_record_match(const hf_recording *run, const hf_record *record)
{
    for (size_t at = 0; at < run->layout_count; at++) {
        hf_record_row row = {.record = record, .layout = &run->layouts[at]};
        if (hf_record_passes(row.layout, record) && says_something(run, &row)) {
            return row.layout;
        }
    }
    return NULL;
}
