/*
 * Kept columns: what --keep asks for and a file's header in, indexes out. The
 * first file decides under which names they are written. Reading the cells is
 * left to the input, writing them to the rows.
 */
#include "output/kept.h"

#include "base/nearest.h"

#include <string.h>

static handoff_status
report_memory(handoff_findings *findings)
{
    hf_findings_add(findings, HF_CODE_NO_MEMORY, (hf_span){0},
                    "memory ran out");
    return HANDOFF_SYSTEM;
}

static bool
is_same_name(hf_view a, hf_view b)
{
    return hf_view_equal_fold(hf_view_trim(a), hf_view_trim(b));
}

handoff_status
hf_kept_init(hf_kept *kept, const char *keep, handoff_findings *findings)
{
    *kept = (hf_kept){.is_all = keep && strcmp(keep, "all") == 0};
    if (!keep || kept->is_all) {
        return HANDOFF_OK;
    }
    return hf_names_split("--keep", keep, HF_NAMES_PLAIN, &kept->arena,
                          &kept->asked, &kept->count, findings);
}

// ---- One file --------------------------------------------------------------

static handoff_status
find_asked(const hf_view *header, size_t count, hf_view name, const char *file,
           size_t *out, handoff_findings *findings)
{
    size_t found = SIZE_MAX;
    for (size_t at = 0; at < count; at++) {
        if (!is_same_name(header[at], name)) {
            continue;
        }
        if (found != SIZE_MAX) {
            hf_findings_add(findings, HF_CODE_KEPT_TWICE, (hf_span){0},
                            "the header of '%s' has '%.*s' twice, in columns "
                            "%zu and %zu",
                            file, (int)name.len, name.ptr, found + 1, at + 1);
            return HANDOFF_DATA;
        }
        found = at;
    }
    if (found == SIZE_MAX) {
        hf_finding *finding = hf_findings_add(
            findings, HF_CODE_KEPT_COLUMN, (hf_span){0},
            "'%s' has no column '%.*s' to keep", file, (int)name.len, name.ptr);
        hf_view nearest = hf_nearest(name, header, count);
        if (nearest.len) {
            hf_findings_hint(findings, finding, "did you mean '%.*s'?",
                             (int)nearest.len, nearest.ptr);
        }
        return HANDOFF_DATA;
    }
    *out = found;
    return HANDOFF_OK;
}

static handoff_status
compare_headers(const hf_kept *kept, const hf_view *header, size_t count,
                const char *file, handoff_findings *findings)
{
    size_t at = 0;
    while (at < count && at < kept->count &&
           is_same_name(header[at], kept->names[at])) {
        at++;
    }
    if (at == count && at == kept->count) {
        return HANDOFF_OK;
    }
    hf_view here = at < count ? hf_view_trim(header[at]) : (hf_view){0};
    hf_view first =
        at < kept->count ? hf_view_trim(kept->names[at]) : (hf_view){0};
    hf_finding *finding = hf_findings_add(
        findings, HF_CODE_HEADERS_DIFFER, (hf_span){0},
        "column %zu is %s%.*s%s in '%.*s' and %s%.*s%s in '%s'", at + 1,
        first.ptr ? "'" : "not there", (int)first.len, first.ptr,
        first.ptr ? "'" : "", (int)kept->first_file.len, kept->first_file.ptr,
        here.ptr ? "'" : "not there", (int)here.len, here.ptr,
        here.ptr ? "'" : "", file);
    hf_findings_hint(findings, finding,
                     "name the columns to keep instead of 'all'");
    return HANDOFF_DATA;
}

// The first file: its own spelling of the names is written.
static handoff_status
take_names(hf_kept *kept, const hf_view *header, const size_t *indexes,
           const char *file, handoff_findings *findings)
{
    hf_view *names = hf_arena_zero(&kept->arena, kept->count, sizeof *names);
    hf_view first_file = hf_arena_copy(&kept->arena, hf_view_of(file));
    if (!names || !first_file.ptr) {
        return report_memory(findings);
    }
    for (size_t at = 0; at < kept->count; at++) {
        names[at] = hf_arena_copy(&kept->arena, header[indexes[at]]);
        if (!names[at].ptr) {
            return report_memory(findings);
        }
    }
    kept->names = names;
    kept->first_file = first_file;
    return HANDOFF_OK;
}

handoff_status
hf_kept_resolve(hf_kept *kept, const hf_input *input, const size_t **out,
                handoff_findings *findings)
{
    size_t header_count = 0;
    const hf_view *header = hf_input_header(input, &header_count);
    const char *file = hf_input_name(input);
    bool is_first = kept->first_file.ptr == NULL;
    if (kept->is_all && is_first) {
        kept->count = header_count;
    }
    size_t *indexes = hf_arena_zero(&kept->arena, kept->count, sizeof *indexes);
    if (!indexes) {
        return report_memory(findings);
    }
    handoff_status status = HANDOFF_OK;
    if (kept->is_all && !is_first) {
        status = compare_headers(kept, header, header_count, file, findings);
    }
    for (size_t at = 0; status == HANDOFF_OK && at < kept->count; at++) {
        indexes[at] = at;
        if (!kept->is_all) {
            status = find_asked(header, header_count, kept->asked[at].name,
                                file, &indexes[at], findings);
        }
    }
    if (status == HANDOFF_OK && is_first) {
        status = take_names(kept, header, indexes, file, findings);
    }
    if (status == HANDOFF_OK) {
        *out = indexes;
    }
    return status;
}

void
hf_kept_clear(hf_kept *kept)
{
    hf_arena_clear(&kept->arena);
}
