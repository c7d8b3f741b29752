/*
 * The question of the log: options in, one SELECT over the derived rows out,
 * with its parameters. The joins are CROSS so that the derived rows come first
 * and are found by the index of what is asked for.
 */
#include "dispute/log_question.h"

static void
ask_for(hf_log_question *self, const char *condition, hf_db_value value)
{
    hf_buffer_add_text(&self->sql, self->parameter_count ? " AND " : " WHERE ");
    hf_buffer_printf(&self->sql, condition, self->parameter_count + 1);
    self->parameters[self->parameter_count++] = value;
}

static void
ask_for_text(hf_log_question *self, const char *condition, const char *text)
{
    if (text) {
        ask_for(self, condition, HF_DB_STRING(hf_view_of(text)));
    }
}

// With the time that is asked for, so that no other row is looked at.
static void
ask_for_criterion(hf_log_question *self, const handoff_log_options *options)
{
    if (!options->criterion) {
        return;
    }
    ask_for_text(self,
                 "d.id IN (SELECT disagreement FROM disputed"
                 " WHERE criterion = ?%d",
                 options->criterion);
    if (options->has_since) {
        ask_for(self, "disputed.at >= ?%d", HF_DB_NUMBER(options->since));
    }
    if (options->has_until) {
        ask_for(self, "disputed.at < ?%d", HF_DB_NUMBER(options->until));
    }
    hf_buffer_add_byte(&self->sql, ')');
}

void
hf_log_question_make(const handoff_log_options *options, bool is_all,
                     hf_log_question *self)
{
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
    ask_for_criterion(self, options);
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
    if (!is_all) {
        ask_for(self, "d.side <> ?%d", HF_DB_STRING(HF_VIEW("")));
    }
    hf_buffer_add_text(&self->sql,
                       " ORDER BY d.at, identity.key, d.cycle, d.decided,"
                       " d.ruleset");
}
