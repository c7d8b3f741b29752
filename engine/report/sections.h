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
void hf_sections_outcomes_silence(hf_layout *layout);   /* 8 */
void hf_sections_outcomes_right(hf_layout *layout);     /* 9 */
void hf_sections_method_definitions(hf_layout *layout); /* 15 */

#endif
