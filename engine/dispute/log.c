/*
 * The log: the derived rows brought up to date, asked for what the options
 * say, and written. The whole story of a lead is told by log_story.c.
 */
#include "handoff/log.h"

#include "base/buffer.h"
#include "dispute/derive.h"
#include "dispute/log_story.h"
#include "dispute/log_write.h"
#include "dispute/units.h"
#include "output/sink.h"

enum { FLUSH_BYTES = 64 << 10, MOST_PARAMETERS = 16 };

typedef struct logger {
    handoff_ledger *ledger;
    const handoff_log_options *options;
    const handoff_agreement *agreement;
    bool is_all; // codes
    hf_buffer sql;
    hf_db_value parameters[MOST_PARAMETERS];
    int parameter_count;
    hf_buffer text;
    hf_sink *sink;
} logger;

// ---- The question ----------------------------------------------------------

static void
ask_for(logger *self, const char *condition, hf_db_value value)
{
    hf_buffer_add_text(&self->sql, self->parameter_count ? " AND " : " WHERE ");
    hf_buffer_printf(&self->sql, condition, self->parameter_count + 1);
    self->parameters[self->parameter_count++] = value;
}

static void
ask_for_text(logger *self, const char *condition, const char *text)
{
    if (text) {
        ask_for(self, condition, HF_DB_STRING(hf_view_of(text)));
    }
}

static void
make_question(logger *self)
{
    const handoff_log_options *options = self->options;
    hf_buffer_add_text(&self->sql, "SELECT "
#define HF_LOG_COLUMN(name, kind, column) column ","
#include "dispute/columns.def"
#undef HF_LOG_COLUMN
                                   " 0 FROM disagreement AS d"
                                   " CROSS JOIN identity"
                                   " ON identity.lead = d.lead"
                                   " CROSS JOIN decision"
                                   " ON decision.id = d.decision"
                                   " CROSS JOIN rationale"
                                   " ON rationale.id = decision.rationale"
                                   " CROSS JOIN revision"
                                   " ON revision.id = rationale.revision");
    ask_for_text(self, "d.code = upper(?%d)", options->code);
    ask_for_text(self, "d.side = lower(?%d)", options->side);
    ask_for_text(self, "d.team = trim(?%d) COLLATE NOCASE", options->team);
    ask_for_text(self,
                 "d.id IN (SELECT disagreement FROM disputed"
                 " WHERE criterion = ?%d)",
                 options->criterion);
    ask_for_text(self, "trim(?%d) COLLATE NOCASE IN (d.reason_code, d.reason)",
                 options->reason);
    ask_for_text(self, "d.lead = (SELECT lead FROM identity WHERE key = ?%d)",
                 options->lead);
    ask_for_text(self, "d.ruleset = (SELECT id FROM ruleset WHERE name = ?%d)",
                 options->ruleset);
    if (options->has_since) {
        ask_for(self, "d.at >= ?%d", HF_DB_NUMBER(options->since));
    }
    if (options->has_until) {
        ask_for(self, "d.at < ?%d", HF_DB_NUMBER(options->until));
    }
    if (options->is_open) {
        ask_for(self, "d.resolution = ?%d", HF_DB_STRING(HF_VIEW("open")));
    }
    if (!self->is_all) {
        ask_for(self, "d.side <> ?%d", HF_DB_STRING(HF_VIEW("")));
    }
    hf_buffer_add_text(&self->sql,
                       " ORDER BY d.at, identity.key, d.cycle, d.decided");
}

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
    handoff_status status =
        check_row(self, "SELECT 1 FROM ruleset WHERE name = ?", "rule set",
                  options->ruleset, findings);
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
    make_question(self);
    const char *sql = hf_buffer_text(&self->sql);
    if (!sql) {
        return hf_store_no_memory(findings);
    }
    hf_query *query = hf_db_prepare(self->ledger->db, sql);
    for (int at = 0; at < self->parameter_count; at++) {
        hf_db_bind(query, at + 1, self->parameters[at]);
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
                              options->as_of};
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
               handoff_agreement **kept, handoff_findings *findings)
{
    if (given) {
        return HANDOFF_OK;
    }
    handoff_status status = handoff_ledger_agreement(ledger, kept, findings);
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
                   .options = options,
                   .is_all = options->is_all || options->code};
    handoff_agreement *kept = NULL;
    handoff_status status = check_names(&self, findings);
    if (status == HANDOFF_OK) {
        status = find_agreement(ledger, options->agreement, &kept, findings);
    }
    if (status == HANDOFF_OK) {
        self.agreement = options->agreement ? options->agreement : kept;
        hf_derive asked = {.agreement = self.agreement,
                           .as_of = options->as_of};
        status = hf_derive_begin(ledger, &asked, findings);
        if (status == HANDOFF_OK) {
            status = write_all(&self, findings);
        }
        handoff_status ended = hf_derive_end(ledger, &asked, findings);
        status = status == HANDOFF_OK ? ended : status;
    }
    hf_buffer_clear(&self.sql);
    hf_buffer_clear(&self.text);
    handoff_agreement_free(kept);
    return status;
}

handoff_status
handoff_ledger_derive(handoff_ledger *ledger,
                      const handoff_agreement *agreement, handoff_time as_of,
                      handoff_findings *findings)
{
    handoff_agreement *kept = NULL;
    handoff_status status = find_agreement(ledger, agreement, &kept, findings);
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
