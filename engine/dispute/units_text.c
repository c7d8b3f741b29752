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

typedef struct resolution_texts {
    hf_view name, words;
} resolution_texts;

static const resolution_texts RESOLUTIONS[] = {
    [HF_RESOLUTION_NONE] = {{"", 0}, {"", 0}},
#define HF_RESOLUTION(code, name, words)                                       \
    [HF_RESOLUTION_##                                                          \
        code] = {{name, sizeof name - 1}, {words, sizeof words - 1}},
#include "dispute/resolutions.def"
#undef HF_RESOLUTION
};

hf_view
hf_units_resolution_text(hf_resolution resolution)
{
    return RESOLUTIONS[resolution].name;
}

hf_view
hf_units_resolution_words(hf_view name)
{
    for (size_t at = 0; at < sizeof RESOLUTIONS / sizeof *RESOLUTIONS; at++) {
        if (hf_view_equal(RESOLUTIONS[at].name, name)) {
            return RESOLUTIONS[at].words;
        }
    }
    return HF_VIEW("");
}
