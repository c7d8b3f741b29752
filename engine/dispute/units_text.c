/* The names of codes, sides, modes and resolutions, as data and as words. */
#include "dispute/units.h"

typedef struct code_texts {
    hf_view name, side, mode, words;
} code_texts;

static const code_texts CODES[HF_UNIT_CODE_COUNT] = {
#define HF_UNIT_CODE(name, side, mode, words)                                  \
    [HF_UNIT_##name] = {{#name, sizeof #name - 1},                             \
                        {side, sizeof side - 1},                               \
                        {mode, sizeof mode - 1},                               \
                        {words, sizeof words - 1}},
#include "dispute/codes.def"
#undef HF_UNIT_CODE
};

hf_view
hf_units_code_text(hf_unit_code code)
{
    return CODES[code].name;
}

hf_view
hf_units_side(hf_unit_code code)
{
    return CODES[code].side;
}

hf_view
hf_units_mode(hf_unit_code code)
{
    return CODES[code].mode;
}

hf_view
hf_units_words(hf_unit_code code)
{
    return CODES[code].words;
}

hf_unit_code
hf_units_code(hf_view name)
{
    size_t at = 0;
    while (at < HF_UNIT_CODE_COUNT &&
           !hf_view_equal_fold(CODES[at].name, name)) {
        at++;
    }
    return (hf_unit_code)at;
}

bool
hf_units_is_override(hf_unit_code code)
{
    return CODES[code].side.len > 0;
}

hf_view
hf_units_resolution_text(hf_resolution resolution)
{
    switch (resolution) {
    case HF_RESOLUTION_NONE:
        break;
    case HF_RESOLUTION_OPEN:
        return HF_VIEW("open");
    case HF_RESOLUTION_BOTH_RIGHT:
        return HF_VIEW("both_right");
    case HF_RESOLUTION_RULE_WRONG:
        return HF_VIEW("rule_wrong");
    case HF_RESOLUTION_RULE_VINDICATED:
        return HF_VIEW("rule_vindicated");
    case HF_RESOLUTION_SALES_VINDICATED:
        return HF_VIEW("sales_vindicated");
    case HF_RESOLUTION_UNOBSERVABLE:
        return HF_VIEW("unobservable");
    case HF_RESOLUTION_BOTH_MISSED:
        return HF_VIEW("both_missed");
    }
    return HF_VIEW("");
}
