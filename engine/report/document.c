/*
 * A report becomes a document: every section in the order in which the meeting
 * reads, under one title. What a section says stands in sections_*.c; a
 * section that is given no data says so itself.
 */
#include "report/document.h"

#include "report/layout.h"
#include "report/sections.h"
#include "report/words.h"

typedef void section(hf_layout *layout);

static section *const sections[] = {
    hf_sections_overview_page,      hf_sections_agreement_table,
    hf_sections_agreement_trend,    hf_sections_agreement_cells,
    hf_sections_grounds_criteria,   hf_sections_grounds_reasons,
    hf_sections_groups_plots,       hf_sections_outcomes_silence,
    hf_sections_outcomes_right,     hf_sections_cases_compliance,
    hf_sections_cases_marketing,    hf_sections_value_estimate,
    hf_sections_cases_agenda,       hf_sections_changes_list,
    hf_sections_method_definitions,
};

static void
write_title(hf_layout *layout)
{
    const hf_report *report = layout->report;
    hf_buffer text = {0};
    hf_words_moment(&text, report->from);
    hf_buffer_add_text(&text, " to ");
    hf_words_moment(&text, report->to);
    if (report->ruleset.len) {
        hf_buffer_add_text(&text, ", rule set ");
        hf_buffer_add_view(&text, report->ruleset);
    }
    layout->document->title = HF_VIEW("Override report");
    layout->document->subtitle = hf_layout_take(layout, &text);
    hf_buffer_add_text(&text, "As of ");
    hf_words_moment(&text, report->as_of);
    hf_buffer_add_text(&text, "; ledger ");
    hf_buffer_add_view(&text, report->head);
    hf_buffer_add_text(&text, "; handoff " HANDOFF_VERSION);
    layout->document->footer = hf_layout_take(layout, &text);
}

bool
hf_document_lay_out(hf_document *document, hf_report *report,
                    handoff_ledger *ledger)
{
    *document = (hf_document){0};
    hf_layout layout = {
        .document = document, .report = report, .ledger = ledger};
    write_title(&layout);
    for (size_t at = 0; at < sizeof sections / sizeof *sections; at++) {
        sections[at](&layout);
    }
    return !document->out_of_memory;
}

void
hf_document_clear(hf_document *document)
{
    hf_arena_clear(&document->arena);
    *document = (hf_document){0};
}
