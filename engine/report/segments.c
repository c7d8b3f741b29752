/*
 * Cases are put into groups here. In go episodes, and for a field the inputs
 * that the ledger keeps of each decision, read in one pass; out comes the
 * number of a group for each case. A personal field is never offered: of its
 * values the ledger has hashes alone.
 */
#include "report/segments.h"

#include "base/buffer.h"
#include "base/json.h"
#include "base/memory.h"
#include "ledger/revision.h"

#include <string.h>

#define ERASED HF_VIEW("(erased)")

static bool
begin(hf_segments *segments, const hf_episodes *episodes)
{
    segments->of = hf_memory_zero(episodes->count + 1, sizeof *segments->of);
    return segments->of != NULL;
}

static bool
put(hf_segments *segments, size_t at, hf_view name)
{
    segments->of[at] = hf_table_intern(&segments->names,
                                       name.len ? name : HF_SEGMENTS_NOT_KNOWN);
    return segments->of[at] != HF_TABLE_NONE;
}

bool
hf_segments_of_teams(hf_segments *segments, const hf_episodes *episodes)
{
    bool is_fine = begin(segments, episodes);
    segments->names.is_folding = true;
    for (size_t at = 0; is_fine && at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        hf_view team = hf_episodes_text(episodes, one->team);
        if (!team.len) {
            team = hf_episodes_text(episodes,
                                    hf_episodes_grounds(episodes, one)->route);
        }
        is_fine = put(segments, at, team);
    }
    return is_fine;
}

void
hf_segments_clear(hf_segments *segments)
{
    hf_table_clear(&segments->names);
    hf_memory_free(segments->of);
    *segments = (hf_segments){0};
}

// ---- The field -------------------------------------------------------------

static bool
is_called(hf_view name, hf_view asked)
{
    return hf_view_equal_fold(name, asked);
}

// Best first: the name that was asked for, then what a source is called too.
static const hf_field *
find_field(const handoff_rules *rules, hf_view asked)
{
    const hf_view names[] = {asked, HF_VIEW("lead_source")};
    size_t count = is_called(asked, HF_VIEW("source")) ? 2 : 1;
    for (size_t name = 0; name < count; name++) {
        for (size_t at = 0; at < rules->field_count; at++) {
            if (is_called(rules->fields[at].name, names[name])) {
                return &rules->fields[at];
            }
        }
    }
    return NULL;
}

static handoff_status
refuse(handoff_findings *findings, const char *asked, const char *why)
{
    hf_findings_add(findings, HF_CODE_LEDGER_REPORT, (hf_span){0}, why, asked);
    return HANDOFF_USAGE;
}

static handoff_status
check_field(const handoff_rules *rules, const hf_field *field,
            const char *asked, handoff_findings *findings)
{
    if (field->is_personal) {
        return refuse(findings, asked, "'%s' is personal, and is no segment");
    }
    if (field == &rules->fields[rules->id_field] ||
        field->type == HF_FIELD_ID || field->type == HF_FIELD_EMAIL) {
        return refuse(findings, asked,
                      "'%s' tells leads apart, and is no segment");
    }
    if (field->type == HF_FIELD_SET) {
        return refuse(findings, asked,
                      "'%s' has several values a lead, and is no segment");
    }
    return HANDOFF_OK;
}

/* What is read, and how. */
typedef struct wanted {
    hf_view name; // in the report's arena
    bool is_boolean;
} wanted;

