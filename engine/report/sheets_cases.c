/*
 * cases.csv: every case of the period as a row, so that each figure can be
 * counted again. In go the episodes, and of the ledger's facts what they do
 * not hold; out come rows in the columns of the log. What the page would not
 * show of a lead or a person is not shown here.
 */
#include "dispute/log_write.h"
#include "report/case_story.h"
#include "report/layout.h"
#include "report/sheets.h"

enum { FLUSH_BYTES = 64 << 10 };

/* Columns of CASE_FACTS. */
enum { FACT_DECIDED, FACT_FIRED, FACT_PIVOTAL, FACT_REVISION };

typedef struct writer {
    hf_report *report;
    handoff_ledger *ledger;
    hf_sink *sink;
    hf_buffer rows;
    hf_buffer person;
    bool is_fine; // memory did not run out
} writer;

static hf_value
text_of(const writer *self, hf_name name)
{
    return hf_layout_words(hf_episodes_text(&self->report->episodes, name));
}

// What is not of the agreement's list may say anything.
static hf_value
reason_of(const writer *self, const hf_episode *one)
{
    bool is_shown = one->reason == HF_EPISODES_NONE ||
                    one->reason_code != HF_EPISODES_NONE ||
                    self->report->options->show_values;
    return is_shown ? text_of(self, one->reason)
                    : hf_layout_words(HF_VIEW("one that is not mapped"));
}

static hf_view
person_of(writer *self, const hf_episode *one)
{
    hf_case_teller teller = {.report = self->report, .ledger = self->ledger};
    hf_buffer_reset(&self->person);
    hf_case_story_person(&teller,
                         hf_episodes_text(&self->report->episodes, one->actor),
                         &self->person);
    self->is_fine &= !self->person.failed;
    return hf_buffer_view(&self->person);
}

static hf_view
means_of(const hf_grounds *grounds)
{
    static const hf_view words[] = {
        [HF_EPISODES_PASS] = {"pass", 4},
        [HF_EPISODES_HOLD] = {"hold", 4},
        [HF_EPISODES_DISQUALIFY] = {"disqualify", 10},
        [HF_EPISODES_INSUFFICIENT] = {"insufficient", 12},
        [HF_EPISODES_EXCLUDE] = {"exclude", 7},
    };
    return words[grounds->means];
}

static hf_value
margin_of(const hf_grounds *grounds)
{
    return grounds->has_margin ? hf_layout_count(grounds->margin)
                               : (hf_value){0};
}

// Criteria joined by `;`, as the log has them.
static hf_view
disputes_of(writer *self, const hf_episode *one, hf_buffer *out)
{
    for (uint16_t at = 0; at < one->dispute_count; at++) {
        hf_buffer_add_text(out, at ? ";" : "");
        hf_buffer_add_view(
            out, hf_episodes_text(&self->report->episodes, one->disputes[at]));
    }
    self->is_fine &= !out->failed;
    return hf_buffer_view(out);
}

static void
add_row(writer *self, const hf_value values[HF_LOG_COLUMN_COUNT])
{
    for (int at = 0; at < HF_LOG_COLUMN_COUNT; at++) {
        hf_buffer_add_text(&self->rows, at ? "," : "");
        hf_sheets_add_value(&self->rows, values[at].kind, &values[at]);
    }
    hf_buffer_add_byte(&self->rows, '\n');
    self->is_fine &= !self->rows.failed;
}

