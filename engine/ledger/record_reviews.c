/*
 * Reviews: what the meeting judged, in a file with fixed columns, as the
 * report saves it. No block of the agreement stands between.
 */
#include "ledger/record.h"

#include "base/decimal.h"
#include "base/nearest.h"
#include "rule/text.h"

enum {
    LEAD,
    CYCLE,
    CODE,
    BY,
    AT,
    RULE_RIGHT,
    RESPONSE_RIGHT,
    NOTE,
    ACTION,
    COLUMNS
};

enum { MOST_CYCLES = 1000000 };

static const hf_view NAMES[COLUMNS] = {
    [LEAD] = {"lead", 4},
    [CYCLE] = {"cycle", 5},
    [CODE] = {"code", 4},
    [BY] = {"by", 2},
    [AT] = {"at", 2},
    [RULE_RIGHT] = {"rule_right", 10},
    [RESPONSE_RIGHT] = {"response_right", 14},
    [NOTE] = {"note", 4},
    [ACTION] = {"action", 6},
};

handoff_status
hf_record_choose_reviews(hf_recording *run)
{
    size_t count = 0;
    const hf_view *header = hf_table_reader_header(run->table, &count);
    handoff_status status = HANDOFF_OK;
    for (size_t at = 0; at < COLUMNS; at++) {
        run->reviews[at] = hf_table_reader_find(run->table, &NAMES[at], 1);
        if (run->reviews[at] != SIZE_MAX) {
            continue;
        }
        hf_finding *finding = hf_findings_add(
            run->findings, HF_CODE_RECORD_NO_BLOCK, (hf_span){0},
            "'%s' has no column '%.*s'", run->path, HF_SHOWN(NAMES[at]));
        hf_view nearest = hf_nearest(NAMES[at], header, count);
        hf_findings_hint(run->findings, finding,
                         nearest.len ? "did you mean '%.*s'?"
                                     : "%.*s,cycle,code,by,at,rule_right,"
                                       "response_right,note,action are the "
                                       "columns of reviews",
                         HF_SHOWN(nearest.len ? nearest : NAMES[LEAD]));
        status = HANDOFF_DATA;
    }
    return status;
}

static hf_view
cell_of(const hf_recording *run, const hf_record_row *row, int column)
{
    return hf_view_trim(row->record->cells[run->reviews[column]]);
}

// Empty is not said; false for what is neither yes nor no.
static bool
read_answer(hf_view text, int *out)
{
    static const hf_view words[] = {
        HF_VIEW("no"), HF_VIEW("yes"), HF_VIEW("0"),     HF_VIEW("1"),
        HF_VIEW("n"),  HF_VIEW("y"),   HF_VIEW("false"), HF_VIEW("true")};
    *out = -1;
    for (size_t at = 0; at < sizeof words / sizeof *words; at++) {
        if (hf_view_equal_fold(words[at], text)) {
            *out = at % 2;
            return true;
        }
    }
    return text.len == 0;
}

static const char *
read_review(const hf_recording *run, const hf_record_row *row, hf_review *out)
{
    *out = (hf_review){.code = cell_of(run, row, CODE),
                       .reviewer = cell_of(run, row, BY),
                       .note = cell_of(run, row, NOTE),
                       .action = cell_of(run, row, ACTION),
                       .line = (int64_t)row->record->line};
    if (!cell_of(run, row, LEAD).len) {
        return "no lead";
    }
    if (!out->code.len) {
        return "no code";
    }
    if (!hf_decimal_whole(cell_of(run, row, CYCLE), 0, MOST_CYCLES,
                          &out->cycle)) {
        return "a cycle that is no number";
    }
    if (!hf_date_read(cell_of(run, row, AT), HF_DATE_ISO, 0, &out->at)) {
        return cell_of(run, row, AT).len ? "a time that cannot be read"
                                         : "no time";
    }
    if (!read_answer(cell_of(run, row, RULE_RIGHT), &out->rule_right) ||
        !read_answer(cell_of(run, row, RESPONSE_RIGHT), &out->response_right)) {
        return "an answer that is neither yes nor no";
    }
    return NULL;
}

// A lead may be named as a report shows it. A name that has that form and is
// nobody's would be a lead of its own.
static handoff_status
find_lead(hf_recording *run, hf_record_row *row, hf_facts_lead *out)
{
    hf_view key;
    size_t matches = 0;
    handoff_status status = hf_pseudonym_find(&run->pseudonyms, run->ledger,
                                              cell_of(run, row, LEAD), &key,
                                              &matches, run->findings);
    if (status == HANDOFF_OK && matches != 1) {
        row->problem = matches ? "a made-up name that two leads have"
                               : "a made-up name of no lead of this ledger";
        return HANDOFF_OK;
    }
    return status == HANDOFF_OK ? hf_record_lead(run, row, key, out) : status;
}

handoff_status
hf_record_take_review(hf_recording *run, hf_record_row *row)
{
    hf_review review;
    hf_facts_lead lead;
    bool is_known = false;
    row->problem = read_review(run, row, &review);
    if (row->problem) {
        return HANDOFF_OK;
    }
    handoff_status status = find_lead(run, row, &lead);
    if (status != HANDOFF_OK || row->problem || row->is_skipped) {
        return status;
    }
    if (run->first == HF_FACTS_NO_TIME || review.at < run->first) {
        run->first = review.at;
    }
    if (run->last == HF_FACTS_NO_TIME || review.at > run->last) {
        run->last = review.at;
    }
    return hf_facts_add_review(run->facts, &lead, &review, &is_known,
                               run->findings);
}
