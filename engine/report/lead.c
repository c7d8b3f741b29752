/* How a lead is named on the page: by a made-up name, or by its id for those
 * who asked for values; and how a case is named in draws. */
#include "ledger/pseudonym.h"
#include "report/report.h"

hf_view
hf_report_lead(hf_report *report, handoff_ledger *ledger, const hf_episode *one)
{
    hf_buffer name = {0};
    hf_query *row = hf_db_use(ledger->db, HF_STATEMENT_FIND_IDENTITY);
    hf_db_bind_int(row, 1, one->lead);
    if (!hf_db_next(row)) {
        hf_buffer_add_text(&name, HF_PSEUDONYM_FORGOTTEN);
    } else if (report->options->show_values) {
        hf_buffer_add_view(&name, hf_db_get_text(row, 1));
    } else {
        hf_pseudonym_add(&name, ledger, 'L', hf_db_get_text(row, 1));
    }
    hf_db_reset(row);
    hf_view kept = hf_arena_copy(&report->arena, hf_buffer_view(&name));
    if (name.failed) {
        kept.ptr = NULL;
    }
    hf_buffer_clear(&name);
    return kept;
}

void
hf_report_case_name(const hf_episode *one, hf_buffer *out)
{
    hf_buffer_add_int(out, one->decision);
    hf_buffer_add_byte(out, '/');
    hf_buffer_add_int(out, one->cycle);
}
