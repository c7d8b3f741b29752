/* A listed case in each of the formats. */
#ifndef HF_DISPUTE_LOG_WRITE_H
#define HF_DISPUTE_LOG_WRITE_H

#include "base/buffer.h"
#include "handoff/log.h"
#include "ledger/db.h"

/** The columns of a listed row, in their order. */
typedef enum hf_log_column {
#define HF_LOG_COLUMN(name, kind, sql) HF_LOG_##name,
#include "dispute/columns.def"
#undef HF_LOG_COLUMN
    HF_LOG_COLUMN_COUNT
} hf_log_column;

/** What stands before the first case, and the case in the present row. */
void hf_log_write_head(handoff_log_format format, hf_buffer *out);
void hf_log_write_row(handoff_log_format format, hf_query *row, hf_buffer *out);

/** A text of facts on one line: control characters become blanks. */
void hf_log_write_plain(hf_buffer *out, hf_view text);

#endif