static void
write_case(writer *self, const hf_episode *one, hf_query *facts)
{
    const hf_grounds *grounds =
        hf_episodes_grounds(&self->report->episodes, one);
    hf_unit_code code = (hf_unit_code)one->code;
    hf_view lead = hf_report_lead(self->report, self->ledger, one);
    hf_buffer disputes = {0};
    self->is_fine &= lead.ptr != NULL;
    const hf_value values[HF_LOG_COLUMN_COUNT] = {
        [HF_LOG_lead] = hf_layout_code(lead),
        [HF_LOG_cycle] = hf_layout_count(one->cycle),
        [HF_LOG_code] = hf_layout_code(hf_units_code_text(code)),
        [HF_LOG_side] = hf_layout_code(hf_units_side(code)),
        [HF_LOG_mode] = hf_layout_code(hf_units_mode(code)),
        [HF_LOG_decided] = hf_layout_time(hf_db_get_int(facts, FACT_DECIDED)),
        [HF_LOG_verdict] = text_of(self, grounds->verdict),
        [HF_LOG_means] = hf_layout_code(means_of(grounds)),
        [HF_LOG_score] = hf_layout_count(grounds->score),
        [HF_LOG_cell] = text_of(self, grounds->cell),
        [HF_LOG_margin] = margin_of(grounds),
        [HF_LOG_route] = text_of(self, grounds->route),
        [HF_LOG_handed] = hf_layout_time(one->handed),
        [HF_LOG_due] = hf_layout_time(one->due),
        [HF_LOG_at] = hf_layout_time(one->at),
        [HF_LOG_minutes] = hf_layout_span(one->minutes),
        [HF_LOG_actor] = hf_layout_words(person_of(self, one)),
        [HF_LOG_team] = text_of(self, one->team),
        [HF_LOG_reason] = reason_of(self, one),
        [HF_LOG_reason_code] = text_of(self, one->reason_code),
        [HF_LOG_class] = text_of(self, one->reason_class),
        [HF_LOG_disputes] = hf_layout_code(disputes_of(self, one, &disputes)),
        [HF_LOG_unexplained] = hf_layout_count(one->is_unexplained),
        [HF_LOG_contradicted] = hf_layout_count(one->is_contradicted),
        [HF_LOG_bulk] = hf_layout_count(one->is_bulk),
        [HF_LOG_reversed] = hf_layout_count(one->is_reversed),
        [HF_LOG_fired] = hf_layout_code(hf_db_get_text(facts, FACT_FIRED)),
        [HF_LOG_pivotal] = hf_layout_code(hf_db_get_text(facts, FACT_PIVOTAL)),
        [HF_LOG_resolution] = hf_layout_code(
            hf_units_resolution_text((hf_resolution)one->resolution)),
        [HF_LOG_revision] =
            hf_layout_code(hf_db_get_text(facts, FACT_REVISION)),
    };
    add_row(self, values);
    hf_buffer_clear(&disputes);
}

static void
flush(writer *self)
{
    hf_sink_write(self->sink, hf_buffer_view(&self->rows));
    hf_buffer_reset(&self->rows);
}

static void
write_cases(writer *self)
{
    const hf_episodes *episodes = &self->report->episodes;
    hf_log_write_head(HANDOFF_LOG_CSV, &self->rows);
    for (size_t at = 0; self->is_fine && at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        hf_query *facts = hf_db_use(self->ledger->db, HF_STATEMENT_CASE_FACTS);
        hf_db_bind_int(facts, 1, one->decision);
        if (!hf_db_next(facts)) {
            return; // the database says why
        }
        write_case(self, one, facts);
        hf_db_reset(facts);
        if (self->rows.len >= FLUSH_BYTES && self->is_fine) {
            flush(self);
        }
    }
}

handoff_status
hf_sheets_write_cases(hf_report *report, handoff_ledger *ledger,
                      hf_folder *folder, handoff_findings *findings)
{
    writer self = {.report = report, .ledger = ledger, .is_fine = true};
    handoff_status status =
        hf_folder_add(folder, "cases.csv", &self.sink, findings);
    if (status == HANDOFF_OK) {
        status = hf_db_begin_read(ledger->db, findings);
    }
    if (status != HANDOFF_OK) {
        return status;
    }
    write_cases(&self);
    status = hf_db_status(ledger->db, findings);
    if (status == HANDOFF_OK && (!self.is_fine || self.rows.failed)) {
        status = hf_store_no_memory(findings);
    }
    if (status == HANDOFF_OK) {
        flush(&self);
    }
    hf_db_rollback(ledger->db);
    hf_buffer_clear(&self.rows);
    hf_buffer_clear(&self.person);
    return status;
}
