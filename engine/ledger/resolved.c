/*
 * Rule set to text and back. The text is YAML in which every scalar stands in
 * double quotes; behind it, as comments, the list files. What order things
 * have in the rule set they keep, for outputs follow it.
 */
#include "ledger/resolved.h"

#include "base/date.h"
#include "base/json.h"
#include "base/memory.h"
#include "csv/write.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILE_MARK "#file "
#define LINE_MARK "#|"

// ---- Pieces ----------------------------------------------------------------

static void
add_key(hf_buffer *out, const char *key)
{
    hf_buffer_add_text(out, key);
    hf_buffer_add_text(out, ": ");
}

static void
add_text(hf_buffer *out, const char *key, hf_view text)
{
    add_key(out, key);
    hf_json_add_string(out, text);
    hf_buffer_add_text(out, ", ");
}

static void
add_optional(hf_buffer *out, const char *key, hf_view text)
{
    if (text.len) {
        add_text(out, key, text);
    }
}

static void
add_int(hf_buffer *out, const char *key, int64_t number)
{
    add_key(out, key);
    hf_buffer_add_int(out, number);
    hf_buffer_add_text(out, ", ");
}

static void
add_flag(hf_buffer *out, const char *key, bool is_set)
{
    if (is_set) {
        add_key(out, key);
        hf_buffer_add_text(out, "true, ");
    }
}

static void
add_day(hf_buffer *out, const char *key, bool is_set, int64_t day)
{
    if (is_set) {
        add_key(out, key);
        hf_date_print(out, day * HF_DATE_DAY);
        hf_buffer_add_text(out, ", ");
    }
}

static void
add_expr(hf_buffer *out, const char *key, const hf_expr *expr)
{
    hf_buffer text = {0};
    if (expr) {
        hf_expr_print(&text, expr);
        add_text(out, key, hf_buffer_view(&text));
        out->failed = out->failed || text.failed;
        hf_buffer_clear(&text);
    }
}

static void
add_limits(hf_buffer *out, const hf_limits *limits)
{
    if (limits->has_min) {
        add_int(out, "min", limits->min);
    }
    if (limits->has_max) {
        add_int(out, "max", limits->max);
    }
}

// An item of a list, or a member called `name`; closed by close_line.
static void
open_line(hf_buffer *out, const char *lead_in, hf_view name)
{
    hf_buffer_add_text(out, lead_in);
    if (name.ptr) {
        hf_json_add_string(out, name);
        hf_buffer_add_text(out, ": ");
    }
    hf_buffer_add_text(out, "{ ");
}

static void
close_line(hf_buffer *out)
{
    if (out->len >= 2 && out->ptr[out->len - 2] == ',') {
        out->len -= 2;
    }
    hf_buffer_add_text(out, " }\n");
}

// ---- Fields ----------------------------------------------------------------

static void
add_zone(hf_buffer *out, int32_t zone)
{
    int32_t minutes = (zone < 0 ? -zone : zone) / 60;
    hf_buffer_printf(out, "zone: \"%c%02d:%02d\", ", zone < 0 ? '-' : '+',
                     (int)(minutes / 60), (int)(minutes % 60));
}

static void
add_marks(hf_buffer *out, const hf_field *field)
{
    static const char *const FORMATS[] = {"iso", "mdy", "dmy", "ymd",
                                          "epoch_ms"};
    if (field->type == HF_FIELD_DATE) {
        add_text(out, "format", hf_view_of(FORMATS[field->format]));
        if (field->zone) {
            add_zone(out, field->zone);
        }
    }
    if (field->decimal_mark == ',') {
        add_text(out, "decimal", HF_VIEW(","));
    }
    if (field->type == HF_FIELD_SET) {
        add_text(out, "separator", field->separator);
    }
}

