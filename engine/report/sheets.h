/*
 * The report as tables: a file of CSV each, in one folder. RFC 4180 with LF,
 * UTF-8, a header of machine names; texts that a spreadsheet would run are
 * guarded by a '. A rate is five columns (NAME_k, NAME_n, NAME_rate, NAME_low,
 * NAME_high), the last three empty when n is 0; shares and reals have six
 * decimals; times are ISO 8601 in UTC, spans minutes, flags 0 or 1.
 */
#ifndef HF_REPORT_SHEETS_H
#define HF_REPORT_SHEETS_H

#include "base/buffer.h"
#include "output/folder.h"
#include "report/document.h"

/**
 * Put every table of the document into the folder under its name (teams.csv),
 * and beside them headlines.csv, steps.csv (the way from scored to answered,
 * whose figures stand in no table) and agenda.csv: a row a case to discuss,
 * with the columns of reviews to be filled in. Pictures of a table are that
 * table. HANDOFF_SYSTEM with a finding on memory and on files.
 */
handoff_status hf_sheets_write(const hf_document *document, hf_folder *folder,
                               handoff_findings *findings);

/** cases.csv: all cases of the period, in the columns of the log, in the order
 * in which they began. Names, persons and reasons as the report shows them. */
handoff_status hf_sheets_write_cases(hf_report *report, handoff_ledger *ledger,
                                     hf_folder *folder,
                                     handoff_findings *findings);

/** Append the cells of a value of a column of `kind`, without a separator
 * before or behind. */
void hf_sheets_add_value(hf_buffer *out, hf_value_kind kind,
                         const hf_value *value);

#endif
