/*
 * Any text as a condition: it is refused with one finding, or its canonical
 * spelling reads back as itself.
 */
#include "base/utf8.h"
#include "rule/expr.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// The canonical spelling, or NULL when it is no condition. The caller frees.
static char *
respell(hf_view text, size_t *len)
{
    handoff_findings *findings = handoff_findings_new();
    const hf_source *source =
        hf_findings_own(findings, hf_source_new("fuzz", text));
    hf_arena arena = {0};
    hf_buffer out = {0};
    hf_node node = {.kind = HF_NODE_SCALAR,
                    .text = source->text,
                    .span = {source, 0, (uint32_t)text.len}};
    hf_expr *expr = hf_expr_condition(&node, &arena, findings);
    if ((expr == NULL) != (findings->errors == 1)) {
        abort();
    }
    if (expr) {
        hf_expr_print(&out, expr);
        hf_buffer_text(&out);
    }
    hf_expr_value(&node, &arena, findings);
    handoff_free(handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT));
    hf_arena_clear(&arena);
    handoff_findings_free(findings);
    *len = out.len;
    return out.ptr;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hf_view text = {size ? (const char *)data : "", size};
    if (size > 0 &&
        (memchr(data, '\0', size) != NULL || hf_utf8_invalid_at(text) < size)) {
        return 0; // no rule file holds such a text
    }
    size_t once_len, twice_len;
    char *once = respell(text, &once_len);
    if (once) {
        char *twice = respell((hf_view){once, once_len}, &twice_len);
        if (!twice || twice_len != once_len ||
            memcmp(once, twice, once_len) != 0) {
            abort();
        }
        handoff_free(twice);
    }
    handoff_free(once);
    return 0;
}
