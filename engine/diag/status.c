/*
 * What every caller of the library needs, whatever it calls: words for a
 * status, and the way to free a text.
 */
#include "handoff/status.h"

#include "base/memory.h"
#include "handoff/diag.h"

const char *
handoff_status_text(handoff_status status)
{
    switch (status) {
    case HANDOFF_OK:
        return "done";
    case HANDOFF_FINDINGS:
        return "there are findings";
    case HANDOFF_USAGE:
        return "the call makes no sense";
    case HANDOFF_RULES:
        return "the rules are invalid";
    case HANDOFF_DATA:
        return "the leads cannot be understood";
    case HANDOFF_SYSTEM:
        return "a file, the disk or memory failed";
    case HANDOFF_LEDGER:
        return "the ledger is busy, newer or broken";
    case HANDOFF_NOTHING:
        return "there is nothing to do";
    case HANDOFF_BUG:
        return "a mistake in handoff itself";
    case HANDOFF_INTERRUPTED:
        return "interrupted";
    }
    return "an unknown status";
}

void
handoff_free(void *text)
{
    hf_memory_free(text);
}
