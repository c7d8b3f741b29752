/*
 * The catalogue of findings, expanded from codes.def: by number for the
 * engine, by spelling for `handoff help CODE`.
 */
#include "base/nearest.h"
#include "diag/findings.h"

static const hf_code_info catalogue[] = {
#define HF_CODE(name, code, severity, category, title, explanation)            \
    {code, severity, category, title, explanation},
#include "diag/codes.def"
#undef HF_CODE
};

const hf_code_info *
hf_code_get(hf_code code)
{
    return &catalogue[code];
}

int
handoff_code_explain(const char *code, const char **title,
                     const char **explanation, handoff_severity *severity)
{
    hf_view wanted = hf_view_of(code);
    for (size_t at = 0; at < HF_CODE_COUNT; at++) {
        const hf_code_info *info = &catalogue[at];
        if (!hf_view_equal_fold(hf_view_of(info->code), wanted)) {
            continue;
        }
        if (title) {
            *title = info->title;
        }
        if (explanation) {
            *explanation = info->explanation;
        }
        if (severity) {
            *severity = info->severity;
        }
        return 1;
    }
    return 0;
}

const char *
handoff_code_at(size_t at)
{
    return at < HF_CODE_COUNT ? catalogue[at].code : NULL;
}

const char *
handoff_code_nearest(const char *code)
{
    hf_view words[HF_CODE_COUNT];
    for (size_t at = 0; at < HF_CODE_COUNT; at++) {
        words[at] = hf_view_of(catalogue[at].code);
    }
    hf_view found = hf_nearest(hf_view_of(code), words, HF_CODE_COUNT);
    return found.len ? found.ptr : NULL;
}
