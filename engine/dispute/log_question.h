/* What the log asks of the derived rows. */
#ifndef HF_DISPUTE_LOG_QUESTION_H
#define HF_DISPUTE_LOG_QUESTION_H

#include "base/buffer.h"
#include "handoff/log.h"
#include "ledger/db.h"

#include <stdbool.h>

enum { HF_LOG_QUESTION_MOST = 16 };

/** All zero is an empty one; the caller clears `sql`. */
typedef struct hf_log_question {
    hf_buffer sql; /* columns as in columns.def */
    hf_db_value parameters[HF_LOG_QUESTION_MOST]; /* live as the options do */
    int parameter_count;
} hf_log_question;

/** Fill an empty question; `is_all`: whatever the code. `sql` failed when
 * memory ran out. */
void hf_log_question_make(const handoff_log_options *options, bool is_all,
                          hf_log_question *self);

#endif
