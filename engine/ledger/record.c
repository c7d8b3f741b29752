/*
 * Taking one export of Sales in, as one batch in one transaction: rows come
 * from the reader, go through the block of the agreement that reads them, and
 * become facts, or rejects with line and reason. What rows mean is left to
 * record_rows.c, which block reads them to record_blocks.c, names that nobody
 * mapped to record_names.c.
 */
#include "ledger/record.h"

#include "base/memory.h"
#include "csv/options.h"
#include "csv/write.h"
#include "ledger/files.h"

#include <string.h>

// ---- Beginning -------------------------------------------------------------

static hf_view
kind_name(const hf_recording *run)
{
    if (run->options->kind == HANDOFF_RECORD_DISPOSITIONS &&
        !run->layout_count) {
        return HF_VIEW("links");
    }
    switch (run->options->kind) {
    case HANDOFF_RECORD_DISPOSITIONS:
        return HF_VIEW("dispositions");
    case HANDOFF_RECORD_OUTCOMES:
        return HF_VIEW("outcomes");
    case HANDOFF_RECORD_HANDOFFS:
        return HF_VIEW("handoffs");
    case HANDOFF_RECORD_REVIEWS:
        return HF_VIEW("reviews");
    }
    return HF_VIEW("");
}

static handoff_status
find_agreement(hf_recording *run)
{
    run->agreement = run->options->agreement;
    if (run->agreement) {
        return HANDOFF_OK;
    }
    handoff_status status =
        handoff_ledger_agreement(run->ledger, &run->kept, run->findings);
    run->agreement = run->kept;
    if (status == HANDOFF_OK && !run->agreement &&
        run->options->kind != HANDOFF_RECORD_REVIEWS) {
        hf_findings_add(run->findings, HF_CODE_RECORD_NO_AGREEMENT,
                        (hf_span){0},
                        "no agreement is given, and the ledger keeps none");
        status = HANDOFF_USAGE;
    }
    return status;
}

static handoff_status
check_options(hf_recording *run)
{
    const handoff_record_options *options = run->options;
    if (options->has_covers && options->covers_from > options->covers_to) {
        hf_findings_add(run->findings, HF_CODE_RECORD_COVERS, (hf_span){0},
                        "the covered time ends before it begins");
        return HANDOFF_USAGE;
    }
    return find_agreement(run);
}

