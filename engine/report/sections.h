/*
 * The sections of a document, each laid out by one function: what it says
 * first, its tables and charts, what its numbers are counts of. document.c
 * calls them in the order in which the meeting reads.
 */
#ifndef HF_REPORT_SECTIONS_H
#define HF_REPORT_SECTIONS_H

#include "report/layout.h"

void hf_sections_overview_page(hf_layout *layout);      /* 1 */
void hf_sections_agreement_table(hf_layout *layout);    /* 2 */
void hf_sections_agreement_trend(hf_layout *layout);    /* 3 */
void hf_sections_agreement_cells(hf_layout *layout);    /* 4 */
void hf_sections_grounds_criteria(hf_layout *layout);   /* 5 */
void hf_sections_grounds_reasons(hf_layout *layout);    /* 6 */
void hf_sections_groups_plots(hf_layout *layout);       /* 7 */
void hf_sections_outcomes_silence(hf_layout *layout);   /* 8 */
void hf_sections_outcomes_right(hf_layout *layout);     /* 9 */
void hf_sections_cases_compliance(hf_layout *layout);   /* 10 */
void hf_sections_cases_marketing(hf_layout *layout);    /* 11 */
void hf_sections_value_estimate(hf_layout *layout);     /* 12 */
void hf_sections_cases_agenda(hf_layout *layout);       /* 13 */
void hf_sections_changes_list(hf_layout *layout);       /* 14 */
void hf_sections_method_definitions(hf_layout *layout); /* 15 */

/** A lead in a table: as hf_report_lead, with --show-values linked to its page
 * in the CRM. */
hf_value hf_sections_lead(hf_layout *layout, const hf_episode *one);

/** The findings in words, or that there are none: of the first page. */
void hf_sections_grounds_findings(hf_layout *layout);

#endif