static void
write_field(hf_buffer *out, const hf_field *field)
{
    static const char *const TYPES[] = {"text",   "id",      "email",
                                        "number", "money",   "range",
                                        "date",   "boolean", "set"};
    open_line(out, "    ", field->name);
    hf_buffer_add_text(out, "column: [");
    for (size_t at = 0; at < field->column_count; at++) {
        hf_buffer_add_text(out, at ? ", " : "");
        hf_json_add_string(out, field->columns[at]);
    }
    hf_buffer_add_text(out, "], ");
    add_text(out, "type", hf_view_of(TYPES[field->type]));
    add_flag(out, "personal", field->is_personal);
    add_flag(out, "optional", field->is_optional);
    add_flag(out, "salesforce_id", field->is_salesforce_id);
    add_marks(out, field);
    if (field->has_default) {
        add_text(out, "default", field->default_text);
    }
    close_line(out);
}

static void
write_head(hf_buffer *out, const handoff_rules *rules)
{
    static const char *const KEYS[] = {"title", "owner", "version"};
    const hf_view texts[] = {rules->title, rules->owner, rules->version};
    hf_buffer_add_text(out, "handoff: 1\nruleset: ");
    hf_json_add_string(out, rules->name);
    hf_buffer_add_byte(out, '\n');
    for (size_t at = 0; at < 3; at++) {
        if (texts[at].len) {
            add_key(out, KEYS[at]);
            hf_json_add_string(out, texts[at]);
            hf_buffer_add_byte(out, '\n');
        }
    }
    if (rules->has_effective_from) {
        add_key(out, "effective_from");
        hf_date_print(out, rules->effective_from);
        hf_buffer_add_byte(out, '\n');
    }
    hf_buffer_add_text(out, "leads:\n  id: ");
    hf_json_add_string(out, rules->fields[rules->id_field].name);
    hf_buffer_add_text(out, "\n  missing: [");
    for (size_t at = 0; at < rules->missing_count; at++) {
        hf_buffer_add_text(out, at ? ", " : "");
        hf_json_add_string(out, rules->missing[at]);
    }
    hf_buffer_add_text(out, "]\n  fields:\n");
    for (size_t at = 0; at < rules->field_count; at++) {
        write_field(out, &rules->fields[at]);
    }
}

// ---- Conditions and points -------------------------------------------------

static void
write_cases(hf_buffer *out, const hf_case *cases, size_t count)
{
    hf_buffer_add_text(out, "first: [");
    for (size_t at = 0; at < count; at++) {
        hf_buffer_add_text(out, at ? ", { " : "{ ");
        add_expr(out, "when", cases[at].when);
        if (cases[at].is.ptr) {
            add_text(out, "is", cases[at].is);
        } else {
            add_int(out, "points", cases[at].points);
        }
        add_optional(out, "because", cases[at].because);
        out->len -= out->failed ? 0 : 2;
        hf_buffer_add_text(out, " }");
    }
    hf_buffer_add_text(out, "], ");
}

static void
write_expr_line(hf_buffer *out, hf_view name, const hf_expr *expr)
{
    hf_buffer text = {0};
    hf_expr_print(&text, expr);
    hf_buffer_add_text(out, "  ");
    hf_json_add_string(out, name);
    hf_buffer_add_text(out, ": ");
    hf_json_add_string(out, hf_buffer_view(&text));
    hf_buffer_add_byte(out, '\n');
    out->failed = out->failed || text.failed;
    hf_buffer_clear(&text);
}

static void
write_named(hf_buffer *out, const handoff_rules *rules)
{
    hf_buffer_add_text(out, rules->derived_count ? "derived:\n" : "");
    for (size_t at = 0; at < rules->derived_count; at++) {
        const hf_derived *derived = &rules->derived[at];
        if (derived->value) {
            write_expr_line(out, derived->name, derived->value);
            continue;
        }
        open_line(out, "  ", derived->name);
        write_cases(out, derived->cases, derived->case_count);
        close_line(out);
    }
    hf_buffer_add_text(out, rules->condition_count ? "conditions:\n" : "");
    for (size_t at = 0; at < rules->condition_count; at++) {
        write_expr_line(out, rules->conditions[at].name,
                        rules->conditions[at].when);
    }
    hf_buffer_add_text(out, rules->gate_count ? "gates:\n" : "");
    for (size_t at = 0; at < rules->gate_count; at++) {
        const hf_gate *gate = &rules->gates[at];
        open_line(out, "  - ", (hf_view){0});
        add_text(out, "id", gate->id);
        add_expr(out, "when", gate->when);
        add_flag(out, "consent", gate->is_consent);
        add_optional(out, "because", gate->because);
        add_optional(out, "owner", gate->owner);
        close_line(out);
    }
}

