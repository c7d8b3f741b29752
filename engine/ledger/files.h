/* What a batch says of the files it came from. */
#ifndef HF_LEDGER_FILES_H
#define HF_LEDGER_FILES_H

#include "base/buffer.h"
#include "base/digest.h"
#include "diag/findings.h"

#include <stddef.h>

typedef struct hf_files {
    hf_buffer names;                  /* joined by `;`; the caller clears */
    char hash[HF_DIGEST_HEX_LEN + 1]; /* SHA-256 over all bytes, in order; ""
                                         when one can be read only once */
} hf_files;

/** HANDOFF_SYSTEM with a finding when one cannot be read. */
handoff_status hf_files_describe(const char *const *paths, size_t count,
                                 hf_files *out, handoff_findings *findings);

/** Append all of a file (a list of ids; "-": standard input). HANDOFF_SYSTEM
 * with a finding when it cannot be read or memory ran out. */
handoff_status hf_files_read_whole(const char *path, hf_buffer *out,
                                   handoff_findings *findings);

#endif
