/*
 * The log: the derived rows brought up to date, asked for what the options
 * say (log_question.c), and written (log_write.c). The whole story of a lead
 * is told by log_story.c.
 */
#include "handoff/log.h"

#include "base/buffer.h"
#include "dispute/derive.h"
#include "dispute/log_question.h"
#include "dispute/log_story.h"
#include "dispute/log_write.h"
#include "dispute/units.h"
#include "ledger/pseudonym.h"
#include "output/sink.h"

enum { FLUSH_BYTES = 64 << 10 };

typedef struct logger {
    handoff_ledger *ledger;
    handoff_log_options asked;
    const handoff_log_options *options; // `asked`
    hf_buffer lead;                     // its id, when asked for by its name
    const handoff_agreement *agreement;
    bool is_all; // codes
    hf_log_question question;
    hf_buffer text;
    hf_sink *sink;
} logger;

// ---- Names ---------------------------------------------------------------

static handoff_status
refuse(handoff_findings *findings, const char *what, const char *name)
{
    hf_findings_add(findings, HF_CODE_LEDGER_LOG, (hf_span){0},
                    "there is no %s '%s'", what, name);
    return HANDOFF_USAGE;
}

static handoff_status
check_row(logger *self, const char *sql, const char *what, const char *name,
          handoff_findings *findings)
{
    if (!name) {
        return HANDOFF_OK;
    }
    hf_query *query = hf_db_prepare(self->ledger->db, sql);
    hf_db_bind_text(query, 1, hf_view_of(name));
    bool is_there = hf_db_next(query);
    hf_db_free_query(query);
    handoff_status status = hf_db_status(self->ledger->db, findings);
    return status != HANDOFF_OK || is_there ? status
                                            : refuse(findings, what, name);
}

static handoff_status
check_batch(logger *self, handoff_findings *findings)
{
    int64_t batch = self->options->known_by;
    hf_query *query = hf_db_use(self->ledger->db, HF_STATEMENT_ONE_BATCH);
    hf_db_bind_int(query, 1, batch);
    bool is_there = hf_db_next(query);
    hf_db_reset(query);
    handoff_status status = hf_db_status(self->ledger->db, findings);
    if (status == HANDOFF_OK && batch && !is_there) {
        hf_findings_add(findings, HF_CODE_LEDGER_LOG, (hf_span){0},
                        "there is no batch %lld; 'handoff status' lists them",
                        (long long)batch);
        status = HANDOFF_USAGE;
    }
    return status;
}

// A lead may be asked for by the name that a report shows.
static handoff_status
find_lead(logger *self, handoff_findings *findings)
{
    hf_pseudonyms names = {0};
    hf_view key;
    size_t matches = 0;
    const char *asked = self->options->lead;
    handoff_status status = hf_pseudonym_find(
        &names, self->ledger, hf_view_of(asked), &key, &matches, findings);
    if (status == HANDOFF_OK && matches > 1) {
        hf_findings_add(findings, HF_CODE_LEDGER_LOG, (hf_span){0},
                        "two leads are called '%s'", asked);
        status = HANDOFF_USAGE;
    }
    if (status == HANDOFF_OK && matches == 1) {
        hf_buffer_add_view(&self->lead, key);
        self->asked.lead = hf_buffer_text(&self->lead);
        status = self->asked.lead ? HANDOFF_OK : hf_store_no_memory(findings);
    }
    hf_pseudonym_clear(&names);
    return status;
}

static handoff_status
check_names(logger *self, handoff_findings *findings)
{
    static const char *const sides[] = {"high", "low", "lateral", "marketing"};
    const handoff_log_options *options = self->options;
    bool is_side = !options->side;
    for (size_t at = 0; !is_side && at < sizeof sides / sizeof *sides; at++) {
        is_side = hf_view_equal_fold(hf_view_of(options->side),
                                     hf_view_of(sides[at]));
    }
    if (!is_side) {
        return refuse(findings, "side", options->side);
    }
    if (options->code &&
        hf_units_code(hf_view_of(options->code)) == HF_UNIT_CODE_COUNT) {
        return refuse(findings, "code", options->code);
    }
    handoff_status status = check_batch(self, findings);
    if (status == HANDOFF_OK) {
        status = check_row(self, "SELECT 1 FROM ruleset WHERE name = ?",
                           "rule set", options->ruleset, findings);
    }
    if (status == HANDOFF_OK && options->lead) {
        status = find_lead(self, findings);
    }
    return status != HANDOFF_OK
               ? status
               : check_row(self, "SELECT 1 FROM identity WHERE key = ?", "lead",
                           options->lead, findings);
}

// ---- The answer ------------------------------------------------------------