// From the newest revision of any rule set that has it.
static handoff_status
choose_field(hf_report *report, handoff_ledger *ledger, const char *asked,
             wanted *out, handoff_findings *findings)
{
    handoff_status status = HANDOFF_OK;
    *out = (wanted){0};
    for (size_t at = report->revisions.count;
         at-- && status == HANDOFF_OK && !out->name.len;) {
        handoff_rules *rules = NULL;
        status = hf_revision_load(ledger, report->revisions.items[at].id,
                                  &rules, findings);
        const hf_field *field =
            status == HANDOFF_OK ? find_field(rules, hf_view_of(asked)) : NULL;
        if (field) {
            status = check_field(rules, field, asked, findings);
            out->name = hf_arena_copy(&report->arena, field->name);
            out->is_boolean = field->type == HF_FIELD_BOOLEAN;
            if (!out->name.ptr) {
                status = hf_store_no_memory(findings);
            }
        }
        handoff_rules_free(rules);
    }
    if (status == HANDOFF_OK && !out->name.len && report->revisions.count) {
        return refuse(findings, asked, "the rules have no field '%s'");
    }
    if (status == HANDOFF_OK && !out->name.len) {
        out->name = hf_arena_copy(&report->arena, hf_view_of(asked));
    }
    return status;
}

// ---- Its values ------------------------------------------------------------

enum { COLUMN_DECISION, COLUMN_IS_GONE, COLUMN_VALUE };

static hf_view
value_of(hf_query *row, const wanted *field)
{
    hf_view value = hf_db_get_text(row, COLUMN_VALUE);
    if (hf_db_get_int(row, COLUMN_IS_GONE)) {
        return ERASED;
    }
    if (field->is_boolean && value.len) {
        return hf_view_equal(value, HF_VIEW("1")) ? HF_VIEW("yes")
                                                  : HF_VIEW("no");
    }
    return value;
}

/* Groups by decision: number + 1, 0 where none was read. */
typedef struct values {
    uint32_t *of;
    size_t room;
} values;

static bool
read_values(hf_segments *segments, hf_query *row, const wanted *field,
            values *out)
{
    while (hf_db_next(row)) {
        size_t decision = (size_t)hf_db_get_int(row, COLUMN_DECISION);
        size_t before = out->room;
        hf_view name = value_of(row, field);
        uint32_t number = hf_table_intern(
            &segments->names, name.len ? name : HF_SEGMENTS_NOT_KNOWN);
        uint32_t *of =
            hf_memory_grow(out->of, &out->room, decision + 1, sizeof *of);
        if (!of || number == HF_TABLE_NONE) {
            return false;
        }
        out->of = of;
        memset(of + before, 0, (out->room - before) * sizeof *of);
        of[decision] = number + 1;
    }
    return true;
}

static bool
spread_values(hf_segments *segments, const hf_episodes *episodes,
              const values *read)
{
    bool is_fine = true;
    for (size_t at = 0; is_fine && at < episodes->count; at++) {
        size_t decision = (size_t)episodes->items[at].decision;
        uint32_t number = decision < read->room ? read->of[decision] : 0;
        if (number) {
            segments->of[at] = number - 1;
        } else {
            is_fine = put(segments, at, HF_SEGMENTS_NOT_KNOWN);
        }
    }
    return is_fine;
}

handoff_status
hf_segments_of_field(hf_segments *segments, hf_report *report,
                     handoff_ledger *ledger, const char *asked, hf_view *field,
                     handoff_findings *findings)
{
    wanted want;
    handoff_status status =
        choose_field(report, ledger, asked, &want, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    hf_buffer path = {0};
    values read = {0};
    hf_buffer_add_text(&path, "$.");
    hf_json_add_string(&path, want.name);
    hf_query *row = hf_db_use(ledger->db, HF_STATEMENT_READ_FIELD);
    hf_db_bind_text(row, 1, hf_buffer_view(&path));
    bool is_fine = !path.failed && begin(segments, &report->episodes) &&
                   read_values(segments, row, &want, &read);
    hf_db_reset(row);
    is_fine = is_fine && spread_values(segments, &report->episodes, &read);
    hf_memory_free(read.of);
    hf_buffer_clear(&path);
    *field = want.name;
    status = hf_db_status(ledger->db, findings);
    return status == HANDOFF_OK && !is_fine ? hf_store_no_memory(findings)
                                            : status;
}