static void
write_axes(hf_buffer *out, const handoff_rules *rules)
{
    hf_buffer_add_text(out, rules->has_axes ? "axes:\n" : "");
    for (size_t at = 0; rules->has_axes && at < rules->axis_count; at++) {
        const hf_axis *axis = &rules->axes[at];
        open_line(out, "  ", axis->name);
        add_limits(out, &axis->limits);
        hf_buffer_add_text(out, axis->band_count ? "bands: { " : "");
        for (size_t i = 0; i < axis->band_count; i++) {
            const hf_band *band = &axis->bands[i];
            hf_buffer_add_text(out, i ? ", " : "");
            hf_json_add_string(out, band->name);
            hf_buffer_add_text(out, ": ");
            if (band->is_any) {
                hf_buffer_add_text(out, "any");
            } else {
                hf_buffer_add_int(out, band->from);
            }
        }
        hf_buffer_add_text(out, axis->band_count ? " }" : "");
        close_line(out);
    }
    hf_buffer_add_text(out, rules->group_count ? "groups:\n" : "");
    for (size_t at = 0; at < rules->group_count; at++) {
        const hf_group *group = &rules->groups[at];
        open_line(out, "  ", group->name);
        if (rules->has_axes) {
            add_text(out, "axis", rules->axes[group->axis].name);
        }
        add_limits(out, &group->limits);
        close_line(out);
    }
    if (rules->score.has_min || rules->score.has_max) {
        open_line(out, "", HF_VIEW("score"));
        add_limits(out, &rules->score);
        close_line(out);
    }
}

static void
write_criterion(hf_buffer *out, const handoff_rules *rules,
                const hf_criterion *criterion)
{
    static const char *const STATUSES[] = {"active", "shadow", "off"};
    open_line(out, "  - ", (hf_view){0});
    add_text(out, "id", criterion->id);
    if (criterion->group != HF_NO_GROUP) {
        add_text(out, "group", rules->groups[criterion->group].name);
    } else if (rules->has_axes) {
        add_text(out, "axis", rules->axes[criterion->axis].name);
    }
    if (criterion->has_cases) {
        write_cases(out, criterion->cases, criterion->case_count);
    } else {
        add_expr(out, "when", criterion->cases[0].when);
        add_int(out, "points", criterion->cases[0].points);
    }
    add_day(out, "from", criterion->has_from, criterion->from_day);
    add_day(out, "until", criterion->has_until, criterion->until_day);
    add_text(out, "status", hf_view_of(STATUSES[criterion->status]));
    add_optional(out, "because", criterion->because);
    add_optional(out, "owner", criterion->owner);
    close_line(out);
}

static void
write_policy(hf_buffer *out, const handoff_rules *rules)
{
    hf_buffer_add_text(out, rules->criterion_count ? "criteria:\n" : "");
    for (size_t at = 0; at < rules->criterion_count; at++) {
        write_criterion(out, rules, &rules->criteria[at]);
    }
    hf_buffer_add_text(out, "verdicts:\n");
    for (size_t at = 0; at < rules->verdict_count; at++) {
        const hf_verdict_rule *verdict = &rules->verdicts[at];
        open_line(out, "  - ", (hf_view){0});
        add_text(out, "verdict", verdict->name);
        add_text(out, "means",
                 hf_view_of(handoff_means_text((handoff_means)verdict->means)));
        add_expr(out, "when", verdict->when);
        close_line(out);
    }
    hf_buffer_add_text(out, rules->route_count ? "routes:\n" : "");
    for (size_t at = 0; at < rules->route_count; at++) {
        const hf_route *route = &rules->routes[at];
        open_line(out, "  - ", (hf_view){0});
        add_text(out, "to", route->to);
        add_expr(out, "when", route->when);
        if (route->sla > 0) {
            hf_buffer_printf(out, "sla: %lldm, ", (long long)route->sla / 60);
        }
        close_line(out);
    }
}

