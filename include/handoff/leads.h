/*
 * One lead given by hand: field name and text, as a cell of an export would
 * hold it. For bulk exports see output.h.
 */
#ifndef HANDOFF_LEADS_H
#define HANDOFF_LEADS_H

#include "handoff/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A moment: UTC seconds since 1970-01-01. */
typedef int64_t handoff_time;

/** One value of a lead: the name of a field of the rule set and a text. */
typedef struct handoff_value {
    const char *field;
    const char *text;
} handoff_value;

/** Read `2026-01-31` or `2026-01-31T09:00:00Z`; false (0) when it is none. */
HANDOFF_API int handoff_time_read(const char *text, handoff_time *out);

#ifdef __cplusplus
}
#endif

#endif
