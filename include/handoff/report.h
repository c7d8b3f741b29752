/*
 * The override report: how often the rationale of Marketing was not followed,
 * on which grounds, and who was right. Built once from a ledger, written in
 * one of five forms. The same facts and options give the same bytes.
 */
#ifndef HANDOFF_REPORT_H
#define HANDOFF_REPORT_H

#include "handoff/ledger.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum handoff_report_format {
    HANDOFF_REPORT_HTML, /* one self-contained page */
    HANDOFF_REPORT_TEXT, /* for a terminal of `width` columns */
    HANDOFF_REPORT_MARKDOWN,
    HANDOFF_REPORT_JSON, /* schema_version 1 */
    HANDOFF_REPORT_CSV   /* a file a table, in the folder `output` */
} handoff_report_format;

/** What is reported. Zero it, then handoff_report_options_init. */
typedef struct handoff_report_options {
    const handoff_agreement *agreement; /* NULL: the newest kept */
    const char *ruleset;                /* by name; NULL: all */
    handoff_time as_of;
    int has_from, has_to;  /* else from the first unit, up to as_of */
    handoff_time from, to; /* the first is in it, the second is not */
    int compare;           /* with as long a time before it */
    const char *const *by; /* "team", "source", or a field that rules use;
                              teams come unasked */
    size_t by_count;
    int64_t known_by; /* last batch that counts; 0: all */
    uint64_t seed;    /* of what is drawn */
    int show_people;  /* persons, not teams alone */
    int hide_people;  /* shown as pseudonyms, as leads are */
    int show_values;  /* ids of leads and comments as written */
    handoff_report_format format;
    unsigned width;     /* of text; 80 */
    int use_color;      /* of text */
    int use_ascii;      /* charts of text without block characters */
    const char *output; /* path, of CSV a folder; NULL or "-": standard
                           output */
} handoff_report_options;

/** HTML of all cases, 80 columns, seed 1. */
HANDOFF_API void handoff_report_options_init(handoff_report_options *options);

/**
 * Report. HANDOFF_USAGE when a name that is asked for does not exist, there is
 * no agreement, or CSV has no folder; HANDOFF_NOTHING is never returned: an
 * empty ledger has a truthful page too.
 */
HANDOFF_API handoff_status handoff_ledger_report(
    handoff_ledger *ledger, const handoff_report_options *options,
    handoff_findings *findings);

/** The JSON Schema of HANDOFF_REPORT_JSON; static. */
HANDOFF_API const char *handoff_report_schema(void);

#ifdef __cplusplus
}
#endif

#endif