// ---- Lists -----------------------------------------------------------------

static void
add_file_name(hf_buffer *out, const hf_list *list)
{
    hf_buffer_add_view(out, list->name);
    hf_buffer_add_text(out, list->header ? ".csv" : ".txt");
}

static void
write_list_heads(hf_buffer *out, const handoff_rules *rules)
{
    hf_buffer_add_text(out, rules->list_count ? "lists:\n" : "");
    for (size_t at = 0; at < rules->list_count; at++) {
        const hf_list *list = &rules->lists[at];
        hf_buffer_add_text(out, "  ");
        hf_json_add_string(out, list->name);
        if (list->row_spans) { // written in the rule set
            hf_buffer_add_text(out, ": [");
            for (size_t row = 0; row < list->row_count; row++) {
                hf_buffer_add_text(out, row ? ", " : "");
                hf_json_add_string(out, list->cells[row]);
            }
            hf_buffer_add_text(out, "]\n");
            continue;
        }
        hf_buffer_add_text(out, ": { file: ");
        add_file_name(out, list);
        if (list->header) {
            hf_buffer_add_text(out, ", column: ");
            hf_json_add_string(out, list->header[list->key_column]);
        }
        hf_buffer_add_text(out, " }\n");
    }
}

static void
add_record(hf_buffer *out, const hf_list *list, const hf_view *cells)
{
    static const hf_csv_style STYLE = {.separator = ','};
    hf_buffer line = {0};
    for (size_t at = 0; at < list->column_count; at++) {
        hf_buffer_add_text(&line, at ? "," : "");
        if (list->header) {
            hf_csv_write_cell(&line, &STYLE, cells[at]);
        } else {
            hf_buffer_add_view(&line, cells[at]);
        }
    }
    hf_buffer_add_text(out, LINE_MARK);
    for (size_t at = 0; at < line.len; at++) {
        hf_buffer_add_byte(out, line.ptr[at]);
        if (line.ptr[at] == '\n') {
            hf_buffer_add_text(out, LINE_MARK);
        }
    }
    hf_buffer_add_byte(out, '\n');
    out->failed = out->failed || line.failed;
    hf_buffer_clear(&line);
}

static void
write_list_files(hf_buffer *out, const handoff_rules *rules)
{
    for (size_t at = 0; at < rules->list_count; at++) {
        const hf_list *list = &rules->lists[at];
        if (list->row_spans) {
            continue;
        }
        hf_buffer_add_text(out, FILE_MARK);
        add_file_name(out, list);
        hf_buffer_add_byte(out, '\n');
        if (list->header) {
            add_record(out, list, list->header);
        }
        for (size_t row = 0; row < list->row_count; row++) {
            add_record(out, list, list->cells + row * list->column_count);
        }
    }
}

void
hf_resolved_print(const handoff_rules *rules, hf_buffer *out)
{
    write_head(out, rules);
    write_list_heads(out, rules);
    write_named(out, rules);
    write_axes(out, rules);
    write_policy(out, rules);
    write_list_files(out, rules);
}

// ---- Back ------------------------------------------------------------------

typedef struct folder {
    char path[256];
    bool is_made;
} folder;

static handoff_status
report_folder(const char *path, handoff_findings *findings)
{
    hf_findings_add(findings, HF_CODE_CANNOT_WRITE, (hf_span){0},
                    "cannot write '%s': %s", path, strerrordesc_np(errno));
    return HANDOFF_SYSTEM;
}

