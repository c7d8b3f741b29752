/* How one export is read by the rules, as figures. */
#ifndef HF_CHECK_INSPECT_H
#define HF_CHECK_INSPECT_H

#include "check/scan.h"
#include "handoff/check.h"

#include <stdbool.h>
#include <stdint.h>

/** Ids that are remembered to see whether one comes again: 32 MiB of hashes
 * at most, whatever the export. */
enum { HF_INSPECT_IDS = 2000000 };

typedef struct hf_inspect {
    hf_scan scan; /* at its end */
    const handoff_input_options *given;
    int shows_values;
    uint64_t *ids; /* hashes in open addressing; 0: free */
    size_t id_mask, id_count;
    uint64_t id_leads;    /* leads whose id was looked at */
    uint64_t repeats;     /* of them, those with an id that came before */
    uint64_t repeat_line; /* of the first */
} hf_inspect;

/** "CSV", "TSV", "NDJSON". */
const char *hf_inspect_format(const hf_inspect *inspect);

/** "UTF-8", "UTF-16LE" ...; as it was found out or given. */
const char *hf_inspect_encoding(const hf_inspect *inspect);

/** "','", "TAB", a byte in quotes. */
hf_view hf_inspect_separator(const hf_inspect *inspect, char room[4]);

/** "number", "salesforce id". */
const char *hf_inspect_type(const hf_field_spec *spec);

/** Whether no field reads a header cell. */
bool hf_inspect_is_unused(const hf_inspect *inspect, size_t column);

/** The header cell that serves a field; false when none does. */
bool hf_inspect_column(const hf_inspect *inspect, size_t field, hf_view *out);

/** Whether the example of a field may be shown. */
bool hf_inspect_shows(const hf_inspect *inspect, size_t field);

/** For people, and as JSON; to be freed with handoff_free, NULL when memory
 * ran out. */
char *hf_inspect_text(const hf_inspect *inspect, handoff_shape shape,
                      int width);
char *hf_inspect_json(const hf_inspect *inspect);

#endif