static void
flush(logger *self)
{
    hf_sink_write(self->sink, hf_buffer_view(&self->text));
    if (!self->text.failed) {
        hf_buffer_reset(&self->text);
    }
}

static handoff_status
write_rows(logger *self, handoff_findings *findings)
{
    const handoff_log_options *options = self->options;
    hf_log_question *question = &self->question;
    hf_log_question_make(options, self->is_all, question);
    const char *sql = hf_buffer_text(&question->sql);
    if (!sql) {
        return hf_store_no_memory(findings);
    }
    hf_query *query = hf_db_prepare(self->ledger->db, sql);
    for (int at = 0; at < question->parameter_count; at++) {
        hf_db_bind(query, at + 1, question->parameters[at]);
    }
    hf_log_write_head(options->format, &self->text);
    while (!hf_sink_has_failed(self->sink) && hf_db_next(query)) {
        hf_log_write_row(options->format, query, &self->text);
        if (self->text.len >= FLUSH_BYTES) {
            flush(self);
        }
    }
    hf_db_free_query(query);
    return hf_db_status(self->ledger->db, findings);
}

static handoff_status
write_all(logger *self, handoff_findings *findings)
{
    const handoff_log_options *options = self->options;
    const char *output = options->output ? options->output : "-";
    handoff_status status =
        hf_sink_open(output, HF_SINK_FLOWING, &self->sink, findings);
    if (status == HANDOFF_OK && options->lead &&
        options->format == HANDOFF_LOG_TEXT) {
        hf_log_story asked = {self->agreement, options->lead, options->ruleset,
                              options->as_of, options->known_by};
        status =
            hf_log_story_write(self->ledger, &asked, &self->text, findings);
        self->is_all = true;
    }
    if (status == HANDOFF_OK) {
        status = write_rows(self, findings);
    }
    if (status == HANDOFF_OK && self->text.failed) {
        status = hf_store_no_memory(findings);
    }
    if (status == HANDOFF_OK) {
        flush(self);
        status = hf_sink_commit(self->sink, findings);
    }
    hf_sink_close(self->sink);
    return status;
}

static handoff_status
find_agreement(handoff_ledger *ledger, const handoff_agreement *given,
               int64_t known_by, handoff_agreement **kept,
               handoff_findings *findings)
{
    if (given) {
        return HANDOFF_OK;
    }
    handoff_status status = hf_agreement_kept(ledger, known_by, kept, findings);
    if (status == HANDOFF_OK && !*kept) {
        hf_findings_add(findings, HF_CODE_LEDGER_AGREEMENT, (hf_span){0},
                        "the ledger keeps no agreement, and none was given");
        return HANDOFF_USAGE;
    }
    return status;
}

handoff_status
handoff_ledger_log(handoff_ledger *ledger, const handoff_log_options *options,
                   handoff_findings *findings)
{
    logger self = {.ledger = ledger,
                   .asked = *options,
                   .is_all = options->is_all || options->code};
    self.options = &self.asked;
    handoff_agreement *kept = NULL;
    handoff_status status = check_names(&self, findings);
    if (status == HANDOFF_OK) {
        status = find_agreement(ledger, options->agreement, options->known_by,
                                &kept, findings);
    }
    if (status == HANDOFF_OK) {
        self.agreement = options->agreement ? options->agreement : kept;
        hf_derive asked = {.agreement = self.agreement,
                           .as_of = options->as_of,
                           .known_by = options->known_by};
        status = hf_derive_begin(ledger, &asked, findings);
        if (status == HANDOFF_OK) {
            status = write_all(&self, findings);
        }
        handoff_status ended = hf_derive_end(ledger, &asked, findings);
        status = status == HANDOFF_OK ? ended : status;
    }
    hf_buffer_clear(&self.question.sql);
    hf_buffer_clear(&self.text);
    hf_buffer_clear(&self.lead);
    handoff_agreement_free(kept);
    return status;
}

handoff_status
handoff_ledger_derive(handoff_ledger *ledger,
                      const handoff_agreement *agreement, handoff_time as_of,
                      handoff_findings *findings)
{
    handoff_agreement *kept = NULL;
    handoff_status status =
        find_agreement(ledger, agreement, 0, &kept, findings);
    if (status == HANDOFF_OK) {
        hf_derive asked = {.agreement = agreement ? agreement : kept,
                           .as_of = as_of,
                           .is_anew = true};
        status = hf_derive_begin(ledger, &asked, findings);
        handoff_status ended = hf_derive_end(ledger, &asked, findings);
        status = status == HANDOFF_OK ? ended : status;
    }
    handoff_agreement_free(kept);
    return status;
}
