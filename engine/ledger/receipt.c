/*
 * What a batch came to, as text for people and as JSON for programs: the same
 * figures in the same order. Figures that do not belong to the batch are left
 * out of the text when they are 0.
 */
#include "ledger/store.h"

#include "base/buffer.h"
#include "base/json.h"

typedef struct receipt_line {
    const char *key;
    const char *one, *many; // behind the number
    uint64_t count;
    bool is_always; // told when 0, too
} receipt_line;

enum { LINES = 12 };

static void
fill(const handoff_receipt *receipt, receipt_line lines[LINES])
{
    const receipt_line filled[LINES] = {
        {"read", "row read", "rows read", receipt->read, true},
        {"added", "fact added", "facts added", receipt->added, true},
        {"known", "known already", "known already", receipt->known, true},
        {"rejected", "rejected", "rejected", receipt->rejected, true},
        {"passed_over", "row passed over: left out by 'only', or no status",
         "rows passed over: left out by 'only', or no status",
         receipt->passed_over, false},
        {"decisions", "decision", "decisions", receipt->decisions, false},
        {"handoffs", "handoff", "handoffs", receipt->handoffs, false},
        {"unknown_leads", "lead without a decision, kept",
         "leads without a decision, kept", receipt->unknown_leads, false},
        {"unmapped", "name that the agreement does not map",
         "names that the agreement does not map", receipt->unmapped, false},
        {"forgotten", "row of a forgotten lead, left out",
         "rows of forgotten leads, left out", receipt->forgotten, false},
        {"erased", "lead erased", "leads erased", receipt->erased, false},
        {"remembered", "mark remembered", "marks remembered",
         receipt->remembered, false},
    };
    for (size_t at = 0; at < LINES; at++) {
        lines[at] = filled[at];
    }
}

// The buffer's text for the caller, or NULL.
static char *
give(hf_buffer *out)
{
    if (!hf_buffer_text(out)) {
        hf_buffer_clear(out);
        return NULL;
    }
    return out->ptr;
}

char *
handoff_receipt_text(const handoff_receipt *receipt)
{
    hf_buffer out = {0};
    receipt_line lines[LINES];
    fill(receipt, lines);
    if (receipt->batch) {
        hf_buffer_printf(&out, "batch %lld\n", (long long)receipt->batch);
    } else {
        hf_buffer_add_text(&out, "nothing written\n");
    }
    for (size_t at = 0; at < LINES; at++) {
        if (!lines[at].count && !lines[at].is_always) {
            continue;
        }
        // What is always told shares a line.
        const char *between = at == 0               ? "    "
                              : lines[at].is_always ? ", "
                                                    : "\n    ";
        hf_buffer_printf(&out, "%s%llu %s", between,
                         (unsigned long long)lines[at].count,
                         lines[at].count == 1 ? lines[at].one : lines[at].many);
    }
    hf_buffer_add_byte(&out, '\n');
    return give(&out);
}

char *
handoff_receipt_json(const handoff_receipt *receipt)
{
    hf_buffer out = {0};
    hf_json json;
    receipt_line lines[LINES];
    fill(receipt, lines);
    hf_json_init(&json, &out, HF_JSON_INDENTED);
    hf_json_open_object(&json);
    hf_json_key(&json, "batch");
    if (receipt->batch) {
        hf_json_int(&json, receipt->batch);
    } else {
        hf_json_null(&json);
    }
    for (size_t at = 0; at < LINES; at++) {
        hf_json_key(&json, lines[at].key);
        hf_json_count(&json, lines[at].count);
    }
    hf_json_close_object(&json);
    hf_buffer_add_byte(&out, '\n');
    return give(&out);
}
