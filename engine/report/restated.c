/*
 * What a period's rates were when its exports had first been taken in, beside
 * what they are now. First taken in means: some record of what Sales did
 * reaches to the end of the period, and with it all that came before the next
 * scoring run, which is when the meeting was held. In go batches, out come the
 * rates as of then and how many facts of the period came later.
 */
#include "report/restated.h"

#include "dispute/derive.h"
#include "ledger/facts.h"
#include "report/overview.h"

typedef struct restating {
    hf_report *report;
    handoff_ledger *ledger;
    hf_active active;
    int64_t last;     // batch that counts
    int64_t from, to; // of the period
    int64_t batch;    // by which it was first known, 0: not yet
    int64_t covered;  // until when, by then
} restating;

static bool
is_scoring(hf_view kind)
{
    return hf_view_equal(kind, HF_VIEW("score")) ||
           hf_view_equal(kind, HF_VIEW("baseline"));
}

// The last batch before the first scoring run that comes after it is covered.
static handoff_status
find_batch(restating *self, handoff_findings *findings)
{
    bool is_covered = false;
    bool is_over = false;
    self->batch = 0;
    self->covered = HF_FACTS_NO_TIME;
    hf_query *row = hf_db_use(self->ledger->db, HF_STATEMENT_BATCH_KINDS);
    hf_db_bind_int(row, 1, self->last);
    while (!is_over && hf_db_next(row)) {
        int64_t id = hf_db_get_int(row, 0);
        hf_view kind = hf_db_get_text(row, 1);
        is_over = is_covered && is_scoring(kind);
        if (is_over) {
            break;
        }
        if (hf_view_equal(kind, HF_VIEW("dispositions")) &&
            !hf_db_is_null(row, 2) &&
            !hf_active_is_withdrawn(&self->active, id)) {
            int64_t until = hf_db_get_int(row, 2);
            self->covered = until > self->covered ? until : self->covered;
            is_covered |= until >= self->to;
        }
        self->batch = id;
    }
    hf_db_reset(row);
    if (!is_over) {
        self->batch = 0; // all there is was known then
    }
    return hf_db_status(self->ledger->db, findings);
}

// ---- As it was -------------------------------------------------------------

static handoff_status
read_then(restating *self, int64_t ruleset, handoff_findings *findings)
{
    hf_report_restated *restated = &self->report->restated;
    int64_t as_of = self->covered < self->report->as_of ? self->covered
                                                        : self->report->as_of;
    hf_derive asked = {.agreement = self->report->agreement,
                       .as_of = as_of,
                       .known_by = self->batch};
    hf_episodes episodes = {0};
    hf_episodes_range range = {self->from, self->to, ruleset};
    handoff_status status = hf_derive_begin(self->ledger, &asked, findings);
    if (status == HANDOFF_OK) {
        status = hf_episodes_read(&episodes, self->ledger, &range, findings);
    }
    handoff_status ended = hf_derive_end(self->ledger, &asked, findings);
    status = status == HANDOFF_OK ? ended : status;
    if (status == HANDOFF_OK) {
        hf_report_rates rates =
            hf_overview_rates(&episodes, self->report->agreement);
        *restated = (hf_report_restated){.is_there = true,
                                         .from = self->from,
                                         .to = self->to,
                                         .as_of = as_of,
                                         .known_by = self->batch,
                                         .high_side_then = rates.high_side,
                                         .low_side_then = rates.low_side};
    }
    hf_episodes_clear(&episodes);
    return status;
}

// ---- What came late --------------------------------------------------------

static handoff_status
count_late(restating *self, hf_statement statement, hf_facts_table table,
           int64_t *out, handoff_findings *findings)
{
    hf_query *row = hf_db_use(self->ledger->db, statement);
    hf_db_bind_int(row, 1, self->batch);
    hf_db_bind_int(row, 2, self->last);
    hf_db_bind_int(row, 3, self->from);
    hf_db_bind_int(row, 4, self->to);
    while (hf_db_next(row)) {
        *out += hf_active_batch(&self->active, table, hf_db_get_int(row, 0),
                                hf_db_get_int(row, 1)) != 0;
    }
    hf_db_reset(row);
    return hf_db_status(self->ledger->db, findings);
}

static handoff_status
count_all_late(restating *self, handoff_findings *findings)
{
    hf_report_restated *restated = &self->report->restated;
    handoff_status status =
        count_late(self, HF_STATEMENT_LATE_DISPOSITIONS, HF_FACTS_DISPOSITION,
                   &restated->late_dispositions, findings);
    if (status == HANDOFF_OK) {
        status = count_late(self, HF_STATEMENT_LATE_OUTCOMES, HF_FACTS_OUTCOME,
                            &restated->late_outcomes, findings);
    }
    if (status == HANDOFF_OK) {
        status = count_late(self, HF_STATEMENT_LATE_HANDOFFS, HF_FACTS_HANDOFF,
                            &restated->late_others, findings);
    }
    return status;
}

// ---- All of it -------------------------------------------------------------

static handoff_status
restate(restating *self, int64_t from, int64_t to, int64_t ruleset,
        handoff_findings *findings)
{
    self->from = from;
    self->to = to;
    handoff_status status = find_batch(self, findings);
    if (status == HANDOFF_OK && self->batch) {
        status = read_then(self, ruleset, findings);
        if (status == HANDOFF_OK) {
            status = count_all_late(self, findings);
        }
    }
    return status;
}

handoff_status
hf_restated_build(hf_report *report, handoff_ledger *ledger, int64_t ruleset,
                  handoff_findings *findings)
{
    const handoff_report_options *options = report->options;
    restating self = {
        .report = report,
        .ledger = ledger,
        .last = report->known_by ? report->known_by : INT64_MAX,
    };
    int64_t to = options->has_to ? options->to : options->as_of;
    int64_t from = options->has_from ? options->from : INT64_MIN;
    handoff_status status =
        hf_active_load(&self.active, ledger, report->known_by, findings);
    if (status == HANDOFF_OK) {
        status = restate(&self, from, to, ruleset, findings);
    }
    if (status == HANDOFF_OK && !self.batch && options->compare &&
        options->has_from && from < to) {
        status = restate(&self, from - (to - from), from, ruleset, findings);
    }
    hf_active_clear(&self.active);
    return status;
}

void
hf_restated_conclude(hf_report *report)
{
    hf_report_restated *restated = &report->restated;
    bool is_before = report->before.is_there && restated->to == report->from;
    const hf_report_rates *now =
        is_before ? &report->before.rates : &report->rates;
    restated->high_side_now = now->high_side;
    restated->low_side_now = now->low_side;
    bool is_late = restated->late_dispositions || restated->late_outcomes ||
                   restated->late_others;
    bool is_changed = restated->high_side_then.k != now->high_side.k ||
                      restated->high_side_then.n != now->high_side.n ||
                      restated->low_side_then.k != now->low_side.k ||
                      restated->low_side_then.n != now->low_side.n;
    restated->is_there = restated->is_there && (is_late || is_changed);
}
