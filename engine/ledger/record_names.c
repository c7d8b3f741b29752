/*
 * Names of Sales that the agreement does not map: counted by spelling while
 * an export is read, told at its end with a line that can be pasted into the
 * agreement. Which key is right is for its authors to say.
 */
#include "ledger/record.h"

#include "base/json.h"
#include "base/memory.h"
#include "rule/text.h"

void
hf_record_note(hf_recording *run, hf_record_name what, hf_view name,
               uint64_t line)
{
    hf_record_unmapped *sort = &run->unmapped[what];
    uint32_t before = sort->spellings.count;
    uint32_t number = hf_table_intern(&sort->spellings, name);
    run->receipt.unmapped++;
    if (number == HF_TABLE_NONE) {
        run->findings->out_of_memory = true;
        return;
    }
    if (number < before) {
        sort->counts[number]++;
        return;
    }
    uint64_t *counts = hf_memory_grow(sort->counts, &sort->count_room,
                                      (size_t)number + 1, sizeof *counts);
    sort->counts = counts ? counts : sort->counts;
    uint64_t *lines = hf_memory_grow(sort->lines, &sort->line_room,
                                     (size_t)number + 1, sizeof *lines);
    sort->lines = lines ? lines : sort->lines;
    if (!counts || !lines) {
        run->findings->out_of_memory = true;
        return;
    }
    counts[number] = 1;
    lines[number] = line;
}

// ---- Telling ---------------------------------------------------------------

// A code for a reason: its letters and digits, lower case, joined by `_`.
static void
add_code(hf_buffer *out, hf_view name)
{
    size_t from = out->len;
    bool is_gap = false;
    for (size_t at = 0; at < name.len && !out->failed; at++) {
        unsigned char byte = hf_view_fold_byte((unsigned char)name.ptr[at]);
        if ((unsigned char)(byte - 'a') >= 26 &&
            (unsigned char)(byte - '0') >= 10) {
            is_gap = out->len > from;
            continue;
        }
        hf_buffer_add_text(out, is_gap ? "_" : "");
        hf_buffer_add_byte(out, (char)byte);
        is_gap = false;
    }
    if (out->len == from) {
        hf_buffer_add_text(out, "reason");
    }
}

static void
add_line(hf_buffer *out, hf_record_name what, hf_view name)
{
    switch (what) {
    case HF_RECORD_STATUS:
        hf_buffer_add_text(out, "add to 'statuses' what it means, such as "
                                "touched: [");
        break;
    case HF_RECORD_STAGE:
        hf_buffer_add_text(out, "add to 'stages' what it means, such as "
                                "opportunity: [");
        break;
    case HF_RECORD_KIND:
        hf_buffer_add_text(out, "add to 'kinds' what it means, such as "
                                "forced: [");
        break;
    case HF_RECORD_PRIORITY:
        hf_buffer_add_text(out, "add to 'priorities' in its place: [");
        break;
    case HF_RECORD_REASON:
        hf_buffer_add_text(out, "add to 'reasons' with its class: ");
        add_code(out, name);
        hf_buffer_add_text(out, ": { values: [");
        break;
    case HF_RECORD_NAMES:
        break;
    }
    hf_json_add_string(out, name);
    hf_buffer_add_text(out,
                       what == HF_RECORD_REASON ? "], class: other }" : "]");
}

static void
tell(hf_recording *run, hf_record_name what, uint32_t number)
{
    static const char *const names[HF_RECORD_NAMES] = {
        [HF_RECORD_STATUS] = "status", [HF_RECORD_STAGE] = "stage",
        [HF_RECORD_KIND] = "kind",     [HF_RECORD_PRIORITY] = "priority",
        [HF_RECORD_REASON] = "reason",
    };
    const hf_record_unmapped *sort = &run->unmapped[what];
    hf_view name = sort->spellings.texts[number];
    unsigned long long count = sort->counts[number];
    hf_buffer line = {0};
    hf_finding *finding = hf_findings_add(
        run->findings,
        run->options->allow_unmapped ? HF_CODE_RECORD_UNMAPPED_KEPT
                                     : HF_CODE_RECORD_UNMAPPED,
        (hf_span){0},
        "the %s '%.*s' is not mapped: %llu %s of '%s', first on line %llu",
        names[what], HF_SHOWN(name), count, count == 1 ? "row" : "rows",
        run->path, (unsigned long long)sort->lines[number]);
    add_line(&line, what, name);
    hf_findings_hint(run->findings, finding, "%.*s", (int)line.len,
                     hf_buffer_view(&line).ptr);
    run->findings->out_of_memory |= line.failed;
    hf_buffer_clear(&line);
}

handoff_status
hf_record_tell(hf_recording *run)
{
    if (run->findings->out_of_memory) {
        return hf_store_no_memory(run->findings);
    }
    for (size_t what = 0; what < HF_RECORD_NAMES; what++) {
        for (uint32_t at = 0; at < run->unmapped[what].spellings.count; at++) {
            tell(run, (hf_record_name)what, at);
        }
    }
    return run->receipt.unmapped && !run->options->allow_unmapped ? HANDOFF_DATA
                                                                  : HANDOFF_OK;
}