static handoff_status
open_table(hf_recording *run)
{
    hf_input_options input;
    handoff_status status =
        hf_options_input(&run->options->input, 0, &input, run->findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    input.has_header = true;
    status =
        hf_table_reader_open(run->path, &input, &run->table, run->findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    return run->options->kind == HANDOFF_RECORD_REVIEWS
               ? hf_record_choose_reviews(run)
               : hf_record_choose(run);
}

static handoff_status
begin_facts(hf_recording *run)
{
    hf_files files;
    handoff_status status =
        hf_files_describe(&run->path, 1, &files, run->findings);
    if (status == HANDOFF_OK) {
        hf_facts_batch batch = {.kind = kind_name(run),
                                .at = run->options->now,
                                .who = hf_view_of(run->options->who),
                                .file = hf_buffer_view(&files.names),
                                .file_hash = hf_view_of(files.hash),
                                .as_of = HF_FACTS_NO_TIME};
        status =
            hf_facts_begin(run->ledger, &batch, &run->facts, run->findings);
    }
    hf_buffer_clear(&files.names);
    return status;
}

// ---- Rows ------------------------------------------------------------------

static void
reject(hf_recording *run, uint64_t line, hf_view reason)
{
    static const hf_csv_style style = {.separator = ',', .is_guarded = true};
    run->receipt.rejected++;
    if (run->options->rejects) {
        hf_buffer_add_int(&run->rejects, (int64_t)line);
        hf_buffer_add_byte(&run->rejects, ',');
        hf_csv_write_cell(&run->rejects, &style, reason);
        if (run->options->rejects_list) {
            hf_buffer_add_byte(&run->rejects, ',');
            hf_csv_write_cell(&run->rejects, &style, hf_view_of(run->path));
        }
        hf_buffer_add_byte(&run->rejects, '\n');
    }
}

// The last of the links says what is wrong with a row that has nothing else.
static handoff_status
take_links(hf_recording *run, hf_record_row *row)
{
    handoff_status status = HANDOFF_OK;
    for (size_t at = 0; status == HANDOFF_OK && at < run->link_count; at++) {
        row->layout = &run->links[at];
        if (hf_record_passes(row->layout, row->record)) {
            status = hf_record_take_links(run, row);
        }
    }
    return status;
}

static handoff_status
take_record(hf_recording *run, const hf_record *record)
{
    hf_record_row row = {.record = record};
    handoff_status status = take_links(run, &row);
    if (status != HANDOFF_OK) {
        return status;
    }
    if (run->options->kind == HANDOFF_RECORD_REVIEWS) {
        status = hf_record_take_review(run, &row);
    } else if (run->layout_count) {
        row = (hf_record_row){.record = record};
        row.layout = hf_record_match(run, record);
        if (!row.layout) {
            run->receipt.passed_over++;
            return HANDOFF_OK;
        }
        status = hf_record_take(run, &row);
    }
    run->receipt.forgotten += row.is_skipped;
    if (status == HANDOFF_OK && row.problem) {
        reject(run, record->line, hf_view_of(row.problem));
    }
    return status;
}

static handoff_status
take_all(hf_recording *run)
{
    for (;;) {
        hf_record record;
        bool has_more = false;
        handoff_status status =
            hf_table_reader_next(run->table, &record, &has_more, run->findings);
        if (status != HANDOFF_OK || !has_more) {
            return status;
        }
        run->receipt.read++;
        hf_arena_reset(&run->scratch);
        if (record.is_rejected) {
            hf_buffer reason = {0};
            hf_reject_text(&record.reject, &reason);
            reject(run, record.line, hf_buffer_view(&reason));
            run->rejects.failed |= reason.failed;
            hf_buffer_clear(&reason);
        } else {
            status = take_record(run, &record);
        }
        if (status == HANDOFF_OK && run->rejects.failed) {
            status = hf_store_no_memory(run->findings);
        }
        if (status != HANDOFF_OK) {
            return status;
        }
    }
}

// ---- The end ---------------------------------------------------------------

static handoff_status
write_rejects(hf_recording *run)
{
    if (!run->options->rejects || run->options->is_dry_run) {
        return HANDOFF_OK;
    }
    hf_view text = hf_buffer_view(&run->rejects);
    handoff_status status = handoff_write_file(run->options->rejects, text.ptr,
                                               text.len, run->findings);
    char **list = run->options->rejects_list;
    if (status != HANDOFF_OK || !list) {
        return status;
    }
    char *kept = hf_memory_alloc(text.len + 1);
    if (!kept) {
        return hf_store_no_memory(run->findings);
    }
    memcpy(kept, text.ptr, text.len);
    kept[text.len] = '\0';
    handoff_free(*list);
    *list = kept;
    return HANDOFF_OK;
}

static void
begin_rejects(hf_recording *run)
{
    char *const *list = run->options->rejects_list;
    if (list && *list) {
        hf_buffer_add_text(&run->rejects, *list);
    } else {
        hf_buffer_add_text(&run->rejects,
                           list ? "line,reason,file\n" : "line,reason\n");
    }
}

static handoff_status
check_rows(hf_recording *run)
{
    if (run->receipt.read || run->options->has_covers) {
        return HANDOFF_OK;
    }
    hf_findings_add(run->findings, HF_CODE_RECORD_NO_ROWS, (hf_span){0},
                    "'%s' has no rows", run->path);
    return HANDOFF_NOTHING;
}

static handoff_status
finish(hf_recording *run)
{
    const handoff_record_options *options = run->options;
    hf_facts_totals totals = {
        .covers_from = options->has_covers ? options->covers_from : run->first,
        .covers_to = options->has_covers ? options->covers_to : run->last,
        .rows_read = (int64_t)run->receipt.read,
        .rows_rejected = (int64_t)run->receipt.rejected,
    };
    handoff_status status = HANDOFF_OK;
    if (run->agreement) {
        status = hf_facts_keep_agreement(run->facts, run->agreement,
                                         &totals.agreement, run->findings);
    }
    run->receipt.added = hf_facts_added(run->facts);
    run->receipt.known = hf_facts_known(run->facts);
    if (status != HANDOFF_OK || options->is_dry_run ||
        (!run->receipt.added && hf_facts_is_repeated(run->facts, &totals))) {
        return status;
    }
    status = hf_facts_seal(run->facts, &totals, run->findings);
    if (status == HANDOFF_OK) {
        status = hf_facts_commit(run->facts, run->findings);
    }
    if (status == HANDOFF_OK) {
        run->receipt.batch = hf_facts_batch_id(run->facts);
    }
    return status;
}

static handoff_status
record(hf_recording *run)
{
    handoff_status (*const steps[])(hf_recording *) = {
        check_options, open_table,     begin_facts,
        take_all,      check_rows,     hf_record_count_unknown,
        write_rejects, hf_record_tell, finish};
    handoff_status status = HANDOFF_OK;
    for (size_t at = 0;
         status == HANDOFF_OK && at < sizeof steps / sizeof *steps; at++) {
        status = steps[at](run);
    }
    return status;
}

static void
clear(hf_recording *run)
{
    hf_facts_close(run->facts);
    hf_table_reader_close(run->table);
    handoff_agreement_free(run->kept);
    for (size_t at = 0; at < HF_RECORD_NAMES; at++) {
        hf_table_clear(&run->unmapped[at].spellings);
        hf_memory_free(run->unmapped[at].counts);
        hf_memory_free(run->unmapped[at].lines);
    }
    hf_buffer_clear(&run->rejects);
    hf_pseudonym_clear(&run->pseudonyms);
    hf_arena_clear(&run->arena);
    hf_arena_clear(&run->scratch);
    hf_memory_free(run->asked);
}

handoff_status
handoff_ledger_record(handoff_ledger *ledger, const char *path,
                      const handoff_record_options *options,
                      handoff_receipt *out, handoff_findings *findings)
{
    hf_recording run = {.ledger = ledger,
                        .path = path,
                        .options = options,
                        .findings = findings,
                        .first = HF_FACTS_NO_TIME,
                        .last = HF_FACTS_NO_TIME};
    for (size_t at = 0; at < HF_RECORD_NAMES; at++) {
        run.unmapped[at].spellings.is_folding = true;
    }
    begin_rejects(&run);
    handoff_status status = record(&run);
    clear(&run);
    if (status == HANDOFF_OK) {
        *out = run.receipt;
    }
    return status;
}