// The next line of `*rest`, without its end.
static bool
take_line(hf_view *rest, hf_view *line)
{
    if (!rest->len) {
        return false;
    }
    const char *end = memchr(rest->ptr, '\n', rest->len);
    size_t len = end ? (size_t)(end - rest->ptr) : rest->len;
    *line = hf_view_slice(*rest, 0, len);
    *rest = hf_view_slice(*rest, len + 1, rest->len);
    return true;
}

// Everything before the first list file.
static hf_view
yaml_of(hf_view text, hf_view *files)
{
    hf_view rest = text;
    hf_view line;
    *files = (hf_view){"", 0};
    while (rest.len) {
        hf_view here = rest;
        take_line(&rest, &line);
        if (hf_view_starts(line, HF_VIEW(FILE_MARK))) {
            *files = here;
            return hf_view_slice(text, 0, text.len - here.len);
        }
    }
    return text;
}

// Names come from names of lists, which hold letters, digits and `_` alone;
// in a ledger that was tampered with they might lead elsewhere.
static bool
is_plain_name(hf_view name)
{
    for (size_t at = 0; at < name.len; at++) {
        if (name.ptr[at] == '/' || name.ptr[at] == '\0') {
            return false;
        }
    }
    return name.len > 0 && name.len < 200 && name.ptr[0] != '.';
}

static handoff_status
write_file(const folder *place, hf_view name, hf_view *rest,
           handoff_findings *findings)
{
    char path[512];
    hf_view line;
    if (!is_plain_name(name)) {
        return HANDOFF_RULES;
    }
    snprintf(path, sizeof path, "%s/%.*s", place->path, (int)name.len,
             name.ptr);
    FILE *file = fopen(path, "we");
    if (!file) {
        return report_folder(path, findings);
    }
    while (hf_view_starts(*rest, HF_VIEW(LINE_MARK)) &&
           take_line(rest, &line)) {
        line = hf_view_slice(line, sizeof LINE_MARK - 1, line.len);
        fwrite(line.ptr, 1, line.len, file);
        fputc('\n', file);
    }
    bool has_failed = ferror(file) != 0;
    has_failed = fclose(file) != 0 || has_failed;
    return has_failed ? report_folder(path, findings) : HANDOFF_OK;
}

static handoff_status
write_files(folder *place, hf_view files, handoff_findings *findings)
{
    const char *root = getenv("TMPDIR");
    hf_view line;
    handoff_status status = HANDOFF_OK;
    snprintf(place->path, sizeof place->path, "%.200s/handoff-XXXXXX",
             root && root[0] ? root : "/tmp");
    place->is_made = mkdtemp(place->path) != NULL;
    if (!place->is_made) {
        return report_folder(place->path, findings);
    }
    while (status == HANDOFF_OK && take_line(&files, &line)) {
        hf_view name = hf_view_slice(line, sizeof FILE_MARK - 1, line.len);
        status = write_file(place, name, &files, findings);
    }
    return status;
}

static void
remove_files(const folder *place, hf_view files)
{
    char path[512];
    hf_view line;
    while (place->is_made && take_line(&files, &line)) {
        hf_view name = hf_view_slice(line, sizeof FILE_MARK - 1, line.len);
        if (hf_view_starts(line, HF_VIEW(FILE_MARK)) && is_plain_name(name)) {
            snprintf(path, sizeof path, "%s/%.*s", place->path, (int)name.len,
                     name.ptr);
            unlink(path);
        }
    }
    if (place->is_made) {
        rmdir(place->path);
    }
}

handoff_status
hf_resolved_load(hf_view text, handoff_rules **out, handoff_findings *findings)
{
    folder place = {.is_made = false};
    char path[sizeof place.path + 1];
    hf_view files;
    hf_view yaml = yaml_of(text, &files);
    handoff_status status = HANDOFF_OK;
    if (files.len) {
        status = write_files(&place, files, findings);
    }
    if (status == HANDOFF_OK) {
        snprintf(path, sizeof path, "%s/", place.path);
        status =
            handoff_rules_load_text("the kept rules", yaml.ptr, yaml.len,
                                    place.is_made ? path : NULL, out, findings);
    }
    remove_files(&place, files);
    return status;
}
