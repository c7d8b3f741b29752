/* What is wrong and where: a list of findings that the caller owns. */
#ifndef HF_DIAG_FINDINGS_H
#define HF_DIAG_FINDINGS_H

#include "base/arena.h"
#include "base/attributes.h"
#include "base/buffer.h"
#include "diag/source.h"
#include "handoff/diag.h"
#include "handoff/status.h"

typedef enum hf_code {
#define HF_CODE(name, code, severity, category, title, explanation)            \
    HF_CODE_##name,
#include "diag/codes.def"
#undef HF_CODE
    HF_CODE_COUNT
} hf_code;

/** What the catalogue says of a code. All texts are static. */
typedef struct hf_code_info {
    const char *code; /* "R021" */
    handoff_severity severity;
    const char *category; /* "syntax", "name", "type", "limit", "file", ... */
    const char *title;
    const char *explanation;
} hf_code_info;

typedef struct hf_finding {
    hf_code code;
    handoff_severity severity;
    hf_span span;        /* where; may have no place */
    const char *message; /* lower case, no full stop */
    const char *hint;    /* "did you mean ...", or NULL */
    hf_span other;       /* a second place, when other.source is not NULL */
    const char *other_message; /* "first used here" */
} hf_finding;

/**
 * The opaque handoff_findings of the public header. Holds at most
 * HF_FINDINGS_SHOWN errors and as many warnings and notes as come; counts all.
 * `items` stand in the order of place: first those without one, then by
 * source, as the sources were owned or first pointed into, then by offset.
 */
struct handoff_findings {
    hf_arena arena;
    hf_finding *items;
    size_t count, room;
    size_t errors, warnings, notes; /* all that came, kept or not */
    hf_source **sources;            /* owned by the list, freed with it */
    size_t source_count, source_room;
    const hf_source **order; /* every source, in order of appearance */
    size_t order_count, order_room;
    bool out_of_memory; /* a finding, a hint or a place was lost */
};

enum { HF_FINDINGS_SHOWN = 20 };

const hf_code_info *hf_code_get(hf_code code);

/**
 * Add a finding with the severity of the catalogue; message as printf. The
 * span's source must be owned by `findings` (hf_findings_own) or outlive it.
 * Returns the kept finding, to hang a hint on, or NULL when it was only
 * counted (more than the limit, or no memory); the setters accept NULL. The
 * pointer dies with the next finding.
 */
hf_finding *hf_findings_add(handoff_findings *findings, hf_code code,
                            hf_span span, const char *format, ...)
    HF_PRINTF(4, 5);

/** Set the hint; as printf. */
void hf_findings_hint(handoff_findings *findings, hf_finding *finding,
                      const char *format, ...) HF_PRINTF(3, 4);

/** Set the second place. */
void hf_findings_other(handoff_findings *findings, hf_finding *finding,
                       hf_span span, const char *message);

/**
 * Hand a source to the list, so that it lives as long as the findings do.
 * On failure (memory) the source is freed and NULL is returned.
 */
const hf_source *hf_findings_own(handoff_findings *findings, hf_source *source);

/** HANDOFF_OK without errors, `otherwise` with some. */
handoff_status hf_findings_status(const handoff_findings *findings,
                                  handoff_status otherwise);

#endif
